// What binds tightly: literals, lists, ranges, contexts, paths, filters, calls.
#include <algorithm>
#include <array>

#include "flows/feel/characters.h"
#include "flows/feel/parser.h"

namespace dk::feel {

NodePtr Parser::postfix() {
  const Nesting nesting(*this);
  NodePtr value = primary();
  while (true) {
    if (peek() == '(') {
      value = call(std::move(value));
    } else if (peek() == '[') {
      if (!range_end_) {
        value = filter(std::move(value));
        continue;
      }
      // "[1..10[": a filter or the end of the range? A range's end, when it is no filter.
      const Place place(*this);
      const std::size_t start = at_;
      NodePtr node;
      try {
        node = filter(nullptr);
      } catch (const Stop&) {
        place.restore();
        at_ = start;
        return value;
      }
      node->kids[0] = std::move(value);
      value = std::move(node);
    } else if (peek() == '.' && peek(1) != '.') {
      value = path(std::move(value));
    } else if (word_ahead("instance")) {
      const std::size_t at = at_;
      expect_word("instance");
      expect_word("of");
      NodePtr node = make(Op::InstanceOf, at);
      node->kids.push_back(std::move(value));
      node->types.push_back(type());
      value = std::move(node);
    } else {
      return value;
    }
  }
}

NodePtr Parser::primary() {
  const std::size_t at = at_;
  const char c = peek();
  if (done()) stop(at, "the expression ends where a value is expected");
  if ((c >= '0' && c <= '9') || (c == '.' && peek(1) >= '0' && peek(1) <= '9')) return number();
  if (c == '(') return parenthesised();
  if (c == '[') return list_or_range();
  if (c == ']') {
    take("]");
    NodePtr low = expression();
    return range_from(std::move(low), false, at);
  }
  if (c == '{') return context();
  if (c == '@') return at_literal();
  NodePtr constant = make(Op::Constant, at);
  if (c == '"') {
    constant->constant = Value(string_text());
    return constant;
  }
  if (take_word("null")) return constant;
  if (take_word("true")) {
    constant->constant = Value(true);
    return constant;
  }
  if (take_word("false")) {
    constant->constant = Value(false);
    return constant;
  }
  if (word_ahead("function")) return function_definition();
  // Expressions that begin with a word may stand where a value may ("1 + if a then b else c").
  if (word_ahead("if") || word_ahead("for") || word_ahead("some") || word_ahead("every")) {
    return expression();
  }
  return name_reference();
}

NodePtr Parser::number() {
  const std::size_t start = at_;
  const auto digits = [&] {
    while (peek() >= '0' && peek() <= '9') ++at_;
  };
  digits();
  if (peek() == '.' && peek(1) >= '0' && peek(1) <= '9') {
    ++at_;
    digits();
  }
  if (peek() == 'e' || peek() == 'E') {
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if (peek(sign) >= '0' && peek(sign) <= '9') {
      at_ += sign;
      digits();
    }
  }
  const auto value = Decimal::parse(text_.substr(start, at_ - start));
  if (!value) stop(start, "this number is out of range");
  NodePtr node = make(Op::Constant, start);
  node->constant = Value(*value);
  skip();
  return node;
}

std::string Parser::string_text() {
  const std::size_t start = at_;
  ++at_;
  std::string out;
  while (true) {
    if (done()) stop(start, "this text has no closing quote");
    char c = text_[at_++];
    if (c == '"') break;
    if (c != '\\' || done()) {
      out += c;
      continue;
    }
    c = text_[at_++];
    const auto hex = [&](int count) {
      char32_t code = 0;
      for (int i = 0; i < count; ++i) {
        const char digit = peek();
        const int value = digit >= '0' && digit <= '9'   ? digit - '0'
                          : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                          : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                                         : -1;
        if (value < 0) stop(at_, "hexadecimal digits are missing here");
        code = code << 4 | static_cast<char32_t>(value);
        ++at_;
      }
      return code;
    };
    switch (c) {
      case 'n':
        out += '\n';
        break;
      case 't':
        out += '\t';
        break;
      case 'r':
        out += '\r';
        break;
      case 'u':
      case 'U': {
        char32_t code = hex(c == 'u' ? 4 : 6);
        if (code >= 0xd800 && code < 0xdc00 && peek() == '\\' && peek(1) == 'u') {
          at_ += 2;  // a surrogate pair
          code = 0x10000 + ((code - 0xd800) << 10) + (hex(4) - 0xdc00);
        }
        if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
          stop(at_, "this is no Unicode character");
        }
        append_utf8(out, code);
        break;
      }
      case '"':
      case '\\':
      case '\'':
        out += c;
        break;
      default:  // FEEL keeps what it does not know: regular expressions are written so
        out += '\\';
        out += c;
    }
  }
  skip();
  return out;
}

