// docs/protocol (what an integrator reads) and the types here (what the programs do) say the same.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "offline-cache/wire/api.h"
#include "offline-cache/wire/cases.h"
#include "offline-cache/wire/checkpoint.h"
#include "offline-cache/wire/envelope.h"
#include "offline-cache/wire/facts.h"
#include "offline-cache/wire/handover.h"
#include "offline-cache/wire/json_schema_test_support.h"
#include "offline-cache/wire/reference_objects.h"
#include "offline-cache/wire/signed_json.h"
#include "offline-cache/wire/strict_json.h"
#include "offline-cache/wire/visit.h"

namespace dk::wire {
namespace {

using test::json;

const std::filesystem::path kProtocol = std::filesystem::path(DK_PROJECT_DIR) / "docs/protocol";

json load(const std::filesystem::path& path) {
  std::ifstream stream(path);
  json out = json::parse(stream, nullptr, false);
  EXPECT_FALSE(out.is_discarded()) << path;
  return out;
}

// Reads and writes again; nothing when it was refused.
using Trip = std::function<std::optional<std::string>(const std::string&)>;

template <class T>
Trip trip(Result<T> (*read)(std::string_view)) {
  return [read](const std::string& text) -> std::optional<std::string> {
    const auto value = read(text);
    if (!value) return std::nullopt;
    return to_json(*value);
  };
}

struct Agreed {
  const char* schema;
  Trip trip;
  // The reader also knows what a schema cannot say (expires after issued, a key fits its kid).
  bool reader_knows_more = false;
  std::set<std::string> optional{};  // keys that may be absent; all others must be there
};

const std::vector<Agreed>& agreed() {
  static const std::vector<Agreed> all = {
      {"envelope", trip(envelope_from_json)},
      {"event-answer", trip(answer_from_json)},
      {"batch-accepted", trip(batch_accepted_from_json)},
      {"person_registered-1", trip(person_registered_from_json)},
      {"registration_undone-1", trip(registration_undone_from_json)},
      {"tube_opened-1", trip(tube_opened_from_json)},
      {"tube_sealed-1", trip(tube_sealed_from_json)},
      {"label_printed-1", trip(label_printed_from_json)},
      {"shift_opened-1", trip(shift_opened_from_json)},
      {"shift_closed-1", trip(shift_closed_from_json)},
      {"late_hit-1", trip(late_hit_from_json)},
      {"identity_disputed-1", trip(identity_disputed_from_json)},
      {"help_called-1", trip(help_called_from_json)},
      {"person_skipped-1", trip(person_skipped_from_json)},
      {"box_closed-1", trip(box_closed_from_json), true},
      {"box_handed_over-1", trip(box_handed_over_from_json)},
      {"report", trip(report_from_json)},
      {"report-answer", trip(report_answer_from_json)},
      {"problem", trip(problem_from_json)},
      {"facts-question", trip(facts_question_from_json)},
      {"facts-told", trip(facts_told_from_json)},
      {"case_decided-1", trip(case_decided_from_json), true},
      {"case_rated-1", trip(case_rated_from_json)},
      {"help_wanted-1", trip(help_wanted_from_json), true},
      {"session_ended-1", trip(session_ended_from_json)},
      {"cases-question", trip(cases_question_from_json)},
      {"cases-told", trip(cases_told_from_json), true},
      {"help-question", trip(help_question_from_json)},
      {"help-told", trip(help_told_from_json), true},
      {"subjects-question", trip(subjects_question_from_json)},
      {"certificates-question", trip(certificates_question_from_json)},
      {"certificates-told", trip(certificates_told_from_json), true},
      {"code-question", trip(code_question_from_json)},
      {"code-told", trip(code_told_from_json)},
      {"subjects-told", trip(subjects_told_from_json), true},
      {"handover-put", trip(handover_put_from_json)},
      {"handover-take", trip(handover_take_from_json)},
      {"handover-taken", trip(handover_taken_from_json)},
      {"bootstrap", trip(bootstrap_from_json)},
      {"progress", trip(progress_from_json)},
      {"audit-checkpoint", trip(checkpoint_from_json), true},
      {"checkpoint-receipt", trip(receipt_from_json), true},
      {"manifest", trip(manifest_from_json), true},
      {"root", trip(root_from_json), true},
      {"site-1", trip(site_from_json), true, {"algorithms"}},
      {"staff-roster-1", trip(staff_roster_from_json)},
  };
  return all;
}

// Every document that differs from `from` in one place.
void mutations(const json& root, json::json_pointer at,
               const std::function<void(const json&)>& try_one) {
  static const std::vector<json> kOthers = {nullptr,
                                            "",
                                            "a",
                                            "A b",
                                            "ABC-1",
                                            std::string(300, 'x'),
                                            "\x01",
                                            "\xE4\xBD\xA0",
                                            -1,
                                            0,
                                            1,
                                            2,
                                            10,
                                            101,
                                            1000,
                                            kMaxJsonInteger,
                                            kMaxJsonInteger + 1,
                                            1.5,
                                            true,
                                            json::array(),
                                            json::object(),
                                            json::array({1}),
                                            json{{"zzz", 1}}};
  const json& here = root.at(at);
  if (!at.empty()) {
    for (const json& other : kOthers) {
      json changed = root;
      changed.at(at) = other;
      try_one(changed);
    }
  }
  if (here.is_object()) {
    json more = root;
    more.at(at)["zzz"] = "more";
    try_one(more);
    for (const auto& [key, value] : here.items()) {
      json less = root;
      less.at(at).erase(key);
      try_one(less);
      // The body of an envelope is the business of its own schema.
      if (key != "body") mutations(root, at / key, try_one);
    }
  } else if (here.is_array()) {
    for (std::size_t i = 0; i < here.size(); ++i) mutations(root, at / i, try_one);
  }
}

TEST(Protocol, every_schema_has_a_type_and_every_type_a_schema) {
  std::set<std::string> known;
  for (const Agreed& one : agreed()) known.insert(std::string(one.schema) + ".json");
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kProtocol / "schemas")) {
    files.insert(entry.path().filename());
  }
  EXPECT_EQ(files, known);
}

