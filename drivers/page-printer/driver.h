// A page printer that speaks IPP Everywhere over HTTP, with its own thread.
//
//   PagePrinter printer({.address = "ipp://10.0.0.8/ipp/print"}, on_done, on_state);
//   printer.start();  printer.submit({.id = id, .pdf = bytes});   ... on_done({id, Printed})
//
// The promise about paper: each job that submit() took gets exactly one outcome (printing.h).
//   Printed  the printer says that the job is completed; confirmed: and it counted every page
//   Failed   surely nothing of it was printed: the printer never took it, or took it back and says
//            that it made no page
//   Unknown  anything else. It must never be reprinted without a person who has looked
// A job bears its id as its name at the printer and is looked for there before it is sent: an
// answer that was lost, a line that was cut or a kiosk that was restarted never make a second
// paper. An obstacle that a hand can remove (paper, cover, line, power) is waited for up to
// `obstacle_timeout`; then the job is taken back. Jobs print in the order of submit(). Time-outs
// are real time: no moved clock moves them. Callbacks come from the printer's thread: hand the
// value on and return. What is printed never gets into logs or details.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/uuid.h"
#include "drivers/device.h"
#include "drivers/page-printer/ipp_link.h"
#include "drivers/page-printer/pwg_raster.h"
#include "drivers/page-printer/status.h"
#include "drivers/printing.h"

namespace dk::drivers {

struct PagePrinterOptions {
  std::string address{};
  std::string media = "iso_a4_210x297mm";
  Milliseconds answer_timeout{5000};      // one question; a document: without a byte moving
  Milliseconds poll_interval{2000};       // status while idle
  Milliseconds job_poll_interval{500};    // status and job while printing
  Milliseconds obstacle_timeout{120000};  // paper, cover, line ... before a job is given up
  Milliseconds finish_timeout{120000};    // a job that is printing and gets no further
  Milliseconds cancel_timeout{15000};     // a job that was taken back and does not end
  Milliseconds reopen_first{200};
  Milliseconds reopen_most{5000};
  std::size_t max_waiting_jobs = 16;
  IppLinkFactory links = system_ipp_links();
};

// Pages for a printer that takes no PDF, made when they are needed, on the printer's thread.
class PageSource {
 public:
  virtual ~PageSource() = default;
  [[nodiscard]] virtual int count() const = 0;
  // `index` from 0. A failure fails the job.
  [[nodiscard]] virtual Result<GreyPage> page(int index, int dots_per_inch) = 0;
};

// The same document in one form or both; the printer's abilities choose.
struct PageJob {
  Uuid id{};
  Bytes pdf{};                          // empty: only pages
  std::shared_ptr<PageSource> pages{};  // empty: only PDF
  int page_count = 0;                   // of the PDF, 0 = not known
  bool two_sided = false;               // where the printer can
};

struct PagePrinterReport {
  DeviceStatus device;
  PagePrinterStatus printer;
};

class PagePrinter {
 public:
  using Options = PagePrinterOptions;
  PagePrinter(Options options, std::function<void(PrintOutcome)> on_done,
              std::function<void(PagePrinterReport)> on_state);
  ~PagePrinter();  // stops
  PagePrinter(const PagePrinter&) = delete;
  PagePrinter& operator=(const PagePrinter&) = delete;

  // Failures: those of parse_printer_uri; a printer that is not there is a state, not a failure.
  [[nodiscard]] Status start();
  // Joins the thread; not from a callback. Jobs that were waiting end Failed(cancelled), one that
  // the printer has ends Unknown(cancelled) and may still come out.
  void stop();
  [[nodiscard]] PagePrinterReport status() const;  // any thread
  // Failures: device_busy (too many jobs wait), invalid_argument (this id waits or prints already,
  // no document, or one beyond kMaxDocumentBytes), cancelled (not started or stopped). Any thread.
  [[nodiscard]] Status submit(PageJob job);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dk::drivers
