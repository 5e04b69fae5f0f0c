#include "kiosk/screens/citizen/form_fields.h"

#include <algorithm>

#include "kiosk/citizen/form_pages.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view
using Kind = FieldView::Kind;

// What of height_of() goes where, in this look.
struct Measures {
  float k = 1;
  explicit Measures(bool elder) : k(elder ? layout::kElder : 1.0F) {}
  [[nodiscard]] float label() const { return layout::kLabel * k; }
  [[nodiscard]] float hint() const { return layout::kHint * k; }
  [[nodiscard]] float gap() const { return layout::kOptionGap * k; }
  [[nodiscard]] float error() const { return layout::kError * k; }
  [[nodiscard]] float button() const { return layout::kButton * k; }
  [[nodiscard]] float field() const { return layout::kField * k; }
};

std::string with(std::string_view name, std::string_view place) {
  return std::string(name) + "[" + std::string(place) + "]";
}

bool is_asked_in_words(const FieldView& field) {
  return field.kind == Kind::Text || field.kind == Kind::Digits || field.kind == Kind::Phone ||
         field.kind == Kind::CitizenNumber || field.kind == Kind::Date;
}

// The question, and at its right how it is answered, when both have room.
void draw_label(Page& page, Box b, const FieldView& field) {
  Ui& ui = page.ui;
  const TextStyle style{.em = ui.em(theme::kH3), .weight = Weight::Bold};
  const std::string id = with("form.label", field.place);
  const std::string tip = field.kind == Kind::Choice    ? tr("citizen.form.tip.one")
                          : field.kind == Kind::Choices ? tr("citizen.form.tip.many")
                                                        : std::string();
  const TextStyle small{.em = ui.em(theme::kSmall), .colour = theme::kInk700};
  const float tip_w = tip.empty() ? 0 : ui.measure(tip, small) + small.em + 14;
  const float h = style.em * 1.28F;
  if (!tip.empty() && ui.measure(field.label, style) + tip_w + 24 <= b.w) {
    const float x = b.right() - tip_w;
    ui.icon(x, b.y + (h - small.em - 6) / 2, small.em + 6, icons::kHandPointing, theme::kBrand700);
    ui.text({x + small.em + 14, b.y, tip_w - small.em - 14, h}, tip, small);
  }
  say(page, id, {b.x, b.y, b.w, h}, field.label, style);
}

void draw_error(Page& page, float x, float y, float w, const FieldView& field) {
  const std::string words = error_words(field);
  if (words.empty()) return;
  Ui& ui = page.ui;
  const float icon = ui.em({36, 48});
  const Box box{x, y, w, icon + 8};
  ui.node(with("form.error", field.place), Role::Alert, words, "error", box);
  ui.icon(x + 8, y + 4, icon, icons::kWarning, theme::kRed700);
  ui.text({x + 20 + icon, y, w - 28 - icon, box.h}, words,
          {.em = ui.em(theme::kSmall), .colour = theme::kRed700});
}

void draw_option(Page& page, Box box, const FieldView& field, std::size_t i, bool tile) {
  const FieldView::Option& option = field.options[i];
  const std::string id =
      with("form.option", field.place) + "[" + std::to_string(field.first_option + i) + "]";
  const widgets::ChoiceLook look{.title = option.label,
                                 .sub = option.note,
                                 .selected = option.chosen,
                                 .many = field.kind == Kind::Choices};
  page.tap(tile ? widgets::choice_tile(page.ui, id, box, look)
                : widgets::choice_row(page.ui, id, box, look),
           id);
}

void draw_more(Page& page, Box box, const FieldView& field) {
  page.button(with("form.more", field.place), box,
              tr("citizen.form.more", {{"number", std::to_string(field.option_page + 1)},
                                       {"pages", std::to_string(field.option_pages)}}),
              {.icon = icons::kCaretDown, .em = page.ui.em({34, 46})});
}

