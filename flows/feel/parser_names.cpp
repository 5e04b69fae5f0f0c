// Names, which may hold spaces and signs, and the names of types.
#include <algorithm>
#include <array>

#include "flows/feel/characters.h"
#include "flows/feel/parser.h"

namespace dk::feel {

namespace {

// Words that end a name which nobody knows.
constexpr std::array kKeywords{"and",   "or",   "between", "in",     "instance",  "then",
                               "else",  "if",   "for",     "return", "satisfies", "some",
                               "every", "true", "false",   "null",   "function",  "external"};

bool keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

std::size_t word_size(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  Character c = character_at(text, at);
  if (!is_name_start(c.code)) return 0;
  while (is_name_part(c.code)) {
    at += c.size;
    c = character_at(text, at);
  }
  return at - start;
}

}  // namespace

std::string Parser::context_key() {
  if (peek() == '"') return string_text();
  const std::size_t start = at_;
  while (!done()) {
    const Character c = character_at(text_, at_);
    const bool symbol = c.size == 1 && is_name_operator(static_cast<char>(c.code));
    if (!symbol && !is_name_part(c.code) && space_at(text_, at_) == 0) break;
    at_ += c.size;
  }
  std::string key = normal_name(text_.substr(start, at_ - start));
  if (key.empty()) stop(start, "the name of an entry is missing here");
  skip();
  return key;
}

// The words up to the next keyword, bracket or operator.
std::size_t Parser::greedy_name(std::size_t from) const {
  std::size_t end = from;
  std::size_t at = from;
  while (true) {
    const std::size_t size = word_size(text_, at);
    if (size == 0) break;
    if (keyword(text_.substr(at, size)) && end != from) break;
    at += size;
    end = at;
    while (const std::size_t space = space_at(text_, at)) at += space;
    // Digits may follow a space inside a name: "line 2".
    if (word_size(text_, at) == 0) {
      std::size_t digits = at;
      while (digits < text_.size() && text_[digits] >= '0' && text_[digits] <= '9') ++digits;
      if (digits == at || digits == end) break;
      end = at = digits;
      while (const std::size_t space = space_at(text_, at)) at += space;
    }
  }
  return end - from;
}

std::string Parser::new_name() {
  const std::size_t size = greedy_name(at_);
  if (size == 0) stop(at_, "a name is missing here");
  std::string name = normal_name(text_.substr(at_, size));
  at_ += size;
  skip();
  return name;
}

NodePtr Parser::name_reference() {
  const std::size_t at = at_;
  const std::string_view rest = text_.substr(at);
  const std::size_t known = std::max(scope_->longest(rest), longest_builtin(rest));
  const std::size_t size = std::max(known, greedy_name(at));
  if (size == 0 || (known == 0 && keyword(text_.substr(at, word_size(text_, at))))) {
    stop(at, "a value is expected here");
  }
  std::string name = normal_name(rest.substr(0, size));
  at_ += size;
  skip();
  return resolve(std::move(name), at);
}

NodePtr Parser::resolve(std::string name, std::size_t at) {
  if (name == "?" && input_slot_ != kNoSlot && scope_ == &root_) {
    reads_input_ = true;
    NodePtr node = make(Op::Slot, at);
    node->slot = input_slot_;
    return node;
  }
  const Found found = scope_->find(name);
  reads_partial_ |= name == "partial";
  NodePtr node = make(Op::Slot, at);
  node->slot = found.slot;
  if (found.items.empty() && found.slot != kNoSlot) return node;
  const Value* own = found.slot == kNoSlot ? builtin(name) : nullptr;
  if (own) node->constant = *own;
  node->name = std::move(name);
  if (!found.items.empty()) {
    node->op = Op::Name;
    node->slots = found.items;
  } else if (own) {
    node->op = Op::Constant;
  } else {
    node->op = Op::Unknown;
    unknown_.push_back({at, node->name});
  }
  return node;
}

std::shared_ptr<const Type> Parser::type() {
  const Nesting nesting(*this);
  auto out = std::make_shared<Type>();
  const std::size_t at = at_;
  const auto element = [&] {
    expect("<");
    out->parts.push_back(type());
    expect(">");
  };
  if (take_word("function")) {
    out->kind = Type::Kind::Function;
    if (!take("<")) return out;
    if (!take(">")) {
      do {
        out->parts.push_back(type());
      } while (take(","));
      expect(">");
    }
    expect("->");
    out->parts.push_back(type());
    return out;
  }
  if (word_ahead("context")) {
    take_word("context");
    out->kind = Type::Kind::Context;
    if (!take("<")) return out;
    do {
      out->names.push_back(context_key());
      expect(":");
      out->parts.push_back(type());
    } while (take(","));
    expect(">");
    return out;
  }
  if (take_word("list")) {
    out->kind = Type::Kind::List;
    if (peek() == '<') element();
    return out;
  }
  if (take_word("range")) {
    out->kind = Type::Kind::Range;
    if (peek() == '<') element();
    return out;
  }
  if (take_word("Any")) return out;
  if (take_word("Null") || take_word("null")) {
    out->kind = Type::Kind::Null;
    return out;
  }
  const std::string_view rest = text_.substr(at_);
  static constexpr std::pair<std::string_view, Kind> kSimple[]{
      {"years and months duration", Kind::MonthsDuration},
      {"days and time duration", Kind::DaysDuration},
      {"date and time", Kind::DateTime},
      {"boolean", Kind::Boolean},
      {"number", Kind::Number},
      {"string", Kind::String},
      {"date", Kind::Date},
      {"time", Kind::Time}};
  for (const auto& [name, kind] : kSimple) {
    if (const std::size_t size = spelled(rest, name)) {
      at_ += size;
      skip();
      out->kind = Type::Kind::Simple;
      out->simple = kind;
      return out;
    }
  }
  std::size_t size = greedy_name(at_);
  while (size > 0 && text_.substr(at_ + size, 1) == ".") {
    const std::size_t more = greedy_name(at_ + size + 1);
    if (more == 0) break;
    size += 1 + more;
  }
  if (size == 0) stop(at, "the name of a type is missing here");
  out->kind = Type::Kind::Named;
  out->name = normal_name(text_.substr(at_, size));
  at_ += size;
  skip();
  const auto defined = names_.types.find(out->name);
  if (defined != names_.types.end()) return defined->second;
  return out;
}

}  // namespace dk::feel
