// Bodies of the sampling events (envelope.h).
#include <array>
#include <nlohmann/json.hpp>

#include "offline-cache/wire/cases.h"
#include "offline-cache/wire/envelope.h"
#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::wire {

using nlohmann::json;

namespace {

std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

constexpr std::size_t kMaxTokenBytes = 2048;

// "1949-05-20" or nothing; whether the day exists is for who uses it.
bool looks_like_day(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  }
  return true;
}

template <class Body>
Status drop(Result<Body> body) {
  if (!body) return std::unexpected(std::move(body.error()));
  return {};
}

struct Known {
  std::string_view type;
  std::string_view schema;
  Status (*check)(std::string_view body);
};
constexpr std::array kKnown = {
    Known{kShiftOpened, "shift_opened/1",
          [](std::string_view b) { return drop(shift_opened_from_json(b)); }},
    Known{kShiftClosed, "shift_closed/1",
          [](std::string_view b) { return drop(shift_closed_from_json(b)); }},
    Known{kTubeOpened, "tube_opened/1",
          [](std::string_view b) { return drop(tube_opened_from_json(b)); }},
    Known{kPersonRegistered, "person_registered/1",
          [](std::string_view b) { return drop(person_registered_from_json(b)); }},
    Known{kRegistrationUndone, "registration_undone/1",
          [](std::string_view b) { return drop(registration_undone_from_json(b)); }},
    Known{kTubeSealed, "tube_sealed/1",
          [](std::string_view b) { return drop(tube_sealed_from_json(b)); }},
    Known{kLabelPrinted, "label_printed/1",
          [](std::string_view b) { return drop(label_printed_from_json(b)); }},
    Known{kLateHit, "late_hit/1", [](std::string_view b) { return drop(late_hit_from_json(b)); }},
    Known{kIdentityDisputed, "identity_disputed/1",
          [](std::string_view b) { return drop(identity_disputed_from_json(b)); }},
    Known{kHelpCalled, "help_called/1",
          [](std::string_view b) { return drop(help_called_from_json(b)); }},
    Known{kPersonSkipped, "person_skipped/1",
          [](std::string_view b) { return drop(person_skipped_from_json(b)); }},
    Known{kBoxClosed, "box_closed/1",
          [](std::string_view b) { return drop(box_closed_from_json(b)); }},
    Known{kBoxHandedOver, "box_handed_over/1",
          [](std::string_view b) { return drop(box_handed_over_from_json(b)); }},
    Known{kCaseDecided, "case_decided/1",
          [](std::string_view b) { return drop(case_decided_from_json(b)); }},
    Known{kCaseRated, "case_rated/1",
          [](std::string_view b) { return drop(case_rated_from_json(b)); }},
    Known{kHelpWanted, "help_wanted/1",
          [](std::string_view b) { return drop(help_wanted_from_json(b)); }},
    Known{kSessionEnded, "session_ended/1",
          [](std::string_view b) { return drop(session_ended_from_json(b)); }},
};

}  // namespace

std::string_view schema_of(std::string_view type) {
  for (const Known& known : kKnown) {
    if (known.type == type) return known.schema;
  }
  return {};
}

Status check_body(const Envelope& envelope) {
  for (const Known& known : kKnown) {
    if (known.type == envelope.type && known.schema == envelope.schema) {
      return known.check(envelope.body);
    }
  }
  return fail(FailureCode::unsupported, "event type or schema unknown");
}

std::string to_json(const PersonRegistered& body) {
  json out = {{"tube", body.tube},
              {"position", body.position},
              {"method", body.method},
              {"code_id", body.code_id},
              {"name", body.name},
              {"document_type", body.document_type},
              {"document_number", body.document_number},
              {"birth", body.birth},
              {"sex", body.sex},
              {"opaque_token", body.opaque_token},
              {"compared", body.compared}};
  if (body.repeat) out["repeat"] = true;
  return canonical(out);
}

