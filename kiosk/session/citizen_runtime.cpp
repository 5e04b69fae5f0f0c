#include "kiosk/session/citizen_runtime.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "base/process.h"
#include "kiosk/citizen/catalogue.h"
#include "kiosk/session/case_events.h"
#include "kiosk/session/citizen_pages.h"
#include "kiosk/session/citizen_records.h"

namespace dk::kiosk {

CitizenRuntime::CitizenRuntime(CitizenOptions options)
    : options_(std::move(options)),
      ids_(system_clock_, random_),
      snapshot_(std::make_shared<const cache::Snapshot>()) {
  fresh_.id = [this] { return ids_.next(); };
  fresh_.salt = [this] { return to_hex(random_.bytes(32)); };
  state_.own_language = options_.config.language;
  state_.language = state_.own_language;
  state_.own_access = options_.access;
  state_.access = options_.access;
  state_.moved_clock = options_.moved_clock;
  state_.network = {.online = true, .known = false};  // until the first pass has been
  state_.now = options_.clock->now();
  state_.steady = options_.clock->steady();
  state_.last_touch = state_.steady;
}

CitizenRuntime::~CitizenRuntime() {
  options_.mailbox->close();
  if (terminal_) {
    terminal_->district().cancel();
    terminal_->stop_sync();
  }
  id_reader_.reset();
  social_reader_.reset();
  scanner_.reset();
  printer_.reset();
}

void CitizenRuntime::start() {
  worker_.post([this] { open_terminal(); });
}

void CitizenRuntime::open_terminal() {
  auto terminal = open_until_it_works(options_, worker_, [this](FailureCode why) {
    options_.mailbox->post([this, why] {
      citizen::SiteChanged site;
      site.why = why;
      feed(site);
    });
  });
  if (!terminal) return;
  auto shared = std::make_shared<std::unique_ptr<Terminal>>(std::move(terminal));
  options_.mailbox->post([this, shared] { opened(std::move(*shared)); });
}

void CitizenRuntime::opened(std::unique_ptr<Terminal> terminal) {
  terminal_ = std::move(terminal);
  log::info("terminal_open");
  reference_changed();
  refresh_counts();
  watch_store();
  sync_and_tell(*terminal_, *options_.mailbox,
                [this](const std::optional<Failure>& failure) { sync_passed(failure); });
  erase_what_is_over();
}

void CitizenRuntime::erase_what_is_over() {
  if (!snapshot_->site) return;  // nothing is known yet of how long it is kept
  erasure_.look(*terminal_, worker_, options_.clock->now(), citizen_keep_days());
}

void CitizenRuntime::watch_store() {
  StoreHealing::Listener listener;
  listener.trouble = [](FailureCode) {};  // the next save is told, with its way out
  listener.healed = [this](const std::map<std::string, std::string>&) {
    options_.mailbox->post([this] {
      refresh_counts();
      terminal_->poke_sync();
    });
  };
  terminal_->start_healing(std::move(listener));
}

void CitizenRuntime::reference_changed() {
  snapshot_ = terminal_->reference().snapshot();
  citizen::SiteChanged site;
  site.ready = snapshot_->site && snapshot_->trust;
  site.terminal = options_.config.desk;
  if (site.ready) {
    site.name = snapshot_->site->name;
    if (const auto& service = snapshot_->site->service) {
      site.name = service->name;
      site.hotline = service->hotline;
      site.helper = service->helper;
      const auto nearest = service->nearest.find(options_.config.terminal);
      if (nearest != service->nearest.end()) site.nearest = nearest->second;
    }
    start_devices(*snapshot_->site);
  }
  feed(citizen::CatalogueChanged{citizen::make_catalogue(terminal_->items().items())});
  feed(site);
}

void CitizenRuntime::sync_passed(const std::optional<Failure>& failure) {
  state_.network.online = !failure;
  state_.network.known = true;
  if (failure && failure->code != FailureCode::network_unreachable &&
      failure->code != FailureCode::timed_out) {
    log::warn("sync_failed", {{"failure", log::safe(*failure)}});
  }
  if (terminal_->reference().snapshot() != snapshot_) reference_changed();
  refresh_counts();
  erase_what_is_over();
}

void CitizenRuntime::refresh_counts() {
  const cache::Counts counts = terminal_->outbox().counts();
  citizen::NetworkChanged network = state_.network;
  network.waiting = counts.saved + counts.sent;
  network.syncing = network.online && network.waiting > 0;
  feed(network);
}

void CitizenRuntime::feed(decltype(citizen::Event::what) what) {
  const citizen::Event event{std::move(what), options_.clock->now(), options_.clock->steady()};
  citizen::Step step = citizen::update(std::move(state_), event, fresh_);
  state_ = std::move(step.state);
  for (auto& effect : step.effects) carry_out(std::move(effect));
}

int CitizenRuntime::next_change_ms() const {
  return static_cast<int>(citizen::next_change(state_).count());
}

void CitizenRuntime::carry_out(citizen::Effect effect) {
  namespace c = citizen;
  if (auto* e = std::get_if<c::FetchFacts>(&effect)) return on(std::move(*e));
  if (auto* e = std::get_if<c::AskCases>(&effect)) return on(*e);
  if (auto* e = std::get_if<c::AskSubjects>(&effect)) return on(*e);
  if (auto* e = std::get_if<c::AskCertificates>(&effect)) return on(*e);
  if (auto* e = std::get_if<c::AskHelp>(&effect)) return on(*e);
  if (auto* e = std::get_if<c::AskCode>(&effect)) return on(*e);
  if (auto* e = std::get_if<c::MakeTakeAway>(&effect)) return on(*e);
  if (auto* e = std::get_if<c::Save>(&effect)) return on(*e);
  if (auto* e = std::get_if<c::PrintReceipt>(&effect)) return on(std::move(*e));
  if (auto* e = std::get_if<c::PrintTicket>(&effect)) return on(*e);
  if (auto* e = std::get_if<c::EndSession>(&effect)) return on(*e);
  if (auto* e = std::get_if<c::GiveAway>(&effect)) return on(std::move(*e));
  if (auto* e = std::get_if<c::TakeOver>(&effect)) return on(*e);
  if (auto* e = std::get_if<c::Play>(&effect)) return options_.hooks.play(e->sound);
  if (auto* e = std::get_if<c::SetLanguage>(&effect)) {
    return options_.hooks.set_language(e->language);
  }
  if (auto* e = std::get_if<c::SetVoice>(&effect)) return options_.hooks.set_voice(*e);
  if (auto* e = std::get_if<c::OpenInput>(&effect)) return options_.hooks.open_input(*e);
  if (std::holds_alternative<c::CloseInput>(effect)) return options_.hooks.close_input();
}

void CitizenRuntime::on(const citizen::MakeTakeAway& effect) {
  if (!terminal_) return;
  ++waiting_;
  worker_.post([this, receipt = receipt_code_of(effect.record), id = effect.record.id] {
    auto code = terminal_->sign_receipt(receipt);
    if (!code) log::error("receipt_not_signed", {{"failure", log::safe(code.error())}});
    options_.mailbox->post([this, answer = citizen::TakeAwayAnswered{id, code.value_or("")}] {
      --waiting_;
      feed(answer);
    });
  });
}

void CitizenRuntime::on(const citizen::Save& save) {
  if (!terminal_) {
    return feed(citizen::Saved{save.save_id, fail(FailureCode::reference_missing)});
  }
  auto body = body_of(save);
  Result<cache::Draft> made = fail(FailureCode::invalid_argument);
  if (body) {
    made = draft(ids_.next(), body->type, std::move(body->json),
                 {.terminal = options_.config.terminal,
                  .at = save.at,
                  .trusted_floor = snapshot_->manifest_issued,
                  .data_versions = snapshot_->versions});
  }
  if (!made) {
    const Failure failure = body ? made.error() : body.error();
    log::error("event_not_made", {{"failure", log::safe(failure)}});
    return feed(citizen::Saved{save.save_id, fail(failure.code)});
  }
  cache::Append append;
  append.drafts.push_back(std::move(*made));
  ++waiting_;
  terminal_->outbox().append_async(std::move(append), [this, id = save.save_id](Status status) {
    if (!status) log::error("append_failed", {{"failure", log::safe(status.error())}});
    options_.mailbox->post([this, id, status = std::move(status)] {
      --waiting_;
      feed(citizen::Saved{id, status});
      if (!status) terminal_->look_at_store(status.error());
      refresh_counts();
      terminal_->poke_sync();
    });
  });
}

void CitizenRuntime::on(citizen::PrintReceipt effect) { print(effect.job, make_receipt(effect)); }

void CitizenRuntime::on(const citizen::PrintTicket& effect) {
  print(effect.job, make_ticket(effect));
}

void CitizenRuntime::print(const Uuid& job, Result<drivers::PrintPage> page) {
  Status taken = fail(FailureCode::device_absent, "no printer");
  if (!page) {
    taken = fail(page.error().code);
  } else if (printer_) {
    taken = printer_->submit({job, std::move(*page)});
  }
  if (taken) {
    feed(citizen::PaperChanged{job, citizen::Paper::Printing, 0, {}});
  } else {
    feed(citizen::PaperChanged{job, citizen::Paper::Failed, 0, taken.error().code});
  }
}

void CitizenRuntime::on(const citizen::EndSession&) {
  if (terminal_) terminal_->district().cancel();
  citizen::Wiped wiped{{{"identity", !state_.session}, {"answers", !state_.session}}};
  for (auto& part : options_.hooks.wipe_screen()) wiped.what.push_back(std::move(part));
  feed(std::move(wiped));
  wipe_stack();
  worker_.post(wipe_stack);
  asker_.post(wipe_stack);
}

}  // namespace dk::kiosk
