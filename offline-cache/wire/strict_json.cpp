#include "offline-cache/wire/strict_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace dk::wire {

using nlohmann::json;

namespace {

// Depth before parsing: brackets outside strings. Keeps every later recursion bounded.
bool shallow(std::string_view text, int max_depth) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > max_depth) return false;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return true;
}

std::optional<json> parse_tree(std::string_view text, const JsonBounds& bounds) {
  if (text.size() > bounds.max_bytes || !shallow(text, bounds.max_depth)) return std::nullopt;
  bool acceptable = true;
  std::vector<std::set<std::string>> keys;
  const auto watch = [&](int, json::parse_event_t event, json& parsed) {
    switch (event) {
      case json::parse_event_t::object_start:
        keys.emplace_back();
        break;
      case json::parse_event_t::object_end:
        keys.pop_back();
        break;
      case json::parse_event_t::key:
        if (!keys.back().insert(parsed.get<std::string>()).second) acceptable = false;
        break;
      case json::parse_event_t::value:
        if (parsed.is_number_float()) acceptable = false;
        break;
      default:
        break;
    }
    return true;
  };
  json tree = json::parse(text, watch, /*allow_exceptions=*/false);
  if (!acceptable || tree.is_discarded() || !tree.is_object()) return std::nullopt;
  return tree;
}

bool of_class(Chars chars, unsigned char c) {
  const bool lower = c >= 'a' && c <= 'z';
  const bool upper = c >= 'A' && c <= 'Z';
  const bool digit = c >= '0' && c <= '9';
  switch (chars) {
    case Chars::Name:
      return lower || digit || c == '-';
    case Chars::Id:
      return lower || upper || digit || c == '-';
    case Chars::Word:
      return lower || digit || c == '_' || c == '.' || c == '/' || c == '-';
    case Chars::Upper:
      return upper || digit || c == '-';
    case Chars::Hex:
      return digit || (c >= 'a' && c <= 'f');
    case Chars::Base64:
      return lower || upper || digit || c == '+' || c == '/' || c == '=';
    case Chars::Text:
      return c >= 0x20 && c != 0x7F;
  }
  return false;
}

}  // namespace

bool fits(std::string_view text, const TextRule& rule) {
  std::size_t characters = 0;
  for (const char raw : text) {
    const auto c = static_cast<unsigned char>(raw);
    if (!of_class(rule.chars, c)) return false;
    if ((c & 0xC0U) != 0x80U) ++characters;  // the parser has checked that it is UTF-8
  }
  return characters >= rule.min && characters <= rule.max;
}

struct StrictJson::Tree {
  json root;
  std::string trouble;
  std::map<const void*, std::set<std::string, std::less<>>> asked;

  void refuse(std::string_view key, std::string_view what) {
    if (trouble.empty()) trouble = std::string(key) + ": " + std::string(what);
  }
};

namespace {
const json& at(const void* here) { return *static_cast<const json*>(here); }
}  // namespace

Result<StrictJson> StrictJson::parse(std::string_view text, JsonBounds bounds) {
  auto tree = parse_tree(text, bounds);
  if (!tree) return fail(FailureCode::answer_malformed, "not a JSON object within the bounds");
  auto shared = std::make_shared<Tree>();
  shared->root = std::move(*tree);
  const void* here = &shared->root;
  shared->asked[here];
  return StrictJson(std::move(shared), here);
}

bool StrictJson::has(std::string_view key) const {
  return here_ != nullptr && at(here_).contains(std::string(key));
}

// The value of a key, or null with the trouble noted. A view of nothing stays silent: the trouble
// that made it so is already noted.
const void* StrictJson::ask(std::string_view key) {
  if (here_ == nullptr) return nullptr;
  tree_->asked[here_].emplace(key);
  const auto found = at(here_).find(std::string(key));
  if (found == at(here_).end()) {
    tree_->refuse(key, "absent");
    return nullptr;
  }
  return &*found;
}

std::string StrictJson::text(std::string_view key, const TextRule& rule) {
  const void* value = ask(key);
  if (value == nullptr) return {};
  if (!at(value).is_string()) {
    tree_->refuse(key, "not a text");
    return {};
  }
  const auto& found = at(value).get_ref<const std::string&>();
  if (!fits(found, rule)) {
    tree_->refuse(key, "characters or length not allowed");
    return {};
  }
  return found;
}

