// The driver at one end of a real pseudo terminal, the emulated printer at the other.
#include "drivers/receipt-printer/driver.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/random.h"
#include "drivers/emulation/test_bench.h"
#include "drivers/receipt-printer/emulator/printer_emulator.h"
#include "drivers/receipt-printer/raster.h"
#include "drivers/scanner/emulator/picture.h"

namespace dk::drivers {
namespace {

// The bench with JSON in and out.
class Bench : public EmulatorBench {
 public:
  using EmulatorBench::EmulatorBench;
  nlohmann::json call(const nlohmann::json& request) const {
    return nlohmann::json::parse(call_line(request.dump()), nullptr, false);
  }
  nlohmann::json verb(const std::string& verb) const { return call({{"verb", verb}}); }
};

class PrinterOnALine : public ::testing::Test {
 protected:
  void power_on(const std::string& model = "full-80", bool tcp = false) {
    emulator_ = std::make_unique<PrinterEmulator>(printer_model(model).value(), folder_.path(),
                                                  make_freetype_rasterizer());
    bench_ = std::make_unique<Bench>(*emulator_, folder_, tcp);
    options_.address = bench_->address();
    options_.reply_timeout = Milliseconds(250);
    options_.poll_interval = Milliseconds(30);
    options_.reopen_first = Milliseconds(5);
    options_.reopen_most = Milliseconds(20);
  }
  void start() {
    printer_ = std::make_unique<ReceiptPrinter>(
        options_, [this](PrintOutcome outcome) { outcomes_.put(outcome); },
        [this](PrinterReport report) { reports_.put(report); });
    ASSERT_TRUE(printer_->start());
  }
  Uuid submit(PrintPage page) {
    const Uuid id = ids_.next();
    EXPECT_TRUE(printer_->submit({id, std::move(page)}));
    return id;
  }
  PrintOutcome outcome() { return outcomes_.take().value_or(PrintOutcome{}); }
  bool reaches(DeviceState state) {
    return reports_.take([&](const PrinterReport& r) { return r.device.state == state; })
        .has_value();
  }
  nlohmann::json fault(const std::string& verb, int after_dots) {
    return bench_->call({{"verb", verb}, {"after_dots", after_dots}});
  }
  nlohmann::json tickets() { return bench_->verb("tickets")["tickets"]; }
  nlohmann::json lines_of_last() { return tickets().back()["lines"]; }
  static PrintPage label(const std::string& text = "LH1122-0457-15") {
    return {{TextLine{.text = "罗湖采样点 3 号台", .align = Align::Centre, .width = 2, .height = 2},
             TextLine{.text = "试管 " + text}, QrItem{.text = text, .module_dots = 8},
             TextLine{.text = "10 人"}, CutItem{}}};
  }

