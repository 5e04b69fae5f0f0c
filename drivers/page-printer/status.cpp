#include "drivers/page-printer/status.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace dk::drivers {
namespace {

// How bad a reason is: its suffix; without one it is as an error (RFC 8011 section 5.4.12).
enum class Grade { Report, Warning, Error };

Grade grade_of(std::string_view& reason) {
  constexpr std::array<std::pair<std::string_view, Grade>, 3> kSuffixes = {
      {{"-report", Grade::Report}, {"-warning", Grade::Warning}, {"-error", Grade::Error}}};
  for (const auto& [suffix, grade] : kSuffixes) {
    if (reason.ends_with(suffix)) {
      reason.remove_suffix(suffix.size());
      return grade;
    }
  }
  return Grade::Error;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
  return value;
}

// Lengths in hundredths of a millimetre.
struct InputTray {
  bool manual = false;
  int level = -2;       // sheets; -2 not known, -3 some
  int feed_length = 0;  // 0 = not said
  int feed_width = 0;
};

// "type=sheetFeedAuto...;mediafeed=29700;mediaxfeed=21000;maxcapacity=250;level=0;...": RFC 3805's
// words, lengths in hundredths of a millimetre unless dimunit says otherwise (then they are left).
InputTray tray_from(std::string_view text) {
  InputTray tray;
  bool own_unit = false;
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto equals = field.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = field.substr(0, equals);
    const std::string_view value = field.substr(equals + 1);
    if (key == "type") tray.manual = value == "sheetFeedManual";
    if (key == "dimunit") own_unit = true;
    if (key == "level") tray.level = number(value).value_or(-2);
    if (key == "mediafeed") tray.feed_length = number(value).value_or(0);
    if (key == "mediaxfeed") tray.feed_width = number(value).value_or(0);
  }
  if (own_unit) tray.feed_length = tray.feed_width = 0;
  return tray;
}

bool fits(const InputTray& tray, const std::optional<MediaSize>& wanted) {
  if (!wanted || tray.feed_length <= 0 || tray.feed_width <= 0) return true;
  constexpr int kTolerance = 200;
  const auto near = [](int a, int b) { return std::llabs(std::int64_t{a} - b) <= kTolerance; };
  return (near(tray.feed_length, wanted->length) && near(tray.feed_width, wanted->width)) ||
         (near(tray.feed_length, wanted->width) && near(tray.feed_width, wanted->length));
}

// A reason "media-empty" without weight may be about the other tray.
bool some_tray_has(const ipp::Group& printer, std::string_view media) {
  const auto wanted = size_of_media(media);
  return std::ranges::any_of(
      ipp::texts_of(printer, "printer-input-tray"), [&](std::string_view text) {
        const InputTray tray = tray_from(text);
        return !tray.manual && (tray.level > 0 || tray.level == -3) && fits(tray, wanted);
      });
}

void take_reason(PagePrinterStatus& status, std::string_view reason, bool paper_elsewhere) {
  const Grade grade = grade_of(reason);
  const bool stops = grade == Grade::Error;
  if (reason == "none") return;
  if (is_one_of(reason, {"media-empty", "media-needed", "input-tray-missing"})) {
    status.paper = stops || !paper_elsewhere ? PaperSupply::Out : PaperSupply::Low;
  } else if (reason == "media-low") {
    if (status.paper != PaperSupply::Out) status.paper = PaperSupply::Low;
  } else if (reason == "media-jam") {
    // ippeveprinter and others say -warning while they stand still; a jam is never harmless.
    status.jammed = true;
  } else if (is_one_of(reason, {"cover-open", "door-open", "interlock-open"})) {
    status.cover_open = true;
  } else if (is_one_of(reason, {"toner-empty", "marker-supply-empty", "opc-life-over"})) {
    status.toner = stops ? TonerSupply::Out : TonerSupply::Low;
  } else if (is_one_of(reason, {"toner-low", "marker-supply-low"})) {
    if (status.toner != TonerSupply::Out) status.toner = TonerSupply::Low;
  } else if (reason == "output-area-full") {
    status.output_full = status.output_full || stops;
  } else if (is_one_of(reason, {"paused", "moving-to-paused"})) {
    status.paused = status.paused || stops;
  }
}

}  // namespace

std::optional<FailureCode> PagePrinterStatus::obstacle() const {
  if (jammed) return FailureCode::paper_jammed;
  if (cover_open) return FailureCode::cover_open;
  if (paper == PaperSupply::Out) return FailureCode::paper_out;
  if (toner == TonerSupply::Out) return FailureCode::toner_out;
  if (output_full) return FailureCode::output_full;
  if (paused) return FailureCode::printer_paused;
  // Stopped for a reason that has no name here. A reason alone stops nothing.
  if (state == State::Stopped) return FailureCode::printer_fault;
  if (!accepting) return FailureCode::device_busy;
  return {};
}

