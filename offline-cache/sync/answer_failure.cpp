// What an error status means (sync.h).
#include <array>

#include "offline-cache/sync/sync.h"
#include "offline-cache/wire/api.h"
#include "offline-cache/wire/envelope.h"

namespace dk::cache {
namespace {

struct Known {
  std::string_view problem;
  FailureCode code;
};
constexpr std::array kKnown = {
    Known{wire::kProblemCertificateMissing, FailureCode::certificate_missing},
    Known{wire::kProblemCertificateRevoked, FailureCode::certificate_revoked},
    Known{wire::kProblemEnrolmentRefused, FailureCode::enrolment_refused},
    Known{wire::kProblemNotFound, FailureCode::not_found},
    Known{wire::kProblemHandoverUnknown, FailureCode::handover_unknown},
    Known{wire::kProblemHandoverUsed, FailureCode::handover_used},
    Known{wire::kProblemHandoverExpired, FailureCode::handover_expired},
    Known{wire::kProblemHandoverOtherPerson, FailureCode::handover_other_person},
};

}  // namespace

Failure failure_of(const HttpAnswer& answer) {
  std::string detail = "HTTP " + std::to_string(answer.status);
  const auto problem = wire::problem_from_json(as_text(answer.body));
  if (problem) {
    detail += " " + problem->code;
    for (const Known& known : kKnown) {
      if (problem->code == known.problem) return {known.code, detail};
    }
  }
  if (answer.status == 401) return {FailureCode::enrolment_refused, detail};
  if (answer.status == 404) return {FailureCode::not_found, detail};
  // A redirect or anything else that the district never sends: somebody else answers.
  if (answer.status < 400) return {FailureCode::answer_malformed, detail};
  return {FailureCode::server_fault, detail};
}

}  // namespace dk::cache
