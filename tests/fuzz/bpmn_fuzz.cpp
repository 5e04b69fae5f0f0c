// links: dk_bpmn
// decodes: flows/bpmn/loader.cpp flows/bpmn/loader_events.cpp flows/bpmn/loader_extensions.cpp
// BPMN: any text is a process or is refused with a sentence; a process is driven with answers to
// all that it asks, and every state on the way is a legal one that can be stored and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "flows/bpmn/step.h"

namespace {

using namespace dk::bpmn;

Event answer_to(const Instance& instance) {
  switch (instance.waits) {
    case Waits::Person:
    case Waits::Work:
      return Done{instance.id, {}};
    case Waits::Decision:
      return Decided{instance.id, {}};
    case Waits::Identity:
      return Identified{4};
    case Waits::Help:
      return GiveUp{instance.id};
    default:
      return Tick{};
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto process = Process::load({reinterpret_cast<const char*>(data), size});
  if (!process) {
    if (process.error().message.empty()) std::abort();
    return 0;
  }
  Library library;
  const std::string id = process->id();
  if (!library.add(std::move(*process))) std::abort();
  Limits limits{.moves = 200, .instances = 100, .calls = 4, .items = 20, .feel = {}};
  limits.feel = {.steps = 20'000, .depth = 60, .text_bytes = 64 * 1024};
  dk::feel::DateTime now = *dk::feel::parse_date_time("2022-11-18T10:00:00+08:00");
  State state = new_case(id, "v");
  Event event = Begin{};
  for (std::size_t i = 0; i < 60; ++i) {
    auto stepped = step(library, "v", state, event, now, limits);
    if (stepped) state = std::move(stepped->state);
    if (find_fault(library, state)) std::abort();
    const std::string stored = to_json(library, state);
    const auto again = from_json(library, stored);
    if (!again || to_json(library, *again) != stored) std::abort();
    if (state.status != Status::Running) break;
    event = answer_to(state.instances[i % state.instances.size()]);
    now = *dk::feel::add(now, dk::feel::DaysDuration{__int128{3600} * dk::feel::kNanosPerSecond});
  }
  return 0;
}
