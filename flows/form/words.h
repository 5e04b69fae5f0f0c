// A text of the schema: plain words, words with {{inserts}} (the simple form of form-js's feelers),
// or wholly an expression ("=..."). Inside flows/form.
//
// Immutable; any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "flows/feel/feel.h"

namespace dk::form {

// From a message id to the words of the language on the screen; itself when it knows none.
using Translate = std::function<std::string(std::string_view)>;

struct Words {
  struct Insert {
    std::string text;  // as it stands between the braces, trimmed
    feel::Program program;
  };
  std::string source;
  bool expression = false;  // the whole of it is inserts[0]
  std::vector<Insert> inserts;

  [[nodiscard]] bool empty() const { return source.empty(); }
  [[nodiscard]] bool translatable() const { return !source.empty() && !expression; }
};

// A template in its parts: words and inserts by turns, beginning with words.
struct Template {
  std::vector<std::string> words;    // one more than inserts
  std::vector<std::string> inserts;  // trimmed
};
[[nodiscard]] Template split_template(std::string_view text);

// `written` is done to what an insert gives, before it stands among the words.
[[nodiscard]] std::string render(const Words& words, const feel::List& inputs,
                                 feel::Evaluation& evaluation, const Translate& translate,
                                 std::string (*written)(std::string_view) = nullptr);

[[nodiscard]] std::string trimmed(std::string_view text);
[[nodiscard]] std::string first_line(std::string text);  // labels have one

}  // namespace dk::form
