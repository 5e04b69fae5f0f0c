#include "offline-cache/outbox/healing_outbox.h"

#include "base/log.h"
#include "offline-cache/store/sqlite.h"

namespace dk::cache {
namespace {

bool heals(FailureCode code) {
  return code != FailureCode::data_damaged && code != FailureCode::chain_broken;
}

}  // namespace

HealingOutbox::HealingOutbox(OutboxOptions options, Keys& keys, const Clock& clock, Random& random,
                             OnTrouble on_trouble)
    : options_(std::move(options)),
      keys_(keys),
      clock_(clock),
      random_(random),
      on_trouble_(std::move(on_trouble)) {}

Result<std::unique_ptr<HealingOutbox>> HealingOutbox::open(const OutboxOptions& options, Keys& keys,
                                                           const Clock& clock, Random& random,
                                                           OnTrouble on_trouble) {
  std::unique_ptr<HealingOutbox> out(
      new HealingOutbox(options, keys, clock, random, std::move(on_trouble)));
  DK_CHECK(out->reopen());
  out->look_at_reserve(*out->store());
  return out;
}

Status HealingOutbox::reopen() {
  {
    // Never two of them in one process: the second one's closing would drop the first one's lock.
    const std::lock_guard lock(mutex_);
    if (!closing_.expired()) return fail(FailureCode::store_in_use, "a call has not returned yet");
  }
  DK_TRY(opened, Outbox::open(options_, keys_, clock_, random_));
  const std::lock_guard lock(mutex_);
  store_ = std::move(opened);
  return {};
}

std::shared_ptr<Outbox> HealingOutbox::store() const {
  const std::lock_guard lock(mutex_);
  return store_;
}

std::optional<Failure> HealingOutbox::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

std::unexpected<Failure> HealingOutbox::closed() const {
  const auto why = trouble();
  return std::unexpected(why.value_or(Failure{FailureCode::io_error, "the store is being opened"}));
}

void HealingOutbox::note(const Failure& failure) {
  {
    const std::lock_guard lock(mutex_);
    // Damage outweighs what was there; else the first word stands until it is healed.
    if (trouble_ && (heals(failure.code) || !heals(trouble_->code))) return;
    trouble_ = failure;
  }
  log::error("outbox_trouble", {{"failure", log::safe(failure)}});
  if (on_trouble_) on_trouble_(failure);
}

Status HealingOutbox::noted(Status status) {
  // No room for housekeeping closes no desk: the reserve is still there for the next person.
  if (!status && status.error().code == FailureCode::disk_full && has_reserve()) return status;
  if (!status && is_store_failure(status.error().code)) note(status.error());
  if (!status && status.error().code == FailureCode::chain_broken) note(status.error());
  return status;
}

template <class T>
Result<T> HealingOutbox::noted(Result<T> result) {
  if (!result) static_cast<void>(noted(Status(std::unexpected(result.error()))));
  return result;
}

// Given back for the person who was just saved: nobody else should be promised anything.
void HealingOutbox::look_at_reserve(Outbox& store) {
  if (!store.has_reserve()) note({FailureCode::disk_full, "the reserve is given back"});
}

Status HealingOutbox::noted_append(Outbox& store, Status status) {
  if (status) look_at_reserve(store);
  if (!status && status.error().code != FailureCode::invalid_argument) note(status.error());
  return status;
}

Status HealingOutbox::heal() {
  const auto why = trouble();
  if (!why) return {};
  if (!heals(why->code)) return std::unexpected(*why);
  if (auto open = store()) {
    const Status status = open->check_writable();
    if (!status && (status.error().code == FailureCode::disk_full ||
                    status.error().code == FailureCode::disk_read_only)) {
      return status;  // still whole, still no room
    }
    if (!status) {
      const std::lock_guard lock(mutex_);
      counts_ = store_->counts();
      head_ = store_->audit_head();
      closing_ = store_;
      store_.reset();
    }
  }
  if (!store()) {
    DK_CHECK(reopen());
    DK_CHECK(store()->check_writable());
  }
  {
    const std::lock_guard lock(mutex_);
    // Damage that was found meanwhile stays.
    if (trouble_ && !heals(trouble_->code)) return std::unexpected(*trouble_);
    trouble_.reset();
  }
  log::info("outbox_healed");
  return {};
}

Status HealingOutbox::append(Append append) {
  const auto open = store();
  if (!open) return closed();
  return noted_append(*open, open->append(std::move(append)));
}

void HealingOutbox::append_async(Append append, std::function<void(Status)> done) {
  const auto open = store();
  if (!open) return done(closed());
  // The writer thread must not hold the store that it works for: it could not end itself.
  Outbox* const raw = open.get();
  open->append_async(std::move(append), [this, raw, done = std::move(done)](Status status) {
    done(noted_append(*raw, std::move(status)));
  });
}

Result<std::string> HealingOutbox::local_state(const std::string& key) {
  const auto open = store();
  if (!open) return closed();
  return noted(open->local_state(key));
}

Result<std::vector<std::string>> HealingOutbox::local_state_names(const std::string& prefix) {
  const auto open = store();
  if (!open) return closed();
  return noted(open->local_state_names(prefix));
}

Counts HealingOutbox::counts() {
  const auto open = store();
  if (open) return open->counts();
  const std::lock_guard lock(mutex_);
  return counts_;
}

AuditHead HealingOutbox::audit_head() {
  const auto open = store();
  if (open) return open->audit_head();
  const std::lock_guard lock(mutex_);
  return head_;
}

Result<std::vector<Pending>> HealingOutbox::take(std::size_t max) {
  const auto open = store();
  if (!open) return closed();
  return noted(open->take(max));
}

Status HealingOutbox::settle(const std::vector<wire::EventAnswer>& answers) {
  const auto open = store();
  if (!open) return closed();
  return noted(open->settle(answers));
}

Status HealingOutbox::release() {
  const auto open = store();
  if (!open) return closed();
  return noted(open->release());
}

Result<std::vector<std::pair<Uuid, std::string>>> HealingOutbox::quarantined() {
  const auto open = store();
  if (!open) return closed();
  return noted(open->quarantined());
}

Status HealingOutbox::audit(std::vector<audit::Record> records) {
  const auto open = store();
  if (!open) return closed();
  return noted(open->audit(std::move(records)));
}

Result<crypto::Digest> HealingOutbox::audit_hash(std::uint64_t seq) {
  const auto open = store();
  if (!open) return closed();
  return noted(open->audit_hash(seq));
}

Result<Outbox::Growth> HealingOutbox::audit_growth(std::uint64_t since) {
  const auto open = store();
  if (!open) return closed();
  return noted(open->audit_growth(since));
}

Status HealingOutbox::keep_receipt(Bytes cose) {
  const auto open = store();
  if (!open) return closed();
  return noted(open->keep_receipt(std::move(cose)));
}

Result<Bytes> HealingOutbox::receipt() {
  const auto open = store();
  if (!open) return closed();
  return noted(open->receipt());
}

bool HealingOutbox::has_reserve() {
  const auto open = store();
  return open && open->has_reserve();
}

Status HealingOutbox::check_writable() {
  const auto open = store();
  if (!open) return closed();
  return noted(open->check_writable());
}

Status HealingOutbox::erase_expired(const std::map<std::string, int>& keep_days) {
  const auto open = store();
  if (!open) return closed();
  return noted(open->erase_expired(keep_days));
}

}  // namespace dk::cache
