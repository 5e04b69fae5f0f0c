#include "offline-cache/outbox/outbox.h"

#include <algorithm>

#include "base/log.h"
#include "base/secret.h"
#include "offline-cache/outbox/head_seal.h"
#include "offline-cache/outbox/jobs.h"
#include "offline-cache/outbox/session.h"
#include "offline-cache/outbox/writer.h"

namespace dk::cache {
namespace {

constexpr std::uint64_t kHashBite = 5000;  // some milliseconds of the writer's time

void wipe_text(std::string& text) { wipe(text.data(), text.size()); }

// What is sealed now need not lie in memory any longer.
void wipe_append(Append& append) {
  for (Draft& draft : append.drafts) wipe_text(draft.envelope.body);
  for (auto& [name, value] : append.local_state) wipe_text(value);
}

class OutboxOnDisk : public Outbox {
 public:
  // `make` gives the Session where it stays: it cannot be moved.
  template <class Make>
  OutboxOnDisk(Make make, const Clock& clock)
      : session_(make()),
        clock_(clock),
        writer_([this](std::vector<Job>& batch) { session_.run(batch); },
                [this] { session_.tidy(); }) {}

  Status append(Append append) override {
    DK_CHECK(check_append(append));
    const Status status =
        writer_.call({.work = [&append](Session& session) { return do_append(session, append); },
                      .done = {},
                      .may_use_reserve = true,
                      .truncate_wal = false,
                      .status = {}});
    wipe_append(append);
    return status;
  }

  void append_async(Append append, std::function<void(Status)> done) override {
    auto shared = std::make_shared<Append>(std::move(append));
    writer_.post({.work = [shared](Session& session) -> Status {
                    DK_CHECK(check_append(*shared));
                    return do_append(session, *shared);
                  },
                  .done =
                      [shared, done = std::move(done)](Status status) {
                        wipe_append(*shared);
                        if (done) done(std::move(status));
                      },
                  .may_use_reserve = true,
                  .truncate_wal = false,
                  .status = {}});
  }

  Result<std::string> local_state(const std::string& key) override {
    std::string value;
    DK_CHECK(call([&](Session& session) -> Status {
      DK_TRY(plain, session.keys().get_local(session.database(), key));
      value = plain.text();
      return {};
    }));
    return value;
  }

  Result<std::vector<std::string>> local_state_names(const std::string& prefix) override {
    std::vector<std::string> names;
    DK_CHECK(call([&](Session& session) {
      return session.keys().list_local(session.database(), prefix, names);
    }));
    return names;
  }

  Counts counts() override { return session_.published().counts; }
  AuditHead audit_head() override { return session_.published().audit; }

  Result<std::vector<Pending>> take(std::size_t max) override {
    std::vector<Pending> out;
    const Status status = call([&](Session& session) { return do_take(session, max, out); });
    if (!status) {
      for (Pending& pending : out) wipe_text(pending.json);
      return std::unexpected(status.error());
    }
    return out;
  }
  Status settle(const std::vector<wire::EventAnswer>& answers) override {
    return call([&](Session& session) { return do_settle(session, answers); });
  }
  Status release() override {
    return call([](Session& session) { return do_release(session); });
  }
  Result<std::vector<std::pair<Uuid, std::string>>> quarantined() override {
    std::vector<std::pair<Uuid, std::string>> out;
    DK_CHECK(call([&](Session& session) { return do_list_quarantined(session, out); }));
    return out;
  }

  bool has_reserve() override { return session_.has_reserve(); }

  Status check_writable() override {
    DK_CHECK(writer_.call({.work = [](Session& session) { return session.write_ledger(); },
                           .done = {},
                           .may_use_reserve = false,
                           .truncate_wal = true,
                           .status = {}}));
    if (!has_reserve()) return fail(FailureCode::disk_full, "no room for the reserve");
    return {};
  }

  Status audit(std::vector<audit::Record> records) override {
    return call([&](Session& session) -> Status {
      for (const audit::Record& record : records) DK_CHECK(session.audit(record));
      return {};
    });
  }

  Result<crypto::Digest> audit_hash(std::uint64_t seq) override {
    crypto::Digest hash{};
    DK_CHECK(call([&](Session& session) -> Status {
      DK_TRY(found, entry_hash_at(session.database(), session.ledger().audit.instance, seq));
      hash = found;
      return {};
    }));
    return hash;
  }

  Result<Growth> audit_growth(std::uint64_t since) override {
    Growth out{audit_head(), {}};
    wire::GrowthProof proof(since, out.head.seq);
    std::vector<crypto::Digest> bite;
    while (!proof.complete()) {
      const std::uint64_t most = std::min(kHashBite, out.head.seq - proof.next());
      DK_CHECK(call(
          [&](Session& session) { return do_read_hashes(session, proof.next(), most, bite); }));
      for (const crypto::Digest& hash : bite) proof.add(hash);
    }
    out.growth = proof.growth();
    return out;
  }

  Status keep_receipt(Bytes cose) override {
    return call([&](Session& session) { return do_keep_receipt(session, cose); });
  }
  Result<Bytes> receipt() override {
    Bytes cose;
    DK_CHECK(call([&](Session& session) -> Status {
      DK_TRY(found, load_receipt(session.database()));
      cose = std::move(found);
      return {};
    }));
    return cose;
  }

