// From the bytes of a scanner to what they mean at a sampling desk: classify, verify, compare with
// the key-person list, mask. The only place that sees both keys and persons; what it returns holds
// the person's data once, inside Credential::body, for the sealed event.
// Pure given the snapshot; UI thread (an ES256 check is well under a millisecond).
#pragma once

#include <variant>

#include "base/bytes.h"
#include "base/clock.h"
#include "drivers/identity.h"
#include "kiosk/sampling/update.h"
#include "offline-cache/reference/reference.h"

namespace dk::kiosk {

using ResolvedScan = decltype(sampling::Scan::what);

[[nodiscard]] ResolvedScan resolve_scan(ByteView bytes, const cache::Snapshot& snapshot,
                                        TimePoint now);
// A card on the reader; `method` says which reader: "id-card", "social-card".
[[nodiscard]] ResolvedScan resolve_card(const drivers::IdentityDocument& document,
                                        std::string_view method, const cache::Snapshot& snapshot,
                                        TimePoint now);
// A typed citizen number: the last resort, with its check character.
[[nodiscard]] ResolvedScan resolve_typed(std::string_view number, const cache::Snapshot& snapshot,
                                         TimePoint now);

// Issue time of the key-person list; 0 when it is missing or too old to compare with.
[[nodiscard]] std::int64_t fresh_list_s(const cache::Snapshot& snapshot, TimePoint now);
// People in tubes against a list. Any thread.
[[nodiscard]] sampling::Compared compare_tubes(const sampling::CompareTubes& ask,
                                               const wire::KeyPersonList& list);

}  // namespace dk::kiosk
