#include "kiosk/session/citizen_records.h"

#include "kiosk/session/case_events.h"

namespace dk::kiosk {

namespace {

Document document_of(const citizen::Identity& person) {
  Document document;
  document.person = person_ref(person);
  document.birth = person.birth;
  document.valid_from = person.valid_from;
  document.valid_until = person.valid_until;
  document.sex = person.sex;
  document.chip = person.way != citizen::Way::Code;
  return document;
}

// The pure module's words for help and the wire's.
std::string help_kind(const std::string& kind) {
  if (kind == "desk") return "duty";
  if (kind == "ticket" || kind == "human") return "callback";
  if (kind == "sos_ended") return "sos";
  return kind;
}

}  // namespace

citizen::Identity identity_of(const drivers::IdentityDocument& document, citizen::Way way) {
  citizen::Identity person;
  person.way = way;
  person.name = document.name.text();
  person.document_type = document_type(document.kind);
  person.document_number = document.number.text();
  person.birth = document.birth.text();
  person.sex = static_cast<int>(document.sex);
  if (person.sex == 0) person.sex = 9;
  person.valid_from = document.valid_from.text();
  person.valid_until = document.valid_until.text();
  person.level = 2;
  return person;
}

wire::PersonRef person_ref(const citizen::Identity& person) {
  return {person.document_type, person.document_number, person.name};
}

SignedIn signed_in(const citizen::FetchFacts& effect) {
  SignedIn who = signed_in(effect.asker, effect.at);
  if (effect.whom != citizen::Whom::Me) who.for_whom = document_of(effect.person);
  return who;
}

SignedIn signed_in(const citizen::Identity& person, TimePoint at) {
  SignedIn who;
  who.document = document_of(person);
  who.loa = person.level;
  who.at = at;
  return who;
}

Result<RecordBody> body_of(const citizen::Save& save) {
  if (const auto* record = std::get_if<citizen::CaseRecord>(&save.what)) {
    SignedIn who = signed_in(record->person, record->at);
    if (record->subject) who.for_whom = document_of(*record->subject);
    DK_TRY(body,
           decided(*record->item, record->state, who, record->id, record->at, record->orders));
    return RecordBody{wire::kCaseDecided, wire::to_json(body)};
  }
  if (const auto* record = std::get_if<citizen::RatingRecord>(&save.what)) {
    return RecordBody{wire::kCaseRated, wire::to_json(wire::CaseRated{
                                            record->case_id, record->grade, record->reasons})};
  }
  if (const auto* record = std::get_if<citizen::HelpRecord>(&save.what)) {
    return RecordBody{
        wire::kHelpWanted,
        wire::to_json(wire::HelpWanted{help_kind(record->kind), record->ticket, record->phone})};
  }
  const auto& record = std::get<citizen::SessionRecord>(save.what);
  return RecordBody{wire::kSessionEnded, wire::to_json(wire::SessionEnded{
                                             record.reason, {}, static_cast<int>(record.seconds)})};
}

citizen::SubjectsAnswered::Subject subject_of(const wire::Subject& told, std::size_t number) {
  citizen::SubjectsAnswered::Subject subject;
  subject.whom = citizen::Whom::Child;
  subject.handle = "child" + std::to_string(number);  // says nothing of the person
  subject.identity.way = citizen::Way::Code;          // no card of theirs is here
  subject.identity.document_type = told.person.document_type;
  subject.identity.document_number = told.person.document_number;
  subject.identity.name = told.person.name;
  subject.identity.birth = told.birth;
  subject.identity.sex = told.sex;
  subject.until = told.until;
  return subject;
}

std::vector<citizen::CertificatesView::Line> certificate_lines(
    const std::vector<wire::CertificateTold>& certificates, std::string_view language) {
  const auto words = [&](const std::map<std::string, std::string>& texts) {
    auto found = texts.find(std::string(language));
    if (found == texts.end()) found = texts.find("zh-CN");
    return found == texts.end() ? std::string() : found->second;
  };
  std::vector<citizen::CertificatesView::Line> lines;
  for (const wire::CertificateTold& one : certificates) {
    lines.push_back({words(one.title), words(one.issuer), one.valid, one.until});
  }
  return lines;
}

codes::ReceiptCode receipt_code_of(const citizen::CaseRecord& record) {
  codes::ReceiptCode receipt;
  receipt.issued_s = to_unix_seconds(record.at);
  receipt.case_id.assign(record.id.bytes.begin(), record.id.bytes.end());
  receipt.tail = record.number.substr(record.number.rfind('-') + 1);
  receipt.item = record.item->fingerprint;
  receipt.outcome = record.state.outcome;
  if (!record.state.decisions.empty()) {
    receipt.digest = from_hex(record.state.decisions.back().inputs_digest).value_or(Bytes());
  }
  return receipt;
}

std::vector<citizen::CasesView::Line> case_lines(const std::vector<wire::CaseTold>& cases,
                                                 const ItemCatalogue& items,
                                                 std::string_view language) {
  std::vector<citizen::CasesView::Line> lines;
  for (const wire::CaseTold& one : cases) {
    const std::string id = one.item.substr(0, one.item.find('/'));
    const auto item = items.find(id);
    citizen::CasesView::Line line;
    line.number = one.number;
    // An item that is not here any more is named as the district does.
    line.title = item ? item->texts.tr(language, item->title) : id;
    line.status_key = one.status;
    line.at = one.at;
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace dk::kiosk
