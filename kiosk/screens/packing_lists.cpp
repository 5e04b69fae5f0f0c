// The lists of packing: the box at the left, what is in it, and what is in none. Twelve tubes stand
// in each list without scrolling; of more, the number that is not shown is told.
#include <algorithm>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::PackingView;
using sampling::TubeLineView;
using Step = PackingView::Step;

constexpr Box kColumn{32, 124, 540, 796};
constexpr Box kMiddle{596, 124, 768, 796};
constexpr Box kLoose{1388, 124, 500, 796};
constexpr std::size_t kLines = 12;

std::int64_t count_of(std::size_t n) { return static_cast<std::int64_t>(n); }

std::string more_words(std::size_t n) {
  return tr("sampling.packing.more", {{"count", number(count_of(n))}});
}

std::string state_of(const TubeLineView& tube) {
  std::string state;
  const auto add = [&state](bool on, const char* word) {
    if (!on) return;
    if (!state.empty()) state += ' ';
    state += word;
  };
  add(tube.single, "single");
  add(tube.not_compared, "not_compared");
  add(tube.late_hit, "late_hit");
  add(tube.ticked, "ticked");
  return state;
}

// What a person must not overlook, loudest first; an icon and a word.
struct Mark {
  Icon icon;
  std::string word;
  Colour ink;
};
std::optional<Mark> mark_of(const TubeLineView& tube) {
  if (tube.late_hit) return Mark{icons::kWarning, tr("sampling.packing.apart"), theme::kRed700};
  if (tube.single) return Mark{icons::kUser, tr("sampling.tube.choice_single"), theme::kBrand800};
  if (tube.not_compared) {
    return Mark{icons::kQuestion, tr("sampling.tube.not_compared"), theme::kAmber800};
  }
  return {};
}

std::string spoken(const TubeLineView& tube) {
  std::string words =
      tube.code + " " + tr("sampling.packing.persons", {{"count", number(tube.persons)}});
  if (const auto mark = mark_of(tube)) words += " " + mark->word;
  return words;
}

// Persons, or the mark instead of them, and the time of the first sample. A long mark takes the
// time's place: it is what must not be overlooked.
void draw_facts(Ui& ui, Box b, const TubeLineView& tube) {
  constexpr float kIcon = 36;
  const auto mark = mark_of(tube);
  const TextStyle words{.em = 28,
                        .weight = mark ? Weight::Bold : Weight::Regular,
                        .colour = mark ? mark->ink : theme::kInk700,
                        .ellipsis = true};
  const std::string what = mark ? mark->word : number(tube.persons);
  const std::string time = i18n::clock_hm(tube.first_at);
  const TextStyle style{.em = 28, .colour = theme::kInk700};
  const float time_w = ui.measure(time, style);
  float room = b.w - kIcon;
  if (ui.measure(what, words) + time_w + 12 <= room) {
    ui.text({b.right() - time_w, b.y, time_w + 1, b.h}, time, style);
    room -= time_w + 12;
  }
  ui.icon(b.x, b.y + (b.h - 30) / 2, 30, mark ? mark->icon : icons::kUsers, words.colour);
  ui.text({b.x + kIcon, b.y, room, b.h}, what, words);
}

void draw_code(Ui& ui, Box b, const std::string& code) {
  ui.text(b, code, {.em = 28, .weight = Weight::Mono, .ellipsis = true});
}

void draw_fact(Ui& ui, float y, Icon icon, const std::string& label, const std::string& value,
               Colour ink) {
  ui.icon(64, y + 4, 42, icon, ink);
  const TextStyle bold{.em = 42, .weight = Weight::Bold, .colour = ink, .align = Align::Right};
  const float w = ui.measure(value, bold);
  ui.text({540 - w, y - 5, w + 1, 60}, value, bold);
  ui.text({122, y, 540 - w - 14 - 122, 50}, label, {.em = 32, .colour = ink});
}