// Rows below each other, or tiles beside each other; returns where they end.
float draw_options(Page& page, Box b, const FieldView& field, bool alone) {
  const Measures m(page.elder);
  const auto count = static_cast<float>(field.options.size());
  const bool more = field.option_pages > 1;
  if (in_tiles(field, page.view.chrome.access)) {
    const float w = (b.w - 2 * 20) / 3;
    for (std::size_t i = 0; i < field.options.size(); ++i) {
      draw_option(page, {b.x + static_cast<float>(i) * (w + 20), b.y, w, layout::kTile}, field, i,
                  true);
    }
    return b.y + layout::kTile;
  }
  float gap = m.gap();
  float row = layout::kOption * m.k;
  if (alone && count > 0) {
    gap = std::min(36.0F, m.gap());
    const float rest = b.h - (more ? m.button() + gap : 0) - (count - 1) * gap;
    row = std::clamp(rest / count, page.elder ? 120.0F : 96.0F, page.elder ? 216.0F : 140.0F);
  }
  float y = b.y;
  for (std::size_t i = 0; i < field.options.size(); ++i) {
    draw_option(page, {b.x, y, b.w, row}, field, i, false);
    y += row + gap;
  }
  if (!more) return y - gap;
  draw_more(page, {b.x, y, b.w, m.button()}, field);
  return y + m.button();
}

float draw_words_field(Page& page, Box b, const FieldView& field) {
  const Measures m(page.elder);
  const std::string id = with("form.field", field.place);
  const std::string empty = tr("citizen.form.tap_to_fill");
  const std::string source = field.source.empty() ? std::string() : source_word(field.source);
  const std::string error = error_words(field);
  const Box box{b.x, b.y, b.w, m.field()};
  const bool numbers = field.kind != Kind::Text && field.kind != Kind::Date;
  page.tap(widgets::field(page.ui, id, box,
                          {.value = field.value,
                           .placeholder = empty,
                           .hint = source,
                           .error = error,
                           .active = field.editing,
                           .mono = numbers && !field.value.empty(),
                           .personal = true}),
           id);
  float y = box.bottom() + (error.empty() ? 0 : m.error());
  if (field.confirm) {
    y += m.gap();
    page.button(with("form.confirm", field.place), {b.x, y, b.w, m.button()},
                tr("citizen.form.confirm"), {.icon = icons::kCheck, .em = page.ui.em({36, 50})});
    y += m.button();
  }
  return y;
}

void draw_table(Page& page, Box b, const FieldView& field) {
  const Measures m(page.elder);
  std::vector<widgets::Column> columns;
  for (const std::string& title : field.columns) columns.push_back({.title = title});
  const bool more = field.option_pages > 1;
  const float h = b.h - (more ? m.button() + m.gap() : 0);
  (void)widgets::table(page.ui, with("form.table", field.place), {b.x, b.y, b.w, h},
                       {.label = field.label, .columns = columns, .rows = field.rows});
  if (more) draw_more(page, {b.x, b.y + h + m.gap(), b.w, m.button()}, field);
}

// What is a single target or only words; true when it was one of those.
bool draw_plain(Page& page, Box b, const FieldView& field) {
  Ui& ui = page.ui;
  const float em = ui.em({38, 50});
  switch (field.kind) {
    case Kind::Heading:
      say(page, with("form.heading", field.place), b, field.label,
          {.em = ui.em(theme::kH3), .weight = Weight::Bold});
      return true;
    case Kind::Words:
      tell(page, with("form.words", field.place), b, field.label,
           {.em = ui.em(theme::kBody), .colour = theme::kInk700});
      return true;
    case Kind::Image:
      telling(page, with("form.image", field.place), b,
              {.icon = icons::kFiles, .title = field.label, .sub = field.hint});
      return true;
    case Kind::Add:
      page.button(with("form.add", field.place), b, tr("citizen.form.add", {{"what", field.label}}),
                  {.icon = icons::kPlusCircle, .em = em});
      return true;
    case Kind::Remove:
      page.button(with("form.remove", field.place) + "[" + std::to_string(field.number) + "]", b,
                  tr("citizen.form.remove", {{"what", field.label}}),
                  {.kind = ButtonKind::Danger, .icon = icons::kX, .em = em});
      return true;
    case Kind::Button:
      page.button(with("form.field", field.place), b, field.label, {.em = em});
      return true;
    case Kind::YesNo: {
      const std::string id = with("form.field", field.place);
      const bool wrong = !error_words(field).empty();
      const float h = b.h - (wrong ? Measures(page.elder).error() : 0);
      page.tap(
          widgets::choice_row(
              ui, id, {b.x, b.y, b.w, h},
              {.title = field.label, .sub = field.hint, .selected = field.chosen, .many = true}),
          id);
      draw_error(page, b.x, b.y + h + 8, b.w, field);
      return true;
    }
    default:
      return false;
  }
}

}  // namespace

std::string error_words(const FieldView& field) {
  if (!field.error.empty()) return field.error;
  if (field.error_key.empty()) return {};
  return tr("citizen.error." + field.error_key, {{"bound", field.error_bound}});
}

