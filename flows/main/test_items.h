// An item of the catalogue, driven by tests. Header only.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "flows/engine/check.h"
#include "flows/engine/journey.h"
#include "flows/json/json.h"
#include "flows/main/item_folder.h"

namespace dk::flows::test {

inline engine::Files item_files(const std::string& id) {
  auto files = read_item_folder(std::string(DK_PROJECT_DIR) + "/flows/catalogue/" + id);
  EXPECT_TRUE(files) << (files ? "" : files.error().file + ": " + files.error().message);
  return files ? std::move(*files) : engine::Files{};
}

inline std::string told(const engine::Findings& findings) {
  std::string all;
  for (const auto& one : findings) {
    all += one.file;
    all += ": ";
    all += one.element;
    all += ": ";
    all += one.message;
    all += "\n";
  }
  return all;
}

// "file: element: message" for each finding of loading or checking.
inline std::string findings_of(const engine::Files& files) {
  const auto item = engine::Item::load(files);
  return told(item ? engine::check(**item) : item.error());
}

inline feel::DateTime at(const std::string& text) { return *feel::parse_date_time(text); }

// One citizen's case; every step goes on from what was stored and read again.
class Visit {
 public:
  Visit(const engine::Item& item, const std::string& clock) : item_(item), now(at(clock)) {
    state = engine::new_case(item, "00ff");
    take(bpmn::Event(bpmn::Begin{}));
  }

  bool take(const engine::CaseEvent& event) {
    auto taken = engine::take(item_, state, event, now);
    if (!taken) {
      refusal = taken.error();
      return false;
    }
    effects = std::move(taken->effects);
    const std::string stored = engine::to_json(item_, taken->state);
    auto again = engine::case_from_json(item_, stored);
    EXPECT_TRUE(again) << (again ? "" : again.error()) << stored;
    if (!again) return false;
    EXPECT_EQ(engine::to_json(item_, *again), stored);
    state = std::move(*again);
    return true;
  }
  [[nodiscard]] const engine::CaseEffect* effect(engine::CaseEffect::Kind kind) const {
    for (const auto& one : effects) {
      if (one.kind == kind) return &one;
    }
    return nullptr;
  }
  bool identified(int level) { return take(bpmn::Event(bpmn::Identified{level})); }
  // Answers the fetch with the facts of a JSON object, as old as said.
  bool facts(const std::string& json, const std::string& as_of = {}) {
    const auto* fetch = effect(engine::CaseEffect::Kind::FetchFacts);
    if (fetch == nullptr) return false;
    const feel::Value given = *from_json(json);
    engine::FactsCame came{.instance = fetch->instance, .answers = {}};
    for (const auto& request : fetch->facts) {
      const feel::Value value = engine::at_path(given.context(), request.name);
      if (value.null()) {
        came.answers.emplace_back(std::unexpected(engine::FactTrouble::Unavailable));
      } else {
        came.answers.emplace_back(
            engine::FactValue{value, as_of.empty() ? now : at(as_of), request.source});
      }
    }
    return take(came);
  }
  // Sets, confirms and submits.
  bool fill(const std::map<std::string, feel::Value>& answers) {
    if (state.forms.empty()) return false;
    const auto form = state.forms.begin()->first;
    for (const auto& [field, value] : answers) {
      form::Input input{.at = {.field = field, .items = {}}, .value = value};
      if (value.null()) input.kind = form::Input::Kind::Confirm;
      if (!take(engine::FormInput{form, input})) return false;
    }
    return take(engine::Submit{form});
  }

 private:
  const engine::Item& item_;

 public:
  feel::DateTime now;
  engine::Case state;
  std::vector<engine::CaseEffect> effects;
  std::string refusal;
};

}  // namespace dk::flows::test