std::string StrictJson::one_of(std::string_view key,
                               std::initializer_list<std::string_view> words) {
  std::string found = text(key, {Chars::Text, 0, 64});
  if (std::find(words.begin(), words.end(), found) == words.end()) {
    refuse(key, "not one of the known words");
  }
  return found;
}

void StrictJson::constant(std::string_view key, std::string_view word) {
  if (text(key, {Chars::Text, 0, 64}) != word) refuse(key, "unknown");
}

std::int64_t StrictJson::integer(std::string_view key, std::int64_t min, std::int64_t max) {
  const void* value = ask(key);
  if (value == nullptr) return min;
  const json& found = at(value);
  const bool too_large = found.is_number_unsigned() &&
                         found.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
  if (!found.is_number_integer() || too_large) {
    tree_->refuse(key, "not an integer");
    return min;
  }
  const auto number = found.get<std::int64_t>();
  if (number < min || number > max) {
    tree_->refuse(key, "out of range");
    return min;
  }
  return number;
}

std::uint64_t StrictJson::count(std::string_view key) {
  return static_cast<std::uint64_t>(integer(key, 0, kMaxJsonInteger));
}

bool StrictJson::boolean(std::string_view key) {
  const void* value = ask(key);
  if (value == nullptr) return false;
  if (!at(value).is_boolean()) {
    tree_->refuse(key, "not true or false");
    return false;
  }
  return at(value).get<bool>();
}

TimePoint StrictJson::time(std::string_view key) {
  const auto parsed = from_rfc3339(text(key, {Chars::Text, 0, 40}));
  if (!parsed) refuse(key, "not an RFC 3339 time");
  return parsed.value_or(TimePoint{});
}

std::optional<TimePoint> StrictJson::time_or_null(std::string_view key) {
  const void* value = ask(key);
  if (value == nullptr || at(value).is_null()) return std::nullopt;
  return time(key);
}

Uuid StrictJson::uuid(std::string_view key) {
  const auto parsed = uuid_from_string(text(key, {Chars::Text, 36, 36}));
  if (!parsed) refuse(key, "not a UUID");
  return parsed.value_or(Uuid{});
}

Bytes StrictJson::base64(std::string_view key, std::size_t min_bytes, std::size_t max_bytes) {
  auto parsed = from_base64(text(key, {Chars::Base64, 0, (max_bytes + 2) / 3 * 4}));
  if (!parsed || parsed->size() < min_bytes || parsed->size() > max_bytes) {
    refuse(key, "not base64 of the right length");
    return {};
  }
  return std::move(*parsed);
}

Bytes StrictJson::hex(std::string_view key, std::size_t min_bytes, std::size_t max_bytes) {
  auto parsed = from_hex(text(key, {Chars::Hex, min_bytes * 2, max_bytes * 2}));
  if (!parsed) {
    refuse(key, "not hex");
    return {};
  }
  return std::move(*parsed);
}

std::vector<std::int64_t> StrictJson::integers(std::string_view key, std::int64_t min,
                                               std::int64_t max, std::size_t max_count) {
  const void* value = ask(key);
  if (value == nullptr) return {};
  if (!at(value).is_array() || at(value).size() > max_count) {
    tree_->refuse(key, "not a list of the right length");
    return {};
  }
  std::vector<std::int64_t> out;
  for (const json& item : at(value)) {
    const bool too_large = item.is_number_unsigned() &&
                           item.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
    if (!item.is_number_integer() || too_large || item.get<std::int64_t>() < min ||
        item.get<std::int64_t>() > max) {
      tree_->refuse(key, "not an integer in the range");
      return {};
    }
    out.push_back(item.get<std::int64_t>());
  }
  return out;
}

std::vector<std::string> StrictJson::texts(std::string_view key, const TextRule& rule,
                                           std::size_t max_count) {
  const void* value = ask(key);
  if (value == nullptr) return {};
  if (!at(value).is_array() || at(value).size() > max_count) {
    tree_->refuse(key, "not a list of the right length");
    return {};
  }
  std::vector<std::string> out;
  for (const json& item : at(value)) {
    if (!item.is_string() || !fits(item.get_ref<const std::string&>(), rule)) {
      tree_->refuse(key, "an item is not allowed");
      return {};
    }
    out.push_back(item.get<std::string>());
  }
  return out;
}

