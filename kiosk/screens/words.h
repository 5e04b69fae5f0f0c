// Small helpers of the screens: numbers, facts and failures of the view as words.
// Inside kiosk/screens only.
#pragma once

#include <string>
#include <vector>

#include "i18n/texts.h"
#include "kiosk/sampling/view.h"

namespace dk::kiosk::screens {

using i18n::tr;

[[nodiscard]] inline std::string number(std::int64_t value) { return std::to_string(value); }

// "6.2"
[[nodiscard]] std::string with_one_place(double value);
// "男", "女" or empty.
[[nodiscard]] std::string sex_word(int sex);
// "身份证 尾号 4417"; only what is known.
[[nodiscard]] std::string document_line(const std::string& type, const std::string& tail);

// "14:26" today, "11-17 14:26" of another day (China time).
[[nodiscard]] std::string when(TimePoint at, TimePoint now);
// "3 小时 14 分", "12 分钟", "2 天"; what is not longer than a minute says so.
[[nodiscard]] std::string how_long(Milliseconds span);

// A failure's sentence for the clerk has three parts by the rules of wording. A text with fewer
// leaves the later parts empty.
struct TroubleWords {
  std::string what;                // what happened
  std::vector<std::string> to_do;  // what to do, one or more steps
  std::string safe;                // that nothing was lost
  bool warns = false;              // nobody may promise that: `safe` says what not to do
};
[[nodiscard]] TroubleWords trouble_words(FailureCode code);

}  // namespace dk::kiosk::screens
