// Facts about a person or thing, from wherever the terminal has them: the card in the reader, the
// district, the cache. The one door through which a journey gets them.
//
// Implementations answer within the time-out and never guess: what is not known, too old, or not
// given for this purpose is a FactTrouble. Called from one thread at a time, not the UI thread.
#pragma once

#include <chrono>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "flows/feel/value.h"

namespace dk::engine {

struct FactRequest {
  std::string name;    // "person.birth"
  std::string source;  // of item.toml: card lic share list ask dev clerk
  std::string item;    // for whom and why it is asked: the log of the source names both
  std::string purpose;
  std::chrono::seconds oldest{0};  // what is older may not be used
};

struct FactValue {
  feel::Value value;  // null: the source knows that there is none
  feel::DateTime as_of;
  std::string source;
};

enum class FactTrouble {
  Unknown,      // the source does not have it
  Unavailable,  // the source cannot be reached now
  TimedOut,
  TooOld,
  Refused  // not for this purpose
};
[[nodiscard]] std::string_view name_of(FactTrouble trouble);  // "too_old"

using FactAnswer = std::expected<FactValue, FactTrouble>;

class FactSource {
 public:
  virtual ~FactSource() = default;
  // One answer for each request, in order.
  [[nodiscard]] virtual std::vector<FactAnswer> get(const std::vector<FactRequest>& requests,
                                                    std::chrono::milliseconds timeout) = 0;
};

}  // namespace dk::engine
