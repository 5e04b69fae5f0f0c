// A desk with a store and a printer that a test can make fail; saves are answered at once.
// For the tests of kiosk/sampling.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/sampling/rules.h"
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
    site.capacities = {1, 5, 10, 20};
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
  void sign_in(const std::string& staff = "S-0041", const std::string& name = "曾*",
               const std::string& role = "sampler") {
    badge(staff, name, role);
    for (const char digit : std::string("135790")) {
      tap(std::string("pin.key[") + digit + "]");
    }
    tap("pin.enter");
    send(PinChecked{true});
  }
  void badge(const std::string& staff, const std::string& name, const std::string& role) {
    scan(StaffBadge{staff, name, role, to_unix_seconds(now_) + 3600});
  }
  void courier() { badge("S-0042", "温*", "courier"); }
  void open_tube(const std::string& code = "LH1122-0001-11") { scan(ScannedTube{code}); }
  static Credential person(int n, bool compared = true) {
    Credential who;
    who.masked_name = "张*" + std::to_string(n);
    who.body.method = "lh1";
    who.body.name = "张三";
    who.body.document_type = "id-card";
    who.body.document_number = std::to_string(n);
    who.body.compared = compared ? "clear" : "not_compared";
    who.compared = compared;
    who.digest = person_digest(who.body.document_type, who.body.document_number);
    who.number_tail = "0001";
    return who;
  }

  static Credential key_person(int n,
                               wire::KeyPersonCategory category = wire::KeyPersonCategory::Single) {
    Credential who = person(n);
    who.category = category;
    who.body.compared = "hit";
    return who;
  }
  // A sealed tube with so many people, numbers from `first`.
  void full_tube(const std::string& code, int first, int people) {
    open_tube(code);
    for (int n = first; n < first + people; ++n) scan(person(n));
    if (state_.durable.tube) {
      tap("seal");
      tap("ask.yes");
    }
  }
  void print_all(const std::string& result = "printed") {
    for (std::size_t i = 0; i < 100 && !state_.durable.jobs.empty(); ++i) {
      send(Printed{state_.durable.jobs.front().job, result, FailureCode::print_unknown});
    }
  }
  void new_list(std::int64_t issued_s) {
    SiteChanged site = state_.site;
    site.list_s = issued_s;
    send(site);
  }
  // What a new list says about these people; nobody else is on it.
  void list_answers(const std::vector<Credential>& named,
                    wire::KeyPersonCategory category = wire::KeyPersonCategory::Single) {
    const CompareTubes ask = comparisons.back();
    Compared answer{.list_s = ask.list_s, .persons = {}};
    for (const auto& asked : ask.persons) {
      const bool hit = std::any_of(named.begin(), named.end(), [&](const Credential& who) {
        return who.body.document_number == asked.document_number;
      });
      answer.persons.push_back(
          {asked.registration, hit ? category : wire::KeyPersonCategory::None});
    }
    send(answer);
  }
  [[nodiscard]] const Save::Item& last_of(std::string_view type) const {
    for (auto item = stored.rbegin(); item != stored.rend(); ++item) {
      if (item->type == type) return *item;
    }
    static const Save::Item kNone{};
    return kNone;
  }
  [[nodiscard]] FailureCode alert_code() const {
    const auto alert = view().alert;
    return alert ? alert->code : FailureCode::internal;
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
      } else if (auto* list = std::get_if<PrintHandOver>(&effect)) {
        lists.push_back(*list);
      } else if (auto* report = std::get_if<PrintReport>(&effect)) {
        reports.push_back(*report);
      } else if (auto* sheet = std::get_if<PrintCommands>(&effect)) {
        sheets.push_back(sheet->job);
      } else if (auto* ask = std::get_if<CompareTubes>(&effect)) {
        comparisons.push_back(*ask);
      } else if (std::holds_alternative<TriggerScanner>(effect)) {
        ++triggers;
      }
    }
  }
  void answer(const Save& save) {
    Status status;
    if (store_fails) status = fail(*store_fails);
    for (const Save::Item& item : save.items) {
      // The district would reject what it cannot read.
      wire::Envelope envelope;
      envelope.type = item.type;
      envelope.schema = item.schema;
      envelope.body = item.body;
      const Status readable = wire::check_body(envelope);
      EXPECT_TRUE(readable) << item.type << item.body << readable.error().detail;
    }
    if (status) {
      stored.insert(stored.end(), save.items.begin(), save.items.end());
      pieces = with(save);
    }
    send(Saved{save.save_id, status, steady_});
  }
  // What the store holds when this save has succeeded.
  [[nodiscard]] LocalState with(const Save& save) const {
    LocalState after = pieces;
    for (const auto& [name, piece] : save.local_state) {
      if (piece.empty()) {
        after.erase(name);
      } else {
        after[name] = piece;
      }
    }
    return after;
  }
  // The store is well again.
  void heal() {
    store_fails.reset();
    if (state_.store_trouble) send(StoreChanged{std::nullopt, pieces});
  }
  void power_cut() {
    State fresh;
    fresh.durable = durable_from_pieces(pieces).value();
    fresh.desk = "2";
    fresh.now = now_;
    fresh.site = state_.site;
    fresh.devices = state_.devices;
    fresh.stage = Stage::ScanBadge;
    fresh.site.list_s = 0;
    prints.clear();
    lists.clear();
    reports.clear();
    held.clear();
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
  LocalState pieces = all_pieces(Durable{});
  std::vector<PrintLabel> prints;
  std::vector<PrintHandOver> lists;
  std::vector<PrintReport> reports;
  std::vector<Uuid> sheets;
  std::vector<CompareTubes> comparisons;
  int triggers = 0;
  std::vector<Sound> sounds;
  std::vector<std::string> pins;
  std::vector<std::string> typed;
  int ids_ = 0;
};

}  // namespace dk::kiosk::sampling
