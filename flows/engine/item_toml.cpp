#include "flows/engine/item_toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <set>

namespace dk::engine {

namespace {

// One table, asked for its members; whoever was not asked for is unknown.
class Reader {
 public:
  Reader(const toml::table& table, std::string place, Findings& findings)
      : table_(table), place_(std::move(place)), findings_(findings) {}
  ~Reader() {
    for (const auto& [key, value] : table_) {
      if (!asked_.contains(std::string(key.str()))) complain(std::string(key.str()), "is unknown");
    }
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void complain(const std::string& key, const std::string& what) {
    findings_.push_back({"item.toml", place_, key + " " + what});
  }
  const toml::node* get(const char* key, bool needed) {
    asked_.insert(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr && needed) complain(key, "is missing");
    return node;
  }
  std::string text(const char* key, bool needed = true) {
    const toml::node* node = get(key, needed);
    if (node == nullptr) return {};
    if (const auto value = node->value_exact<std::string>(); value && !value->empty()) {
      return *value;
    }
    complain(key, "is no text");
    return {};
  }
  std::vector<std::string> texts(const char* key, bool needed = true) {
    const toml::node* node = get(key, needed);
    std::vector<std::string> out;
    if (node == nullptr) return out;
    const toml::array* array = node->as_array();
    if (array == nullptr) complain(key, "is no list");
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      if (const auto value = array->get(i)->value_exact<std::string>()) {
        out.push_back(*value);
      } else {
        complain(key, "holds what is no text");
      }
    }
    return out;
  }
  // One of `words`, its place in them.
  template <std::size_t Count>
  std::size_t word(const char* key, const std::array<std::string_view, Count>& words) {
    const std::string value = text(key);
    const auto found = std::ranges::find(words, value);
    if (found == words.end()) {
      if (!value.empty()) complain(key, "is \"" + value + "\", which is not known");
      return 0;
    }
    return static_cast<std::size_t>(found - words.begin());
  }

