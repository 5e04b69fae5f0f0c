// FEEL, the expression language of DMN 1.5 (clause 10.3): a text is parsed once into a Program,
// which is evaluated as often as one likes.
//
// FEEL has no errors at run time: what cannot be computed is null, and `Evaluation::notes()` says
// why. Texts that are not FEEL fail at compile() with their place and a plain sentence. Hostile
// ones are stopped by named limits (Limits). A Program is immutable: any thread; an Evaluation
// belongs to one call.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "flows/feel/type.h"
#include "flows/feel/value.h"

namespace dk::feel {

struct Code;

struct ParseError {
  std::size_t at = 0;   // byte in the text
  std::string message;  // English, for authors
};

// What the expression may name.
struct Names {
  std::vector<std::string> inputs;   // their values are given in this order
  std::vector<std::size_t> open;     // inputs that are contexts whose members are names too
  std::vector<std::string> members;  // of contexts, where a name holds an operator ("p-r")
  std::map<std::string, std::shared_ptr<const Type>> types;  // item definitions, for `instance of`
};

struct Limits {
  std::uint64_t steps = 1'000'000;      // nodes evaluated and parts of values made
  int depth = 400;                      // calls within calls
  std::uint64_t value_parts = 300'000;  // of one value, counted as often as they are shared
  std::size_t text_bytes = 1u << 20;    // of one text
};

struct Note {
  std::size_t at = 0;
  std::string message;
};

// Where now() and today() come from, what was noticed, what is left of the limits.
class Evaluation {
 public:
  explicit Evaluation(Limits limits = {}, DateTime now = {}) : limits_(limits), now_(now) {}
  [[nodiscard]] const DateTime& now() const { return now_; }
  [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }
  // A limit was reached: the result is null and must not be taken for an answer.
  [[nodiscard]] bool stopped() const { return stopped_; }
  void note(std::size_t at, std::string message);
  bool spend(std::uint64_t steps) {  // false: stopped
    spent_ += steps;
    return (!stopped_ && spent_ <= limits_.steps) || exhausted();
  }
  bool text(std::size_t bytes);  // before a text of that size is made; false: stopped
  // For a value that was made; false (and stopped) when it is too large.
  bool made(const Value& value);
  bool enter();
  void leave() { --depth_; }
  [[nodiscard]] const Limits& limits() const { return limits_; }
  [[nodiscard]] std::uint64_t spent() const { return spent_; }

 private:
  bool exhausted();
  Limits limits_;
  DateTime now_;
  std::vector<Note> notes_;
  std::uint64_t spent_ = 0;
  int depth_ = 0;
  bool stopped_ = false;
};

class Program {
 public:
  [[nodiscard]] Value evaluate(std::span<const Value> inputs, Evaluation& evaluation) const;
  // Names that nobody knows, as they are written; they are null.
  [[nodiscard]] const std::vector<Note>& unknown() const { return unknown_; }
  [[nodiscard]] std::size_t inputs() const { return inputs_; }
  [[nodiscard]] const std::string& text() const;             // as it was written
  [[nodiscard]] const Code& code() const { return *code_; }  // inside flows/feel only

 private:
  friend class Parser;
  std::shared_ptr<const Code> code_;
  std::size_t inputs_ = 0;
  std::vector<Note> unknown_;
};

[[nodiscard]] std::expected<Program, ParseError> compile(std::string_view text, const Names& names);
// Tests of a value ("< 5, [10..20]", "-", "not(...)"); the tested one is the first input and `?`.
[[nodiscard]] std::expected<Program, ParseError> compile_unary_tests(std::string_view text,
                                                                     const Names& names);
// "list<number>", "date and time", "function<number>->string".
[[nodiscard]] std::expected<std::shared_ptr<const Type>, ParseError> parse_type(
    std::string_view text);

// The function of that name, nullptr when there is none.
[[nodiscard]] const Value* builtin(std::string_view name);
// Bytes of `text` that spell a built-in's name; 0: none.
[[nodiscard]] std::size_t longest_builtin(std::string_view text);

}  // namespace dk::feel
