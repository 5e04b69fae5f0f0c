// POST /v1/facts: what the district and its offices know of a person, for one item and purpose.
//
// A question names the item by its fingerprint, so that the district answers by that version's own
// rules: only facts that it declares, for its purpose, at its level of identity, as fresh as it
// says. Each fact has its own answer: a value or a word (kFact...). The question's id is made
// before the first try; each answer leaves a row in the district's access log. A value is a JSON
// text inside a JSON string, because numbers keep all their digits and nothing here reads them: the
// form of flows/json ("\"@1941-03-03\"" is a date). Plain values; any thread. Decoders are strict
// (strict_json.h): answer_malformed, bounded (kMaxFacts, kMaxFactValueBytes, 256 KiB an answer).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/uuid.h"
#include "offline-cache/wire/person_ref.h"

namespace dk::wire {

inline constexpr std::string_view kPathFacts = "/v1/facts";
inline constexpr std::size_t kMaxFacts = 64;
inline constexpr std::size_t kMaxFactValueBytes = 4096;
inline constexpr std::size_t kMaxFactsAnswerBytes = 256 * 1024;
inline constexpr std::int64_t kMaxOldestS = 400LL * 24 * 3600;

inline constexpr std::string_view kFactUnknown = "unknown";  // nobody asked has it
inline constexpr std::string_view kFactRefused = "refused";  // not for this item, purpose or level
inline constexpr std::string_view kFactTooOld = "too_old";
inline constexpr std::array kFactTroubles = {kFactUnknown, kFactRefused, kFactTooOld};

struct FactAsked {
  std::string name{};         // "person.hukou_city"
  std::string source{};       // of item.toml: "share"
  std::int64_t oldest_s = 0;  // what is older may not be used
};
struct FactsQuestion {
  Uuid id{};
  std::string item{};                       // fingerprint
  std::string purpose{};                    // the item's own words
  PersonRef person{};                       // who is signed in
  std::optional<PersonRef> on_behalf_of{};  // whose facts, when not their own
  int loa = 2;                              // 2 | 3 | 4
  std::vector<FactAsked> facts{};
};
struct FactTold {
  std::string name{};
  std::string trouble{};  // empty: there is a value
  std::string value{};    // JSON text
  TimePoint as_of{};
  std::string source{};
};
struct FactsTold {
  Uuid id{};
  std::vector<FactTold> facts{};  // one for each that was asked, in order
};
[[nodiscard]] std::string to_json(const FactsQuestion& question);
[[nodiscard]] Result<FactsQuestion> facts_question_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const FactsTold& told);
[[nodiscard]] Result<FactsTold> facts_told_from_json(std::string_view json);

}  // namespace dk::wire
