// Enrolment over EST (RFC 7030): cacerts, simpleenroll with a one-time token, simplereenroll with
// the old certificate. Makes <data>/tls/{key.pem,cert.pem,ca.pem} and pins the district's root of
// roles, terminal id and recovery key (GET /v1/bootstrap with the new certificate).
//
// The bootstrap trust is a SHA-256 fingerprint of the district's CA certificate that the installer
// types or that comes with the configuration: cacerts is fetched, compared and only then trusted.
// Blocks; call off the UI thread. Failures: enrolment_refused, server_untrusted and those of
// sync.h.
#pragma once

#include <string>

#include "base/files.h"
#include "base/result.h"

namespace dk::cache {

struct EnrolmentRequest {
  std::string url;
  std::string ca_fingerprint;  // hex SHA-256 of the CA certificate's DER
  std::string token;           // one-time
  std::string terminal;        // "LH-TS-0002": becomes CN and is checked by the district
  std::string data_folder;
};
struct Enrolled {
  std::string terminal;
  Bytes root;           // COSE, pinned
  Bytes recovery_spki;  // pinned
};
// Idempotent: an already enrolled folder returns what is pinned. (data/tls/bootstrap.json, 0600)
[[nodiscard]] Result<Enrolled> enrol(const EnrolmentRequest& request, Files& files);
[[nodiscard]] Result<Enrolled> load_enrolment(const std::string& data_folder, Files& files);
// Renews when more than 2/3 of the certificate's validity is over; returns true when renewed.
[[nodiscard]] Result<bool> renew_if_due(const std::string& url, const std::string& data_folder,
                                        Files& files);

}  // namespace dk::cache
