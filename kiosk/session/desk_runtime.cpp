#include "kiosk/session/desk_runtime.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "kiosk/sampling/rules.h"
#include "kiosk/session/label.h"
#include "kiosk/session/scan_resolver.h"

namespace dk::kiosk {

namespace {

constexpr const char* kDeskState = "desk";  // name of the local state in the outbox
constexpr std::chrono::milliseconds kOpenAgain{3000};
// How long a retention class is kept on the terminal after its day, confirmed or not needed.
const std::map<std::string, int> kKeepDays{{"sampling", 14}};

}  // namespace

DeskRuntime::DeskRuntime(DeskOptions options)
    : options_(std::move(options)),
      ids_(system_clock_, random_),
      snapshot_(std::make_shared<const cache::Snapshot>()) {
  state_.desk = options_.config.desk;
  state_.language = options_.config.language;
  state_.moved_clock = options_.moved_clock;
  state_.now = options_.clock->now();
}

DeskRuntime::~DeskRuntime() {
  options_.mailbox->close();
  if (terminal_) terminal_->stop_sync();
  scanner_.reset();
  printer_.reset();
}

void DeskRuntime::start() {
  worker_.post([this] { open_terminal(); });
}

void DeskRuntime::open_terminal() {
  std::optional<FailureCode> told;
  while (true) {
    auto terminal = Terminal::open(options_.config, options_.data_folder, *options_.clock,
                                   options_.decorate_remote);
    if (terminal) {
      auto shared = std::make_shared<std::unique_ptr<Terminal>>(std::move(*terminal));
      options_.mailbox->post([this, shared] { opened(std::move(*shared)); });
      return;
    }
    const Failure failure = terminal.error();
    if (told != failure.code) {
      told = failure.code;
      log::error("terminal_not_open", {{"failure", log::safe(failure)}});
      options_.mailbox->post([this, code = failure.code] {
        sampling::SiteChanged site;
        site.why = code;
        feed(site);
      });
    }
    if (worker_.pause(kOpenAgain)) return;
  }
}

void DeskRuntime::opened(std::unique_ptr<Terminal> terminal) {
  terminal_ = std::move(terminal);
  auto durable = terminal_->outbox().local_state(kDeskState);
  if (durable) {
    auto parsed = sampling::durable_from_json(*durable);
    wipe(durable->data(), durable->size());
    if (!parsed) {
      log::error("desk_state_damaged", {{"failure", log::safe(parsed.error())}});
      sampling::SiteChanged site;
      site.why = parsed.error().code;
      return feed(site);
    }
    state_.durable = std::move(*parsed);
  } else if (durable.error().code != FailureCode::not_found) {
    sampling::SiteChanged site;
    site.why = durable.error().code;
    return feed(site);
  }
  state_.not_hardware_protected = !terminal_->hardware_protected();
  state_.now = options_.clock->now();
  sampling::Step step = sampling::resume(std::move(state_), [this] { return ids_.next(); });
  state_ = std::move(step.state);
  for (auto& effect : step.effects) carry_out(std::move(effect));
  log::info("terminal_open", {{"labels_owed", static_cast<int>(state_.durable.jobs.size())}});
  reference_changed();
  refresh_counts();
  terminal_->start_sync([this](const Result<cache::SyncSummary>& result) {
    std::optional<Failure> failure;
    if (!result) failure = result.error();
    options_.mailbox->post([this, failure] { sync_passed(failure); });
  });
  worker_.post([this] {
    if (auto erased = terminal_->outbox().erase_expired(kKeepDays); !erased) {
      log::warn("erase_failed", {{"failure", log::safe(erased.error())}});
    }
  });
}

void DeskRuntime::reference_changed() {
  snapshot_ = terminal_->reference().snapshot();
  sampling::SiteChanged site;
  site.ready = snapshot_->site && snapshot_->roster && snapshot_->trust;
  if (site.ready) {
    const wire::Site& signed_site = *snapshot_->site;
    site.site = signed_site.site;
    site.site_name = signed_site.name;
    site.tube_capacity = signed_site.tube_capacity;
    site.undo_s = signed_site.undo_s;
    site.data_versions = snapshot_->versions;
    const auto sampling = signed_site.services.find("sampling");
    site.sampling_on = sampling != signed_site.services.end() && sampling->second;
    start_devices(signed_site);
  }
  feed(site);
}

void DeskRuntime::sync_passed(const std::optional<Failure>& failure) {
  state_.sync.online = !failure;
  state_.sync.trouble.reset();
  if (failure) {
    if (failure->code != FailureCode::network_unreachable &&
        failure->code != FailureCode::timed_out) {
      state_.sync.trouble = failure->code;
      log::warn("sync_failed", {{"failure", log::safe(*failure)}});
    }
  }
  if (terminal_->reference().snapshot() != snapshot_) reference_changed();
  refresh_counts();
}

void DeskRuntime::refresh_counts() {
  const cache::Counts counts = terminal_->outbox().counts();
  sampling::SyncChanged sync = state_.sync;
  sync.saved = counts.saved;
  sync.sent = counts.sent;
  sync.confirmed = counts.confirmed;
  sync.quarantined = counts.quarantined;
  sync.syncing = sync.online && counts.saved + counts.sent > 0;
  feed(sync);
}

void DeskRuntime::feed(decltype(sampling::Event::what) what) {
  const sampling::Event event{std::move(what), options_.clock->now(), options_.clock->steady()};
  sampling::Step step = sampling::update(std::move(state_), event, [this] { return ids_.next(); });
  state_ = std::move(step.state);
  for (auto& effect : step.effects) carry_out(std::move(effect));
}

void DeskRuntime::carry_out(sampling::Effect effect) {
  if (auto* e = std::get_if<sampling::Save>(&effect)) return save(*e);
  if (auto* e = std::get_if<sampling::CheckPin>(&effect)) return check_pin(std::move(*e));
  if (auto* e = std::get_if<sampling::PrintLabel>(&effect)) return print(*e);
  if (auto* e = std::get_if<sampling::Play>(&effect)) return options_.play(e->sound);
  if (auto* e = std::get_if<sampling::SetLanguage>(&effect)) {
    return options_.set_language(e->language);
  }
  if (auto* e = std::get_if<sampling::ManualNumber>(&effect)) {
    sampling::Scan scan{resolve_typed(e->text, *snapshot_, options_.clock->now()),
                        options_.clock->steady()};
    wipe(e->text.data(), e->text.size());
    feed(std::move(scan));
  }
}

void DeskRuntime::save(const sampling::Save& save) {
  cache::Append append;
  for (const auto& item : save.items) {
    wire::Envelope envelope;
    envelope.id = item.id;
    envelope.terminal = options_.config.terminal;
    envelope.type = item.type;
    envelope.schema = item.schema;
    envelope.at = save.at;
    envelope.trusted_floor = snapshot_->manifest_issued;
    envelope.operator_id = save.operator_id;
    envelope.rights = save.rights;
    envelope.data_versions = snapshot_->versions;
    envelope.body = item.body;
    append.drafts.push_back({std::move(envelope)});
  }
  append.local_state[kDeskState] = save.durable_json;
  append.audit = save.audit;
  const std::uint64_t id = save.save_id;
  terminal_->outbox().append_async(std::move(append), [this, id](Status status) {
    const Milliseconds steady = options_.clock->steady();
    if (!status) log::error("append_failed", {{"failure", log::safe(status.error())}});
    options_.mailbox->post([this, id, status = std::move(status), steady] {
      feed(sampling::Saved{id, status, steady});
      refresh_counts();
      terminal_->poke_sync();
    });
  });
}

void DeskRuntime::check_pin(sampling::CheckPin check) {
  std::optional<wire::PinVerifier> verifier;
  if (snapshot_->roster) {
    for (const auto& member : snapshot_->roster->staff) {
      if (member.id == check.staff_id) verifier = member.pin;
    }
  }
  auto pin = std::make_shared<Secret>(as_bytes(check.pin));
  wipe(check.pin.data(), check.pin.size());
  worker_.post([this, verifier, pin] {
    const bool right = verifier && wire::pin_matches(*verifier, pin->view());
    options_.mailbox->post([this, right] { feed(sampling::PinChecked{right}); });
  });
}

void DeskRuntime::print(const sampling::PrintLabel& label) {
  const Uuid job = label.job.job;
  Status taken = printer_ ? printer_->submit({job, make_label(label)})
                          : Status(fail(FailureCode::device_absent, "no printer"));
  if (!taken) feed(sampling::Printed{job, "failed", taken.error().code});
}

sampling::SamplingView DeskRuntime::view() const { return sampling::view_of(state_); }

int DeskRuntime::next_change_ms() const {
  const TimePoint now = options_.clock->now();
  Milliseconds next = Milliseconds{60'000} - now.time_since_epoch() % Milliseconds{60'000};
  if (state_.confirmed) next = std::min(next, state_.confirmed_until - now);
  if (state_.staff) next = std::min(next, state_.last_touch + sampling::kIdleLock - now);
  if (state_.badge && sampling::locked_seconds(state_, state_.badge->staff_id) > 0) {
    next = std::min(next, Milliseconds{1000});
  }
  const auto& tube = state_.durable.tube;
  if (tube && sampling::can_undo(state_)) {
    next = std::min(next, tube->persons.back().at + std::chrono::seconds(state_.site.undo_s) +
                              Milliseconds{1} - now);
  }
  return static_cast<int>(std::clamp<std::int64_t>(next.count(), 10, 60'000));
}

}  // namespace dk::kiosk
