// From the bytes of a scanner to what they mean to a citizen's terminal: a login, a session that
// goes on here, or a refusal with its reason. Pure given the snapshot; UI thread.
#pragma once

#include "base/bytes.h"
#include "kiosk/citizen/event.h"
#include "offline-cache/reference/reference.h"

namespace dk::kiosk {

[[nodiscard]] decltype(citizen::Event::what) resolve_citizen_scan(ByteView bytes,
                                                                  const cache::Snapshot& snapshot,
                                                                  TimePoint now);

}  // namespace dk::kiosk
