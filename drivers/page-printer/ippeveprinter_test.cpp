// The driver and CUPS' own IPP Everywhere printer, ippeveprinter, with ipptool as the witness: both
// of the package cups-ipp-utils, started here on loopback with a bus of their own (ippeveprinter
// does not start without one). Skips where they are not installed.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/file_descriptor.h"
#include "base/random.h"
#include "drivers/emulation/test_bench.h"
#include "drivers/page-printer/driver.h"
#include "drivers/page-printer/test_pwg_raster.h"

extern char** environ;

namespace dk::drivers {
namespace {

std::uint16_t free_port() {
  const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof where;
  ::bind(socket.get(), reinterpret_cast<sockaddr*>(&where), sizeof where);
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&where), &size);
  return ntohs(where.sin_port);
}

// Presses a button on a web page. When the page has come, it has taken effect.
void http_get(std::uint16_t port, const std::string& path) {
  const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_port = htons(port);
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::connect(socket.get(), reinterpret_cast<sockaddr*>(&where), sizeof where), 0);
  const std::string request =
      "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  ASSERT_EQ(::send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL),
            std::ssize(request));
  std::string page;
  std::array<char, 4096> part{};
  while (!page.contains("</html>")) {  // the printer keeps the connection open
    const auto got = ::recv(socket.get(), part.data(), part.size(), 0);
    ASSERT_GT(got, 0);
    page.append(part.data(), static_cast<std::size_t>(got));
  }
}

