// What espeak-ng gets for an utterance. It reads Mandarin as numbered pinyin (voice
// cmn-latn-pinyin; its voice cmn spells Han characters in English) and Cantonese as Han characters
// (voice yue, whose dictionary knows them: 銀行 is ngan4 hong4, 行政 is hang4 zing3).
//
// The text never holds what espeak-ng takes for a command ("[[...]]" is phonemes). Pure; any
// thread; the first call for Mandarin takes 0.1 s (i18n/pinyin.h).
#pragma once

#include <string>
#include <vector>

#include "kiosk/voice/voice.h"

namespace dk::kiosk {

// For its standard input; empty when there is nothing to say.
[[nodiscard]] std::string espeak_text(const Speech& speech);
// Behind the program's name. An empty device is the system's default one.
[[nodiscard]] std::vector<std::string> espeak_arguments(const Speech& speech,
                                                        const std::string& device);

}  // namespace dk::kiosk
