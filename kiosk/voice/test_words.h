// The catalogues of this build, for tests that hear words.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "i18n/texts.h"

namespace dk::kiosk {

inline void load_words() {
  for (const char* language : {"zh-CN", "zh-HK", "en"}) {
    ASSERT_TRUE(i18n::load(language, std::string(DK_BIN_DIR) + "/../share/i18n")) << language;
  }
}

}  // namespace dk::kiosk