// One program, killed with its owner.
class Program {
 public:
  explicit Program(const std::string& command) {
    std::string shell = "/bin/sh";
    std::string option = "-c";
    std::string line = "exec " + command + " >/dev/null 2>&1";
    std::array<char*, 4> words = {shell.data(), option.data(), line.data(), nullptr};
    started_ = ::posix_spawn(&pid_, words[0], nullptr, nullptr, words.data(), environ) == 0;
  }
  ~Program() {
    if (!started_) return;
    ::kill(pid_, SIGKILL);
    int status = 0;
    ::waitpid(pid_, &status, 0);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

 private:
  bool started_ = false;
  pid_t pid_ = -1;
};

std::string read_file(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class RealPagePrinter : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* program :
         {"/usr/sbin/ippeveprinter", "/usr/bin/ipptool", "/usr/bin/dbus-daemon"}) {
      if (::access(program, X_OK) != 0) GTEST_SKIP() << program << " is not installed";
    }
    bus_ = std::make_unique<Program>(
        "/usr/bin/dbus-daemon --session --nofork --address=unix:path=" + (folder_ / "bus"));
    ASSERT_TRUE(wait_until([&] { return ::access((folder_ / "bus").c_str(), F_OK) == 0; }));
    std::filesystem::create_directory(folder_ / "spool");
    // What the printer runs for each job: it keeps the paper and says that it counted a page, after
    // whatever the test wants to happen before.
    script("");
    port_ = free_port();
    options_.address = address();
    options_.poll_interval = options_.job_poll_interval = Milliseconds(20);
    options_.reopen_first = Milliseconds(10);
    options_.reopen_most = Milliseconds(50);
  }
  void TearDown() override {
    if (driver_) driver_->stop();
    (void)std::ofstream(folder_ / "go");  // a script that waits must not outlive the test
  }

  void script(const std::string& before, int exit = 0, int pages = 1) {
    std::ofstream(folder_ / "print.tmp")
        << "#!/bin/sh\n"
        << before << "\ncp \"$1\" '" << (folder_ / "paper") << "'\n"
        << "echo \"$CONTENT_TYPE\" >> '" << (folder_ / "papers") << "'\n"
        << "echo 'ATTR: job-impressions=" << pages << " job-impressions-completed=" << pages
        << "' >&2\nexit " << exit << "\n";
    std::filesystem::permissions(folder_ / "print.tmp", std::filesystem::perms::owner_all);
    std::filesystem::rename(folder_ / "print.tmp", folder_ / "print");
  }
  [[nodiscard]] std::string wait_for_go() const {
    return "while [ ! -e '" + (folder_ / "go") + "' ] && [ -d '" + folder_.path() +
           "' ]; do sleep 0.05; done";
  }
  void power_on(const std::string& formats = "application/pdf,image/pwg-raster") {
    printer_ =
        std::make_unique<Program>("env DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + (folder_ / "bus") +
                                  " /usr/sbin/ippeveprinter -r off -k -d " + (folder_ / "spool") +
                                  " -p " + std::to_string(port_) + " -n localhost -f " + formats +
                                  " -c " + (folder_ / "print") + " Kiosk");
    ASSERT_TRUE(wait_until([&] { return tool("get-printer-attributes.test") == 0; }));
    loads(250);
  }
  // The web page of the printer, as a person uses it.
  void loads(int sheets) {
    const auto level = std::to_string(sheets);
    http_get(port_, "/media?size1=iso_a4_210x297mm&type1=stationery&level1=" + level +
                        "&size3=na_number-10_4.125x9.5in&type3=envelope&level3=" +
                        (sheets == 0 ? "0" : "25"));
  }
  int run(const std::string& command) const {
    const std::string line = "/bin/bash -c \"$COMMAND\" >'" + (folder_ / "said") + "' 2>&1";
    ::setenv("COMMAND", command.c_str(), 1);
    const int status = std::system(line.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  int tool(const std::string& test) const { return run("ipptool -q " + address() + " " + test); }
  // A question of ipptool's own, that passes when the printer answers as it says.
  int witness(const std::string& operation, const std::string& lines) const {
    std::ofstream(folder_ / "witness.test")
        << "{\nOPERATION " << operation << "\nGROUP operation-attributes-tag\n"
        << "ATTR charset attributes-charset utf-8\nATTR language attributes-natural-language en\n"
        << "ATTR uri printer-uri $uri\n"
        << lines << "}\n";
    return run("ipptool -tv -f " + (folder_ / "other.pdf") + " " + address() + " " +
               (folder_ / "witness.test"));
  }
  [[nodiscard]] std::string address() const {
    return "ipp://localhost:" + std::to_string(port_) + "/ipp/print";
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
  PrintOutcome outcome() { return outcomes_.take().value_or(PrintOutcome{}); }
  bool reaches(DeviceState state) {
    return reports_.take([&](const PagePrinterReport& r) { return r.device.state == state; })
        .has_value();
  }
  [[nodiscard]] int papers() const {
    const std::string all = read_file(folder_ / "papers");
    return static_cast<int>(std::ranges::count(all, '\n'));
  }

  SystemClock clock_;
  SystemRandom random_;
  UuidGenerator ids_{clock_, random_};
  TestFolder folder_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Program> bus_;
  std::unique_ptr<Program> printer_;
  PagePrinterOptions options_;
  LetterBox<PrintOutcome> outcomes_;
  LetterBox<PagePrinterReport> reports_;
  std::unique_ptr<PagePrinter> driver_;
};

TEST_F(RealPagePrinter, pdf_prints_and_ipptool_finds_it_completed) {
  power_on();
  start();
  PageJob job = pdf();
  const Uuid id = job.id;
  ASSERT_TRUE(driver_->submit(std::move(job)));
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Printed);
  EXPECT_TRUE(done.confirmed);
  EXPECT_EQ(read_file(folder_ / "paper"), "%PDF-1.7 a certificate");
  EXPECT_EQ(read_file(folder_ / "papers"), "application/pdf\n");
  EXPECT_EQ(
      witness("Get-Jobs",
              "ATTR keyword which-jobs completed\n"
              "ATTR keyword requested-attributes job-name,job-state,job-impressions-completed\n"
              "STATUS successful-ok\nEXPECT job-name WITH-VALUE \"" +
                  to_string(id) +
                  "\"\n"
                  "EXPECT job-state WITH-VALUE 9\n"
                  "EXPECT job-impressions-completed WITH-VALUE 1\n"),
      0)
      << read_file(folder_ / "said");
}

class Ramp : public PageSource {
 public:
  int count() const override { return 1; }
  Result<GreyPage> page(int, int) override {
    GreyPage page{256, 10, {}};
    for (int i = 0; i < 2560; ++i) page.rows.push_back(static_cast<std::uint8_t>(i));
    return page;
  }
};

TEST_F(RealPagePrinter, printer_without_pdf_gets_the_pages_as_raster) {
  power_on("image/pwg-raster");
  start();
  ASSERT_TRUE(driver_->submit(
      {.id = ids_.next(), .pdf = to_bytes("%PDF"), .pages = std::make_shared<Ramp>()}));
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  const std::string paper = read_file(folder_ / "paper");
  const auto pages = read_pwg_raster(as_bytes(paper));
  ASSERT_TRUE(pages);
  EXPECT_EQ(pages->front().rows, Ramp().page(0, 300)->rows);
}

TEST_F(RealPagePrinter, empty_tray_is_waited_for) {
  power_on();
  loads(0);
  start();
  ASSERT_TRUE(driver_->submit(pdf()));
  ASSERT_TRUE(reaches(DeviceState::UserError));
  EXPECT_EQ(driver_->status().printer.paper, PaperSupply::Out);
  EXPECT_EQ(papers(), 0);
  loads(100);
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(papers(), 1);
}

TEST_F(RealPagePrinter, empty_tray_that_nobody_fills) {
  options_.obstacle_timeout = Milliseconds(300);
  power_on();
  loads(0);
  start();
  ASSERT_TRUE(driver_->submit(pdf()));
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Failed);
  EXPECT_EQ(done.code, FailureCode::paper_out);
  loads(100);
  ASSERT_TRUE(reaches(DeviceState::Online));
  EXPECT_EQ(papers(), 0) << "a job that failed does not come out later";
}

