// The labels of a shift on a disk that fails: the real desk over the real outbox, with every point
// of the disk failing once in each way. queued -> printing -> printed | unknown: paper that came
// out stays out, so afterwards no label came out twice, and each is in the ledger once, as printed
// (then it came out) or as unknown. Nobody who was shown as registered is missing, nobody is there
// twice.
#include <algorithm>
#include <deque>
#include <map>
#include <nlohmann/json.hpp>

#include "kiosk/sampling/rules.h"
#include "kiosk/sampling/update.h"
#include "offline-cache/faults/sweep.h"
#include "offline-cache/outbox/healing_outbox.h"
#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/outbox_test_support.h"

namespace dk::kiosk::sampling {
namespace {

using cache::DiskFault;
using cache::FaultVfs;

struct Desk : cache::Desk {
  FaultVfs disk{"journal"};
  State state;
  std::unique_ptr<cache::HealingOutbox> outbox;
  std::deque<decltype(Event::what)> coming;
  std::vector<std::string> paper;  // tubes on the labels that came out
  std::deque<std::string> outcomes{"printed", "failed", "printed", "unknown"};
  std::set<std::string> shown;  // people whose green panel was there
  std::uint64_t heals = 0;

  Desk() { reserve_bytes = 0; }

  // The program starts; false when it cannot.
  bool start() {
    auto opened = cache::HealingOutbox::open(
        {.folder = folder.path(), .reserve_bytes = reserve_bytes, .vfs = disk.name()}, *keys, clock,
        random, {});
    if (!opened) return false;
    auto pieces = cache::all_local_state(**opened);
    if (!pieces) return false;
    outbox = std::move(*opened);
    state = State{};
    coming.clear();
    state.desk = "2";
    state.now = clock.now();
    state.durable = durable_from_pieces(*pieces).value();
    apply(resume(std::move(state), [this] { return ids.next(); }));
    DevicesChanged devices;
    devices.scanner = devices.printer = DeviceHealth::Healthy;
    feed(devices);
    SiteChanged site;
    site.ready = true;
    site.site = "QH-01";
    site.tube_capacity = 2;
    site.data_versions = {{"staff-roster", "7"}};
    feed(site);
    return true;
  }

  void feed(decltype(Event::what) what) {
    coming.push_back(std::move(what));
    while (!coming.empty() && disk.has_power()) {
      const Event event{std::move(coming.front()), clock.now(), clock.steady()};
      coming.pop_front();
      apply(update(std::move(state), event, [this] { return ids.next(); }));
      if (state.confirmed) shown.insert(state.confirmed->masked_name);
      if (state.store_trouble && coming.empty()) heal();
    }
  }
  void scan(decltype(Scan::what) what) { feed(Scan{std::move(what), clock.steady()}); }

  // What kiosk/session does with the effects, without its threads.
  void apply(Step step) {
    state = std::move(step.state);
    for (Effect& effect : step.effects) {
      if (!disk.has_power()) return;  // the machine is dark
      if (auto* save = std::get_if<Save>(&effect)) store(*save);
      if (auto* print = std::get_if<PrintLabel>(&effect)) {
        const std::string result = outcomes.empty() ? "printed" : outcomes.front();
        if (!outcomes.empty()) outcomes.pop_front();
        if (result != "failed") paper.push_back(print->job.tube);  // unknown: it did come out
        coming.push_back(Printed{print->job.job, result, FailureCode::paper_out});
      }
      if (std::get_if<CheckPin>(&effect) != nullptr) coming.push_back(PinChecked{true});
    }
  }
  void store(const Save& save) {
    cache::Append append;
    for (const Save::Item& item : save.items) {
      cache::Draft one = draft();
      one.envelope.id = item.id;
      one.envelope.type = item.type;
      one.envelope.schema = item.schema;
      one.envelope.body = item.body;
      append.drafts.push_back(std::move(one));
    }
    append.local_state = save.local_state;
    append.audit = save.audit;
    coming.push_back(Saved{save.save_id, outbox->append(std::move(append)), clock.steady()});
  }
  void heal() {
    ASSERT_LT(++heals, 50u) << "the desk goes round in circles";
    if (!outbox->heal()) return;
    if (auto pieces = cache::all_local_state(*outbox)) {
      coming.push_back(StoreChanged{std::nullopt, std::move(*pieces)});
    }
  }

  [[nodiscard]] bool dark() const { return !disk.has_power() || !outbox; }

