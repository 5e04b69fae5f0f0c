// links: dk_wire
// decodes: offline-cache/wire/checkpoint.cpp offline-cache/wire/history_tree.cpp
// Checkpoints, receipts and proofs of growth: what terminal and district tell of the audit chain.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "offline-cache/wire/checkpoint.h"
#include "offline-cache/wire/envelope.h"
#include "offline-cache/wire/history_tree.h"

namespace {

// A size (8 bytes) and hashes: peaks of a tree, and a proof that leads on from it.
void grow(dk::ByteView data) {
  if (data.size() < 8) return;
  std::uint64_t size = 0;
  for (const std::uint8_t byte : data.first(8)) size = size << 8 | byte;
  const auto tree = dk::wire::HistoryTree::from_peaks(size & 0xff, data.subspan(8));
  std::vector<dk::crypto::Digest> growth;
  for (std::size_t at = 8; at + 32 <= data.size() && growth.size() < 200; at += 32) {
    std::memcpy(growth.emplace_back().data(), data.data() + at, 32);
  }
  const dk::crypto::Digest last{};
  const auto after = dk::wire::grown(tree ? *tree : dk::wire::HistoryTree(), size, growth, last);
  if (after && after->size() != size) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto value = dk::wire::checkpoint_from_json(text)) {
    const auto back = dk::wire::checkpoint_from_json(to_json(*value));
    if (!back || to_json(*back) != to_json(*value)) std::abort();
  }
  if (const auto value = dk::wire::receipt_from_json(text)) {
    const auto back = dk::wire::receipt_from_json(to_json(*value));
    if (!back || to_json(*back) != to_json(*value)) std::abort();
  }
  (void)dk::wire::report_answer_from_json(text);
  (void)dk::wire::read_receipt_unverified({data, size});
  grow({data, size});
  return 0;
}
