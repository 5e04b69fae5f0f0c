#include "district/persons.h"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace dk::district {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxFileBytes = 1 << 20;

json to_object(const Person& person) {
  return {{"id", person.id},
          {"name", person.identity.name},
          {"sex", person.identity.sex},
          {"birth", person.identity.birth},
          {"document_type", person.identity.document_type},
          {"document_number", person.identity.document_number}};
}

Result<Person> from_object(const json& object) {
  const auto text = [&object](const char* key) {
    const auto at = object.find(key);
    return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
  };
  Person person;
  if (!object.is_object()) return fail(FailureCode::config_invalid, "a person is an object");
  person.id = text("id");
  person.identity.name = text("name");
  person.identity.birth = text("birth");
  person.identity.document_type = text("document_type");
  person.identity.document_number = text("document_number");
  const auto sex = object.find("sex");
  if (sex != object.end() && sex->is_number_integer()) person.identity.sex = sex->get<int>();
  if (person.id.empty() || person.identity.name.empty() || person.identity.document_type.empty() ||
      person.identity.document_number.empty()) {
    return fail(FailureCode::config_invalid, "a person needs id, name and document");
  }
  return person;
}

}  // namespace

std::string persons_path(const std::string& override_path) {
  if (!override_path.empty()) return override_path;
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto installed =
      program.parent_path().parent_path() / "share/district-kiosk/persons/persons.json";
  if (!error && std::filesystem::exists(installed, error)) return installed.string();
  return DK_ASSETS_DIR "/persons/persons.json";
}

Result<std::vector<Person>> read_persons(Files& files, const std::string& path) {
  DK_TRY(content, files.read(path, kMaxFileBytes));
  const json parsed = json::parse(as_text(content), nullptr, false);
  const auto list = parsed.is_object() ? parsed.find("persons") : parsed.end();
  if (!parsed.is_object() || list == parsed.end() || !list->is_array()) {
    return fail(FailureCode::config_invalid, "persons file");
  }
  std::vector<Person> persons;
  for (const json& object : *list) {
    DK_TRY(person, from_object(object));
    persons.push_back(std::move(person));
  }
  return persons;
}

Status store_persons(Database& database, const StorageKeys& keys, Random& random,
                     const std::vector<Person>& persons) {
  DK_TRY(transaction, Transaction::begin(database));
  for (const Person& person : persons) {
    DK_TRY(sealed,
           keys.seal("person", as_bytes(person.id), as_bytes(to_object(person).dump()), random));
    DK_TRY(kept, database.run("INSERT OR REPLACE INTO person VALUES(?,?)",
                              {person.id, std::move(sealed)}));
    (void)kept;
  }
  return transaction.commit();
}

Result<Person> load_person(Database& database, const StorageKeys& keys, const std::string& id) {
  DK_TRY(rows, database.query("SELECT sealed FROM person WHERE id=?", {id}));
  if (rows.empty()) {
    return fail(FailureCode::not_found, "no such person; `init --seed-persons catalogue` has some");
  }
  DK_TRY(opened, keys.open("person", as_bytes(id), rows[0].blob(0)));
  const json parsed = json::parse(opened.text(), nullptr, false);
  return from_object(parsed);
}

}  // namespace dk::district
