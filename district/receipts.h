// Whether a receipt that somebody shows (LHR1, base/codes/receipt_code.h) is one of ours: signed
// with a certificate that its terminal had, and what became of its case.
//
// A terminal's superseded certificates still count: the receipt was good when it was made. Those of
// a revoked terminal do not. Failures: those of the code (code_forged, code_wrong_use,
// code_malformed ...), code_issuer_unknown (no such terminal, or only revoked certificates), those
// of Database. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "base/codes/receipt_code.h"
#include "district/database.h"

namespace dk::district {

struct CheckedReceipt {
  codes::ReceiptCode receipt;
  // "received" | "confirmed" | "reversed"; "unknown": genuine, and its case is still on its way.
  std::string status;
};
[[nodiscard]] Result<CheckedReceipt> check_receipt(Database& database, std::string_view text);

}  // namespace dk::district
