// A terminal whose world is simulated and whose middle is real: the sampling machine, the outbox
// on a disk that can fail and lose power, and sync over a line that can be cut. The edge here does
// what kiosk/session does, without threads of its own: effects are answered through `mail`, which
// is delivered at the next turn. One thread.
//
// It also keeps the books: what was acknowledged, what may be there although nobody was told, what
// the district took, what the printer was given. These books have room from the start, so that the
// heap that is measured is the terminal's.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/sampling/rules.h"
#include "kiosk/sampling/update.h"
#include "offline-cache/faults/fault_vfs.h"
#include "offline-cache/outbox/healing_outbox.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/sync/sync.h"
#include "offline-cache/sync/test_district.h"
#include "offline-cache/wire/event_priority.h"

namespace dk::kiosk::sampling {

inline constexpr std::size_t kRoomInBooks = 200'000;

// Takes events for ever and remembers only which.
class District : public cache::test::SimulatedDistrict {
 public:
  explicit District(TimePoint now) : SimulatedDistrict(now) {
    taken.reserve(kRoomInBooks);
    signer.put_site(1, 100);
    manifest = signer.manifest_cose(1);
  }
  Result<cache::HttpAnswer> call(const cache::HttpRequest& request) override {
    if (!plugged) return fail(FailureCode::network_unreachable, "cable is out");
    auto answer = SimulatedDistrict::call(request);
    for (const auto& [id, line] : events) taken.push_back(id);
    events.clear();
    calls.clear();
    requests.clear();
    if (answer_lost) return fail(FailureCode::network_unreachable, "cable was pulled");
    return answer;
  }
  bool plugged = true;
  bool answer_lost = false;
  std::vector<Uuid> taken;  // with those that came twice
};

struct SimulatedPrinter {
  bool well = true;
  struct Job {
    Uuid id;
    TimePoint ready;
  };
  std::deque<Job> jobs;
  std::vector<Uuid> given;     // to the printer's wire, each job as often as it was
  std::vector<Uuid> for_sure;  // of those: surely not printed
};

class SimulatedTerminal {
 public:
  SimulatedTerminal(std::uint64_t seed, TimePoint start)
      : clock_(desk_.clock), district_(start), dice_(seed) {
    clock_.set(start);
    desk_.vfs = disk_.name();
    promised.reserve(kRoomInBooks);
    perhaps.reserve(kRoomInBooks);
    printer.given.reserve(kRoomInBooks);
    printer.for_sure.reserve(kRoomInBooks);
    reference_ =
        std::move(cache::Reference::open(desk_.files, *desk_.keys, desk_.random, "/reference",
                                         cache::test::kTerminal, district_.root, clock_)
                      .value());
    boot();
  }
  ~SimulatedTerminal() { sync_.reset(); }

  // The world
  cache::FaultVfs& disk() { return disk_; }
  District& district() { return district_; }
  SeededRandom& dice() { return dice_; }
  [[nodiscard]] bool running() const { return outbox_ != nullptr; }
  [[nodiscard]] TimePoint now() const { return clock_.now(); }
  [[nodiscard]] cache::Counts counts() { return outbox_->counts(); }
  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] SamplingView view() const { return view_of(state_); }

  void advance(Milliseconds by) {
    clock_.advance(by);
    look_after_store();
    deliver();
    feed(Tick{});
    print();
    deliver();
  }
  void scan(decltype(Scan::what) what) {
    feed(Scan{std::move(what), clock_.steady()});
    deliver();
  }
  void tap(const std::string& id) {
    feed(Tapped{id});
    deliver();
  }
  void printer_is(bool well) {
    printer.well = well;
    DevicesChanged devices = state_.devices;
    devices.printer = well ? DeviceHealth::Healthy : DeviceHealth::Trouble;
    devices.printer_trouble.reset();
    if (!well) devices.printer_trouble = FailureCode::paper_out;
    feed(devices);
    deliver();
  }
  void reference_is(bool there) {
    SiteChanged site;
    site.ready = there;
    site.site = "QH-01";
    site.data_versions = {{"staff-roster", "7"}};
    site.tube_capacity = capacity;
    feed(site);
    deliver();
  }
  void sync() {
    if (!running()) return;
    const auto result = sync_->sync_once();
    SyncChanged said;
    said.online = result.has_value();
    const cache::Counts now = outbox_->counts();
    said.saved = now.saved;
    said.sent = now.sent;
    said.confirmed = now.confirmed;
    said.quarantined = now.quarantined;
    feed(said);
    deliver();
  }

  // The program ends without a word; with the power or without.
  void kill(bool with_power) {
    if (with_power) disk_.cut_power();
    sync_.reset();
    outbox_.reset();
    disk_.set_hook({});
    if (with_power) {
      disk_.restore_power(dice_.below(2) == 0 ? cache::FaultVfs::Unsynced::AllLost
                                              : cache::FaultVfs::Unsynced::SomeSectorsKept,
                          dice_.below(1'000'000));
    }
    mail_.clear();
    printer.jobs.clear();  // the line goes down: nobody hears how they end
    boot();
  }

  std::vector<Uuid> promised;  // what the screen has acknowledged
  std::vector<Uuid> perhaps;   // refused or never answered: may be there
  std::uint64_t registered = 0;
  int capacity = 10;
  SimulatedPrinter printer;

