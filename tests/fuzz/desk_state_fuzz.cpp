// links: dk_sampling
// decodes: kiosk/sampling/durable.cpp
// The desk's own state after a restart, as any of its pieces: what is read says itself again, and
// the desk can go on.
#include <cstdlib>

#include "base/bytes.h"
#include "kiosk/sampling/update.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::kiosk::sampling;
  for (const char* name : {"desk", "open", "tube/1"}) {
    Durable fresh;
    fresh.next_piece = 2;
    LocalState pieces = all_pieces(fresh);
    pieces[name] = dk::as_text({data, size});
    auto durable = durable_from_pieces(pieces);
    if (!durable) continue;
    const LocalState written = all_pieces(*durable);
    const auto again = durable_from_pieces(written);
    if (!again || all_pieces(*again) != written) std::abort();
    State state;
    state.durable = std::move(*durable);
    dk::Uuid id;
    const Step step = resume(std::move(state), [&id] {
      ++id.bytes[15];
      return id;
    });
    (void)view_of(step.state);
  }
  return 0;
}
