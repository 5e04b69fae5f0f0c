#include "offline-cache/outbox/stored_digest.h"

#include <array>

namespace dk::cache {
namespace {

using namespace std::string_view_literals;

std::array<std::uint8_t, 8> big_endian(std::uint64_t value) {
  std::array<std::uint8_t, 8> out;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(value >> (8 * (out.size() - 1 - i)));
  }
  return out;
}

}  // namespace

crypto::Digest stored_digest(const wire::RecordBinding& binding, std::int64_t priority,
                             ByteView record, ByteView recovery_wrap) {
  const auto seq = big_endian(binding.seq);
  constexpr std::uint8_t kEnd = 0;
  const ByteView end(&kEnd, 1);
  const auto order = big_endian(static_cast<std::uint64_t>(priority));
  const auto size = big_endian(record.size());
  return crypto::sha256({as_bytes("dk.stored-event/1\0"sv), binding.id.view(), ByteView(seq),
                         as_bytes(binding.type), end, as_bytes(binding.retention_class), end,
                         as_bytes(binding.day), end, ByteView(order), ByteView(size), record,
                         recovery_wrap});
}

}  // namespace dk::cache
