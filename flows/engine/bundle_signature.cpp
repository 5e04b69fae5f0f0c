#include "flows/engine/bundle_signature.h"

#include "base/codes/cbor.h"
#include "base/codes/cose.h"

namespace dk::engine {

namespace {

using codes::CborValue;
using Type = CborValue::Type;

constexpr std::uint8_t kSign1Tag = 0xD2;    // tag 18
constexpr std::uint8_t kSign1Array = 0x84;  // without its tag

std::string name_of(const Bundle& bundle) { return std::string(kItemObjectPrefix) + bundle.id; }
std::string type_of(const Bundle& bundle) { return "application/dk-" + name_of(bundle); }

std::unexpected<Failure> malformed(const std::string& what) {
  return fail(FailureCode::code_malformed, what);
}

Result<Bundle> bundle_of(ByteView bytes) {
  auto bundle = read_bundle(bytes);
  if (!bundle) return malformed(bundle.error().file + ": " + bundle.error().message);
  return std::move(*bundle);
}

Result<SignedBundle> open(const codes::Sign1& message) {
  // A key id outside the signature could be changed by anybody on the way.
  if (!message.key_id_protected) return fail(FailureCode::role_refused, "key id not protected");
  const auto map = codes::cbor_decode(
      message.payload, {.max_bytes = kMaxSignedBundleBytes, .max_items = 16, .max_depth = 2});
  if (!map) return std::unexpected(map.error());
  const CborValue* name = map->find(1);
  const CborValue* version = map->find(2);
  const CborValue* issued = map->find(3);
  const CborValue* content = map->find(4);
  if (!map->is(Type::Map) || map->items.size() != 8 || name == nullptr || !name->is(Type::Text) ||
      version == nullptr || !version->is(Type::Unsigned) || issued == nullptr ||
      !issued->as_integer() || content == nullptr || !content->is(Type::Bytes)) {
    return malformed("a field is absent or wrong");
  }
  if (*issued->as_integer() < 0 || *issued->as_integer() > kMaxIssuedS) {
    return malformed("issued at no time of ours");
  }
  DK_TRY(bundle, bundle_of(content->data));
  if (message.content_type != type_of(bundle)) {
    return fail(FailureCode::role_refused, "signed for another use");
  }
  if (name->as_text() != name_of(bundle) || version->number != bundle.version) {
    return fail(FailureCode::object_damaged, "name or version");
  }
  return SignedBundle{std::move(bundle), content->data, *issued->as_integer(), message.key_id};
}

}  // namespace

bool looks_signed(ByteView bytes) {
  return !bytes.empty() && (bytes.front() == kSign1Tag || bytes.front() == kSign1Array);
}

Result<Bytes> sign_bundle(ByteView bytes, std::int64_t issued_s, const crypto::PrivateKey& key) {
  DK_TRY(bundle, bundle_of(bytes));
  if (issued_s < 0 || issued_s > kMaxIssuedS) return fail(FailureCode::invalid_argument, "issued");
  CborValue map = CborValue::map();
  map.put(1, CborValue::text(name_of(bundle)));
  map.put(2, CborValue::integer(static_cast<std::int64_t>(bundle.version)));
  map.put(3, CborValue::integer(issued_s));
  map.put(4, CborValue::bytes(bytes));
  DK_TRY(payload, codes::cbor_encode(map));
  return codes::make_sign1(payload, type_of(bundle), key);
}

Result<SignedBundle> open_signed_bundle(ByteView cose) {
  DK_TRY(message, codes::parse_sign1(cose, kMaxSignedBundleBytes));
  return open(message);
}

Result<SignedBundle> verify_signed_bundle(ByteView cose, const crypto::PublicKey& key) {
  DK_TRY(message, codes::parse_sign1(cose, kMaxSignedBundleBytes));
  // Before anything inside is believed.
  if (message.key_id != key.key_id()) return fail(FailureCode::role_refused, "another key");
  DK_CHECK(codes::verify_sign1(message, key));
  return open(message);
}

}  // namespace dk::engine
