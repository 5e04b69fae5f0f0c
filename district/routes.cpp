#include "district/routes.h"

#include <algorithm>

#include "base/uuid.h"
#include "district/case_files.h"
#include "district/certificates.h"
#include "district/code_issuer.h"
#include "district/family.h"
#include "district/handovers.h"
#include "district/progress.h"
#include "district/reports.h"
#include "offline-cache/wire/api.h"
#include "offline-cache/wire/columns.h"
#include "offline-cache/wire/envelope.h"
#include "offline-cache/wire/facts.h"

namespace dk::district {
namespace {

constexpr std::size_t kMaxRequestBytes = 16 * 1024;
constexpr std::size_t kMaxReportBytes = 16 * 1024;
constexpr std::size_t kMaxQuestionBytes = 64 * 1024;
constexpr std::size_t kMaxBatchBytes = wire::kMaxInflatedBytes + 64 * 1024;
constexpr std::size_t kDigestHex = 64;
constexpr std::string_view kZstd = "zstd";

Answer json_answer(std::string_view body) {
  return {200, std::string(wire::kTypeJson), to_bytes(body), {}};
}

Answer health(Gateway& gateway, const Call&) {
  if (const auto alive = gateway.database().query("SELECT 1", {}); !alive) {
    return problem(alive.error());
  }
  return {200, "text/plain", to_bytes("ok\n"), {}};
}

Answer bootstrap(Gateway& gateway, const Call& call) {
  return json_answer(wire::to_json(
      wire::Bootstrap{call.peer->terminal, gateway.root_cose(), gateway.recovery_spki()}));
}

// Whether a list like "gzip, zstd;q=0.5" names zstd and does not forbid it.
bool takes_zstd(std::string_view accepted) {
  const std::size_t at = accepted.find(kZstd);
  if (at == std::string_view::npos) return false;
  const std::string_view rest = accepted.substr(at + kZstd.size());
  return rest.substr(0, rest.find(',')).find("q=0") == std::string_view::npos ||
         rest.substr(0, rest.find(',')).find("q=0.") != std::string_view::npos;
}

Answer answer_lines(const Call& call, const std::vector<wire::EventAnswer>& answers) {
  std::vector<std::string> lines;
  const bool all_accepted = std::ranges::all_of(answers, [](const wire::EventAnswer& answer) {
    return answer.result == wire::EventResult::Accepted;
  });
  if (all_accepted && answers.size() > 1) {
    std::vector<Uuid> ids;
    for (const auto& answer : answers) ids.push_back(answer.id);
    lines.push_back(wire::to_json(wire::batch_accepted(ids)));
  } else {
    for (const auto& answer : answers) lines.push_back(wire::to_json(answer));
  }
  Answer result{200, std::string(wire::kTypeNdjson), {}, {{"Vary", "Accept-Encoding"}}};
  if (takes_zstd(call.accept_encoding)) {
    if (auto packed = wire::encode_batch(lines)) {
      result.body = std::move(*packed);
      result.headers.emplace_back("Content-Encoding", std::string(kZstd));
      return result;
    }
  }
  for (const auto& line : lines) append(result.body, as_bytes(line + "\n"));
  return result;
}

Answer events(Gateway& gateway, const Call& call) {
  const auto lines = call.content_type.starts_with(wire::kTypeNdjson)
                         ? wire::unpack_batch(call.body, call.content_encoding)
                         : fail(FailureCode::unsupported, "type");
  if (!lines && lines.error().code == FailureCode::unsupported) {
    return problem(415, wire::kProblemTypeRefused, "The body must be x-ndjson in zstd.");
  }
  if (!lines) {
    return problem(400, wire::kProblemBodyMalformed, "The batch is not NDJSON in zstd.");
  }
  const auto answers = gateway.acceptance().accept(call.peer->terminal, call.peer->site, *lines);
  if (!answers) {
    if (answers.error().code == FailureCode::answer_malformed) {
      return problem(400, wire::kProblemBodyMalformed, "A line of the batch has no event id.");
    }
    return problem(answers.error());
  }
  return answer_lines(call, *answers);
}

Answer root(Gateway& gateway, const Call& call) {
  return content(call, gateway.root_cose(), std::string(wire::kTypeCose));
}

Answer manifest(Gateway& gateway, const Call& call) {
  auto manifest =
      gateway.objects().manifest(call.peer->terminal, call.peer->site, gateway.manifest_key());
  if (!manifest) return problem(manifest.error());
  return content(call, std::move(manifest->cose), std::string(wire::kTypeCose));
}

// Content-addressed: 64 lower-case hex digits and nothing else reach the store.
Answer object(Gateway& gateway, const Call& call) {
  const std::string_view name = std::string_view(call.path).substr(wire::kPathObjects.size());
  const bool is_digest = name.size() == kDigestHex &&
                         name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  const auto digest = is_digest ? from_hex(name) : std::nullopt;
  if (!digest) return problem(404, wire::kProblemNotFound, "No such object.");
  auto cose = gateway.objects().fetch(*digest, call.peer->site);
  if (!cose) {
    if (cose.error().code != FailureCode::not_found) return problem(cose.error());
    return problem(404, wire::kProblemNotFound, "No such object.");
  }
  return content(call, std::move(*cose), std::string(wire::kTypeCose));
}

Answer report(Gateway& gateway, const Call& call) {
  const auto report = wire::report_from_json(as_text(call.body));
  if (!report) return problem(400, wire::kProblemBodyMalformed, "The report is malformed.");
  auto taken = take_report(gateway.database(), *call.peer, *report, gateway.clock().now(),
                           gateway.countersign_key());
  if (taken && taken->empty()) return {204, "", {}, {}};
  if (taken) return json_answer(wire::to_json(wire::ReportAnswer{std::move(*taken)}));
  switch (taken.error().code) {
    case FailureCode::invalid_argument:
      return problem(403, wire::kProblemNotYours, "The report names another terminal.");
    case FailureCode::answer_malformed:
    case FailureCode::code_malformed:
    case FailureCode::algorithm_refused:
    case FailureCode::signature_invalid:
      return problem(400, wire::kProblemBodyMalformed,
                     "The checkpoint is not signed by this terminal.");
    default:
      return problem(taken.error());
  }
}

Answer progress_of(Gateway& gateway, const Call& call) {
  const auto site = call.query.find("site");
  const auto result =
      progress(gateway.database(), gateway.objects(), gateway.root(),
               site == call.query.end() ? std::string() : site->second, gateway.clock().now());
  if (!result) {
    if (result.error().code != FailureCode::not_found) return problem(result.error());
    return problem(404, wire::kProblemNotFound, "No such site.");
  }
  return json_answer(wire::to_json(*result));
}

Answer facts(Gateway& gateway, const Call& call) {
  const auto question = wire::facts_question_from_json(as_text(call.body));
  if (!question) return problem(400, wire::kProblemBodyMalformed, "The question is malformed.");
  const auto told = gateway.facts().answer(call.peer->terminal, *question);
  return told ? json_answer(wire::to_json(*told)) : problem(told.error());
}

Answer cases(Gateway& gateway, const Call& call) {
  const auto question = wire::cases_question_from_json(as_text(call.body));
  if (!question) return problem(400, wire::kProblemBodyMalformed, "The question is malformed.");
  const auto told = own_cases(gateway.database(), gateway.keys(), call.peer->terminal, *question,
                              gateway.clock().now());
  return told ? json_answer(wire::to_json(*told)) : problem(told.error());
}

Answer help(Gateway& gateway, const Call& call) {
  const auto question = wire::help_question_from_json(as_text(call.body));
  if (!question) return problem(400, wire::kProblemBodyMalformed, "The question is malformed.");
  const auto told = help_told(gateway.database(), call.peer->terminal, *question);
  return told ? json_answer(wire::to_json(*told)) : problem(told.error());
}

Answer subjects(Gateway& gateway, const Call& call) {
  const auto question = wire::subjects_question_from_json(as_text(call.body));
  if (!question) return problem(400, wire::kProblemBodyMalformed, "The question is malformed.");
  const auto told = subjects_of(gateway.database(), gateway.keys(), call.peer->terminal, *question,
                                gateway.clock().now());
  return told ? json_answer(wire::to_json(*told)) : problem(told.error());
}

Answer certificates(Gateway& gateway, const Call& call) {
  const auto question = wire::certificates_question_from_json(as_text(call.body));
  if (!question) return problem(400, wire::kProblemBodyMalformed, "The question is malformed.");
  const auto told = certificates_of(gateway.database(), gateway.keys(), call.peer->terminal,
                                    *question, gateway.clock().now());
  return told ? json_answer(wire::to_json(*told)) : problem(told.error());
}

Answer own_code(Gateway& gateway, const Call& call) {
  const auto question = wire::code_question_from_json(as_text(call.body));
  if (!question) return problem(400, wire::kProblemBodyMalformed, "The question is malformed.");
  const auto told = issue_own_code(gateway, call.peer->terminal, *question, gateway.clock().now());
  return told ? json_answer(wire::to_json(*told)) : problem(told.error());
}

Answer handover_problem(const Failure& failure) {
  switch (failure.code) {
    case FailureCode::handover_unknown:
      return problem(404, wire::kProblemHandoverUnknown, "No such session.");
    case FailureCode::handover_used:
      return problem(409, wire::kProblemHandoverUsed, "The session was taken before.");
    case FailureCode::handover_expired:
      return problem(410, wire::kProblemHandoverExpired, "The session has had its time.");
    case FailureCode::handover_other_person:
      return problem(403, wire::kProblemHandoverOtherPerson, "The session is another person's.");
    default:
      return problem(failure);
  }
}

Answer handover_put(Gateway& gateway, const Call& call) {
  const auto put = wire::handover_put_from_json(as_text(call.body));
  if (!put) return problem(400, wire::kProblemBodyMalformed, "The session is malformed.");
  const auto kept = put_handover(gateway.database(), gateway.keys(), gateway.random(),
                                 call.peer->terminal, *put, gateway.clock().now());
  return kept ? Answer{204, "", {}, {}} : handover_problem(kept.error());
}

Answer handover_take(Gateway& gateway, const Call& call) {
  const auto take = wire::handover_take_from_json(as_text(call.body));
  if (!take) return problem(400, wire::kProblemBodyMalformed, "The question is malformed.");
  const auto taken =
      take_handover(gateway.database(), gateway.keys(), *take, gateway.clock().now());
  return taken ? json_answer(wire::to_json(*taken)) : handover_problem(taken.error());
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> all = {
      {"GET", wire::kPathHealth, true, 0, "health", health},
      {"GET", wire::kPathCaCerts, true, 0, "cacerts", est_cacerts},
      {"POST", wire::kPathEnroll, true, kMaxRequestBytes, "simpleenroll", est_enroll},
      {"POST", wire::kPathReenroll, false, kMaxRequestBytes, "simplereenroll", est_reenroll},
      {"GET", wire::kPathBootstrap, false, 0, "bootstrap", bootstrap},
      {"POST", wire::kPathEvents, false, kMaxBatchBytes, "events", events},
      {"GET", wire::kPathRoot, false, 0, "root", root},
      {"GET", wire::kPathManifest, false, 0, "manifest", manifest},
      {"GET", wire::kPathObjects, false, 0, "object", object},
      {"POST", wire::kPathReport, false, kMaxReportBytes, "report", report},
      {"GET", wire::kPathProgress, false, 0, "progress", progress_of},
      {"POST", wire::kPathFacts, false, kMaxQuestionBytes, "facts", facts},
      {"POST", wire::kPathCases, false, kMaxQuestionBytes, "cases", cases},
      {"POST", wire::kPathHelp, false, kMaxQuestionBytes, "help", help},
      {"POST", wire::kPathSubjects, false, kMaxQuestionBytes, "subjects", subjects},
      {"POST", wire::kPathCertificates, false, kMaxQuestionBytes, "certificates", certificates},
      {"POST", wire::kPathCode, false, kMaxQuestionBytes, "code", own_code},
      {"POST", wire::kPathHandover, false, wire::kMaxHandoverJsonBytes, "handover", handover_put},
      {"POST", wire::kPathHandoverTake, false, kMaxQuestionBytes, "handover_take", handover_take},
  };
  return all;
}

const Route* find_route(std::string_view method, std::string_view path, bool& path_known) {
  path_known = false;
  if (method == "HEAD") method = "GET";
  for (const Route& route : routes()) {
    const bool below = route.path.ends_with('/') && path.starts_with(route.path);
    if (!below && path != route.path) continue;
    if (route.method == method) return &route;
    path_known = true;
  }
  return nullptr;
}

std::optional<Answer> gate(Gateway& gateway, const Route* route,
                           const std::optional<Certificate>& certificate, Call& call) {
  if (route != nullptr && route->open) return std::nullopt;
  if (!certificate) {
    return problem(403, wire::kProblemCertificateMissing, "A terminal's certificate is needed.");
  }
  auto peer = gateway.terminals().identify(*certificate);
  if (!peer) {
    if (peer.error().code == FailureCode::certificate_revoked) {
      return problem(403, wire::kProblemCertificateRevoked, "The certificate is revoked.");
    }
    return problem(peer.error());
  }
  call.peer = std::move(*peer);
  return std::nullopt;
}

}  // namespace dk::district
