// The district's HTTP interface in constants and small messages: what both ends spell alike.
// docs/protocol/openapi.json describes it and is tested against this file.
//
// Every error is RFC 9457 problem+json with a code of kProblem...; a terminal maps the codes that
// are also failure codes (certificate_missing ...) to its own failures.
// Plain values; any thread. Decoders are strict (strict_json.h): answer_malformed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

namespace dk::wire {

inline constexpr std::string_view kPathHealth = "/healthz";
inline constexpr std::string_view kPathCaCerts = "/.well-known/est/cacerts";
inline constexpr std::string_view kPathEnroll = "/.well-known/est/simpleenroll";
inline constexpr std::string_view kPathReenroll = "/.well-known/est/simplereenroll";
inline constexpr std::string_view kPathBootstrap = "/v1/bootstrap";
inline constexpr std::string_view kPathEvents = "/v1/events";
inline constexpr std::string_view kPathRoot = "/v1/root";
inline constexpr std::string_view kPathManifest = "/v1/manifest";
inline constexpr std::string_view kPathObjects = "/v1/objects/";  // + sha256 in lower-case hex
inline constexpr std::string_view kPathReport = "/v1/report";
inline constexpr std::string_view kPathProgress = "/v1/progress";

inline constexpr std::string_view kTypeNdjson = "application/x-ndjson";
inline constexpr std::string_view kTypeJson = "application/json";
inline constexpr std::string_view kTypeProblem = "application/problem+json";
inline constexpr std::string_view kTypeCose = "application/cose";  // RFC 9052 section 2
inline constexpr std::string_view kTypePkcs10 = "application/pkcs10";
inline constexpr std::string_view kTypePkcs7 = "application/pkcs7-mime; smime-type=certs-only";

// Codes of problems. The first four are failure codes as well.
inline constexpr std::string_view kProblemCertificateMissing = "certificate_missing";  // 403
inline constexpr std::string_view kProblemCertificateRevoked = "certificate_revoked";  // 403
inline constexpr std::string_view kProblemEnrolmentRefused = "enrolment_refused";      // 401, 403
inline constexpr std::string_view kProblemNotFound = "not_found";                      // 404
inline constexpr std::string_view kProblemBodyMalformed = "body_malformed";            // 400
inline constexpr std::string_view kProblemBodyTooLarge = "body_too_large";             // 413
inline constexpr std::string_view kProblemTypeRefused = "type_refused";                // 415
inline constexpr std::string_view kProblemNotYours = "not_yours";          // 403: another terminal
inline constexpr std::string_view kProblemRangeInvalid = "range_invalid";  // 416
inline constexpr std::string_view kProblemMethodRefused = "method_refused";  // 405
// wire/handover.h
inline constexpr std::string_view kProblemHandoverUnknown = "handover_unknown";           // 404
inline constexpr std::string_view kProblemHandoverUsed = "handover_used";                 // 409
inline constexpr std::string_view kProblemHandoverExpired = "handover_expired";           // 410
inline constexpr std::string_view kProblemHandoverOtherPerson = "handover_other_person";  // 403
inline constexpr std::string_view kProblemBusy = "busy";                                  // 503
inline constexpr std::string_view kProblemInternal = "internal";                          // 500

inline constexpr std::array kProblemCodes = {kProblemCertificateMissing,
                                             kProblemCertificateRevoked,
                                             kProblemEnrolmentRefused,
                                             kProblemNotFound,
                                             kProblemBodyMalformed,
                                             kProblemBodyTooLarge,
                                             kProblemTypeRefused,
                                             kProblemNotYours,
                                             kProblemRangeInvalid,
                                             kProblemMethodRefused,
                                             kProblemHandoverUnknown,
                                             kProblemHandoverUsed,
                                             kProblemHandoverExpired,
                                             kProblemHandoverOtherPerson,
                                             kProblemBusy,
                                             kProblemInternal};

// Why one event was rejected (EventAnswer::reason); it goes to quarantine with this word.
inline constexpr std::string_view kReasonEnvelopeMalformed = "envelope_malformed";
inline constexpr std::string_view kReasonTypeUnknown = "type_unknown";
inline constexpr std::string_view kReasonSchemaUnknown = "schema_unknown";
inline constexpr std::string_view kReasonBodyMalformed = "body_malformed";
inline constexpr std::string_view kReasonNotYours = "not_yours";
inline constexpr std::string_view kReasonIdReused = "id_reused";    // same id, other content
inline constexpr std::string_view kReasonSeqReused = "seq_reused";  // same seq, other id: a clone
inline constexpr std::string_view kReasonTooLarge = "too_large";
inline constexpr std::array kRejectReasons = {
    kReasonEnvelopeMalformed, kReasonTypeUnknown, kReasonSchemaUnknown, kReasonBodyMalformed,
    kReasonNotYours,          kReasonIdReused,    kReasonSeqReused,     kReasonTooLarge};

// GET /v1/bootstrap: what a terminal pins at enrolment.
struct Bootstrap {
  std::string terminal;
  Bytes root;           // COSE
  Bytes recovery_spki;  // X25519
};
[[nodiscard]] std::string to_json(const Bootstrap&);
[[nodiscard]] Result<Bootstrap> bootstrap_from_json(std::string_view json);

// GET /v1/progress[?site=QH-01]: persons tested, counted once per site (undone ones left out).
struct ProgressHour {
  TimePoint hour{};  // start of the hour
  std::int64_t tested = 0;
};
struct SiteProgress {
  std::string site;
  std::int64_t population = 0;
  std::int64_t tested = 0;
  std::int64_t not_tested = 0;          // population - tested, never below 0
  std::int64_t share_basis_points = 0;  // tested / population, 10,000 = all; 0 without population
  std::vector<ProgressHour> hours;      // oldest first
};
struct Progress {
  TimePoint at{};
  std::vector<SiteProgress> sites;
};
[[nodiscard]] std::string to_json(const Progress&);
[[nodiscard]] Result<Progress> progress_from_json(std::string_view json);

}  // namespace dk::wire
