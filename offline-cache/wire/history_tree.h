// The whole audit chain in a few hashes, so that a later chain can be proved to continue an earlier
// one without sending its entries: a Merkle tree that only grows (as in RFC 6962, kept as its
// peaks).
//
// Leaves are the chain's entry hashes. A tree of n leaves is the list of its perfect subtrees, the
// largest first: one for each set bit of n. Who knows the tree at m and is given the roots of the
// subtrees between m and n (at most 2 * 64, usually a handful) makes the tree at n himself; if its
// root is the one that was signed, the first m leaves are still the same.
//   leaf = SHA-256(0x00 | entry hash)   node = SHA-256(0x01 | left | right)
//   root = SHA-256("dk.history-root/1" 0x00 | n as 8 bytes big-endian | peaks, largest first)
// offline-cache/FORMAT.md section 8. Plain values; any thread. Failure: answer_malformed (a proof
// of another length, peaks that do not fit the size).
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/crypto/crypto.h"
#include "base/result.h"

namespace dk::wire {

class HistoryTree {
 public:
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] crypto::Digest root() const;
  void append(const crypto::Digest& entry_hash);

  // As it is stored: the peaks one after the other.
  [[nodiscard]] Bytes peaks() const;
  [[nodiscard]] static Result<HistoryTree> from_peaks(std::uint64_t size, ByteView peaks);

 private:
  friend class GrowthProof;
  friend Result<HistoryTree> grown(const HistoryTree& before, std::uint64_t size,
                                   const std::vector<crypto::Digest>& growth,
                                   const crypto::Digest& last);
  void append_subtree(int level, crypto::Digest hash);  // size() is a multiple of 2^level

  std::uint64_t size_ = 0;
  std::vector<crypto::Digest> peaks_;
};

inline constexpr std::size_t kMaxGrowth = 128;  // hashes in a proof

// Makes the proof that a tree of `to` leaves continues the one of `from`: the hashes of entries
// from + 1 ... to - 1 are added in order (the last one stands in the checkpoint itself).
class GrowthProof {
 public:
  GrowthProof(std::uint64_t from, std::uint64_t to);
  [[nodiscard]] std::uint64_t next() const { return next_; }  // seq of the entry wanted now
  [[nodiscard]] bool complete() const { return next_ >= to_; }
  void add(const crypto::Digest& entry_hash);
  [[nodiscard]] const std::vector<crypto::Digest>& growth() const { return growth_; }

 private:
  std::uint64_t next_;
  std::uint64_t to_;
  std::vector<int> levels_;  // of the subtrees still to come, the first one last
  HistoryTree subtree_;
  std::vector<crypto::Digest> growth_;
};

// `before` with everything up to `size`, whose last entry's hash is `last`. With size ==
// before.size() and no growth: `before`. The caller compares root() with what was signed.
[[nodiscard]] Result<HistoryTree> grown(const HistoryTree& before, std::uint64_t size,
                                        const std::vector<crypto::Digest>& growth,
                                        const crypto::Digest& last);

}  // namespace dk::wire
