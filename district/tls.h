// The server's side of TLS: version 1.3 only; a client certificate is asked for and may be absent;
// one that is offered must come from the terminals' authority, be in time and be meant for clients,
// or the handshake ends with the alert that says which (RFC 8446 section 6.2).
//
// Time is the system clock. No session is ever resumed, so each connection proves its key anew.
// After a fatal alert the socket lingers up to a second and drinks what the client still sends:
// closing at once would make the kernel answer with a reset that can overtake the alert.
#pragma once

#include "base/files.h"
#include "base/result.h"
#include "district/gateway.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace dk::district {

[[nodiscard]] Status set_up_tls(ssl_ctx_st& context, const Gateway& gateway, Files& files);

}  // namespace dk::district
