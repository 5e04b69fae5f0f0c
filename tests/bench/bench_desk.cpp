#include "tests/bench/bench_desk.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <set>
#include <utility>

#include "base/file_descriptor.h"
#include "drivers/scanner/driver.h"
#include "kiosk/sampling/update.h"
#include "kiosk/session/mailbox.h"
#include "kiosk/session/scan_resolver.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/wire/sealed_record.h"
#include "offline-cache/wire/signed_objects.h"
#include "tests/bench/invented_people.h"
#include "tests/bench/samples.h"

namespace dk::bench {
namespace {

using namespace dk::kiosk;
constexpr const char* kStaff = "S-0041";
constexpr const char* kPin = "135790";
constexpr const char* kSite = "QH-01";
constexpr int kBaud = 115200;

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "bench: %s\n", why.c_str());
  std::exit(1);
}

template <class T>
T must(Result<T> result, const char* what) {
  if (!result) give_up(std::string(what) + ": " + result.error().detail);
  return std::move(*result);
}
void must(const Status& status, const char* what) {
  if (!status) give_up(std::string(what) + ": " + status.error().detail);
}

// The engine's end of the line.
class Line {
 public:
  Line() : end_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (!end_ || ::grantpt(end_.get()) != 0 || ::unlockpt(end_.get()) != 0) give_up("no pty");
    name_ = ::ptsname(end_.get());
  }
  [[nodiscard]] std::string address() const {
    return "serial:" + name_ + "?baud=" + std::to_string(kBaud);
  }
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t done = ::write(end_.get(), bytes.data(), bytes.size());
      if (done <= 0) give_up("the scanner's line");
      bytes.remove_prefix(static_cast<std::size_t>(done));
    }
  }

 private:
  FileDescriptor end_;
  std::string name_;
};

}  // namespace

struct BenchDesk::Impl {
  explicit Impl(const DeskSetup& given) : setup(given), mailbox([this] { wake(); }) {
    make_reference();
    recovery = must(crypto::PrivateKey::generate_x25519(), "recovery key");
    const Bytes spki = must(recovery->public_key(), "recovery key").spki();
    keys = must(cache::open_file_keys(files, random, setup.folder + "/keys", spki, true), "keys");
    outbox = must(cache::Outbox::open({.folder = setup.folder,
                                       .reserve_bytes = 4u << 20,
                                       .vfs = setup.vfs == nullptr ? "" : setup.vfs},
                                      *keys, clock, random),
                  "outbox");
    start_scanner();
    start_desk();
    sign_in();
  }
  ~Impl() {
    scanner.reset();
    mailbox.close();
    outbox.reset();
  }

  // Keys, trust, roster, site and list as a terminal that has synced holds them.
  void make_reference() {
    person_issuer = must(crypto::PrivateKey::generate_p256(), "issuer");
    staff_issuer = must(crypto::PrivateKey::generate_p256(), "issuer");
    day_key.key = Secret(random.bytes(32));
    day_key.key_id = random.bytes(8);
    auto trust = std::make_shared<codes::TrustBundle>();
    trust->trust.add(trusted(*person_issuer, "person"));
    trust->trust.add(trusted(*staff_issuer, "staff"));
    trust->day_keys.add(day_key.key_id, china_day(clock.now()), Secret(day_key.key.view()));
    snapshot.trust = trust;
    auto roster = std::make_shared<wire::StaffRoster>();
    wire::StaffMember sampler;
    sampler.id = kStaff;
    sampler.name = "SAMPLE, STAFF";
    sampler.role = "sampler";
    sampler.sites = {kSite};
    sampler.expires_s = to_unix_seconds(clock.now()) + 86400;
    sampler.pin = must(wire::make_pin_verifier(as_bytes(kPin), random), "PIN");
    roster->staff.push_back(sampler);
    snapshot.roster = roster;
    auto site = std::make_shared<wire::Site>();
    site->site = kSite;
    snapshot.site = site;
    std::vector<wire::KeyPerson> persons(setup.key_persons);
    for (std::size_t i = 0; i < persons.size(); ++i) {
      persons[i].document_type = "id-card";
      persons[i].document_number = "KEY-PERSON-" + std::to_string(i);  // nobody who comes here
    }
    const Bytes list_key = random.bytes(32);
    snapshot.key_persons = std::make_shared<wire::KeyPersonList>(
        must(wire::KeyPersonList::open(
                 wire::encode_key_person_list(persons, list_key, to_unix_seconds(clock.now()))),
             "list"));
    snapshot.manifest_version = 7;
    snapshot.manifest_issued = clock.now();
    for (const auto name : {wire::kObjectTrustList, wire::kObjectStaffRoster, wire::kObjectSite,
                            wire::kObjectKeyPersonList}) {
      snapshot.versions[std::string(name)] = "7";
    }
  }

