// The end of a shift: what was done, what is not finished, and then out.
#include <tuple>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/words.h"

namespace dk::kiosk::screens {

namespace {

using sampling::ShiftView;

std::string digits(std::uint64_t value) { return number(static_cast<std::int64_t>(value)); }

struct Number {
  const char* id;
  Icon icon;
  std::string label;
  std::uint64_t value;
};

void draw_number(Ui& ui, Box b, const Number& one, float em) {
  ui.card(b);
  ui.icon(b.x + 28, b.y + 28, 42, one.icon, theme::kBrand700);
  ui.text({b.x + 82, b.y + 26, b.w - 106, 46}, one.label, {.em = 32, .colour = theme::kInk700});
  ui.text({b.x + 28, b.y + 76, b.w - 56, b.h - 96}, digits(one.value),
          {.em = em, .weight = Weight::Bold});
  ui.node(one.id, Role::Counter, one.label + " " + digits(one.value), digits(one.value), b);
}

// One line stands in the middle of its box; what is longer takes two from the top.
void draw_line(Ui& ui, Box b, const std::string& line, const TextStyle& style) {
  if (ui.measure(line, style) <= b.w) {
    ui.text(b, line, style);
  } else {
    ui.paragraph(b, line, style, 1.3F);
  }
}

void draw_head(Ui& ui, const SamplingView& view) {
  const ShiftView& shift = *view.shift;
  constexpr Box b{32, 124, 1208, 160};
  ui.card(b);
  ui.rect({64, 148, 112, 112}, theme::kBrand100, 32);
  ui.icon(83, 167, 74, icons::kClipboard, theme::kBrand700);
  ui.text({208, 146, 1000, 66}, tr("sampling.shift.title"), {.em = 52, .weight = Weight::Bold});
  const std::string line = tr("sampling.shift.who", {{"name", shift.staff_masked},
                                                     {"since", when(shift.since, view.now)},
                                                     {"long", how_long(view.now - shift.since)}});
  ui.text({208, 208, 1000, 48}, line, {.em = 34, .colour = theme::kInk700});
  ui.node("sampling.shift", Role::Screen, tr("sampling.shift.title") + " " + line, "", b);
}

void draw_numbers(Ui& ui, const ShiftView& shift) {
  constexpr float kW = 284, kGap = 24, kTop = 308, kHeight = 294, kSecond = 626;
  const auto x = [](int column) { return 32 + static_cast<float>(column) * (kW + kGap); };
  draw_number(
      ui, {x(0), kTop, 2 * kW + kGap, kHeight},
      {"sampling.shift.persons", icons::kUsers, tr("sampling.shift.persons"), shift.persons}, 168);
  draw_number(ui, {x(2), kTop, kW, kHeight},
              {"sampling.shift.tubes", icons::kTube, tr("sampling.shift.tubes"), shift.tubes}, 112);
  draw_number(ui, {x(3), kTop, kW, kHeight},
              {"sampling.shift.boxes", icons::kPackage, tr("sampling.shift.boxes"), shift.boxes},
              112);
  const Number small[] = {
      {"sampling.shift.singles", icons::kUser, tr("sampling.shift.singles"), shift.singles},
      {"sampling.shift.manual", icons::kKeyboard, tr("sampling.shift.manual"), shift.manual},
      {"sampling.shift.undone", icons::kUndo, tr("sampling.shift.undone"), shift.undone},
      {"sampling.shift.not_compared", icons::kQuestion, tr("sampling.shift.not_compared"),
       shift.not_compared}};
  int column = 0;
  for (const Number& one : small) draw_number(ui, {x(column++), kSecond, kW, kHeight}, one, 112);
}

struct Open {
  const char* id;
  Icon icon;
  std::string line;
};

std::vector<Open> open_of(const ShiftView& shift) {
  std::vector<Open> open;
  if (!shift.open_tube.empty()) {
    open.push_back({"sampling.shift.open_tube", icons::kTube,
                    tr("sampling.shift.open_tube",
                       {{"tube", shift.open_tube}, {"count", number(shift.open_tube_persons)}})});
  }
  if (shift.loose_tubes > 0) {
    open.push_back({"sampling.shift.loose", icons::kPackage,
                    tr("sampling.shift.loose", {{"count", number(shift.loose_tubes)}})});
  }
  if (shift.labels_owed > 0) {
    open.push_back({"sampling.shift.labels_owed", icons::kPrinter,
                    tr("sampling.shift.labels_owed", {{"count", number(shift.labels_owed)}})});
  }
  if (shift.labels_unknown > 0) {
    open.push_back(
        {"sampling.shift.labels_unknown", icons::kQuestion,
         tr("sampling.shift.labels_unknown", {{"count", number(shift.labels_unknown)}})});
  }
  return open;
}

// What the next shift finds: nothing of it stops this one.
void draw_open(Ui& ui, const SamplingView& view) {
  constexpr Box b{1264, 124, 624, 796};
  const std::vector<Open> open = open_of(*view.shift);
  const bool clear = open.empty();
  ui.rect(b, clear ? theme::kGreen100 : theme::kAmber100, 32);
  ui.border(b, clear ? theme::kGreen700 : theme::kAmber800, 4, 32);
  const Colour ink = clear ? theme::kGreen800 : theme::kAmber800;
  ui.icon(1300, 156, 56, clear ? icons::kCheckCircle : icons::kInfo, ink);
  const std::string title = clear ? tr("sampling.shift.all_done") : tr("sampling.shift.left_over");
  ui.text({1374, 152, 480, 64}, title, {.em = 42, .weight = Weight::Bold, .colour = ink});
  ui.node("sampling.shift.left_over", Role::Status, title, clear ? "clear" : "open", b);
  float y = 244;
  for (const Open& one : open) {
    const Box row{1292, y, 568, 112};
    ui.rect(row, theme::kSurface, 26);
    ui.icon(row.x + 24, y + 32, 48, one.icon, theme::kAmber800);
    draw_line(ui, {row.x + 92, y + 10, row.w - 116, 92}, one.line, {.em = 34});
    ui.node(one.id, Role::Text, one.line, "", row);
    y += 128;
  }
  // Where the shift's registrations are.
  const std::uint64_t waiting = view.saved + view.sent;
  const std::string line = waiting > 0 ? tr("sampling.shift.waiting", {{"count", digits(waiting)}})
                                       : tr("sampling.sync.synced_line");
  ui.icon(1300, 832, 52, icons::kShield, theme::kInk900);
  draw_line(ui, {1374, 810, 486, 96}, line, {.em = 32});
  ui.node("sampling.shift.safe", Role::Text, line, number(static_cast<std::int64_t>(waiting)),
          {1292, 806, 568, 104});
}

}  // namespace

Tap draw_shift_end(Ui& ui, const SamplingView& view) {
  if (view.alert) {
    std::ignore = draw_tube_column(ui, view);
    return draw_alert(ui, view);
  }
  draw_head(ui, view);
  draw_numbers(ui, *view.shift);
  draw_open(ui, view);
  draw_bar_ground(ui);
  Tap tap;
  if (ui.button("sampling.shift.back", {32, 957, 372, 108}, tr("sampling.shift.back"),
                {.icon = icons::kArrowLeft})) {
    tap = "shift.back";
  }
  if (ui.button("sampling.shift.print", {428, 957, 372, 108}, tr("sampling.shift.print"),
                {.icon = icons::kPrinter,
                 .enabled = view.printer != sampling::DeviceHealth::NotConfigured})) {
    tap = "shift.print";
  }
  if (ui.button("sampling.shift.confirm", {1268, 957, 620, 108}, tr("sampling.shift.confirm"),
                {.kind = ButtonKind::Primary,
                 .icon = icons::kUserSwitch,
                 .em = 46,
                 .first_focus = true})) {
    tap = "shift.confirm";
  }
  return tap;
}

}  // namespace dk::kiosk::screens
