#include "offline-cache/outbox/outbox.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <atomic>
#include <future>

#include "offline-cache/faults/fault_vfs.h"
#include "offline-cache/outbox/head_seal.h"
#include "offline-cache/outbox/outbox_test_support.h"

namespace dk::cache {
namespace {

TEST(Outbox, registered_is_there_after_restart) {
  Desk desk;
  const Append person = desk.registration("1 person");
  {
    auto outbox = desk.open().value();
    ASSERT_TRUE(outbox->append(person));
    EXPECT_EQ(outbox->counts().saved, 1u);
    EXPECT_EQ(outbox->counts().last_seq, 1u);
  }
  auto outbox = desk.open().value();
  EXPECT_EQ(outbox->counts().saved, 1u);
  EXPECT_EQ(outbox->local_state("desk").value(), "1 person");
  auto taken = outbox->take(10).value();
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].id, person.drafts[0].envelope.id);
  wire::Envelope expected = person.drafts[0].envelope;
  expected.seq = 1;
  EXPECT_EQ(taken[0].json, wire::to_json(expected));
}

TEST(Outbox, seq_has_no_gaps) {
  Desk desk;
  auto outbox = desk.open().value();
  ASSERT_TRUE(outbox->append(desk.registration()));
  Append refused = desk.registration();
  refused.drafts.push_back(desk.draft());
  refused.drafts[1].envelope.body = "{\"x\":\"" + std::string(wire::kMaxLineBytes, 'x') + "\"}";
  const Status status = outbox->append(refused);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, FailureCode::invalid_argument);
  ASSERT_TRUE(outbox->append(desk.registration()));
  EXPECT_EQ(outbox->counts().last_seq, 2u);
  EXPECT_EQ(take_all(*outbox).size(), 2u);
}

TEST(Outbox, events_of_one_append_are_saved_together_or_not_at_all) {
  Desk desk;
  auto outbox = desk.open().value();
  Append both = desk.registration();
  both.drafts.push_back(both.drafts[0]);  // the same id twice
  EXPECT_FALSE(outbox->append(both));
  EXPECT_EQ(outbox->counts().saved, 0u);
  EXPECT_EQ(outbox->local_state("desk").error().code, FailureCode::not_found);
  both.drafts[1] = desk.draft();
  ASSERT_TRUE(outbox->append(both));
  EXPECT_EQ(outbox->counts().saved, 2u);
}

TEST(Outbox, event_saved_twice_is_there_once) {
  Desk desk;
  auto outbox = desk.open().value();
  const Append person = desk.registration();
  ASSERT_TRUE(outbox->append(person));
  const AuditHead head = outbox->audit_head();
  ASSERT_TRUE(outbox->append(person));
  EXPECT_EQ(outbox->counts().saved, 1u);
  EXPECT_EQ(outbox->audit_head().seq, head.seq);
  Append edited = person;
  edited.drafts[0].envelope.operator_id = "S-0042";
  const Status status = outbox->append(edited);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, FailureCode::invalid_argument);
  Append partly = person;
  partly.drafts.push_back(desk.draft());
  EXPECT_FALSE(outbox->append(partly));
  EXPECT_EQ(outbox->counts().saved, 1u);
}

TEST(Outbox, words_of_a_person_never_become_clear_columns) {
  Desk desk;
  auto outbox = desk.open().value();
  Append person = desk.registration();
  person.drafts[0].envelope.type = "曾琳";
  EXPECT_FALSE(outbox->append(person));
  person = desk.registration();
  person.local_state["Zeng Lin"] = "x";
  EXPECT_FALSE(outbox->append(person));
  person = desk.registration();
  ASSERT_TRUE(outbox->append(person));
  ASSERT_EQ(outbox->take(1).value().size(), 1u);
  ASSERT_TRUE(outbox->settle({rejected(person.drafts[0].envelope.id, "曾琳 is unknown")}));
  EXPECT_EQ(outbox->quarantined().value()[0].second, "reason_unreadable");
}

TEST(Outbox, order_by_priority_then_seq) {
  Desk desk;
  auto outbox = desk.open().value();
  std::vector<Uuid> expected;
  for (const int priority : {1, 0, 2, 0, 1}) {
    Append append = desk.registration();
    append.drafts[0].priority = priority;
    expected.push_back(append.drafts[0].envelope.id);
    ASSERT_TRUE(outbox->append(append));
  }
  EXPECT_EQ(take_all(*outbox),
            (std::vector<Uuid>{expected[1], expected[3], expected[0], expected[4], expected[2]}));
}

