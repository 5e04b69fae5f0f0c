// Characters of the two handwriting models in the script that is wanted, by OpenCC's tables.
//
// There is no free model of traditional handwriting in Debian. The Japanese one knows most
// traditional shapes (its printed forms before 1946 are among them), the simplified one the rest;
// a simplified character may stand for several. The Japanese one is also the second opinion about
// simplified characters, of which it shares the most. One thread at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kiosk/input/script.h"

namespace dk::kiosk::input {

class CharacterForms {
 public:
  // `folder`: share/rime/opencc. Failures: reference_missing (our chains or OpenCC's tables).
  [[nodiscard]] static Result<std::unique_ptr<CharacterForms>> open(
      const std::filesystem::path& folder);
  ~CharacterForms();

  // The likeliest form first; never empty.
  [[nodiscard]] std::vector<std::string> of_simplified(std::string_view c, Script wanted) const;
  [[nodiscard]] std::vector<std::string> of_japanese(std::string_view c, Script wanted) const;

 private:
  struct Tables;
  explicit CharacterForms(std::unique_ptr<Tables> tables);
  std::unique_ptr<Tables> tables_;
};

}  // namespace dk::kiosk::input