 private:
  void boot() {
    trouble_.reset();
    told_.reset();
    auto opened = cache::HealingOutbox::open(
        {.folder = desk_.folder.path(), .reserve_bytes = desk_.reserve_bytes, .vfs = desk_.vfs},
        *desk_.keys, clock_, desk_.random,
        [this](const Failure& failure) { trouble_ = failure.code; });
    ASSERT_TRUE(opened) << name_of(opened.error().code) << opened.error().detail;
    outbox_ = std::move(*opened);
    sync_ = std::make_unique<cache::Sync>(
        district_, *outbox_, *reference_, clock_,
        cache::SyncOptions{.terminal = cache::test::kTerminal, .software = "0.1.0"});
    state_ = State{};
    state_.desk = "2";
    state_.now = clock_.now();
    if (auto pieces = cache::all_local_state(*outbox_)) {
      state_.durable = durable_from_pieces(*pieces).value();
    }
    Step step = resume(std::move(state_), [this] { return desk_.ids.next(); });
    apply(std::move(step));
    DevicesChanged devices;
    devices.scanner = DeviceHealth::Healthy;
    devices.printer = printer.well ? DeviceHealth::Healthy : DeviceHealth::Trouble;
    feed(devices);
    reference_is(true);
  }

  // What kiosk/session/store_healing does on its thread.
  void look_after_store() {
    if (!trouble_) return;
    const FailureCode noticed = *trouble_;
    if (told_ != noticed) feed(StoreChanged{noticed, {}});
    told_ = noticed;
    trouble_.reset();  // what fails from here on is new
    if (!outbox_->heal()) {
      if (!trouble_) trouble_ = noticed;
      return;
    }
    auto pieces = cache::all_local_state(*outbox_);
    if (!pieces) trouble_ = pieces.error().code;
    if (trouble_) return;
    told_.reset();
    feed(StoreChanged{std::nullopt, std::move(*pieces)});
  }
  template <class What>
  void feed(What what) {
    const Event event{std::move(what), clock_.now(), clock_.steady()};
    apply(update(std::move(state_), event, [this] { return desk_.ids.next(); }));
  }
  void deliver() {
    for (int turns = 0; !mail_.empty(); ++turns) {
      ASSERT_LT(turns, 1000) << "the desk talks to its store without end";
      auto what = std::move(mail_.front());
      mail_.pop_front();
      feed(std::move(what));
    }
  }
  void apply(Step step) {
    state_ = std::move(step.state);
    for (Effect& effect : step.effects) {
      if (auto* save = std::get_if<Save>(&effect)) {
        this->save(*save);
      } else if (auto* pin = std::get_if<CheckPin>(&effect)) {
        mail_.emplace_back(PinChecked{pin->pin == "135790"});
      } else if (auto* label = std::get_if<PrintLabel>(&effect)) {
        give(label->job.job);
      } else if (auto* list = std::get_if<PrintHandOver>(&effect)) {
        give(list->job);
      }
    }
  }
  void give(const Uuid& job) {
    printer.given.push_back(job);
    printer.jobs.push_back({job, clock_.now() + Milliseconds(1'000)});
  }
  void save(const Save& save) {
    cache::Append append;
    for (const Save::Item& item : save.items) {
      wire::Envelope envelope;
      envelope.id = item.id;
      envelope.terminal = cache::test::kTerminal;
      envelope.type = item.type;
      envelope.schema = item.schema;
      envelope.at = save.at;
      envelope.operator_id = save.operator_id;
      envelope.rights = save.rights;
      envelope.body = item.body;
      // The district would reject what it cannot read.
      EXPECT_TRUE(wire::check_body(envelope)) << item.type << item.body;
      append.drafts.push_back(
          {.envelope = std::move(envelope), .priority = wire::priority_of(item.type)});
    }
    append.local_state = save.local_state;
    append.audit = save.audit;
    Status status = outbox_->append(std::move(append));
    auto& book = status ? promised : perhaps;
    for (const Save::Item& item : save.items) {
      book.push_back(item.id);
      if (status && item.type == wire::kPersonRegistered) ++registered;
    }
    if (!status && !trouble_) trouble_ = status.error().code;
    mail_.emplace_back(Saved{save.save_id, std::move(status), clock_.steady()});
  }

  void print() {
    while (!printer.jobs.empty() && printer.jobs.front().ready <= clock_.now()) {
      const Uuid id = printer.jobs.front().id;
      printer.jobs.pop_front();
      if (printer.well) {
        mail_.emplace_back(Printed{id, "printed", FailureCode::internal});
      } else if (dice_.below(2) == 0) {
        mail_.emplace_back(Printed{id, "unknown", FailureCode::paper_out});
      } else {
        printer.for_sure.push_back(id);
        mail_.emplace_back(Printed{id, "failed", FailureCode::paper_out});
      }
    }
  }

  cache::Desk desk_;
  cache::FaultVfs disk_{"shift"};
  SimulatedClock& clock_;
  District district_;
  SeededRandom dice_;
  std::unique_ptr<cache::Reference> reference_;
  std::optional<FailureCode> trouble_;  // of the store, as it was noticed
  std::optional<FailureCode> told_;     // the desk knows
  std::unique_ptr<cache::HealingOutbox> outbox_;
  std::unique_ptr<cache::Sync> sync_;
  State state_;
  std::deque<decltype(Event::what)> mail_;
};

}  // namespace dk::kiosk::sampling
