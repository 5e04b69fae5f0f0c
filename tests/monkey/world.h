// A terminal and everything around it, from a seed: the real machine behind the real screens;
// cards, codes, district, store, printer and time are dice. What an effect asks is answered soon,
// late, after the person has gone, wrongly, or never. One thread.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "kiosk/citizen/update.h"
#include "tests/monkey/screen.h"

namespace dk::kiosk::monkey {

class World {
 public:
  explicit World(std::uint64_t seed, bool wide = false);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // One visit; what was wrong with it.
  std::vector<std::string> visit(int most_steps);

  // What has been reached so far.
  std::map<std::string, std::size_t> pages, targets;
  std::size_t steps = 0, sessions = 0, cases = 0;

  // Of the planted person, wherever it may stand now.
  [[nodiscard]] std::vector<std::string> left_over() const;
  [[nodiscard]] citizen::State& state() { return state_; }
  [[nodiscard]] const std::vector<std::string>& planted() const { return planted_; }

 private:
  void feed(decltype(citizen::Event::what) what);
  void take(citizen::Event event);  // as feed(), from the screen
  void carry_out(citizen::Effect effect);
  void begin();
  void go_ahead();
  void step();
  void tap();
  void card();
  void time_passes(int seconds);
  void trouble();
  void types();
  void answer(bool all);
  void look();
  void leave();
  void complain(const std::string& what);

  [[nodiscard]] std::size_t dice(std::size_t sides) { return random_() % sides; }
  [[nodiscard]] bool chance(int percent) { return static_cast<int>(dice(100)) < percent; }
  [[nodiscard]] citizen::Identity person(citizen::Way way, int level) const;
  [[nodiscard]] std::string planted_text();

  std::mt19937_64 random_;
  citizen::State state_;
  citizen::Fresh fresh_;
  TimePoint now_;
  Milliseconds steady_{1'000'000};
  std::deque<std::function<void()>> answers_;  // to be given, in any order
  std::vector<citizen::Effect> effects_;
  bool carrying_out_ = false;
  std::string name_, number_, phone_, moved_session_;
  std::vector<std::string> planted_;
  std::vector<std::string> wrong_;
  std::set<std::string> told_;  // the same complaint once a visit
  std::unique_ptr<Screen> screen_;
};

}  // namespace dk::kiosk::monkey
