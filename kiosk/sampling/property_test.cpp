// Whatever comes in whatever order, with kills and refused saves in between: what was stored and
// what the desk says are the same thing.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "kiosk/sampling/commands.h"
#include "kiosk/sampling/test_hall.h"

namespace dk::kiosk::sampling {
namespace {

constexpr int kPeople = 60;
constexpr int kKeyPeople = 8;    // numbers below are on the list from the start
constexpr int kLatePeople = 24;  // and up to here one comes onto each later one

class Day {
 public:
  explicit Day(std::uint32_t seed) : dice_(seed) {}

  void step() {
    hall.heal();
    if (roll(20) == 0) hall.store_fails = FailureCode::io_error;
    if (roll(100) == 0) return hall.power_cut();
    switch (roll(16)) {
      case 0:
        return sign_in();
      case 1:
        return hall.open_tube(tube_code());
      case 2:
        return hall.tap(any({"undo", "seal", "change", "more", "menu.pack", "menu.shift",
                             "menu.lock", "manual", "capacity[1]", "capacity[5]", "capacity[20]"}));
      case 3:
        return hall.tap(any({"ask.yes", "ask.no", "ask.reason[other]"}));
      case 4:
        // One night at most: a tube's code may come again a day after its hand-over.
        if (!night_ && roll(20) == 0) {
          night_ = true;
          return hall.advance(std::chrono::hours(13));
        }
        return hall.advance(Milliseconds{roll(90'000)});
      case 5:
        return finish_paper();
      case 6:
        return hall.tap(any({"alert.ack", "alert.skip", "alert.help", "alert.again",
                             "alert.different", "alert.reason.hold", "alert.scan"}));
      case 7:
        return hall.scan(ScannedCommand{std::string(kCommands.at(roll(kCommands.size())))});
      case 8:
        return pack();
      case 9:
        return hall.scan(ScannedBox{"BX-" + std::to_string(roll(6))});
      case 10:
        return list_comes();
      default:
        return hall.scan(somebody());
    }
  }

  void check() const {
    const Durable& durable = hall.state_.durable;
    ASSERT_EQ(all_pieces(durable), hall.pieces);
    ASSERT_LE(durable.jobs.size(), durable.tubes.size() + 50);
    if (durable.tube) {
      ASSERT_LT(static_cast<int>(durable.tube->persons.size()), durable.tube->capacity);
    }
    std::set<std::string> boxed;
    for (const auto& [piece, tube] : durable.tubes) {
      if (!tube->box.empty()) {
        ASSERT_TRUE(boxed.insert(tube->tube.code).second);
      }
    }
    if (hall.state_.stage == Stage::Packing) {
      ASSERT_TRUE(hall.state_.staff);
      const auto packing = hall.view().packing;
      const bool needs_box =
          packing->step != PackingView::Step::ScanBox && packing->step != PackingView::Step::Done;
      ASSERT_EQ(needs_box, durable.box.has_value());
    }
  }

  // The district's view: replays every stored event.
  void check_ledger() const {
    std::map<std::string, std::pair<std::string, int>> inside;  // registration -> tube, number
    std::map<std::string, int> capacity;
    std::map<std::string, int> people;
    std::set<std::string> ids, sealed, jobs, boxed, boxes, handed;
    for (const auto& item : hall.stored) {
      ASSERT_TRUE(ids.insert(to_string(item.id)).second);
      if (item.type == wire::kTubeOpened) {
        const auto body = wire::tube_opened_from_json(item.body);
        ASSERT_TRUE(capacity.emplace(body->tube, body->capacity).second) << "opened twice";
      } else if (item.type == wire::kPersonRegistered) {
        const auto body = wire::person_registered_from_json(item.body);
        ASSERT_FALSE(sealed.contains(body->tube));
        ASSERT_EQ(body->position, ++people[body->tube]);
        ASSERT_LE(body->position, capacity.at(body->tube));
        const int number = std::stoi(body->document_number);
        ASSERT_TRUE(number >= kKeyPeople || capacity.at(body->tube) == 1) << "not a single tube";
        inside[to_string(item.id)] = {body->tube, number};
      } else if (item.type == wire::kRegistrationUndone) {
        const auto body = wire::registration_undone_from_json(item.body);
        ASSERT_EQ(inside.erase(body->registration), 1U);
        --people[body->tube];
      } else if (item.type == wire::kTubeSealed) {
        const auto body = wire::tube_sealed_from_json(item.body);
        ASSERT_TRUE(body);
        ASSERT_TRUE(sealed.insert(body->tube).second);
        ASSERT_EQ(body->count, people[body->tube]);
      } else if (item.type == wire::kLabelPrinted) {
        const auto body = wire::label_printed_from_json(item.body);
        ASSERT_TRUE(jobs.insert(body->tube).second) << "a second label";
        ASSERT_TRUE(sealed.contains(body->tube));
      } else if (item.type == wire::kBoxClosed) {
        const auto body = wire::box_closed_from_json(item.body);
        ASSERT_TRUE(body);
        ASSERT_TRUE(boxes.insert(body->box).second);
        for (const auto& tube : body->tubes) {
          ASSERT_TRUE(boxed.insert(tube).second) << "in two boxes";
          ASSERT_TRUE(sealed.contains(tube));
        }
      } else if (item.type == wire::kBoxHandedOver) {
        const auto body = wire::box_handed_over_from_json(item.body);
        ASSERT_TRUE(boxes.contains(body->box));
        ASSERT_TRUE(handed.insert(body->box).second);
      } else if (item.type == wire::kLateHit) {
        const auto body = wire::late_hit_from_json(item.body);
        ASSERT_EQ(inside.at(body->registration).first, body->tube);
        ASSERT_LT(inside.at(body->registration).second, kLatePeople);
        ASSERT_GT(capacity.at(body->tube), 1);
      }
    }
    // Nothing that was acknowledged is missing at the desk, nothing else is there.
    std::map<std::string, int> kept;
    const Durable& durable = hall.state_.durable;
    const auto keep = [&](const Tube& tube) {
      for (const Person& person : tube.persons) {
        ASSERT_EQ(inside.at(to_string(person.event)).first, tube.code);
        ++kept[tube.code];
      }
    };
    if (durable.tube) keep(*durable.tube);
    for (const auto& [piece, tube] : durable.tubes) keep(tube->tube);
    for (const auto& [id, where] : inside) {
      if (!handed_over(where.first)) {
        ASSERT_EQ(kept[where.first], people.at(where.first));
      }
    }
  }

  Hall hall;

 private:
  std::size_t roll(std::size_t sides) { return dice_() % sides; }
  std::string any(std::initializer_list<const char*> of) { return *(of.begin() + roll(of.size())); }
  std::string tube_code() { return "LH1122-" + std::to_string(roll(4) == 0 ? roll(80) : ++tubes_); }

  void sign_in() {
    switch (roll(4)) {
      case 0:
        return hall.sign_in("S-0043", "李*");
      case 1:
        return hall.courier();
      default:
        return hall.sign_in();
    }
  }
  Credential somebody() {
    const int n = static_cast<int>(roll(kPeople));
    Credential who = n < kKeyPeople ? Hall::key_person(n) : Hall::person(n, roll(5) != 0);
    if (n < named()) who = Hall::key_person(n);
    who.list_s = list_;
    return who;
  }
  void pack() {
    if (roll(2) == 0) return pack_next();
    const Durable& durable = hall.state_.durable;
    if (!durable.tubes.empty() && roll(2) == 0) {
      auto tube = durable.tubes.begin();
      std::advance(tube, roll(durable.tubes.size()));
      return hall.scan(ScannedTube{tube->second->tube.code});
    }
    if (roll(3) == 0 && hall.view().packing) {
      for (const char digit : std::to_string(hall.view().packing->packed.size())) {
        hall.tap(std::string("packing.key[") + digit + "]");
      }
      return hall.tap("packing.enter");
    }
    hall.tap(any({"menu.pack", "packing.count", "packing.close", "packing.back", "packing.done",
                  "packing.print", "packing.key[1]", "packing.enter", "shift.print",
                  "shift.confirm", "shift.back"}));
  }
  // What somebody does who wants to get a box away: left to chance alone none would ever go.
  void pack_next() {
    const auto packing = hall.view().packing;
    if (!packing) return hall.tap("menu.pack");
    switch (packing->step) {
      case PackingView::Step::ScanBox:
      case PackingView::Step::Done:
        if (packing->loose.empty()) return hall.tap("packing.back");
        return hall.scan(ScannedBox{"BX-" + std::to_string(++boxes_)});
      case PackingView::Step::Fill:
        if (packing->loose.empty() || roll(3) == 0) return hall.tap("packing.count");
        return hall.scan(ScannedTube{packing->loose[roll(packing->loose.size())].code});
      case PackingView::Step::Count:
        for (const auto& tube : packing->packed) {
          if (!tube.ticked) return hall.scan(ScannedTube{tube.code});
        }
        return;
      case PackingView::Step::Courier:
        return hall.courier();
    }
  }
  void finish_paper() {
    if (hall.state_.durable.jobs.empty()) return;
    hall.send(Printed{hall.state_.durable.jobs.front().job, any({"printed", "failed", "unknown"}),
                      FailureCode::paper_out});
  }
  // Who is on the list that is there now.
  [[nodiscard]] int named() const {
    return std::min(kKeyPeople + static_cast<int>(list_), kLatePeople);
  }
  void list_comes() {
    if (roll(3) == 0) {
      hall.new_list(++list_);
    } else if (!hall.comparisons.empty()) {
      std::vector<Credential> named;
      for (int n = 0; n < this->named(); ++n) named.push_back(Hall::person(n));
      hall.list_answers(named);
    }
  }
  // Only what was handed over a day ago may be gone.
  [[nodiscard]] bool handed_over(const std::string& tube) const {
    for (const auto& item : hall.stored) {
      if (item.type != wire::kBoxClosed) continue;
      const auto body = wire::box_closed_from_json(item.body);
      if (std::find(body->tubes.begin(), body->tubes.end(), tube) != body->tubes.end()) return true;
    }
    return false;
  }

  std::mt19937 dice_;
  int tubes_ = 100;
  int boxes_ = 100;
  bool night_ = false;
  std::int64_t list_ = 0;
};

TEST(SamplingDesk, any_order_of_events_and_kills_keeps_ledger_and_screen_equal) {
  int boxes = 0;
  int hits = 0;
  int singles = 0;
  for (std::uint32_t seed = 1; seed <= 80; ++seed) {
    SCOPED_TRACE(seed);
    Day day(seed);
    for (int step = 0; step < 500; ++step) {
      day.step();
      if (step % 4 == 0) day.check();
      if (::testing::Test::HasFatalFailure()) return;
    }
    day.check_ledger();
    if (::testing::Test::HasFatalFailure()) return;
    boxes += day.hall.stored_of(wire::kBoxHandedOver);
    hits += day.hall.stored_of(wire::kLateHit);
    for (const auto& item : day.hall.stored) {
      if (item.type != wire::kTubeOpened) continue;
      singles += wire::tube_opened_from_json(item.body)->capacity == 1 ? 1 : 0;
    }
  }
  // The dice did reach what is to be tested.
  EXPECT_GT(boxes, 20);
  EXPECT_GT(hits, 20);
  EXPECT_GT(singles, 100);
}

}  // namespace
}  // namespace dk::kiosk::sampling
