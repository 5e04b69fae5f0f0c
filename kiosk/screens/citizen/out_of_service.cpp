// The terminal cannot serve: what happened, what to do, and that nothing was lost. There is always
// somebody to call.
#include <algorithm>

#include "kiosk/screens/citizen/parts.h"

namespace dk::kiosk::screens {

namespace {

// "What. What to do. What is safe." as lines without their stops.
std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    constexpr std::string_view kHan = "\u3002";
    constexpr std::string_view kLatin = ". ";
    const std::size_t han = text.find(kHan);
    const std::size_t latin = text.find(kLatin);
    const std::size_t cut = std::min({han, latin, text.size()});
    std::string one(text.substr(0, cut));
    if (one.ends_with('.')) one.pop_back();
    if (!one.empty()) all.push_back(std::move(one));
    text.remove_prefix(std::min(text.size(), cut + (cut == han ? kHan.size() : kLatin.size())));
  }
  return all;
}

}  // namespace

void draw(Page& page, const citizen::NotReadyView& view) {
  Ui& ui = page.ui;
  ui.rect(ui.canvas(), theme::kCanvas);
  // Not read whole yet, or not there at all: it comes by itself.
  const bool starting = view.why == FailureCode::reference_missing;
  std::vector<std::string> words{tr("citizen.not_ready.starting"),
                                 tr("citizen.not_ready.starting.what"),
                                 tr("citizen.not_ready.starting.do")};
  if (!starting) words = sentences(i18n::tr_failure(view.why, i18n::Audience::Citizen));
  constexpr std::size_t kSentences = 3;  // what, what to do, what is safe
  if (words.size() > kSentences) words.resize(kSentences);
  // What happened is the title, where it is short enough for one.
  const float room = page.at.halves ? page.at.display.w : page.at.content.w;
  const TextStyle smallest{.em = page.elder ? 60.0F : 46.0F, .weight = Weight::Bold};
  const bool is_title = !words.empty() && ui.measure(words.front(), smallest) <= room - 96;
  const std::string title = is_title ? words.front() : tr("citizen.not_ready.title");
  const float top =
      draw_title(page, {.title = title, .icon = starting ? icons::kHourglass : icons::kWarning});

  std::vector<Told> lines;
  if (!words.empty() && !is_title) {
    lines.push_back({"not_ready.what", words.front(), {}, icons::kWarning, theme::kAmberTint});
  }
  if (words.size() > 1) {
    lines.push_back({"not_ready.do",
                     words[1],
                     {},
                     starting ? icons::kHourglass : icons::kHandPointing,
                     theme::kBrandTint});
  }
  if (words.size() > 2) {
    lines.push_back({"not_ready.safe",
                     words[2],
                     {},
                     starting ? icons::kHandPointing : icons::kShield,
                     theme::kGreenTint});
  }
  if (page.elder && lines.size() > 2) lines.resize(2);  // the number to call is the third
  if (!view.hotline.empty()) {
    lines.push_back({"not_ready.call", tr("citizen.not_ready.call", {{"number", view.hotline}}),
                     tr("citizen.not_ready.call.line"), icons::kPhoneCall, theme::kGreenTint});
  }
  const Box c = page.at.content;
  draw_told(page, {c.x + 48, top, c.w - 96, page.at.dock.y - 24 - top}, lines);
}

}  // namespace dk::kiosk::screens
