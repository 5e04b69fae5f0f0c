// What a citizen's terminal tells of cases and sessions (event bodies, envelope.h), and the
// question for one's own cases: POST /v1/cases/query.
//
// case.decided is written once per case, when it has come to its end; with the evidence (design
// 3.5) and what was submitted the district decides again. Both are JSON texts inside strings: the
// bytes that were made, which nothing here reads. session.ended holds no personal data; the phone
// of help.called does, and is there only for a call back.
// Plain values; any thread. Decoders are strict (strict_json.h): answer_malformed, bounded.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/uuid.h"
#include "offline-cache/wire/person_ref.h"

namespace dk::wire {

inline constexpr std::string_view kCaseDecided = "case.decided";
inline constexpr std::string_view kCaseRated = "case.rated";
inline constexpr std::string_view kHelpWanted = "help.called";
inline constexpr std::string_view kSessionEnded = "session.ended";
inline constexpr std::string_view kPathCases = "/v1/cases/query";

inline constexpr std::size_t kMaxEvidenceBytes = 16 * 1024;
inline constexpr std::size_t kMaxSubmittedBytes = 24 * 1024;
inline constexpr std::size_t kMaxCasesTold = 200;
inline constexpr std::size_t kMaxCasesAnswerBytes = 128 * 1024;
inline constexpr int kMaxMonths = 36;

struct CaseDecided {
  Uuid case_id{};
  std::string number{};      // base/codes/case_number.h
  std::string item{};        // fingerprint
  std::string outcome{};     // "APPROVE" | "REFUSE" | "REFER" | "PROVISIONAL" | "REGISTER" | "INFO"
  bool provisional = false;  // taken in, not decided
  PersonRef applicant{};
  std::optional<PersonRef> for_whom{};
  int loa = 2;
  std::string evidence{};   // empty when no decision was made
  std::string submitted{};  // facts and answers
};
struct CaseRated {
  Uuid case_id{};
  int level = 5;                       // 5 very satisfied ... 1 very dissatisfied
  std::vector<std::string> reasons{};  // words of the form
};
struct HelpWanted {
  std::string kind{};    // "hall" | "duty" | "callback" | "sos"
  std::string ticket{};  // what the person was given; may be empty
  std::string phone{};   // callback only
};
struct SessionEnded {
  // "finished" | "left" | "timeout" | "card_taken" | "handed_over" | "staff" | "power"
  std::string reason{};
  std::string item{};  // that was open; may be empty
  int seconds = 0;
};
[[nodiscard]] std::string to_json(const CaseDecided&);
[[nodiscard]] std::string to_json(const CaseRated&);
[[nodiscard]] std::string to_json(const HelpWanted&);
[[nodiscard]] std::string to_json(const SessionEnded&);
[[nodiscard]] Result<CaseDecided> case_decided_from_json(std::string_view json);
[[nodiscard]] Result<CaseRated> case_rated_from_json(std::string_view json);
[[nodiscard]] Result<HelpWanted> help_wanted_from_json(std::string_view json);
[[nodiscard]] Result<SessionEnded> session_ended_from_json(std::string_view json);

struct CasesQuestion {
  Uuid id{};
  PersonRef person{};  // who is signed in: nobody else's cases are told
  int loa = 2;
  int months = 12;
};
struct CaseTold {
  std::string number{};
  std::string item{};  // fingerprint; its title is the item's business
  std::string outcome{};
  std::string status{};    // "received" | "confirmed" | "reversed"
  bool for_other = false;  // the person applied for somebody else
  TimePoint at{};
};
struct CasesTold {
  Uuid id{};
  std::vector<CaseTold> cases{};  // newest first
};
[[nodiscard]] std::string to_json(const CasesQuestion& question);
[[nodiscard]] Result<CasesQuestion> cases_question_from_json(std::string_view json);
[[nodiscard]] std::string to_json(const CasesTold& told);
[[nodiscard]] Result<CasesTold> cases_told_from_json(std::string_view json);

}  // namespace dk::wire