TEST(Outbox, event_sent_twice_confirms_once) {
  Desk desk;
  auto outbox = desk.open().value();
  const Append person = desk.registration();
  const Uuid id = person.drafts[0].envelope.id;
  ASSERT_TRUE(outbox->append(person));
  ASSERT_EQ(outbox->take(10).value().size(), 1u);
  EXPECT_EQ(outbox->counts().sent, 1u);
  EXPECT_TRUE(outbox->take(10).value().empty());
  ASSERT_TRUE(outbox->release());  // no answer came
  ASSERT_EQ(outbox->take(10).value().size(), 1u);
  ASSERT_TRUE(outbox->settle({{id, wire::EventResult::Duplicate, ""}, accepted(id)}));
  ASSERT_TRUE(outbox->settle({accepted(id), rejected(id, "too_late")}));
  const Counts counts = outbox->counts();
  EXPECT_EQ(counts.confirmed, 1u);
  EXPECT_EQ(counts.saved + counts.sent + counts.quarantined, 0u);
  EXPECT_TRUE(outbox->take(10).value().empty());
}

TEST(Outbox, answer_that_comes_after_release_still_counts) {
  Desk desk;
  auto outbox = desk.open().value();
  const Append person = desk.registration();
  ASSERT_TRUE(outbox->append(person));
  ASSERT_EQ(outbox->take(10).value().size(), 1u);
  ASSERT_TRUE(outbox->release());
  ASSERT_TRUE(outbox->settle({accepted(person.drafts[0].envelope.id)}));
  EXPECT_EQ(outbox->counts().confirmed, 1u);
  EXPECT_TRUE(outbox->take(10).value().empty());
}

TEST(Outbox, sent_without_an_answer_is_taken_again_after_restart) {
  Desk desk;
  const Append person = desk.registration();
  {
    auto outbox = desk.open().value();
    ASSERT_TRUE(outbox->append(person));
    ASSERT_EQ(outbox->take(10).value().size(), 1u);
  }
  auto outbox = desk.open().value();
  EXPECT_EQ(outbox->counts().saved, 1u);
  EXPECT_EQ(outbox->counts().sent, 0u);
  EXPECT_EQ(take_all(*outbox), std::vector<Uuid>{person.drafts[0].envelope.id});
}

TEST(Outbox, rejected_event_never_blocks_queue) {
  Desk desk;
  auto outbox = desk.open().value();
  const Append bad = desk.registration();
  const Append good = desk.registration();
  ASSERT_TRUE(outbox->append(bad));
  ASSERT_TRUE(outbox->append(good));
  const Uuid bad_id = bad.drafts[0].envelope.id;
  ASSERT_EQ(outbox->take(1).value()[0].id, bad_id);
  ASSERT_TRUE(outbox->settle({rejected(bad_id, "schema_unknown")}));
  EXPECT_EQ(take_all(*outbox), std::vector<Uuid>{good.drafts[0].envelope.id});
  const auto apart = outbox->quarantined().value();
  ASSERT_EQ(apart.size(), 1u);
  EXPECT_EQ(apart[0].first, bad_id);
  EXPECT_EQ(apart[0].second, "schema_unknown");
}

TEST(Outbox, answer_for_an_unknown_event_is_ignored) {
  Desk desk;
  auto outbox = desk.open().value();
  const Append person = desk.registration();
  ASSERT_TRUE(outbox->append(person));
  ASSERT_EQ(outbox->take(10).value().size(), 1u);
  ASSERT_TRUE(outbox->settle({accepted(desk.ids.next()), accepted(person.drafts[0].envelope.id)}));
  EXPECT_EQ(outbox->counts().confirmed, 1u);
}

TEST(Outbox, local_state_is_replaced_and_erased) {
  Desk desk;
  auto outbox = desk.open().value();
  ASSERT_TRUE(outbox->append({{}, {{"desk", "one"}, {"shift", "open"}}, {}}));
  ASSERT_TRUE(outbox->append({{}, {{"desk", "two"}}, {}}));
  EXPECT_EQ(outbox->local_state("desk").value(), "two");
  EXPECT_EQ(outbox->local_state("shift").value(), "open");
  ASSERT_TRUE(outbox->append({{}, {{"desk", ""}}, {}}));
  EXPECT_EQ(outbox->local_state("desk").error().code, FailureCode::not_found);
}

TEST(Outbox, pieces_of_local_state_are_found_by_their_names) {
  Desk desk;
  auto outbox = desk.open().value();
  ASSERT_TRUE(outbox->append({{}, {{"desk", "d"}, {"tube/2", "b"}, {"tube/1", "a"}}, {}}));
  EXPECT_EQ(outbox->local_state_names("tube/").value(),
            (std::vector<std::string>{"tube/1", "tube/2"}));
  EXPECT_EQ(outbox->local_state_names("").value().size(), 3u);
  EXPECT_TRUE(outbox->local_state_names("t_be/").value().empty());
  ASSERT_TRUE(outbox->append({{}, {{"tube/1", ""}}, {}}));
  EXPECT_EQ(outbox->local_state_names("tube/").value(), (std::vector<std::string>{"tube/2"}));
}

