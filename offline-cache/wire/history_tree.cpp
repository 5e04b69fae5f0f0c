#include "offline-cache/wire/history_tree.h"

#include <algorithm>
#include <array>
#include <bit>

namespace dk::wire {
namespace {

using namespace std::string_view_literals;

constexpr std::uint8_t kLeaf = 0;
constexpr std::uint8_t kNode = 1;
constexpr std::string_view kRootLabel = "dk.history-root/1\0"sv;

crypto::Digest leaf_of(const crypto::Digest& entry_hash) {
  return crypto::sha256({ByteView(&kLeaf, 1), ByteView(entry_hash)});
}

// The levels of the largest perfect subtrees that follow each other from `from` to `to`.
std::vector<int> levels_between(std::uint64_t from, std::uint64_t to) {
  std::vector<int> levels;
  while (from < to) {
    const int fits = static_cast<int>(std::bit_width(to - from)) - 1;
    const int level = from == 0 ? fits : std::min(fits, std::countr_zero(from));
    levels.push_back(level);
    from += std::uint64_t{1} << level;
  }
  return levels;
}

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::answer_malformed, std::string("history: ") + what);
}

}  // namespace

crypto::Digest HistoryTree::root() const {
  std::array<std::uint8_t, 8> size;
  for (std::size_t i = 0; i < size.size(); ++i) {
    size[i] = static_cast<std::uint8_t>(size_ >> (8 * (size.size() - 1 - i)));
  }
  return crypto::sha256({as_bytes(kRootLabel), ByteView(size), ByteView(peaks())});
}

void HistoryTree::append_subtree(int level, crypto::Digest hash) {
  for (int bit = level; ((size_ >> bit) & 1) != 0; ++bit) {
    hash = crypto::sha256({ByteView(&kNode, 1), ByteView(peaks_.back()), ByteView(hash)});
    peaks_.pop_back();
  }
  peaks_.push_back(hash);
  size_ += std::uint64_t{1} << level;
}

void HistoryTree::append(const crypto::Digest& entry_hash) {
  append_subtree(0, leaf_of(entry_hash));
}

Bytes HistoryTree::peaks() const {
  Bytes out;
  out.reserve(peaks_.size() * sizeof(crypto::Digest));
  for (const crypto::Digest& peak : peaks_) dk::append(out, peak);
  return out;
}

Result<HistoryTree> HistoryTree::from_peaks(std::uint64_t size, ByteView peaks) {
  HistoryTree out;
  const auto count = static_cast<std::size_t>(std::popcount(size));
  if (peaks.size() != count * sizeof(crypto::Digest)) return malformed("peaks do not fit the size");
  out.size_ = size;
  out.peaks_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::ranges::copy(peaks.subspan(i * sizeof(crypto::Digest), sizeof(crypto::Digest)),
                      out.peaks_[i].begin());
  }
  return out;
}

GrowthProof::GrowthProof(std::uint64_t from, std::uint64_t to)
    : next_(from + 1),
      to_(to),
      levels_(to > from ? levels_between(from, to - 1) : std::vector<int>()) {
  std::ranges::reverse(levels_);
}

void GrowthProof::add(const crypto::Digest& entry_hash) {
  subtree_.append(entry_hash);
  ++next_;
  if (subtree_.size() != std::uint64_t{1} << levels_.back()) return;
  growth_.push_back(subtree_.peaks_.front());
  subtree_ = HistoryTree();
  levels_.pop_back();
}

Result<HistoryTree> grown(const HistoryTree& before, std::uint64_t size,
                          const std::vector<crypto::Digest>& growth, const crypto::Digest& last) {
  if (size == before.size() && growth.empty()) return before;
  if (size <= before.size()) return malformed("does not grow");
  const std::vector<int> levels = levels_between(before.size(), size - 1);
  if (levels.size() != growth.size()) return malformed("a proof of another length");
  HistoryTree out = before;
  for (std::size_t i = 0; i < levels.size(); ++i) out.append_subtree(levels[i], growth[i]);
  out.append(last);
  return out;
}

}  // namespace dk::wire
