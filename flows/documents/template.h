// A document template (FORMAT.md), loaded once: its expressions are compiled, its pictures decoded.
//
// load() refuses what it does not understand with the element's id or name, and what asks for too
// much with a limit's name in the message (limits.h). A Template is immutable: any thread.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flows/documents/page.h"

namespace dk::documents {

struct LoadError {
  std::string element;  // id or name
  std::string message;  // English, for authors
};

struct Root;  // model.h

class Template {
 public:
  struct Source {
    std::string_view xml;
    std::vector<std::string> names;  // of the data that layout() will be given
    // The bytes of a file of the item's folder; empty: not there. Called while loading only.
    std::function<std::optional<std::string>(std::string_view file)> file = {};
  };
  [[nodiscard]] static std::expected<Template, LoadError> load(const Source& source);

  [[nodiscard]] const Root& root() const { return *root_; }
  // Text keys that it says, for a check against the catalogues.
  [[nodiscard]] std::vector<std::string> message_ids() const;

 private:
  Template() = default;
  std::shared_ptr<const Root> root_;
};

}  // namespace dk::documents
