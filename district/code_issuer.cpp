#include "district/code_issuer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "district/persons.h"

namespace dk::district {
namespace {

using nlohmann::json;

constexpr int kPersonMinutes = 5;
constexpr int kBadgeMinutes = 12 * 60;
constexpr int kOwnCodeSeconds = 60;
constexpr int kOwnCodeLoa = 2;
constexpr std::size_t kCodeIdBytes = 16;
constexpr std::string_view kIssuer = "LH-DISTRICT";

Result<crypto::PrivateKey> issuer_key(Gateway& gateway, Files& files, std::string_view name) {
  DK_TRY(pem, files.read_private(gateway.layout().issuer_key(name)));
  return crypto::PrivateKey::from_pem(pem.text());
}

Result<wire::StaffMember> find_staff(Gateway& gateway, const std::string& id) {
  DK_TRY(object, gateway.objects().newest(wire::kObjectStaffRoster, "", gateway.root()));
  DK_TRY(roster, wire::staff_roster_from_json(as_text(object.content)));
  const auto found = std::ranges::find(roster.staff, id, &wire::StaffMember::id);
  if (found == roster.staff.end()) return fail(FailureCode::not_found, "staff " + id);
  return *found;
}

Result<codes::DayKey> day_key(Gateway& gateway, Files& files, const std::string& day) {
  DK_TRY(text, files.read_private(gateway.layout().day_keys()));
  DK_TRY(file, day_keys_from_json(text.text()));
  for (auto& [of_day, key] : file.keys) {
    if (of_day == day) return std::move(key);
  }
  return fail(FailureCode::code_day_key_missing, "no code key for " + day);
}

Result<std::string> issue_for_person(Gateway& gateway, Files& files, Random& random,
                                     const codes::IdentityCode& code) {
  DK_TRY(key, day_key(gateway, files, china_day(from_unix_ms(code.issued_s * 1000))));
  DK_TRY(signer, issuer_key(gateway, files, "persons"));
  return codes::issue_identity_code(code, &key, signer, random);
}

}  // namespace

std::string to_json(const DayKeyFile& file) {
  json keys = json::array();
  for (const auto& [day, key] : file.keys) {
    keys.push_back({{"day", day}, {"kid", to_hex(key.key_id)}, {"key", to_base64(key.key.view())}});
  }
  return json{{"day_keys", keys}}.dump();
}

Result<DayKeyFile> day_keys_from_json(std::string_view text) {
  const json parsed = json::parse(text, nullptr, false);
  DayKeyFile file;
  if (!parsed.is_object() || !parsed.contains("day_keys") || !parsed["day_keys"].is_array()) {
    return fail(FailureCode::data_damaged, "day-keys.json");
  }
  for (const json& entry : parsed["day_keys"]) {
    const auto text_of = [&entry](const char* name) {
      return entry.is_object() && entry.contains(name) && entry[name].is_string()
                 ? entry[name].get<std::string>()
                 : std::string();
    };
    auto id = from_hex(text_of("kid"));
    const auto key = from_base64(text_of("key"));
    if (!id || id->empty() || !key || key->size() != crypto::kAeadKeyBytes) {
      return fail(FailureCode::data_damaged, "day-keys.json");
    }
    file.keys.emplace_back(text_of("day"), codes::DayKey{std::move(*id), Secret(*key)});
  }
  return file;
}

Result<IssuedCode> issue_code(Gateway& gateway, Files& files, Random& random,
                              const CodeOrder& order) {
  const bool badge = !order.staff.empty();
  if (badge != order.person.empty()) {
    return fail(FailureCode::invalid_argument, "either a person or a staff id");
  }
  const int minutes =
      order.valid_min != 0 ? order.valid_min : (badge ? kBadgeMinutes : kPersonMinutes);
  codes::IdentityCode code;
  code.issuer = kIssuer;
  code.issued_s = to_unix_seconds(order.at);
  code.expires_s = code.issued_s + std::int64_t{minutes} * 60;
  code.code_id = random.bytes(kCodeIdBytes);
  code.loa = order.loa;
  code.staff = badge;
  if (badge) {
    DK_TRY(member, find_staff(gateway, order.staff));
    code.staff_id = member.id;
    code.role = member.role;
    DK_TRY(signer, issuer_key(gateway, files, "staff"));
    DK_TRY(text, codes::issue_identity_code(code, nullptr, signer, random));
    return IssuedCode{std::move(text), code.expires_s};
  }
  DK_TRY(person, load_person(gateway.database(), gateway.keys(), order.person));
  code.person = std::move(person.identity);
  DK_TRY(text, issue_for_person(gateway, files, random, code));
  return IssuedCode{std::move(text), code.expires_s};
}

Result<wire::CodeTold> issue_own_code(Gateway& gateway, const std::string& terminal,
                                      const wire::CodeQuestion& question, TimePoint now) {
  if (gateway.issuing() == nullptr) return wire::CodeTold{question.id, "", 0};
  const wire::PersonRef& who = question.person;
  codes::IdentityCode code;
  code.issuer = kIssuer;
  code.issued_s = to_unix_seconds(now);
  code.expires_s = code.issued_s + kOwnCodeSeconds;
  code.code_id = gateway.random().bytes(kCodeIdBytes);
  code.loa = kOwnCodeLoa;
  code.person = codes::PersonIdentity{who.name, who.document_type, who.document_number,
                                      question.birth, question.sex};
  DK_TRY(text, issue_for_person(gateway, *gateway.issuing(), gateway.random(), code));
  const crypto::Digest person =
      gateway.keys().person_digest(who.document_type, who.document_number);
  DK_CHECK(log_access(gateway.database(),
                      {terminal, "code", "", "", person, person, kOwnCodeLoa, 1, 1}, now));
  return wire::CodeTold{question.id, std::move(text), kOwnCodeSeconds};
}

}  // namespace dk::district
