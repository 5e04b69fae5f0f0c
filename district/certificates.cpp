#include "district/certificates.h"

#include "district/facts.h"

namespace dk::district {

const char* const kCertificateTables = R"sql(
CREATE TABLE IF NOT EXISTS certificate_list(
  person BLOB PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
)sql";

namespace {

constexpr std::string_view kKind = "certificates";

}  // namespace

Status keep_certificates(Database& database, const StorageKeys& keys, Random& random,
                         const crypto::Digest& person, std::string_view json) {
  // Kept as it is told later; the question's id stands in for none.
  const std::string text =
      R"({"id":")" + to_string(Uuid{}) + R"(","certificates":)" + std::string(json) + "}";
  if (!wire::certificates_told_from_json(text)) {
    return fail(FailureCode::config_invalid, "certificates of a person");
  }
  const Bytes id = bytes_of(person);
  DK_TRY(sealed, keys.seal(kKind, id, as_bytes(text), random));
  DK_CHECK(
      database.run("INSERT OR REPLACE INTO certificate_list VALUES(?,?)", {id, std::move(sealed)}));
  return {};
}

Result<wire::CertificatesTold> certificates_of(Database& database, const StorageKeys& keys,
                                               const std::string& terminal,
                                               const wire::CertificatesQuestion& question,
                                               TimePoint now) {
  const crypto::Digest person =
      keys.person_digest(question.person.document_type, question.person.document_number);
  const Bytes id = bytes_of(person);
  DK_TRY(transaction, Transaction::begin(database));
  DK_TRY(rows, database.query("SELECT sealed FROM certificate_list WHERE person=?", {id}));
  wire::CertificatesTold told{question.id, {}};
  if (!rows.empty()) {
    DK_TRY(text, keys.open(kKind, id, rows[0].blob(0)));
    auto kept = wire::certificates_told_from_json(text.text());
    if (!kept) return fail(FailureCode::data_damaged, "certificates");
    told.certificates = std::move(kept->certificates);
  }
  const std::string today = china_day(now);
  for (wire::CertificateTold& one : told.certificates) {
    // Days in this form compare as texts.
    if (!one.until.empty() && one.until < today) one.valid = false;
  }
  DK_CHECK(log_access(database,
                      {terminal, "certificates", "", "", person, person, question.loa,
                       told.certificates.size(), told.certificates.size()},
                      now));
  DK_CHECK(transaction.commit());
  return told;
}

}  // namespace dk::district
