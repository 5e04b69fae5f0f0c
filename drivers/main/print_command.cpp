#include "drivers/main/print_command.h"

#include <future>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/random.h"
#include "drivers/page-printer/driver.h"
#include "drivers/page-printer/text_pages.h"

namespace dk::drivers {
namespace {

int complain(const Failure& failure) {
  std::cerr << "devicectl: " << name_of(failure.code) << ": " << failure.detail << "\n";
  return 1;
}

void say(const nlohmann::json& line) {
  std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
}

std::string_view word_of(PrintResult result) {
  return result == PrintResult::Printed  ? "printed"
         : result == PrintResult::Failed ? "failed"
                                         : "unknown";
}
std::string_view word_of(PaperSupply paper) {
  constexpr std::array<std::string_view, 4> kWords = {"unknown", "full", "low", "out"};
  return kWords.at(static_cast<std::size_t>(paper));
}
std::string_view word_of(TonerSupply toner) {
  constexpr std::array<std::string_view, 4> kWords = {"unknown", "full", "low", "out"};
  return kWords.at(static_cast<std::size_t>(toner));
}

Result<PageJob> job_from(const PrintCommand& command, const std::string& media) {
  PosixFiles files;
  DK_TRY(bytes, files.read(command.file, kMaxDocumentBytes));
  const SystemClock clock;
  SystemRandom random;
  PageJob job{.id = UuidGenerator(clock, random).next(), .two_sided = command.two_sided};
  if (as_text(bytes).starts_with("%PDF-")) {
    job.pdf = std::move(bytes);
  } else {
    DK_TRY(pages, make_text_pages(as_text(bytes), media, make_freetype_rasterizer()));
    job.pages = std::move(pages);
  }
  return job;
}

}  // namespace

int print_file(const PrintCommand& command) {
  const auto started = std::chrono::steady_clock::now();
  PagePrinterOptions options;
  options.address = command.to;
  options.obstacle_timeout = std::chrono::seconds(command.patience_s);
  auto job = job_from(command, options.media);
  if (!job) return complain(job.error());

  std::promise<PrintOutcome> outcome;
  PagePrinter printer(options, [&](PrintOutcome done) { outcome.set_value(done); }, {});
  if (const auto opened = printer.start(); !opened) return complain(opened.error());
  if (const auto taken = printer.submit(std::move(*job)); !taken) return complain(taken.error());
  const PrintOutcome done = outcome.get_future().get();
  nlohmann::json line = {{"job", to_string(done.id)},
                         {"file", command.file},
                         {"result", word_of(done.result)},
                         {"confirmed", done.confirmed}};
  if (done.result != PrintResult::Printed) line["code"] = name_of(done.code);
  line["ms"] =
      std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - started).count();
  say(line);
  return done.result == PrintResult::Printed ? 0 : done.result == PrintResult::Failed ? 1 : 3;
}

int show_printer_status(const std::string& address) {
  std::promise<PagePrinterReport> first;
  bool told = false;
  PagePrinterOptions options;
  options.address = address;
  PagePrinter printer(
      options, [](PrintOutcome) {},
      [&](PagePrinterReport report) {
        if (!std::exchange(told, true)) first.set_value(report);
      });
  if (const auto opened = printer.start(); !opened) return complain(opened.error());
  const PagePrinterReport report = first.get_future().get();
  printer.stop();
  nlohmann::json line = {{"address", address},
                         {"state", name_of(report.device.state)},
                         {"paper", word_of(report.printer.paper)},
                         {"toner", word_of(report.printer.toner)},
                         {"queued_jobs", report.printer.queued_jobs}};
  if (report.device.last_failure) line["obstacle"] = name_of(*report.device.last_failure);
  say(line);
  return report.device.state == DeviceState::Online ? 0 : 1;
}

}  // namespace dk::drivers
