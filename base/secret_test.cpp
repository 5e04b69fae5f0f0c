#include "base/secret.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

namespace {

// Looks at one block of the heap at the moment when it is freed.
constinit const void* watched = nullptr;
constinit std::array<std::uint8_t, 38> found{};

void look_and_free(void* memory) {
  if (memory != nullptr && memory == watched) {
    std::memcpy(found.data(), memory, found.size());
    watched = nullptr;
  }
  std::free(memory);
}

}  // namespace

// Not inlined: the compiler would take the pair for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  // The watcher looks at 38 bytes, so every block has them.
  if (void* memory = std::calloc(1, std::max(size, found.size())); memory != nullptr) return memory;
  throw std::bad_alloc();
}
// NOLINTBEGIN(clang-analyzer-cplusplus.NewDelete): these are what the analyser thinks of as freeing
[[gnu::noinline]] void operator delete(void* memory) noexcept { look_and_free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  look_and_free(memory);
}
// NOLINTEND(clang-analyzer-cplusplus.NewDelete)

namespace dk {
namespace {

TEST(Secret, wipe_leaves_zeros) {
  std::array<std::uint8_t, 32> memory;
  memory.fill(0xaa);
  wipe(memory.data(), memory.size());
  EXPECT_TRUE(std::ranges::all_of(memory, [](std::uint8_t byte) { return byte == 0; }));
  wipe(nullptr, 0);
}

TEST(Secret, memory_is_wiped_before_it_is_freed) {
  constexpr std::string_view kPin = "a secret long enough to be on the heap";
  {
    const Secret secret(as_bytes(kPin));
    watched = secret.view().data();
  }
  ASSERT_EQ(watched, nullptr) << "was not freed";
  EXPECT_EQ(found.size(), kPin.size());
  EXPECT_TRUE(std::ranges::all_of(found, [](std::uint8_t byte) { return byte == 0; }));
}

TEST(Secret, the_watcher_sees_what_is_not_wiped) {
  {
    const std::unique_ptr<std::uint8_t> plain(new std::uint8_t);
    // Volatile: a plain write before a delete is dropped, which is why wiping needs more than one.
    *static_cast<volatile std::uint8_t*>(plain.get()) = 7;
    watched = plain.get();
  }
  ASSERT_EQ(watched, nullptr);
  EXPECT_EQ(found[0], 7);
}

TEST(Secret, holds_and_gives_views) {
  Secret secret(as_bytes("1234"));
  EXPECT_EQ(secret.text(), "1234");
  EXPECT_EQ(secret.size(), 4U);
  secret.writable()[0] = '9';
  EXPECT_EQ(secret.text(), "9234");
  const Secret moved = std::move(secret);
  EXPECT_EQ(moved.text(), "9234");
  EXPECT_TRUE(Secret().empty());
  EXPECT_EQ(Secret(std::size_t{3}).view().size(), 3U);
}

TEST(Secret, comparison) {
  EXPECT_TRUE(equal_constant_time(as_bytes("1234"), as_bytes("1234")));
  EXPECT_FALSE(equal_constant_time(as_bytes("1234"), as_bytes("1235")));
  EXPECT_FALSE(equal_constant_time(as_bytes("1234"), as_bytes("123")));
  EXPECT_TRUE(equal_constant_time({}, {}));
}

}  // namespace
}  // namespace dk