  Status erase_expired(const std::map<std::string, int>& keep_days) override {
    std::map<std::string, std::string> before_days;
    for (const auto& [retention_class, days] : keep_days) {
      if (days < 0) return fail(FailureCode::invalid_argument, "negative days to keep");
      before_days[retention_class] = china_day(clock_.now() - std::chrono::days(days));
    }
    for (const auto& [retention_class, before] : before_days) {
      for (std::size_t deleted = 1; deleted > 0;) {
        DK_CHECK(call([&](Session& session) {
          return do_erase_rows(session, retention_class, before, deleted);
        }));
      }
    }
    return writer_.call(
        {.work = [&](Session& session) { return do_erase_keys(session, before_days); },
         .done = {},
         .may_use_reserve = false,
         .truncate_wal = true,
         .status = {}});
  }

 private:
  Status call(std::function<Status(Session&)> work) {
    return writer_.call({.work = std::move(work),
                         .done = {},
                         .may_use_reserve = false,
                         .truncate_wal = false,
                         .status = {}});
  }

  Session session_;
  const Clock& clock_;
  Writer writer_;  // last: its thread uses everything above
};

struct Recovered {
  StoreIdentity identity;
  Ledger ledger;
  Secret seal_key;
};

// By partial indexes, which are small where much is confirmed and still quick where nothing is.
Status check_counters(Database& database, const Counts& counts, std::uint64_t most_counted) {
  std::vector<std::pair<const char*, std::uint64_t>> expected{
      {"SELECT count(*) FROM event WHERE state = 1", counts.sent},
      {"SELECT count(*) FROM event WHERE state = 3", counts.quarantined}};
  if (counts.saved <= most_counted) {
    expected.emplace_back("SELECT count(*) FROM event WHERE state = 0", counts.saved);
  }
  for (const auto& [sql, sealed] : expected) {
    Query row = database.query(sql);
    DK_CHECK(row.one_row());
    if (row.unsigned_integer(0) != sealed) {
      return fail(FailureCode::data_damaged,
                  "events were hidden or added: the sealed counters say " + std::to_string(sealed) +
                      ", the events " + std::to_string(row.unsigned_integer(0)));
    }
  }
  return {};
}

Result<Recovered> recover(Database& database, const OutboxOptions& options, Keys& keys,
                          const Clock& clock, Random& random) {
  DK_TRY(transaction, Transaction::begin(database));
  auto identity = load_identity(database);
  if (!identity) {
    if (identity.error().code != FailureCode::not_found) return std::unexpected(identity.error());
    DK_CHECK(create_identity(database, keys, clock.now(), random));
    DK_TRY(made, load_identity(database));
    identity = std::move(made);
  } else if (identity->terminal_key_id != keys.terminal_key_id()) {
    return fail(FailureCode::key_missing,
                "this disk belongs to terminal key " + to_hex(identity->terminal_key_id) +
                    ", this terminal's key is " + to_hex(keys.terminal_key_id()));
  }
  DK_TRY(stored, load_ledger(database));
  DK_TRY(wrapped, load_seal_key(database));
  DK_TRY(seal_key, keys.unwrap(seal_key_context(identity->instance), wrapped));
  DK_CHECK(check_head_seal(seal_key.view(), *identity, stored));
  const Ledger& ledger = stored.ledger;
  DK_CHECK(check_head(database, ledger.audit));
  DK_CHECK(check_counters(database, ledger.counts, options.most_counted_at_start));
  Query highest = database.query("SELECT max(seq) FROM event");
  DK_CHECK(highest.one_row());
  if (highest.unsigned_integer(0) > ledger.counts.last_seq) {
    return fail(FailureCode::data_damaged, "an event is newer than the counters");
  }
  DK_CHECK(transaction.commit());
  return Recovered{std::move(*identity), ledger, std::move(seal_key)};
}

}  // namespace

Result<std::map<std::string, std::string>> all_local_state(Outbox& outbox) {
  DK_TRY(names, outbox.local_state_names(""));
  std::map<std::string, std::string> all;
  for (const std::string& name : names) {
    DK_TRY(value, outbox.local_state(name));
    all[name] = std::move(value);
  }
  return all;
}

Result<std::unique_ptr<Outbox>> Outbox::open(const OutboxOptions& options, Keys& keys,
                                             const Clock& clock, Random& random) {
  DK_TRY(store, open_store(outbox_path(options.folder), outbox_format(), options.vfs));
  DK_TRY(recovered, recover(store.database, options, keys, clock, random));
  const bool was_out = recovered.ledger.counts.sent > 0;
  auto outbox = std::make_unique<OutboxOnDisk>(
      [&] {
        return Session(std::move(store.database), std::move(recovered.identity),
                       std::move(recovered.ledger), std::move(recovered.seal_key),
                       KeyRing(keys, random, options.algorithms),
                       Reserve(options.folder, options.reserve_bytes, options.vfs), clock);
      },
      clock);
  // What was out when the power went is asked again; the district answers `duplicate` if need be.
  if (was_out) DK_CHECK(outbox->release());
  return outbox;
}

}  // namespace dk::cache
