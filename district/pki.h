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

// Makes a P-256 key, writes it (0600) and gives it back.
[[nodiscard]] Result<crypto::PrivateKey> make_key(Files& files, const std::string& path);

// Root, authorities of servers, terminals and staff, and the server's own certificate with its
// chain (server.pem). Returns the root certificate. System clock.
[[nodiscard]] Result<Certificate> make_site_pki(Files& files, const Layout& layout,
                                                const std::vector<std::string>& hosts);

// Root and role keys, recovery key; writes root.cose and recovery.spki.
[[nodiscard]] Result<wire::Root> make_roles(Files& files, const Layout& layout, TimePoint now);

}  // namespace dk::district
