// The durable state as pieces of JSON: sealed and stored by the outbox with every event. Short keys
// where there are many: what one registration writes is one page of the store.
#include <nlohmann/json.hpp>

#include "kiosk/sampling/rules.h"
#include "kiosk/sampling/state.h"
#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::kiosk::sampling {

namespace {

using nlohmann::json;
using wire::Chars;
using wire::StrictJson;
using wire::TextRule;

constexpr std::size_t kMaxPieceBytes = 1u << 20;
constexpr std::size_t kMaxPersons = 100;
constexpr std::size_t kMaxJobs = 10'000;
constexpr std::size_t kMaxBoxes = 10'000;
constexpr std::int64_t kMaxMs = 253'402'300'799'999;  // the end of the year 9999
constexpr TextRule kFreeText{Chars::Text, 0, 200};
constexpr TextRule kStaff{Chars::Text, 0, 40};
constexpr TextRule kTubeOrNone{Chars::Upper, 0, 32};

std::string packed(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

TimePoint time_of(StrictJson& in, std::string_view key) {
  return from_unix_ms(in.integer(key, 0, kMaxMs));
}

Uuid uuid_of(StrictJson& in, std::string_view key) {
  const Bytes bytes = in.base64(key, 16, 16);
  return uuid_from_bytes(bytes).value_or(Uuid{});
}

// Only what cannot be made again: the digest of somebody with a number follows from it.
json person_json(const Person& person) {
  json j{{"e", to_base64(person.event.view())},
         {"n", person.masked_name},
         {"a", to_unix_ms(person.at)}};
  if (person.document_number.empty()) {
    j["g"] = person.digest;
  } else {
    j["t"] = person.document_type;
    j["d"] = person.document_number;
  }
  if (person.compared) j["c"] = true;
  if (person.late_hit) j["l"] = true;
  return j;
}

Person person_from(StrictJson& in) {
  Person person;
  person.event = uuid_of(in, "e");
  person.masked_name = in.text("n", kFreeText);
  person.at = time_of(in, "a");
  if (in.has("g")) {
    person.digest = in.text("g", {Chars::Hex, 64, 64});
  } else {
    person.document_type = in.text("t", {Chars::Name, 1, 40});
    person.document_number = in.text("d", {Chars::Text, 1, 64});
    person.digest = person_digest(person.document_type, person.document_number);
  }
  if (in.has("c")) person.compared = in.boolean("c");
  if (in.has("l")) person.late_hit = in.boolean("l");
  return person;
}

json tube_json(const Tube& tube) {
  json persons = json::array();
  for (const Person& person : tube.persons) persons.push_back(person_json(person));
  return {{"code", tube.code}, {"capacity", tube.capacity}, {"persons", std::move(persons)}};
}

Tube tube_from(StrictJson& in) {
  Tube tube;
  tube.code = in.text("code", wire::rules::kTube);
  tube.capacity = static_cast<int>(in.integer("capacity", 1, wire::rules::kMaxTubePosition));
  for (StrictJson& person : in.objects("persons", kMaxPersons)) {
    tube.persons.push_back(person_from(person));
  }
  if (tube.persons.size() > static_cast<std::size_t>(tube.capacity)) {
    in.refuse("persons", "more than the tube holds");
  }
  return tube;
}

std::string sealed_json(const SealedTube& sealed) {
  json j = tube_json(sealed.tube);
  j["sealed"] = to_unix_ms(sealed.sealed_at);
  if (!sealed.box.empty()) j["box"] = sealed.box;
  if (sealed.place != 0) j["place"] = sealed.place;
  if (sealed.gone_at != TimePoint{}) j["gone"] = to_unix_ms(sealed.gone_at);
  if (sealed.late != SealedTube::Late::No) j["late"] = static_cast<int>(sealed.late);
  return packed(j);
}

SealedTube sealed_from(StrictJson& in) {
  SealedTube sealed;
  sealed.tube = tube_from(in);
  sealed.sealed_at = time_of(in, "sealed");
  if (in.has("box")) sealed.box = in.text("box", wire::rules::kBox);
  if (in.has("place")) sealed.place = static_cast<int>(in.integer("place", 1, 1'000'000));
  if (in.has("gone")) sealed.gone_at = time_of(in, "gone");
  if (in.has("late")) sealed.late = static_cast<SealedTube::Late>(in.integer("late", 1, 2));
  return sealed;
}

json counts_json(const wire::ShiftCounts& counts) {
  return {{"persons", counts.persons}, {"tubes", counts.tubes},
          {"singles", counts.singles}, {"undone", counts.undone},
          {"manual", counts.manual},   {"not_compared", counts.not_compared},
          {"boxes", counts.boxes},     {"labels_unknown", counts.labels_unknown}};
}

wire::ShiftCounts counts_from(StrictJson in) {
  return {.persons = in.count("persons"),
          .tubes = in.count("tubes"),
          .singles = in.count("singles"),
          .undone = in.count("undone"),
          .not_compared = in.count("not_compared"),
          .manual = in.count("manual"),
          .boxes = in.count("boxes"),
          .labels_unknown = in.count("labels_unknown")};
}

json report_json(const ShiftView& report) {
  return {{"staff", report.staff_masked},
          {"since", to_unix_ms(report.since)},
          {"counts",
           counts_json({.persons = report.persons,
                        .tubes = report.tubes,
                        .singles = report.singles,
                        .undone = report.undone,
                        .not_compared = report.not_compared,
                        .manual = report.manual,
                        .boxes = report.boxes,
                        .labels_unknown = static_cast<std::uint64_t>(report.labels_unknown)})},
          {"loose", report.loose_tubes},
          {"owed", report.labels_owed},
          {"open_tube", report.open_tube},
          {"open_persons", report.open_tube_persons}};
}

ShiftView report_from(StrictJson in) {
  ShiftView report;
  report.staff_masked = in.text("staff", kFreeText);
  report.since = time_of(in, "since");
  const wire::ShiftCounts counts = counts_from(in.object("counts"));
  report.persons = counts.persons;
  report.tubes = counts.tubes;
  report.singles = counts.singles;
  report.undone = counts.undone;
  report.not_compared = counts.not_compared;
  report.manual = counts.manual;
  report.boxes = counts.boxes;
  report.labels_unknown = static_cast<int>(counts.labels_unknown);
  report.loose_tubes = static_cast<int>(in.integer("loose", 0, 1'000'000));
  report.labels_owed = static_cast<int>(in.integer("owed", 0, 1'000'000));
  report.open_tube = in.text("open_tube", kTubeOrNone);
  report.open_tube_persons =
      static_cast<int>(in.integer("open_persons", 0, wire::rules::kMaxTubePosition));
  return report;
}

json job_json(const PrintJob& job) {
  json j{{"job", to_base64(job.job.view())},
         {"kind", static_cast<int>(job.kind)},
         {"printing", job.state == PrintJob::State::Printing},
         {"at", to_unix_ms(job.sealed_at)},
         {"tube", job.tube},
         {"count", job.count},
         {"capacity", job.capacity},
         {"reason", job.reason},
         {"not_compared", job.not_compared},
         {"copy", job.copy}};
  if (job.report) j["report"] = report_json(*job.report);
  return j;
}

PrintJob job_from(StrictJson& in) {
  PrintJob job;
  job.job = uuid_of(in, "job");
  job.kind = static_cast<PrintJob::Kind>(in.integer("kind", 0, 3));
  job.state = in.boolean("printing") ? PrintJob::State::Printing : PrintJob::State::Queued;
  job.sealed_at = time_of(in, "at");
  job.tube = in.text("tube", kTubeOrNone);
  job.count = static_cast<int>(in.integer("count", 0, 1'000));
  job.capacity = static_cast<int>(in.integer("capacity", 1, wire::rules::kMaxTubePosition));
  job.reason = in.text("reason", wire::rules::kOptionalWord);
  job.not_compared = in.boolean("not_compared");
  job.copy = in.boolean("copy");
  if (in.has("report")) job.report = report_from(in.object("report"));
  return job;
}

std::string desk_json(const Durable& durable) {
  json j{{"schema", "desk/2"},
         {"day", durable.day},
         {"persons_today", durable.persons_today},
         {"tubes_sealed", durable.tubes_sealed},
         {"boxes_today", durable.boxes_today},
         {"next_piece", durable.next_piece}};
  if (durable.chosen_capacity != 0) j["capacity"] = durable.chosen_capacity;
  if (durable.report_printed) j["report_printed"] = true;
  for (const PrintJob& job : durable.jobs) j["jobs"].push_back(job_json(job));
  for (const auto& [staff, t] : durable.tries) {
    j["tries"].push_back(
        {{"staff", staff}, {"wrong", t.wrong}, {"locked_until", t.locked_until_ms}});
  }
  if (durable.box) {
    j["box"] = {{"code", durable.box->code},
                {"packer", durable.box->packer},
                {"packer_masked", durable.box->packer_masked},
                {"closed", durable.box->closed}};
  }
  for (const HandedBox& box : durable.boxes) {
    j["boxes"].push_back({{"code", box.code},
                          {"packer", box.packer_masked},
                          {"courier", box.courier_masked},
                          {"at", to_unix_ms(box.at)},
                          {"late", box.late}});
  }
  if (durable.shift) {
    j["shift"] = {{"id", to_base64(durable.shift->id.view())},
                  {"staff", durable.shift->staff_id},
                  {"masked", durable.shift->staff_masked},
                  {"since", to_unix_ms(durable.shift->since)},
                  {"counts", counts_json(durable.shift->counts)}};
  }
  return packed(j);
}

void read_box(StrictJson in, Durable& durable) {
  durable.box = OpenBox{.code = in.text("code", wire::rules::kBox),
                        .packer = in.text("packer", kStaff),
                        .packer_masked = in.text("packer_masked", kFreeText),
                        .closed = in.boolean("closed")};
}

void read_shift(StrictJson in, Durable& durable) {
  durable.shift = Shift{.id = uuid_of(in, "id"),
                        .staff_id = in.text("staff", kStaff),
                        .staff_masked = in.text("masked", kFreeText),
                        .since = time_of(in, "since"),
                        .counts = counts_from(in.object("counts"))};
}

void read_desk(StrictJson& in, Durable& durable) {
  in.constant("schema", "desk/2");
  durable.day = in.text("day", {Chars::Text, 0, 10});
  durable.persons_today = in.count("persons_today");
  durable.tubes_sealed = in.count("tubes_sealed");
  durable.boxes_today = in.count("boxes_today");
  durable.next_piece =
      static_cast<std::uint64_t>(in.integer("next_piece", 1, wire::kMaxJsonInteger));
  if (in.has("capacity")) {
    durable.chosen_capacity =
        static_cast<int>(in.integer("capacity", 1, wire::rules::kMaxTubePosition));
  }
  if (in.has("report_printed")) durable.report_printed = in.boolean("report_printed");
  if (in.has("jobs")) {
    for (StrictJson& job : in.objects("jobs", kMaxJobs)) durable.jobs.push_back(job_from(job));
  }
  if (in.has("tries")) {
    for (StrictJson& t : in.objects("tries", kMaxJobs)) {
      durable.tries[t.text("staff", kStaff)] = {static_cast<int>(t.integer("wrong", 0, kPinTries)),
                                                t.integer("locked_until", 0, kMaxMs)};
    }
  }
  if (in.has("box")) read_box(in.object("box"), durable);
  if (in.has("boxes")) {
    for (StrictJson& box : in.objects("boxes", kMaxBoxes)) {
      durable.boxes.push_back({.code = box.text("code", wire::rules::kBox),
                               .packer_masked = box.text("packer", kFreeText),
                               .courier_masked = box.text("courier", kFreeText),
                               .at = time_of(box, "at"),
                               .late = box.boolean("late")});
    }
  }
  if (in.has("shift")) read_shift(in.object("shift"), durable);
}

std::string tube_name(std::uint64_t piece) { return kTubePrefix + std::to_string(piece); }

// "tube/17" -> 17; 0 for anything else.
std::uint64_t piece_number(const std::string& name) {
  const std::string digits = name.substr(std::string_view(kTubePrefix).size());
  if (digits.empty() || digits.size() > 15 || digits[0] == '0') return 0;
  if (digits.find_first_not_of("0123456789") != std::string::npos) return 0;
  return std::stoull(digits);
}

template <class Read>
Status read_piece(const std::string& text, Read read) {
  auto in = StrictJson::parse(text, {.max_bytes = kMaxPieceBytes});
  if (!in) return fail(FailureCode::data_damaged, "desk state does not parse");
  read(*in);
  if (auto whole = in->finish(); !whole) {
    return fail(FailureCode::data_damaged, "desk state: " + whole.error().detail);
  }
  return {};
}

}  // namespace

LocalState changed_pieces(const Durable& before, const Durable& after) {
  LocalState pieces;
  if (std::string desk = desk_json(after); desk != desk_json(before)) {
    pieces[kDeskPiece] = std::move(desk);
  }
  const auto open = [](const Durable& d) {
    return d.tube ? packed(tube_json(*d.tube)) : std::string();
  };
  if (std::string tube = open(after); tube != open(before)) pieces[kOpenPiece] = std::move(tube);
  for (const auto& [piece, tube] : after.tubes) {
    const auto old = before.tubes.find(piece);
    if (old == before.tubes.end() || old->second != tube) {
      pieces[tube_name(piece)] = sealed_json(*tube);
    }
  }
  for (const auto& [piece, tube] : before.tubes) {
    if (!after.tubes.contains(piece)) pieces[tube_name(piece)] = "";
  }
  return pieces;
}

LocalState all_pieces(const Durable& durable) {
  LocalState pieces{{kDeskPiece, desk_json(durable)}};
  if (durable.tube) pieces[kOpenPiece] = packed(tube_json(*durable.tube));
  for (const auto& [piece, tube] : durable.tubes) pieces[tube_name(piece)] = sealed_json(*tube);
  return pieces;
}

Result<Durable> durable_from_pieces(const LocalState& pieces) {
  Durable durable;
  for (const auto& [name, text] : pieces) {
    if (name == kDeskPiece) {
      DK_CHECK(read_piece(text, [&](StrictJson& in) { read_desk(in, durable); }));
    } else if (name == kOpenPiece) {
      DK_CHECK(read_piece(text, [&](StrictJson& in) { durable.tube = tube_from(in); }));
    } else if (name.starts_with(kTubePrefix)) {
      const std::uint64_t piece = piece_number(name);
      if (piece == 0) return fail(FailureCode::data_damaged, "desk state: number of a tube");
      DK_CHECK(read_piece(text, [&](StrictJson& in) {
        durable.tubes[piece] = std::make_shared<const SealedTube>(sealed_from(in));
      }));
    }
  }
  // A number that is used again would overwrite a tube.
  if (!durable.tubes.empty() && durable.tubes.rbegin()->first >= durable.next_piece) {
    return fail(FailureCode::data_damaged, "desk state: a tube newer than the counter");
  }
  return durable;
}

}  // namespace dk::kiosk::sampling
