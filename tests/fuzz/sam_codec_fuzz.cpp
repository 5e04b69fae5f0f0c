// links: dk_drivers
// decodes: drivers/id-card-reader/codec.cpp drivers/id-card-reader/status.cpp
// Pieces of one length byte and data. A length byte of 255 first packs the rest as an answer whose
// check is right, so that the fuzzer need not find the sum by itself.
#include <algorithm>
#include <cstdlib>

#include "drivers/id-card-reader/codec.h"
#include "drivers/id-card-reader/status.h"

namespace {

dk::Bytes packed(dk::ByteView body) {
  dk::Bytes frame(dk::drivers::kSamPreamble.begin(), dk::drivers::kSamPreamble.end());
  const std::size_t length = body.size() + 1;
  frame.push_back(static_cast<std::uint8_t>(length >> 8));
  frame.push_back(static_cast<std::uint8_t>(length & 0xff));
  dk::append(frame, body);
  std::uint8_t sum = 0;
  for (std::size_t i = 5; i < frame.size(); ++i) sum = static_cast<std::uint8_t>(sum ^ frame[i]);
  frame.push_back(sum);
  return frame;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  SamCodec codec;
  std::size_t fed = 0;
  std::size_t handed_on = 0;
  const auto feed = [&](dk::ByteView bytes) {
    fed += bytes.size();
    for (const SamMessage& message : codec.feed(bytes)) {
      if (const auto* answer = std::get_if<SamAnswer>(&message)) {
        handed_on += answer->data.size() + 11;
        static_cast<void>(meaning_of(answer->status));
      } else if (const auto* noise = std::get_if<SamNoise>(&message)) {
        if (noise->bytes == 0) std::abort();
        handed_on += noise->bytes;
      }
    }
    if (codec.pending() > kMaxSamLength + 7) std::abort();
    // Each byte is in an answer, is noise, or waits: none twice.
    if (handed_on + codec.pending() != fed) std::abort();
  };
  for (std::size_t at = 0; at < size;) {
    const std::size_t length = std::min<std::size_t>(data[at] % 64, size - at - 1);
    if (data[at] == 0xff) {
      feed(packed({data + at + 1, std::min<std::size_t>(size - at - 1, kMaxSamLength - 1)}));
    }
    feed({data + at + 1, length});
    at += length + 1;
  }
  return 0;
}
