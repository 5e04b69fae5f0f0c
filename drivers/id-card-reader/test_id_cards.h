// For tests of the ID card reader: the driver at one end of a pseudo terminal or TCP, the emulated
// module at the other. The parameter of the fixture: TCP.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "drivers/emulation/test_bench.h"
#include "drivers/id-card-reader/driver.h"
#include "drivers/id-card-reader/emulator/id_card_emulator.h"

namespace dk::drivers {

class IdCardBench : public EmulatorBench {
 public:
  using EmulatorBench::EmulatorBench;
  nlohmann::json call(const nlohmann::json& request) const {
    return nlohmann::json::parse(call_line(request.dump()), nullptr, false);
  }
  nlohmann::json verb(const std::string& verb) const { return call({{"verb", verb}}); }
};

inline Persons people() {
  return Persons::load(DK_PROJECT_DIR "/assets/persons/persons.json").value();
}

class IdCards : public ::testing::TestWithParam<bool> {
 protected:
  std::unique_ptr<IdCardReader> make(IdCardReaderOptions options = {}) {
    options.address = bench_.address();
    options.reopen_first = Milliseconds(5);
    options.reopen_most = Milliseconds(20);
    options.poll_interval = Milliseconds(5);
    options.retry_interval = Milliseconds(10);
    options.check_interval = Milliseconds(10);
    auto reader = std::make_unique<IdCardReader>(
        std::move(options), clock_, [this](CardEvent event) { cards_.put(std::move(event)); },
        [this](DeviceStatus status) { states_.put(status); });
    EXPECT_TRUE(reader->start());
    EXPECT_TRUE(reaches(DeviceState::Online));
    return reader;
  }
  nlohmann::json insert(nlohmann::json card = {{"person", "P02"}}) {
    card["verb"] = "insert_card";
    return bench_.call(card);
  }
  template <class Event>
  std::optional<Event> next() {
    auto event =
        cards_.take([](const CardEvent& one) { return std::holds_alternative<Event>(one); });
    if (!event) return {};
    return std::get<Event>(std::move(*event));
  }
  std::string next_number() {
    const auto read = next<CardRead>();
    return read ? std::string(read->document.number.text()) : "(nothing came)";
  }
  std::optional<CardAdvice> next_advice() {
    const auto trouble = next<CardTrouble>();
    return trouble ? std::optional(trouble->advice) : std::nullopt;
  }
  bool reaches(DeviceState state) {
    return states_.take([state](const DeviceStatus& s) { return s.state == state; }).has_value();
  }

  SystemClock clock_;
  LetterBox<CardEvent> cards_;
  LetterBox<DeviceStatus> states_;
  TestFolder folder_;
  IdCardEmulator emulator_{people()};
  IdCardBench bench_{emulator_, folder_, GetParam()};
};

inline constexpr const char* kChen = "440309194905209540";
inline constexpr const char* kZhao = "440309195301109519";

}  // namespace dk::drivers
