// Words for people, by key, in three languages loaded from gettext .mo files (Boost.Locale).
//
// Keys: "screen.part.what" in i18n/po/{zh-CN,zh-HK,en}.po. Loading happens off the first-frame
// path (load() is called for the configured language first, the others later, from one thread);
// set_language() takes effect with the next frame. tr() is called on the UI thread; a missing key
// returns the key itself (a test keeps that from happening). Places are named: "{count}".
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "base/result.h"

namespace dk::i18n {

// Languages: "zh-CN", "zh-HK", "en".
[[nodiscard]] Status load(std::string_view language, const std::string& folder_of_mo_files);
[[nodiscard]] Status set_language(std::string_view language);
[[nodiscard]] std::string_view language();

[[nodiscard]] std::string tr(std::string_view key);
[[nodiscard]] std::string tr(
    std::string_view key, std::initializer_list<std::pair<std::string_view, std::string>> places);
// For a language other than the current one (labels, the citizen's side).
[[nodiscard]] std::string tr_in(std::string_view language, std::string_view key);

enum class Audience { Citizen, Clerk, Technician };
[[nodiscard]] std::string tr_failure(FailureCode code, Audience audience);

// "14:26", "14:26:08", "2022-11-18" in China time.
[[nodiscard]] std::string clock_hm(TimePoint at);
[[nodiscard]] std::string clock_hms(TimePoint at);

}  // namespace dk::i18n
