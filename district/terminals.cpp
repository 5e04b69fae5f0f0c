#include "district/terminals.h"

#include <algorithm>
#include <vector>

namespace dk::district {
namespace {

constexpr std::int64_t kHourS = 3600;
constexpr std::int64_t kDayS = 24 * kHourS;
constexpr std::int64_t kBackdateS = 300;  // a terminal's clock may be a little behind ours
constexpr std::size_t kTokenBytes = 32;

Bytes digest_of(ByteView bytes) {
  const crypto::Digest digest = crypto::sha256(bytes);
  return {digest.begin(), digest.end()};
}

Bytes fingerprint_of(const Certificate& certificate) {
  const crypto::Digest digest = certificate.fingerprint();
  return {digest.begin(), digest.end()};
}

}  // namespace

bool is_place_id(std::string_view text) {
  return text.size() >= 2 && text.size() <= 32 && text.front() >= 'A' && text.front() <= 'Z' &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == std::string_view::npos;
}

Result<std::string> Terminals::make_token(const std::string& terminal, const std::string& site) {
  if (!is_place_id(terminal) || !is_place_id(site)) {
    return fail(FailureCode::invalid_argument, "ids are 2 to 32 of A-Z, 0-9 and -");
  }
  DK_TRY(sites,
         database_.query("SELECT 1 FROM object WHERE name='site' AND scope=? LIMIT 1", {site}));
  if (sites.empty()) return fail(FailureCode::not_found, "site " + site);
  const std::string token = to_hex(random_.bytes(kTokenBytes));
  DK_TRY(added, database_.run(
                    "INSERT INTO token VALUES(?,?,?,?,NULL)",
                    {digest_of(as_bytes(token)), terminal, site, now_s() + kTokenHours * kHourS}));
  (void)added;
  return token;
}

Result<Certificate> Terminals::issue(const std::string& terminal, ByteView signing_request,
                                     const TerminalCa& ca) {
  DK_TRY(request, parse_signing_request(signing_request));
  if (request.common_name != terminal) {
    return fail(FailureCode::invalid_argument, "the request names another terminal");
  }
  const std::int64_t expires_s = now_s() + kTerminalCertificateDays * kDayS;
  DK_TRY(certificate,
         issue_certificate(
             {CertificateUse::Client, terminal, request.key, now_s() - kBackdateS, expires_s, {}},
             &ca.certificate, ca.key));
  DK_TRY(kept, database_.run(
                   "INSERT INTO certificate VALUES(?,?,?,?,'active',?)",
                   {fingerprint_of(certificate), terminal, now_s(), expires_s, certificate.der()}));
  (void)kept;
  return certificate;
}

Result<Certificate> Terminals::enrol(const std::string& terminal, std::string_view token,
                                     ByteView signing_request, const TerminalCa& ca) {
  const auto refused = [] { return fail(FailureCode::enrolment_refused, "token"); };
  if (!is_place_id(terminal)) return refused();
  const Bytes offered = digest_of(as_bytes(token));
  DK_TRY(transaction, Transaction::begin(database_));
  DK_TRY(open_tokens, database_.query("SELECT digest, site FROM token WHERE terminal=? AND "
                                      "spent_s IS NULL AND expires_s > ?",
                                      {terminal, now_s()}));
  // Every candidate is compared, in constant time, whatever has matched before.
  const Row* matched = nullptr;
  for (const Row& row : open_tokens) {
    if (equal_constant_time(row.blob(0), offered)) matched = &row;
  }
  if (matched == nullptr) return refused();
  DK_TRY(spent, database_.run("UPDATE token SET spent_s=? WHERE digest=? AND spent_s IS NULL",
                              {now_s(), offered}));
  if (spent != 1) return refused();
  DK_TRY(known, database_.run("INSERT INTO terminal(id,site,enrolled_s) VALUES(?,?,?) "
                              "ON CONFLICT(id) DO UPDATE SET site=excluded.site, "
                              "enrolled_s=excluded.enrolled_s",
                              {terminal, matched->text(1), now_s()}));
  (void)known;
  DK_TRY(superseded, database_.run("UPDATE certificate SET status='superseded' WHERE terminal=? "
                                   "AND status='active'",
                                   {terminal}));
  (void)superseded;
  DK_TRY(certificate, issue(terminal, signing_request, ca));
  DK_CHECK(transaction.commit());
  return certificate;
}

Result<Certificate> Terminals::renew(const Peer& peer, ByteView signing_request,
                                     const TerminalCa& ca) {
  DK_TRY(transaction, Transaction::begin(database_));
  // Asked again inside the transaction: a revocation may have come since the request began.
  DK_TRY(still, identify(peer.certificate));
  DK_TRY(certificate, issue(still.terminal, signing_request, ca));
  DK_CHECK(transaction.commit());
  return certificate;
}

Status Terminals::revoke(const std::string& terminal) {
  DK_TRY(transaction, Transaction::begin(database_));
  DK_TRY(certificates,
         database_.run("UPDATE certificate SET status='revoked' WHERE terminal=?", {terminal}));
  DK_TRY(tokens,
         database_.run("DELETE FROM token WHERE terminal=? AND spent_s IS NULL", {terminal}));
  if (certificates == 0 && tokens == 0) return fail(FailureCode::not_found, "terminal");
  return transaction.commit();
}

Result<Peer> Terminals::identify(const Certificate& certificate) {
  DK_TRY(name, certificate.common_name());
  DK_TRY(rows, database_.query("SELECT c.status, t.id, t.site FROM certificate c JOIN terminal t "
                               "ON t.id=c.terminal WHERE c.fingerprint=?",
                               {fingerprint_of(certificate)}));
  // A certificate of our CA that we do not remember issuing is no better than a revoked one.
  if (rows.empty() || rows[0].text(0) != "active" || rows[0].text(1) != name) {
    return fail(FailureCode::certificate_revoked, "certificate");
  }
  return Peer{rows[0].text(1), rows[0].text(2), certificate};
}

}  // namespace dk::district
