#include "offline-cache/wire/cases.h"

#include <nlohmann/json.hpp>

#include "base/codes/case_number.h"

namespace dk::wire {

using nlohmann::json;

namespace {

constexpr TextRule kNumber{Chars::Upper, 20, 20};
constexpr TextRule kTicket{Chars::Upper, 0, 20};
constexpr TextRule kPhone{Chars::Text, 0, 20};
constexpr TextRule kItemOrNone{Chars::Word, 0, 80};
constexpr std::size_t kMaxReasons = 10;
constexpr int kDayS = 86400;

std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string read_number(StrictJson& in) {
  std::string number = in.text("number", kNumber);
  if (!codes::is_case_number(number)) in.refuse("number", "no case number");
  return number;
}

std::string read_outcome(StrictJson& in) {
  return in.one_of("outcome", {"APPROVE", "REFUSE", "REFER", "PROVISIONAL", "REGISTER", "INFO"});
}

}  // namespace

std::string to_json(const CaseDecided& body) {
  json out = {{"case", to_string(body.case_id)},
              {"number", body.number},
              {"item", body.item},
              {"outcome", body.outcome},
              {"provisional", body.provisional},
              {"applicant", object_of(body.applicant)},
              {"loa", body.loa},
              {"evidence", body.evidence},
              {"submitted", body.submitted}};
  if (body.for_whom) out["for_whom"] = object_of(*body.for_whom);
  return canonical(out);
}

Result<CaseDecided> case_decided_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  CaseDecided out;
  out.case_id = in.uuid("case");
  out.number = read_number(in);
  out.item = in.text("item", rules::kItem);
  out.outcome = read_outcome(in);
  out.provisional = in.boolean("provisional");
  out.applicant = read_person(in.object("applicant"));
  if (in.has("for_whom")) out.for_whom = read_person(in.object("for_whom"));
  out.loa = static_cast<int>(in.integer("loa", rules::kMinLoa, rules::kMaxLoa));
  out.evidence = in.text("evidence", {Chars::Text, 0, kMaxEvidenceBytes});
  out.submitted = in.text("submitted", {Chars::Text, 0, kMaxSubmittedBytes});
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const CaseRated& body) {
  return canonical(
      {{"case", to_string(body.case_id)}, {"level", body.level}, {"reasons", body.reasons}});
}

Result<CaseRated> case_rated_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  CaseRated out;
  out.case_id = in.uuid("case");
  out.level = static_cast<int>(in.integer("level", 1, 5));
  out.reasons = in.texts("reasons", rules::kWord, kMaxReasons);
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const HelpWanted& body) {
  return canonical({{"kind", body.kind}, {"ticket", body.ticket}, {"phone", body.phone}});
}

Result<HelpWanted> help_wanted_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  HelpWanted out;
  out.kind = in.one_of("kind", {"hall", "duty", "callback", "sos"});
  out.ticket = in.text("ticket", kTicket);
  out.phone = in.text("phone", kPhone);
  if (out.kind != "callback" && !out.phone.empty()) in.refuse("phone", "only for a call back");
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const SessionEnded& body) {
  return canonical({{"reason", body.reason}, {"item", body.item}, {"seconds", body.seconds}});
}

Result<SessionEnded> session_ended_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  SessionEnded out;
  out.reason = in.one_of(
      "reason", {"finished", "left", "timeout", "card_taken", "handed_over", "staff", "power"});
  out.item = in.text("item", kItemOrNone);
  out.seconds = static_cast<int>(in.integer("seconds", 0, kDayS));
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const CasesQuestion& question) {
  return canonical({{"id", to_string(question.id)},
                    {"person", object_of(question.person)},
                    {"loa", question.loa},
                    {"months", question.months}});
}

Result<CasesQuestion> cases_question_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  CasesQuestion out;
  out.id = in.uuid("id");
  out.person = read_person(in.object("person"));
  out.loa = static_cast<int>(in.integer("loa", rules::kMinLoa, rules::kMaxLoa));
  out.months = static_cast<int>(in.integer("months", 1, kMaxMonths));
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const CasesTold& told) {
  json cases = json::array();
  for (const CaseTold& one : told.cases) {
    cases.push_back({{"number", one.number},
                     {"item", one.item},
                     {"outcome", one.outcome},
                     {"status", one.status},
                     {"for_other", one.for_other},
                     {"at", to_rfc3339(one.at)}});
  }
  return canonical({{"id", to_string(told.id)}, {"cases", std::move(cases)}});
}

Result<CasesTold> cases_told_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxCasesAnswerBytes}));
  CasesTold out;
  out.id = in.uuid("id");
  for (StrictJson& one : in.objects("cases", kMaxCasesTold)) {
    CaseTold told;
    told.number = read_number(one);
    told.item = one.text("item", rules::kItem);
    told.outcome = read_outcome(one);
    told.status = one.one_of("status", {"received", "confirmed", "reversed"});
    told.for_other = one.boolean("for_other");
    told.at = one.time("at");
    out.cases.push_back(std::move(told));
  }
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::wire
