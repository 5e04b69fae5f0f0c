// An object of the file while it is read: what nobody asked for is refused in the end. Inside
// flows/form; one thread.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "flows/feel/value.h"
#include "flows/form/form.h"

namespace dk::form {

// Thrown and caught inside this folder.
struct LoadStop {
  LoadError error;
};

class Object {
 public:
  // `where`: before the names in messages ("validate."). The value must outlive this.
  Object(const feel::Value& value, std::string element, std::string where, const Limits& limits);

  // Absent or null: nothing. Of another kind: refused.
  [[nodiscard]] const feel::Value* any(std::string_view name);
  [[nodiscard]] std::string text(std::string_view name);
  [[nodiscard]] bool flag(std::string_view name, bool otherwise = false);
  [[nodiscard]] std::optional<feel::Decimal> number(std::string_view name);
  // Whole and within these bounds.
  [[nodiscard]] std::optional<int> whole(std::string_view name, int least, int most);
  [[nodiscard]] const feel::List* list(std::string_view name);
  [[nodiscard]] std::optional<Object> object(std::string_view name);
  // One of the words of `all`, separated by spaces: its place. Absent: the first.
  [[nodiscard]] int one_of(std::string_view name, std::string_view all);
  void pass(std::string_view name) { seen_.emplace(name); }  // known, and of no meaning here
  void finish() const;                                       // refuses what is left

  [[noreturn]] void refuse(std::string_view name, const std::string& why) const;
  [[noreturn]] void refuse(std::string message) const;
  [[nodiscard]] const std::string& element() const { return element_; }
  void element(std::string id) { element_ = std::move(id); }

 private:
  const feel::Value* get(std::string_view name, feel::Kind kind, const char* kind_words);
  const feel::Context* entries_ = nullptr;
  std::string element_;
  std::string where_;
  const Limits& limits_;
  std::set<std::string, std::less<>> seen_;
};

}  // namespace dk::form
