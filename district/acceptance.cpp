#include "district/acceptance.h"

#include <nlohmann/json.hpp>

#include "base/log.h"
#include "district/case_files.h"
#include "district/desk_events.h"
#include "district/late_hits.h"
#include "district/store.h"
#include "offline-cache/wire/api.h"

namespace dk::district {
namespace {

// A line that is not an envelope may still say which event it was, so that it can be answered.
std::optional<Uuid> id_inside(std::string_view line) {
  const auto parsed = nlohmann::json::parse(line, nullptr, false);
  if (!parsed.is_object()) return std::nullopt;
  const auto id = parsed.find("id");
  if (id == parsed.end() || !id->is_string()) return std::nullopt;
  return uuid_from_string(id->get_ref<const std::string&>());
}

// Persons are named by their document, or by the token that nobody has resolved yet.
crypto::Digest person_of(const StorageKeys& keys, const wire::PersonRegistered& person) {
  return person.document_number.empty()
             ? keys.person_digest("opaque-token", person.opaque_token)
             : keys.person_digest(person.document_type, person.document_number);
}

}  // namespace

struct Acceptance::Batch {
  const std::string& terminal;
  const std::string& site;
  std::int64_t now_ms;
  KeyPersons::Current key_persons;
};

std::string_view reason_against(const wire::Envelope& event, std::string_view terminal) {
  if (event.terminal != terminal) return wire::kReasonNotYours;
  if (event.seq == 0) return wire::kReasonEnvelopeMalformed;
  const std::string_view schema = wire::schema_of(event.type);
  if (schema.empty()) return kReasonTypeUnknown;
  if (schema != event.schema) return wire::kReasonSchemaUnknown;
  if (!wire::check_body(event)) return wire::kReasonBodyMalformed;
  return {};
}

Result<std::vector<wire::EventAnswer>> Acceptance::accept(const std::string& terminal,
                                                          const std::string& site,
                                                          const std::vector<std::string>& lines) {
  Batch batch{terminal, site, to_unix_ms(clock_.now()), {}};
  // The list is read inside the transaction: a new one that is published meanwhile finds either
  // these registrations stored, or this batch finds it (late_hits.h).
  DK_TRY(transaction, Transaction::begin(database_));
  if (auto list = key_persons_.current(site)) {
    batch.key_persons = std::move(*list);
  } else if (list.error().code != FailureCode::not_found) {
    // A list that cannot be read must not hold up the events; it is somebody's alarm.
    log::error("key_person_list_unreadable", {{"failure", log::safe(list.error())}});
  }
  std::vector<wire::EventAnswer> answers;
  answers.reserve(lines.size());
  for (const std::string& line : lines) {
    DK_TRY(answer, take(batch, line));
    answers.push_back(std::move(answer));
  }
  DK_CHECK(transaction.commit());
  return answers;
}

Result<wire::EventAnswer> Acceptance::take(Batch& batch, std::string_view line) {
  const auto parsed = wire::envelope_from_json(line);
  if (!parsed) {
    const auto id = id_inside(line);
    if (!id) return fail(FailureCode::answer_malformed, "a line of the batch has no event id");
    return reject(batch, *id, 0, wire::kReasonEnvelopeMalformed);
  }
  const wire::Envelope& event = *parsed;
  if (const auto reason = reason_against(event, batch.terminal); !reason.empty()) {
    const bool ours = event.terminal == batch.terminal;
    return reject(batch, event.id, ours ? event.seq : 0, reason);
  }
  const std::string canonical = wire::to_json(event);
  const Bytes content = bytes_of(keys_.content_digest(canonical));
  DK_TRY(before,
         database_.query("SELECT content FROM event WHERE id=?", {bytes_of(event.id.view())}));
  if (!before.empty()) {
    if (!equal_constant_time(before[0].blob(0), content)) {
      return reject(batch, event.id, event.seq, wire::kReasonIdReused);
    }
    return wire::EventAnswer{event.id, wire::EventResult::Duplicate, {}};
  }
  DK_CHECK(store(batch, event, canonical, content));
  DK_CHECK(project(batch, event));
  return wire::EventAnswer{event.id, wire::EventResult::Accepted, {}};
}

Result<wire::EventAnswer> Acceptance::reject(Batch& batch, const Uuid& id, std::uint64_t seq,
                                             std::string_view reason) {
  DK_TRY(kept, database_.run("INSERT OR IGNORE INTO rejection VALUES(?,?,?,?,?)",
                             {bytes_of(id.view()), batch.terminal, static_cast<std::int64_t>(seq),
                              std::string(reason), batch.now_ms}));
  (void)kept;
  if (seq != 0) DK_CHECK(see_seq(batch, id, seq));
  log::warn("event_rejected", {{"id", log::safe(id)},
                               {"terminal", log::safe(batch.terminal, "id from the certificate")},
                               {"reason", log::safe(reason, "word of the closed set")}});
  return wire::EventAnswer{id, wire::EventResult::Rejected, std::string(reason)};
}

Status Acceptance::store(Batch& batch, const wire::Envelope& event, const std::string& line,
                         const Bytes& content) {
  DK_TRY(sealed, keys_.seal("event", event.id.view(), as_bytes(line), random_));
  DK_TRY(kept, database_.run(
                   "INSERT INTO event VALUES(?,?,?,?,?,?,?,?)",
                   {bytes_of(event.id.view()), event.terminal, static_cast<std::int64_t>(event.seq),
                    event.type, to_unix_ms(event.at), batch.now_ms, content, std::move(sealed)}));
  (void)kept;
  return see_seq(batch, event.id, event.seq);
}

Status Acceptance::see_seq(Batch& batch, const Uuid& id, std::uint64_t seq) {
  const auto number = static_cast<std::int64_t>(seq);
  DK_TRY(fresh, database_.run("INSERT OR IGNORE INTO seen_seq VALUES(?,?,?)",
                              {batch.terminal, number, bytes_of(id.view())}));
  if (fresh == 1) {
    DK_TRY(counted, database_.run("UPDATE terminal SET seen_seqs=seen_seqs+1, "
                                  "max_seq=max(max_seq,?) WHERE id=?",
                                  {number, batch.terminal}));
    (void)counted;
    return {};
  }
  DK_TRY(same, database_.query("SELECT 1 FROM seen_seq WHERE terminal=? AND seq=? AND id=?",
                               {batch.terminal, number, bytes_of(id.view())}));
  if (!same.empty()) return {};
  log::error("clone_suspected",
             {{"terminal", log::safe(batch.terminal, "id from the certificate")}, {"seq", seq}});
  return raise_alarm(database_, "clone_suspected", batch.terminal, std::to_string(seq),
                     batch.now_ms);
}

Status Acceptance::project(Batch& batch, const wire::Envelope& event) {
  if (event.type == wire::kPersonRegistered) return project_registration(batch, event);
  if (event.type == wire::kLabelPrinted) {
    DK_TRY(label, wire::label_printed_from_json(event.body));
    DK_TRY(kept, database_.run("INSERT INTO label VALUES(?,?,?,?,?)",
                               {bytes_of(event.id.view()), batch.terminal, label.tube, label.job,
                                label.result}));
    (void)kept;
  }
  if (event.type == wire::kRegistrationUndone) {
    DK_TRY(undone, wire::registration_undone_from_json(event.body));
    const auto registration = uuid_from_string(undone.registration);
    if (!registration) return fail(FailureCode::internal, "checked body without a registration");
    DK_TRY(kept, database_.run(
                     "INSERT OR IGNORE INTO undone VALUES(?,?,?)",
                     {bytes_of(registration->view()), batch.terminal, bytes_of(event.id.view())}));
    (void)kept;
  }
  DK_CHECK(project_case(database_, keys_, batch.terminal, batch.site, event, batch.now_ms));
  return project_desk(database_, batch.terminal, batch.site, event, batch.now_ms);
}

Status Acceptance::project_registration(Batch& batch, const wire::Envelope& event) {
  DK_TRY(person, wire::person_registered_from_json(event.body));
  DK_TRY(kept, database_.run("INSERT INTO registration VALUES(?,?,?,?,?,?,?,?)",
                             {bytes_of(event.id.view()), batch.terminal, batch.site, person.tube,
                              std::int64_t{person.position}, to_unix_ms(event.at),
                              bytes_of(person_of(keys_, person)), person.compared}));
  (void)kept;
  return compare_again(batch, event, person);
}

Status Acceptance::compare_again(Batch& batch, const wire::Envelope& event,
                                 const wire::PersonRegistered& person) {
  if (batch.key_persons.list == nullptr || person.compared == "hit" ||
      person.document_number.empty()) {
    return {};
  }
  const auto category = batch.key_persons.list->find(person.document_type, person.document_number);
  // Whoever only must be tested was, just now: nothing late about that.
  if (category != wire::KeyPersonCategory::Single &&
      category != wire::KeyPersonCategory::YellowLane) {
    return {};
  }
  return note_late_hit(database_,
                       {bytes_of(event.id.view()), batch.terminal, batch.site, person.tube,
                        category, batch.key_persons.version},
                       batch.now_ms);
}

}  // namespace dk::district
