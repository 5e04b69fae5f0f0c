// One thread's talk with one page printer: being ready, sending one job, handing it to JobWatch.
//
// All calls from the driver's thread, interrupt() excepted.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "drivers/device.h"
#include "drivers/page-printer/driver.h"
#include "drivers/page-printer/job_watch.h"
#include "drivers/page-printer/printer_talk.h"

namespace dk::drivers {

class PageSession {
 public:
  PageSession(const PagePrinterOptions& options, PrinterTalk talk, DeviceMeter& meter,
              PageSurroundings surroundings);

  // One turn while there is no job: asks for the printer's state, then waits.
  void idle();
  [[nodiscard]] PrintOutcome print(const PageJob& job);
  void interrupt() { talk_.interrupt(); }

 private:
  using Steady = std::chrono::steady_clock;
  struct Document {
    std::string format;
    Bytes bytes;
    int pages = 0;  // 0 = not known
  };

  // Nothing when a job can be sent now, else what is in the way.
  [[nodiscard]] std::optional<FailureCode> ready();
  [[nodiscard]] std::optional<FailureCode> wait_until_ready(Steady::time_point give_up);
  [[nodiscard]] Result<Document> document_of(const PageJob& job) const;
  [[nodiscard]] Result<Document> raster_of(PageSource& pages, bool two_sided) const;
  [[nodiscard]] Attempt attempt(const PageJob& job);
  [[nodiscard]] std::optional<Attempt> earlier_try(JobWatch& watch, const std::string& name);
  [[nodiscard]] Attempt create_and_send(JobWatch& watch, const ipp::JobWishes& wishes);
  [[nodiscard]] Attempt print_at_once(JobWatch& watch, const ipp::JobWishes& wishes);
  [[nodiscard]] Attempt look_for_lost(JobWatch& watch, const std::string& name);
  [[nodiscard]] Upload upload();
  void show(std::optional<FailureCode> obstacle);

  const PagePrinterOptions& options_;
  PrinterTalk talk_;
  DeviceMeter& meter_;
  PageSurroundings surroundings_;
  PageCounter counter_ = PageCounter::NotKnown;
  PagePrinterStatus status_;
  Milliseconds back_off_;
  bool answered_ = false;  // the last question
  bool answered_ever_ = false;
  std::optional<FailureCode> shown_failure_;
  std::optional<Document> document_;  // of the job at hand
  std::optional<FailureCode> stuck_;  // why its upload was given up
};

}  // namespace dk::drivers