TEST_F(RealPagePrinter, printer_is_busy_with_somebody_elses_job) {
  script(wait_for_go());
  power_on();
  std::ofstream(folder_ / "other.pdf") << "%PDF-1.4\n";
  ASSERT_EQ(witness("Print-Job",
                    "ATTR name requesting-user-name other\n"
                    "ATTR mimeMediaType document-format application/pdf\n"
                    "FILE $filename\nSTATUS successful-ok\n"),
            0)
      << read_file(folder_ / "said");
  start();
  ASSERT_TRUE(driver_->submit(pdf()));
  ASSERT_TRUE(reaches(DeviceState::DeviceBusy));
  EXPECT_EQ(papers(), 0);
  std::ofstream(folder_ / "go") << "go";
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(papers(), 2);
}

TEST_F(RealPagePrinter, jam_in_the_middle_of_a_job_is_unknown) {
  options_.obstacle_timeout = Milliseconds(300);
  options_.cancel_timeout = Milliseconds(500);
  script("echo 'STATE: +media-jam-error' >&2\n" + wait_for_go());
  power_on();
  start();
  ASSERT_TRUE(driver_->submit(pdf()));
  ASSERT_TRUE(reaches(DeviceState::HardwareError));
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Unknown);
  EXPECT_EQ(done.code, FailureCode::paper_jammed);
}

TEST_F(RealPagePrinter, printer_that_gives_the_job_up_never_counts_as_printed) {
  script("", 1);
  power_on();
  start();
  ASSERT_TRUE(driver_->submit(pdf()));
  const auto done = outcome();
  EXPECT_EQ(done.result, PrintResult::Unknown) << "it counted a page before";
  EXPECT_EQ(done.code, FailureCode::printer_fault);
}

TEST_F(RealPagePrinter, power_lost_while_printing_is_unknown_and_the_next_job_prints) {
  script(wait_for_go());
  power_on();
  start();
  ASSERT_TRUE(driver_->submit(pdf()));
  ASSERT_TRUE(wait_until(
      [&] { return witness("Get-Jobs", "STATUS successful-ok\nEXPECT job-id\n") == 0; }));
  printer_.reset();
  ASSERT_TRUE(reaches(DeviceState::NoDevice));
  script("");
  power_on();
  const auto lost = outcome();
  EXPECT_EQ(lost.result, PrintResult::Unknown);
  EXPECT_EQ(lost.code, FailureCode::device_offline);
  ASSERT_TRUE(driver_->submit(pdf()));
  EXPECT_EQ(outcome().result, PrintResult::Printed);
}

TEST_F(RealPagePrinter, kiosk_restarted_while_printing_finds_its_job_again) {
  script(wait_for_go());
  power_on();
  start();
  const PageJob job = pdf();
  ASSERT_TRUE(driver_->submit(job));
  ASSERT_TRUE(wait_until(
      [&] { return witness("Get-Jobs", "STATUS successful-ok\nEXPECT job-id\n") == 0; }));
  driver_->stop();
  EXPECT_EQ(outcome().result, PrintResult::Unknown);
  start();
  ASSERT_TRUE(driver_->submit(job));
  std::ofstream(folder_ / "go") << "go";
  EXPECT_EQ(outcome().result, PrintResult::Printed);
  EXPECT_EQ(papers(), 1);
}

TEST_F(RealPagePrinter, devicectl_prints_a_text_and_says_what_became_of_it) {
  if (::access(DK_BIN_DIR "/devicectl", X_OK) != 0) GTEST_SKIP() << "devicectl is not built";
  power_on("image/pwg-raster");
  std::ofstream(folder_ / "note.txt") << "换纸记录\nPaper changed at 09:00\f第二页\n";
  const std::string devicectl = DK_BIN_DIR "/devicectl ";
  ASSERT_EQ(run(devicectl + "status " + address()), 0) << read_file(folder_ / "said");
  EXPECT_THAT(read_file(folder_ / "said"), ::testing::HasSubstr(R"("state":"online")"));
  const std::string print = devicectl + "print " + (folder_ / "note.txt") + " --to " + address();
  EXPECT_EQ(run(print), 3) << "two pages, and it counted one";
  EXPECT_THAT(read_file(folder_ / "said"), ::testing::HasSubstr(R"("result":"unknown")"));
  script("", 0, 2);
  EXPECT_EQ(run(print), 0);
  EXPECT_THAT(read_file(folder_ / "said"), ::testing::HasSubstr(R"("result":"printed")"));
  const std::string paper = read_file(folder_ / "paper");
  const auto pages = read_pwg_raster(as_bytes(paper));
  ASSERT_TRUE(pages);
  ASSERT_EQ(pages->size(), 2U);
  EXPECT_EQ(pages->front().number(372), 2480U) << "A4 at 300 dots to the inch";
  EXPECT_EQ(pages->front().number(376), 3508U);
  EXPECT_GT(std::ranges::count(pages->front().rows, 0), 2000) << "letters";
  EXPECT_EQ(run(devicectl + "print " + (folder_ / "nothing") + " --to " + address()), 1);
}

}  // namespace
}  // namespace dk::drivers
