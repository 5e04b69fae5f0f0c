// The one HTTPS call that is made before there is anything to trust: EST's bootstrap distribution
// of CA certificates (RFC 7030 section 4.1.1). The server is NOT verified; the caller compares what
// comes with a fingerprint that it got on another way, and sends nothing that is secret.
// Everything else goes through open_https_remote (sync.h).
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::cache {

[[nodiscard]] Result<Bytes> fetch_ca_certificates_unverified(const std::string& url);

}  // namespace dk::cache
