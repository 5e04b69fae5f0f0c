// Answers that are lost, cables that are pulled, power that is cut: never a second paper, and never
// a word about paper that is not true.
#include <atomic>

#include "drivers/page-printer/test_page_hall.h"

namespace dk::drivers {
namespace {

class LostAnswers : public PagePrinterInTheHall {};

TEST_F(LostAnswers, answers_lost_on_the_way_never_make_a_second_paper) {
  using enum ipp::Operation;
  for (const auto operation : {CreateJob, SendDocument, GetJobAttributes, GetJobs}) {
    for (const auto kind : {Kind::AnswerLost, Kind::LostOnTheWay, Kind::Silent, Kind::CutAnswer,
                            Kind::Rubbish, Kind::Absent}) {
      hurt(operation, kind);
      const int before = printer_->papers();
      const auto done = print();
      EXPECT_EQ(done.result, PrintResult::Printed)
          << static_cast<int>(operation) << " " << static_cast<int>(kind);
      EXPECT_EQ(printer_->papers(), before + 1);
      driver_->stop();
    }
  }
}

TEST_F(LostAnswers, answers_lost_by_a_printer_without_create_job) {
  printer_->change([](Panel& p) { p.create_job = false; });
  for (const auto kind : {Kind::AnswerLost, Kind::LostOnTheWay, Kind::CutAnswer, Kind::Rubbish}) {
    hurt(ipp::Operation::PrintJob, kind);
    const int before = printer_->papers();
    EXPECT_EQ(print().result, PrintResult::Printed) << static_cast<int>(kind);
    EXPECT_EQ(printer_->papers(), before + 1);
    driver_->stop();
  }
}

TEST_F(LostAnswers, lost_answer_of_a_printer_that_keeps_no_list_is_unknown) {
  printer_->change([](Panel& p) { p.create_job = p.get_jobs = false; });
  hurt(ipp::Operation::PrintJob, Kind::AnswerLost);
  EXPECT_EQ(print().result, PrintResult::Unknown);
  EXPECT_EQ(printer_->papers(), 1) << "never a second time";
}

// An answer may end after any of its bytes; whatever the driver then says of the paper is true.
TEST_F(LostAnswers, answer_that_ends_at_each_byte) {
  using enum ipp::Operation;
  std::atomic<std::size_t> cut = 0;
  std::atomic<ipp::Operation> where = CreateJob;
  std::atomic<bool> done_it = false;
  options_.obstacle_timeout = Milliseconds(2000);
  options_.links = simulated_ipp_links(printer_, [&](ipp::Operation operation) -> LinkFault {
    if (operation != where || done_it.exchange(true)) return {};
    return {.kind = Kind::CutAnswer, .bytes = cut};
  });
  start();
  for (const auto operation :
       {GetPrinterAttributes, GetJobs, CreateJob, SendDocument, GetJobAttributes}) {
    for (std::size_t byte = 0; byte < 240; ++byte) {
      cut = byte, where = operation, done_it = false;
      const int before = printer_->papers();
      submit(pdf());
      const auto done = outcome();
      const int papers = printer_->papers() - before;
      ASSERT_EQ(papers, 1) << static_cast<int>(operation) << " at " << byte;
      ASSERT_EQ(done.result, PrintResult::Printed) << static_cast<int>(operation) << " at " << byte;
    }
  }
}

TEST_F(LostAnswers, cable_pulled_while_printing_and_put_back) {
  printer_->change([](Panel& p) { p.works = false; });
  start();
  submit(pdf());
  ASSERT_TRUE(wait_until([&] { return printer_->heard(ipp::Operation::GetJobAttributes) > 0; }));
  cable(false);
  ASSERT_TRUE(reaches(DeviceState::NoDevice));
  printer_->release();
  cable(true);
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(printer_->papers(), 1);
  ASSERT_TRUE(reaches(DeviceState::Online));
}

TEST_F(LostAnswers, cable_that_stays_out_is_unknown) {
  printer_->change([](Panel& p) { p.works = false; });
  options_.obstacle_timeout = Milliseconds(50);
  start();
  submit(pdf());
  ASSERT_TRUE(wait_until([&] { return printer_->heard(ipp::Operation::GetJobAttributes) > 0; }));
  cable(false);
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Unknown);
  EXPECT_EQ(done.code, FailureCode::device_offline);
}

TEST_F(LostAnswers, printer_that_is_not_there) {
  cable(false);
  options_.obstacle_timeout = Milliseconds(50);
  const auto done = print();
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::device_absent);
  cable(true);
  ASSERT_TRUE(reaches(DeviceState::Online));
}

// Its numbers begin anew: the job of that number is somebody else's, and it is completed.
TEST_F(LostAnswers, power_cut_at_the_printer_while_printing) {
  printer_->change([](Panel& p) { p.works = false; });
  start();
  submit(pdf());
  ASSERT_TRUE(wait_until([&] { return printer_->heard(ipp::Operation::GetJobAttributes) > 0; }));
  printer_->loses_its_memory();
  printer_->somebody_else_prints();
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Unknown);
  EXPECT_EQ(done.code, FailureCode::device_offline);
}

TEST_F(LostAnswers, kiosk_restarted_while_printing_finds_its_job_again) {
  printer_->change([](Panel& p) { p.works = false; });
  start();
  PageJob job = pdf();
  const PageJob again = job;
  submit(std::move(job));
  ASSERT_TRUE(wait_until([&] { return printer_->heard(ipp::Operation::GetJobAttributes) > 0; }));
  driver_->stop();
  const auto cut_short = outcome();
  EXPECT_EQ(cut_short.result, PrintResult::Unknown);
  EXPECT_EQ(cut_short.code, FailureCode::cancelled);
  start();
  submit(again);
  printer_->release();
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(printer_->papers(), 1);
  EXPECT_EQ(printer_->heard(ipp::Operation::SendDocument), 1);
}

}  // namespace
}  // namespace dk::drivers
