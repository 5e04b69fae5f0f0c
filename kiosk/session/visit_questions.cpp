#include "kiosk/session/visit_questions.h"

#include <algorithm>
#include <utility>

namespace dk::kiosk {

namespace {

// One question, its answer read and matched to it.
template <class Question, class Told>
Result<Told> answer_of(cache::Remote& district, std::string_view path, const Question& question,
                       Result<Told> (*read)(std::string_view)) {
  DK_TRY(text, cache::ask(district, path, wire::to_json(question), wire::kMaxVisitAnswerBytes));
  DK_TRY(told, read(text));
  if (told.id != question.id) return fail(FailureCode::answer_malformed, "of another question");
  return told;
}

}  // namespace

Result<std::vector<wire::Subject>> own_subjects(cache::Remote& district, UuidGenerator& ids,
                                                const SignedIn& who) {
  const wire::SubjectsQuestion question{
      ids.next(), who.document.person,
      std::clamp(who.loa, wire::rules::kMinLoa, wire::rules::kMaxLoa)};
  DK_TRY(told, answer_of(district, wire::kPathSubjects, question, wire::subjects_told_from_json));
  return std::move(told.subjects);
}

Result<std::vector<wire::CertificateTold>> own_certificates(cache::Remote& district,
                                                            UuidGenerator& ids,
                                                            const SignedIn& who) {
  if (who.loa < wire::kCertificatesLoa) return fail(FailureCode::invalid_argument, "level");
  const wire::CertificatesQuestion question{ids.next(), who.document.person,
                                            std::min(who.loa, wire::rules::kMaxLoa)};
  DK_TRY(told,
         answer_of(district, wire::kPathCertificates, question, wire::certificates_told_from_json));
  return std::move(told.certificates);
}

Result<wire::CodeTold> own_code(cache::Remote& district, UuidGenerator& ids, const SignedIn& who) {
  const Document& document = who.document;
  const wire::CodeQuestion question{ids.next(), document.person, document.birth, document.sex};
  return answer_of(district, wire::kPathCode, question, wire::code_told_from_json);
}

Result<bool> help_is_coming(cache::Remote& district, UuidGenerator& ids,
                            const std::string& ticket) {
  const wire::HelpQuestion question{ids.next(), ticket};
  DK_TRY(told, answer_of(district, wire::kPathHelp, question, wire::help_told_from_json));
  return told.coming;
}

}  // namespace dk::kiosk