void draw_box_facts(Ui& ui, const SamplingView& view) {
  const PackingView& packing = *view.packing;
  int persons = 0;
  int singles = 0;
  int not_compared = 0;
  TimePoint first{};
  for (const TubeLineView& tube : packing.packed) {
    persons += tube.persons;
    singles += tube.single ? 1 : 0;
    not_compared += tube.not_compared ? 1 : 0;
    if (first == TimePoint{} || tube.first_at < first) first = tube.first_at;
  }
  float y = 452;
  const auto fact = [&](Icon icon, const std::string& label, const std::string& value, Colour ink) {
    draw_fact(ui, y, icon, label, value, ink);
    y += 78;
    ui.rect({64, y - 14, 476, 2}, theme::kLine300);
  };
  fact(icons::kUsers, tr("sampling.packing.fact_persons"), number(persons), theme::kInk900);
  fact(icons::kUser, tr("sampling.packing.fact_singles"), number(singles), theme::kInk900);
  fact(icons::kQuestion, tr("sampling.packing.fact_not_compared"), number(not_compared),
       not_compared > 0 ? theme::kAmber800 : theme::kInk900);
  if (first != TimePoint{}) {
    fact(icons::kHourglass, tr("sampling.packing.fact_oldest"), i18n::clock_hm(first),
         theme::kInk900);
  }
  draw_fact(ui, 842, icons::kPackage, tr("sampling.packing.fact_boxes"),
            number(packing.boxes_today), theme::kInk700);
}

// While counting: only what was scanned so far, the newest below.
void draw_ticked(Ui& ui, const PackingView& packing) {
  constexpr std::size_t kShown = 8;
  constexpr float kRow = 48;
  std::vector<const TubeLineView*> ticked;
  for (const TubeLineView& tube : packing.packed) {
    if (tube.ticked) ticked.push_back(&tube);
  }
  float y = 440;
  if (ticked.empty()) {
    ui.paragraph({64, y, 476, 140}, tr("sampling.packing.nothing_ticked"),
                 {.em = 34, .colour = theme::kInk700});
    return;
  }
  const std::size_t hidden = ticked.size() > kShown ? ticked.size() - kShown : 0;
  if (hidden > 0) {
    ui.text({64, y, 476, kRow}, more_words(hidden), {.em = 28, .colour = theme::kInk700});
    y += kRow;
  }
  for (std::size_t i = hidden; i < ticked.size(); ++i) {
    ui.icon(64, y + 8, 32, icons::kCheckCircle, theme::kGreen800);
    draw_code(ui, {108, y, 240, kRow}, ticked[i]->code);
    draw_facts(ui, {356, y, 184, kRow}, *ticked[i]);
    y += kRow;
  }
}

}  // namespace

void draw_box_column(Ui& ui, const SamplingView& view) {
  const PackingView& packing = *view.packing;
  ui.card(kColumn);
  ui.text({64, 158, 240, 46}, tr("sampling.packing.box"), {.em = 34, .weight = Weight::Bold});
  if (packing.step == Step::ScanBox) {
    ui.rect({206, 296, 192, 192}, theme::kBrand100, 48);
    ui.icon(246, 336, 112, icons::kPackage, theme::kBrand700);
    ui.text({64, 512, 476, 60}, tr("sampling.packing.no_box"),
            {.em = 46, .weight = Weight::Bold, .align = Align::Centre});
    draw_fact(ui, 842, icons::kPackage, tr("sampling.packing.fact_boxes"),
              number(packing.boxes_today), theme::kInk700);
    ui.node("sampling.packing.box", Role::Status, tr("sampling.packing.no_box"), "empty", kColumn);
    return;
  }
  const bool counting = packing.step == Step::Count;
  if (counting) {
    ui.chip(64, 212, tr("sampling.packing.counting"), {.icon = icons::kClipboard});
  } else {
    ui.chip(64, 212, tr("sampling.packing.tubes"), {.icon = icons::kTube});
    ui.text({264, 152, 276, 118}, number(count_of(packing.packed.size())),
            {.em = 124, .weight = Weight::Bold, .align = Align::Right, .spacing = -2});
  }
  draw_bars(ui, {64, 288, 476, 50}, packing.box);
  ui.text({64, 347, 476, 55}, packing.box, {.em = 42, .weight = Weight::Mono, .spacing = 1});
  ui.node("sampling.packing.box", Role::Status, packing.box,
          counting ? "counting" : number(count_of(packing.packed.size())), kColumn);
  if (counting) return draw_ticked(ui, packing);
  draw_box_facts(ui, view);
}

