#include "offline-cache/wire/envelope.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "offline-cache/wire/checkpoint.h"
#include "offline-cache/wire/history_tree.h"
#include "offline-cache/wire/rules.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::wire {

using nlohmann::json;

namespace {

constexpr std::size_t kBatchDigestBytes = 8;

// Invalid UTF-8 cannot come from a reader of ours; should it ever, it is replaced, not thrown.
std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json body_of(const Envelope& envelope) {
  if (envelope.body.empty()) return json::object();
  json body = json::parse(envelope.body, nullptr, /*allow_exceptions=*/false);
  if (!body.is_object()) {
    std::fputs("wire: the body of an event is not a JSON object\n", stderr);
    std::abort();
  }
  return body;
}

std::string_view word_of(EventResult result) {
  switch (result) {
    case EventResult::Accepted:
      return "accepted";
    case EventResult::Duplicate:
      return "duplicate";
    case EventResult::Rejected:
      return "rejected";
  }
  return "rejected";
}

}  // namespace

std::string to_json(const Envelope& envelope) {
  const bool no_floor = envelope.trusted_floor == TimePoint{};
  return canonical({{"id", to_string(envelope.id)},
                    {"terminal", envelope.terminal},
                    {"seq", envelope.seq},
                    {"type", envelope.type},
                    {"schema", envelope.schema},
                    {"at", to_rfc3339(envelope.at)},
                    {"trusted_floor", no_floor ? json() : json(to_rfc3339(envelope.trusted_floor))},
                    {"operator", envelope.operator_id},
                    {"rights", envelope.rights},
                    {"data_versions", envelope.data_versions},
                    {"body", body_of(envelope)}});
}

Result<Envelope> envelope_from_json(std::string_view line) {
  DK_TRY(in, StrictJson::parse(line, {.max_bytes = kMaxLineBytes}));
  Envelope out;
  out.id = in.uuid("id");
  if (out.id.bytes[6] >> 4U != 7) in.refuse("id", "not a UUID of version 7");
  out.terminal = in.text("terminal", rules::kTerminal);
  out.seq = static_cast<std::uint64_t>(in.integer("seq", 1, kMaxJsonInteger));
  out.type = in.text("type", rules::kType);
  out.schema = in.text("schema", rules::kType);
  out.at = in.time("at");
  out.trusted_floor = in.time_or_null("trusted_floor").value_or(TimePoint{});
  out.operator_id = in.text("operator", {Chars::Text, 0, 64});
  out.rights = in.text("rights", {Chars::Text, 0, 128});
  out.data_versions = in.text_map("data_versions", rules::kObjectName, {Chars::Text, 1, 64}, 32);
  out.body = in.canonical("body");
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const EventAnswer& answer) {
  json out = {{"id", to_string(answer.id)}, {"result", word_of(answer.result)}};
  if (answer.result == EventResult::Rejected) out["reason"] = answer.reason;
  return canonical(out);
}

Result<EventAnswer> answer_from_json(std::string_view line) {
  DK_TRY(in, StrictJson::parse(line, {.max_bytes = 1024}));
  EventAnswer out;
  out.id = in.uuid("id");
  const std::string result = in.one_of("result", {"accepted", "duplicate", "rejected"});
  if (result == "duplicate") out.result = EventResult::Duplicate;
  if (result == "rejected") {
    out.result = EventResult::Rejected;
    out.reason = in.text("reason", rules::kWord);
  }
  DK_CHECK(in.finish());
  return out;
}

BatchAccepted batch_accepted(const std::vector<Uuid>& ids) {
  Bytes all;
  all.reserve(ids.size() * sizeof(Uuid::bytes));
  for (const Uuid& id : ids) append(all, id.view());
  const crypto::Digest digest = crypto::sha256(all);
  return {ids.size(), Bytes(digest.begin(), digest.begin() + kBatchDigestBytes)};
}

std::string to_json(const BatchAccepted& accepted) {
  return canonical(
      {{"events", accepted.events}, {"ids", to_hex(accepted.ids)}, {"result", "accepted"}});
}

Result<BatchAccepted> batch_accepted_from_json(std::string_view line) {
  DK_TRY(in, StrictJson::parse(line, {.max_bytes = 1024}));
  BatchAccepted out;
  out.events = static_cast<std::uint64_t>(in.integer("events", 1, kMaxBatchEvents));
  out.ids = in.hex("ids", kBatchDigestBytes, kBatchDigestBytes);
  (void)in.one_of("result", {"accepted"});
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const Report& report) {
  return canonical({{"terminal", report.terminal},
                    {"at", to_rfc3339(report.at)},
                    {"last_seq", report.last_seq},
                    {"waiting", report.waiting},
                    {"quarantined", report.quarantined},
                    {"manifest_version", report.manifest_version},
                    {"software", report.software},
                    {"checkpoint", report.checkpoint},
                    {"since", report.since},
                    {"growth", report.growth}});
}

Result<Report> report_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  Report out;
  out.terminal = in.text("terminal", rules::kTerminal);
  out.at = in.time("at");
  out.last_seq = in.count("last_seq");
  out.waiting = in.count("waiting");
  out.quarantined = in.count("quarantined");
  out.manifest_version = in.count("manifest_version");
  out.software = in.text("software", {Chars::Text, 0, 64});
  out.checkpoint = in.text("checkpoint", {Chars::Base64, 0, 4096});
  if (!from_base64(out.checkpoint)) in.refuse("checkpoint", "not base64");
  out.since = in.count("since");
  out.growth = in.texts("growth", {Chars::Hex, 64, 64}, kMaxGrowth);
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const ReportAnswer& answer) {
  return canonical({{"receipt", to_base64(answer.receipt)}});
}

Result<ReportAnswer> report_answer_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text));
  ReportAnswer out;
  out.receipt = in.base64("receipt", 1, kMaxReceiptBytes);
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const Problem& problem) {
  return canonical({{"type", "about:blank"},
                    {"status", problem.status},
                    {"code", problem.code},
                    {"title", problem.title}});
}

// RFC 9457 section 3.2: members that we do not know are ignored, so this one is not strict.
Result<Problem> problem_from_json(std::string_view text) {
  const auto bounded = canonical_json(text, {.max_bytes = 16 * 1024});
  if (!bounded) return fail(FailureCode::answer_malformed, "problem");
  const json in = json::parse(*bounded, nullptr, false);
  Problem out;
  out.status = 0;
  if (const auto status = in.find("status"); status != in.end() && status->is_number_integer()) {
    out.status = static_cast<int>(std::clamp<std::int64_t>(status->get<std::int64_t>(), 0, 999));
  }
  const auto word = [&](const char* key, const TextRule& rule) {
    const auto found = in.find(key);
    if (found == in.end() || !found->is_string()) return std::string();
    auto value = found->get<std::string>();
    return fits(value, rule) ? value : std::string();
  };
  out.code = word("code", rules::kOptionalWord);
  out.title = word("title", {Chars::Text, 0, 200});
  if (out.status < 100 || out.code.empty()) {
    return fail(FailureCode::answer_malformed, "problem without status or code");
  }
  return out;
}

}  // namespace dk::wire
