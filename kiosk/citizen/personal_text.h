// A text of a person, wiped where it stood. A short std::string lies inside its object, and neither
// moving it away nor clearing or destroying it takes the letters from there; this does. Otherwise
// it is a std::string and is used as one. Whoever copies it into a plain one answers for that copy.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/secret.h"

namespace dk::kiosk::citizen {

class PersonalText : public std::string {
 public:
  PersonalText() = default;
  PersonalText(std::string_view text) : std::string(text) {}    // NOLINT: as a std::string
  PersonalText(const std::string& text) : std::string(text) {}  // NOLINT: likewise
  PersonalText(const char* text) : std::string(text) {}         // NOLINT: likewise
  PersonalText(const PersonalText&) = default;
  PersonalText(PersonalText&& other) noexcept
      : std::string(std::move(static_cast<std::string&>(other))) {
    other.forget();
  }
  PersonalText& operator=(const PersonalText& other) {
    if (this != &other) *this = std::string_view(other);
    return *this;
  }
  PersonalText& operator=(PersonalText&& other) noexcept {
    if (this == &other) return *this;
    forget();
    std::string::operator=(std::move(static_cast<std::string&>(other)));
    other.forget();
    return *this;
  }
  PersonalText& operator=(std::string_view text) {
    forget();
    assign(text);
    return *this;
  }
  PersonalText& operator=(const std::string& text) { return *this = std::string_view(text); }
  PersonalText& operator=(const char* text) { return *this = std::string_view(text); }
  ~PersonalText() { forget(); }

  void forget() noexcept {
    resize(capacity());  // allocates nothing
    wipe(data(), size());
    clear();
  }
};

}  // namespace dk::kiosk::citizen
