// Questions to one printer and its answers, decoded.
//
// Holds two ways to it: a document goes over the first, and while it goes the printer can be asked
// over the second why it takes no more. Belongs to the driver's thread (interrupt() excepted).
// Failures of all calls: those of IppLink::post; device_protocol also when the answer is not one to
// this question.
#pragma once

#include <optional>
#include <string>

#include "drivers/device.h"
#include "drivers/page-printer/ipp_link.h"
#include "drivers/page-printer/requests.h"
#include "drivers/page-printer/status.h"

namespace dk::drivers {

class PrinterTalk {
 public:
  struct Answer {
    ipp::Verdict verdict = ipp::Verdict::Refused;
    ipp::Message message{};
  };
  // A job, or why there is no word of it.
  struct JobAnswer {
    ipp::Verdict verdict = ipp::Verdict::Refused;
    JobView job{};
  };

  // Failures: those of the factory.
  static Result<PrinterTalk> open(const std::string& address, std::string media,
                                  Milliseconds answer_timeout, const IppLinkFactory& links,
                                  DeviceMeter& meter);

  [[nodiscard]] ipp::Asking& asking() { return asking_; }
  [[nodiscard]] Result<Answer> ask(const ipp::Message& question, Upload* upload = nullptr);
  // The printer's state. The first time after forget() its abilities too. device_busy when it will
  // not say now.
  [[nodiscard]] Result<PagePrinterStatus> look();
  [[nodiscard]] const PagePrinterAbilities& abilities() const { return abilities_; }
  // What was plugged in anew may be another printer.
  void forget() { knows_abilities_ = false; }
  [[nodiscard]] Result<JobAnswer> job(int id);
  // All jobs of this name that the printer remembers, those not completed first.
  [[nodiscard]] Result<std::vector<JobView>> jobs_named(std::string_view name);
  void interrupt();  // any thread

 private:
  PrinterTalk(std::unique_ptr<IppLink> first, std::unique_ptr<IppLink> second, std::string uri,
              std::string media, Milliseconds answer_timeout, DeviceMeter& meter)
      : first_(std::move(first)),
        second_(std::move(second)),
        asking_(std::move(uri)),
        media_(std::move(media)),
        answer_timeout_(answer_timeout),
        meter_(&meter) {}
  void count_bytes();

  std::unique_ptr<IppLink> first_;
  std::unique_ptr<IppLink> second_;
  ipp::Asking asking_;
  std::string media_;
  Milliseconds answer_timeout_;
  DeviceMeter* meter_;
  LinkCounters counted_;
  bool uploading_ = false;
  bool knows_abilities_ = false;
  PagePrinterAbilities abilities_;
};

}  // namespace dk::drivers
