#include "flows/engine/check.h"

#include <algorithm>
#include <set>

#include "flows/engine/check_parts.h"
#include "flows/form/form.h"

namespace dk::engine {

void check_text(const Item& item, const std::string& file, const std::string& element,
                const std::string& message, Findings& findings) {
  for (const std::string_view language : kLanguages) {
    const std::string* words = item.texts.find(language, message);
    if (words == nullptr) {
      if (language == item.texts.own_language()) continue;
      findings.push_back(
          {file, element, "\"" + message + "\" has no words in " + std::string(language)});
    } else if (!form::same_inserts(message, *words)) {
      findings.push_back(
          {file, element, "\"" + message + "\" has other places in " + std::string(language)});
    }
  }
}

void check_texts(const Item& item, Findings& findings) {
  const auto needs = [&](const std::string& element, const std::string& message) {
    check_text(item, "item.toml", element, message, findings);
  };
  needs("title", item.title);
  needs("department", item.department);
  needs("purpose", item.privacy.purpose);
  needs("retention", item.privacy.retention);
  for (const std::string& recipient : item.privacy.recipients) needs("recipients", recipient);
  if (item.screen) {
    const Screen& screen = *item.screen;
    needs("name", screen.name);
    needs("summary", screen.summary);
    for (const std::string& word : screen.keywords) needs("keywords", word);
    for (const std::string& need : screen.needs) needs("needs", need);
    for (const std::string* message :
         {&screen.after, &screen.figure, &screen.figure_label, &screen.figure_unit}) {
      if (!message->empty()) needs("screen", *message);
    }
  }
  for (const Fact& fact : item.facts) needs(fact.name, fact.label);
  for (const auto& [id, form] : item.forms) {
    for (const form::Message& message : form.messages()) {
      check_text(item, id, message.element, message.text, findings);
    }
  }
  for (const auto& [file, made] : item.templates) {
    for (const std::string& message : made.message_ids()) {
      check_text(item, file, "", message, findings);
    }
  }
}

void check_privacy(const Item& item, Findings& findings) {
  const auto bad = [&](const std::string& element, std::string message) {
    findings.push_back({"item.toml", element, std::move(message)});
  };
  if (item.privacy.legal_basis.empty()) bad("legal_basis", "no law is named");
  if (item.modes.empty()) bad("modes", "nobody may use it");
  for (const std::string& mode : item.modes) {
    if (mode != "citizen" && mode != "testing" && mode != "counter") {
      bad("modes", "\"" + mode + "\" is no mode of a terminal");
    }
  }
  bool sensitive = false;
  bool personal = false;
  for (const Fact& fact : item.facts) {
    sensitive = sensitive || fact.sensitivity == Sensitivity::Sensitive;
    personal = personal || fact.sensitivity != Sensitivity::Plain;
  }
  const Consent consent = item.privacy.consent;
  if (personal && consent == Consent::None) {
    bad("consent", "it uses personal facts, so the person must be told");
  }
  // PIPL article 29: sensitive facts need consent of their own.
  if (sensitive && consent != Consent::Separate && consent != Consent::Guardian) {
    bad("consent", "it uses sensitive facts, which need separate consent");
  }
  std::set<std::string> names;
  for (const Parameter& parameter : item.parameters) {
    if (!names.insert(parameter.name).second) continue;
    // One value at a time.
    std::vector<const Parameter*> all;
    for (const Parameter& other : item.parameters) {
      if (other.name == parameter.name) all.push_back(&other);
    }
    std::ranges::sort(all, {}, &Parameter::from);
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (!all[i - 1]->until || *all[i - 1]->until > all[i]->from) {
        bad(parameter.name, "two of its values count on the same day");
      }
    }
  }
}

Findings check(const Item& item) {
  Findings findings;
  check_privacy(item, findings);
  check_journey(item, findings);
  check_decisions(item, findings);
  check_texts(item, findings);
  return findings;
}

std::vector<std::string> listed(std::string_view names) {
  std::vector<std::string> out;
  std::string one;
  for (const char c : std::string(names) + ",") {
    if (c == ' ' || c == '\n' || c == '\t') continue;
    if (c != ',') {
      one += c;
    } else if (!one.empty()) {
      out.push_back(std::move(one));
      one.clear();
    }
  }
  return out;
}

}  // namespace dk::engine