TEST(Outbox, audit_chain_goes_on_after_restart) {
  Desk desk;
  AuditHead head;
  {
    auto outbox = desk.open().value();
    ASSERT_TRUE(outbox->append(desk.registration()));
    // key_created and event_queued are the outbox's own, person_registered came with the event
    EXPECT_EQ(outbox->audit_head().seq, 3u);
    ASSERT_TRUE(outbox->audit({audit::TerminalStopped{"service"}.to_record()}));
    head = outbox->audit_head();
  }
  auto outbox = desk.open().value();
  EXPECT_EQ(outbox->audit_head().seq, head.seq);
  EXPECT_EQ(outbox->audit_head().hash, head.hash);
  EXPECT_EQ(outbox->audit_head().instance, head.instance);
}

TEST(Outbox, second_opening_is_refused) {
  Desk desk;
  auto outbox = desk.open().value();
  auto second = desk.open();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, FailureCode::store_in_use);
  ASSERT_TRUE(outbox->append(desk.registration()));
}

TEST(Outbox, disk_of_another_terminal_is_named) {
  Desk desk;
  ASSERT_TRUE(desk.open());
  auto other = open_file_keys(desk.files, desk.random, "/other",
                              test_recovery_key().public_key().value().spki(), true)
                   .value();
  auto opened = Outbox::open({.folder = desk.folder.path(), .reserve_bytes = 0, .vfs = ""}, *other,
                             desk.clock, desk.random);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::key_missing);
  EXPECT_NE(opened.error().detail.find(to_hex(desk.keys->terminal_key_id())), std::string::npos);
}

TEST(Outbox, files_are_private_and_unsafe_ones_refused) {
  Desk desk;
  const std::string path = desk.folder.path() + "/outbox.db";
  {
    auto outbox = desk.open().value();
    ASSERT_TRUE(outbox->append(desk.registration()));
    for (const char* suffix : {"", "-wal"}) {
      struct stat info{};
      ASSERT_EQ(::stat((path + suffix).c_str(), &info), 0);
      EXPECT_EQ(info.st_mode & 0777, 0600u) << suffix;
    }
    EXPECT_FALSE(std::filesystem::exists(path + "-shm"));
    EXPECT_EQ(std::filesystem::file_size(desk.folder.path() + "/reserve.bin"), 64u * 1024);
  }
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  auto opened = desk.open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::permission_unsafe);
}

TEST(Outbox, closing_finishes_what_was_asked_for) {
  Desk desk;
  std::atomic<int> answered = 0;
  {
    auto outbox = desk.open().value();
    for (int i = 0; i < 50; ++i) {
      outbox->append_async(desk.registration(), [&](Status status) {
        EXPECT_TRUE(status);
        ++answered;
      });
    }
  }
  EXPECT_EQ(answered, 50);
  EXPECT_EQ(desk.open().value()->counts().saved, 50u);
}

TEST(Outbox, callback_comes_on_the_writer_thread_and_may_not_wait_for_itself) {
  Desk desk;
  auto outbox = desk.open().value();
  Status inside;
  std::promise<Status> answer;
  outbox->append_async(desk.registration(), [&](Status status) {
    inside = outbox->release();
    answer.set_value(std::move(status));
  });
  EXPECT_TRUE(answer.get_future().get());
  ASSERT_FALSE(inside);
  EXPECT_EQ(inside.error().code, FailureCode::internal);
}

// As the terminal itself would: with its key.
void seal_counts(const Desk& desk, std::uint64_t saved) {
  auto store = open_store(outbox_path(desk.folder.path()), outbox_format(), "").value();
  const StoreIdentity identity = load_identity(store.database).value();
  Ledger ledger = load_ledger(store.database).value().ledger;
  ledger.counts.saved = saved;
  ledger.counts.last_seq = saved;
  const Bytes wrapped = load_seal_key(store.database).value();
  const Secret key = desk.keys->unwrap(seal_key_context(identity.instance), wrapped).value();
  ASSERT_TRUE(store_ledger(store.database, ledger, head_seal(key.view(), identity, ledger)));
}

// A queue of weeks: opening counts what waits by its small index and does not walk over rows.
// Counted in reads of the disk, not by a stopwatch.
TEST(Outbox, long_queue_opens_without_a_walk) {
  Desk desk;
  ASSERT_TRUE(desk.open());
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open((desk.folder.path() + "/outbox.db").c_str(), &raw), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(raw, R"(
    BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    INSERT INTO event (seq, id, type, class, day, priority, state, tries)
      SELECT i, CAST(printf('%016d', i) AS BLOB), 'sampling.person_registered', 'sampling',
             '2022-11-18', 1, 0, 0 FROM n;
    COMMIT;)",
                         nullptr, nullptr, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(raw);
  sqlite3_close(raw);
  seal_counts(desk, 100000);
  const auto pages = std::filesystem::file_size(outbox_path(desk.folder.path())) / 512;
  FaultVfs disk("long_queue");
  desk.vfs = disk.name();
  auto outbox = desk.open();
  ASSERT_TRUE(outbox) << outbox.error().detail;
  EXPECT_EQ((*outbox)->counts().saved, 100000u);
  EXPECT_LT(disk.counts().reads, pages / 5);
  outbox->reset();
}

}  // namespace
}  // namespace dk::cache
