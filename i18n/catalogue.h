// One language's words: a gettext .mo file in memory, looked up by key through Boost.Locale's
// message facet. Only that facet is made, no ICU locale: it costs a file read and no parsing.
//
// The file's tables are checked when it is opened, so that a cut or overwritten file is a failure
// and never a read past its end. Immutable once open: any thread.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace dk::i18n {

class Catalogue {
 public:
  virtual ~Catalogue() = default;
  // The text, or nullptr. Lives as long as the catalogue.
  [[nodiscard]] virtual const char* find(const std::string& key) const = 0;
};

// Failures: not_found (no such file), io_error (cannot be read), data_damaged.
[[nodiscard]] Result<std::shared_ptr<const Catalogue>> open_catalogue(const std::string& path);

// Whether header, string tables and hash table of a .mo file (GNU gettext, revision 0) lie inside
// the file and every string ends in NUL.
[[nodiscard]] bool is_sound_mo(std::span<const char> file);
// All its words by key, for those who check or carry a catalogue of their own; plural forms and the
// header are left out. Failure: data_damaged.
[[nodiscard]] Result<std::map<std::string, std::string, std::less<>>> read_mo(
    std::span<const char> file);

}  // namespace dk::i18n
