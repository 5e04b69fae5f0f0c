#include "kiosk/voice/reading.h"

#include <algorithm>
#include <iterator>

#include "i18n/texts.h"

namespace dk::kiosk {
namespace {

using Nodes = std::vector<UiNode>;
using Utterances = std::vector<Utterance>;

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t start = 0; start < words.size();) {
    const auto end = std::min(words.find(' ', start), words.size());
    if (words.substr(start, end - start) == word) return true;
    start = end + 1;
  }
  return false;
}

const UiNode* find(const Nodes& nodes, std::string_view id) {
  const auto found = std::ranges::find(nodes, id, &UiNode::id);
  return found == nodes.end() ? nullptr : &*found;
}

const UiNode* focused_of(const Nodes& nodes) {
  const auto found =
      std::ranges::find_if(nodes, [](const UiNode& n) { return has_word(n.state, "focused"); });
  return found == nodes.end() ? nullptr : &*found;
}

const UiNode* title_of(const Nodes& nodes) {
  // The dialog that lies on top was drawn last.
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    if (node->role == Role::Dialog) return &*node;
  }
  if (const UiNode* title = find(nodes, "page.title")) return title;
  const auto screen = std::ranges::find(nodes, Role::Screen, &UiNode::role);
  return screen == nodes.end() ? nullptr : &*screen;
}

// A title as a caller hears it; its id, so that two pages of one title are two pages.
std::string mark_of(const UiNode* node) {
  return node == nullptr ? "" : node->id + ' ' + node->label;
}

class Reader {
 public:
  explicit Reader(std::string_view language) : language_(language) {}

  void read_words(const UiNode* node) {
    if (node == nullptr || node->label.empty()) return;
    said_.push_back({.words = node->label,
                     .language = language_,
                     .text_key = {},
                     .personal = has_word(node->state, "personal")});
  }
  void read(const UiNode& node) {
    read_words(&node);
    if (node.role == Role::Button) tr_and_read("voice.role.button");
    if (node.role == Role::Field) tr_and_read("voice.role.field");
    read_state(node);
  }
  void read_state(const UiNode& node) {
    if (has_word(node.state, "selected")) tr_and_read("voice.state.selected");
    if (has_word(node.state, "disabled")) tr_and_read("voice.state.disabled");
    if (node.role == Role::Field && has_word(node.state, "empty")) {
      tr_and_read("voice.state.empty");
    }
  }
  void read_focused(const Nodes& nodes, const UiNode& focused) {
    read(focused);
    read_words(find(nodes, focused.id + ".hint"));
  }
  Utterances said() { return std::move(said_); }

 private:
  void tr_and_read(const char* key) {
    said_.push_back({.words = i18n::tr_in(language_, key),
                     .language = language_,
                     .text_key = key,
                     .personal = false});
  }

  std::string language_;
  Utterances said_;
};

std::string keys_of(const Utterances& list) {
  std::string keys;
  for (const auto& one : list) keys += one.text_key + ' ';
  return keys;
}

bool is_of_dock(const UiNode& node) { return node.id.starts_with("dock."); }

}  // namespace

Utterances read_page(const Nodes& nodes, std::string_view language) {
  Reader reader(language);
  const UiNode* title = title_of(nodes);
  const UiNode* focused = focused_of(nodes);
  reader.read_words(title);
  if (focused == nullptr) {
    reader.read_words(find(nodes, "page.hint"));
  } else if (focused != title) {
    reader.read_focused(nodes, *focused);
  }
  return reader.said();
}

Utterances read_all(const Nodes& nodes, std::string_view language) {
  Reader reader(language);
  const UiNode* title = title_of(nodes);
  reader.read_words(title);
  for (const bool dock : {false, true}) {
    for (const auto& node : nodes) {
      const bool heard_elsewhere = &node == title || node.role == Role::Key;
      if (!heard_elsewhere && is_of_dock(node) == dock) reader.read(node);
    }
  }
  return reader.said();
}

Utterances ScreenReader::changes(const Nodes& nodes, std::string_view language) {
  const UiNode* focused = focused_of(nodes);
  const UiNode* alert = nullptr;
  const UiNode* note = nullptr;
  for (const auto& node : nodes) {
    if (node.role == Role::Alert) alert = &node;
    if (has_word(node.state, "toast")) note = &node;
  }
  ScreenReader now;
  now.language_ = language;
  now.title_ = mark_of(title_of(nodes));
  now.alert_ = mark_of(alert);
  now.note_ = mark_of(note);
  Reader reader(language);
  if (now.alert_ != alert_) reader.read_words(alert);
  Utterances said = reader.said();

  Utterances states;
  if (focused != nullptr) {
    now.focused_ = mark_of(focused);
    reader.read_state(*focused);
    states = reader.said();
    now.focused_states_ = keys_of(states);
  }
  if (now.title_ != title_ || now.language_ != language_) {
    std::ranges::move(read_page(nodes, language), std::back_inserter(said));
  } else if (now.focused_ != focused_) {
    if (focused != nullptr) reader.read_focused(nodes, *focused);
  } else if (now.focused_states_ != focused_states_) {
    std::ranges::move(states, std::back_inserter(said));  // its name is no news
  }
  if (now.note_ != note_) reader.read_words(note);
  std::ranges::move(reader.said(), std::back_inserter(said));
  *this = std::move(now);
  return said;
}

}  // namespace dk::kiosk
