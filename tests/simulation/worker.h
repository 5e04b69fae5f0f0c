// Whoever works at a simulated desk: looks at the screen and does what a person would do next,
// by the terminal's dice. Holds a reference to the terminal. One thread.
#pragma once

#include <string>

#include "tests/simulation/simulated_terminal.h"

namespace dk::kiosk::sampling {

inline constexpr int kTubesPerBox = 40;

class Worker {
 public:
  explicit Worker(SimulatedTerminal& terminal) : terminal_(terminal) {}

  // One thing that somebody at the desk does about what the screen shows.
  void act() {
    const SamplingView view = terminal_.view();
    if (answered(view)) return;
    const std::uint64_t luck = terminal_.dice().below(1000);
    if (view.tube.code.empty()) return terminal_.scan(ScannedTube{next_tube()});
    if (luck < 20) return terminal_.tap("undo");
    if (luck < 25 && view.tube.count > 0) return terminal_.tap("seal");
    if (luck < 27) return terminal_.scan(ScannedTube{next_tube()});
    if (luck < 29) return terminal_.tap("change");
    terminal_.scan(person());
  }
  // One thing on the way to no tube left at the desk; false when there is none.
  bool hand_over() {
    const SamplingView view = terminal_.view();
    if (answered(view)) return true;
    if (!view.packing) {
      const Durable& durable = terminal_.state().durable;
      if (durable.tube) {
        terminal_.tap(durable.tube->persons.empty() ? "change" : "seal");
        return true;
      }
      if (!durable.box && loose_tubes(durable).empty()) return false;
      terminal_.tap("menu.pack");
      return true;
    }
    const auto& packed = view.packing->packed;
    const auto& loose = view.packing->loose;
    switch (view.packing->step) {
      case PackingView::Step::ScanBox:
      case PackingView::Step::Done:
        if (loose.empty()) {
          terminal_.tap("packing.back");
        } else {
          terminal_.scan(ScannedBox{"BX1122-" + std::to_string(1000 + ++box_)});
        }
        break;
      case PackingView::Step::Fill:
        if (packed.size() >= kTubesPerBox || loose.empty()) {
          terminal_.tap("packing.count");
        } else {
          terminal_.scan(ScannedTube{loose.front().code});
        }
        break;
      case PackingView::Step::Count:
        for (const char digit : std::to_string(packed.size())) {
          terminal_.tap(std::string("packing.key[") + digit + "]");
        }
        terminal_.tap("packing.enter");
        break;
      case PackingView::Step::Courier:
        terminal_.scan(
            StaffBadge{"S-0051", "温*", "courier", to_unix_seconds(terminal_.now()) + 12 * 3600});
        break;
    }
    return true;
  }
  // Enough people that not all of them are locked out at once.
  void other_staff() { staff_ = (staff_ + 1) % 6; }
  void badge() {
    terminal_.scan(StaffBadge{"S-004" + std::to_string(staff_), "曾*", "sampler",
                              to_unix_seconds(terminal_.now()) + 12 * 3600});
  }

 private:
  // What comes before all work: signing in, alerts, questions.
  bool answered(const SamplingView& view) {
    switch (view.stage) {
      case Stage::NotReady:
        return true;
      case Stage::ScanBadge:
        badge();
        return true;
      case Stage::EnterPin:
        if (view.locked_s > 0) {
          other_staff();
          badge();
          return true;
        }
        for (const char digit : std::string("135790")) {
          terminal_.tap(std::string("pin.key[") + digit + "]");
        }
        terminal_.tap("pin.enter");
        return true;
      case Stage::Packing:
      case Stage::ShiftEnd:
      case Stage::Desk:
        break;
    }
    if (view.alert) terminal_.tap("alert.ack");
    if (!view.alert && view.ask) terminal_.tap("ask.yes");
    return view.alert || view.ask;
  }
  std::string next_tube() { return "LH1122-" + std::to_string(++tube_) + "-00"; }
  Credential person() {
    Credential who;
    const std::string number = std::to_string(100'000'000 + ++person_);
    who.masked_name = "张*三";
    who.body.method = "lh1";
    who.body.name = "张某三";
    who.body.document_type = "id-card";
    who.body.document_number = number;
    who.digest = person_digest(who.body.document_type, number);
    who.body.birth = "1949-05-20";
    who.body.sex = 1;
    who.body.compared = "clear";
    who.compared = true;
    who.number_tail = "0001";
    return who;
  }
  SimulatedTerminal& terminal_;
  int staff_ = 0;
  int tube_ = 0;
  int box_ = 0;
  int person_ = 0;
};

}  // namespace dk::kiosk::sampling
