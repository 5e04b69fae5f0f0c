// A desk with a store and a printer that a test can make fail; saves are answered at once.
// For the tests of kiosk/sampling.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/sampling/update.h"

namespace dk::kiosk::sampling {

class Hall {
 public:
  Hall() {
    state_.desk = "2";
    state_.now = now_;
    DevicesChanged devices;
    devices.scanner = DeviceHealth::Healthy;
    devices.printer = DeviceHealth::Healthy;
    send(devices);
    SiteChanged site;
    site.ready = true;
    site.site = "QH-01";
    site.data_versions = {{"staff-roster", "7"}};
    send(site);
  }

  template <class What>
  void send(What what) {
    Event event{std::move(what), now_, steady_};
    apply(update(std::move(state_), event, [this] { return id(); }));
  }
  void scan(decltype(Scan::what) what) { send(Scan{std::move(what), steady_}); }
  void tap(const std::string& id) { send(Tapped{id}); }
  void advance(Milliseconds by) {
    now_ += by;
    steady_ += by;
    send(Tick{});
  }
  void sign_in() {
    scan(StaffBadge{"S-0041", "曾*", "sampler", to_unix_seconds(now_) + 3600});
    for (const char digit : std::string("135790")) {
      tap(std::string("pin.key[") + digit + "]");
    }
    tap("pin.enter");
    send(PinChecked{true});
  }
  void open_tube(const std::string& code = "LH1122-0001-11") { scan(ScannedTube{code}); }
  static Credential person(int n, bool compared = true) {
    Credential who;
    who.masked_name = "张*" + std::to_string(n);
    who.digest = "digest-" + std::to_string(n);
    who.body.name = "张三";
    who.body.document_type = "id-card";
    who.body.document_number = std::to_string(n);
    who.body.compared = compared ? "clear" : "not_compared";
    who.compared = compared;
    who.number_tail = "0001";
    return who;
  }

  void apply(Step step) {
    state_ = std::move(step.state);
    for (Effect& effect : step.effects) {
      if (auto* save = std::get_if<Save>(&effect)) {
        if (hold_saves) {
          held.push_back(*save);
        } else {
          answer(*save);
        }
      } else if (auto* print = std::get_if<PrintLabel>(&effect)) {
        prints.push_back(*print);
      } else if (auto* play = std::get_if<Play>(&effect)) {
        sounds.push_back(play->sound);
      } else if (auto* pin = std::get_if<CheckPin>(&effect)) {
        pins.push_back(pin->pin);
      } else if (auto* manual = std::get_if<ManualNumber>(&effect)) {
        typed.push_back(manual->text);
      }
    }
  }
  void answer(const Save& save) {
    Status status;
    if (store_fails) status = fail(*store_fails);
    if (status) {
      stored.insert(stored.end(), save.items.begin(), save.items.end());
      durable_json = save.durable_json;
    }
    send(Saved{save.save_id, status, steady_});
  }
  void power_cut() {
    State fresh;
    fresh.durable = durable_from_json(durable_json).value();
    fresh.desk = "2";
    fresh.now = now_;
    fresh.site = state_.site;
    fresh.devices = state_.devices;
    fresh.stage = Stage::ScanBadge;
    prints.clear();
    state_ = State{};
    apply(resume(std::move(fresh), [this] { return id(); }));
  }
  [[nodiscard]] int stored_of(std::string_view type) const {
    return static_cast<int>(std::count_if(
        stored.begin(), stored.end(), [&](const Save::Item& item) { return item.type == type; }));
  }
  [[nodiscard]] SamplingView view() const { return view_of(state_); }
  Uuid id() {
    Uuid made;
    made.bytes[15] = static_cast<std::uint8_t>(++ids_);
    made.bytes[14] = static_cast<std::uint8_t>(ids_ >> 8);
    return made;
  }

  State state_;
  TimePoint now_ = from_rfc3339("2022-11-18T10:00:00+08:00").value();
  Milliseconds steady_{0};
  bool hold_saves = false;
  std::optional<FailureCode> store_fails;
  std::vector<Save> held;
  std::vector<Save::Item> stored;
  std::string durable_json = to_json(Durable{});
  std::vector<PrintLabel> prints;
  std::vector<Sound> sounds;
  std::vector<std::string> pins;
  std::vector<std::string> typed;
  int ids_ = 0;
};

}  // namespace dk::kiosk::sampling
