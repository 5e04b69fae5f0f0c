#include "offline-cache/outbox/outbox.h"

#include <algorithm>

#include "base/log.h"
#include "base/secret.h"
#include "offline-cache/outbox/jobs.h"
#include "offline-cache/outbox/session.h"
#include "offline-cache/outbox/writer.h"

namespace dk::cache {
namespace {

void wipe_text(std::string& text) { wipe(text.data(), text.size()); }

// What is sealed now need not lie in memory any longer.
void wipe_append(Append& append) {
  for (Draft& draft : append.drafts) wipe_text(draft.envelope.body);
  for (auto& [name, value] : append.local_state) wipe_text(value);
}

class OutboxOnDisk : public Outbox {
 public:
  OutboxOnDisk(Database database, Ledger ledger, KeyRing keys, Reserve reserve, const Clock& clock)
      : session_(std::move(database), ledger, std::move(keys), std::move(reserve), clock),
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

  Status audit(std::vector<audit::Record> records) override {
    return call([&](Session& session) -> Status {
      for (const audit::Record& record : records) DK_CHECK(session.audit(record));
      return {};
    });
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

Result<Ledger> recover(Database& database, const Keys& keys, const Clock& clock, Random& random) {
  DK_TRY(transaction, Transaction::begin(database));
  const auto identity = load_identity(database);
  if (!identity) {
    if (identity.error().code != FailureCode::not_found) return std::unexpected(identity.error());
    DK_CHECK(create_identity(database, keys, clock.now(), random));
  } else if (identity->terminal_key_id != keys.terminal_key_id()) {
    return fail(FailureCode::key_missing,
                "this disk belongs to terminal key " + to_hex(identity->terminal_key_id) +
                    ", this terminal's key is " + to_hex(keys.terminal_key_id()));
  }
  DK_TRY(ledger, load_ledger(database));
  DK_CHECK(check_head(database, ledger.audit));
  Query highest = database.query("SELECT max(seq) FROM event");
  DK_CHECK(highest.one_row());
  if (highest.unsigned_integer(0) > ledger.counts.last_seq) {
    return fail(FailureCode::data_damaged, "an event is newer than the counters");
  }
  DK_CHECK(transaction.commit());
  return ledger;
}

}  // namespace

Result<std::unique_ptr<Outbox>> Outbox::open(const OutboxOptions& options, Keys& keys,
                                             const Clock& clock, Random& random) {
  DK_TRY(store, open_store(outbox_path(options.folder), outbox_format(), options.vfs));
  DK_TRY(ledger, recover(store.database, keys, clock, random));
  auto outbox =
      std::make_unique<OutboxOnDisk>(std::move(store.database), ledger, KeyRing(keys, random),
                                     Reserve(options.folder, options.reserve_bytes), clock);
  // What was out when the power went is asked again; the district answers `duplicate` if need be.
  if (ledger.counts.sent > 0) DK_CHECK(outbox->release());
  return outbox;
}

}  // namespace dk::cache