  SystemClock clock_;
  SystemRandom random_;
  UuidGenerator ids_{clock_, random_};
  TestFolder folder_;
  ReceiptPrinterOptions options_;
  LetterBox<PrintOutcome> outcomes_;
  LetterBox<PrinterReport> reports_;
  std::unique_ptr<PrinterEmulator> emulator_;
  std::unique_ptr<Bench> bench_;
  std::unique_ptr<ReceiptPrinter> printer_;
};

TEST_F(PrinterOnALine, label_prints_and_its_code_can_be_read) {
  power_on();
  start();
  const Uuid id = submit(label());
  const auto done = outcome();
  EXPECT_EQ(done.id, id);
  EXPECT_EQ(done.result, PrintResult::Printed);
  EXPECT_TRUE(done.confirmed);
  const auto paper = tickets();
  ASSERT_EQ(paper.size(), 1U);
  EXPECT_EQ(paper[0]["lines"], (nlohmann::json{"罗湖采样点 3 号台", "试管 LH1122-0457-15",
                                               "[qr LH1122-0457-15]", "10 人"}));
  const auto code = read_code_from_file(paper[0]["png"]);
  ASSERT_TRUE(code) << code.error().detail;
  EXPECT_EQ(as_text(code->data), "LH1122-0457-15");
  EXPECT_EQ(bench_->verb("state")["unknown_commands"], 0);
  EXPECT_EQ(printer_->status().device.counters.calls, 1U);
}

TEST_F(PrinterOnALine, network_printer_prints_jobs_in_order) {
  power_on("full-80", true);
  start();
  std::vector<Uuid> ids;
  for (int i = 0; i < 4; ++i)
    ids.push_back(submit({{TextLine{.text = std::to_string(i)}, CutItem{}}}));
  for (const Uuid& id : ids) {
    const auto done = outcome();
    EXPECT_EQ(done.id, id);
    EXPECT_EQ(done.result, PrintResult::Printed);
  }
  ASSERT_EQ(tickets().size(), 4U);
  EXPECT_EQ(lines_of_last(), nlohmann::json{"3"});
}

TEST_F(PrinterOnALine, bar_code_and_rare_name_print) {
  power_on();
  start();
  submit({{TextLine{.text = "张\u9fcd三"}, Code128Item{.text = "LH1122-0457-15"}, CutItem{}}});
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(lines_of_last(), (nlohmann::json{"[picture 72x24]", "[code128 LH1122-0457-15]"}));
  const auto code = read_code_from_file(tickets()[0]["png"]);
  ASSERT_TRUE(code) << code.error().detail;
  EXPECT_EQ(as_text(code->data), "LH1122-0457-15");
  EXPECT_EQ(code->symbology, "]C0");
}

TEST_F(PrinterOnALine, cheap_printer_prints_unconfirmed_and_all_as_pictures) {
  power_on("plain-58");
  options_.profile = {.width_dots = 384, .native_qr = false, .cutter = false};
  options_.reply_timeout = Milliseconds(60);
  start();
  submit(label());
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Printed);
  EXPECT_FALSE(done.confirmed);
  bench_->verb("tear");
  EXPECT_EQ(as_text(read_code_from_file(tickets()[0]["png"]).value().data), "LH1122-0457-15");
}

TEST_F(PrinterOnALine, paper_out_before_label_fails_cleanly) {
  power_on();
  bench_->verb("run_out_of_paper");
  options_.obstacle_timeout = Milliseconds(100);
  start();
  submit(label());
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::paper_out);
  EXPECT_EQ(bench_->verb("state")["rows_printed"], 0);
  EXPECT_EQ(printer_->status().device.state, DeviceState::UserError);
  EXPECT_EQ(printer_->status().printer.paper, PaperSupply::Out);
}

TEST_F(PrinterOnALine, paper_loaded_while_the_job_waits) {
  power_on();
  bench_->verb("run_out_of_paper");
  start();
  submit(label());
  ASSERT_TRUE(reaches(DeviceState::UserError));
  bench_->verb("load_paper");
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(tickets().size(), 1U);
}

TEST_F(PrinterOnALine, printer_cover_opened_mid_label) {
  power_on();
  start();
  ASSERT_TRUE(reaches(DeviceState::Online));
  fault("open_cover", 60);
  submit(label());
  ASSERT_TRUE(reaches(DeviceState::UserError));
  EXPECT_TRUE(printer_->status().printer.cover_open);
  bench_->verb("close_cover");
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Unknown) << "all rows came out, but perhaps not straight";
  EXPECT_EQ(done.code, FailureCode::cover_open);
}

TEST_F(PrinterOnALine, paper_runs_out_mid_label) {
  power_on();
  options_.obstacle_timeout = Milliseconds(200);
  start();
  ASSERT_TRUE(reaches(DeviceState::Online));
  fault("run_out_of_paper", 60);
  submit(label());
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Unknown);
  EXPECT_EQ(done.code, FailureCode::paper_out);
}

