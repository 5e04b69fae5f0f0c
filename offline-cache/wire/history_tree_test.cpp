#include "offline-cache/wire/history_tree.h"

#include <gtest/gtest.h>

namespace dk::wire {
namespace {

crypto::Digest entry(std::uint64_t seq, char chain = 'a') {
  std::string name = std::to_string(seq);
  name.insert(name.begin(), chain);
  return crypto::sha256(as_bytes(name));
}

HistoryTree tree_of(std::uint64_t size, char chain = 'a') {
  HistoryTree out;
  for (std::uint64_t seq = 1; seq <= size; ++seq) out.append(entry(seq, chain));
  return out;
}

std::vector<crypto::Digest> growth(std::uint64_t from, std::uint64_t to, char chain = 'a') {
  GrowthProof proof(from, to);
  while (!proof.complete()) proof.add(entry(proof.next(), chain));
  return proof.growth();
}

// Pins FORMAT.md section 8: computed with Python's hashlib.
TEST(HistoryTree, root_is_the_one_of_the_format) {
  EXPECT_EQ(to_hex(HistoryTree().root()),
            "07f638d9e0ad85787caae25a8db0e49e0c516ef294086aab6fde14345d39fb4a");
  EXPECT_EQ(to_hex(tree_of(5).root()),
            "734f0a071532b863d66780c6326a76aa0d02cd6956dd26ac369dc1710ab0d2e3");
}

TEST(HistoryTree, every_longer_chain_is_proved_from_every_shorter_one) {
  for (std::uint64_t from = 0; from <= 40; ++from) {
    for (std::uint64_t to = from; to <= 70; ++to) {
      const auto after = grown(tree_of(from), to, growth(from, to), entry(to));
      ASSERT_TRUE(after) << from << " " << to;
      EXPECT_EQ(after->root(), tree_of(to).root()) << from << " " << to;
      EXPECT_EQ(after->size(), to);
    }
  }
}

TEST(HistoryTree, a_proof_is_short) {
  EXPECT_EQ(growth(1000, 1001).size(), 0u);
  EXPECT_LE(growth(1000, 20'000).size(), 30u);
  EXPECT_LE(growth(0, 100'000).size(), 17u);
}

TEST(HistoryTree, another_past_is_not_continued) {
  const HistoryTree ours = tree_of(37);
  const auto after = grown(ours, 50, growth(37, 50, 'b'), entry(50, 'b'));
  ASSERT_TRUE(after);
  EXPECT_NE(after->root(), tree_of(50, 'b').root());
  // One changed entry before the old end, everything after it the same.
  HistoryTree changed;
  for (std::uint64_t seq = 1; seq <= 50; ++seq) changed.append(entry(seq, seq == 20 ? 'b' : 'a'));
  EXPECT_NE(grown(ours, 50, growth(37, 50), entry(50))->root(), changed.root());
}

TEST(HistoryTree, a_proof_of_another_length_is_refused) {
  const HistoryTree before = tree_of(10);
  auto proof = growth(10, 30);
  EXPECT_FALSE(grown(before, 31, proof, entry(31)) &&
               grown(before, 31, proof, entry(31))->root() == tree_of(31).root());
  proof.pop_back();
  EXPECT_FALSE(grown(before, 30, proof, entry(30)));
  EXPECT_FALSE(grown(before, 9, {}, entry(9)));
  EXPECT_FALSE(grown(before, 10, {entry(1)}, entry(10)));
  EXPECT_TRUE(grown(before, 10, {}, entry(10)));
}

TEST(HistoryTree, peaks_come_back) {
  const HistoryTree tree = tree_of(1023);
  const auto back = HistoryTree::from_peaks(1023, tree.peaks());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->root(), tree.root());
  EXPECT_FALSE(HistoryTree::from_peaks(1024, tree.peaks()));
  EXPECT_FALSE(HistoryTree::from_peaks(0, tree.peaks()));
}

}  // namespace
}  // namespace dk::wire
