#include "kiosk/citizen/rules.h"

#include <algorithm>
#include <charconv>

namespace dk::kiosk::citizen {

bool slow(const State& state) {
  return state.access.elder || state.access.voice || state.access.keypad;
}

Milliseconds idle_after(const State& state) { return slow(state) ? kIdleSlow : kIdle; }
Milliseconds warning_lasts(const State& state) { return slow(state) ? kWarningSlow : kWarning; }

std::optional<Milliseconds> warning_left(const State& state) {
  if (!state.session || state.page == Page::Decision || state.page == Page::Sos) {
    return std::nullopt;
  }
  const Milliseconds over = state.steady - state.last_touch - idle_after(state);
  if (over < Milliseconds{0}) return std::nullopt;
  return std::max(Milliseconds{0}, warning_lasts(state) - over);
}

Milliseconds login_waits(const State& state) { return slow(state) ? 2 * kLoginWait : kLoginWait; }

bool is_well(const State& state, Device device) {
  const auto found = state.devices.devices.find(device);
  return found != state.devices.devices.end() && found->second.there && found->second.well;
}

bool may_work(const State& state, Device device) {
  const auto found = state.devices.devices.find(device);
  return found != state.devices.devices.end() && found->second.there && !found->second.trouble;
}

Device device_of(Way way) {
  switch (way) {
    case Way::IdCard:
      return Device::IdCard;
    case Way::SocialCard:
      return Device::SocialCard;
    case Way::Code:
      break;
  }
  return Device::Scanner;
}

std::vector<Way> ways_of(const State& state, int level) {
  std::vector<Way> ways;
  for (const Way way : {Way::IdCard, Way::SocialCard, Way::Code}) {
    // A card shows who holds it, not whose it is: L2. Only a code's issuer vouches for a face.
    if (level > 2 && way != Way::Code) continue;
    if (is_well(state, device_of(way))) ways.push_back(way);
  }
  return ways;
}

int level_of(const engine::Item& item) {
  int level = 0;
  for (const auto& [id, process] : item.processes.all()) {
    for (const bpmn::Element& element : process.elements()) {
      level = std::max(level, element.identity);
    }
  }
  return level;
}

Finish finish_of(const State& state, const engine::Item& item) {
  const int level = level_of(item);
  if (level > 3) return Finish::Elsewhere;
  if (level > 0 && ways_of(state, level).empty()) return Finish::NeedsDevice;
  if (state.network.online) return Finish::Here;
  switch (item.offline) {
    case engine::Offline::Full:
      return Finish::Here;
    case engine::Offline::Provisional:
      return Finish::TakenIn;
    case engine::Offline::No:
      break;
  }
  return Finish::NeedsNet;
}

namespace {
constexpr std::pair<std::string_view, Whom> kWhom[] = {
    {"me", Whom::Me}, {"child", Whom::Child}, {"parent", Whom::Parent}, {"firm", Whom::Firm}};
}  // namespace

std::optional<Whom> whom_named(std::string_view word) {
  for (const auto& [name, whom] : kWhom) {
    if (name == word) return whom;
  }
  return std::nullopt;
}

std::string_view name_of(Whom whom) { return kWhom[static_cast<std::size_t>(whom)].first; }

std::string_view name_of(Way way) {
  constexpr std::string_view kNames[] = {"id-card", "social-card", "code"};
  return kNames[static_cast<std::size_t>(way)];
}

feel::DateTime china_time(TimePoint at) {
  // UTC+8 all year: the law of the place, not the machine's zone.
  constexpr std::int32_t kOffset = 8 * 3600;
  const std::int64_t ms = to_unix_ms(at) + std::int64_t{kOffset} * 1000;
  constexpr std::int64_t kDay = 86'400'000;
  const std::int64_t day = ms >= 0 ? ms / kDay : (ms - kDay + 1) / kDay;
  feel::DateTime made;
  made.date = feel::date_from_epoch(day).value_or(feel::Date{});
  made.time.nano_of_day = (ms - day * kDay) * 1'000'000;
  made.time.zone = {.kind = feel::Zone::Kind::Offset, .name = 0, .offset_s = kOffset};
  return made;
}

Milliseconds result_stays(const State& state) {
  return slow(state) ? 2 * kResultStays : kResultStays;
}

std::string ticket_of(const Uuid& id) {
  // Without 0 O 1 I: they are mistaken for each other. The last bytes are the random ones.
  constexpr std::string_view kLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  std::string ticket;
  for (std::size_t i = 0; i < 6; ++i) {
    if (i == 3) ticket += '-';
    ticket += kLetters[id.bytes[10 + i] % kLetters.size()];
  }
  return ticket;
}

std::optional<std::string> bracket(std::string_view id, std::string_view name) {
  if (!id.starts_with(name)) return std::nullopt;
  id.remove_prefix(name.size());
  if (id.size() < 2 || id.front() != '[' || id.back() != ']') return std::nullopt;
  return std::string(id.substr(1, id.size() - 2));
}

std::optional<TwoBrackets> brackets(std::string_view id, std::string_view name) {
  const auto both = bracket(id, name);
  if (!both) return std::nullopt;
  const std::size_t cut = both->find("][");
  if (cut == std::string::npos) return std::nullopt;
  TwoBrackets parts{.first = both->substr(0, cut), .second = 0};
  const char* from = both->data() + cut + 2;
  const char* to = both->data() + both->size();
  const auto read = std::from_chars(from, to, parts.second);
  if (read.ec != std::errc{} || read.ptr != to) return std::nullopt;
  return parts;
}

}  // namespace dk::kiosk::citizen
