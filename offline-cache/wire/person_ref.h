// Whom a question or a case is about, as a document names them: the part that the messages about
// persons share. It lives as short as its message. Plain value; any thread.
#pragma once

#include <map>
#include <string>

#include "offline-cache/wire/rules.h"

namespace dk::wire {

struct PersonRef {
  std::string document_type{};    // "id-card"
  std::string document_number{};  // as printed, upper case
  std::string name{};             // may be empty: the login did not say it
  bool operator==(const PersonRef&) const = default;
};
// As a JSON object has it.
[[nodiscard]] inline std::map<std::string, std::string> object_of(const PersonRef& person) {
  return {{"document_type", person.document_type},
          {"document_number", person.document_number},
          {"name", person.name}};
}
[[nodiscard]] PersonRef read_person(StrictJson in);  // trouble sticks to `in` like any other

namespace rules {
inline constexpr TextRule kItem{Chars::Word, 1, 80};  // fingerprint "senior-allowance/1/0a1b2c3d"
inline constexpr TextRule kDocumentType{Chars::Name, 1, 40};
inline constexpr TextRule kDocumentNumber{Chars::Text, 1, 64};
inline constexpr TextRule kOptionalName{Chars::Text, 0, 200};
inline constexpr TextRule kFact{Chars::Text, 1, 100};  // "person.hukou_city"
inline constexpr int kMinLoa = 2;                      // a card in hand (design: who is who)
inline constexpr int kMaxLoa = 4;
}  // namespace rules

}  // namespace dk::wire
