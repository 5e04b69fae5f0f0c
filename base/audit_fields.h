// What an audit event is made of. The events themselves are declared in audit_events.toml, from
// which audit_events.gen.h is generated: one struct per event, whose fields are of these types.
//
// No field has a default, so that none is forgotten, and none takes free text: an audit record
// outlives every person's data, so nothing of a person can be put into it. Any thread.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/uuid.h"

namespace dk::audit {

enum class EventId : std::uint16_t;

class IntField {
 public:
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  IntField(T value) : value_(static_cast<std::int64_t>(value)) {}  // NOLINT: implicit by design
  [[nodiscard]] std::string json() const { return std::to_string(value_); }

 private:
  std::int64_t value_;
};

// A word of a closed set or a version: letters, digits and ._:+- ; whatever else comes becomes
// '_', and 64 characters are kept.
class TokenField {
 public:
  TokenField(std::string_view token);    // NOLINT: implicit by design
  TokenField(const std::string& token);  // NOLINT: implicit by design
  TokenField(const char* token);         // NOLINT: implicit by design
  [[nodiscard]] std::string json() const { return '"' + token_ + '"'; }

 private:
  std::string token_;
};

// A SHA-256 (crypto::Digest), as hex.
class DigestField {
 public:
  DigestField(const std::array<std::uint8_t, 32>& digest);  // NOLINT: implicit by design
  [[nodiscard]] std::string json() const { return '"' + hex_ + '"'; }

 private:
  std::string hex_;
};

class UuidField {
 public:
  UuidField(const Uuid& id) : id_(id) {}  // NOLINT: implicit by design
  [[nodiscard]] std::string json() const { return '"' + to_string(id_) + '"'; }

 private:
  Uuid id_;
};

// `json` is canonical: keys sorted, no spaces, ASCII. {"event":ID,"fields":{...},"number":N}
struct Record {
  EventId id;
  std::string json;
};

enum class Sensitivity { Public, Internal };

struct FieldDescription {
  std::string_view name;
  std::string_view type;  // int, text-token, digest, uuid
  Sensitivity sensitivity;
};

struct Description {
  EventId id;
  std::string_view name;      // "tube_sealed"
  std::string_view sentence;  // English
  int retention_days;
  std::span<const FieldDescription> fields;
};

}  // namespace dk::audit
