#include "offline-cache/wire/checkpoint.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace dk::wire {
namespace {

using nlohmann::json;  // its object is a std::map: keys come out sorted

constexpr std::string_view kSchema = "audit-checkpoint/1";
constexpr std::size_t kMaxBytes = 1024;
constexpr std::size_t kMaxTerminalBytes = 64;

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::answer_malformed, std::string("checkpoint: ") + what);
}

}  // namespace

std::string to_json(const Checkpoint& checkpoint) {
  return json{{"at", to_rfc3339(checkpoint.at)},
              {"hash", to_hex(checkpoint.hash)},
              {"instance", to_string(checkpoint.instance)},
              {"schema", kSchema},
              {"seq", checkpoint.seq},
              {"terminal", checkpoint.terminal}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Checkpoint> checkpoint_from_json(std::string_view text) {
  if (text.size() > kMaxBytes) return malformed("too large");
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object() || object.size() != 6) return malformed("not an object of six members");
  const auto text_of = [&object](const char* key) -> std::string {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  if (text_of("schema") != kSchema) return malformed("schema");
  const auto seq = object.find("seq");
  if (seq == object.end() || !seq->is_number_unsigned()) return malformed("seq");
  const auto at = from_rfc3339(text_of("at"));
  const auto instance = uuid_from_string(text_of("instance"));
  const auto hash = from_hex(text_of("hash"));
  Checkpoint out;
  if (!at || !instance || !hash || hash->size() != out.hash.size()) return malformed("value");
  out.terminal = text_of("terminal");
  if (out.terminal.empty() || out.terminal.size() > kMaxTerminalBytes) return malformed("terminal");
  out.instance = *instance;
  out.seq = seq->get<std::uint64_t>();
  std::ranges::copy(*hash, out.hash.begin());
  out.at = *at;
  return out;
}

}  // namespace dk::wire