  void sign_in() {
    for (int tries = 0; tries < 3 && state.stage != Stage::Desk && !dark(); ++tries) {
      scan(StaffBadge{"S-0041", "曾*", "sampler", to_unix_seconds(clock.now()) + 3600});
      for (const char digit : std::string("135790")) {
        feed(Tapped{std::string("pin.key[") + digit + "]"});
      }
      feed(Tapped{"pin.enter"});
    }
  }
  // As the worker does it: what was not shown as done is done again.
  void open_tube(const std::string& code) {
    for (int tries = 0; tries < 3 && !was_used(state.durable, code) && !dark(); ++tries) {
      scan(ScannedTube{code});
    }
  }
  void register_person(int n) {
    const std::string name = "张*" + std::to_string(n);
    for (int tries = 0; tries < 3 && !shown.contains(name) && !dark(); ++tries) {
      Credential who;
      who.masked_name = name;
      who.body.method = "lh1";
      who.body.name = "张三";
      who.body.document_type = "id-card";
      who.body.document_number = std::to_string(n);
      who.digest = person_digest(who.body.document_type, who.body.document_number);
      who.body.compared = "clear";
      who.compared = true;
      scan(who);
    }
  }
  // What failed is tried again after a while.
  void wait(int times) {
    for (int i = 0; i < times && !dark(); ++i) {
      clock.advance(kRetry);
      feed(Tick{});
    }
  }
  void seal_early() {
    for (int tries = 0; tries < 3 && state.durable.tube && !dark(); ++tries) {
      feed(Tapped{"seal"});
      feed(Tapped{"ask.yes"});
    }
  }
};

constexpr const char* kTubes[] = {"LH1122-0001-11", "LH1122-0002-08", "LH1122-0003-05"};

// Two full tubes and one that is sealed early; the printer has no paper once.
void shift(Desk& desk) {
  if (!desk.start()) return;
  desk.sign_in();
  desk.open_tube(kTubes[0]);
  desk.register_person(1);
  desk.register_person(2);
  desk.open_tube(kTubes[1]);
  desk.register_person(3);
  desk.register_person(4);
  desk.open_tube(kTubes[2]);
  desk.register_person(5);
  desk.seal_early();
  desk.wait(3);
}

struct Ledger {
  std::map<std::string, int> persons;                       // document number -> registrations
  std::map<std::string, std::vector<std::string>> results;  // tube -> of its label
  std::set<std::string> sealed;
};

Ledger ledger_of(cache::Outbox& outbox) {
  Ledger out;
  while (true) {
    const auto taken = outbox.take(100).value();
    if (taken.empty()) return out;
    for (const cache::Pending& pending : taken) {
      const auto envelope = wire::envelope_from_json(pending.json).value();
      const auto body = nlohmann::json::parse(envelope.body);
      if (envelope.type == wire::kPersonRegistered) ++out.persons[body.at("document_number")];
      if (envelope.type == wire::kTubeSealed) out.sealed.insert(body.at("tube"));
      if (envelope.type == wire::kLabelPrinted) {
        out.results[body.at("tube")].push_back(body.at("result"));
      }
    }
  }
}

void check_after(Desk& desk) {
  desk.disk.set_hook({});
  desk.outbox.reset();
  desk.outcomes.clear();  // the printer is well
  ASSERT_TRUE(desk.start());
  desk.wait(5);
  EXPECT_TRUE(desk.state.durable.jobs.empty()) << "a label is owed for ever";
  EXPECT_FALSE(desk.state.store_trouble);
  const Ledger ledger = ledger_of(*desk.outbox);
  for (const std::string& name : desk.shown) {
    const std::string number = name.substr(name.find('*') + 1);
    EXPECT_TRUE(ledger.persons.contains(number)) << name << " was shown as registered";
  }
  for (const auto& [number, times] : ledger.persons) EXPECT_EQ(times, 1) << number;
  for (const std::string& tube : ledger.sealed) {
    const auto came_out = std::count(desk.paper.begin(), desk.paper.end(), tube);
    EXPECT_LE(came_out, 1) << tube << ": came out twice";
    const auto found = ledger.results.find(tube);
    ASSERT_TRUE(found != ledger.results.end()) << tube << ": nothing is known of its label";
    ASSERT_EQ(found->second.size(), 1u) << tube;
    if (found->second[0] == "printed") {
      EXPECT_EQ(came_out, 1) << tube;
    } else {
      EXPECT_EQ(found->second[0], "unknown") << tube;
    }
  }
  desk.outbox.reset();
  const auto findings = cache::verify_store(desk.folder.path());
  ASSERT_TRUE(findings) << findings.error().detail;
  EXPECT_EQ(*findings, std::vector<std::string>{});
}

TEST(PrintJournalSweep, a_shift_of_three_tubes) {
  std::uint64_t points = 0;
  {
    Desk desk;
    shift(desk);
    points = desk.disk.operations();
    EXPECT_EQ(desk.shown.size(), 5u);
    EXPECT_EQ(desk.paper.size(), 3u);
    check_after(desk);
  }
  cache::sweep_points("print journal", points, 100, [&](std::uint64_t at, const cache::Way& way) {
    Desk desk;
    desk.disk.set_hook(cache::fail_at(at, way.fault));
    shift(desk);
    if (desk.disk.has_power() && desk.outbox) {
      // A fault alone does not end the shift: the desk came back by itself and finished it.
      EXPECT_EQ(desk.shown.size(), 5u);
      EXPECT_EQ(desk.paper.size(), 3u);
    }
    if (way.cut_after) desk.disk.cut_power();
    if (!desk.disk.has_power()) {
      desk.outbox.reset();
      desk.disk.set_hook({});
      desk.disk.restore_power(way.unsynced, at);
    }
    check_after(desk);
  });
}

}  // namespace
}  // namespace dk::kiosk::sampling
