// An outbox that survives its disk's bad hours: the same promises as Outbox, and a way back.
//
// When a call fails because of the store (but for a full disk whose reserve is still there), an
// append for any reason but a slip of the caller, or the reserve was given back, the trouble is
// kept and told; from then on somebody calls heal() now and then until it succeeds. Healing checks
// that the store takes a durable write and has room for its reserve; where the open store cannot be
// trusted any more (a failed fsync), it is closed and opened anew, with all that opening checks.
// While it is closed every call fails with the trouble; nobody is told "saved" who is not.
//
// What was refused with io_error may still be found saved after healing (the kernel kept it): look
// at local_state, which is written with every event. data_damaged and chain_broken do not heal by
// themselves: a store that lies is for a technician.
// Thread-safe; heal() by one thread at a time. `on_trouble` is called on any thread, once per
// trouble, before the caller whose call failed hears of it; it must not call the outbox.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "offline-cache/outbox/outbox.h"

namespace dk::cache {

class HealingOutbox : public Outbox {
 public:
  using OnTrouble = std::function<void(const Failure&)>;
  // As Outbox::open; everything passed in must outlive the result. A store that opens but has no
  // room for its reserve is in trouble from the start (disk_full).
  [[nodiscard]] static Result<std::unique_ptr<HealingOutbox>> open(const OutboxOptions& options,
                                                                   Keys& keys, const Clock& clock,
                                                                   Random& random,
                                                                   OnTrouble on_trouble);

  [[nodiscard]] std::optional<Failure> trouble() const;
  // One try. Success: the trouble is over.
  [[nodiscard]] Status heal();

  Status append(Append append) override;
  void append_async(Append append, std::function<void(Status)> done) override;
  Result<std::string> local_state(const std::string& key) override;
  Result<std::vector<std::string>> local_state_names(const std::string& prefix) override;
  Counts counts() override;  // the last known ones while closed
  Result<std::vector<Pending>> take(std::size_t max) override;
  Status settle(const std::vector<wire::EventAnswer>& answers) override;
  Status release() override;
  Result<std::vector<std::pair<Uuid, std::string>>> quarantined() override;
  Status audit(std::vector<audit::Record> records) override;
  AuditHead audit_head() override;
  Result<crypto::Digest> audit_hash(std::uint64_t seq) override;
  Result<Growth> audit_growth(std::uint64_t since) override;
  Status keep_receipt(Bytes cose) override;
  Result<Bytes> receipt() override;
  bool has_reserve() override;
  Status check_writable() override;
  Status erase_expired(const std::map<std::string, int>& keep_days) override;

 private:
  HealingOutbox(OutboxOptions options, Keys& keys, const Clock& clock, Random& random,
                OnTrouble on_trouble);
  [[nodiscard]] std::shared_ptr<Outbox> store() const;
  [[nodiscard]] std::unexpected<Failure> closed() const;
  Status reopen();
  void note(const Failure& failure);
  Status noted(Status status);
  Status noted_append(Outbox& store, Status status);
  void look_at_reserve(Outbox& store);
  template <class T>
  Result<T> noted(Result<T> result);

  const OutboxOptions options_;
  Keys& keys_;
  const Clock& clock_;
  Random& random_;
  const OnTrouble on_trouble_;
  mutable std::mutex mutex_;
  std::weak_ptr<Outbox> closing_;  // was it, while a call that began before still uses it
  std::optional<Failure> trouble_;
  Counts counts_;  // of the moment of closing
  AuditHead head_;
  std::shared_ptr<Outbox> store_;  // null while closed; last: answers to its last moment come here
};

}  // namespace dk::cache