TEST_F(PrinterOnALine, cutter_jams_at_the_end_of_a_label) {
  power_on();
  options_.obstacle_timeout = Milliseconds(200);
  start();
  ASSERT_TRUE(reaches(DeviceState::Online));
  bench_->call({{"verb", "jam_cutter"}, {"at", "cut"}});
  submit(label());
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Unknown);
  EXPECT_EQ(done.code, FailureCode::cutter_fault);
  EXPECT_EQ(printer_->status().device.state, DeviceState::HardwareError);
}

TEST_F(PrinterOnALine, head_too_hot_pauses_and_goes_on) {
  power_on();
  start();
  ASSERT_TRUE(reaches(DeviceState::Online));
  fault("overheat", 60);
  submit(label());
  ASSERT_TRUE(reports_.take([](const PrinterReport& r) { return r.printer.head_hot; }));
  bench_->verb("cool");
  EXPECT_EQ(outcome().result, PrintResult::Printed);
}

TEST_F(PrinterOnALine, broken_printer_fails_at_once) {
  power_on();
  bench_->verb("break_down");
  start();
  submit(label());
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::printer_fault);
}

TEST_F(PrinterOnALine, power_lost_while_printing_is_unknown) {
  power_on();
  start();
  ASSERT_TRUE(reaches(DeviceState::Online));
  fault("power_off", 60);
  submit(label());
  const auto lost = outcome();
  EXPECT_EQ(lost.result, PrintResult::Unknown);
  EXPECT_EQ(lost.code, FailureCode::device_offline);
  bench_->verb("power_on");
  submit(label("LH1122-0458-12"));
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(as_text(read_code_from_file(tickets().back()["png"]).value().data), "LH1122-0458-12");
  EXPECT_EQ(tickets().size(), 2U) << "the half label is cut off, not printed onto";
}

// RS-232 shows no hang-up: the printer comes back empty and answers as if nothing had been.
TEST_F(PrinterOnALine, power_lost_while_printing_on_a_silent_line_is_unknown) {
  power_on();
  options_.finish_timeout = Milliseconds(300);
  start();
  ASSERT_TRUE(reaches(DeviceState::Online));
  bench_->call({{"verb", "power_off"}, {"silent", true}, {"after_dots", 30}});
  submit({{TextLine{.text = "1"}, TextLine{.text = "2"}, TextLine{.text = "3"}, CutItem{}}});
  ASSERT_TRUE(wait_until([&] { return bench_->verb("state")["powered"] == false; }));
  bench_->verb("power_on");
  const auto lost = outcome();
  EXPECT_EQ(lost.result, PrintResult::Unknown);
  EXPECT_EQ(lost.code, FailureCode::print_unknown);
  submit(label());
  EXPECT_EQ(outcome().result, PrintResult::Printed);
}

TEST_F(PrinterOnALine, cable_pulled_in_the_middle_of_a_picture) {
  power_on();
  bench_->call({{"verb", "slow"}, {"bytes_per_s", 20000}});
  start();
  ASSERT_TRUE(reaches(DeviceState::Online));
  RasterImage picture = make_raster(560, 600);
  fill(picture, 100, 0, 300, 600);
  fault("unplug", 100);
  submit({{RasterItem{picture, Align::Left}, CutItem{}}});
  EXPECT_EQ(outcome().result, PrintResult::Unknown);
  bench_->call({{"verb", "slow"}, {"bytes_per_s", 0}});
  bench_->verb("plug");
  submit(label());
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(as_text(read_code_from_file(tickets().back()["png"]).value().data), "LH1122-0457-15")
      << "the next label does not fall into the old picture";
  EXPECT_EQ(lines_of_last().size(), 4U) << lines_of_last();
}

