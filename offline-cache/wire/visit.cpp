#include "offline-cache/wire/visit.h"

#include <nlohmann/json.hpp>

namespace dk::wire {

using nlohmann::json;

namespace {

constexpr TextRule kTicket{Chars::Upper, 1, 20};
constexpr TextRule kDay{Chars::Id, 10, 10};
constexpr TextRule kDayOrNone{Chars::Id, 0, 10};
constexpr TextRule kWords{Chars::Text, 1, 200};
constexpr TextRule kCode{Chars::Text, 0, 2048};
constexpr std::size_t kMaxLanguages = 16;
constexpr int kMaxCodeSeconds = 3600;

std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string to_json(const HelpQuestion& question) {
  return canonical({{"id", to_string(question.id)}, {"ticket", question.ticket}});
}

Result<HelpQuestion> help_question_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  HelpQuestion out;
  out.id = in.uuid("id");
  out.ticket = in.text("ticket", kTicket);
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const HelpTold& told) {
  return canonical({{"id", to_string(told.id)}, {"coming", told.coming}});
}

Result<HelpTold> help_told_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  HelpTold out;
  out.id = in.uuid("id");
  out.coming = in.boolean("coming");
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const SubjectsQuestion& question) {
  return canonical({{"id", to_string(question.id)},
                    {"person", object_of(question.person)},
                    {"loa", question.loa}});
}

Result<SubjectsQuestion> subjects_question_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  SubjectsQuestion out;
  out.id = in.uuid("id");
  out.person = read_person(in.object("person"));
  out.loa = static_cast<int>(in.integer("loa", rules::kMinLoa, rules::kMaxLoa));
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const SubjectsTold& told) {
  json subjects = json::array();
  for (const Subject& one : told.subjects) {
    subjects.push_back({{"as", one.as},
                        {"person", object_of(one.person)},
                        {"birth", one.birth},
                        {"sex", one.sex},
                        {"until", one.until}});
  }
  return canonical({{"id", to_string(told.id)}, {"subjects", std::move(subjects)}});
}

Result<SubjectsTold> subjects_told_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxVisitAnswerBytes}));
  SubjectsTold out;
  out.id = in.uuid("id");
  for (StrictJson& one : in.objects("subjects", kMaxSubjects)) {
    Subject subject;
    subject.as = one.one_of("as", {"child"});
    subject.person = read_person(one.object("person"));
    subject.birth = one.text("birth", kDay);
    subject.sex = static_cast<int>(one.integer("sex", 1, 9));
    subject.until = one.text("until", kDayOrNone);
    out.subjects.push_back(std::move(subject));
  }
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const CertificatesQuestion& question) {
  return canonical({{"id", to_string(question.id)},
                    {"person", object_of(question.person)},
                    {"loa", question.loa}});
}

Result<CertificatesQuestion> certificates_question_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  CertificatesQuestion out;
  out.id = in.uuid("id");
  out.person = read_person(in.object("person"));
  out.loa = static_cast<int>(in.integer("loa", kCertificatesLoa, rules::kMaxLoa));
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const CertificatesTold& told) {
  json certificates = json::array();
  for (const CertificateTold& one : told.certificates) {
    certificates.push_back(
        {{"title", one.title}, {"issuer", one.issuer}, {"until", one.until}, {"valid", one.valid}});
  }
  return canonical({{"id", to_string(told.id)}, {"certificates", std::move(certificates)}});
}

Result<CertificatesTold> certificates_told_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxVisitAnswerBytes}));
  CertificatesTold out;
  out.id = in.uuid("id");
  for (StrictJson& one : in.objects("certificates", kMaxCertificates)) {
    CertificateTold told;
    told.title = one.text_map("title", rules::kLanguage, kWords, kMaxLanguages);
    told.issuer = one.text_map("issuer", rules::kLanguage, kWords, kMaxLanguages);
    told.until = one.text("until", kDayOrNone);
    told.valid = one.boolean("valid");
    out.certificates.push_back(std::move(told));
  }
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const CodeQuestion& question) {
  return canonical({{"id", to_string(question.id)},
                    {"person", object_of(question.person)},
                    {"birth", question.birth},
                    {"sex", question.sex}});
}

Result<CodeQuestion> code_question_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  CodeQuestion out;
  out.id = in.uuid("id");
  out.person = read_person(in.object("person"));
  out.birth = in.text("birth", kDayOrNone);
  out.sex = static_cast<int>(in.integer("sex", 1, 9));
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const CodeTold& told) {
  return canonical({{"id", to_string(told.id)}, {"code", told.code}, {"seconds", told.seconds}});
}

Result<CodeTold> code_told_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  CodeTold out;
  out.id = in.uuid("id");
  out.code = in.text("code", kCode);
  out.seconds = static_cast<int>(in.integer("seconds", 0, kMaxCodeSeconds));
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::wire