TEST(Protocol, examples_are_valid_and_come_back_as_they_were) {
  for (const Agreed& one : agreed()) {
    SCOPED_TRACE(one.schema);
    const json schema = load(kProtocol / "schemas" / (std::string(one.schema) + ".json"));
    ASSERT_TRUE(schema.contains("examples"));
    ASSERT_FALSE(schema["examples"].empty());
    for (const json& example : schema["examples"]) {
      EXPECT_TRUE(test::valid(schema, example)) << example;
      const auto back = one.trip(example.dump());
      ASSERT_TRUE(back) << example;
      EXPECT_EQ(*back, example.dump());  // canonical, and not a key more or less
    }
    if (schema.contains("properties") && one.schema != std::string("problem")) {
      std::set<std::string> properties;
      for (const auto& [key, rule] : schema["properties"].items()) {
        if (!one.optional.contains(key)) properties.insert(key);
      }
      auto said = schema["required"].get<std::set<std::string>>();
      for (const json& key : schema.value("x-optional", json::array())) {
        EXPECT_TRUE(said.insert(key.get<std::string>()).second) << key;
      }
      EXPECT_EQ(said, properties);
      EXPECT_EQ(schema["additionalProperties"], false);
    }
  }
}

TEST(Protocol, schemas_and_readers_refuse_the_same) {
  for (const Agreed& one : agreed()) {
    SCOPED_TRACE(one.schema);
    const json schema = load(kProtocol / "schemas" / (std::string(one.schema) + ".json"));
    int refused = 0;
    for (const json& example : schema["examples"]) {
      mutations(example, json::json_pointer(), [&](const json& changed) {
        const bool by_schema = test::valid(schema, changed);
        const bool by_reader = one.trip(changed.dump()).has_value();
        refused += by_reader ? 0 : 1;
        // problem+json must ignore what it does not know; a strange title is dropped.
        if (one.schema == std::string("problem")) {
          EXPECT_TRUE(by_reader || !by_schema) << changed;
        } else if (!by_schema || !one.reader_knows_more) {
          EXPECT_EQ(by_reader, by_schema) << changed;
        }
      });
    }
    EXPECT_GT(refused, 10);
  }
}

