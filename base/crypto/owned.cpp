#include "base/crypto/owned.h"

#include <openssl/err.h>

#include <string>

namespace dk::crypto {

std::unexpected<Failure> openssl_failed(FailureCode code, std::string_view what) {
  std::string detail(what);
  if (const char* reason = ERR_reason_error_string(ERR_peek_last_error()); reason != nullptr) {
    detail += ": ";
    detail += reason;
  }
  ERR_clear_error();
  return fail(code, std::move(detail));
}

}  // namespace dk::crypto
