// What went wrong with TLS, and whose fault it is.
//
// With TLS 1.3 a server refuses the client's certificate after the client's handshake is over: the
// alert arrives with the first read (RFC 8446 section 4.4.2.4), where libcurl only says "receive
// error". So the alert itself is noted where OpenSSL sees it. Pure; any thread.
#pragma once

#include <string>

#include "base/result.h"

namespace dk::cache {

struct TlsTrouble {
  int alert_received = -1;  // AlertDescription (RFC 8446 section 6), -1: none came
  long verify_result = 0;   // X509_V_ERR_... of our look at the server's chain, 0: fine
};

// `curl_code` is a CURLcode; `connected` is whether TCP (not yet TLS) stood.
[[nodiscard]] Failure link_failure(int curl_code, bool connected, const TlsTrouble& trouble);

// These mean that nothing else will get through now either.
[[nodiscard]] bool link_is_down(FailureCode code);

}  // namespace dk::cache
