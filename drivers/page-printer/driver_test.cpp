// The driver and a printer in memory: what happens in a hall, without a wire. Lost answers and
// pulled cables are in lost_answers_test.cpp, the wire in hostile_page_printer_test.cpp, a printer
// that is not ours in ippeveprinter_test.cpp.
#include "drivers/page-printer/driver.h"

#include "drivers/page-printer/test_page_hall.h"

namespace dk::drivers {
namespace {

class TwoPages : public PageSource {
 public:
  int count() const override { return 2; }
  Result<GreyPage> page(int index, int dots_per_inch) override {
    GreyPage page{dots_per_inch, dots_per_inch / 2, {}};
    page.rows.assign(static_cast<std::size_t>(page.width * page.height),
                     static_cast<std::uint8_t>(index == 0 ? 255 : 0));
    return page;
  }
};

TEST_F(PagePrinterInTheHall, certificate_prints_as_pdf_under_its_id) {
  const auto done = print();
  EXPECT_EQ(done.result, PrintResult::Printed);
  EXPECT_TRUE(done.confirmed);
  const auto jobs = printer_->jobs();
  ASSERT_EQ(jobs.size(), 1U);
  EXPECT_EQ(jobs[0].name, to_string(done.id)) << "and nothing of a person";
  EXPECT_EQ(jobs[0].format, "application/pdf");
  EXPECT_EQ(jobs[0].document, to_bytes("%PDF-1.7 a certificate"));
  EXPECT_EQ(printer_->papers(), 1);
}

TEST_F(PagePrinterInTheHall, printer_without_pdf_gets_raster) {
  printer_->change([](Panel& p) { p.pdf = false, p.pages = 2; });
  start();
  PageJob job = pdf();
  job.pages = std::make_shared<TwoPages>();
  job.two_sided = true;
  submit(std::move(job));
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  const auto jobs = printer_->jobs();
  ASSERT_EQ(jobs.size(), 1U);
  EXPECT_EQ(jobs[0].format, "image/pwg-raster");
  EXPECT_TRUE(jobs[0].two_sided);
  EXPECT_EQ(as_text(ByteView(jobs[0].document).first(13)), "RaS2PwgRaster");
}

TEST_F(PagePrinterInTheHall, document_in_no_format_of_the_printer_fails) {
  printer_->change([](Panel& p) { p.pdf = false; });
  const auto done = print();
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::unsupported);
  EXPECT_TRUE(printer_->jobs().empty());
}

TEST_F(PagePrinterInTheHall, empty_tray_is_known_before_anything_is_sent) {
  printer_->change([](Panel& p) { p.reasons = {"media-empty-report"}; });
  options_.obstacle_timeout = Milliseconds(50);
  const auto done = print();
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::paper_out);
  EXPECT_TRUE(printer_->jobs().empty());
  EXPECT_TRUE(reaches(DeviceState::UserError));
}

TEST_F(PagePrinterInTheHall, tray_filled_while_the_job_waits) {
  printer_->change([](Panel& p) { p.reasons = {"media-empty-error"}, p.state = 5; });
  start();
  submit(pdf());
  ASSERT_TRUE(reaches(DeviceState::UserError));
  printer_->change([](Panel& p) { p.reasons = {"none"}, p.state = 3; });
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(printer_->papers(), 1);
}

TEST_F(PagePrinterInTheHall, other_tray_has_paper) {
  printer_->change([](Panel& p) {
    p.reasons = {"media-empty-warning"};
    p.trays = {"type=sheetFeedAutoRemovableTray;mediafeed=29700;mediaxfeed=21000;level=0;name=1;",
               "type=sheetFeedAutoRemovableTray;mediafeed=29700;mediaxfeed=21000;level=80;name=2;"};
  });
  EXPECT_EQ(print().result, PrintResult::Printed);
}

TEST_F(PagePrinterInTheHall, paper_runs_out_in_the_middle_and_the_job_is_taken_back) {
  printer_->change([](Panel& p) { p.works = false; });
  options_.obstacle_timeout = Milliseconds(100);
  start();
  submit(pdf());
  ASSERT_TRUE(wait_until([&] { return printer_->heard(ipp::Operation::SendDocument) == 1; }));
  printer_->change([](Panel& p) { p.reasons = {"media-empty-error"}, p.state = 5; });
  const auto done = outcome();
  // It was seen at work for a moment, and nobody has proved yet that it counts its pages.
  EXPECT_NE(done.result, PrintResult::Printed);
  EXPECT_EQ(done.code, FailureCode::paper_out);
  EXPECT_EQ(printer_->jobs().at(0).state, JobState::Canceled);
  EXPECT_EQ(printer_->papers(), 0);
}

TEST_F(PagePrinterInTheHall, job_taken_back_from_a_printer_that_counts_has_surely_failed) {
  EXPECT_EQ(print().result, PrintResult::Printed) << "now it is known to count";
  options_.obstacle_timeout = Milliseconds(50);
  driver_->stop();
  start();
  submit(pdf());
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  printer_->change([](Panel& p) { p.works = false; });
  const Uuid id = submit(pdf());
  ASSERT_TRUE(wait_until([&] { return printer_->heard(ipp::Operation::SendDocument) == 3; }));
  printer_->change([](Panel& p) { p.reasons = {"media-jam-warning"}; });
  const auto done = outcome();
  EXPECT_EQ(done.id, id);
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::paper_jammed);
}

