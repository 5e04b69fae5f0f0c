// Which terminals belong to the district: one-time tokens, certificates, revocation, reports.
//
// A token is 32 random bytes shown once; only its digest is kept. It is spent in the same
// transaction that keeps the certificate which it paid for. Enrolling with a new token supersedes
// every older certificate of that terminal (its main board was changed); renewal keeps the old one
// until it expires. Certificates and tokens live by the SYSTEM clock. Any thread.
// Failures: enrolment_refused (token unknown, spent or expired), invalid_argument (the request
// names another terminal), certificate_missing/certificate_revoked, those of x509.h and Database.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "district/database.h"
#include "district/x509.h"
#include "offline-cache/wire/envelope.h"

namespace dk::district {

inline constexpr std::int64_t kTokenHours = 24;
inline constexpr std::int64_t kTerminalCertificateDays = 90;

// Terminal and site ids: 2..32 of [A-Z0-9-], beginning with a letter.
[[nodiscard]] bool is_place_id(std::string_view text);

struct TerminalCa {
  Certificate certificate;
  crypto::PrivateKey key;
};

struct Peer {
  std::string terminal;
  std::string site;
  Certificate certificate;
};

class Terminals {
 public:
  Terminals(Database& database, Random& random, const Clock& system_clock)
      : database_(database), random_(random), system_clock_(system_clock) {}

  [[nodiscard]] Result<std::string> make_token(const std::string& terminal,
                                               const std::string& site);
  [[nodiscard]] Result<Certificate> enrol(const std::string& terminal, std::string_view token,
                                          ByteView signing_request, const TerminalCa& ca);
  [[nodiscard]] Result<Certificate> renew(const Peer& peer, ByteView signing_request,
                                          const TerminalCa& ca);
  // Every certificate of the terminal and every open token. not_found: no such terminal.
  [[nodiscard]] Status revoke(const std::string& terminal);
  // Whose certificate this is, asked anew for each request.
  [[nodiscard]] Result<Peer> identify(const Certificate& certificate);

 private:
  Result<Certificate> issue(const std::string& terminal, ByteView signing_request,
                            const TerminalCa& ca);
  [[nodiscard]] std::int64_t now_s() const { return to_unix_seconds(system_clock_.now()); }
  Database& database_;
  Random& random_;
  const Clock& system_clock_;
};

}  // namespace dk::district