NodePtr Parser::at_literal() {
  const std::size_t at = at_;
  take("@");
  if (peek() != '"') stop(at_, "a quoted date, time or duration is missing after '@'");
  const std::string text = string_text();
  NodePtr node = make(Op::Constant, at);
  if (const auto date = parse_date(text)) {
    node->constant = Value(*date);
  } else if (const auto date_time = parse_date_time(text)) {
    node->constant = Value(*date_time);
  } else if (const auto time = parse_time(text)) {
    node->constant = Value(*time);
  } else if (const auto months = parse_months_duration(text)) {
    node->constant = Value(*months);
  } else if (const auto days = parse_days_duration(text)) {
    node->constant = Value(*days);
  }
  return node;  // else null, as the function would say
}

NodePtr Parser::parenthesised() {
  const std::size_t at = at_;
  expect("(");
  // "(< 5)" and its like are ranges with one end.
  const auto one_end = [&](Op op) {
    NodePtr node = make(op, at);
    node->kids.push_back(additive());
    expect(")");
    return node;
  };
  if (take("<=")) return one_end(Op::BelowOrAt);
  if (take(">=")) return one_end(Op::AboveOrAt);
  if (take("<")) return one_end(Op::Below);
  if (take(">")) return one_end(Op::Above);
  if (take("!=")) return one_end(Op::Except);
  if (take("=")) return one_end(Op::At);
  NodePtr inner = expression();
  if (take(")")) return inner;
  return range_from(std::move(inner), false, at);
}

NodePtr Parser::range_from(NodePtr low, bool low_included, std::size_t at) {
  expect("..");
  const bool before = range_end_;
  range_end_ = true;
  NodePtr node = make2(Op::Range, at, std::move(low), expression());
  range_end_ = before;
  node->flag = low_included;
  node->flag2 = take("]");
  if (!node->flag2 && !take(")") && !take("[")) stop(at_, "the end of the range is missing");
  return node;
}

NodePtr Parser::list_or_range() {
  const std::size_t at = at_;
  expect("[");
  NodePtr node = make(Op::List, at);
  NodePtr first;
  if (peek() == ']') {
    // The empty list, or a range that begins the list: "[]1..8]]".
    const Place place(*this);
    const std::size_t start = at_;
    try {
      first = primary();
    } catch (const Stop&) {
      place.restore();
      at_ = start;
      take("]");
      return node;
    }
  } else {
    first = expression();
  }
  if (peek() == '.' && peek(1) == '.') return range_from(std::move(first), true, at);
  node->kids.push_back(std::move(first));
  while (take(",")) node->kids.push_back(expression());
  expect("]");
  return node;
}

NodePtr Parser::context() {
  const std::size_t at = at_;
  const std::size_t mark = scope_->mark();
  expect("{");
  NodePtr node = make(Op::Context, at);
  if (!take("}")) {
    do {
      std::string key = context_key();
      expect(":");
      if (std::find(node->names.begin(), node->names.end(), key) != node->names.end()) {
        node->flag = true;  // a context with an entry twice is null
      }
      if (key.find_first_of("+-*/'.") != std::string::npos) members_.push_back(key);
      node->kids.push_back(expression());
      node->names.push_back(key);
      node->slots.push_back(scope_->add(key));
    } while (take(","));
    expect("}");
  }
  scope_->leave(mark);
  return node;
}

NodePtr Parser::path(NodePtr value) {
  const std::size_t at = at_;
  take(".");
  NodePtr node = make(Op::Path, at);
  std::size_t size = greedy_name(at_);
  for (const std::string& member : members_) {
    size = std::max(size, spelled(text_.substr(at_), member));
  }
  if (size == 0) stop(at_, "the name of a member is missing here");
  node->name = normal_name(text_.substr(at_, size));
  at_ += size;
  skip();
  node->kids.push_back(std::move(value));
  return node;
}

NodePtr Parser::filter(NodePtr list) {
  const std::size_t at = at_;
  const std::size_t mark = scope_->mark();
  expect("[");
  const bool before = range_end_;
  range_end_ = false;
  NodePtr node = make(Op::Filter, at);
  node->slot = scope_->add("item");
  scope_->open(node->slot);
  node->kids.push_back(std::move(list));
  node->kids.push_back(expression());
  expect("]");
  range_end_ = before;
  scope_->leave(mark);
  return node;
}

NodePtr Parser::call(NodePtr function) {
  const std::size_t at = at_;
  expect("(");
  NodePtr node = make(Op::Call, at);
  node->kids.push_back(std::move(function));
  if (take(")")) return node;
  // Named arguments: a name and a colon before the first value.
  const std::size_t start = at_;
  const std::size_t size = greedy_name(at_);
  if (size > 0) {
    at_ += size;
    skip();
    if (peek() == ':') node->op = Op::CallNamed;
    at_ = start;
  }
  do {
    if (node->op == Op::CallNamed) {
      node->names.push_back(new_name());
      expect(":");
    }
    node->kids.push_back(expression());
  } while (take(","));
  expect(")");
  return node;
}

}  // namespace dk::feel
