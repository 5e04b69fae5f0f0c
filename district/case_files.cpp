#include "district/case_files.h"

#include "district/facts.h"
#include "district/store.h"

namespace dk::district {

const char* const kCaseTables = R"sql(
BEGIN;
CREATE TABLE IF NOT EXISTS case_file(
  event BLOB PRIMARY KEY, case_id BLOB NOT NULL, number TEXT NOT NULL, terminal TEXT NOT NULL,
  site TEXT NOT NULL, item TEXT NOT NULL, outcome TEXT NOT NULL, provisional INTEGER NOT NULL,
  status TEXT NOT NULL,                  -- received | confirmed | reversed
  person BLOB NOT NULL,                  -- keyed digest: whose case it is
  applicant BLOB NOT NULL,               -- keyed digest: who was signed in
  at_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS case_file_case ON case_file(case_id);
CREATE INDEX IF NOT EXISTS case_file_number ON case_file(number);
CREATE INDEX IF NOT EXISTS case_file_person ON case_file(person, at_ms);
CREATE INDEX IF NOT EXISTS case_file_applicant ON case_file(applicant, at_ms);
CREATE TABLE IF NOT EXISTS case_rating(  -- may arrive before its case
  event BLOB PRIMARY KEY, case_id BLOB NOT NULL, level INTEGER NOT NULL,
  at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS help_call(    -- the phone stays in the sealed event
  event BLOB PRIMARY KEY, terminal TEXT NOT NULL, site TEXT NOT NULL, kind TEXT NOT NULL,
  ticket TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS help_answer(  -- who takes a call says so
  event BLOB PRIMARY KEY, at_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS session_end(
  event BLOB PRIMARY KEY, terminal TEXT NOT NULL, site TEXT NOT NULL, reason TEXT NOT NULL,
  item TEXT NOT NULL, seconds INTEGER NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;
COMMIT;
)sql";

namespace {

constexpr std::int64_t kMonthMs = 31LL * 24 * 3600 * 1000;  // a month at its longest

Bytes digest_of(const StorageKeys& keys, const wire::PersonRef& person) {
  return bytes_of(keys.person_digest(person.document_type, person.document_number));
}

struct Where {
  Database& database;
  const StorageKeys& keys;
  const std::string& terminal;
  const std::string& site;
  const wire::Envelope& event;
  std::int64_t now_ms;

  [[nodiscard]] Bytes id() const { return bytes_of(event.id.view()); }
  [[nodiscard]] std::int64_t at_ms() const { return to_unix_ms(event.at); }
  [[nodiscard]] Status alarm(std::string_view kind, std::string_view detail) const {
    return raise_alarm(database, kind, terminal, detail, now_ms);
  }
};

Status decided(const Where& at) {
  DK_TRY(body, wire::case_decided_from_json(at.event.body));
  const Bytes case_id = bytes_of(body.case_id.view());
  DK_TRY(before, at.database.query("SELECT case_id FROM case_file WHERE case_id=? OR number=?",
                                   {case_id, body.number}));
  for (const Row& row : before) {
    DK_CHECK(
        at.alarm(row.blob(0) == case_id ? "case_decided_twice" : "case_number_twice", body.number));
  }
  const Bytes applicant = digest_of(at.keys, body.applicant);
  const Bytes person = body.for_whom ? digest_of(at.keys, *body.for_whom) : applicant;
  DK_CHECK(at.database.run(
      "INSERT INTO case_file VALUES(?,?,?,?,?,?,?,?,'received',?,?,?,?)",
      {at.id(), case_id, body.number, at.terminal, at.site, body.item, body.outcome,
       std::int64_t{body.provisional ? 1 : 0}, person, applicant, at.at_ms(), at.now_ms}));
  return {};
}

Status rated(const Where& at) {
  DK_TRY(body, wire::case_rated_from_json(at.event.body));
  DK_CHECK(at.database.run(
      "INSERT INTO case_rating VALUES(?,?,?,?)",
      {at.id(), bytes_of(body.case_id.view()), std::int64_t{body.level}, at.at_ms()}));
  return {};
}

Status called(const Where& at) {
  DK_TRY(body, wire::help_wanted_from_json(at.event.body));
  DK_CHECK(at.database.run("INSERT INTO help_call VALUES(?,?,?,?,?,?)",
                           {at.id(), at.terminal, at.site, body.kind, body.ticket, at.at_ms()}));
  return at.alarm(body.kind == "sos" ? "citizen_sos" : "citizen_help", to_string(at.event.id));
}

Status ended(const Where& at) {
  DK_TRY(body, wire::session_ended_from_json(at.event.body));
  DK_CHECK(at.database.run("INSERT INTO session_end VALUES(?,?,?,?,?,?,?)",
                           {at.id(), at.terminal, at.site, body.reason, body.item,
                            std::int64_t{body.seconds}, at.at_ms()}));
  return {};
}

}  // namespace

Status project_case(Database& database, const StorageKeys& keys, const std::string& terminal,
                    const std::string& site, const wire::Envelope& event, std::int64_t now_ms) {
  const Where at{database, keys, terminal, site, event, now_ms};
  if (event.type == wire::kCaseDecided) return decided(at);
  if (event.type == wire::kCaseRated) return rated(at);
  if (event.type == wire::kHelpWanted) return called(at);
  if (event.type == wire::kSessionEnded) return ended(at);
  return {};
}

Result<wire::CasesTold> own_cases(Database& database, const StorageKeys& keys,
                                  const std::string& terminal, const wire::CasesQuestion& question,
                                  TimePoint now) {
  const crypto::Digest person =
      keys.person_digest(question.person.document_type, question.person.document_number);
  const Bytes digest = bytes_of(person);
  DK_TRY(transaction, Transaction::begin(database));
  DK_TRY(rows, database.query("SELECT number, item, outcome, status, person, at_ms FROM case_file "
                              "WHERE (person=?1 OR applicant=?1) AND at_ms>=?2 "
                              "ORDER BY at_ms DESC, number LIMIT ?3",
                              {digest, to_unix_ms(now) - question.months * kMonthMs,
                               static_cast<std::int64_t>(wire::kMaxCasesTold)}));
  wire::CasesTold told{question.id, {}};
  for (const Row& row : rows) {
    told.cases.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.blob(4) != digest,
                          from_unix_ms(row.integer(5))});
  }
  DK_CHECK(log_access(database,
                      {terminal, "cases", "", "", person, person, question.loa, told.cases.size(),
                       told.cases.size()},
                      now));
  DK_CHECK(transaction.commit());
  return told;
}

Result<std::vector<HelpCall>> open_help_calls(Database& database) {
  DK_TRY(rows, database.query("SELECT terminal, site, kind, ticket, at_ms FROM help_call "
                              "WHERE event NOT IN (SELECT event FROM help_answer) "
                              "ORDER BY at_ms",
                              {}));
  std::vector<HelpCall> calls;
  for (const Row& row : rows) {
    calls.push_back(
        {row.text(0), row.text(1), row.text(2), row.text(3), from_unix_ms(row.integer(4))});
  }
  return calls;
}

Status answer_help(Database& database, const std::string& terminal, const std::string& ticket,
                   TimePoint now) {
  DK_TRY(rows, database.query("SELECT event FROM help_call WHERE terminal=? AND ticket=?",
                              {terminal, ticket}));
  if (rows.empty()) return fail(FailureCode::not_found, "no call with this ticket");
  for (const Row& row : rows) {
    DK_CHECK(database.run("INSERT OR IGNORE INTO help_answer VALUES(?,?)",
                          {row.blob(0), to_unix_ms(now)}));
  }
  return {};
}

Result<wire::HelpTold> help_told(Database& database, const std::string& terminal,
                                 const wire::HelpQuestion& question) {
  DK_TRY(rows, database.query("SELECT 1 FROM help_call c JOIN help_answer a ON a.event=c.event "
                              "WHERE c.terminal=? AND c.ticket=?",
                              {terminal, question.ticket}));
  return wire::HelpTold{question.id, !rows.empty()};
}

}  // namespace dk::district