std::map<std::string, std::string> StrictJson::text_map(std::string_view key, const TextRule& keys,
                                                        const TextRule& values,
                                                        std::size_t max_count) {
  const void* value = ask(key);
  if (value == nullptr) return {};
  if (!at(value).is_object() || at(value).size() > max_count) {
    tree_->refuse(key, "not a map of the right size");
    return {};
  }
  std::map<std::string, std::string> out;
  for (const auto& [name, item] : at(value).items()) {
    if (!fits(name, keys) || !item.is_string() ||
        !fits(item.get_ref<const std::string&>(), values)) {
      tree_->refuse(key, "an entry is not allowed");
      return {};
    }
    out.emplace(name, item.get<std::string>());
  }
  return out;
}

std::map<std::string, bool> StrictJson::flags(std::string_view key, const TextRule& keys,
                                              std::size_t max_count) {
  const void* value = ask(key);
  if (value == nullptr) return {};
  if (!at(value).is_object() || at(value).size() > max_count) {
    tree_->refuse(key, "not a map of the right size");
    return {};
  }
  std::map<std::string, bool> out;
  for (const auto& [name, item] : at(value).items()) {
    if (!fits(name, keys) || !item.is_boolean()) {
      tree_->refuse(key, "an entry is not allowed");
      return {};
    }
    out.emplace(name, item.get<bool>());
  }
  return out;
}

std::vector<std::string> StrictJson::keys() const {
  std::vector<std::string> out;
  if (here_ == nullptr) return out;
  for (const auto& item : at(here_).items()) out.push_back(item.key());
  return out;
}

StrictJson StrictJson::object(std::string_view key) {
  const void* value = ask(key);
  if (value != nullptr && !at(value).is_object()) {
    tree_->refuse(key, "not an object");
    value = nullptr;
  }
  if (value != nullptr) tree_->asked[value];
  return {tree_, value};
}

std::vector<StrictJson> StrictJson::objects(std::string_view key, std::size_t max_count) {
  const void* value = ask(key);
  std::vector<StrictJson> out;
  if (value == nullptr) return out;
  if (!at(value).is_array() || at(value).size() > max_count) {
    tree_->refuse(key, "not a list of the right length");
    return out;
  }
  for (const json& item : at(value)) {
    if (!item.is_object()) {
      tree_->refuse(key, "an item is not an object");
      return {};
    }
    tree_->asked[&item];
    out.push_back(StrictJson(tree_, &item));
  }
  return out;
}

std::map<std::string, std::vector<StrictJson>> StrictJson::object_lists(std::string_view key,
                                                                        const TextRule& keys,
                                                                        std::size_t max_count) {
  StrictJson map = object(key);
  std::map<std::string, std::vector<StrictJson>> out;
  if (map.here_ == nullptr) return out;
  if (at(map.here_).size() > max_count) {
    tree_->refuse(key, "not a map of the right size");
    return out;
  }
  for (const auto& [name, item] : at(map.here_).items()) {
    if (!fits(name, keys)) tree_->refuse(key, "an entry is not allowed");
    out.emplace(name, map.objects(name, max_count));
  }
  return out;
}

std::string StrictJson::canonical(std::string_view key) {
  const void* value = ask(key);
  if (value == nullptr) return {};
  if (!at(value).is_object()) {
    tree_->refuse(key, "not an object");
    return {};
  }
  return at(value).dump();
}

void StrictJson::refuse(std::string_view key, std::string_view what) { tree_->refuse(key, what); }

Status StrictJson::finish() const {
  if (!tree_->trouble.empty()) return fail(FailureCode::answer_malformed, tree_->trouble);
  for (const auto& [here, keys] : tree_->asked) {
    for (const auto& item : at(here).items()) {
      // The key itself may be anything that a stranger wrote: not in the detail.
      if (!keys.contains(item.key())) return fail(FailureCode::answer_malformed, "unknown key");
    }
  }
  return {};
}

std::optional<std::string> canonical_json(std::string_view text, JsonBounds bounds) {
  const auto tree = parse_tree(text, bounds);
  if (!tree) return std::nullopt;
  return tree->dump();
}

}  // namespace dk::wire
