#include "flows/engine/texts.h"

#include <algorithm>

#include "flows/form/words.h"
#include "i18n/catalogue.h"

namespace dk::engine {

std::expected<Texts, Finding> Texts::load(const Files& files, std::string own_language) {
  Texts texts;
  texts.own_ = std::move(own_language);
  if (std::ranges::find(kLanguages, texts.own_) == std::end(kLanguages)) {
    return std::unexpected(
        Finding{"item.toml", "language", "\"" + texts.own_ + "\" is no language of a terminal"});
  }
  for (const std::string_view language : kLanguages) {
    std::string name = "texts/";
    name += language;
    name += ".mo";
    const auto file = files.find(name);
    if (file == files.end()) {
      if (language == texts.own_) continue;
      return std::unexpected(Finding{name, "", "the item has no words in this language"});
    }
    auto words = i18n::read_mo(file->second);
    if (!words) return std::unexpected(Finding{name, "", "this is no sound .mo file"});
    texts.languages_.emplace(language, std::move(*words));
  }
  return texts;
}

const std::string* Texts::find(std::string_view language, std::string_view message) const {
  const auto words = languages_.find(language);
  if (words == languages_.end()) return nullptr;
  const auto found = words->second.find(message);
  return found == words->second.end() || found->second.empty() ? nullptr : &found->second;
}

std::string Texts::tr(std::string_view language, std::string_view message) const {
  const std::string* words = find(language, message);
  return words == nullptr ? std::string(message) : *words;
}

std::string Texts::tr(std::string_view language, std::string_view message,
                      const feel::Context& values) const {
  const form::Template parts = form::split_template(tr(language, message));
  std::string out = parts.words.front();
  for (std::size_t i = 0; i < parts.inserts.size(); ++i) {
    const feel::Value value = at_path(values, parts.inserts[i]);
    out += value.null() ? "-" : feel::to_text(value);
    out += parts.words[i + 1];
  }
  return out;
}

std::vector<std::string> places_of(std::string_view message) {
  return form::split_template(message).inserts;
}

feel::Value at_path(const feel::Context& context, std::string_view path) {
  const std::size_t dot = path.find('.');
  const feel::Value* found = context.find(path.substr(0, dot));
  if (found == nullptr) return {};
  if (dot == std::string_view::npos) return *found;
  if (!found->is(feel::Kind::Context)) return {};
  return at_path(found->context(), path.substr(dot + 1));
}

}  // namespace dk::engine
