#include "offline-cache/wire/facts.h"

#include <nlohmann/json.hpp>

namespace dk::wire {

using nlohmann::json;

namespace {

constexpr TextRule kPurpose{Chars::Text, 1, 400};
constexpr TextRule kSource{Chars::Word, 1, 16};

std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

PersonRef read_person(StrictJson in) {
  PersonRef out;
  out.document_type = in.text("document_type", rules::kDocumentType);
  out.document_number = in.text("document_number", rules::kDocumentNumber);
  out.name = in.text("name", rules::kOptionalName);
  return out;
}

std::string to_json(const FactsQuestion& question) {
  json facts = json::array();
  for (const FactAsked& fact : question.facts) {
    facts.push_back({{"name", fact.name}, {"source", fact.source}, {"oldest_s", fact.oldest_s}});
  }
  json out = {{"id", to_string(question.id)}, {"item", question.item},
              {"purpose", question.purpose},  {"person", object_of(question.person)},
              {"loa", question.loa},          {"facts", std::move(facts)}};
  if (question.on_behalf_of) out["on_behalf_of"] = object_of(*question.on_behalf_of);
  return canonical(out);
}

Result<FactsQuestion> facts_question_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  FactsQuestion out;
  out.id = in.uuid("id");
  out.item = in.text("item", rules::kItem);
  out.purpose = in.text("purpose", kPurpose);
  out.person = read_person(in.object("person"));
  if (in.has("on_behalf_of")) out.on_behalf_of = read_person(in.object("on_behalf_of"));
  out.loa = static_cast<int>(in.integer("loa", rules::kMinLoa, rules::kMaxLoa));
  for (StrictJson& fact : in.objects("facts", kMaxFacts)) {
    FactAsked asked;
    asked.name = fact.text("name", rules::kFact);
    asked.source = fact.text("source", kSource);
    asked.oldest_s = fact.integer("oldest_s", 0, kMaxOldestS);
    out.facts.push_back(std::move(asked));
  }
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const FactsTold& told) {
  json facts = json::array();
  for (const FactTold& fact : told.facts) {
    json one = {{"name", fact.name}};
    if (fact.trouble.empty()) {
      one["value"] = fact.value;
      one["as_of"] = to_rfc3339(fact.as_of);
      one["source"] = fact.source;
    } else {
      one["trouble"] = fact.trouble;
    }
    facts.push_back(std::move(one));
  }
  return canonical({{"id", to_string(told.id)}, {"facts", std::move(facts)}});
}

Result<FactsTold> facts_told_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxFactsAnswerBytes}));
  FactsTold out;
  out.id = in.uuid("id");
  for (StrictJson& fact : in.objects("facts", kMaxFacts)) {
    FactTold told;
    told.name = fact.text("name", rules::kFact);
    if (fact.has("trouble")) {
      told.trouble = fact.one_of("trouble", {kFactUnknown, kFactRefused, kFactTooOld});
    } else {
      told.value = fact.text("value", {Chars::Text, 1, kMaxFactValueBytes});
      told.as_of = fact.time("as_of");
      told.source = fact.text("source", kSource);
    }
    out.facts.push_back(std::move(told));
  }
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::wire
