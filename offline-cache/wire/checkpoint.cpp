#include "offline-cache/wire/checkpoint.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/codes/cose.h"
#include "offline-cache/wire/strict_json.h"

namespace dk::wire {
namespace {

using nlohmann::json;  // its object is a std::map: keys come out sorted

constexpr std::size_t kMaxBytes = 1024;
constexpr TextRule kAnyTerminal{Chars::Text, 1, 64};

std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json fields_of(const Checkpoint& checkpoint) {
  return {{"at", to_rfc3339(checkpoint.at)},
          {"hash", to_hex(checkpoint.hash)},
          {"instance", to_string(checkpoint.instance)},
          {"root", to_hex(checkpoint.root)},
          {"seq", checkpoint.seq},
          {"terminal", checkpoint.terminal}};
}

void read_digest(StrictJson& in, const char* key, crypto::Digest& to) {
  const Bytes bytes = in.hex(key, to.size(), to.size());
  if (bytes.size() == to.size()) std::ranges::copy(bytes, to.begin());
}

Checkpoint read_fields(StrictJson& in) {
  Checkpoint out;
  out.terminal = in.text("terminal", kAnyTerminal);
  out.instance = in.uuid("instance");
  out.seq = in.count("seq");
  read_digest(in, "hash", out.hash);
  read_digest(in, "root", out.root);
  out.at = in.time("at");
  return out;
}

Result<codes::Sign1> open_receipt(ByteView cose) {
  auto message = codes::parse_sign1(cose, kMaxReceiptBytes);
  if (!message) return fail(FailureCode::answer_malformed, "receipt: " + message.error().detail);
  if (message->content_type != kReceiptContentType || !message->key_id_protected) {
    return fail(FailureCode::role_refused, "receipt: signed for another use");
  }
  return message;
}

}  // namespace

std::string to_json(const Checkpoint& checkpoint) {
  json out = fields_of(checkpoint);
  out["schema"] = "audit-checkpoint/1";
  return canonical(out);
}

Result<Checkpoint> checkpoint_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxBytes}));
  in.constant("schema", "audit-checkpoint/1");
  Checkpoint out = read_fields(in);
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const Receipt& receipt) {
  json out = fields_of(receipt.checkpoint);
  out["schema"] = "checkpoint-receipt/1";
  out["received"] = to_rfc3339(receipt.received);
  return canonical(out);
}

Result<Receipt> receipt_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, {.max_bytes = kMaxBytes}));
  in.constant("schema", "checkpoint-receipt/1");
  Receipt out;
  out.checkpoint = read_fields(in);
  out.received = in.time("received");
  DK_CHECK(in.finish());
  return out;
}

Result<Bytes> sign_receipt(const Receipt& receipt, const crypto::PrivateKey& key) {
  return codes::make_sign1(as_bytes(to_json(receipt)), kReceiptContentType, key);
}

Result<Receipt> verify_receipt(ByteView cose, const Root& root) {
  DK_TRY(message, open_receipt(cose));
  const auto role = root.roles.find(std::string(kCountersignRole));
  if (role == root.roles.end()) {
    return fail(FailureCode::role_refused, "the root names nobody who countersigns");
  }
  const auto key = std::ranges::find(role->second, message.key_id, &RoleKey::key_id);
  if (key == role->second.end()) return fail(FailureCode::role_refused, "not a key of this role");
  DK_CHECK(codes::verify_sign1(message, key->key));
  return receipt_from_json(as_text(message.payload));
}

Result<Receipt> read_receipt_unverified(ByteView cose) {
  DK_TRY(message, open_receipt(cose));
  return receipt_from_json(as_text(message.payload));
}

}  // namespace dk::wire
