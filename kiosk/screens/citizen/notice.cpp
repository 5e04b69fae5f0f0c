// What is asked about the person, from whom, for what, for how long; and the consent where the law
// wants one (Personal Information Protection Law, articles 17, 29, 31).
#include <algorithm>
#include <cmath>

#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

std::string joined(const std::vector<std::string>& all) {
  std::string words;
  for (const std::string& one : all)
    words += (words.empty() ? "" : tr("citizen.notice.comma")) + one;
  return words;
}

struct Point {
  const char* id;
  Icon icon;
  std::string label, words;
};

std::vector<Point> points_of(const NoticeView& view) {
  std::vector<Point> points;
  const auto add = [&](const char* id, Icon icon, std::string label, std::string words) {
    if (!words.empty()) points.push_back({id, icon, std::move(label), std::move(words)});
  };
  add("notice.recipients", icons::kUsers, tr("citizen.notice.recipients"), joined(view.recipients));
  add("notice.retention", icons::kClock, tr("citizen.notice.retention"), view.retention);
  add("notice.legal", icons::kBook, tr("citizen.notice.legal"), joined(view.legal_basis));
  return points;
}

// What a point takes at that width: its label beside the words, or above one or two lines.
float height_of_point(const Page& page, float w, const Point& point) {
  const float x = page.elder ? 72 : 64;
  const TextStyle words{.em = page.ui.em({32, 42}), .weight = Weight::Bold};
  const TextStyle label{.em = page.ui.em(theme::kCaption)};
  const float wanted = page.ui.measure(point.words, words);
  if (page.ui.measure(point.label, label) + 20 + wanted <= w - x) return page.elder ? 64 : 56;
  const float lines = std::ceil(wanted / (w - x) + 0.2F);
  return label.em * 1.36F + lines * words.em * 1.25F + 6;
}

void draw_point(Page& page, Box b, const Point& point, bool on_dark) {
  Ui& ui = page.ui;
  const Colour ink = on_dark ? theme::kWhite : theme::kInk900;
  const Colour second = on_dark ? theme::kWhite : theme::kInk700;
  const float icon = page.elder ? 52 : 44;
  ui.icon(b.x, b.y + 2, icon, point.icon, on_dark ? theme::kWhite : theme::kBrand700);
  const float x = b.x + icon + 20;
  const TextStyle label{.em = ui.em(theme::kCaption), .colour = second};
  const TextStyle words{.em = ui.em({32, 42}), .weight = Weight::Bold, .colour = ink};
  const float line = label.em * 1.36F;
  ui.node(point.id, Role::Text, point.label + " " + point.words, "", b);
  // Beside each other where both fit on one line.
  const float label_w = ui.measure(point.label, label);
  if (label_w + 20 + ui.measure(point.words, words) <= b.right() - x) {
    ui.text({x, b.y, label_w + 1, icon + 4}, point.label, label);
    ui.text({x + label_w + 20, b.y, b.right() - x - label_w - 20, icon + 4}, point.words, words);
    return;
  }
  ui.text({x, b.y, b.right() - x, line}, point.label, label);
  ui.paragraph({x, b.y + line, b.right() - x, b.h - line}, point.words, words, 1.25F);
}

