// links: dk_wire
// decodes: offline-cache/wire/sealed_record.cpp
// The parser of sealed records: what a damaged or forged disk gives to the district's recovery.
#include <cstdlib>

#include "offline-cache/wire/sealed_record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk;
  static const crypto::PrivateKey key = crypto::PrivateKey::generate_x25519().value();
  static const crypto::PrivateKey sm2 = crypto::PrivateKey::generate_sm2().value();
  const ByteView input(data, size);
  if (const auto parts = wire::parse_sealed_record(input)) {
    // The parts lie inside the input, one after the other.
    if (parts->day_wrap.data() != data + 3 ||
        parts->box.data() + parts->box.size() != data + size) {
      std::abort();
    }
  }
  if (const auto parts = wire::parse_recovery_wrap(input)) {
    if (parts->sealed.data() + parts->sealed.size() != data + size) std::abort();
  }
  // Nothing that the key's owner did not seal ever opens.
  const wire::RecordBinding binding{{}, 1, "sampling.person_registered", "sampling", "2022-11-18"};
  const Bytes day_key(crypto::kAeadKeyBytes, 7);
  if (wire::open_with_day_key(binding, input, day_key)) std::abort();
  const std::size_t half = size / 2;
  for (const crypto::PrivateKey& recovery : {key, sm2}) {
    if (wire::open_with_recovery_key(binding, input.first(half), input.subspan(half), recovery)) {
      std::abort();
    }
  }
  // What counts under one suite alone cannot count under the other alone.
  const auto counts = [&](crypto::Suite suite) {
    return wire::check_algorithms(input, {}, crypto::only(suite)).has_value();
  };
  if (counts(crypto::Suite::International) && counts(crypto::Suite::Shangmi)) std::abort();
  return 0;
}
