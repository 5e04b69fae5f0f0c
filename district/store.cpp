#include "district/store.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/file_descriptor.h"
#include "district/case_files.h"
#include "district/certificates.h"
#include "district/desk_events.h"
#include "district/facts.h"
#include "district/family.h"
#include "district/handovers.h"

namespace dk::district {
namespace {

constexpr std::int64_t kStoreVersion = 2;

// No table holds a name or a document number in clear: bodies, objects and persons are sealed.
constexpr const char* kSchema = R"sql(
BEGIN;
CREATE TABLE terminal(
  id TEXT PRIMARY KEY, site TEXT NOT NULL, enrolled_s INTEGER NOT NULL,
  max_seq INTEGER NOT NULL DEFAULT 0,    -- highest seq that arrived
  seen_seqs INTEGER NOT NULL DEFAULT 0,  -- how many different ones arrived
  report TEXT, reported_ms INTEGER) WITHOUT ROWID;
CREATE TABLE chain(                      -- each audit chain (store) of a terminal: where it stands
  terminal TEXT NOT NULL, instance BLOB NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
  peaks BLOB NOT NULL, receipt BLOB NOT NULL,
  unproven INTEGER NOT NULL DEFAULT 0,   -- reports in a row that did not continue it
  PRIMARY KEY(terminal, instance)) WITHOUT ROWID;
CREATE TABLE checkpoint(                 -- all that were countersigned, as the terminal signed them
  terminal TEXT NOT NULL, instance BLOB NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
  cose BLOB NOT NULL, received_ms INTEGER NOT NULL, PRIMARY KEY(terminal, instance, seq));
CREATE TABLE token(
  digest BLOB PRIMARY KEY, terminal TEXT NOT NULL, site TEXT NOT NULL,
  expires_s INTEGER NOT NULL, spent_s INTEGER) WITHOUT ROWID;
CREATE TABLE certificate(
  fingerprint BLOB PRIMARY KEY, terminal TEXT NOT NULL REFERENCES terminal(id),
  issued_s INTEGER NOT NULL, expires_s INTEGER NOT NULL,
  status TEXT NOT NULL,                  -- active | superseded | revoked
  der BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX certificate_terminal ON certificate(terminal);
CREATE TABLE event(
  id BLOB PRIMARY KEY, terminal TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL,
  at_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL,
  content BLOB NOT NULL,                 -- keyed digest of the canonical envelope
  sealed BLOB NOT NULL);
CREATE INDEX event_seq ON event(terminal, seq);
CREATE TABLE rejection(
  id BLOB NOT NULL, terminal TEXT NOT NULL, seq INTEGER NOT NULL, reason TEXT NOT NULL,
  first_ms INTEGER NOT NULL, PRIMARY KEY(id, terminal, reason)) WITHOUT ROWID;
CREATE TABLE seen_seq(
  terminal TEXT NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL,
  PRIMARY KEY(terminal, seq)) WITHOUT ROWID;
CREATE TABLE registration(
  event BLOB PRIMARY KEY, terminal TEXT NOT NULL, site TEXT NOT NULL, tube TEXT NOT NULL,
  position INTEGER NOT NULL, at_ms INTEGER NOT NULL,
  person BLOB NOT NULL,                  -- keyed digest of document type and number
  compared TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX registration_site ON registration(site, at_ms);
CREATE TABLE undone(                     -- may arrive before what it undoes
  registration BLOB NOT NULL, terminal TEXT NOT NULL, event BLOB NOT NULL,
  PRIMARY KEY(registration, terminal)) WITHOUT ROWID;
CREATE TABLE label(                      -- how each print job of a tube's label ended
  event BLOB PRIMARY KEY, terminal TEXT NOT NULL, tube TEXT NOT NULL, job TEXT NOT NULL,
  result TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE late_hit(
  event BLOB PRIMARY KEY, site TEXT NOT NULL, tube TEXT NOT NULL, category INTEGER NOT NULL,
  list_version INTEGER NOT NULL, noticed_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE alarm(
  kind TEXT NOT NULL, terminal TEXT NOT NULL, detail TEXT NOT NULL, first_ms INTEGER NOT NULL,
  PRIMARY KEY(kind, terminal, detail)) WITHOUT ROWID;
CREATE TABLE object(                     -- signed reference objects; scope '' or a site
  name TEXT NOT NULL, scope TEXT NOT NULL, version INTEGER NOT NULL,
  sha256 BLOB NOT NULL UNIQUE, size INTEGER NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY(name, scope, version));
CREATE TABLE manifest(
  terminal TEXT PRIMARY KEY, version INTEGER NOT NULL, contents BLOB NOT NULL,
  issued_ms INTEGER NOT NULL, cose BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE person(id TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 2;
COMMIT;
)sql";

// What came after the first version: made where it is absent.
Status add_tables(Database& database) {
  for (const char* tables :
       {kDeskTables, kFactTables, kFamilyTables, kCertificateTables, kCaseTables, kHandoverTables})
    DK_CHECK(database.script(tables));
  return {};
}

}  // namespace

Result<std::unique_ptr<Database>> create_store(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) return fail(FailureCode::io_error, "district.db exists or cannot be made");
  DK_TRY(database, Database::open(path, OpenAs::Existing));
  DK_CHECK(database->script(kSchema));
  DK_CHECK(add_tables(*database));
  return database;
}

Result<std::unique_ptr<Database>> open_store(const std::string& path) {
  struct stat state{};
  if (::stat(path.c_str(), &state) != 0) {
    return fail(FailureCode::not_found, path + ": run `district init` first");
  }
  if ((state.st_mode & 077) != 0) return fail(FailureCode::permission_unsafe, path);
  DK_TRY(database, Database::open(path, OpenAs::Existing));
  DK_TRY(rows, database->query("PRAGMA user_version", {}));
  if (rows.empty() || rows[0].integer(0) != kStoreVersion) {
    return fail(FailureCode::store_version, "district.db is of another version");
  }
  DK_CHECK(add_tables(*database));
  return database;
}

Status raise_alarm(Database& database, std::string_view kind, std::string_view terminal,
                   std::string_view detail, std::int64_t at_ms) {
  DK_TRY(raised,
         database.run("INSERT OR IGNORE INTO alarm VALUES(?,?,?,?)",
                      {std::string(kind), std::string(terminal), std::string(detail), at_ms}));
  (void)raised;
  return {};
}

}  // namespace dk::district
