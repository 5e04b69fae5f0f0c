#include "kiosk/session/label.h"

#include <utility>

#include "base/files.h"
#include "base/log.h"
#include "i18n/texts.h"
#include "kiosk/session/paper.h"

namespace dk::kiosk {

namespace {

using feel::Value;

constexpr const char* kFile = "/sampling-label/label.doc.xml";
constexpr std::size_t kMostBytes = 256 * 1024;
constexpr int kMicrometresPerDot = 125;

feel::Context facts(const sampling::PrintLabel& label) {
  const sampling::PrintJob& job = label.job;
  feel::Context data;
  data.set("tube", Value(job.tube));
  data.set("count", Value::number(job.count));
  data.set("capacity", Value::number(job.capacity));
  data.set("reason", Value(job.reason));
  data.set("not compared", Value(job.not_compared));
  data.set("site", Value(label.site_name));
  data.set("desk", Value(label.desk));
  data.set("operator", Value(label.staff_id));
  data.set("sealed at", Value(china_day(job.sealed_at) + " " + i18n::clock_hms(job.sealed_at)));
  return data;
}

}  // namespace

Result<std::unique_ptr<LabelMaker>> LabelMaker::load(const std::string& catalogue) {
  PosixFiles files;
  DK_TRY(xml, files.read(catalogue + kFile, kMostBytes));
  documents::Template::Source source{.xml = as_text(xml), .names = {}};
  for (auto& [name, value] : facts({}).entries) source.names.push_back(name);
  auto loaded = documents::Template::load(source);
  if (!loaded) {
    return fail(FailureCode::data_damaged,
                "label, " + loaded.error().element + ": " + loaded.error().message);
  }
  return std::unique_ptr<LabelMaker>(new LabelMaker(std::move(*loaded)));
}

Result<documents::Document> LabelMaker::lay(const sampling::PrintLabel& label, int paper_dots) {
  documents::LayoutOptions options;
  options.language = i18n::language();
  options.roll_width = paper_dots * kMicrometresPerDot;
  auto laid = documents::layout(template_, facts(label), i18n::tr_in, fonts_, options);
  if (!laid) return fail(FailureCode::data_damaged, "label: " + laid.error().limit);
  // What is on a label stays out of the log; that something is amiss does not.
  if (!laid->missing.empty() || !laid->notes.empty()) {
    log::warn("label_not_as_meant", {{"missing_letters", static_cast<int>(laid->missing.size())},
                                     {"notes", static_cast<int>(laid->notes.size())}});
  }
  return std::move(*laid);
}

Result<drivers::PrintPage> LabelMaker::make(const sampling::PrintLabel& label, int paper_dots) {
  DK_TRY(document, lay(label, paper_dots));
  DK_TRY(page, print_page_of(document.pages.front(), fonts_));
  page.items.emplace_back(drivers::FeedItem{3});
  page.items.emplace_back(drivers::CutItem{});
  return page;
}

}  // namespace dk::kiosk
