#include "drivers/emulation/persons.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/codes/calendar.h"

namespace dk::drivers {
namespace {

using nlohmann::json;

// tidy: data of invented cards, on no screen of ours
constexpr const char* kIssuer = "公安局示范分局";
constexpr const char* kStreet = "市示范路";
constexpr const char* kHouse = "号";
constexpr const char* kHome = "深圳";

// What follows `word` in the facts, up to a comma or semicolon.
std::string fact(const std::string& facts, const std::string& word) {
  const auto at = facts.find(word);
  if (at == std::string::npos) return {};
  const auto from = at + word.size();
  return facts.substr(from, facts.find_first_of(",; ", from) - from);
}

int year_of(std::string_view day) { return static_cast<int>(codes::parse_day(day)->year()); }

// By law: 5 years for children, 10 to 25 years of age, 20 up to 45, then long-term.
void invent_validity(IdentityDocument& document, const std::string& facts) {
  const std::string expired = fact(facts, "expired ");
  const int born = year_of(document.birth.text());
  document.valid_from = secret_text(born < 2016 ? "2016-06-01" : "2022-11-08");
  if (codes::parse_day(expired)) {
    document.valid_from = secret_text(std::to_string(year_of(expired) - 10) + expired.substr(4));
    document.valid_until = secret_text(expired);
  } else if (born <= 1970) {
    document.long_term = true;
  } else {
    document.valid_until = secret_text(born < 2016 ? "2036-06-01" : "2027-11-08");
  }
}

Result<IdentityDocument> document_of(const json& person) {
  const auto text = [&person](const char* key) {
    const auto found = person.find(key);
    return found != person.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  const std::string facts = text("facts");
  IdentityDocument document;
  if (text("document_type") == "hmt-permit") document.kind = DocumentKind::HmtPermit;
  if (text("document_type") == "foreign-pr") document.kind = DocumentKind::ForeignPermit;
  document.name = secret_text(text("name"));
  document.number = secret_text(text("document_number"));
  document.birth = secret_text(text("birth"));
  if (!codes::parse_day(document.birth.text()) || document.name.empty() ||
      document.number.empty()) {
    return fail(FailureCode::data_damaged, "a person without name, number or birth");
  }
  document.sex = person.value("sex", 0) == 1 ? Sex::Male : Sex::Female;
  const std::string place = fact(facts, "hukou=");
  const bool citizen = document.kind == DocumentKind::CitizenCard;
  const std::string town = citizen && !place.empty() ? place : kHome;
  document.nation = secret_text(citizen ? "01" : "");
  document.address = secret_text(town + kStreet + text("id").substr(1) + kHouse);
  document.issuer = secret_text(town + kIssuer);
  if (document.kind == DocumentKind::ForeignPermit) {
    // The old form of the card, the one with a public layout, is what this person carries here.
    document.number = secret_text(fact(facts, "old form "));
    document.nation = secret_text(document.number.text().substr(0, 3));
    document.issuer = secret_text("4403");
  }
  invent_validity(document, facts);
  return document;
}

}  // namespace

Result<Persons> Persons::load(const std::string& file) {
  std::ifstream in(file);
  if (!in) return fail(FailureCode::io_error, "cannot read " + file);
  const json all = json::parse(in, nullptr, false);
  if (!all.is_object() || !all.contains("persons") || !all["persons"].is_array()) {
    return fail(FailureCode::data_damaged, file + " is no list of persons");
  }
  Persons persons;
  for (const json& person : all["persons"]) {
    if (!person.is_object()) return fail(FailureCode::data_damaged, file + ": not a person");
    DK_TRY(document, document_of(person));
    persons.documents_.emplace(person.value("id", ""), std::move(document));
  }
  return persons;
}

const IdentityDocument* Persons::find(const std::string& id) const {
  const auto found = documents_.find(id);
  return found == documents_.end() ? nullptr : &found->second;
}

}  // namespace dk::drivers