bool PagePrinterAbilities::takes_media(std::string_view name) const {
  return std::ranges::find(media, name) != media.end();
}

PagePrinterStatus status_from(const ipp::Group& printer, std::string_view media) {
  PagePrinterStatus status;
  const int state = ipp::number_of(printer, "printer-state").value_or(0);
  if (state >= 3 && state <= 5) status.state = static_cast<PagePrinterStatus::State>(state);
  status.accepting = ipp::boolean_of(printer, "printer-is-accepting-jobs").value_or(true);
  status.queued_jobs = std::max(ipp::number_of(printer, "queued-job-count").value_or(0), 0);
  const bool paper_elsewhere = some_tray_has(printer, media);
  if (paper_elsewhere) status.paper = PaperSupply::Full;
  for (const std::string_view reason : ipp::texts_of(printer, "printer-state-reasons")) {
    take_reason(status, reason, paper_elsewhere);
  }
  return status;
}

PagePrinterAbilities abilities_from(const ipp::Group& printer) {
  PagePrinterAbilities can;
  const auto says = [&printer](std::string_view attribute, std::string_view word) {
    const auto words = ipp::texts_of(printer, attribute);
    return std::ranges::find(words, word) != words.end();
  };
  std::vector<std::int32_t> operations;
  if (const ipp::Attribute* all = printer.find("operations-supported")) {
    for (const ipp::Value& value : all->values) {
      if (const auto* code = std::get_if<std::int32_t>(&value.data)) operations.push_back(*code);
    }
  }
  const auto knows = [&operations](std::int32_t code) {
    return std::ranges::find(operations, code) != operations.end();
  };
  can.print_job = knows(0x0002);
  can.create_job = knows(0x0005) && knows(0x0006);
  can.cancel_job = knows(0x0008);
  can.get_jobs = knows(0x000a);
  can.pdf = says("document-format-supported", "application/pdf");
  can.pwg_raster = says("document-format-supported", "image/pwg-raster");
  can.two_sided = says("sides-supported", "two-sided-long-edge");
  for (const std::string_view name : ipp::texts_of(printer, "media-supported")) {
    can.media.emplace_back(name);
  }
  can.raster.grey = says("pwg-raster-document-type-supported", "sgray_8");
  can.raster.colour = says("pwg-raster-document-type-supported", "srgb_8");
  can.raster.back = ipp::text_of(printer, "pwg-raster-document-sheet-back");
  if (const auto* all = printer.find("pwg-raster-document-resolution-supported")) {
    for (const ipp::Value& value : all->values) {
      const auto* dots = std::get_if<ipp::Resolution>(&value.data);
      if (dots == nullptr || dots->cross_feed != dots->feed || dots->units != 3) continue;
      if (dots->feed >= 72 && dots->feed <= 2400) can.raster.dots_per_inch.push_back(dots->feed);
    }
  }
  return can;
}

bool JobView::has(std::string_view reason) const {
  return std::ranges::find(reasons, reason) != reasons.end();
}
bool JobView::is_over() const {
  return state == JobState::Canceled || state == JobState::Aborted || state == JobState::Completed;
}
bool JobView::says_nothing_printed() const { return impressions == 0 && sheets.value_or(0) == 0; }

JobView job_from(const ipp::Group& job) {
  JobView view;
  view.id = std::max(ipp::number_of(job, "job-id").value_or(0), 0);
  view.name = ipp::text_of(job, "job-name");
  const int state = ipp::number_of(job, "job-state").value_or(0);
  if (state >= 3 && state <= 9) view.state = static_cast<JobState>(state);
  for (const std::string_view reason : ipp::texts_of(job, "job-state-reasons")) {
    view.reasons.emplace_back(reason);
  }
  const auto count = [&job](std::string_view name) -> std::optional<int> {
    const auto value = ipp::number_of(job, name);
    return value && *value >= 0 ? std::optional<int>(*value) : std::nullopt;
  };
  view.impressions = count("job-impressions-completed");
  view.sheets = count("job-media-sheets-completed");
  return view;
}

std::optional<MediaSize> size_of_media(std::string_view name) {
  const auto underscore = name.rfind('_');
  if (underscore == std::string_view::npos) return {};
  std::string_view size = name.substr(underscore + 1);
  const bool inches = size.ends_with("in");
  if (!inches && !size.ends_with("mm")) return {};
  size.remove_suffix(2);
  const auto cross = size.find('x');
  if (cross == std::string_view::npos) return {};
  const auto length = [inches](std::string_view text) -> std::optional<int> {
    double value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    value *= inches ? 2540 : 100;
    if (!(value >= 1000 && value <= 100'000)) return {};
    return static_cast<int>(std::lround(value));
  };
  const auto width = length(size.substr(0, cross));
  const auto height = length(size.substr(cross + 1));
  if (!width || !height) return {};
  return MediaSize{*width, *height};
}

}  // namespace dk::drivers
