#include "flows/feel/parser.h"

#include <algorithm>

#include "flows/feel/characters.h"

namespace dk::feel {

namespace {

constexpr int kMaxNesting = 128;
constexpr int kMaxWork = 100'000;
constexpr std::size_t kMaxText = 256 * 1024;

}  // namespace

Parser::Nesting::Nesting(Parser& parser) : parser_(parser) {
  // Trying again (in_tests, unary_tests) doubles the work at each level: it has its own bound.
  if (++parser_.work_ > kMaxWork) parser_.stop(parser_.at_, "too complicated");
  if (++parser_.depth_ > kMaxNesting) {
    --parser_.depth_;  // no destructor runs for what was not constructed
    parser_.stop(parser_.at_, "nested too deeply");
  }
}

Parser::Parser(std::string_view text, const Names& names) : text_(text), names_(names) {
  for (const std::string& member : names.members) members_.push_back(normal_name(member));
}

void Parser::begin_inputs() {
  if (text_.size() > kMaxText) stop(0, "the text is too long");
  for (std::size_t i = 0; i < names_.inputs.size(); ++i) {
    const std::uint32_t slot = root_.add(names_.inputs[i]);
    if (std::find(names_.open.begin(), names_.open.end(), i) != names_.open.end()) {
      root_.open(slot);
    }
  }
  skip();
}

Program Parser::finish(NodePtr body, std::size_t inputs) {
  skip();
  if (!done()) stop(at_, "something stands behind the end of the expression");
  auto code = std::make_shared<Code>();
  code->body = std::move(body);
  code->slots = root_.slots();
  code->text = text_;
  Program program;
  program.code_ = std::move(code);
  program.inputs_ = inputs;
  program.unknown_ = std::move(unknown_);
  return program;
}

std::expected<Program, ParseError> Parser::expression_program() {
  try {
    begin_inputs();
    NodePtr body = expression();
    return finish(std::move(body), names_.inputs.size());
  } catch (const Stop&) {
    return std::unexpected(error_);
  }
}

std::expected<Program, ParseError> Parser::tests_program() {
  try {
    begin_inputs();
    if (names_.inputs.empty()) stop(0, "unary tests need a tested value");
    input_slot_ = 0;
    NodePtr body = unary_tests();
    return finish(std::move(body), names_.inputs.size());
  } catch (const Stop&) {
    return std::unexpected(error_);
  }
}

std::expected<std::shared_ptr<const Type>, ParseError> Parser::type_only() {
  try {
    skip();
    auto parsed = type();
    skip();
    if (!done()) stop(at_, "something stands behind the end of the type");
    return parsed;
  } catch (const Stop&) {
    return std::unexpected(error_);
  }
}

NodePtr Parser::expression() {
  const Nesting nesting(*this);
  if (word_ahead("if")) return conditional();
  if (word_ahead("for")) return loop(Op::For);
  if (word_ahead("some")) return loop(Op::Some);
  if (word_ahead("every")) return loop(Op::Every);
  return disjunction();
}

NodePtr Parser::conditional() {
  const std::size_t at = at_;
  expect_word("if");
  std::vector<NodePtr> kids;
  kids.push_back(expression());
  expect_word("then");
  kids.push_back(expression());
  expect_word("else");
  kids.push_back(expression());
  return make(Op::If, at, std::move(kids));
}

NodePtr Parser::loop(Op op) {
  const std::size_t at = at_;
  const std::size_t mark = scope_->mark();
  expect_word(op == Op::For ? "for" : op == Op::Some ? "some" : "every");
  NodePtr node = make(op, at);
  const bool before = reads_partial_;
  reads_partial_ = false;
  do {
    std::string name = new_name();
    expect_word("in");
    node->kids.push_back(domain());
    node->slots.push_back(scope_->add(name));
  } while (take(","));
  if (op == Op::For) {
    node->slots.push_back(scope_->add("partial"));
    expect_word("return");
  } else {
    expect_word("satisfies");
  }
  node->kids.push_back(expression());
  node->flag = reads_partial_;
  reads_partial_ |= before;
  scope_->leave(mark);
  return node;
}

NodePtr Parser::domain() {
  const std::size_t at = at_;
  NodePtr from = expression();
  if (!take("..")) return from;
  return make2(Op::Domain, at, std::move(from), expression());
}

NodePtr Parser::function_definition() {
  const std::size_t at = at_;
  expect_word("function");
  expect("(");
  NodePtr node = make(Op::Function, at);
  Scope inner(scope_);
  if (!take(")")) {
    do {
      node->names.push_back(new_name());
      inner.add(node->names.back());
      node->types.push_back(take(":") ? type() : nullptr);
    } while (take(","));
    expect(")");
  }
  if (take_word("external")) {
    // Functions in Java or PMML are not ours to call: the mapping is read, the call gives null.
    scope_ = &inner;
    context();
    scope_ = inner.outer();
    node->flag = true;
    return node;
  }
  scope_ = &inner;
  auto code = std::make_shared<Code>();
  code->body = expression();
  scope_ = inner.outer();
  code->slots = inner.slots();
  for (const Scope::Capture& capture : inner.captures()) {
    node->slots.push_back(capture.outer);
    node->slots.push_back(capture.inner);
  }
  node->code = std::move(code);
  return node;
}

NodePtr Parser::disjunction() {
  NodePtr left = conjunction();
  while (word_ahead("or")) {
    const std::size_t at = at_;
    expect_word("or");
    left = make2(Op::Or, at, std::move(left), conjunction());
  }
  return left;
}

NodePtr Parser::conjunction() {
  NodePtr left = comparison();
  while (word_ahead("and")) {
    const std::size_t at = at_;
    expect_word("and");
    left = make2(Op::And, at, std::move(left), comparison());
  }
  return left;
}

NodePtr Parser::comparison() {
  NodePtr left = additive();
  while (true) {
    const std::size_t at = at_;
    if (take("!=")) {
      left = make2(Op::NotEqual, at, std::move(left), additive());
    } else if (take("<=")) {
      left = make2(Op::LessEqual, at, std::move(left), additive());
    } else if (take(">=")) {
      left = make2(Op::GreaterEqual, at, std::move(left), additive());
    } else if (take("=")) {
      left = make2(Op::Equal, at, std::move(left), additive());
    } else if (take("<")) {
      left = make2(Op::Less, at, std::move(left), additive());
    } else if (take(">")) {
      left = make2(Op::Greater, at, std::move(left), additive());
    } else if (take_word("between")) {
      std::vector<NodePtr> kids;
      kids.push_back(std::move(left));
      kids.push_back(additive());
      expect_word("and");
      kids.push_back(additive());
      left = make(Op::Between, at, std::move(kids));
    } else if (take_word("in")) {
      left = in_tests(std::move(left), at);
    } else {
      return left;
    }
  }
}

// `x in (1, < 5)`, `x in [1..5]`, `x in list`.
NodePtr Parser::additive() {
  NodePtr left = multiplicative();
  while (true) {
    const std::size_t at = at_;
    if (take("+")) {
      left = make2(Op::Add, at, std::move(left), multiplicative());
    } else if (take("-")) {
      left = make2(Op::Subtract, at, std::move(left), multiplicative());
    } else {
      return left;
    }
  }
}

NodePtr Parser::multiplicative() {
  NodePtr left = power();
  while (true) {
    const std::size_t at = at_;
    if (peek() == '*' && peek(1) != '*' && take("*")) {
      left = make2(Op::Multiply, at, std::move(left), power());
    } else if (take("/")) {
      left = make2(Op::Divide, at, std::move(left), power());
    } else {
      return left;
    }
  }
}

NodePtr Parser::power() {
  NodePtr left = negation();
  while (true) {
    const std::size_t at = at_;
    if (!take("**")) return left;
    left = make2(Op::Power, at, std::move(left), negation());
  }
}

NodePtr Parser::negation() {
  const std::size_t at = at_;
  if (!take("-")) return postfix();
  const Nesting nesting(*this);
  NodePtr node = make(Op::Negate, at);
  node->kids.push_back(negation());
  return node;
}

// Characters

void Parser::skip() {
  while (!done()) {
    if (const std::size_t space = space_at(text_, at_)) {
      at_ += space;
    } else if (peek() == '/' && peek(1) == '/') {
      while (!done() && peek() != '\n') ++at_;
    } else if (peek() == '/' && peek(1) == '*') {
      const std::size_t end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos) stop(at_, "this comment has no end");
      at_ = end + 2;
    } else {
      return;
    }
  }
}

