// The first keys and certificates of a district (layout.h says where each goes).
// Failures: those of Files and crypto.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/files.h"
#include "base/result.h"
#include "district/layout.h"
#include "district/x509.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk::district {

// Makes a signing key (P-256 or SM2), writes it (0600) and gives it back.
[[nodiscard]] Result<crypto::PrivateKey> make_key(
    Files& files, const std::string& path, crypto::Suite suite = crypto::Suite::International);

// Root, authorities of servers, terminals and staff, and the server's own certificate with its
// chain (server.pem). Returns the root certificate. System clock. Always P-256: what TLS of OpenSSL
// 3.0 can present.
[[nodiscard]] Result<Certificate> make_site_pki(Files& files, const Layout& layout,
                                                const std::vector<std::string>& hosts);

// Root and role keys, recovery key, all of one suite; writes root.cose and recovery.spki.
[[nodiscard]] Result<wire::Root> make_roles(Files& files, const Layout& layout, crypto::Suite suite,
                                            TimePoint now);

}  // namespace dk::district
