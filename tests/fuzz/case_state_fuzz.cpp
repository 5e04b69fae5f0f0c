// links: dk_bpmn
// decodes: flows/bpmn/state_json.cpp flows/bpmn/stored_value.cpp
// A stored case: any text is a legal state of this process or is refused with a sentence; a state
// that was read is written the same way, and goes on.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "flows/bpmn/test_processes.h"

namespace {

using namespace dk::bpmn;

// A bit of everything that a state can hold.
Library make_library() {
  using namespace dk::bpmn::test;
  const std::string collects = "outputCollection=\"all\" outputElement=\"=one\"";
  auto process = Process::load(
      file("p", start() + node("parallelGateway", "fork") + user("ask", identity("L3")) +
                    timer_boundary("late", "ask", "R3/PT9S", false) +
                    service("each", {}, loop("=[1, 2, 3]", false, collects)) + rule("decide") +
                    node("parallelGateway", "join") + end() + end("reminded") +
                    path({"start", "fork", "ask", "join", "end"}) + path({"late", "reminded"}) +
                    path({"fork", "each", "join"}) + path({"fork", "decide", "join"})));
  Library library;
  if (!process || !library.add(std::move(*process))) std::abort();
  return library;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Library library = make_library();
  const auto state = from_json(library, {reinterpret_cast<const char*>(data), size});
  if (!state) {
    if (state.error().empty()) std::abort();
    return 0;
  }
  const std::string stored = to_json(library, *state);
  const auto again = from_json(library, stored);
  if (!again || to_json(library, *again) != stored) std::abort();
  const dk::feel::DateTime now = *dk::feel::parse_date_time("2022-11-18T10:00:00+08:00");
  for (const Event& event : {Event(Tick{}), Event(Identified{4}), Event(Abandon{})}) {
    const auto stepped = step(library, state->version, *state, event, now);
    if (stepped && find_fault(library, stepped->state)) std::abort();
  }
  return 0;
}
