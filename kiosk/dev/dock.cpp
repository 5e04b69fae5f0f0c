#include "kiosk/dev/dock.h"

#include <imgui.h>

#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/codes/base45.h"
#include "base/codes/identity_code.h"
#include "base/codes/tube_code.h"
#include "base/codes/zlib_codec.h"
#include "kiosk/dev/door.h"

namespace dk::kiosk::dev {

namespace {

constexpr int kPersons = 42;

struct Visitor {
  const char* id;
  const char* what;
};
constexpr Visitor kVisitors[] = {{"P02", "P02: 73, all in order"}, {"P03", "P03: 81"},
                                 {"P04", "P04: 92, wheelchair"},   {"P08", "P08: 62, too young"},
                                 {"P07", "P07: other city"},       {"P23", "P23: a mother"}};

// A genuine code with one bit of its signature turned: well formed in every layer but the last.
std::string forge(const std::string& text) {
  constexpr std::size_t kLargest = 8192;
  const auto packed = codes::base45_decode(text.substr(codes::kIdentityPrefix.size()));
  if (!packed) return text;
  auto cose = codes::inflate_bounded(*packed, kLargest);
  if (!cose || cose->empty()) return text;
  cose->back() ^= 1;
  const auto again = codes::deflate(*cose);
  return again ? std::string(codes::kIdentityPrefix) + codes::base45_encode(*again) : text;
}

bool wide(const char* label) { return ImGui::Button(label, ImVec2(-1, 44)); }

}  // namespace

void Dock::scan(std::string text) {
  worker_.post([this, text = std::move(text)] {
    const nlohmann::json request{{"id", 1}, {"verb", "scan"}, {"text", text}};
    (void)ask_emulator(options_.emulators->control_of("scanner"), request.dump());
  });
}

void Dock::scan_issued(std::vector<std::string> arguments, int minutes_ago,
                       std::function<std::string(const std::string&)> change) {
  worker_.post([this, arguments = std::move(arguments), minutes_ago, change = std::move(change)] {
    const TimePoint at = options_.now() - std::chrono::minutes(minutes_ago);
    std::vector<std::string> command{options_.district_program, "issue-code", "--dir",
                                     options_.district_folder,  "--at",       to_rfc3339(at)};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const auto said = run_program(command);
    if (!said) return;
    const auto answer = nlohmann::json::parse(*said, nullptr, false);
    if (!answer.is_object() || !answer.contains("text")) return;
    const std::string text = answer["text"].get<std::string>();
    const nlohmann::json request{
        {"id", 1}, {"verb", "scan"}, {"text", change ? change(text) : text}};
    (void)ask_emulator(options_.emulators->control_of("scanner"), request.dump());
  });
}

void Dock::tell(const std::string& device, std::string verb, std::string person) {
  worker_.post([this, device, verb = std::move(verb), person = std::move(person)] {
    nlohmann::json request{{"id", 1}, {"verb", verb}};
    if (!person.empty()) request["person"] = person;
    (void)ask_emulator(options_.emulators->control_of(device), request.dump());
  });
}

void Dock::codes_section() {
  ImGui::SeparatorText("Scan");
  if (wide("Staff badge S-0041 (PIN 135790)")) {
    scan_issued({"--staff", "S-0041", "--valid-min", "600"});
  }
  char label[64];
  std::snprintf(label, sizeof label, "Tube %d", next_tube_);
  if (wide(label)) scan(codes::make_tube_code("LH1122", next_tube_++, codes::TubeCodeRule{}));
  if (wide("Person P02")) scan_issued({"--person", "P02"});
  std::snprintf(label, sizeof label, "Next person P%02d", next_person_);
  if (wide(label)) {
    char person[8];
    std::snprintf(person, sizeof person, "P%02d", next_person_);
    next_person_ = next_person_ % kPersons + 1;
    scan_issued({"--person", person});
  }
  if (wide("Key person P35")) scan_issued({"--person", "P35"});
  if (wide("Expired code")) scan_issued({"--person", "P02"}, 30);
  if (wide("Forged code")) scan_issued({"--person", "P02"}, 0, forge);
  if (wide("Payment code")) scan("134567890123456789");
  if (wide("Unknown token")) scan("https://example.invalid/token/7f3a");
}

// Whose card or code it is, then what is done with it.
void Dock::citizen_section() {
  ImGui::SeparatorText("Who is there");
  for (std::size_t i = 0; i < std::size(kVisitors); ++i) {
    ImGui::RadioButton(kVisitors[i].what, &chosen_person_, static_cast<int>(i));
  }
  const char* person = kVisitors[static_cast<std::size_t>(chosen_person_)].id;
  ImGui::SeparatorText("Cards and codes");
  if (wide("ID card on the reader (level 2)")) tell("id-card-reader", "insert_card", person);
  if (wide("Take the card away")) tell("id-card-reader", "remove_card");
  if (wide("Pull it while it is read")) tell("id-card-reader", "pull_while_reading", person);
  if (wide("Show a code (face, level 3)")) scan_issued({"--person", person, "--loa", "3"});
  if (wide("Show a code (level 2)")) scan_issued({"--person", person});
  if (wide("Expired code")) scan_issued({"--person", person}, 30);
  if (wide("Forged code")) scan_issued({"--person", person}, 0, forge);
}

void Dock::devices_section() {
  ImGui::SeparatorText("Devices and weather");
  if (options_.citizen) {
    if (wide("Card reader: unplug")) tell("id-card-reader", "unplug");
    if (wide("Card reader: plug in")) tell("id-card-reader", "plug");
  }
  if (wide("Printer: run out of paper")) tell("receipt-printer", "run_out_of_paper");
  if (wide("Printer: load paper")) tell("receipt-printer", "load_paper");
  if (wide("Scanner: unplug")) tell("scanner", "unplug");
  if (wide("Scanner: plug in")) tell("scanner", "plug");
  if (wide(options_.network->plugged() ? "Network: unplug" : "Network: plug in")) {
    options_.network->plug(!options_.network->plugged());
  }
  if (wide("Clock: 6 minutes later")) options_.advance_clock_ms(6 * 60'000);
  if (wide("Kill this kiosk (SIGKILL)")) std::raise(SIGKILL);
}

void Dock::draw(int window_width, int window_height) {
  ImGui::PushFont(fonts_.text(Weight::Regular), 26);
  ImGui::SetNextWindowPos(ImVec2(static_cast<float>(window_width - kWidth), 0));
  ImGui::SetNextWindowSize(ImVec2(kWidth, static_cast<float>(window_height)));
  ImGui::Begin(
      "dock", nullptr,
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  ImGui::TextUnformatted("District Kiosk dock");
  if (!options_.district_folder.empty()) {
    if (options_.citizen) {
      citizen_section();
    } else {
      codes_section();
    }
  }
  devices_section();
  ImGui::End();
  ImGui::PopFont();
}

}  // namespace dk::kiosk::dev
