// For tests: a whole founded district in a temporary folder, at the catalogue's clock T1.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/crypto/test_suite.h"
#include "base/files.h"
#include "base/random.h"
#include "base/uuid.h"
#include "district/gateway.h"
#include "district/init.h"
#include "offline-cache/wire/envelope.h"

namespace dk::district::testing {

inline constexpr const char* kTerminal = "LH-TS-0002";
inline constexpr const char* kSite = "QH-01";
inline constexpr const char* kTube = "LH1122-0457-15";

[[nodiscard]] inline TimePoint t1() { return *from_rfc3339("2022-11-18T10:00:00+08:00"); }

// A terminal that has been enrolled: its key and its certificate.
struct Enrolled {
  crypto::PrivateKey key;
  Certificate certificate;
  [[nodiscard]] Peer peer() const { return {kTerminal, kSite, certificate}; }
};

class District : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "district-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    InitOptions options;
    options.dir = dir();
    options.persons_file = std::string(DK_PROJECT_DIR) + "/assets/persons/persons.json";
    options.demo_pins = true;
    options.suite = suite();
    const auto made = init(options, files_, random_, t1());
    ASSERT_TRUE(made) << made.error().detail;
    made_ = *made;
    open();
  }
  void TearDown() override {
    gateway_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // What the district is founded with.
  [[nodiscard]] virtual crypto::Suite suite() const { return crypto::test::test_suite(); }
  [[nodiscard]] std::string dir() const { return folder_ + "/district"; }
  void open() {
    gateway_.reset();
    auto gateway = Gateway::open(dir(), files_, random_, clock_, system_);
    ASSERT_TRUE(gateway) << gateway.error().detail;
    gateway_ = std::move(*gateway);
  }

  Enrolled enrol(const std::string& terminal = kTerminal) {
    auto key = crypto::PrivateKey::generate_p256();
    const auto token = gateway_->terminals().make_token(terminal, kSite);
    const auto request = make_signing_request(terminal, *key);
    auto certificate =
        gateway_->terminals().enrol(terminal, *token, *request, gateway_->terminal_ca());
    EXPECT_TRUE(certificate);
    return {std::move(*key), std::move(*certificate)};
  }

  [[nodiscard]] wire::Envelope envelope(std::uint64_t seq, std::string_view type,
                                        std::string body) {
    wire::Envelope event;
    event.id = ids_.next();
    event.terminal = kTerminal;
    event.seq = seq;
    event.type = type;
    event.schema = wire::schema_of(type);
    event.at = t1();
    event.operator_id = "S-0041";
    event.rights = "sampler@roster-1";
    event.data_versions = {{"key-person-list", "1"}};
    event.body = std::move(body);
    return event;
  }
  [[nodiscard]] wire::Envelope registration(std::uint64_t seq, int position, std::string name,
                                            std::string number, std::string compared = "clear") {
    wire::PersonRegistered person;
    person.tube = kTube;
    person.position = position;
    person.method = "lh1";
    person.name = std::move(name);
    person.document_type = "id-card";
    person.document_number = std::move(number);
    person.compared = std::move(compared);
    return envelope(seq, wire::kPersonRegistered, wire::to_json(person));
  }
  [[nodiscard]] wire::Envelope p02(std::uint64_t seq, int position = 1) {
    return registration(seq, position, "陈秀英", "440309194905209540");
  }
  [[nodiscard]] wire::Envelope p03(std::uint64_t seq, int position = 2) {
    return registration(seq, position, "刘德海", "440309194103039551");
  }
  [[nodiscard]] wire::Envelope undo(std::uint64_t seq, const wire::Envelope& what) {
    wire::RegistrationUndone undone;
    undone.registration = to_string(what.id);
    undone.tube = kTube;
    undone.position = 1;
    return envelope(seq, wire::kRegistrationUndone, wire::to_json(undone));
  }

  Result<std::vector<wire::EventAnswer>> push(const std::vector<wire::Envelope>& events) {
    std::vector<std::string> lines;
    for (const auto& event : events) lines.push_back(wire::to_json(event));
    return gateway_->acceptance().accept(kTerminal, kSite, lines);
  }
  [[nodiscard]] std::int64_t count(const std::string& what) {
    const auto rows = gateway_->database().query("SELECT count(*) FROM " + what, {});
    return rows ? rows->at(0).integer(0) : -1;
  }

  PosixFiles files_;
  SystemRandom random_;
  SimulatedClock clock_{t1()};
  SystemClock system_;
  UuidGenerator ids_{system_, random_};
  std::string folder_;
  InitSummary made_;
  std::unique_ptr<Gateway> gateway_;
};

}  // namespace dk::district::testing
