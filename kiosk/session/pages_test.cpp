// Papers of the desk, as items for the printer; the words themselves are the catalogues' business.
#include "kiosk/session/pages.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/codes/scanned.h"
#include "i18n/texts.h"
#include "kiosk/sampling/commands.h"

namespace dk::kiosk {
namespace {

std::vector<std::string> bar_codes(const drivers::PrintPage& page) {
  std::vector<std::string> codes;
  for (const auto& item : page.items) {
    if (const auto* code = std::get_if<drivers::Code128Item>(&item)) codes.push_back(code->text);
  }
  return codes;
}
bool says(const drivers::PrintPage& page, std::string_view text) {
  return std::ranges::any_of(page.items, [&](const drivers::PrintItem& item) {
    const auto* line = std::get_if<drivers::TextLine>(&item);
    return line != nullptr && line->text.find(text) != std::string::npos;
  });
}
int inverted_lines(const drivers::PrintPage& page) {
  return static_cast<int>(std::ranges::count_if(page.items, [](const drivers::PrintItem& item) {
    const auto* line = std::get_if<drivers::TextLine>(&item);
    return line != nullptr && line->inverted;
  }));
}

TEST(Papers, hand_over_list_names_the_box_and_every_tube) {
  sampling::PrintHandOver list;
  list.box.code = "BX1122-0007-42";
  list.tubes = {{.tube = "LH1122-0001-11", .persons = 10},
                {.tube = "LH1122-0900-11", .persons = 1, .capacity = 1, .late_hit = true}};
  drivers::PrintPage page = make_list(list);
  EXPECT_EQ(bar_codes(page), std::vector<std::string>{"BX1122-0007-42"});
  EXPECT_TRUE(says(page, "LH1122-0001-11"));
  EXPECT_TRUE(says(page, "LH1122-0900-11"));
  EXPECT_TRUE(says(page, i18n::tr("list.apart")));
  EXPECT_FALSE(says(page, i18n::tr("list.late")));
  EXPECT_EQ(inverted_lines(page), 0);
  list.copy = true;
  list.box.late = true;
  page = make_list(list);
  EXPECT_EQ(inverted_lines(page), 1);
  EXPECT_TRUE(says(page, i18n::tr("list.late")));
}

TEST(Papers, report_says_when_it_is_a_copy_and_what_stays) {
  sampling::PrintReport report;
  EXPECT_EQ(inverted_lines(make_report(report)), 0);
  EXPECT_FALSE(says(make_report(report), "LH1122-0001-11"));
  report.copy = true;
  report.shift.open_tube = "LH1122-0001-11";
  EXPECT_EQ(inverted_lines(make_report(report)), 1);
  EXPECT_TRUE(says(make_report(report),
                   i18n::tr("report.open_tube", {{"tube", "LH1122-0001-11"}, {"persons", "0"}})));
}

TEST(Papers, every_code_on_the_sheet_is_a_command_of_the_desk) {
  const auto codes = bar_codes(make_command_sheet());
  EXPECT_EQ(codes.size(), sampling::kCommands.size());
  for (const std::string& code : codes) {
    const auto scanned = codes::classify_scan(as_bytes(code), {});
    ASSERT_TRUE(scanned) << code;
    EXPECT_EQ(scanned->kind, codes::ScannedKind::Command);
    EXPECT_TRUE(sampling::is_command(scanned->text)) << code;
  }
}

}  // namespace
}  // namespace dk::kiosk