Result<PersonRegistered> person_registered_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  PersonRegistered out;
  out.tube = in.text("tube", rules::kTube);
  out.position = static_cast<int>(in.integer("position", 1, rules::kMaxTubePosition));
  out.method = in.text("method", rules::kObjectName);
  out.code_id = in.text("code_id", {Chars::Hex, 0, 64});
  if (!from_hex(out.code_id)) in.refuse("code_id", "not hex");
  out.name = in.text("name", {Chars::Text, 0, rules::kPersonName.max});
  out.document_type = in.text("document_type", {Chars::Name, 0, 40});
  out.document_number = in.text("document_number", {Chars::Text, 0, 64});
  out.birth = in.text("birth", {Chars::Text, 0, 10});
  if (!looks_like_day(out.birth)) in.refuse("birth", "not YYYY-MM-DD");
  out.sex = static_cast<int>(in.integer("sex", 1, 9));
  if (out.sex > 2 && out.sex < 9) in.refuse("sex", "not of GB/T 2261.1: 1, 2, 9");
  out.opaque_token = in.text("opaque_token", {Chars::Base64, 0, (kMaxTokenBytes + 2) / 3 * 4});
  if (!from_base64(out.opaque_token)) in.refuse("opaque_token", "not base64");
  out.compared = in.one_of("compared", {"clear", "hit", "not_compared"});
  if (in.has("repeat")) out.repeat = in.boolean("repeat");
  if (out.opaque_token.empty() && out.document_number.empty()) {
    in.refuse("document_number", "neither a number nor a token names the person");
  }
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const TubeOpened& body) {
  return canonical(
      {{"tube", body.tube}, {"capacity", body.capacity}, {"site", body.site}, {"desk", body.desk}});
}

Result<TubeOpened> tube_opened_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  TubeOpened out;
  out.tube = in.text("tube", rules::kTube);
  out.capacity = static_cast<int>(in.integer("capacity", 1, rules::kMaxTubePosition));
  out.site = in.text("site", rules::kSite);
  out.desk = in.text("desk", rules::kDesk);
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const TubeSealed& body) {
  return canonical({{"tube", body.tube},
                    {"count", body.count},
                    {"reason", body.reason},
                    {"not_compared", body.not_compared}});
}

Result<TubeSealed> tube_sealed_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  TubeSealed out;
  out.tube = in.text("tube", rules::kTube);
  out.count = static_cast<int>(in.integer("count", 0, rules::kMaxTubePosition));
  out.reason = in.one_of("reason", {"full", "early", "end_of_queue", "tube_damaged", "shift_end",
                                    "other", "unused", "late_hit"});
  out.not_compared = in.boolean("not_compared");
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const RegistrationUndone& body) {
  return canonical(
      {{"registration", body.registration}, {"tube", body.tube}, {"position", body.position}});
}

Result<RegistrationUndone> registration_undone_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  RegistrationUndone out;
  out.registration = to_string(in.uuid("registration"));
  out.tube = in.text("tube", rules::kTube);
  out.position = static_cast<int>(in.integer("position", 1, rules::kMaxTubePosition));
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const LabelPrinted& body) {
  return canonical({{"tube", body.tube}, {"job", body.job}, {"result", body.result}});
}

Result<LabelPrinted> label_printed_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  LabelPrinted out;
  out.tube = in.text("tube", rules::kTube);
  out.job = to_string(in.uuid("job"));
  out.result = in.one_of("result", {"printed", "failed", "unknown"});
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const ShiftOpened& body) {
  return canonical({{"site", body.site}, {"desk", body.desk}});
}

Result<ShiftOpened> shift_opened_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  ShiftOpened out;
  out.site = in.text("site", rules::kSite);
  out.desk = in.text("desk", rules::kDesk);
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const ShiftClosed& body) {
  json out = {{"site", body.site}, {"desk", body.desk}, {"reason", body.reason}};
  if (!body.staff.empty()) out["staff"] = body.staff;
  if (body.counts) {
    const ShiftCounts& counts = *body.counts;
    out["counts"] = {{"persons", counts.persons},
                     {"tubes", counts.tubes},
                     {"singles", counts.singles},
                     {"undone", counts.undone},
                     {"not_compared", counts.not_compared},
                     {"manual", counts.manual},
                     {"boxes", counts.boxes},
                     {"labels_unknown", counts.labels_unknown}};
  }
  return canonical(out);
}

Result<ShiftClosed> shift_closed_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  ShiftClosed out;
  out.site = in.text("site", rules::kSite);
  out.desk = in.text("desk", rules::kDesk);
  out.reason = in.one_of("reason", {"ended", "handover", "limit"});
  if (in.has("staff")) out.staff = in.text("staff", rules::kStaffId);
  if (in.has("counts")) {
    StrictJson counts = in.object("counts");
    out.counts = ShiftCounts{.persons = counts.count("persons"),
                             .tubes = counts.count("tubes"),
                             .singles = counts.count("singles"),
                             .undone = counts.count("undone"),
                             .not_compared = counts.count("not_compared"),
                             .manual = counts.count("manual"),
                             .boxes = counts.count("boxes"),
                             .labels_unknown = counts.count("labels_unknown")};
  }
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::wire
