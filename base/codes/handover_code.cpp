#include "base/codes/handover_code.h"

#include <algorithm>

#include "base/codes/base45.h"
#include "base/codes/calendar.h"
#include "base/codes/cbor.h"

namespace dk::codes {

namespace {

using Type = CborValue::Type;

constexpr std::size_t kDistrictDigits = 6;              // GB/T 2260
constexpr std::int64_t kMaxExpiresS = 253'402'300'799;  // the year 9999

bool is_district(std::string_view text) {
  return text.size() == kDistrictDigits && all_digits(text);
}

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::code_malformed, std::string("handover: ") + what);
}

}  // namespace

Result<std::string> make_handover_code(const HandoverCode& code) {
  if (code.handle.size() != kHandoverHandleBytes || code.half.size() != kHandoverHalfBytes ||
      code.expires_s < 0 || code.expires_s > kMaxExpiresS || !is_district(code.district)) {
    return malformed("a field");
  }
  CborValue map = CborValue::map();
  map.put(1, CborValue::bytes(code.handle));
  map.put(2, CborValue::bytes(code.half.view()));
  map.put(3, CborValue::integer(code.expires_s));
  map.put(4, CborValue::text(code.district));
  auto bytes = cbor_encode(map);
  wipe(map.items[3].data.data(), map.items[3].data.size());  // the half
  if (!bytes) return std::unexpected(std::move(bytes.error()));
  std::string text = std::string(kHandoverPrefix) + base45_encode(*bytes);
  wipe(bytes->data(), bytes->size());
  return text;
}

Result<HandoverCode> parse_handover_code(std::string_view text) {
  if (!text.starts_with(kHandoverPrefix)) return malformed("prefix");
  if (text.size() > kMaxHandoverCharacters) return fail(FailureCode::code_too_large, "handover");
  DK_TRY(bytes, base45_decode(text.substr(kHandoverPrefix.size())));
  DK_TRY(map, cbor_decode(bytes,
                          {.max_bytes = kMaxHandoverCharacters, .max_items = 16, .max_depth = 2}));
  const CborValue* handle = map.find(1);
  const CborValue* half = map.find(2);
  const CborValue* expires = map.find(3);
  const CborValue* district = map.find(4);
  if (!map.is(Type::Map) || map.items.size() != 8 || handle == nullptr ||
      !handle->is(Type::Bytes) || handle->data.size() != kHandoverHandleBytes || half == nullptr ||
      !half->is(Type::Bytes) || half->data.size() != kHandoverHalfBytes || expires == nullptr ||
      !expires->is(Type::Unsigned) || expires->number > kMaxExpiresS || district == nullptr ||
      !district->is(Type::Text) || !is_district(district->as_text())) {
    return malformed("a field is absent or wrong");
  }
  HandoverCode code{handle->data, Secret(ByteView(half->data)),
                    static_cast<std::int64_t>(expires->number), std::string(district->as_text())};
  // One form only.
  DK_TRY(again, make_handover_code(code));
  const bool same = again == text;
  wipe(again.data(), again.size());
  if (!same) return malformed("not written in the one form");
  return code;
}

}  // namespace dk::codes
