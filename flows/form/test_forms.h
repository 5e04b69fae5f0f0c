// A form, a person before it, and what is known of them: for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <ctime>
#include <fstream>
#include <sstream>
#include <string>

#include "flows/form/view.h"
#include "flows/json/json.h"

namespace dk::form {

inline std::string form_file(const std::string& name) {
  std::ifstream in(std::string(DK_PROJECT_DIR) + "/tests/fixtures/forms/" + name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline feel::Context facts_of(const std::string& json) {
  const auto value = flows::from_json(json);
  return value && value->is(feel::Kind::Context) ? value->context() : feel::Context();
}

// A form of these components, as form-js writes it.
inline std::string with(const std::string& components) {
  return R"({"type": "default", "id": "Form_1", "schemaVersion": 19, "components": [)" +
         components + "]}";
}

inline std::string refusal(const std::string& json, const Outside& outside = {}) {
  const auto form = Form::load(json, outside);
  return form ? "loaded" : form.error().element + ": " + form.error().message;
}

// 18 November 2022, 14:26 in Shenzhen.
inline feel::Evaluation now() {
  return feel::Evaluation(Limits().evaluation,
                          feel::DateTime{{2022, 11, 18},
                                         {(14 * 60 + 26) * 60 * feel::kNanosPerSecond,
                                          {feel::Zone::Kind::Offset, 0, 8 * 3600}}});
}

// Processor time, so that a busy machine is not a failure; sanitizers cost more than the house
// allows.
template <class Work>
double took_ms(Work work) {
  const std::clock_t start = std::clock();
  work();
  return 1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr double kHostile_ms = 3'000;
#else
inline constexpr double kHostile_ms = 100;
#endif

class Visit {
 public:
  Visit(const std::string& json, const Outside& outside, const std::string& facts_json)
      : facts(facts_of(facts_json)) {
    auto loaded = Form::load(json, outside);
    if (loaded) {
      form.emplace(std::move(*loaded));
    } else {
      ADD_FAILURE() << loaded.error().element << ": " << loaded.error().message;
    }
  }

  [[nodiscard]] View look(const Translate& translate = {}) const {
    auto evaluation = now();
    return view(*form, state, facts, evaluation, translate);
  }
  // "" when it was taken, else which error.
  std::string put_in(const Input& input) {
    auto evaluation = now();
    auto next = answer(*form, state, input, facts, evaluation);
    if (!next) {
      constexpr const char* kNames[] = {"no_such_field",  "read_only", "wrong_kind",
                                        "no_such_option", "too_long",  "list_full",
                                        "list_fixed",     "not_known"};
      return kNames[static_cast<std::size_t>(next.error())];
    }
    state = std::move(*next);
    return {};
  }
  std::string set(const Place& at, feel::Value value) {
    return put_in({Input::Kind::Set, at, std::move(value), 0});
  }
  std::string type(const Place& at, const std::string& text) { return set(at, feel::Value(text)); }
  std::string press(const std::string& id) { return put_in({Input::Kind::Press, {id, {}}, {}, 0}); }

  // JSON of what is handed on, or "field: code" of all that stands against it.
  [[nodiscard]] std::string submit() const {
    auto evaluation = now();
    const auto out = submission(*form, state, facts, evaluation);
    if (out) return flows::to_json(feel::Value(*out));
    std::string problems;
    for (const Problem& problem : out.error()) {
      problems += (problems.empty() ? "" : ", ") + to_string(problem.place) + ": " +
                  std::string(code_name(problem.error.code));
    }
    return problems;
  }

  std::optional<Form> form;
  State state;
  feel::Context facts;
};

inline const FieldView* find(const std::vector<FieldView>& fields, const std::string& place) {
  for (const FieldView& field : fields) {
    if (to_string(field.place) == place) return &field;
    if (const FieldView* found = find(field.children, place)) return found;
    for (const ItemView& item : field.items) {
      if (const FieldView* found = find(item.fields, place)) return found;
    }
  }
  return nullptr;
}
// Of the field there: its errors' codes with bounds, "-" when it is not on the screen.
inline std::string errors_at(const View& view, const std::string& place) {
  const FieldView* field = find(view.fields, place);
  if (!field) return "-";
  std::string out;
  for (const Error& error : field->errors) {
    out += (out.empty() ? "" : ", ") + std::string(code_name(error.code));
    if (!error.bound.null()) out.append(" ").append(feel::to_text(error.bound));
    if (!error.other.null()) out.append(" ").append(feel::to_text(error.other));
  }
  return out;
}

}  // namespace dk::form
