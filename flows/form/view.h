// What a screen draws of a form, in one language, and what the form hands on.
//
// Words come from the schema through `translate`; errors are codes with values, whose words are the
// screen's. Plain values; pure functions; any thread; never fails: an expression that cannot be
// computed is null, a limit that was reached is `stopped`.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flows/form/markdown.h"
#include "flows/form/state.h"
#include "flows/form/words.h"

namespace dk::form {

enum class ErrorCode : std::uint8_t {
  Required,
  Unconfirmed,  // shown filled in, not yet confirmed
  NotANumber,
  NotADate,
  NotATime,
  Min,        // bound
  Max,        // bound
  MinLength,  // bound, characters
  MaxLength,  // bound
  Pattern,    // bound: the expression; words: the author's message
  Email,
  Phone,
  DecimalDigits,  // bound
  Increment,      // bound, other: the nearest values that fit
  DatePassed,
  TooManyItems,  // bound
  BadBound,      // min, max or a length that is no number: the item is wrong, not the person
  Circle,        // expressions that never agree: the item is wrong
  Stopped        // a limit of evaluation: the item is wrong
};
[[nodiscard]] std::string_view code_name(ErrorCode code);  // "min_length"

struct Error {
  ErrorCode code = ErrorCode::Required;
  feel::Value bound;
  feel::Value other;
  std::string words;
};

struct OptionView {
  std::string label;
  feel::Value value;
  bool chosen = false;
};

struct TableView {
  std::vector<std::string> columns;
  std::vector<feel::List> rows;  // as many cells as columns
  std::size_t page_rows = 0;     // 0: all on one
  bool cut = false;              // there were more rows than a table may have
};

struct DateView {
  enum class Part : std::uint8_t { Date, Time, DateTime } part = Part::Date;
  std::string time_label;
  bool hours_24 = false;
  int interval_minutes = 15;
  std::optional<feel::Date> earliest;
};

struct FieldView;
struct ItemView {
  std::uint32_t number = 0;
  std::vector<FieldView> fields;
};

struct FieldView {
  Place place;
  Kind kind = Kind::Text;
  std::string label;
  std::string description;
  std::string prefix;
  std::string suffix;

  // Of fields with a value.
  feel::Value value;
  std::string text;  // the value, or what was typed and is none; an option's label
  bool required = false;
  bool readonly = false;
  bool known = false;      // shown with its source, not asked
  bool confirm = false;    // filled in, waits to be confirmed
  std::string known_from;  // the fact's path, while the value is what the fact says
  Sensitivity sensitivity = Sensitivity::Plain;
  std::vector<Error> errors;
  bool show_errors = false;  // the person has been here, or pressed submit

  std::vector<OptionView> options;    // Radio, Select, Checklist, Taglist
  bool searchable = false;            // Select
  DateView date;                      // DateTime
  std::optional<int> decimal_digits;  // Number
  std::optional<feel::Decimal> step;  // Number
  std::vector<Paragraph> paragraphs;  // Text
  std::string source;                 // Image; empty: show `label`, the words instead
  TableView table;                    // Table
  bool resets = false;                // Button: else it submits
  std::vector<FieldView> children;    // Group
  std::vector<ItemView> items;        // List
  bool may_add = false;               // List
  bool may_remove = false;            // List
  std::size_t open_items = 0;         // List: shown before the rest is folded; 0: all

  std::string row;       // fields of one name stand beside each other
  int columns = 0;       // of 16; 0: an equal share
  bool outline = false;  // Group, List
  int height_px = 0;     // Spacer
};

struct View {
  std::vector<FieldView> fields;
  std::size_t known = 0;  // fields that nobody has to answer
  std::size_t asked = 0;
  bool complete = false;  // submission() would give one
};

[[nodiscard]] View view(const Form& form, const State& state, const feel::Context& facts,
                        feel::Evaluation& evaluation, const Translate& translate);

struct Problem {
  Place place;  // empty: the form
  Error error;
};
// The values of visible fields, or everything that stands against it.
[[nodiscard]] std::expected<feel::Context, std::vector<Problem>> submission(
    const Form& form, const State& state, const feel::Context& facts, feel::Evaluation& evaluation);

}  // namespace dk::form
