// Values and writer; the reader is in cbor_read.cpp.
#include "base/codes/cbor.h"

#include <algorithm>
#include <bit>
#include <cfloat>
#include <cmath>
#include <limits>

namespace dk::codes {
namespace {

void write_head(Bytes& out, unsigned major, std::uint64_t value) {
  const auto first = static_cast<std::uint8_t>(major << 5);
  int count = 0;
  if (value < 24) {
    out.push_back(static_cast<std::uint8_t>(first | value));
  } else if (value <= 0xFF) {
    out.push_back(first | 24);
    count = 1;
  } else if (value <= 0xFFFF) {
    out.push_back(first | 25);
    count = 2;
  } else if (value <= 0xFFFFFFFF) {
    out.push_back(first | 26);
    count = 4;
  } else {
    out.push_back(first | 27);
    count = 8;
  }
  for (int i = count - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void write_bits(Bytes& out, std::uint8_t first, std::uint64_t bits, int count) {
  out.push_back(first);
  for (int i = count - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(bits >> (8 * i)));
}

// Half precision when it holds the value exactly (RFC 8949 section 4.2.2).
std::optional<std::uint16_t> exact_half(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16) & 0x8000U;
  const int exponent = static_cast<int>((bits >> 23) & 0xFF) - 127;
  const std::uint32_t fraction = bits & 0x7FFFFFU;
  std::uint32_t half = 0;
  if (exponent == 128) {  // infinity; NaN does not come here
    half = 0x7C00U;
  } else if (exponent == -127 && fraction == 0) {
    half = 0;
  } else if (exponent >= -14 && exponent <= 15 && (fraction & 0x1FFFU) == 0) {
    half = (static_cast<std::uint32_t>(exponent + 15) << 10) | (fraction >> 13);
  } else if (exponent >= -24 && exponent < -14) {
    const int shift = -1 - exponent;  // 13 bits of precision and the distance below -14
    const std::uint32_t whole = fraction | 0x800000U;
    if ((whole & ((1U << shift) - 1U)) != 0) return std::nullopt;
    half = whole >> shift;
  } else {
    return std::nullopt;
  }
  return static_cast<std::uint16_t>(sign | half);
}

void write_float(Bytes& out, double value) {
  if (std::isnan(value)) return write_bits(out, 0xF9, 0x7E00, 2);
  const bool in_range = std::isinf(value) || std::fabs(value) <= static_cast<double>(FLT_MAX);
  const float narrow = in_range ? static_cast<float>(value) : 0.0F;
  if (!in_range || static_cast<double>(narrow) != value) {
    return write_bits(out, 0xFB, std::bit_cast<std::uint64_t>(value), 8);
  }
  if (const auto half = exact_half(narrow)) return write_bits(out, 0xF9, *half, 2);
  write_bits(out, 0xFA, std::bit_cast<std::uint32_t>(narrow), 4);
}

Status write(Bytes& out, const CborValue& value);

Status write_map(Bytes& out, const CborValue& map) {
  std::vector<std::pair<Bytes, Bytes>> entries;
  for (std::size_t i = 0; i + 1 < map.items.size(); i += 2) {
    auto& [key, content] = entries.emplace_back();
    DK_CHECK(write(key, map.items[i]));
    DK_CHECK(write(content, map.items[i + 1]));
  }
  std::ranges::sort(entries, {}, &std::pair<Bytes, Bytes>::first);
  write_head(out, 5, entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i > 0 && entries[i].first == entries[i - 1].first) {
      return fail(FailureCode::invalid_argument, "cbor: repeated key");
    }
    append(out, entries[i].first);
    append(out, entries[i].second);
  }
  return {};
}

Status write(Bytes& out, const CborValue& value) {
  using Type = CborValue::Type;
  switch (value.type) {
    case Type::Unsigned:
      write_head(out, 0, value.number);
      break;
    case Type::Negative:
      write_head(out, 1, value.number);
      break;
    case Type::Bytes:
    case Type::Text:
      write_head(out, value.type == Type::Bytes ? 2 : 3, value.data.size());
      append(out, value.data);
      break;
    case Type::Array:
      write_head(out, 4, value.items.size());
      for (const CborValue& item : value.items) DK_CHECK(write(out, item));
      break;
    case Type::Map:
      return write_map(out, value);
    case Type::Tag:
      if (value.items.size() != 1) return fail(FailureCode::invalid_argument, "cbor: empty tag");
      write_head(out, 6, value.number);
      return write(out, value.items.front());
    case Type::Simple:
      write_head(out, 7, value.number);
      break;
    case Type::Float:
      write_float(out, value.real);
      break;
  }
  return {};
}

CborValue of_type(CborValue::Type type, std::uint64_t number = 0) {
  CborValue value;
  value.type = type;
  value.number = number;
  return value;
}

}  // namespace

CborValue CborValue::integer(std::int64_t value) {
  return value >= 0 ? of_type(Type::Unsigned, static_cast<std::uint64_t>(value))
                    : of_type(Type::Negative, static_cast<std::uint64_t>(-1 - value));
}

CborValue CborValue::bytes(ByteView value) {
  CborValue made = of_type(Type::Bytes);
  made.data.assign(value.begin(), value.end());
  return made;
}

CborValue CborValue::text(std::string_view value) {
  CborValue made = of_type(Type::Text);
  made.data = to_bytes(value);
  return made;
}

CborValue CborValue::boolean(bool value) { return of_type(Type::Simple, value ? 21 : 20); }
CborValue CborValue::null() { return of_type(Type::Simple, 22); }

CborValue CborValue::floating(double value) {
  CborValue made = of_type(Type::Float);
  made.real = value;
  return made;
}

CborValue CborValue::tagged(std::uint64_t tag, CborValue value) {
  CborValue made = of_type(Type::Tag, tag);
  made.items.push_back(std::move(value));
  return made;
}

CborValue CborValue::array(std::vector<CborValue> values) {
  CborValue made = of_type(Type::Array);
  made.items = std::move(values);
  return made;
}

CborValue CborValue::map() { return of_type(Type::Map); }

void CborValue::put(CborValue key, CborValue value) {
  items.push_back(std::move(key));
  items.push_back(std::move(value));
}

void CborValue::put(std::int64_t key, CborValue value) { put(integer(key), std::move(value)); }

std::optional<std::int64_t> CborValue::as_integer() const {
  if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return {};
  if (type == Type::Unsigned) return static_cast<std::int64_t>(number);
  if (type == Type::Negative) return -1 - static_cast<std::int64_t>(number);
  return {};
}

const CborValue* CborValue::find(std::int64_t key) const {
  if (type != Type::Map) return nullptr;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    if (items[i].as_integer() == key) return &items[i + 1];
  }
  return nullptr;
}

const CborValue* CborValue::find(std::string_view key) const {
  if (type != Type::Map) return nullptr;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    if (items[i].type == Type::Text && items[i].as_text() == key) return &items[i + 1];
  }
  return nullptr;
}

Result<Bytes> cbor_encode(const CborValue& value) {
  Bytes out;
  DK_CHECK(write(out, value));
  return out;
}

}  // namespace dk::codes
