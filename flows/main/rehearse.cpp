#include "flows/main/rehearse.h"

#include <algorithm>
#include <array>

#include "base/codes/utf8.h"
#include "flows/json/json.h"
#include "flows/main/headless.h"

namespace dk::flows {

namespace {

constexpr std::array<std::string_view, 10> kMembers{
    "case", "at", "facts", "as_of", "identity", "notice", "answers", "jobs", "outcome", "rule"};

// What is printed is one word: nothing in it can write on a terminal or into another column.
bool is_word(std::string_view text) {
  if (text.empty() || text.size() > kMaxCaseWordBytes || !codes::is_utf8(text)) return false;
  char before = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // U+0080 to U+009F are control characters too: C2 80 to C2 9F.
    if (byte <= 0x20 || byte == 0x7F || (before == '\xC2' && byte < 0xA0)) return false;
    before = c;
  }
  return true;
}

std::optional<std::string> word_of(const feel::Context& line, std::string_view name) {
  const feel::Value* held = line.find(name);
  if (held == nullptr || !held->is(feel::Kind::String) || !is_word(held->string())) return {};
  return held->string();
}

}  // namespace

std::expected<PastCase, std::string> read_past_case(std::string_view line) {
  if (line.size() > kMaxCaseLineBytes) return std::unexpected("is longer than 1 MB");
  // The parser's own words might quote what it read.
  auto parsed = parse_json(line, {.bytes = kMaxCaseLineBytes, .depth = 64});
  if (!parsed || !parsed->is(feel::Kind::Context)) return std::unexpected("is no JSON object");
  const feel::Context& given = parsed->context();
  for (const auto& [name, value] : given.entries) {
    if (std::ranges::find(kMembers, name) == kMembers.end()) {
      return std::unexpected("has a member that no case has");
    }
  }
  const auto id = word_of(given, "case");
  if (!id) return std::unexpected("its \"case\" is no id: a text of at most 64 without spaces");
  const feel::Value* at = given.find("at");
  if (at == nullptr || !at->is(feel::Kind::DateTime)) {
    return std::unexpected("its \"at\" is no time like \"@2022-11-18T10:00:00+08:00\"");
  }
  PastCase past{.id = *id, .at = at->date_time(), .given = given, .recorded = {}};
  if (given.find("outcome") != nullptr) {
    const auto outcome = word_of(given, "outcome");
    if (!outcome || !engine::is_outcome(*outcome)) {
      return std::unexpected("its \"outcome\" is none that there is");
    }
    past.recorded.outcome = *outcome;
  }
  if (given.find("rule") != nullptr) {
    const auto rule = word_of(given, "rule");
    if (!rule) return std::unexpected("its \"rule\" is no id");
    past.recorded.rule = *rule;
  }
  return past;
}

Verdict rehearse(const engine::Item& item, const PastCase& past) {
  std::ostream silent(nullptr);
  Headless headless(item, past.given, item.texts.own_language(), past.at, silent);
  headless.assume_jobs_done();
  JourneyEnd end = headless.run();
  if (!end.ended) return {std::string(kUnfinished), std::move(end.at)};
  return {std::move(end.outcome), std::move(end.rule)};
}

bool differs(const Verdict& before, const Verdict& after) {
  if (before.outcome != after.outcome) return true;
  return !before.rule.empty() && !after.rule.empty() && before.rule != after.rule;
}

}  // namespace dk::flows
