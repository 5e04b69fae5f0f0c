#include "drivers/emulation/control.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <nlohmann/json.hpp>

#include "drivers/emulation/test_bench.h"
#include "drivers/scanner/emulator/scanner_emulator.h"

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

VerbAnswer echo(const std::string& verb, const VerbArguments& arguments) {
  if (verb == "refuse") return refused("device_busy", "not now");
  nlohmann::json fields = {{"verb", verb}, {"arguments", arguments}};
  return {"", "", fields.dump()};
}
nlohmann::json answered(const std::string& line) {
  return nlohmann::json::parse(answer_line(line, echo));
}

TEST(ControlLine, answer_carries_the_id_and_the_fields) {
  const auto answer = answered(R"({"id":5,"verb":"set","suffix":"lf","aim":true,"baud":9600})");
  EXPECT_EQ(answer, nlohmann::json::parse(R"({"id":5,"ok":true,"verb":"set",
      "arguments":{"suffix":"lf","aim":"true","baud":"9600"}})"));
}

TEST(ControlLine, refusal_has_code_and_detail) {
  EXPECT_EQ(answered(R"({"id":"a","verb":"refuse"})"),
            nlohmann::json::parse(
                R"({"id":"a","ok":false,"error":{"code":"device_busy","detail":"not now"}})"));
}

TEST(ControlLine, nonsense_is_answered) {
  for (const auto* line : {"", "x", "[]", "{}", R"({"verb":1})", R"({"verb":"a","b":{}})",
                           "{\"verb\":\"\xff\"", "[[[[[[[["}) {
    EXPECT_EQ(answered(line)["ok"], false) << line;
  }
}

TEST(ControlSocket, only_its_owner_reaches_it) {
  const TestFolder folder;
  ScannerEmulator device;
  const Bench bench(device, folder);
  struct stat there{};
  ASSERT_EQ(::lstat(bench.control().c_str(), &there), 0);
  EXPECT_EQ(there.st_mode & 0777, 0600U);
  ASSERT_EQ(::stat((folder / "line").c_str(), &there), 0);
  EXPECT_EQ(there.st_mode & 0777, 0600U);
}

TEST(ControlSocket, second_emulator_at_the_same_place_is_refused) {
  const TestFolder folder;
  ScannerEmulator device;
  const Bench bench(device, folder);
  ControlServer second(bench.control(), echo);
  EXPECT_EQ(second.open().error().code, FailureCode::device_busy);
}

TEST(ControlSocket, socket_left_by_a_killed_emulator_is_replaced) {
  const TestFolder folder;
  {
    std::filesystem::create_symlink("/dev/null", folder / "line");
  }
  {
    const FileDescriptor left(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    (folder / "control").copy(where.sun_path, sizeof where.sun_path - 1);
    ASSERT_EQ(::bind(left.get(), reinterpret_cast<sockaddr*>(&where), sizeof where), 0);
  }
  ScannerEmulator device;
  const Bench bench(device, folder);
  EXPECT_EQ(bench.verb("state")["ok"], true);
}

TEST(ControlSocket, nobody_there) {
  const TestFolder folder;
  EXPECT_EQ(control_call(folder / "none", "{}", Milliseconds(100)).error().code,
            FailureCode::device_absent);
}

TEST(Emulator, verbs_that_a_scanner_does_not_have) {
  const TestFolder folder;
  ScannerEmulator device;
  const Bench bench(device, folder);
  EXPECT_EQ(bench.verb("run_out_of_paper")["error"]["code"], "unsupported");
  EXPECT_EQ(bench.call({{"verb", "set"}, {"suffix", "tab"}})["error"]["code"], "invalid_argument");
  EXPECT_EQ(bench.verb("unplug")["ok"], true);
  EXPECT_EQ(bench.verb("state")["plugged"], false);
  EXPECT_FALSE(std::filesystem::exists(folder / "line"));
  EXPECT_EQ(bench.verb("plug")["ok"], true);
  EXPECT_TRUE(std::filesystem::exists(folder / "line"));
}

}  // namespace
}  // namespace dk::drivers
