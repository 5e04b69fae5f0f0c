// Thousands of visits of somebody who presses anything. DK_MONKEY_VISITS and DK_MONKEY_SEED say how
// many and which; a failing visit names both and the number of the visit.
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <string>

#include "base/secret.h"
#include "tests/monkey/world.h"

namespace dk::kiosk::monkey {
namespace {

constexpr int kMostSteps = 24;
// From the second quarter to the last, in blocks smaller than kLargeBlock: larger ones are pictures
// of letters, whose number is limited. Letters that are drawn for the first time, and what
// fluctuates.
constexpr double kMostGrowth = 4 * 1024 * 1024;
constexpr int kLargeBlock = 128 * 1024;

std::size_t number_from(const char* name, std::size_t otherwise) {
  const char* given = std::getenv(name);
  return given == nullptr ? otherwise : std::strtoull(given, nullptr, 10);
}

double heap_in_use() {
  const auto info = mallinfo2();
  return static_cast<double>(info.uordblks);
}

struct Outcome {
  std::size_t complaints = 0;
  double growth = 0;  // bytes of heap from the second quarter to the last
};

Outcome run(World& world, std::size_t visits, std::uint64_t seed) {
  Outcome outcome;
  // The least of each quarter of the visits. Engines and sizes of letters come and go by megabytes,
  // in one step; what is lost at every visit grows from each quarter to the next.
  std::array<double, 4> least{};
  least.fill(std::numeric_limits<double>::max());
  for (std::size_t i = 0; i < visits; ++i) {
    double& quarter = least.at(4 * i / visits);
    quarter = std::min(quarter, heap_in_use());
    for (const std::string& what : world.visit(kMostSteps)) {
      ++outcome.complaints;
      ADD_FAILURE() << "seed " << seed << ", visit " << i << ": " << what;
    }
    if (outcome.complaints > 20) break;
  }
  outcome.growth = 2 * std::min(least[2] - least[1], least[3] - least[2]);
  return outcome;
}

void tell(const World& world, std::size_t visits, const Outcome& outcome) {
  std::cout << visits << " visits, " << world.steps << " steps, " << world.sessions << " logins, "
            << world.cases << " cases, " << std::llround(outcome.growth)
            << " bytes more in the last quarter than in the second\npages:";
  for (const auto& [page, times] : world.pages) std::cout << ' ' << page << ' ' << times;
  std::cout << "\n" << world.targets.size() << " kinds of targets:";
  for (const auto& [target, times] : world.targets) std::cout << ' ' << target << ' ' << times;
  std::cout << "\n";
}

TEST(Monkey, presses_anything_and_leaves_nothing) {
  mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  const std::size_t visits = number_from("DK_MONKEY_VISITS", 200);
  const std::uint64_t seed = number_from("DK_MONKEY_SEED", 20221118);
  World world(seed);
  const Outcome outcome = run(world, visits, seed);
  tell(world, visits, outcome);
  EXPECT_LT(outcome.growth, kMostGrowth);
  EXPECT_GE(world.pages.size(), 24U) << "it saw too little to have tried anything";
}

TEST(Monkey, presses_anything_on_a_wide_screen) {
  const std::size_t visits = number_from("DK_MONKEY_VISITS", 200) / 5;
  const std::uint64_t seed = number_from("DK_MONKEY_SEED", 20221118) + 1;
  World world(seed, true);
  const Outcome outcome = run(world, visits, seed);
  tell(world, visits, outcome);
}

// The search itself must be able to fail.
TEST(Monkey, what_is_left_over_is_found) {
  World world(1);
  (void)world.visit(5);
  ASSERT_TRUE(world.left_over().empty());
  const std::string name = world.planted().front();
  world.state().search = name;
  EXPECT_FALSE(world.left_over().empty());
  world.state().search.clear();  // the short text's bytes stay in the state
  EXPECT_FALSE(world.left_over().empty());
  world.state().search = std::string(name.size(), ' ');
  wipe(world.state().search.data(), world.state().search.size());
  world.state().search.clear();
  EXPECT_TRUE(world.left_over().empty());
  world.state().help.emplace();
  EXPECT_FALSE(world.left_over().empty());
}

}  // namespace
}  // namespace dk::kiosk::monkey
