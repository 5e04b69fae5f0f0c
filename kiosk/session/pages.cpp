#include "kiosk/session/pages.h"

#include <algorithm>

#include "i18n/texts.h"
#include "kiosk/sampling/commands.h"

namespace dk::kiosk {

namespace {

using drivers::Align;
using drivers::PrintItem;
using drivers::TextLine;
using i18n::tr;

constexpr const char* kRule = "--------------------------------";
constexpr const char* kLine = "________________";

class Page {
 public:
  void title(const std::string& key, bool copy) {
    put(TextLine{.text = tr(key), .align = Align::Centre, .width = 2, .height = 2, .bold = true});
    if (copy) {
      std::string word(" ");
      word += tr("label.duplicate");
      word += ' ';
      put(TextLine{
          .text = std::move(word), .align = Align::Centre, .bold = true, .inverted = true});
    }
    feed(1);
  }
  void line(std::string text, bool bold = false) {
    put(TextLine{.text = std::move(text), .bold = bold});
  }
  void rule() { line(kRule); }
  void fact(const std::string& key, const std::string& value) { line(tr(key, {{"value", value}})); }
  void bar_code(const std::string& text, int height_dots) {
    put(drivers::Code128Item{.text = text, .height_dots = height_dots});
  }
  void feed(int lines) { put(drivers::FeedItem{lines}); }
  [[nodiscard]] drivers::PrintPage done() {
    feed(3);
    put(drivers::CutItem{});
    return std::move(page_);
  }
  void put(PrintItem item) { page_.items.push_back(std::move(item)); }

 private:
  drivers::PrintPage page_;
};

std::string day_and_time(TimePoint at) { return china_day(at) + " " + i18n::clock_hms(at); }

std::string marks_of(const sampling::PrintHandOver::Line& tube) {
  std::string marks;
  const auto add = [&marks](const std::string& mark) {
    marks += ' ';
    marks += mark;
  };
  if (tube.capacity == 1) add(tr("label.single"));
  if (tube.not_compared) add(tr("list.not_compared"));
  if (tube.late_hit) add(tr("list.apart"));
  return marks;
}

}  // namespace

drivers::PrintPage make_list(const sampling::PrintHandOver& list) {
  Page page;
  page.title("list.title", list.copy);
  page.bar_code(list.box.code, 96);
  page.feed(1);
  page.line(tr("label.site", {{"site", list.site_name}}));
  page.line(tr("label.desk", {{"desk", list.desk}}));
  page.fact("list.handed_at", day_and_time(list.box.at));
  page.rule();
  int persons = 0;
  TimePoint first = TimePoint::max();
  for (const auto& tube : list.tubes) {
    page.line(tube.tube, true);
    std::string facts = tr("list.tube", {{"count", std::to_string(tube.persons)},
                                         {"capacity", std::to_string(tube.capacity)},
                                         {"time", i18n::clock_hms(tube.sealed_at)}});
    facts += marks_of(tube);
    page.line(std::move(facts));
    persons += tube.persons;
    first = std::min(first, tube.first_at);
  }
  page.rule();
  page.line(tr("list.totals", {{"tubes", std::to_string(list.tubes.size())},
                               {"persons", std::to_string(persons)}}),
            true);
  if (!list.tubes.empty()) page.fact("list.first_sample", day_and_time(first));
  if (list.box.late) page.line(tr("list.late"), true);
  page.feed(1);
  page.fact("list.packed_by", list.box.packer_masked);
  page.fact("list.signature", kLine);
  page.feed(1);
  page.fact("list.taken_by", list.box.courier_masked);
  page.fact("list.signature", kLine);
  return page.done();
}

drivers::PrintPage make_report(const sampling::PrintReport& report) {
  const sampling::ShiftView& shift = report.shift;
  Page page;
  page.title("report.title", report.copy);
  page.line(tr("label.site", {{"site", report.site_name}}));
  page.line(tr("label.desk", {{"desk", report.desk}}));
  page.fact("report.staff", shift.staff_masked);
  page.fact("report.since", day_and_time(shift.since));
  page.fact("report.until", day_and_time(report.at));
  page.rule();
  page.fact("report.persons", std::to_string(shift.persons));
  page.fact("report.tubes", std::to_string(shift.tubes));
  page.fact("report.singles", std::to_string(shift.singles));
  page.fact("report.undone", std::to_string(shift.undone));
  page.fact("report.not_compared", std::to_string(shift.not_compared));
  page.fact("report.manual", std::to_string(shift.manual));
  page.fact("report.boxes", std::to_string(shift.boxes));
  page.rule();
  page.fact("report.loose_tubes", std::to_string(shift.loose_tubes));
  page.fact("report.labels_owed", std::to_string(shift.labels_owed));
  page.fact("report.labels_unknown", std::to_string(shift.labels_unknown));
  if (!shift.open_tube.empty()) {
    page.line(tr("report.open_tube", {{"tube", shift.open_tube},
                                      {"persons", std::to_string(shift.open_tube_persons)}}));
  }
  page.feed(1);
  page.fact("list.signature", kLine);
  return page.done();
}

drivers::PrintPage make_command_sheet() {
  Page page;
  page.title("command.title", false);
  for (const std::string_view word : sampling::kCommands) {
    page.put(TextLine{.text = tr("command." + std::string(word)),
                      .align = Align::Centre,
                      .width = 2,
                      .height = 2});
    page.put(
        drivers::Code128Item{.text = "DKC:" + std::string(word), .height_dots = 80, .hri = false});
    page.feed(2);
  }
  return page.done();
}

}  // namespace dk::kiosk