void draw_facts(Page& page, Box b, const NoticeView& view) {
  Ui& ui = page.ui;
  ui.card(b);
  const float head = page.elder ? 92 : 76;
  say(page, "notice.facts", {b.x + 32, b.y + 12, b.w - 64, head - 12}, tr("citizen.notice.facts"),
      {.em = ui.em({36, 50}), .weight = Weight::Bold});
  const auto count = static_cast<float>(std::max<std::size_t>(view.facts.size(), 1));
  const float line = std::min(page.elder ? 96.0F : 64.0F, (b.h - head - 12) / count);
  float y = b.y + head;
  for (std::size_t i = 0; i < view.facts.size(); ++i) {
    const NoticeView::Line& fact = view.facts[i];
    ui.rect({b.x + 32, y, b.w - 64, 2}, theme::kLine300);
    float right = b.right() - 32;
    const float chip = page.elder ? 60 : 48;
    const std::string source = source_word(fact.source);
    // Large type has room for one chip: that it is sensitive weighs more.
    if (!source.empty() && !(page.elder && fact.sensitive)) {
      right -= 16 + ui.chip(0, y + (line - chip) / 2, source,
                            {.ground = theme::kSegment,
                             .ink = theme::kInk700,
                             .right = right,
                             .height = chip,
                             .em = ui.em(theme::kCaption)});
    }
    if (fact.sensitive) {
      right -= 16 + ui.chip(0, y + (line - chip) / 2, tr("citizen.notice.sensitive"),
                            {.icon = icons::kEyeSlash,
                             .ground = theme::kAmber100,
                             .ink = theme::kAmber800,
                             .right = right,
                             .height = chip,
                             .em = ui.em(theme::kCaption)});
    }
    const Box words{b.x + 32, y, right - b.x - 32, line};
    ui.node("notice.fact[" + std::to_string(i) + "]", Role::Text, fact.label + " " + source, "",
            words);
    ui.text(words, fact.label, {.em = ui.em({34, 46}), .ellipsis = true});
    y += line;
  }
}

std::string title_of(const NoticeView& view) {
  if (view.guardian) return tr("citizen.notice.guardian");
  return tr(view.separate ? "citizen.notice.separate" : "citizen.notice.title");
}

}  // namespace

void draw(Page& page, const NoticeView& view) {
  Column column = column_of(
      page, draw_title(page, {title_of(view), page.at.halves ? view.purpose : view.service}));
  const std::vector<Point> points = points_of(view);
  const bool first = view.page == 0;
  const bool last = view.page + 1 >= view.pages;
  if (first && !page.at.halves) {
    const Box b = column.take(page.elder ? 210 : 150);
    telling(page, "notice.purpose", b,
            {.icon = icons::kShield,
             .tint = theme::kGreenTint,
             .title = view.purpose,
             .sub = tr("citizen.notice.purpose")});
  }
  if (!view.facts.empty()) {
    const float line = page.elder ? 96 : 64;
    const float wanted =
        (page.elder ? 92.0F : 76.0F) + static_cast<float>(view.facts.size()) * line + 16;
    draw_facts(page, column.take(std::min(wanted, column.left())), view);
  }
  // Halves: in the half to look at, and what has no room there in the other.
  const Box d = page.at.display;
  float y = d.y + 480;
  for (const Point& point : points) {
    const float shown = height_of_point(page, d.w - 96, point);
    if (page.at.halves && y + shown <= d.bottom() - 12) {
      draw_point(page, {d.x + 48, y, d.w - 96, shown}, point, true);
      y += shown + 20;
    } else if (first || page.at.halves) {
      draw_point(page, column.take(height_of_point(page, column.w, point), 18), point, false);
    }
  }
  if (view.pages > 1) {
    const float h = page.elder ? 64 : 48;
    if (column.left() >= h) {
      say(page, "notice.page", column.take(h, 0),
          tr("citizen.page.number",
             {{"number", std::to_string(view.page + 1)}, {"pages", std::to_string(view.pages)}}),
          {.em = page.ui.em(theme::kSmall), .colour = theme::kInk700});
    }
  }
  const bool consent = view.separate || view.guardian;
  draw_actions(page, {.secondary_id = first ? "notice.decline" : "page.previous",
                      .secondary = tr(first ? "citizen.notice.decline" : "citizen.page.previous"),
                      .secondary_icon = first ? std::nullopt : std::optional(icons::kArrowLeft),
                      .primary_id = last ? "notice.accept" : "page.next",
                      .primary = tr(!last     ? "citizen.review.more"
                                    : consent ? "citizen.notice.agree"
                                              : "citizen.notice.accept"),
                      .primary_icon = last ? icons::kCheck : icons::kArrowRight});
}

}  // namespace dk::kiosk::screens
