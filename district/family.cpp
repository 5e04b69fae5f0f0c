#include "district/family.h"

#include "district/facts.h"

namespace dk::district {

const char* const kFamilyTables = R"sql(
BEGIN;
CREATE TABLE IF NOT EXISTS agent(        -- who may act for whom
  person BLOB NOT NULL, agent BLOB NOT NULL, PRIMARY KEY(person, agent)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subject(      -- who they are, sealed
  person BLOB PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS agent_agent ON agent(agent);
COMMIT;
)sql";

namespace {

constexpr std::string_view kKind = "subject";
constexpr int kOfAge = 18;
constexpr std::size_t kYearDigits = 4, kDay = 10;

// The 18th birthday; in a year without a 29th of February its 28th.
std::string of_age(const std::string& birth) {
  const int year = std::stoi(birth.substr(0, kYearDigits)) + kOfAge;
  std::string day = birth.substr(kYearDigits);
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (day == "-02-29" && !leap) day = "-02-28";
  return std::to_string(year) + day;
}

}  // namespace

Status keep_agents(Database& database, const StorageKeys& keys, Random& random,
                   const Person& person, const std::vector<crypto::Digest>& agents) {
  const codes::PersonIdentity& who = person.identity;
  const Bytes id = bytes_of(keys.person_digest(who.document_type, who.document_number));
  DK_CHECK(database.run("DELETE FROM agent WHERE person=?", {id}));
  DK_CHECK(database.run("DELETE FROM subject WHERE person=?", {id}));
  if (agents.empty()) return {};
  if (who.birth.size() != kDay) return fail(FailureCode::config_invalid, "a child without birth");
  for (const crypto::Digest& agent : agents) {
    DK_CHECK(database.run("INSERT OR IGNORE INTO agent VALUES(?,?)", {id, bytes_of(agent)}));
  }
  // As it is told later; the question's id stands in for none.
  const wire::SubjectsTold told{{},
                                {{"child",
                                  {who.document_type, who.document_number, who.name},
                                  who.birth,
                                  who.sex,
                                  of_age(who.birth)}}};
  DK_TRY(sealed, keys.seal(kKind, id, as_bytes(wire::to_json(told)), random));
  DK_CHECK(database.run("INSERT INTO subject VALUES(?,?)", {id, std::move(sealed)}));
  return {};
}

Result<wire::SubjectsTold> subjects_of(Database& database, const StorageKeys& keys,
                                       const std::string& terminal,
                                       const wire::SubjectsQuestion& question, TimePoint now) {
  const crypto::Digest agent =
      keys.person_digest(question.person.document_type, question.person.document_number);
  DK_TRY(transaction, Transaction::begin(database));
  DK_TRY(rows, database.query("SELECT s.person, s.sealed FROM agent a JOIN subject s "
                              "ON s.person=a.person WHERE a.agent=? ORDER BY s.person LIMIT ?",
                              {bytes_of(agent), static_cast<std::int64_t>(wire::kMaxSubjects)}));
  wire::SubjectsTold told{question.id, {}};
  const std::string today = china_day(now);
  for (const Row& row : rows) {
    DK_TRY(text, keys.open(kKind, row.blob(0), row.blob(1)));
    auto kept = wire::subjects_told_from_json(text.text());
    if (!kept || kept->subjects.size() != 1) return fail(FailureCode::data_damaged, "subject");
    // Days in this form compare as texts.
    if (today <= kept->subjects[0].until) told.subjects.push_back(std::move(kept->subjects[0]));
  }
  DK_CHECK(log_access(database,
                      {terminal, "subjects", "", "", agent, agent, question.loa,
                       told.subjects.size(), told.subjects.size()},
                      now));
  DK_CHECK(transaction.commit());
  return told;
}

}  // namespace dk::district
