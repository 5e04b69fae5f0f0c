// A form as it is evaluated. Inside flows/form; the loader writes it, everybody else reads.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flows/feel/feel.h"
#include "flows/form/form.h"
#include "flows/form/pattern.h"
#include "flows/form/words.h"

namespace dk::form {

// A number that the file gives or computes.
struct Bound {
  feel::Value fixed;
  std::optional<feel::Program> program;
  [[nodiscard]] bool given() const { return program || !fixed.null(); }
};

// `hide` and `readonly`. form-js evaluates them as unary tests of nothing: null is met as true is,
// and a whole not(...) turns that round.
struct Condition {
  feel::Program program;
  bool negated = false;
  [[nodiscard]] bool met(const feel::List& inputs, feel::Evaluation& evaluation) const {
    const feel::Value value = program.evaluate(inputs, evaluation);
    return (value.null() || value.is_true()) != negated;
  }
};

struct Validation {
  enum class Type : std::uint8_t { None, Email, Phone };
  bool required = false;
  Bound min, max, min_length, max_length;
  std::optional<Pattern> pattern;
  std::string pattern_text;
  Words pattern_words;  // the author's message for it
  Type type = Type::None;
};

struct DateRules {
  enum class Part : std::uint8_t { Date, Time, DateTime };
  enum class Zone : std::uint8_t { None, Offset, Utc };
  Part part = Part::Date;
  Zone zone = Zone::None;
  Words time_label;
  bool hours_24 = false;
  bool no_past = false;
  int interval_minutes = 15;
};

struct NumberRules {
  std::optional<int> digits;
  std::optional<feel::Decimal> increment;
  bool as_text = false;  // serializeToString
};

struct Choice {
  Words label;
  feel::Value value;
};
struct Choices {
  enum class Source : std::uint8_t { Fixed, Fact, Expression };
  Source source = Source::Fixed;
  std::vector<Choice> fixed;
  std::string fact;
  std::optional<feel::Program> expression;
  bool searchable = false;
};

struct Column {
  Words label;
  std::string key;
};
struct TableRules {
  feel::Program rows;
  std::vector<Column> columns;
  std::optional<feel::Program> computed_columns;
  std::size_t page_rows = 0;  // 0: all on one
};

struct ListRules {
  std::size_t first = 1;  // items when nothing is known
  std::size_t most = 0;
  bool may_change = true;
  std::size_t open = 0;  // items shown before the rest is folded; 0: all
};

// What only the look depends on.
struct Look {
  std::string row;
  int columns = 0;  // of 16; 0: as many as there are
  bool outline = false;
  int height = 0;
};

struct Field {
  Kind kind = Kind::Text;
  std::string id;
  std::vector<std::string> path;  // of the value, from the nearest list's item (or the form) on
  Words label, description, prefix, suffix;
  Words body;  // Text: the text; Image: the source
  Words alt;
  std::optional<Condition> hide;
  std::optional<Condition> readonly_when;
  bool readonly = false;
  bool disabled = false;  // form-js: neither validated nor handed on
  feel::Value fallback;   // default value
  std::optional<feel::Program> computed;
  bool at_submit = false;  // `computed`: only when it is handed on
  bool reset = false;      // Button
  Validation validation;
  DateRules date;
  NumberRules number;
  Choices choices;
  TableRules table;
  ListRules list;
  Look look;
  std::vector<std::string> fact;  // dk:fillFrom; "this" first: of the item
  Ask ask = Ask::Unknown;
  Sensitivity sensitivity = Sensitivity::Plain;
  std::vector<Field> children;

  [[nodiscard]] bool keyed() const { return kind <= Kind::Expression; }
  [[nodiscard]] bool one_of() const { return kind == Kind::Radio || kind == Kind::Select; }
  [[nodiscard]] bool some_of() const { return kind == Kind::Checklist || kind == Kind::Taglist; }
};

struct Schema {
  std::string id;
  std::vector<Field> fields;
  std::vector<std::string> roots;  // names that expressions may use, in the order of their inputs
  std::size_t derived = 0;         // fields whose value or visibility hangs on others
  Limits limits;
};

// Names that stand before `roots` in every expression's inputs.
inline constexpr const char* kOwnNames[] = {"this", "parent", "i", "_this_", "_parent_", "_i_"};
inline constexpr std::size_t kOwnNameCount = 6;

// The value at that path of contexts, null when there is none.
[[nodiscard]] feel::Value at_path(const feel::Value& value, const std::vector<std::string>& path,
                                  std::size_t from = 0);

}  // namespace dk::form
