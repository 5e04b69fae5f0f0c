#include "district/key_person_source.h"

#include <nlohmann/json.hpp>

#include "district/persons.h"

namespace dk::district {
namespace {

using nlohmann::json;

constexpr std::size_t kListKeyBytes = 32;

std::string text_of(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

Result<wire::KeyPerson> read_entry(Gateway& gateway, const json& entry) {
  const auto malformed = [] { return fail(FailureCode::invalid_argument, "key-person entry"); };
  if (!entry.is_object() || !entry.contains("category") || !entry["category"].is_number_integer()) {
    return malformed();
  }
  const auto category = entry["category"].get<std::int64_t>();
  if (category < 1 || category > 3) return malformed();
  wire::KeyPerson person;
  person.category = static_cast<wire::KeyPersonCategory>(category);
  if (const std::string id = text_of(entry, "person"); !id.empty()) {
    DK_TRY(seeded, load_person(gateway.database(), gateway.keys(), id));
    person.document_type = seeded.identity.document_type;
    person.document_number = seeded.identity.document_number;
  } else {
    person.document_type = text_of(entry, "document_type");
    person.document_number = text_of(entry, "document_number");
  }
  if (person.document_type.empty() || person.document_number.empty()) return malformed();
  return person;
}

}  // namespace

Result<Bytes> key_person_list_from_json(Gateway& gateway, Random& random, std::string_view text,
                                        TimePoint now) {
  const json parsed = json::parse(text, nullptr, false);
  if (!parsed.is_object() || text_of(parsed, "schema") != "key-persons/1" ||
      !parsed.contains("persons") || !parsed["persons"].is_array()) {
    return fail(FailureCode::invalid_argument, "key-persons/1 is expected");
  }
  std::vector<wire::KeyPerson> persons;
  for (const json& entry : parsed["persons"]) {
    DK_TRY(person, read_entry(gateway, entry));
    persons.push_back(std::move(person));
  }
  const Secret key(random.bytes(kListKeyBytes));
  return wire::encode_key_person_list(persons, key.view(), to_unix_seconds(now));
}

}  // namespace dk::district
