// What a person has handed in, and what was issued to a person: lists to read, page by page.
#include "i18n/format.h"
#include "kiosk/screens/citizen/lines.h"

namespace dk::kiosk::screens {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

std::string status_word(const std::string& key) {
  const std::string id = "citizen.case." + key;
  std::string word = tr(id);
  return word == id ? tr("citizen.case.received") : word;
}

Tint tint_of(const std::string& key) {
  if (key == "confirmed") return theme::kChipOk;
  if (key == "reversed") return theme::kChipWarn;
  return theme::kChipInfo;
}

// The number holds the day: it stands alone where both have no room.
std::string under(const Page& page, const CasesView::Line& line) {
  std::string both = i18n::format_date(line.at, i18n::language()) + " · " + line.number;
  const float room = page.at.content.w - 480;
  const float wanted = page.ui.measure(both, {.em = page.ui.em(theme::kSmall)});
  return wanted <= room ? both : line.number;
}

struct Row {
  std::string id, title, sub, chip;
  Icon icon;
  Tint tint = theme::kBrandTint, chip_tint = theme::kChipInfo;
};

// Rows of the same height as a full page has, and the turner below them.
void draw_rows(Page& page, Column& column, const std::vector<Row>& rows, std::size_t number,
               std::size_t pages) {
  const float turner = page.elder ? 124 : 100;
  const float end = column.end;
  if (pages > 1) column.end -= turner + 24;
  const bool few = page.elder || page.at.halves;
  const float gap = page.elder ? 18 : 20;
  const float full = few ? 3 : 6;
  const float h = std::min((column.left() + gap) / full - gap, page.elder ? 220.0F : 164.0F);
  for (const Row& row : rows) {
    const Box b = column.take(h, gap);
    // The chip stands over the end of the row: its words join the row's.
    (void)widgets::item_row(page.ui, row.id, b,
                            {.title = row.title,
                             .sub = row.sub,
                             .icon = row.icon,
                             .tint = row.tint,
                             .chip = row.chip,
                             .chip_tint = row.chip_tint,
                             .plain = true});
    page.ui.node(row.id + ".state", Role::Status, row.sub + " " + row.chip, kPersonal, b);
  }
  draw_page_turner(page, {column.x, end - turner, column.w, turner}, number, pages);
}

void draw_message(Page& page, Column& column, std::string_view id, Icon icon, Tint tint,
                  const std::string& words, const std::string& sub = {}) {
  telling(page, id, column.take(page.elder ? 260 : 180),
          {.icon = icon, .tint = tint, .title = words, .sub = sub});
}

void draw_back(Page& page) {
  draw_actions(page, {.secondary_id = "page.back",
                      .secondary = tr("citizen.action.back"),
                      .secondary_icon = icons::kArrowLeft});
}

}  // namespace

void draw(Page& page, const CasesView& view) {
  Column column = column_of(
      page, draw_title(page, {tr("citizen.cases.title"), tr("citizen.cases.line"), icons::kFiles}));
  if (view.state == CasesView::State::Asking) {
    draw_message(page, column, "cases.asking", icons::kHourglass, theme::kBrandTint,
                 tr("citizen.cases.asking"));
  } else if (view.state == CasesView::State::Offline && view.lines.empty()) {
    draw_message(page, column, "cases.offline", icons::kWifiSlash, theme::kAmberTint,
                 tr("citizen.cases.offline"));
  } else if (view.lines.empty()) {
    draw_message(page, column, "cases.none", icons::kFiles, theme::kBrandTint,
                 tr("citizen.cases.none"));
  } else {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < view.lines.size(); ++i) {
      const CasesView::Line& line = view.lines[i];
      rows.push_back(
          {.id = "case[" + std::to_string(i) + "]",
           .title = line.title,
           .sub = under(page, line),
           .chip = line.unsent ? tr("citizen.case.unsent") : status_word(line.status_key),
           .icon = line.unsent ? icons::kCloudUp : icons::kFiles,
           .tint = line.unsent ? theme::kAmberTint : theme::kBrandTint,
           .chip_tint = line.unsent ? theme::kChipWarn : tint_of(line.status_key)});
    }
    draw_rows(page, column, rows, view.page, view.pages);
  }
  draw_back(page);
}

void draw(Page& page, const CertificatesView& view) {
  using State = CertificatesView::State;
  Column column =
      column_of(page, draw_title(page, {tr("citizen.certificates.title"),
                                        tr("citizen.certificates.line"), icons::kSealCheck}));
  switch (view.state) {
    case State::NeedsLevel:
      draw_message(page, column, "certificates.needs_level", icons::kShield, theme::kBrandTint,
                   tr("citizen.certificates.needs_level"));
      draw_actions(page, {.secondary_id = "page.back",
                          .secondary = tr("citizen.action.back"),
                          .secondary_icon = icons::kArrowLeft,
                          .primary_id = "certificates.level",
                          .primary = tr("citizen.certificates.level"),
                          .primary_icon = icons::kScan});
      return;
    case State::Asking:
      draw_message(page, column, "certificates.asking", icons::kHourglass, theme::kBrandTint,
                   tr("citizen.certificates.asking"));
      break;
    case State::Offline:
      draw_message(page, column, "certificates.offline", icons::kWifiSlash, theme::kAmberTint,
                   tr("citizen.certificates.offline"));
      break;
    case State::There: {
      if (view.lines.empty()) {
        draw_message(page, column, "certificates.none", icons::kSealCheck, theme::kBrandTint,
                     tr("citizen.certificates.none"));
        break;
      }
      std::vector<Row> rows;
      for (std::size_t i = 0; i < view.lines.size(); ++i) {
        const CertificatesView::Line& line = view.lines[i];
        const std::string until = line.until.empty()
                                      ? std::string()
                                      : tr("citizen.certificates.until", {{"day", line.until}});
        // Large type has room for one of the two.
        const std::string both = line.issuer + (until.empty() ? "" : " · " + until);
        rows.push_back(
            {.id = "certificate[" + std::to_string(i) + "]",
             .title = line.title,
             .sub = page.elder ? (until.empty() ? line.issuer : until) : both,
             .chip = tr(line.valid ? "citizen.certificates.valid" : "citizen.certificates.ended"),
             .icon = icons::kSealCheck,
             .tint = line.valid ? theme::kGreenTint : theme::kAmberTint,
             .chip_tint = line.valid ? theme::kChipOk : theme::kChipWarn});
      }
      draw_rows(page, column, rows, view.page, view.pages);
      break;
    }
  }
  draw_back(page);
}

}  // namespace dk::kiosk::screens
