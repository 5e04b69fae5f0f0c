#include "district/receipts.h"

#include "district/x509.h"

namespace dk::district {

Result<CheckedReceipt> check_receipt(Database& database, std::string_view text) {
  DK_TRY(said, codes::read_receipt_code_unverified(text));
  DK_TRY(rows, database.query("SELECT der FROM certificate WHERE terminal=? AND status<>'revoked'",
                              {said.terminal}));
  if (rows.empty()) return fail(FailureCode::code_issuer_unknown, "LHR1: terminal");
  Result<codes::ReceiptCode> verified = fail(FailureCode::code_forged, "LHR1: signature");
  for (const Row& row : rows) {
    DK_TRY(certificate, Certificate::from_der(row.blob(0)));
    DK_TRY(key, certificate.public_key());
    verified = codes::verify_receipt_code(text, key, said.terminal);
    if (verified) break;
  }
  if (!verified) return std::unexpected(verified.error());
  DK_TRY(cases,
         database.query("SELECT status FROM case_file WHERE case_id=?", {verified->case_id}));
  return CheckedReceipt{std::move(*verified),
                        cases.empty() ? std::string("unknown") : cases[0].text(0)};
}

}  // namespace dk::district