TEST_F(PrinterOnALine, kiosk_killed_in_the_middle_of_a_picture) {
  power_on();
  start();
  ASSERT_TRUE(reaches(DeviceState::Online));
  RasterImage picture = make_raster(560, 600);
  fill(picture, 100, 0, 300, 600);
  bench_->call({{"verb", "slow"}, {"bytes_per_s", 20000}});
  submit({{RasterItem{picture, Align::Left}, CutItem{}}});
  ASSERT_TRUE(wait_until([&] { return bench_->verb("state")["rows_printed"] > 20; }));
  printer_->stop();
  const auto cut_short = outcome();
  EXPECT_EQ(cut_short.result, PrintResult::Unknown);
  EXPECT_EQ(cut_short.code, FailureCode::cancelled);
  bench_->call({{"verb", "slow"}, {"bytes_per_s", 0}});
  start();
  submit(label());
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(as_text(read_code_from_file(tickets().back()["png"]).value().data), "LH1122-0457-15");
}

TEST_F(PrinterOnALine, printer_that_is_not_there) {
  power_on();
  bench_->verb("unplug");
  options_.obstacle_timeout = Milliseconds(50);
  start();
  submit(label());
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::device_absent);
  EXPECT_EQ(printer_->status().device.state, DeviceState::NoDevice);
}

TEST_F(PrinterOnALine, printer_that_is_switched_off_on_a_silent_line) {
  power_on();
  bench_->call({{"verb", "power_off"}, {"silent", true}});
  options_.obstacle_timeout = Milliseconds(50);
  options_.reply_timeout = Milliseconds(50);
  start();
  submit(label());
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::device_offline);
  EXPECT_EQ(printer_->status().device.state, DeviceState::PowerOff);
}

TEST_F(PrinterOnALine, cover_opened_while_idle_is_told_without_asking) {
  power_on();
  options_.poll_interval = std::chrono::hours(1);
  start();
  ASSERT_TRUE(reaches(DeviceState::Online));
  ASSERT_TRUE(wait_until([&] { return bench_->verb("state")["asb_mask"] == 0x0e; }));
  bench_->verb("open_cover");
  ASSERT_TRUE(reaches(DeviceState::UserError));
  bench_->verb("close_cover");
  ASSERT_TRUE(reaches(DeviceState::Online));
}

TEST_F(PrinterOnALine, low_paper_is_told_and_prints) {
  power_on();
  bench_->verb("paper_near_end");
  start();
  submit(label());
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(printer_->status().printer.paper, PaperSupply::Low);
}

TEST_F(PrinterOnALine, same_job_twice_and_too_many_jobs_are_refused) {
  power_on();
  bench_->verb("open_cover");
  options_.max_waiting_jobs = 2;
  start();
  const Uuid id = submit(label());
  EXPECT_EQ(printer_->submit({id, label()}).error().code, FailureCode::invalid_argument);
  ASSERT_TRUE(reaches(DeviceState::UserError));
  Status full;
  for (int i = 0; i < 4 && full; ++i) full = printer_->submit({ids_.next(), label()});
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, FailureCode::device_busy);
}

TEST_F(PrinterOnALine, stopping_answers_every_job) {
  power_on();
  bench_->verb("open_cover");
  start();
  const Uuid first = submit(label());
  const Uuid second = submit(label());
  printer_->stop();
  for (const Uuid& id : {first, second}) {
    const auto done = outcome();
    EXPECT_EQ(done.id, id);
    EXPECT_EQ(done.result, PrintResult::Failed);
    EXPECT_EQ(done.code, FailureCode::cancelled);
  }
  EXPECT_EQ(printer_->submit({ids_.next(), label()}).error().code, FailureCode::cancelled);
}

TEST_F(PrinterOnALine, page_that_cannot_be_printed_fails_alone) {
  power_on();
  start();
  submit({{TextLine{.text = "x", .width = 99}}});
  EXPECT_EQ(outcome().code, FailureCode::invalid_argument);
  submit(label());
  EXPECT_EQ(outcome().result, PrintResult::Printed);
}

}  // namespace
}  // namespace dk::drivers