void draw_field(Page& page, Box b, const FieldView& field, bool alone) {
  if (draw_plain(page, b, field)) return;
  const Measures m(page.elder);
  if (!alone) {
    draw_label(page, {b.x, b.y, b.w, m.label()}, field);
    b = {b.x, b.y + m.label(), b.w, b.h - m.label()};
    if (!field.hint.empty()) {
      say(page, with("form.hint", field.place), {b.x, b.y - 20, b.w, m.hint()}, field.hint,
          {.em = page.ui.em(theme::kSmall), .colour = theme::kInk700});
      b = {b.x, b.y + m.hint(), b.w, b.h - m.hint()};
    }
  }
  if (field.kind == Kind::Table) return draw_table(page, b, field);
  if (is_asked_in_words(field)) {
    draw_words_field(page, b, field);
    return;
  }
  if (!error_words(field).empty()) b.h -= m.error();
  const float end = draw_options(page, b, field, alone);
  draw_error(page, b.x, end + 8, b.w, field);
}

void draw_facts_closed(Page& page, Box b, const FormView& view, bool with_button) {
  Ui& ui = page.ui;
  ui.card(b);
  widgets::tile(ui, {b.x + 32, b.y + 42, 64, 64}, icons::kCheckFat, 38, theme::kGreenTint, 20);
  const std::string title = tr("citizen.form.known", {{"count", std::to_string(view.known)}});
  const float button = with_button ? 244 : 0;
  say(page, "form.known", {b.x + 114, b.y + 42, b.w - 146 - button, 64}, title,
      {.em = ui.em(theme::kH3), .weight = Weight::Bold});
  if (with_button) {
    page.button("form.change", {b.right() - 252, b.y + 26, 220, 96}, tr("citizen.form.change"),
                {.icon = icons::kPencilSimple, .em = 32});
  }
  const float w = (b.w - 64 - 24) / 2;
  const float top = b.y + layout::kFactsHead + 4;
  for (std::size_t i = 0; i < view.facts.size(); ++i) {
    const FieldView& fact = view.facts[i];
    const float y = top + static_cast<float>(i / 2) * layout::kFactLine;
    if (y + 85 > b.bottom()) break;
    const float x = b.x + 32 + (i % 2 == 0 ? 0 : w + 24);
    // Where both have no room beside each other the review still names the source.
    const TextStyle small{.em = ui.em(theme::kCaption)};
    std::string source = fact.source.empty() ? std::string() : source_word(fact.source);
    if (ui.measure(fact.label, small) + ui.measure(source, small) + small.em + 16 > w) {
      source.clear();
    }
    widgets::fact(ui, with("form.fact", fact.place), {x, y, w, 85},
                  {.label = fact.label, .value = fact.value, .source = source, .personal = true});
  }
}

void draw_facts_open(Page& page, Box b, const FormView& view) {
  Ui& ui = page.ui;
  const Measures m(page.elder);
  ui.card(b);
  const float head = (layout::kFactsHead - 12) * m.k;
  const float button_w = page.elder ? 250 : 220;
  const float button_h = page.elder ? 124 : 96;
  say(page, "form.known", {b.x + 32, b.y + 16, b.w - 88 - button_w, head - 16},
      tr("citizen.form.known", {{"count", std::to_string(view.known)}}),
      {.em = ui.em(theme::kH3), .weight = Weight::Bold});
  page.button("form.change", {b.right() - 32 - button_w, b.y + 16, button_w, button_h},
              tr("citizen.form.change_done"), {.em = page.elder ? 46.0F : 32.0F});
  const float row = layout::kFactRow * m.k;
  float y = b.y + head + 12 * m.k;
  for (const FieldView& fact : view.facts) {
    ui.rect({b.x + 32, y - 6, b.w - 64, 2}, theme::kLine300);
    const float fact_h = page.elder ? 130 : 88;
    const std::string source = fact.source.empty() ? std::string() : source_word(fact.source);
    widgets::fact(ui, with("form.fact", fact.place),
                  {b.x + 32, y + (button_h - fact_h) / 2, b.w - 96 - button_w, fact_h},
                  {.label = fact.label, .value = fact.value, .source = source, .personal = true});
    if (fact.changeable) {
      page.button(with("form.correct", fact.place),
                  {b.right() - 32 - button_w, y, button_w, button_h}, tr("citizen.form.change"),
                  {.icon = page.elder ? std::nullopt : std::optional(icons::kPencilSimple),
                   .em = page.elder ? 46.0F : 32.0F});
    }
    y += row;
  }
}

}  // namespace dk::kiosk::screens
