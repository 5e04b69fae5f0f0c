// Reads one JSON object strictly, so that both ends always read the same thing.
//
// Refused: invalid UTF-8, more than `max_bytes` or `max_depth`, anything after the value, a key
// twice, a key that nobody asked for, an absent key, a wrong type, a number that is not an integer
// (floating point never travels), control characters in a text. RFC 8259, RFC 7493 (I-JSON).
// Ask for every key, then finish(): the first trouble sticks and names the key, never a value.
// nlohmann/json stays in the .cpp. Copies share the parsed tree. One thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/uuid.h"

namespace dk::wire {

enum class Chars {
  Name,    // a-z 0-9 -          object names, document types
  Id,      // A-Z a-z 0-9 -      terminals, sites
  Word,    // a-z 0-9 _ . / -    types, schemas, reasons
  Upper,   // A-Z 0-9 -          tubes
  Hex,     // 0-9 a-f
  Base64,  // RFC 4648 section 4
  Text,    // UTF-8 without control characters
};
// Lengths are in characters (code points), as in JSON Schema.
struct TextRule {
  Chars chars = Chars::Text;
  std::size_t min = 0;
  std::size_t max = 0;
};
[[nodiscard]] bool fits(std::string_view text, const TextRule& rule);

// Largest integer that every JSON reader keeps exactly (RFC 7493 section 2.2).
inline constexpr std::int64_t kMaxJsonInteger = (std::int64_t{1} << 53) - 1;

struct JsonBounds {
  std::size_t max_bytes = 64 * 1024;
  int max_depth = 8;
};

class StrictJson {
 public:
  [[nodiscard]] static Result<StrictJson> parse(std::string_view text, JsonBounds bounds = {});

  [[nodiscard]] bool has(std::string_view key) const;
  std::string text(std::string_view key, const TextRule& rule);
  std::string one_of(std::string_view key, std::initializer_list<std::string_view> words);
  // Must be exactly `word`: "schema": "site/1".
  void constant(std::string_view key, std::string_view word);
  std::int64_t integer(std::string_view key, std::int64_t min, std::int64_t max);
  std::uint64_t count(std::string_view key);  // 0 .. kMaxJsonInteger
  bool boolean(std::string_view key);
  TimePoint time(std::string_view key);  // RFC 3339
  std::optional<TimePoint> time_or_null(std::string_view key);
  Uuid uuid(std::string_view key);
  Bytes base64(std::string_view key, std::size_t min_bytes, std::size_t max_bytes);
  Bytes hex(std::string_view key, std::size_t min_bytes, std::size_t max_bytes);
  std::vector<std::string> texts(std::string_view key, const TextRule& rule, std::size_t max_count);
  std::vector<std::int64_t> integers(std::string_view key, std::int64_t min, std::int64_t max,
                                     std::size_t max_count);
  std::map<std::string, std::string> text_map(std::string_view key, const TextRule& keys,
                                              const TextRule& values, std::size_t max_count);
  std::map<std::string, bool> flags(std::string_view key, const TextRule& keys,
                                    std::size_t max_count);
  // The keys of this object, for an object whose keys are data.
  [[nodiscard]] std::vector<std::string> keys() const;
  StrictJson object(std::string_view key);
  std::vector<StrictJson> objects(std::string_view key, std::size_t max_count);
  // An object whose keys are data ("roles"), each value a list of objects.
  std::map<std::string, std::vector<StrictJson>> object_lists(std::string_view key,
                                                              const TextRule& keys,
                                                              std::size_t max_count);
  // A nested object of any shape as canonical JSON.
  std::string canonical(std::string_view key);
  // Trouble of the caller's own ("min above max"); `what` is English for engineers, no values.
  void refuse(std::string_view key, std::string_view what);
  // Everything asked for was there and nothing else: the whole tree, not only this object.
  [[nodiscard]] Status finish() const;

 private:
  struct Tree;  // shared: the parsed value, the first trouble, the keys asked for
  StrictJson(std::shared_ptr<Tree> tree, const void* here) : tree_(std::move(tree)), here_(here) {}
  [[nodiscard]] const void* ask(std::string_view key);

  std::shared_ptr<Tree> tree_;
  const void* here_;  // a nlohmann::json inside the tree
};

// Canonical form of a JSON object (sorted keys, no spaces); nothing when it is not one that parse()
// would read.
[[nodiscard]] std::optional<std::string> canonical_json(std::string_view text,
                                                        JsonBounds bounds = {});

}  // namespace dk::wire
