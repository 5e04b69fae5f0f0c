#include "flows/form/words.h"

#include <algorithm>

#include "flows/form/form.h"

namespace dk::form {

namespace {

std::string shown(const feel::Value& value) {
  return value.null() ? std::string() : feel::to_text(value);
}

}  // namespace

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1));
}

Template split_template(std::string_view text) {
  Template parts;
  parts.words.emplace_back();
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find("{{", at);
    const std::size_t close = open == std::string_view::npos ? open : text.find("}}", open + 2);
    if (close == std::string_view::npos) break;
    parts.words.back().append(text.substr(at, open - at));
    parts.inserts.push_back(trimmed(text.substr(open + 2, close - open - 2)));
    parts.words.emplace_back();
    at = close + 2;
  }
  parts.words.back().append(text.substr(at));
  return parts;
}

bool same_inserts(std::string_view message, std::string_view translation) {
  auto wanted = split_template(message).inserts;
  auto given = split_template(translation).inserts;
  std::ranges::sort(wanted);
  std::ranges::sort(given);
  return wanted == given;
}

std::string render(const Words& words, const feel::List& inputs, feel::Evaluation& evaluation,
                   const Translate& translate, std::string (*written)(std::string_view)) {
  if (words.empty()) return {};
  const auto value_of = [&](const Words::Insert& insert) {
    std::string text = shown(insert.program.evaluate(inputs, evaluation));
    return written ? written(text) : text;
  };
  if (words.expression) return value_of(words.inserts.front());
  std::string translated = translate ? translate(words.source) : words.source;
  if (words.inserts.empty()) return translated;
  if (!same_inserts(words.source, translated)) translated = words.source;
  const Template parts = split_template(translated);
  std::string out = parts.words.front();
  for (std::size_t i = 0; i < parts.inserts.size(); ++i) {
    const auto insert = std::ranges::find(words.inserts, parts.inserts[i], &Words::Insert::text);
    if (insert != words.inserts.end()) out += value_of(*insert);
    out += parts.words[i + 1];
  }
  return out;
}

std::string first_line(std::string text) {
  text.resize(std::min(text.size(), text.find('\n')));
  return text;
}

}  // namespace dk::form