 private:
  const toml::table& table_;
  std::string place_;
  Findings& findings_;
  std::set<std::string> asked_;
};

std::optional<feel::Date> date_of(const toml::node* node) {
  if (node == nullptr || !node->is_date()) return std::nullopt;
  const toml::date date = node->as_date()->get();
  return feel::make_date(date.year, date.month, date.day);
}

// Numbers are written as texts of FEEL where a binary one would not be exact: "0.05".
std::optional<feel::Value> value_of(const toml::node* node) {
  if (node == nullptr) return std::nullopt;
  if (const auto number = node->value_exact<std::int64_t>()) return feel::Value::number(*number);
  if (const auto flag = node->value_exact<bool>()) return feel::Value(*flag);
  const auto text = node->value_exact<std::string>();
  if (!text) return std::nullopt;
  const auto program = feel::compile(*text, {});
  if (!program || !program->unknown().empty()) return std::nullopt;
  feel::Evaluation evaluation({.steps = 10'000, .depth = 50, .text_bytes = 64 * 1024});
  const feel::Value value = program->evaluate({}, evaluation);
  if (value.null()) return std::nullopt;
  return value;
}

constexpr std::array<std::string_view, 3> kOffline{"full", "provisional", "no"};
constexpr std::array<std::string_view, 4> kConsent{"none", "notice", "separate", "guardian"};
constexpr std::array<std::string_view, 3> kSensitivity{"plain", "personal", "sensitive"};
constexpr std::array<std::string_view, 3> kExplainable{"yes", "paper", "no"};
constexpr std::array<std::string_view, 6> kKinds{"instant",   "promised", "journey",
                                                 "proactive", "enquiry",  "registration"};
constexpr std::array<std::string_view, 7> kSources{"card", "lic", "share", "list",
                                                   "ask",  "dev", "clerk"};

constexpr std::array<std::string_view, 8> kAreas{"instant", "journey",  "proactive", "print",
                                                 "booking", "progress", "appeals",   "health"};
constexpr std::array<std::string_view, 4> kWhom{"me", "child", "parent", "firm"};
constexpr std::int64_t kMostMinutes = 120;

void read_fact(const toml::table& table, Item& item, Findings& findings) {
  Fact fact;
  fact.name = table["name"].value_or(std::string());
  Reader reader(table, fact.name.empty() ? "fact" : fact.name, findings);
  (void)reader.text("name");
  fact.label = reader.text("label");
  const std::string type = reader.text("type");
  auto parsed = feel::parse_type(type);
  if (parsed && (*parsed)->kind == feel::Type::Kind::Named) {
    reader.complain("type", "is no type of FEEL");
  } else if (parsed) {
    fact.type = std::move(*parsed);
  } else {
    reader.complain("type", "is no type of FEEL: " + parsed.error().message);
  }
  fact.source = kSources[reader.word("source", kSources)];
  const std::string fresh = reader.text("fresh");
  const auto duration = feel::parse_days_duration(fresh);
  if (duration && duration->nanos > 0) {
    fact.fresh_s = static_cast<std::int64_t>(duration->nanos / feel::kNanosPerSecond);
  } else {
    reader.complain("fresh", "is no duration like PT10M");
  }
  fact.retention = reader.text("retention");
  fact.sensitivity = static_cast<Sensitivity>(reader.word("sensitivity", kSensitivity));
  fact.explainable = static_cast<Explainable>(reader.word("explainable", kExplainable));
  if (item.fact(fact.name) != nullptr) reader.complain("name", "is there twice");
  item.facts.push_back(std::move(fact));
}

void read_parameter(const toml::table& table, Item& item, Findings& findings) {
  Parameter parameter;
  parameter.name = table["name"].value_or(std::string());
  Reader reader(table, parameter.name.empty() ? "parameter" : parameter.name, findings);
  (void)reader.text("name");
  if (auto value = value_of(reader.get("value", true))) {
    parameter.value = std::move(*value);
  } else {
    reader.complain("value", "is no number, flag or FEEL literal");
  }
  if (const auto from = date_of(reader.get("from", true))) {
    parameter.from = *from;
  } else {
    reader.complain("from", "is no day");
  }
  if (const toml::node* until = reader.get("until", false)) {
    parameter.until = date_of(until);
    if (!parameter.until || *parameter.until <= parameter.from) {
      reader.complain("until", "is no day after from");
    }
  }
  item.parameters.push_back(std::move(parameter));
}

void read_screen(const toml::table& table, Item& item, Findings& findings) {
  Reader reader(table, "screen", findings);
  Screen screen;
  screen.area = kAreas[reader.word("area", kAreas)];
  screen.name = reader.text("name");
  screen.summary = reader.text("summary");
  screen.keywords = reader.texts("keywords", false);
  screen.needs = reader.texts("needs", false);
  screen.after = reader.text("after", false);
  if (const toml::node* minutes = reader.get("minutes", false)) {
    const auto given = minutes->value_exact<std::int64_t>().value_or(0);
    if (given < 1 || given > kMostMinutes) reader.complain("minutes", "is no number from 1 to 120");
    screen.minutes = static_cast<int>(std::clamp<std::int64_t>(given, 0, kMostMinutes));
  }
  screen.for_whom = reader.texts("for_whom", false);
  for (const std::string& whom : screen.for_whom) {
    if (std::ranges::find(kWhom, whom) == kWhom.end()) {
      reader.complain("for_whom", "holds \"" + whom + "\", which is not known");
    }
  }
  if (screen.for_whom.empty()) screen.for_whom = {"me"};
  screen.figure = reader.text("figure", false);
  screen.figure_label = reader.text("figure_label", !screen.figure.empty());
  screen.figure_unit = reader.text("figure_unit", false);
  item.screen = std::move(screen);
}

template <class Read>
void each(const toml::table& root, const char* key, Findings& findings, const Read& read) {
  const toml::node* node = root.get(key);
  if (node == nullptr) return;
  const toml::array* array = node->as_array();
  if (array == nullptr || !array->is_homogeneous(toml::node_type::table)) {
    findings.push_back({"item.toml", key, "is no list of tables ([[...]])"});
    return;
  }
  for (std::size_t i = 0; i < array->size(); ++i) read(*array->get(i)->as_table());
}

}  // namespace

bool is_within_limits(std::string_view item_toml) {
  return item_toml.size() <= kMaxItemTomlBytes &&
         std::ranges::count(item_toml, '.') <= kMaxItemTomlDots;
}

std::optional<std::string> read_item_toml(std::string_view text, Item& item, Findings& findings) {
  if (!is_within_limits(text)) {
    findings.push_back({"item.toml", "", "has more than 128 kB or 2,000 dots"});
    return std::nullopt;
  }
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    findings.push_back({"item.toml", "line " + std::to_string(error.source().begin.line),
                        std::string(error.description())});
    return std::nullopt;
  }
  for (const auto& [key, value] : root) {
    constexpr std::array<std::string_view, 5> kTables{"item", "privacy", "screen", "fact",
                                                      "parameter"};
    if (std::ranges::find(kTables, key.str()) == kTables.end()) {
      findings.push_back({"item.toml", std::string(key.str()), "is unknown"});
    }
  }
  const toml::table* head = root["item"].as_table();
  const toml::table* privacy = root["privacy"].as_table();
  if (head == nullptr || privacy == nullptr) {
    findings.push_back({"item.toml", "", "it needs [item] and [privacy]"});
    return std::nullopt;
  }
  std::string language;
  {
    Reader reader(*head, "item", findings);
    item.id = reader.text("id");
    const toml::node* version = reader.get("version", true);
    item.version =
        static_cast<std::uint64_t>(version == nullptr ? 0 : version->value_or(std::int64_t{0}));
    if (version != nullptr && (item.version == 0 || item.version > 1'000'000'000)) {
      reader.complain("version", "is no number from 1 on");
    }
    item.title = reader.text("title");
    item.department = reader.text("department");
    item.kind = kKinds[reader.word("kind", kKinds)];
    item.modes = reader.texts("modes");
    item.offline = static_cast<Offline>(reader.word("offline", kOffline));
    item.journey = reader.text("journey");
    item.services = reader.texts("services", false);
    language = reader.text("language");
  }
  {
    Reader reader(*privacy, "privacy", findings);
    item.privacy.purpose = reader.text("purpose");
    item.privacy.legal_basis = reader.texts("legal_basis");
    item.privacy.recipients = reader.texts("recipients");
    item.privacy.retention = reader.text("retention");
    item.privacy.consent = static_cast<Consent>(reader.word("consent", kConsent));
  }
  if (const toml::node* screen = root.get("screen")) {
    if (const toml::table* table = screen->as_table()) {
      read_screen(*table, item, findings);
    } else {
      findings.push_back({"item.toml", "screen", "is no table"});
    }
  }
  each(root, "fact", findings, [&](const toml::table& table) { read_fact(table, item, findings); });
  each(root, "parameter", findings,
       [&](const toml::table& table) { read_parameter(table, item, findings); });
  return language;
}

}  // namespace dk::engine
