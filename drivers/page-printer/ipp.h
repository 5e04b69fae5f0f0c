// IPP messages as values (RFC 8010 section 3): groups of attributes, read from bytes and written.
//
// The codec knows tags and lengths and nothing of what an attribute means. Text is kept as the
// bytes that came, whoever shows it checks them. Sizes and depths stop at the limits below; what is
// read can be written again and reads the same. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace dk::drivers::ipp {

inline constexpr std::size_t kMaxMessageBytes = 1024 * 1024;
inline constexpr std::size_t kMaxNameBytes = 255;
inline constexpr std::size_t kMaxValueBytes = 32767;  // a signed short
inline constexpr std::size_t kMaxGroups = 10'000;
inline constexpr std::size_t kMaxValues = 100'000;  // in the whole message, members counted too
inline constexpr int kMaxDepth = 8;                 // collections within collections

// RFC 8010 section 3.5.1.
enum class GroupTag : std::uint8_t {
  Operation = 1,
  Job = 2,
  End = 3,
  Printer = 4,
  Unsupported = 5
};
// RFC 8010 section 3.5.2; others are kept as they are.
enum Tag : std::uint8_t {
  kTagUnsupported = 0x10,
  kTagUnknown = 0x12,
  kTagNoValue = 0x13,
  kTagInteger = 0x21,
  kTagBoolean = 0x22,
  kTagEnum = 0x23,
  kTagOctets = 0x30,
  kTagDateTime = 0x31,
  kTagResolution = 0x32,
  kTagRange = 0x33,
  kTagCollection = 0x34,
  kTagTextWithLanguage = 0x35,
  kTagNameWithLanguage = 0x36,
  kTagEndCollection = 0x37,
  kTagText = 0x41,
  kTagName = 0x42,
  kTagKeyword = 0x44,
  kTagUri = 0x45,
  kTagCharset = 0x47,
  kTagLanguage = 0x48,
  kTagMimeType = 0x49,
  kTagMemberName = 0x4a,
};

struct Range {
  std::int32_t lower = 0;
  std::int32_t upper = 0;
  bool operator==(const Range&) const = default;
};
struct Resolution {
  std::int32_t cross_feed = 0;
  std::int32_t feed = 0;
  std::uint8_t units = 3;  // 3 = dots per inch, 4 = dots per centimetre
  bool operator==(const Resolution&) const = default;
};
struct Attribute;
struct Collection {
  std::vector<Attribute> members;  // no {}: Attribute is not complete yet, and clang minds
  bool operator==(const Collection&) const;
};
// Integer and enum are numbers; out-of-band values are empty octets; dateTime, octetString and
// every kind of text are octets.
struct Value {
  std::uint8_t tag = kTagNoValue;
  std::variant<std::string, std::int32_t, bool, Range, Resolution, Collection> data;
  bool operator==(const Value&) const = default;
};
struct Attribute {
  std::string name{};
  std::vector<Value> values{};  // never empty
  bool operator==(const Attribute&) const = default;
};
struct Group {
  GroupTag tag = GroupTag::Operation;
  std::vector<Attribute> attributes{};
  bool operator==(const Group&) const = default;
  // The first of this name, or nothing.
  [[nodiscard]] const Attribute* find(std::string_view name) const;
};

struct Message {
  std::uint8_t major = 2;
  std::uint8_t minor = 0;
  std::uint16_t code = 0;  // a request's operation or an answer's status
  std::int32_t request_id = 0;
  std::vector<Group> groups{};
  bool operator==(const Message&) const = default;
  [[nodiscard]] const Group* find(GroupTag tag) const;  // the first
};

struct Decoded {
  Message message;
  std::size_t bytes = 0;  // that it took; a document may follow
};

// Failures: device_protocol (not an IPP message of version 1 or 2, or beyond a limit).
[[nodiscard]] Result<Decoded> decode(ByteView bytes);
// The message must keep the limits; names and values that are too long are a bug of the caller and
// end as invalid_argument.
[[nodiscard]] Result<Bytes> encode(const Message& message);

// For building.
[[nodiscard]] Attribute text(std::uint8_t tag, std::string_view name, std::string_view value);
[[nodiscard]] Attribute texts(std::uint8_t tag, std::string_view name,
                              const std::vector<std::string_view>& values);
[[nodiscard]] Attribute number(std::uint8_t tag, std::string_view name, std::int32_t value);
[[nodiscard]] Attribute boolean(std::string_view name, bool value);

// For reading: the first value when it is of this kind.
[[nodiscard]] std::optional<std::int32_t> number_of(const Group& group, std::string_view name);
[[nodiscard]] std::optional<bool> boolean_of(const Group& group, std::string_view name);
[[nodiscard]] std::string_view text_of(const Group& group, std::string_view name);
// All values that are text; they live as long as the group.
[[nodiscard]] std::vector<std::string_view> texts_of(const Group& group, std::string_view name);

}  // namespace dk::drivers::ipp
