#include <utility>

#include "base/codes/cbor.h"
#include "base/codes/cose.h"
#include "base/codes/cose_structure.h"

namespace dk::codes {
namespace {

using Type = CborValue::Type;
constexpr std::uint64_t kSign1Tag = 18;

// The protected headers are signed as they were received: an empty map counts as the empty string
// (RFC 9052 section 4.4).
Result<Bytes> signed_bytes(ByteView protected_bytes, ByteView payload) {
  const bool empty_map = protected_bytes.size() == 1 && protected_bytes[0] == 0xA0;
  return cose::structure("Signature1", empty_map ? ByteView{} : protected_bytes, {{}, payload});
}

}  // namespace

Result<Sign1> parse_sign1(ByteView bytes, std::size_t max_bytes) {
  DK_TRY(item, cbor_decode(bytes, {.max_bytes = max_bytes}));
  const CborValue& array = cose::without_tags(item, kSign1Tag);
  DK_TRY(headers, cose::read_headers(array));
  if (array.items.size() != 4 || !array.items[2].is(Type::Bytes) ||
      !array.items[3].is(Type::Bytes)) {
    return fail(FailureCode::code_malformed, "cose: Sign1");
  }
  DK_TRY(key_id, cose::key_id_of(headers));
  Sign1 message;
  message.algorithm = cose::algorithm_of(headers);
  if (const CborValue* type = headers.protected_map.find(cose::kContentType)) {
    if (type->is(Type::Text)) {
      message.content_type = type->as_text();
    } else if (type->is(Type::Unsigned)) {
      message.content_type = std::to_string(type->number);
    } else {
      return fail(FailureCode::code_malformed, "cose: content type");
    }
  }
  message.key_id = std::move(key_id.first);
  message.key_id_protected = key_id.second;
  message.unprotected_empty = headers.unprotected.items.empty();
  message.protected_bytes = std::move(headers.protected_bytes);
  message.payload = array.items[2].data;
  message.signature = array.items[3].data;
  return message;
}

Status verify_sign1(const Sign1& message, const crypto::PublicKey& key) {
  DK_CHECK(crypto::suite_of_signature(message.algorithm));  // one that we know
  DK_TRY(bytes, signed_bytes(message.protected_bytes, message.payload));
  return crypto::verify(static_cast<crypto::SignatureAlgorithm>(message.algorithm), key, bytes,
                        message.signature);
}

Result<Bytes> make_sign1(ByteView payload, std::string_view content_type,
                         const crypto::PrivateKey& key) {
  DK_TRY(public_key, key.public_key());
  const auto algorithm = crypto::algorithms_of(key.suite()).signature;
  CborValue header = CborValue::map();
  header.put(cose::kAlgorithm, CborValue::integer(std::to_underlying(algorithm)));
  if (!content_type.empty()) header.put(cose::kContentType, CborValue::text(content_type));
  header.put(cose::kKeyId, CborValue::bytes(public_key.key_id()));
  DK_TRY(protected_bytes, cbor_encode(header));
  DK_TRY(to_sign, signed_bytes(protected_bytes, payload));
  DK_TRY(signature, crypto::sign(algorithm, key, to_sign));
  return cbor_encode(CborValue::tagged(
      kSign1Tag, CborValue::array({CborValue::bytes(protected_bytes), CborValue::map(),
                                   CborValue::bytes(payload), CborValue::bytes(signature)})));
}

}  // namespace dk::codes
