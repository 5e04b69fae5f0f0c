// Questions that a citizen's terminal asks during a visit:
//   POST /v1/help/query          whether somebody answers a call for help (help.called, cases.h)
//   POST /v1/subjects/query      for whom else the person who is signed in may act
//   POST /v1/certificates/query  which electronic certificates the person has; level 3
//   POST /v1/codes/issue         a short-lived LH1 code of the person's own, for the screen
// The call for help itself travels as an event, so that it outlives the line; this only looks.
// Plain values; any thread. Decoders are strict (strict_json.h): answer_malformed, bounded.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/uuid.h"
#include "offline-cache/wire/person_ref.h"

namespace dk::wire {

inline constexpr std::string_view kPathHelp = "/v1/help/query";
inline constexpr std::string_view kPathSubjects = "/v1/subjects/query";
inline constexpr std::string_view kPathCertificates = "/v1/certificates/query";
inline constexpr std::string_view kPathCode = "/v1/codes/issue";
inline constexpr std::size_t kMaxSubjects = 20;
inline constexpr std::size_t kMaxCertificates = 50;
inline constexpr int kCertificatesLoa = 3;
inline constexpr std::size_t kMaxVisitAnswerBytes = 32 * 1024;

struct HelpQuestion {
  Uuid id{};
  std::string ticket{};  // of one of the asking terminal's own calls
};
struct HelpTold {
  Uuid id{};
  bool coming = false;  // somebody has taken the call
};

struct SubjectsQuestion {
  Uuid id{};
  PersonRef person{};  // who is signed in
  int loa = 2;
};
struct Subject {
  std::string as{};  // "child"
  PersonRef person{};
  std::string birth{};  // "2014-03-15"
  int sex = 9;          // GB/T 2261.1: 1, 2, 9
  std::string until{};  // the last day of the authority; empty: no end is known
};
struct SubjectsTold {
  Uuid id{};
  std::vector<Subject> subjects{};
};

struct CertificatesQuestion {
  Uuid id{};
  PersonRef person{};  // who is signed in: nobody else's are told
  int loa = kCertificatesLoa;
};
struct CertificateTold {
  std::map<std::string, std::string> title{};   // by language
  std::map<std::string, std::string> issuer{};  // by language
  std::string until{};                          // last day; empty: without end
  bool valid = true;                            // not revoked, at the moment of the answer
};
struct CertificatesTold {
  Uuid id{};
  std::vector<CertificateTold> certificates{};
};

struct CodeQuestion {
  Uuid id{};
  PersonRef person{};   // who is signed in
  std::string birth{};  // as the document says, may be empty
  int sex = 9;          // GB/T 2261.1: 1, 2, 9
};
struct CodeTold {
  Uuid id{};
  std::string code{};  // LH1; empty: this district's server issues none
  int seconds = 0;     // how long it is good
};

[[nodiscard]] std::string to_json(const HelpQuestion& question);
[[nodiscard]] std::string to_json(const HelpTold& told);
[[nodiscard]] std::string to_json(const SubjectsQuestion& question);
[[nodiscard]] std::string to_json(const SubjectsTold& told);
[[nodiscard]] std::string to_json(const CertificatesQuestion& question);
[[nodiscard]] std::string to_json(const CertificatesTold& told);
[[nodiscard]] std::string to_json(const CodeQuestion& question);
[[nodiscard]] std::string to_json(const CodeTold& told);
[[nodiscard]] Result<HelpQuestion> help_question_from_json(std::string_view json);
[[nodiscard]] Result<HelpTold> help_told_from_json(std::string_view json);
[[nodiscard]] Result<SubjectsQuestion> subjects_question_from_json(std::string_view json);
[[nodiscard]] Result<SubjectsTold> subjects_told_from_json(std::string_view json);
[[nodiscard]] Result<CertificatesQuestion> certificates_question_from_json(std::string_view json);
[[nodiscard]] Result<CertificatesTold> certificates_told_from_json(std::string_view json);
[[nodiscard]] Result<CodeQuestion> code_question_from_json(std::string_view json);
[[nodiscard]] Result<CodeTold> code_told_from_json(std::string_view json);

}  // namespace dk::wire
