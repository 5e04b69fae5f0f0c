// What the audit chain says of a stored event's bytes, so that a changed byte shows without keys:
// SHA-256("dk.stored-event/1" 0x00 | id (16) | seq (8) | type 0x00 | class 0x00 | day 0x00 |
// priority (8, two's complement) | size of the record (8) | record | recovery wrap), integers
// big-endian. FORMAT.md section 8. Pure; any thread.
#pragma once

#include "offline-cache/wire/sealed_record.h"

namespace dk::cache {

[[nodiscard]] crypto::Digest stored_digest(const wire::RecordBinding& binding,
                                           std::int64_t priority, ByteView record,
                                           ByteView recovery_wrap);

}  // namespace dk::cache
