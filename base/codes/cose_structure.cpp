#include "base/codes/cose_structure.h"

namespace dk::codes::cose {
namespace {

using Type = CborValue::Type;

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::code_malformed, std::string("cose: ") + what);
}

constexpr std::size_t kLongestHead = 9;

// The head of an item in its shortest form (RFC 8949 section 4.2.1).
void append_head(Bytes& out, unsigned major, std::uint64_t value) {
  const auto first = [&](unsigned info) {
    out.push_back(static_cast<std::uint8_t>(major << 5U | info));
  };
  if (value < 24) return first(static_cast<unsigned>(value));
  int bytes = 1;
  for (unsigned info = 24; info <= 27; ++info, bytes *= 2) {
    if (bytes < 8 && value >> (8 * bytes) != 0) continue;
    first(info);
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      out.push_back(static_cast<std::uint8_t>(value >> shift));
    }
    return;
  }
}

// Every label that the sender calls critical must be one that we act upon.
Status check_critical(const Headers& headers) {
  if (headers.unprotected.find(kCritical) != nullptr) return malformed("critical unprotected");
  const CborValue* critical = headers.protected_map.find(kCritical);
  if (critical == nullptr) return {};
  if (!critical->is(Type::Array) || critical->items.empty()) return malformed("critical");
  for (const CborValue& label : critical->items) {
    const auto number = label.as_integer();
    const bool known = number == kAlgorithm || number == kContentType || number == kKeyId;
    if (!known || headers.protected_map.find(*number) == nullptr) {
      return malformed("unknown critical header");
    }
  }
  return {};
}

}  // namespace

const CborValue& without_tags(const CborValue& item, std::uint64_t tag) {
  constexpr std::uint64_t kCwtTag = 61;
  const CborValue* inner = &item;
  if (inner->is(Type::Tag) && inner->number == kCwtTag) inner = &inner->items.front();
  if (inner->is(Type::Tag) && inner->number == tag) inner = &inner->items.front();
  return *inner;
}

Result<Headers> read_headers(const CborValue& array) {
  if (!array.is(Type::Array) || array.items.size() < 2) return malformed("array");
  const CborValue& bytes = array.items[0];
  if (!bytes.is(Type::Bytes)) return malformed("protected header");
  Headers headers{.protected_bytes = bytes.data,
                  .protected_map = CborValue::map(),
                  .unprotected = array.items[1]};
  if (!bytes.data.empty()) {  // an empty map travels as an empty string
    DK_TRY(map, cbor_decode(bytes.data));
    if (!map.is(Type::Map)) return malformed("protected header");
    headers.protected_map = std::move(map);
  }
  if (!headers.unprotected.is(Type::Map)) return malformed("unprotected header");
  DK_CHECK(check_critical(headers));
  return headers;
}

std::int64_t algorithm_of(const Headers& headers) {
  const CborValue* found = headers.protected_map.find(kAlgorithm);
  return found == nullptr ? 0 : found->as_integer().value_or(0);
}

Result<std::pair<Bytes, bool>> key_id_of(const Headers& headers) {
  const CborValue* found = headers.protected_map.find(kKeyId);
  const bool is_protected = found != nullptr;
  if (found == nullptr) found = headers.unprotected.find(kKeyId);
  if (found == nullptr) return std::pair<Bytes, bool>{};
  if (!found->is(Type::Bytes)) return malformed("key id");
  return std::pair{found->data, is_protected};
}

Result<Bytes> structure(std::string_view context, ByteView protected_bytes,
                        std::initializer_list<ByteView> parts) {
  // Written straight into one buffer: a payload may be a list of 39 MB, and a tree would copy it.
  constexpr unsigned kText = 3, kBytes = 2, kArray = 4;
  std::size_t size = 64 + context.size() + protected_bytes.size();
  for (const ByteView part : parts) size += part.size() + kLongestHead;
  Bytes out;
  out.reserve(size);
  append_head(out, kArray, 2 + parts.size());
  append_head(out, kText, context.size());
  append(out, as_bytes(context));
  append_head(out, kBytes, protected_bytes.size());
  append(out, protected_bytes);
  for (const ByteView part : parts) {
    append_head(out, kBytes, part.size());
    append(out, part);
  }
  return out;
}

}  // namespace dk::codes::cose
