// The structured log: one JSON object per line, for engineers, in English.
//
// Redacting by construction: a value is a number, a bool or a `Token` made from a string LITERAL
// (consteval) or one of the named safe conversions below. There is no way to log a std::string
// that came from a person, card or code. Thread-safe; never blocks on anything but the file.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/result.h"
#include "base/uuid.h"

namespace dk::log {

enum class Level { Debug, Info, Warn, Error };

class Token {
 public:
  consteval Token(const char* literal) : view_(literal) {}  // NOLINT: implicit by design
  [[nodiscard]] std::string_view view() const { return view_; }

 private:
  std::string_view view_;
};

// A text that the caller vouches for: an engineer's detail, an address, a file path of ours, an id.
// `why` documents the vouching at the call site. Control characters are escaped, 512 bytes kept.
struct Safe {
  std::string text;
};
[[nodiscard]] Safe safe(std::string_view text, Token why);
[[nodiscard]] Safe safe(const Uuid& id);
[[nodiscard]] Safe safe(const Failure& failure);  // "code: detail"

struct Field {
  Token key;
  std::variant<std::int64_t, double, bool, std::string_view, std::string> value;
  template <std::integral T>  // exactly integers: a pointer must not turn into a bool
  Field(Token k, T v) : key(k) {
    if constexpr (std::same_as<T, bool>) {
      value = v;
    } else {
      value = static_cast<std::int64_t>(v);
    }
  }
  Field(Token k, double v) : key(k), value(v) {}
  Field(Token k, Token v) : key(k), value(v.view()) {}
  Field(Token k, Safe v) : key(k), value(std::move(v.text)) {}
};

// Sends the log to a file (0600, size-rotated) or, with an empty path, to standard error.
Status open(const std::string& path, Level level);
void write(Level level, Token event, std::initializer_list<Field> fields = {});

inline void debug(Token e, std::initializer_list<Field> f = {}) { write(Level::Debug, e, f); }
inline void info(Token e, std::initializer_list<Field> f = {}) { write(Level::Info, e, f); }
inline void warn(Token e, std::initializer_list<Field> f = {}) { write(Level::Warn, e, f); }
inline void error(Token e, std::initializer_list<Field> f = {}) { write(Level::Error, e, f); }

}  // namespace dk::log
