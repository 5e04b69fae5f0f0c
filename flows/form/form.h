// A form (form-js schema versions 1 to 20, as Camunda Modeler and form-js save it), read once:
// expressions compiled, paths checked, every property understood.
//
// load() refuses what it does not understand, with the element's id; nothing is ignored silently.
// A Form is immutable and cheap to copy: any thread. What it shows is view.h, what a person does
// to it is state.h.
//
// What differs from form-js, on purpose:
// - Dates and times are FEEL dates and times, not texts; `date(x)` works on both.
// - A field may say where its value is known from, in its custom properties (the editor keeps
// them):
//     dk:fillFrom     the fact's path ("person.phone"); inside a dynamic list that is filled
//     itself,
//                     "this.name" is a member of the item's fact
//     dk:ask          unknown: asked only while the fact is unknown (default) · always: shown
//                     filled in and to be confirmed · never: shown, a person cannot change it
//     dk:sensitivity  plain (default) · name · number · secret: how a screen has to mask it
//     dk:maxItems     of a dynamic list
//   Any other property that begins with "dk:" is refused; those of other tools are left alone.
// - An empty dynamic list is handed on as an empty list, not left out.
// - Words of the schema are message ids. What an expression computes is data and is not translated.
// - iframe, html, filepicker, documentPreview, multipage and page are refused: a terminal shows no
//   foreign pages. Pictures are data: URIs or files of the item, never fetched.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "flows/feel/feel.h"

namespace dk::form {

struct Limits {
  std::size_t file_bytes = 1u << 20;
  int depth = 16;                         // components within components
  std::size_t fields = 500;               // in the file
  std::size_t text_bytes = 16'384;        // one text of the file
  std::size_t expressions = 1'000;        // in the file, those in {{ }} too
  std::size_t expression_bytes = 16'384;  // all of them together
  std::size_t path_segments = 16;         // of one key or path
  std::size_t image_bytes = 1u << 19;     // a picture inside the file
  std::size_t pattern_bytes = 500;
  std::size_t options = 200;         // of one field
  std::size_t items = 50;            // of a dynamic list, when it says no less
  std::size_t rows = 1'000;          // of a table
  std::size_t columns = 20;          // of a table
  std::size_t answer_bytes = 4'000;  // one typed answer
  std::size_t instances = 5'000;     // fields on the screen, those of all items counted
  std::size_t readings = 20;         // a chain of fields that compute each other is shorter
  // What one view, answer or submission should be given: enough for any form that a person can
  // fill in, and less than 100 ms.
  feel::Limits evaluation{.steps = 1'000'000, .depth = 200, .text_bytes = 2u << 20};
};

struct LoadError {
  std::string element;  // its id; empty: the file itself
  std::string message;  // English, for authors
};

// What stands around the form.
struct Outside {
  std::vector<std::string> facts;  // "person", "person.phone": paths that facts may have
  Limits limits;
};

enum class Kind : std::uint8_t {
  TextField,
  TextArea,
  Number,
  DateTime,
  Checkbox,
  Radio,
  Select,
  Checklist,
  Taglist,
  Expression,  // computed; never on the screen
  Group,
  List,
  Text,
  Image,
  Table,
  Button,
  Separator,
  Spacer
};
enum class Ask : std::uint8_t { Unknown, Always, Never };
enum class Sensitivity : std::uint8_t { Plain, Name, Number, Secret };

// A text that a person reads and a catalogue must have in every language.
struct Message {
  std::string element;
  std::string text;
};
struct FillFrom {
  std::string element;
  std::string fact;
};

struct Schema;

class Form {
 public:
  [[nodiscard]] static std::expected<Form, LoadError> load(std::string_view json,
                                                           const Outside& outside);
  [[nodiscard]] const std::string& id() const;
  [[nodiscard]] std::vector<Message> messages() const;
  [[nodiscard]] std::vector<FillFrom> fill_from() const;
  [[nodiscard]] const Schema& schema() const { return *schema_; }  // inside flows/form

 private:
  explicit Form(std::shared_ptr<const Schema> schema) : schema_(std::move(schema)) {}
  std::shared_ptr<const Schema> schema_;
};

// Whether a translation has the same {{inserts}} as its message, in any order. One that has not is
// shown untranslated.
[[nodiscard]] bool same_inserts(std::string_view message, std::string_view translation);

}  // namespace dk::form
