// The numbers of the citizen's terminal and what follows from a state. Pure.
//
// Times: WCAG 2.2.1 and EN 301 549 (a warning of at least 20 s, as often as wanted), longer for
// whoever uses elder mode, the voice or the keypad.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/citizen/state.h"

namespace dk::kiosk::citizen {

using std::chrono::seconds;

inline constexpr seconds kIdle{60}, kIdleSlow{120};
inline constexpr seconds kWarning{30}, kWarningSlow{60};
inline constexpr seconds kLoginWait{60};
inline constexpr seconds kResultStays{60};
inline constexpr seconds kToastStays{4};
inline constexpr seconds kGoodbyeStays{6};
inline constexpr seconds kAlarmEvery{2};
inline constexpr seconds kHallRings{30}, kDeskRings{45}, kSosWaits{30};
inline constexpr seconds kHelpAsked{2};   // whether somebody answers
inline constexpr seconds kSosStays{900};  // help may take its time, but not a night
inline constexpr seconds kSlowAnswer{3};
inline constexpr seconds kCodeTaken{2};  // a telephone needs this long to read a code
inline constexpr std::size_t kMostFound = 30;
inline constexpr std::size_t kLinesAPage = 6, kLinesAPageElder = 3;

[[nodiscard]] bool slow(const State& state);
[[nodiscard]] Milliseconds idle_after(const State& state);
[[nodiscard]] Milliseconds warning_lasts(const State& state);
// How long the warning has left; nothing while there is none.
[[nodiscard]] std::optional<Milliseconds> warning_left(const State& state);

[[nodiscard]] Milliseconds login_waits(const State& state);

[[nodiscard]] bool is_well(const State& state, Device device);
// There, and nothing is known against it: it may still be starting.
[[nodiscard]] bool may_work(const State& state, Device device);
[[nodiscard]] std::vector<Way> ways_of(const State& state, int level);
[[nodiscard]] Device device_of(Way way);
// The highest identity level that any step of the item asks for.
[[nodiscard]] int level_of(const engine::Item& item);
// Preflight: what this terminal can do of it now.
[[nodiscard]] Finish finish_of(const State& state, const engine::Item& item);
[[nodiscard]] std::optional<Whom> whom_named(std::string_view word);
[[nodiscard]] std::string_view name_of(Whom whom);
[[nodiscard]] std::string_view name_of(Way way);  // "id-card"
[[nodiscard]] feel::DateTime china_time(TimePoint at);
[[nodiscard]] Milliseconds result_stays(const State& state);
// "4F7-K2M": what a person reads out; of the id, which is the real name.
[[nodiscard]] std::string ticket_of(const Uuid& id);

// Why somebody was not satisfied (GB/T 39735), as keys: "citizen.rating.reason.<key>".
inline constexpr std::string_view kRatingReasons[] = {"slow",   "unclear", "wrong",
                                                      "device", "manner",  "other"};

// The parts of "form.option[Field_1.0][2]": what stands in the brackets.
[[nodiscard]] std::optional<std::string> bracket(std::string_view id, std::string_view name);
struct TwoBrackets {
  std::string first;
  std::size_t second = 0;
};
[[nodiscard]] std::optional<TwoBrackets> brackets(std::string_view id, std::string_view name);

}  // namespace dk::kiosk::citizen
