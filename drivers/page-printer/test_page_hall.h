// For tests: the driver and a printer in memory, with the hands that a hall has.
#pragma once

#include <gtest/gtest.h>

#include <mutex>

#include "base/random.h"
#include "drivers/emulation/test_bench.h"
#include "drivers/page-printer/driver.h"
#include "drivers/page-printer/test_page_printer.h"

namespace dk::drivers {

class PagePrinterInTheHall : public ::testing::Test {
 protected:
  using Kind = LinkFault::Kind;
  using Panel = FakePagePrinter::Panel;

  PagePrinterInTheHall() {
    options_.address = "ipp://printer.invalid/ipp/print";
    for (Milliseconds* wait : {&options_.poll_interval, &options_.job_poll_interval,
                               &options_.reopen_first, &options_.reopen_most}) {
      *wait = Milliseconds(1);
    }
    options_.links = simulated_ipp_links(printer_, [this](ipp::Operation o) { return fault(o); });
  }
  ~PagePrinterInTheHall() override {
    if (driver_) driver_->stop();
  }
  void start() {
    driver_ = std::make_unique<PagePrinter>(
        options_, [this](PrintOutcome outcome) { outcomes_.put(outcome); },
        [this](PagePrinterReport report) { reports_.put(report); });
    ASSERT_TRUE(driver_->start());
  }
  PageJob pdf() {
    return {.id = ids_.next(), .pdf = to_bytes("%PDF-1.7 a certificate"), .page_count = 1};
  }
  Uuid submit(PageJob job) {
    const Uuid id = job.id;
    EXPECT_TRUE(driver_->submit(std::move(job)));
    return id;
  }
  PrintOutcome outcome() { return outcomes_.take().value_or(PrintOutcome{}); }
  PrintOutcome print() {
    start();
    const Uuid id = submit(pdf());
    const auto done = outcome();
    EXPECT_EQ(done.id, id);
    return done;
  }
  bool reaches(DeviceState state) {
    return reports_.take([&](const PagePrinterReport& r) { return r.device.state == state; })
        .has_value();
  }
  // The first `times` requests of this kind suffer it.
  void hurt(ipp::Operation operation, Kind kind, int times = 1) {
    const std::lock_guard lock(mutex_);
    hurt_ = operation, kind_ = kind, times_ = times;
  }
  LinkFault fault(ipp::Operation operation) {
    const std::lock_guard lock(mutex_);
    if (gone_) return {.kind = Kind::Absent};
    if (operation != hurt_ || times_ == 0) return {};
    --times_;
    return {.kind = kind_, .bytes = 9};
  }
  void cable(bool in) {
    const std::lock_guard lock(mutex_);
    gone_ = !in;
  }

  SystemClock clock_;
  SystemRandom random_;
  UuidGenerator ids_{clock_, random_};
  std::shared_ptr<FakePagePrinter> printer_ = std::make_shared<FakePagePrinter>();
  PagePrinterOptions options_;
  LetterBox<PrintOutcome> outcomes_;
  LetterBox<PagePrinterReport> reports_;
  std::mutex mutex_;
  ipp::Operation hurt_{};
  Kind kind_ = Kind::None;
  int times_ = 0;
  bool gone_ = false;
  std::unique_ptr<PagePrinter> driver_;
};

}  // namespace dk::drivers
