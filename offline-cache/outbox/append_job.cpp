#include <algorithm>

#include "offline-cache/outbox/jobs.h"
#include "offline-cache/outbox/stored_digest.h"
#include "offline-cache/wire/sealed_record.h"

namespace dk::cache {
namespace {

constexpr std::size_t kMaxDrafts = 100;
constexpr std::size_t kMaxWordBytes = 64;
constexpr std::size_t kMaxLocalStateBytes = 1024 * 1024;

// Clear columns take words of the program only; nothing that came from a person can pass for one.
bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= kMaxWordBytes && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' ||
           c == '/';
  });
}

std::unexpected<Failure> refused(const char* what) {
  return fail(FailureCode::invalid_argument, std::string("append: ") + what);
}

struct WipeOnExit {
  std::string& text;
  ~WipeOnExit() { wipe(text.data(), text.size()); }
};

// Known already: the same event again (a caller that never heard our answer) or a slip.
Status check_same(Session& session, const Draft& draft, std::uint64_t seq, const ClassDay& of,
                  ByteView record) {
  DK_TRY(key, session.keys().class_day(session.database(), of));
  DK_TRY(saved,
         wire::open_with_day_key({draft.envelope.id, seq, draft.envelope.type, of.first, of.second},
                                 record, key.view()));
  wire::Envelope envelope = draft.envelope;
  envelope.seq = seq;
  std::string json = wire::to_json(envelope);
  const WipeOnExit wiping{json};
  if (!equal_constant_time(saved.view(), as_bytes(json))) {
    return refused("this id is saved with another content; an edit is a new event");
  }
  return {};
}

Result<bool> is_saved_already(Session& session, const Draft& draft) {
  Query row = session.database().query(
      "SELECT e.seq, e.class, e.day, s.record FROM event e JOIN event_sealed s ON s.seq = e.seq "
      "WHERE e.id = ?");
  DK_TRY(found, row.bind(1, draft.envelope.id.view()).step());
  if (!found) return false;
  const ByteView record = row.blob(3);
  DK_CHECK(check_same(session, draft, row.unsigned_integer(0), {row.text(1), row.text(2)}, record));
  return true;
}

Status save(Session& session, const Draft& draft) {
  Ledger& ledger = session.ledger();
  const ClassDay of{draft.retention_class, china_day(session.now())};
  DK_TRY(day_key, session.keys().class_day_or_new(session.database(), of));
  if (day_key.created) {
    DK_CHECK(session.audit(audit::KeyCreated{"class-day", of.first + ":" + of.second}.to_record()));
  }
  wire::Envelope envelope = draft.envelope;
  envelope.seq = ++ledger.counts.last_seq;
  std::string json = wire::to_json(envelope);
  const WipeOnExit wiping{json};
  if (json.size() > wire::kMaxLineBytes) return refused("event larger than a line may be");
  const wire::RecordBinding binding{envelope.id, envelope.seq, envelope.type, of.first, of.second};
  const crypto::AlgorithmPolicy policy = session.keys().algorithms();
  DK_TRY(recovery, session.keys().recovery());
  DK_CHECK(policy.require(recovery->suite(), "recovery key"));
  DK_TRY(sealed, wire::make_sealed_record(binding, as_bytes(json), day_key.key.view(), *recovery,
                                          session.keys().random(), policy.write));
  DK_CHECK(session.database()
               .query("INSERT INTO event (seq, id, type, class, day, priority, state, tries) "
                      "VALUES (?, ?, ?, ?, ?, ?, 0, 0)")
               .bind(1, envelope.seq)
               .bind(2, envelope.id.view())
               .bind(3, envelope.type)
               .bind(4, of.first)
               .bind(5, of.second)
               .bind(6, draft.priority)
               .run());
  DK_CHECK(session.database()
               .query("INSERT INTO event_sealed (seq, record, recovery_wrap) VALUES (?, ?, ?)")
               .bind(1, envelope.seq)
               .bind(2, sealed.record)
               .bind(3, sealed.recovery_wrap)
               .run());
  ++ledger.counts.saved;
  const crypto::Digest digest =
      stored_digest(binding, draft.priority, sealed.record, sealed.recovery_wrap);
  return session.audit(
      audit::EventQueued{envelope.id, envelope.seq, envelope.type, digest}.to_record());
}

}  // namespace

Status check_append(const Append& append) {
  if (append.drafts.size() > kMaxDrafts) return refused("too many events at once");
  for (auto draft = append.drafts.begin(); draft != append.drafts.end(); ++draft) {
    if (draft->envelope.id == Uuid{}) return refused("event without an id");
    if (!is_word(draft->envelope.type)) return refused("event type is not a word");
    if (!is_word(draft->retention_class)) return refused("retention class is not a word");
    if (std::any_of(append.drafts.begin(), draft, [&](const Draft& earlier) {
          return earlier.envelope.id == draft->envelope.id;
        })) {
      return refused("the same id twice");
    }
  }
  for (const auto& [name, value] : append.local_state) {
    if (!is_word(name)) return refused("name of local state is not a word");
    if (value.size() > kMaxLocalStateBytes) return refused("local state too large");
  }
  return {};
}

Status do_append(Session& session, const Append& append) {
  std::size_t known = 0;
  for (const Draft& draft : append.drafts) {
    DK_TRY(saved_already, is_saved_already(session, draft));
    if (saved_already) ++known;
  }
  if (known > 0) {
    // Everything of an append is there or nothing: the first try succeeded, its answer was lost.
    if (known == append.drafts.size()) return {};
    return refused("some of the ids are saved already");
  }
  DK_CHECK(session.keys().follow_policy(session.database()));
  for (const Draft& draft : append.drafts) DK_CHECK(save(session, draft));
  for (const auto& [name, value] : append.local_state) {
    DK_CHECK(session.keys().put_local(session.database(), name, as_bytes(value)));
  }
  for (const audit::Record& record : append.audit) DK_CHECK(session.audit(record));
  return {};
}

}  // namespace dk::cache
