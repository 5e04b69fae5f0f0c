// The rules of the certificate's JSON schema (1.3.0 and the older ones that it replaced) that a
// verifier needs, as tables. Value sets (which vaccines, which tests) are not ours to judge.
#include <algorithm>
#include <array>
#include <span>

#include "base/clock.h"
#include "base/codes/calendar.h"
#include "base/codes/health_certificate.h"

namespace dk::codes {
namespace {

using Type = CborValue::Type;

enum class Kind { Text, UpperText, Country, Count, Day, Instant, PartialDay, Version };

struct Field {
  std::string_view name;
  Kind kind;
  bool required;
  std::size_t max_characters = 80;
};

constexpr std::array kName = {Field{"fn", Kind::Text, false}, Field{"fnt", Kind::UpperText, true},
                              Field{"gn", Kind::Text, false}, Field{"gnt", Kind::UpperText, false}};
constexpr std::array kTop = {Field{"ver", Kind::Version, true},
                             Field{"dob", Kind::PartialDay, true}};
constexpr std::array kVaccination = {
    Field{"tg", Kind::Text, true}, Field{"vp", Kind::Text, true},    Field{"mp", Kind::Text, true},
    Field{"ma", Kind::Text, true}, Field{"dn", Kind::Count, true},   Field{"sd", Kind::Count, true},
    Field{"dt", Kind::Day, true},  Field{"co", Kind::Country, true}, Field{"is", Kind::Text, true},
    Field{"ci", Kind::Text, true}};
constexpr std::array kTest = {Field{"tg", Kind::Text, true},    Field{"tt", Kind::Text, true},
                              Field{"nm", Kind::Text, false},   Field{"ma", Kind::Text, false},
                              Field{"sc", Kind::Instant, true}, Field{"dr", Kind::Instant, false},
                              Field{"tr", Kind::Text, true},    Field{"tc", Kind::Text, false},
                              Field{"co", Kind::Country, true}, Field{"is", Kind::Text, true},
                              Field{"ci", Kind::Text, true}};
constexpr std::array kRecovery = {Field{"tg", Kind::Text, true},    Field{"fr", Kind::Day, true},
                                  Field{"co", Kind::Country, true}, Field{"is", Kind::Text, true},
                                  Field{"df", Kind::Day, true},     Field{"du", Kind::Day, true},
                                  Field{"ci", Kind::Text, true}};

// The detail names the field of the schema, never its content.
std::unexpected<Failure> breaks(std::string_view field) {
  return fail(FailureCode::code_unknown, "HC1 schema: " + std::string(field));
}

std::size_t characters_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool all_between(std::string_view text, char low, char high, char also) {
  return std::ranges::all_of(text, [=](char c) { return (c >= low && c <= high) || c == also; });
}

// "", "1998", "1998-02", "1998-02-26"; the schema asks for digits, not for a real day.
bool is_partial_day(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  if (!text.starts_with("19") && !text.starts_with("20")) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 4 || i == 7;
    if (hyphen ? text[i] != '-' : (text[i] < '0' || text[i] > '9')) return false;
  }
  return true;
}

// "1.3.0": three groups of digits.
bool is_version(std::string_view text) {
  const auto dots = std::ranges::count(text, '.');
  const bool outer = !text.empty() && text.front() != '.' && text.back() != '.';
  return dots == 2 && outer && text.find("..") == std::string_view::npos &&
         all_between(text, '0', '9', '.');
}

bool fits(const CborValue& given, const Field& field) {
  // Times may carry CBOR's tag 0 (text date and time).
  const bool tagged_time = field.kind == Kind::Instant && given.is(Type::Tag) && given.number == 0;
  const CborValue& value = tagged_time ? given.items.front() : given;
  if (field.kind == Kind::Count) {
    const auto count = value.as_integer();
    return count && *count >= 1 && *count <= 9;
  }
  if (!value.is(Type::Text)) return false;
  const std::string_view text = value.as_text();
  if (characters_of(text) > field.max_characters) return false;
  switch (field.kind) {
    case Kind::UpperText:
      return all_between(text, 'A', 'Z', '<');
    case Kind::Country:
      return !text.empty() && text.size() <= 10 && all_between(text, 'A', 'Z', 'A');
    case Kind::Day:
      return parse_day(text).has_value();
    case Kind::Instant:
      return from_rfc3339(text).has_value();
    case Kind::PartialDay:
      return is_partial_day(text);
    case Kind::Version:
      return is_version(text);
    case Kind::Text:
    case Kind::Count:
      break;
  }
  return true;
}

Status check_fields(const CborValue& map, std::span<const Field> fields) {
  if (!map.is(Type::Map)) return breaks("object");
  for (const Field& field : fields) {
    const CborValue* value = map.find(field.name);
    if (value == nullptr ? field.required : !fits(*value, field)) return breaks(field.name);
  }
  return {};
}

struct Entry {
  std::string_view name;
  std::span<const Field> fields;
};
constexpr std::array kEntries = {Entry{"v", kVaccination}, Entry{"t", kTest},
                                 Entry{"r", kRecovery}};

}  // namespace

Status check_health_schema(const CborValue& content) {
  DK_CHECK(check_fields(content, kTop));
  const CborValue* name = content.find("nam");
  if (name == nullptr) return breaks("nam");
  DK_CHECK(check_fields(*name, kName));
  std::size_t entries = 0;
  for (const Entry& entry : kEntries) {
    const CborValue* list = content.find(entry.name);
    if (list == nullptr) continue;
    ++entries;
    if (!list->is(Type::Array) || list->items.size() != 1) return breaks(entry.name);
    DK_CHECK(check_fields(list->items.front(), entry.fields));
  }
  // One certificate holds one event.
  if (entries != 1) return breaks("v, t, r");
  return {};
}

}  // namespace dk::codes