  static codes::TrustedIssuer trusted(const crypto::PrivateKey& key, const std::string& use) {
    codes::TrustedIssuer issuer;
    issuer.key = must(key.public_key(), "issuer");
    issuer.key_id = issuer.key.key_id();
    issuer.issuer = "440309";
    issuer.uses = {use};
    issuer.not_after_s = 4'000'000'000;
    return issuer;
  }

  [[nodiscard]] codes::IdentityCode new_code(std::int64_t valid_s) {
    codes::IdentityCode code;
    code.issuer = "440309";
    code.issued_s = to_unix_seconds(clock.now());
    code.expires_s = code.issued_s + valid_s;
    code.code_id = random.bytes(16);
    code.loa = 2;
    return code;
  }
  std::string person_code() {
    codes::IdentityCode code = new_code(24 * 3600);
    do {
      code.person = invent_person(random);
    } while (!used_numbers.insert(code.person->document_number).second);
    return must(codes::issue_identity_code(code, &day_key, *person_issuer, random), "code");
  }
  std::string badge() {
    codes::IdentityCode code = new_code(12 * 3600);
    code.staff = true;
    code.staff_id = kStaff;
    code.role = "sampler";
    return must(codes::issue_identity_code(code, nullptr, *staff_issuer, random), "badge");
  }

  // As kiosk/session/desk_devices.cpp.
  void start_scanner() {
    drivers::ScannerOptions options;
    options.address = line.address();
    scanner = std::make_unique<drivers::Scanner>(
        std::move(options), clock,
        [this](drivers::ScanEvent scan) {
          mailbox.post([this, scan = std::move(scan)] {
            const auto started = Steady::now();
            sampling::Scan resolved{resolve_scan(scan.data, snapshot, clock.now()),
                                    scan.last_byte_steady};
            feed(std::move(resolved));
            thought = Steady::now() - started;
          });
        },
        [this](drivers::DeviceStatus status) {
          mailbox.post([this, status] { online = status.state == drivers::DeviceState::Online; });
        });
    must(scanner->start(), "scanner");
    serve_until([this] { return online; });
  }

  void start_desk() {
    state.desk = "2";
    state.now = clock.now();
    sampling::DevicesChanged devices;
    devices.scanner = sampling::DeviceHealth::Healthy;
    devices.printer = sampling::DeviceHealth::Healthy;
    feed(devices);
    sampling::SiteChanged site;
    site.ready = true;
    site.site = kSite;
    site.tube_capacity = snapshot.site->tube_capacity;
    site.data_versions = snapshot.versions;
    feed(site);
  }

  void sign_in() {
    send(badge());
    serve_until([this] { return state.stage == sampling::Stage::EnterPin; });
    for (const char digit : std::string(kPin)) {
      feed(sampling::Tapped{std::string("pin.key[") + digit + "]"});
    }
    feed(sampling::Tapped{"pin.enter"});
    serve_until([this] { return state.stage == sampling::Stage::Desk && settled(); });
  }

  // As DeskRuntime::feed and carry_out.
  void feed(decltype(sampling::Event::what) what) {
    const sampling::Event event{std::move(what), clock.now(), clock.steady()};
    sampling::Step step = sampling::update(std::move(state), event, [this] { return ids.next(); });
    state = std::move(step.state);
    for (auto& effect : step.effects) carry_out(effect);
  }
  void carry_out(sampling::Effect& effect) {
    if (auto* save = std::get_if<sampling::Save>(&effect)) return store(*save);
    if (auto* check = std::get_if<sampling::CheckPin>(&effect)) {
      const auto& pin = snapshot.roster->staff.front().pin;
      const bool right = wire::pin_matches(pin, as_bytes(check->pin));
      mailbox.post([this, right] { feed(sampling::PinChecked{right}); });
    }
    if (auto* print = std::get_if<sampling::PrintLabel>(&effect)) {
      mailbox.post([this, job = print->job.job] { feed(sampling::Printed{job, "printed"}); });
    }
  }

  // As DeskRuntime::save.
  void store(const sampling::Save& save) {
    cache::Append append;
    for (const auto& item : save.items) {
      wire::Envelope envelope;
      envelope.id = item.id;
      envelope.terminal = setup.terminal;
      envelope.type = item.type;
      envelope.schema = item.schema;
      envelope.at = save.at;
      envelope.trusted_floor = snapshot.manifest_issued;
      envelope.operator_id = save.operator_id;
      envelope.rights = save.rights;
      envelope.data_versions = snapshot.versions;
      envelope.body = item.body;
      if (payload == 0 && item.type == wire::kPersonRegistered) weigh(envelope);
      append.drafts.push_back({std::move(envelope)});
    }
    append.local_state = save.local_state;
    append.audit = save.audit;
    const auto asked = Steady::now();
    outbox->append_async(std::move(append), [this, asked, id = save.save_id](Status status) {
      const auto answered = Steady::now();
      if (!status) give_up("not saved: " + status.error().detail);
      mailbox.post([this, asked, answered, id] {
        feed(sampling::Saved{id, {}, clock.steady()});
        stored = answered - asked;
        ++saves;
        saved_at = Steady::now();
      });
    });
  }