bool Parser::take(std::string_view symbol) {
  if (text_.substr(at_, symbol.size()) != symbol) return false;
  at_ += symbol.size();
  skip();
  return true;
}

bool Parser::word_ahead(std::string_view word) const {
  return text_.substr(at_, word.size()) == word &&
         !is_name_part(character_at(text_, at_ + word.size()).code);
}

bool Parser::take_word(std::string_view word) {
  if (!word_ahead(word)) return false;
  at_ += word.size();
  skip();
  return true;
}

void Parser::expect(std::string_view symbol) {
  if (!take(symbol)) stop(at_, "'" + std::string(symbol) + "' is missing here");
}

void Parser::expect_word(std::string_view word) {
  if (!take_word(word)) stop(at_, "'" + std::string(word) + "' is missing here");
}

void Parser::stop(std::size_t at, std::string message) {
  error_ = {at, std::move(message)};
  throw Stop{};
}

NodePtr Parser::make(Op op, std::size_t at, std::vector<NodePtr> kids) const {
  auto node = std::make_unique<Node>();
  node->op = op;
  node->at = static_cast<std::uint32_t>(at);
  node->kids = std::move(kids);
  return node;
}

NodePtr Parser::make2(Op op, std::size_t at, NodePtr a, NodePtr b) const {
  std::vector<NodePtr> kids;
  kids.push_back(std::move(a));
  kids.push_back(std::move(b));
  return make(op, at, std::move(kids));
}

const std::string& Program::text() const {
  static const std::string kNone;
  return code_ ? code_->text : kNone;
}

std::expected<Program, ParseError> compile(std::string_view text, const Names& names) {
  return Parser(text, names).expression_program();
}
std::expected<Program, ParseError> compile_unary_tests(std::string_view text, const Names& names) {
  return Parser(text, names).tests_program();
}
std::expected<std::shared_ptr<const Type>, ParseError> parse_type(std::string_view text) {
  static const Names kNone;
  return Parser(text, kNone).type_only();
}

}  // namespace dk::feel
