// The words of polyphones.cpp as people edit them: entries end in ";", a word and then one reading
// for each character, "-" where it sounds as it does elsewhere.
#pragma once

#include <string_view>

namespace dk::i18n {

extern const std::string_view kPolyphoneWords;
extern const std::string_view kLightWords;
extern const std::string_view kSurnameReadings;

}  // namespace dk::i18n
