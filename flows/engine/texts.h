// An item's own words: gettext catalogues inside the item ("texts/<language>.mo").
//
// The message ids are words of one language, the item's own, which needs no catalogue. Immutable;
// any thread.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "flows/engine/finding.h"
#include "flows/feel/value.h"

namespace dk::engine {

// What every terminal can be switched to.
inline constexpr std::string_view kLanguages[] = {"zh-CN", "zh-HK", "en"};

class Texts {
 public:
  [[nodiscard]] static std::expected<Texts, Finding> load(const Files& files,
                                                          std::string own_language);
  [[nodiscard]] const std::string& own_language() const { return own_; }
  // nullptr: that language has no words for it.
  [[nodiscard]] const std::string* find(std::string_view language, std::string_view message) const;
  // The words, or the message itself.
  [[nodiscard]] std::string tr(std::string_view language, std::string_view message) const;
  // The same with its {{places}} filled from `values` ("person.age" is a path in it).
  [[nodiscard]] std::string tr(std::string_view language, std::string_view message,
                               const feel::Context& values) const;

 private:
  using Words = std::map<std::string, std::string, std::less<>>;
  std::string own_;
  std::map<std::string, Words, std::less<>> languages_;
};

// "person.age" of {{person.age}}, in order.
[[nodiscard]] std::vector<std::string> places_of(std::string_view message);
// Of contexts within contexts; null when there is none.
[[nodiscard]] feel::Value at_path(const feel::Context& context, std::string_view path);

}  // namespace dk::engine
