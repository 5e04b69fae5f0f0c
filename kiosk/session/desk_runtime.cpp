#include "kiosk/session/desk_runtime.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "kiosk/sampling/rules.h"
#include "kiosk/session/pages.h"
#include "kiosk/session/scan_resolver.h"

namespace dk::kiosk {

namespace {

// Names and numbers of people do not lie in memory longer than they are read.
void wipe_all(sampling::LocalState& pieces) {
  for (auto& [name, text] : pieces) wipe(text.data(), text.size());
}

// The desk as it was at its last save; a fresh one when there is none.
Result<sampling::Durable> load_desk(cache::Outbox& outbox) {
  DK_TRY(pieces, cache::all_local_state(outbox));
  auto durable = sampling::durable_from_pieces(pieces);
  wipe_all(pieces);
  return durable;
}

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
  id_reader_.reset();
  social_reader_.reset();
}

void DeskRuntime::start() {
  worker_.post([this] { open_terminal(); });
}

void DeskRuntime::open_terminal() {
  auto terminal = open_until_it_works(options_, worker_, [this](FailureCode why) {
    options_.mailbox->post([this, why] {
      sampling::SiteChanged site;
      site.why = why;
      feed(site);
    });
  });
  if (!terminal) return;
  auto durable = load_desk(terminal->outbox());
  auto maker = LabelMaker::load(options_.catalogue_folder);
  if (!maker) log::error("label_not_loaded", {{"failure", log::safe(maker.error())}});
  auto label_maker = std::make_shared<std::unique_ptr<LabelMaker>>();
  if (maker) *label_maker = std::move(*maker);
  auto shared = std::make_shared<std::unique_ptr<Terminal>>(std::move(terminal));
  options_.mailbox->post([this, shared, label_maker, durable = std::move(durable)]() mutable {
    opened(std::move(*shared), std::move(durable), std::move(*label_maker));
  });
}

void DeskRuntime::opened(std::unique_ptr<Terminal> terminal, Result<sampling::Durable> durable,
                         std::unique_ptr<LabelMaker> label_maker) {
  terminal_ = std::move(terminal);
  label_maker_ = std::move(label_maker);
  if (!durable) {
    log::error("desk_state_damaged", {{"failure", log::safe(durable.error())}});
    sampling::SiteChanged site;
    site.why = durable.error().code;
    return feed(site);
  }
  state_.durable = std::move(*durable);
  state_.not_hardware_protected = !terminal_->hardware_protected();
  state_.now = options_.clock->now();
  sampling::Step step = sampling::resume(std::move(state_), [this] { return ids_.next(); });
  state_ = std::move(step.state);
  for (auto& effect : step.effects) carry_out(std::move(effect));
  log::info("terminal_open", {{"labels_owed", static_cast<int>(state_.durable.jobs.size())}});
  reference_changed();
  refresh_counts();
  watch_store();
  sync_and_tell(*terminal_, *options_.mailbox,
                [this](const std::optional<Failure>& failure) { sync_passed(failure); });
  erase_what_is_over();
}

void DeskRuntime::erase_what_is_over() {
  if (!snapshot_->site) return;  // nothing is known yet of how long it is kept
  erasure_.look(*terminal_, worker_, options_.clock->now(),
                {{"sampling", snapshot_->site->retention_days}});
}

void DeskRuntime::watch_store() {
  StoreHealing::Listener listener;
  listener.trouble = [this](FailureCode code) {
    options_.mailbox->post([this, code] { feed(sampling::StoreChanged{code, {}}); });
  };
  listener.healed = [this](sampling::LocalState pieces) {
    options_.mailbox->post([this, pieces = std::move(pieces)]() mutable {
      feed(sampling::StoreChanged{std::nullopt, pieces});
      wipe_all(pieces);
      refresh_counts();
      terminal_->poke_sync();
    });
  };
  terminal_->start_healing(std::move(listener));
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
    site.capacities = signed_site.tube_capacities;
    site.undo_s = signed_site.undo_s;
    site.resample_h = signed_site.resample_h;
    site.sample_late_h = signed_site.sample_late_h;
    site.list_s = fresh_list_s(*snapshot_, options_.clock->now());
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
  const bool list_aged =
      state_.site.ready && fresh_list_s(*snapshot_, options_.clock->now()) != state_.site.list_s;
  if (terminal_->reference().snapshot() != snapshot_ || list_aged) reference_changed();
  refresh_counts();
  erase_what_is_over();
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
  if (auto* e = std::get_if<sampling::PrintLabel>(&effect))
    return print(e->job.job, make_label(*e));
  if (auto* e = std::get_if<sampling::PrintHandOver>(&effect)) return print(e->job, make_list(*e));
  if (auto* e = std::get_if<sampling::PrintReport>(&effect)) return print(e->job, make_report(*e));
  if (auto* e = std::get_if<sampling::PrintCommands>(&effect)) {
    return print(e->job, make_command_sheet());
  }
  if (auto* e = std::get_if<sampling::CompareTubes>(&effect)) return compare(std::move(*e));
  if (std::holds_alternative<sampling::TriggerScanner>(effect)) {
    // A scanner that reads by itself refuses; then the hand does it.
    if (scanner_) static_cast<void>(scanner_->trigger(true));
    return;
  }
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
    append.drafts.push_back({.envelope = std::move(envelope), .priority = item.priority});
  }
  append.local_state = save.local_state;
  append.audit = save.audit;
  const std::uint64_t id = save.save_id;
  terminal_->outbox().append_async(std::move(append), [this, id](Status status) {
    const Milliseconds steady = options_.clock->steady();
    if (!status) log::error("append_failed", {{"failure", log::safe(status.error())}});
    options_.mailbox->post([this, id, status = std::move(status), steady] {
      feed(sampling::Saved{id, status, steady});
      if (!status) terminal_->look_at_store(status.error());
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

Result<drivers::PrintPage> DeskRuntime::make_label(const sampling::PrintLabel& label) {
  if (!label_maker_) return fail(FailureCode::data_damaged, "no template of the label");
  auto page = label_maker_->make(label, drivers::PrinterProfile{}.width_dots);
  if (!page) log::error("label_not_made", {{"failure", log::safe(page.error())}});
  return page;
}

void DeskRuntime::print(const Uuid& job, Result<drivers::PrintPage> page) {
  Status taken = fail(FailureCode::device_absent, "no printer");
  if (!page) {
    taken = fail(page.error().code);
  } else if (printer_) {
    taken = printer_->submit({job, std::move(*page)});
  }
  if (!taken) feed(sampling::Printed{job, "failed", taken.error().code});
}

void DeskRuntime::compare(sampling::CompareTubes ask) {
  // The worker may be busy with a PIN; look-ups are microseconds each, thousands of them are not.
  worker_.post([this, snapshot = snapshot_, ask = std::move(ask)] {
    sampling::Compared answer{.list_s = ask.list_s, .persons = {}};
    if (snapshot->key_persons) answer = compare_tubes(ask, *snapshot->key_persons);
    options_.mailbox->post([this, answer = std::move(answer)] { feed(answer); });
  });
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
  if (state_.alert && !state_.alert->reason_key.empty()) {
    next = std::min(next, state_.reason_until - now);
  }
  if (state_.retry_at > now) next = std::min(next, state_.retry_at - now);
  if (const auto& shift = state_.durable.shift;
      shift && now - shift->since < sampling::kLongestShift) {
    next = std::min(next, shift->since + sampling::kLongestShift - now);
  }
  const auto& tube = state_.durable.tube;
  if (tube && sampling::can_undo(state_)) {
    next = std::min(next, tube->persons.back().at + std::chrono::seconds(state_.site.undo_s) +
                              Milliseconds{1} - now);
  }
  return static_cast<int>(std::clamp<std::int64_t>(next.count(), 10, 60'000));
}

}  // namespace dk::kiosk