void draw_loose_column(Ui& ui, const SamplingView& view) {
  constexpr float kRow = 50;
  const std::vector<TubeLineView>& loose = view.packing->loose;
  ui.card(kLoose);
  ui.icon(1416, 153, 38, icons::kTube, theme::kBrand700);
  ui.text({1464, 146, 250, 52}, tr("sampling.packing.loose"), {.em = 30, .colour = theme::kInk700});
  ui.text({1716, 136, 144, 72}, number(count_of(loose.size())),
          {.em = 64, .weight = Weight::Bold, .align = Align::Right});
  ui.node("sampling.packing.loose", Role::Counter,
          tr("sampling.packing.loose") + " " + number(count_of(loose.size())),
          number(count_of(loose.size())), {1388, 124, 500, 84});
  ui.rect({1416, 216, 444, 2}, theme::kLine300);
  if (loose.empty()) {
    ui.icon(1600, 440, 76, icons::kCheckCircle, theme::kGreen800);
    ui.text({1416, 540, 444, 50}, tr("sampling.packing.loose_none"),
            {.em = 34, .colour = theme::kInk700, .align = Align::Centre});
    return;
  }
  const std::size_t shown = std::min(kLines, loose.size());
  float y = 228;
  for (std::size_t i = 0; i < shown; ++i) {
    const TubeLineView& tube = loose[i];
    const Box row{1404, y, 468, kRow};
    if (tube.late_hit) ui.rect({row.x, y + 2, row.w, kRow - 4}, theme::kRed100, 14);
    draw_code(ui, {1416, y, 226, kRow}, tube.code);
    draw_facts(ui, {1650, y, 210, kRow}, tube);
    ui.node("sampling.packing.loose[" + tube.code + "]", Role::Text, spoken(tube), state_of(tube),
            row);
    y += kRow;
  }
  if (shown < loose.size()) {
    ui.text({1416, y + 8, 444, kRow}, more_words(loose.size() - shown),
            {.em = 30, .weight = Weight::Bold, .colour = theme::kInk700});
  }
}

Tap draw_packed(Ui& ui, const SamplingView& view) {
  constexpr float kCellW = 352, kCellH = 96, kGap = 16, kRemoveW = 96;
  const std::vector<TubeLineView>& packed = view.packing->packed;
  const std::size_t hidden = packed.size() > kLines ? packed.size() - kLines : 0;
  ui.card(kMiddle);
  ui.text({628, 146, 500, 60}, tr("sampling.packing.packed"), {.em = 38, .weight = Weight::Bold});
  if (hidden > 0) {
    ui.chip(0, 150, tr("sampling.packing.more_before", {{"count", number(count_of(hidden))}}),
            {.icon = icons::kInfo, .right = 1340});
  }
  Tap tap;
  // The newest twelve, down and then to the right.
  for (std::size_t i = hidden; i < packed.size(); ++i) {
    const TubeLineView& tube = packed[i];
    const std::size_t place = i - hidden;
    const Box b{620 + static_cast<float>(place / 6) * (kCellW + kGap),
                228 + static_cast<float>(place % 6) * (kCellH + kGap), kCellW - kRemoveW - 8,
                kCellH};
    const bool newest = i + 1 == packed.size();
    ui.rect(b, tube.late_hit ? theme::kRed100 : (newest ? theme::kGreen100 : theme::kSurface2), 20);
    if (tube.late_hit || newest) {
      ui.border(b, tube.late_hit ? theme::kRed700 : theme::kGreen700, 3, 20);
    }
    draw_code(ui, {b.x + 14, b.y + 8, b.w - 28, 42}, tube.code);
    draw_facts(ui, {b.x + 14, b.y + 50, b.w - 28, 38}, tube);
    ui.node("sampling.packing.tube[" + tube.code + "]", Role::Cell, spoken(tube), state_of(tube),
            b);
    if (ui.button("sampling.packing.remove[" + tube.code + "]",
                  {b.right() + 8, b.y, kRemoveW, kCellH},
                  tr("sampling.packing.take_out", {{"tube", tube.code}}),
                  {.icon = icons::kX, .em = 38, .icon_only = true})) {
      tap = "packing.remove[" + tube.code + "]";
    }
  }
  return tap;
}

}  // namespace dk::kiosk::screens
