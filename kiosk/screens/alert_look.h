// What an alert says, decided before anything is drawn: colours, icon, words, buttons. Colour,
// icon, word and sound say the same; what happened, what to do (numbered), and that nothing was
// lost. Inside kiosk/screens only.
#pragma once

#include <string>
#include <vector>

#include "kiosk/sampling/view.h"
#include "kiosk/screens/words.h"
#include "kiosk/ui/theme.h"

namespace dk::kiosk::screens {

struct AlertStep {
  std::string what;
  std::string note{};  // at the right, smaller
};

struct AlertColours {
  Colour ground, line, title, strong;  // strong: tile and numbers
};
inline constexpr AlertColours kAmberAlert{theme::kAmber400, theme::kInk900, theme::kInk900,
                                          theme::kInk900};
inline constexpr AlertColours kBlueAlert{theme::kBrand100, theme::kBrand800, theme::kBrand800,
                                         theme::kBrand700};
inline constexpr AlertColours kRedAlert{theme::kRed100, theme::kRed700, theme::kRed700,
                                        theme::kRed700};

struct AlertButton {
  std::string tap;  // id without "sampling."
  std::string word;
  Icon icon;
  float w = 372;
  bool enabled = true;
};

struct AlertLook {
  AlertColours colours;
  Icon icon;
  std::string title{};   // the huge word
  std::string name{};    // bold, under the title
  std::string detail{};  // beside the name
  std::vector<AlertStep> steps{};
  std::string safe{};               // the shield line
  Icon safe_icon = icons::kShield;  // another where it is no promise
  std::vector<AlertButton> left{};  // other answers, from the left
  AlertButton primary{};
};

// The view has an alert.
[[nodiscard]] AlertLook alert_look(const sampling::SamplingView& view);

// Parts of it, by topic.
[[nodiscard]] AlertLook failure_look(const sampling::SamplingView& view);    // alert_failures.cpp
[[nodiscard]] AlertLook not_saved_look(const sampling::SamplingView& view);  // alert_failures.cpp
[[nodiscard]] AlertLook label_failed_look(const sampling::SamplingView& view);
[[nodiscard]] AlertLook label_unknown_look(const sampling::SamplingView& view);
[[nodiscard]] AlertLook late_hit_look(const sampling::SamplingView& view);  // alert_tubes.cpp
[[nodiscard]] AlertLook count_differs_look(const sampling::SamplingView& view);
[[nodiscard]] AlertLook late_samples_look(const sampling::SamplingView& view);

// With "OK, next person" as its answer.
[[nodiscard]] AlertLook looks(AlertColours colours, Icon icon, std::string title);
[[nodiscard]] std::string tube_is_unchanged(const sampling::SamplingView& view);
[[nodiscard]] AlertButton skip_button(std::string word);
[[nodiscard]] AlertButton help_button(const sampling::AlertView& alert);
[[nodiscard]] AlertButton manual_button();
// Typing the number is a way out: at the desk, with a tube open.
[[nodiscard]] bool number_can_be_typed(const sampling::SamplingView& view);
void add_steps(AlertLook& look, const TroubleWords& words);

}  // namespace dk::kiosk::screens