  void weigh(wire::Envelope envelope) {
    envelope.seq = 1000;
    const wire::RecordBinding binding{envelope.id, envelope.seq, envelope.type, "sampling",
                                      china_day(clock.now())};
    const auto sealed = must(
        wire::make_sealed_record(binding, as_bytes(wire::to_json(envelope)), day_key.key.view(),
                                 must(crypto::Sealer::to(keys->recovery_key()), "weigh"), random),
        "weigh");
    payload = sealed.record.size() + sealed.recovery_wrap.size();
  }

  void wake() {
    {
      const std::lock_guard lock(mutex);
    }
    woken.notify_one();
  }
  template <class Condition>
  void serve_until(Condition condition) {
    const auto patience = Steady::now() + std::chrono::seconds(20);
    while (!condition()) {
      if (mailbox.run() > 0) continue;
      // A post between run() and here is seen after a millisecond at most.
      std::unique_lock lock(mutex);
      woken.wait_for(lock, std::chrono::milliseconds(1));
      if (Steady::now() > patience) give_up("the desk does not get on");
    }
  }
  [[nodiscard]] bool settled() const {
    return !state.saving && state.waiting.empty() && state.durable.jobs.empty();
  }
  // All but the suffix goes first: what is timed is the last byte.
  Steady::time_point send(const std::string& code) {
    line.write(code);
    ::usleep(3000);
    const auto last = Steady::now();
    line.write("\r");
    return last;
  }

  void open_tube() {
    send(codes::make_tube_code("LH1122", ++tubes % 10'000, snapshot.site->tube_rule));
    serve_until([this] { return state.durable.tube && settled(); });
  }
  Took register_person(const std::string& code) {
    if (!state.durable.tube) open_tube();
    const std::uint64_t before = outbox->counts().last_seq;
    const std::uint64_t saves_before = saves;
    const auto last = send(code);
    serve_until([&] { return saves > saves_before; });
    const Took took{ms_between(last, saved_at),
                    std::chrono::duration<double, std::milli>(thought).count(),
                    std::chrono::duration<double, std::milli>(stored).count()};
    serve_until([this] { return settled(); });
    if (outbox->counts().last_seq == before) give_up("the desk has refused a person");
    return took;
  }

  DeskSetup setup;
  SystemClock clock;
  SystemRandom random;
  PosixFiles files;
  UuidGenerator ids{clock, random};
  std::optional<crypto::PrivateKey> person_issuer, staff_issuer, recovery;
  codes::DayKey day_key;
  cache::Snapshot snapshot;
  std::set<std::string> used_numbers;
  std::unique_ptr<cache::Keys> keys;
  std::unique_ptr<cache::Outbox> outbox;
  std::mutex mutex;
  std::condition_variable woken;
  Mailbox mailbox;
  Line line;
  std::unique_ptr<drivers::Scanner> scanner;
  bool online = false;
  sampling::State state;
  int tubes = 0;
  std::uint64_t saves = 0;
  std::size_t payload = 0;
  Steady::time_point saved_at;
  Steady::duration thought{};
  Steady::duration stored{};
};

BenchDesk::BenchDesk(const DeskSetup& setup) : impl_(std::make_unique<Impl>(setup)) {}
BenchDesk::~BenchDesk() = default;
std::string BenchDesk::new_person_code() { return impl_->person_code(); }
BenchDesk::Took BenchDesk::register_person(const std::string& code) {
  return impl_->register_person(code);
}
cache::Outbox& BenchDesk::outbox() { return *impl_->outbox; }
void BenchDesk::close_store() {
  impl_->scanner.reset();
  impl_->outbox.reset();
}
std::size_t BenchDesk::payload_bytes() const { return impl_->payload; }

BenchFolder::BenchFolder(const std::string& parent) {
  path_ = parent + "/dk-bench-XXXXXX";
  if (::mkdtemp(path_.data()) == nullptr) give_up("no folder below " + parent);
  struct statfs system{};
  constexpr long kTmpfs = 0x01021994;
  if (::statfs(path_.c_str(), &system) == 0 && system.f_type == kTmpfs) {
    std::fputs("bench: this folder is memory, not a disk: fsync costs nothing here\n", stderr);
  }
}
BenchFolder::~BenchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace dk::bench
