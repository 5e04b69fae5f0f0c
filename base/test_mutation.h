// Random damage to bytes, for tests of everything that reads what comes from outside.
#pragma once

#include "base/bytes.h"
#include "base/random.h"

namespace dk {

// One to four bytes set, taken out or put in, or the rest cut off. May give back what it was given.
inline Bytes mutated(Bytes bytes, Random& random) {
  const std::uint64_t changes = 1 + random.below(4);
  for (std::uint64_t k = 0; k < changes && !bytes.empty(); ++k) {
    const auto at = static_cast<std::ptrdiff_t>(random.below(bytes.size()));
    const std::uint8_t value = random.bytes(1)[0];
    switch (random.below(4)) {
      case 0:
        bytes[static_cast<std::size_t>(at)] = value;
        break;
      case 1:
        bytes.erase(bytes.begin() + at);
        break;
      case 2:
        bytes.insert(bytes.begin() + at, value);
        break;
      default:
        bytes.resize(static_cast<std::size_t>(at));
        break;
    }
  }
  return bytes;
}

}  // namespace dk
