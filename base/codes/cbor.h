// CBOR (RFC 8949) as a small bounded tree.
//
// Reading: well-formed items only, indefinite lengths included (the EU's certificates use them);
// bounded by the limits below before anything is allocated; text must be UTF-8; map keys must not
// repeat; nothing may follow the item. Numbers need not be in their shortest form. What breaks a
// rule: code_malformed; what is over a limit: code_too_large.
// Writing: deterministic (section 4.2.1): shortest numbers and floats, map keys in the bytewise
// order of their encodings, definite lengths. Repeated keys: invalid_argument.
// Values own their data. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::codes {

struct CborLimits {
  std::size_t max_bytes = 8192;
  std::size_t max_items = 1024;  // in the whole tree, chunks of strings included
  std::size_t max_depth = 8;     // a scalar alone has depth 1
};

struct CborValue {
  enum class Type : std::uint8_t {
    Unsigned,
    Negative,
    Bytes,
    Text,
    Array,
    Map,
    Tag,
    Simple,
    Float
  };

  Type type = Type::Simple;
  std::uint64_t number = 23;  // Unsigned: value; Negative: -1 - value; Tag and Simple: their number
  double real = 0;            // Float
  Bytes data;                 // Bytes, Text
  std::vector<CborValue> items;  // Array; Map: key, value, key, value ...; Tag: one

  [[nodiscard]] static CborValue integer(std::int64_t value);
  [[nodiscard]] static CborValue bytes(ByteView value);
  [[nodiscard]] static CborValue text(std::string_view value);
  [[nodiscard]] static CborValue boolean(bool value);
  [[nodiscard]] static CborValue null();
  [[nodiscard]] static CborValue floating(double value);
  [[nodiscard]] static CborValue tagged(std::uint64_t tag, CborValue value);
  [[nodiscard]] static CborValue array(std::vector<CborValue> values = {});
  [[nodiscard]] static CborValue map();
  // Adds to a map; does not look for the key (the writer refuses repeated keys).
  void put(CborValue key, CborValue value);
  void put(std::int64_t key, CborValue value);

  [[nodiscard]] bool is(Type wanted) const { return type == wanted; }
  [[nodiscard]] bool is_null() const { return type == Type::Simple && number == 22; }
  // Integers that fit; nothing for every other value.
  [[nodiscard]] std::optional<std::int64_t> as_integer() const;
  [[nodiscard]] std::string_view as_text() const { return dk::as_text(data); }
  // The value of a map's key; nullptr when this is no map or has no such key.
  [[nodiscard]] const CborValue* find(std::int64_t key) const;
  [[nodiscard]] const CborValue* find(std::string_view key) const;

  bool operator==(const CborValue&) const = default;
};

[[nodiscard]] Result<CborValue> cbor_decode(ByteView bytes, const CborLimits& limits = {});
[[nodiscard]] Result<Bytes> cbor_encode(const CborValue& value);

}  // namespace dk::codes
