// Bodies of the sampling events around tubes and boxes: late hits, calls, boxes (envelope.h).
#include <algorithm>
#include <nlohmann/json.hpp>

#include "offline-cache/wire/envelope.h"
#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::wire {

using nlohmann::json;

namespace {

std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string to_json(const LateHit& body) {
  return canonical({{"tube", body.tube}, {"registration", body.registration}});
}

Result<LateHit> late_hit_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  LateHit out;
  out.tube = in.text("tube", rules::kTube);
  out.registration = to_string(in.uuid("registration"));
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const IdentityDisputed& body) {
  return canonical({{"tube", body.tube}, {"registration", body.registration}});
}

Result<IdentityDisputed> identity_disputed_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  IdentityDisputed out;
  out.tube = in.text("tube", rules::kTube);
  out.registration = to_string(in.uuid("registration"));
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const HelpCalled& body) {
  return canonical({{"why", body.why}, {"tube", body.tube}});
}

Result<HelpCalled> help_called_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  HelpCalled out;
  out.why = in.one_of("why", {"single_only", "late_hit", "disputed"});
  out.tube = in.text("tube", {rules::kTube.chars, 0, rules::kTube.max});
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const PersonSkipped& body) {
  return canonical({{"why", body.why},
                    {"document_type", body.document_type},
                    {"document_number", body.document_number}});
}

Result<PersonSkipped> person_skipped_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  PersonSkipped out;
  out.why = in.one_of("why", {"single_only"});
  out.document_type = in.text("document_type", rules::kObjectName);
  out.document_number = in.text("document_number", {Chars::Text, 1, 64});
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const BoxClosed& body) {
  return canonical({{"box", body.box}, {"tubes", body.tubes}, {"count", body.count}});
}

Result<BoxClosed> box_closed_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  BoxClosed out;
  out.box = in.text("box", rules::kBox);
  out.tubes = in.texts("tubes", rules::kTube, rules::kMaxTubesOfBox);
  out.count = static_cast<int>(in.integer("count", 1, rules::kMaxTubesOfBox));
  std::vector<std::string> sorted = out.tubes;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) != sorted.end()) in.refuse("tubes", "a tube twice");
  if (out.tubes.size() != static_cast<std::size_t>(out.count)) {
    in.refuse("count", "not the number of tubes");
  }
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const BoxHandedOver& body) {
  return canonical({{"box", body.box},
                    {"count", body.count},
                    {"courier", body.courier},
                    {"first_sample_at", to_rfc3339(body.first_sample_at)},
                    {"late", body.late}});
}

Result<BoxHandedOver> box_handed_over_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  BoxHandedOver out;
  out.box = in.text("box", rules::kBox);
  out.count = static_cast<int>(in.integer("count", 1, rules::kMaxTubesOfBox));
  out.courier = in.text("courier", rules::kStaffId);
  out.first_sample_at = in.time("first_sample_at");
  out.late = in.boolean("late");
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::wire