TEST(Protocol, event_types_have_their_schemas) {
  for (const std::string_view type :
       {kShiftOpened, kShiftClosed, kTubeOpened, kPersonRegistered, kRegistrationUndone,
        kTubeSealed, kLabelPrinted, kLateHit, kIdentityDisputed, kHelpCalled, kPersonSkipped,
        kBoxClosed, kBoxHandedOver, kCaseDecided, kCaseRated, kHelpWanted, kSessionEnded}) {
    std::string name(schema_of(type));
    ASSERT_FALSE(name.empty()) << type;
    std::replace(name.begin(), name.end(), '/', '-');
    const json schema = load(kProtocol / "schemas" / (name + ".json"));
    Envelope envelope;
    envelope.type = type;
    envelope.schema = schema_of(type);
    envelope.body = schema["examples"][0].dump();
    EXPECT_TRUE(check_body(envelope)) << type;
    envelope.body = "{}";
    EXPECT_EQ(check_body(envelope).error().code, FailureCode::answer_malformed);
    envelope.schema = "tube_opened/99";
    EXPECT_EQ(check_body(envelope).error().code, FailureCode::unsupported);
  }
  EXPECT_TRUE(schema_of("sampling.unheard_of").empty());
}

void collect_references(const json& value, std::set<std::string>& to) {
  if (value.is_object() && value.contains("$ref")) to.insert(value["$ref"].get<std::string>());
  for (const json& inner : value) {
    if (inner.is_structured()) collect_references(inner, to);
  }
}

TEST(Protocol, openapi_names_the_paths_codes_and_schemas_that_there_are) {
  const json api = load(kProtocol / "openapi.json");
  EXPECT_EQ(api["openapi"], "3.1.0");
  std::map<std::string, std::string> paths;
  for (const auto& [path, methods] : api["paths"].items()) {
    for (const auto& [method, what] : methods.items()) paths[path] += method;
  }
  const std::map<std::string, std::string> expected = {
      {std::string(kPathHealth), "get"},
      {std::string(kPathCaCerts), "get"},
      {std::string(kPathEnroll), "post"},
      {std::string(kPathReenroll), "post"},
      {std::string(kPathBootstrap), "get"},
      {std::string(kPathEvents), "post"},
      {std::string(kPathRoot), "get"},
      {std::string(kPathManifest), "get"},
      {std::string(kPathReport), "post"},
      {std::string(kPathProgress), "get"},
      {std::string(kPathFacts), "post"},
      {std::string(kPathCases), "post"},
      {std::string(kPathHelp), "post"},
      {std::string(kPathSubjects), "post"},
      {std::string(kPathCertificates), "post"},
      {std::string(kPathHandover), "post"},
      {std::string(kPathHandoverTake), "post"},
      {std::string(kPathCode), "post"},
      {std::string(kPathObjects) + "{sha256}", "get"}};
  EXPECT_EQ(paths, expected);

  std::set<std::string> references;
  collect_references(api, references);
  std::set<std::string> files;
  for (const Agreed& one : agreed()) files.insert("schemas/" + std::string(one.schema) + ".json");
  EXPECT_EQ(references, files);

  EXPECT_EQ(api["x-problem-codes"].get<std::set<std::string>>(),
            std::set<std::string>(kProblemCodes.begin(), kProblemCodes.end()));
  EXPECT_EQ(api["x-reject-reasons"].get<std::set<std::string>>(),
            std::set<std::string>(kRejectReasons.begin(), kRejectReasons.end()));
  EXPECT_EQ(api["x-limits"]["line_bytes"], kMaxLineBytes);
  EXPECT_EQ(api["x-limits"]["batch_events"], kMaxBatchEvents);
  EXPECT_EQ(api["x-limits"]["batch_inflated_bytes"], kMaxInflatedBytes);
}

}  // namespace
}  // namespace dk::wire
