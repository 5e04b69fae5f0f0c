#include "district/facts.h"

#include <algorithm>
#include <filesystem>

#include "district/certificates.h"
#include "district/family.h"
#include "district/persons.h"
#include "flows/json/json.h"

namespace dk::district {

const char* const kFactTables = R"sql(
BEGIN;
CREATE TABLE IF NOT EXISTS fact(
  person BLOB NOT NULL,                  -- keyed digest of document type and number
  name TEXT NOT NULL, source TEXT NOT NULL,
  as_of_ms INTEGER,                      -- NULL: as fresh as the answer
  sealed BLOB NOT NULL, PRIMARY KEY(person, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS person_access(
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, terminal TEXT NOT NULL, what TEXT NOT NULL,
  item TEXT NOT NULL, purpose TEXT NOT NULL, person BLOB NOT NULL, applicant BLOB NOT NULL,
  loa INTEGER NOT NULL, asked INTEGER NOT NULL, told INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS person_access_person ON person_access(person, at_ms);
COMMIT;
)sql";

namespace {

constexpr std::size_t kMaxFileBytes = 8u << 20;
constexpr std::string_view kKind = "fact";
constexpr int kSensitiveLoa = 3;

using feel::Kind;

Bytes row_id(const crypto::Digest& person, std::string_view name) {
  Bytes id = bytes_of(person);
  append(id, as_bytes(name));
  return id;
}

std::unexpected<Failure> bad(std::string what) {
  return fail(FailureCode::config_invalid, "facts file: " + std::move(what));
}

std::string text_at(const feel::Context& context, std::string_view key, std::string otherwise) {
  const feel::Value* value = context.find(key);
  return value != nullptr && value->is(Kind::String) ? value->string() : std::move(otherwise);
}

struct Entry {
  Person who;
  crypto::Digest person{};
  std::string source;
  std::optional<TimePoint> as_of;
  std::vector<std::pair<std::string, std::string>> facts;  // name, JSON text
  std::vector<crypto::Digest> agents;
  std::optional<std::string> certificates;  // JSON text
};

crypto::Digest digest_of(const StorageKeys& keys, const Person& person) {
  return keys.person_digest(person.identity.document_type, person.identity.document_number);
}

Result<Entry> entry_of(Database& database, const StorageKeys& keys, const feel::Value& value) {
  if (!value.is(Kind::Context)) return bad("a person is an object");
  const feel::Context& object = value.context();
  Entry entry;
  DK_TRY(person, load_person(database, keys, text_at(object, "person", "")));
  entry.who = std::move(person);
  entry.person = digest_of(keys, entry.who);
  entry.source = text_at(object, "source", "share");
  // Read without FEEL's literals, so the time is a text.
  if (const std::string at = text_at(object, "as_of", ""); !at.empty()) {
    entry.as_of = from_rfc3339(at);
    if (!entry.as_of) return bad("as_of is not RFC 3339");
  }
  const feel::Value* facts = object.find("facts");
  if (facts == nullptr || !facts->is(Kind::Context)) return bad("a person needs facts");
  for (const auto& [name, fact] : facts->context().entries) {
    std::string text = flows::to_json(fact);
    if (text.size() > wire::kMaxFactValueBytes) return bad("a value is too long");
    entry.facts.emplace_back(name, std::move(text));
  }
  if (const feel::Value* agents = object.find("agents")) {
    if (!agents->is(Kind::List)) return bad("agents is a list");
    for (const feel::Value& agent : agents->list()) {
      if (!agent.is(Kind::String)) return bad("an agent is the id of a person");
      DK_TRY(found, load_person(database, keys, agent.string()));
      entry.agents.push_back(digest_of(keys, found));
    }
  }
  if (const feel::Value* certificates = object.find("certificates")) {
    entry.certificates = flows::to_json(*certificates);
  }
  return entry;
}

Status keep(Database& database, const StorageKeys& keys, Random& random, const Entry& entry) {
  const Bytes person = bytes_of(entry.person);
  DK_CHECK(database.run("DELETE FROM fact WHERE person=?", {person}));
  const Value as_of = entry.as_of ? Value(to_unix_ms(*entry.as_of)) : Value(nullptr);
  for (const auto& [name, text] : entry.facts) {
    DK_TRY(sealed, keys.seal(kKind, row_id(entry.person, name), as_bytes(text), random));
    DK_CHECK(database.run("INSERT INTO fact VALUES(?,?,?,?,?)",
                          {person, name, entry.source, as_of, std::move(sealed)}));
  }
  if (entry.certificates) {
    DK_CHECK(keep_certificates(database, keys, random, entry.person, *entry.certificates));
  }
  return keep_agents(database, keys, random, entry.who, entry.agents);
}

}  // namespace

Result<std::size_t> import_facts(Database& database, const StorageKeys& keys, Random& random,
                                 std::string_view json) {
  const auto parsed = flows::parse_json(json, {.literals = false, .bytes = kMaxFileBytes});
  if (!parsed) return bad(parsed.error());
  const feel::Value* persons =
      parsed->is(Kind::Context) ? parsed->context().find("persons") : nullptr;
  if (persons == nullptr || !persons->is(Kind::List) ||
      text_at(parsed->context(), "schema", "") != "facts/1") {
    return bad("no facts/1");
  }
  DK_TRY(transaction, Transaction::begin(database));
  for (const feel::Value& person : persons->list()) {
    DK_TRY(entry, entry_of(database, keys, person));
    DK_CHECK(keep(database, keys, random, entry));
  }
  DK_CHECK(transaction.commit());
  return persons->list().size();
}

std::string facts_path(const std::string& persons_file) {
  return (std::filesystem::path(persons_file).parent_path() / "facts.json").string();
}

Status log_access(Database& database, const Access& access, TimePoint at) {
  DK_CHECK(database.run(
      "INSERT INTO person_access VALUES(NULL,?,?,?,?,?,?,?,?,?,?)",
      {to_unix_ms(at), access.terminal, access.what, access.item, access.purpose,
       bytes_of(access.person), bytes_of(access.applicant), std::int64_t{access.loa},
       static_cast<std::int64_t>(access.asked), static_cast<std::int64_t>(access.told)}));
  return {};
}

// What holds for the whole question. Without an item everything is refused.
struct Facts::Asking {
  std::shared_ptr<const engine::Item> item;
  crypto::Digest person{};
  int loa = 0;
  TimePoint now{};
};

Result<bool> Facts::may_act(const crypto::Digest& agent, const crypto::Digest& person) {
  if (agent == person) return true;
  DK_TRY(rows, database_.query("SELECT 1 FROM agent WHERE person=? AND agent=?",
                               {bytes_of(person), bytes_of(agent)}));
  return !rows.empty();
}

Result<wire::FactTold> Facts::tell(const Asking& asking, const wire::FactAsked& asked) {
  wire::FactTold told;
  told.name = asked.name;
  const engine::Fact* declared = asking.item == nullptr ? nullptr : asking.item->fact(asked.name);
  const bool sensitive =
      declared != nullptr && declared->sensitivity == engine::Sensitivity::Sensitive;
  if (declared == nullptr || declared->source != asked.source ||
      (sensitive && asking.loa < kSensitiveLoa)) {
    told.trouble = wire::kFactRefused;
    return told;
  }
  DK_TRY(rows,
         database_.query("SELECT source, as_of_ms, sealed FROM fact WHERE person=? AND name=?",
                         {bytes_of(asking.person), asked.name}));
  if (rows.empty() || rows[0].text(0) != asked.source) {
    told.trouble = wire::kFactUnknown;
    return told;
  }
  told.as_of = rows[0].is_null(1) ? asking.now : from_unix_ms(rows[0].integer(1));
  const std::chrono::seconds oldest(std::min(asked.oldest_s, declared->fresh_s));
  if (asking.now - told.as_of > oldest) {
    told.trouble = wire::kFactTooOld;
    return told;
  }
  DK_TRY(value, keys_.open(kKind, row_id(asking.person, asked.name), rows[0].blob(2)));
  told.value = value.text();
  told.source = asked.source;
  return told;
}

Result<wire::FactsTold> Facts::answer(const std::string& terminal,
                                      const wire::FactsQuestion& question) {
  const crypto::Digest applicant =
      keys_.person_digest(question.person.document_type, question.person.document_number);
  const wire::PersonRef& whose = question.on_behalf_of ? *question.on_behalf_of : question.person;
  Asking asking{nullptr, keys_.person_digest(whose.document_type, whose.document_number),
                question.loa, clock_.now()};
  auto item = items_.of(question.item);
  if (!item && item.error().code != FailureCode::not_found) {
    return std::unexpected(std::move(item.error()));
  }
  DK_TRY(transaction, Transaction::begin(database_));
  DK_TRY(may, may_act(applicant, asking.person));
  if (item && may && question.purpose == (*item)->privacy.purpose) asking.item = std::move(*item);
  wire::FactsTold told{question.id, {}};
  std::size_t values = 0;
  for (const wire::FactAsked& asked : question.facts) {
    DK_TRY(one, tell(asking, asked));
    values += one.trouble.empty() ? 1 : 0;
    told.facts.push_back(std::move(one));
  }
  DK_CHECK(log_access(database_,
                      {terminal, "facts", question.item, question.purpose, asking.person, applicant,
                       question.loa, question.facts.size(), values},
                      asking.now));
  DK_CHECK(transaction.commit());
  return told;
}

}  // namespace dk::district