TEST_F(PagePrinterInTheHall, job_that_will_not_be_taken_back_is_unknown) {
  printer_->change([](Panel& p) { p.works = false, p.cancels = false; });
  options_.finish_timeout = Milliseconds(30);
  options_.cancel_timeout = Milliseconds(30);
  const auto done = print();
  EXPECT_EQ(done.result, PrintResult::Unknown);
  EXPECT_EQ(done.code, FailureCode::print_unknown);
  EXPECT_GE(printer_->heard(ipp::Operation::CancelJob), 1);
}

TEST_F(PagePrinterInTheHall, busy_printer_takes_it_at_the_third_time) {
  printer_->change([](Panel& p) { p.busy_answers = 2; });
  EXPECT_EQ(print().result, PrintResult::Printed);
  EXPECT_EQ(printer_->papers(), 1);
  EXPECT_EQ(printer_->heard(ipp::Operation::CreateJob), 3);
}

TEST_F(PagePrinterInTheHall, printer_that_stays_busy) {
  printer_->change([](Panel& p) { p.busy_answers = 1'000'000; });
  options_.obstacle_timeout = Milliseconds(50);
  const auto done = print();
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::device_busy);
}

TEST_F(PagePrinterInTheHall, printer_that_does_not_count_pages_prints_unconfirmed) {
  printer_->change([](Panel& p) { p.counts_pages = false; });
  const auto done = print();
  EXPECT_EQ(done.result, PrintResult::Printed);
  EXPECT_FALSE(done.confirmed);
}

TEST_F(PagePrinterInTheHall, one_of_two_pages_came_out) {
  start();
  PageJob job = pdf();
  job.page_count = 2;
  submit(std::move(job));
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Unknown) << "it says completed, and one page too few";
  EXPECT_EQ(done.code, FailureCode::print_unknown);
}

TEST_F(PagePrinterInTheHall, job_aborted_or_cancelled_at_the_panel_or_ended_with_errors) {
  const auto ends = [this](JobState state, const char* reason) {
    printer_->change([&](Panel& p) { p.end = state, p.end_reasons = {reason}; });
    submit(pdf());
    return outcome();
  };
  start();
  auto done = ends(JobState::Aborted, "aborted-by-system");
  EXPECT_EQ(done.result, PrintResult::Failed) << "never seen at work, and no page counted";
  EXPECT_EQ(done.code, FailureCode::printer_fault);
  EXPECT_EQ(ends(JobState::Canceled, "job-canceled-at-device").code, FailureCode::cancelled);
  EXPECT_EQ(ends(JobState::Aborted, "document-format-error").code, FailureCode::unsupported);
  done = ends(JobState::Completed, "job-completed-with-errors");
  EXPECT_EQ(done.result, PrintResult::Unknown);
  EXPECT_EQ(done.code, FailureCode::printer_fault);
}

TEST_F(PagePrinterInTheHall, printer_paused_at_its_panel_and_a_full_tray_and_no_toner) {
  options_.obstacle_timeout = Milliseconds(20);
  const std::vector<std::pair<const char*, FailureCode>> troubles = {
      {"paused", FailureCode::printer_paused},
      {"output-area-full-error", FailureCode::output_full},
      {"marker-supply-empty-error", FailureCode::toner_out},
      {"door-open-error", FailureCode::cover_open},
      {"fuser-over-temp-error", FailureCode::printer_fault}};
  start();
  for (const auto& [reason, code] : troubles) {
    printer_->change([&](Panel& p) { p.state = 5, p.reasons = {reason}; });
    submit(pdf());
    const auto done = outcome();
    EXPECT_EQ(done.result, PrintResult::Failed) << reason;
    EXPECT_EQ(done.code, code) << reason;
  }
}

TEST_F(PagePrinterInTheHall, same_job_twice_and_too_many_jobs_and_no_document_are_refused) {
  printer_->change([](Panel& p) { p.accepting = false; });
  options_.max_waiting_jobs = 2;
  start();
  PageJob job = pdf();
  const PageJob same = job;
  submit(std::move(job));
  EXPECT_EQ(driver_->submit(same).error().code, FailureCode::invalid_argument);
  EXPECT_EQ(driver_->submit({.id = ids_.next()}).error().code, FailureCode::invalid_argument);
  Status full;
  for (int i = 0; i < 4 && full; ++i) full = driver_->submit(pdf());
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, FailureCode::device_busy);
}

TEST_F(PagePrinterInTheHall, stopping_answers_every_job) {
  printer_->change([](Panel& p) { p.accepting = false; });
  start();
  const Uuid first = submit(pdf());
  const Uuid second = submit(pdf());
  driver_->stop();
  for (const Uuid& id : {first, second}) {
    const auto done = outcome();
    EXPECT_EQ(done.id, id);
    EXPECT_EQ(done.result, PrintResult::Failed);
    EXPECT_EQ(done.code, FailureCode::cancelled);
  }
  EXPECT_EQ(driver_->submit(pdf()).error().code, FailureCode::cancelled);
}

TEST_F(PagePrinterInTheHall, address_of_another_kind_is_refused) {
  for (const char* address : {"tcp:127.0.0.1:631", "ipps://printer/ipp/print"}) {
    options_.address = address;
    PagePrinter printer(options_, [](PrintOutcome) {}, {});
    EXPECT_EQ(printer.start().error().code, FailureCode::unsupported) << address;
  }
}

}  // namespace
}  // namespace dk::drivers
