#include "kiosk/session/label.h"

#include "i18n/texts.h"

namespace dk::kiosk {

namespace {

using drivers::Align;
using drivers::TextLine;
using i18n::tr;

TextLine fact(std::string text) { return {.text = std::move(text), .align = Align::Left}; }

}  // namespace

drivers::PrintPage make_label(const sampling::PrintLabel& label) {
  const sampling::PrintJob& job = label.job;
  drivers::PrintPage page;
  auto& items = page.items;
  items.emplace_back(TextLine{
      .text = tr("label.title"), .align = Align::Centre, .width = 2, .height = 2, .bold = true});
  items.emplace_back(drivers::FeedItem{1});
  items.emplace_back(drivers::Code128Item{.text = job.tube, .height_dots = 96});
  items.emplace_back(drivers::FeedItem{1});
  items.emplace_back(
      TextLine{.text = tr("label.count", {{"count", std::to_string(job.count)},
                                          {"capacity", std::to_string(job.capacity)}}),
               .align = Align::Centre,
               .width = 2,
               .height = 2,
               .bold = true});
  if (job.capacity == 1) {
    items.emplace_back(drivers::FeedItem{1});
    items.emplace_back(TextLine{.text = std::string(" ") + tr("label.single") + " ",
                                .align = Align::Centre,
                                .width = 2,
                                .height = 2,
                                .bold = true,
                                .inverted = true});
  } else if (job.reason != "full") {
    items.emplace_back(TextLine{.text = tr("label.early"), .align = Align::Centre});
  }
  if (job.not_compared) {
    items.emplace_back(
        TextLine{.text = tr("label.not_compared"), .align = Align::Centre, .bold = true});
  }
  items.emplace_back(drivers::FeedItem{1});
  items.emplace_back(fact(tr("label.site", {{"site", label.site_name}})));
  items.emplace_back(fact(tr("label.desk", {{"desk", label.desk}})));
  items.emplace_back(fact(tr("label.operator", {{"operator", label.staff_id}})));
  items.emplace_back(fact(tr("label.sealed_at", {{"time", china_day(job.sealed_at) + " " +
                                                              i18n::clock_hms(job.sealed_at)}})));
  items.emplace_back(drivers::FeedItem{3});
  items.emplace_back(drivers::CutItem{});
  return page;
}

}  // namespace dk::kiosk
