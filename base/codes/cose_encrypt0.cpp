#include <utility>

#include "base/codes/cbor.h"
#include "base/codes/cose.h"
#include "base/codes/cose_structure.h"

namespace dk::codes {
namespace {

using Type = CborValue::Type;
constexpr std::uint64_t kEncrypt0Tag = 16;

// Enc_structure, RFC 9052 section 5.3.
Result<Bytes> authenticated_bytes(ByteView protected_bytes, ByteView external_aad) {
  const bool empty_map = protected_bytes.size() == 1 && protected_bytes[0] == 0xA0;
  return cose::structure("Encrypt0", empty_map ? ByteView{} : protected_bytes, {external_aad});
}

}  // namespace

// Untagged: it travels where its kind is known (RFC 9052 section 2), and a byte is a byte in a QR.
Result<Bytes> make_encrypt0(ByteView plain, ByteView external_aad, ByteView key, ByteView key_id,
                            Random& random, crypto::AeadAlgorithm algorithm) {
  CborValue header = CborValue::map();
  header.put(cose::kAlgorithm, CborValue::integer(std::to_underlying(algorithm)));
  header.put(cose::kKeyId, CborValue::bytes(key_id));
  DK_TRY(protected_bytes, cbor_encode(header));
  DK_TRY(additional, authenticated_bytes(protected_bytes, external_aad));
  const Bytes iv = random.bytes(crypto::kAeadNonceBytes);
  DK_TRY(ciphertext, crypto::aead_seal(algorithm, key, iv, additional, plain));
  CborValue unprotected = CborValue::map();
  unprotected.put(cose::kIv, CborValue::bytes(iv));
  return cbor_encode(CborValue::array(
      {CborValue::bytes(protected_bytes), std::move(unprotected), CborValue::bytes(ciphertext)}));
}

Result<Encrypt0> parse_encrypt0(ByteView bytes) {
  DK_TRY(item, cbor_decode(bytes));
  return parse_encrypt0(item);
}

Result<Encrypt0> parse_encrypt0(const CborValue& item) {
  const CborValue& array = cose::without_tags(item, kEncrypt0Tag);
  DK_TRY(headers, cose::read_headers(array));
  const CborValue* iv = headers.protected_map.find(cose::kIv);
  if (iv == nullptr) iv = headers.unprotected.find(cose::kIv);
  if (array.items.size() != 3 || !array.items[2].is(Type::Bytes) || iv == nullptr ||
      !iv->is(Type::Bytes) || iv->data.size() != crypto::kAeadNonceBytes) {
    return fail(FailureCode::code_malformed, "cose: Encrypt0");
  }
  DK_TRY(key_id, cose::key_id_of(headers));
  Encrypt0 message;
  message.algorithm = cose::algorithm_of(headers);
  message.key_id = std::move(key_id.first);
  message.iv = iv->data;
  message.protected_bytes = std::move(headers.protected_bytes);
  message.ciphertext = array.items[2].data;
  return message;
}

Result<Secret> open_encrypt0(const Encrypt0& message, ByteView external_aad, ByteView key) {
  DK_CHECK(crypto::suite_of_aead(message.algorithm));  // one that we know
  DK_TRY(additional, authenticated_bytes(message.protected_bytes, external_aad));
  return crypto::aead_open(static_cast<crypto::AeadAlgorithm>(message.algorithm), key, message.iv,
                           additional, message.ciphertext);
}

}  // namespace dk::codes
