#include "kiosk/session/terminal.h"

#include <utility>

#include "base/codes/cose.h"
#include "base/log.h"
#include "offline-cache/keys/rotation.h"
#include "offline-cache/sync/enrolment.h"
#include "offline-cache/sync/receipt_check.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::kiosk {

namespace {

constexpr const char* kSoftware = "district-kiosk 0.1.0";

// The token is good once and is removed when it was used; its absence is normal after enrolment.
Result<cache::Enrolled> enrol_or_load(const Config& config, const std::string& data_folder,
                                      Files& files) {
  if (auto known = cache::load_enrolment(data_folder, files)) return known;
  if (config.token_file.empty()) {
    return fail(FailureCode::enrolment_refused, "not enrolled and no token_file configured");
  }
  DK_TRY(token, files.read_private(config.token_file));
  std::string text(token.text());
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  auto enrolled = cache::enrol({.url = config.url,
                                .ca_fingerprint = config.ca_fingerprint,
                                .token = text,
                                .terminal = config.terminal,
                                .data_folder = data_folder},
                               files);
  wipe(text.data(), text.size());
  if (enrolled) {
    if (auto removed = files.remove(config.token_file); !removed) {
      log::warn("token_not_removed", {{"failure", log::safe(removed.error())}});
    }
  }
  return enrolled;
}

}  // namespace

Terminal::Terminal(Config config, std::string data_folder, const Clock& clock)
    : config_(std::move(config)), data_folder_(std::move(data_folder)), clock_(clock) {}

Terminal::~Terminal() {
  loop_.reset();
  healing_.stop();
}

Result<std::unique_ptr<Terminal>> Terminal::open(const Config& config,
                                                 const std::string& data_folder, const Clock& clock,
                                                 const DecorateRemote& decorate_remote,
                                                 const std::string& vfs) {
  std::unique_ptr<Terminal> terminal(new Terminal(config, data_folder, clock));
  DK_CHECK(terminal->open_parts(decorate_remote, vfs));
  return terminal;
}

Status Terminal::open_parts(const DecorateRemote& decorate_remote, const std::string& vfs) {
  DK_CHECK(files_.make_folder(data_folder_));
  DK_TRY(enrolled, enrol_or_load(config_, data_folder_, files_));
  if (enrolled.terminal != config_.terminal) {
    return fail(FailureCode::config_invalid, "the data folder belongs to another terminal");
  }
  DK_CHECK(
      cache::finish_rotation({files_, random_, clock_, data_folder_, enrolled.recovery_spki, vfs}));
  const std::string keys_folder = data_folder_ + "/keys";
  const bool first = !files_.size(keys_folder + "/terminal.key").has_value() &&
                     !files_.size(data_folder_ + "/outbox.db").has_value();
  DK_TRY(keys, cache::open_file_keys(files_, random_, keys_folder, enrolled.recovery_spki, first));
  keys_ = std::move(keys);
  DK_TRY(reference, cache::Reference::open(files_, *keys_, random_, data_folder_ + "/reference",
                                           config_.terminal, enrolled.root, clock_));
  reference_ = std::move(reference);
  items_.take(*reference_->snapshot());
  cache::OutboxOptions options;
  options.folder = data_folder_;
  options.vfs = vfs;
  options.algorithms = [this] { return reference_->snapshot()->algorithms; };
  DK_TRY(outbox,
         cache::HealingOutbox::open(options, *keys_, clock_, random_,
                                    [this](const Failure& failure) { healing_.noticed(failure); }));
  outbox_ = std::move(outbox);
  DK_CHECK(cache::check_receipt(*outbox_, reference_->root()));
  witness_ = std::make_unique<cache::Witness>(files_, *keys_, keys_folder);
  DK_CHECK(witness_->check(*outbox_));
  witness();
  const std::string tls = data_folder_ + "/tls";
  for (auto* line : {&remote_, &questions_}) {
    DK_TRY(remote, cache::open_https_remote({.url = config_.url,
                                             .ca_file = tls + "/ca.pem",
                                             .certificate_file = tls + "/cert.pem",
                                             .key_file = tls + "/key.pem"}));
    *line = decorate_remote ? decorate_remote(std::move(remote)) : std::move(remote);
  }
  sync_ = std::make_unique<cache::Sync>(
      *remote_, *outbox_, *reference_, clock_,
      cache::SyncOptions{.terminal = config_.terminal, .software = kSoftware});
  sync_->set_checkpoint_signer([this](ByteView checkpoint) -> Result<Bytes> {
    DK_TRY(key, own_key());
    return codes::make_sign1(checkpoint, wire::kCheckpointContentType, key);
  });
  return {};
}

// Read anew each time: it is renewed while the program runs.
Result<crypto::PrivateKey> Terminal::own_key() {
  DK_TRY(pem, files_.read_private(data_folder_ + "/tls/key.pem"));
  return crypto::PrivateKey::from_pem(pem.text());
}

Result<std::string> Terminal::sign_receipt(codes::ReceiptCode receipt) {
  receipt.terminal = config_.terminal;
  DK_TRY(key, own_key());
  return codes::issue_receipt_code(receipt, key);
}

Status Terminal::renew_certificate() {
  DK_TRY(renewed, cache::renew_if_due(config_.url, data_folder_, files_));
  if (renewed) log::info("certificate_renewed");
  return {};
}

void Terminal::start_healing(StoreHealing::Listener listener) {
  healing_.start(*outbox_, std::move(listener));
}

void Terminal::look_at_store(const Failure& failure) {
  if (!outbox_->trouble()) healing_.noticed(failure);
}

void Terminal::start_sync(std::function<void(const Result<cache::SyncSummary>&)> on_pass) {
  loop_ = std::make_unique<cache::SyncLoop>(
      *sync_, *remote_, std::chrono::seconds(config_.sync_interval_s),
      [this, on_pass = std::move(on_pass)](const Result<cache::SyncSummary>& result) {
        if (result) {
          if (result->reference_changed) items_.take(*reference_->snapshot());
          if (auto renewed = renew_certificate(); !renewed) {
            log::warn("certificate_not_renewed", {{"failure", log::safe(renewed.error())}});
          }
        }
        witness();
        on_pass(result);
      });
}

Result<FactCache*> Terminal::fact_cache() {
  if (fact_cache_ == nullptr) {
    DK_TRY(opened, FactCache::open(files_, *keys_, random_, data_folder_ + "/facts"));
    fact_cache_ = std::make_unique<FactCache>(std::move(opened));
    DK_CHECK(fact_cache_->erase_expired(clock_.now()));
  }
  return fact_cache_.get();
}

void Terminal::witness() {
  if (auto written = witness_->note(outbox_->audit_head()); !written) {
    log::warn("witness_not_written", {{"failure", log::safe(written.error())}});
  }
}

void Terminal::poke_sync() {
  if (loop_) loop_->poke();
}

void Terminal::stop_sync() { loop_.reset(); }

}  // namespace dk::kiosk
