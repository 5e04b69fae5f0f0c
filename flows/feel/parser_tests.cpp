// Unary tests: the cells of decision tables, and what stands behind `in`.
#include "flows/feel/characters.h"
#include "flows/feel/parser.h"

namespace dk::feel {

NodePtr Parser::in_tests(NodePtr value, std::size_t at) {
  NodePtr node = make(Op::In, at);
  node->kids.push_back(std::move(value));
  const std::size_t start = at_;
  if (take("(")) {
    // Several tests in parentheses, unless it is "(1..5)" or the beginning of a term.
    const Place place(*this);
    try {
      std::vector<NodePtr> tests = test_list(')');
      for (NodePtr& test : tests) node->kids.push_back(std::move(test));
      return node;
    } catch (const Stop&) {
      node->kids.resize(1);
      place.restore();
      at_ = start;
    }
  }
  node->kids.push_back(unary_test());
  return node;
}

std::vector<NodePtr> Parser::test_list(char end) {
  std::vector<NodePtr> tests;
  do {
    tests.push_back(unary_test());
  } while (take(","));
  if (end != '\0') expect(std::string_view(&end, 1));
  return tests;
}

NodePtr Parser::unary_test() {
  const Nesting nesting(*this);
  const std::size_t at = at_;
  const auto ranged = [&](Op op) {
    std::vector<NodePtr> kids;
    kids.push_back(make(op, at));
    kids[0]->kids.push_back(additive());
    return make(Op::Test, at, std::move(kids));
  };
  if (take("!=")) {
    NodePtr node = make(Op::TestNotEqual, at);
    node->kids.push_back(additive());
    return node;
  }
  if (take("<=")) return ranged(Op::BelowOrAt);
  if (take(">=")) return ranged(Op::AboveOrAt);
  if (take("<")) return ranged(Op::Below);
  if (take(">")) return ranged(Op::Above);
  take("=");
  const bool before = reads_input_;
  reads_input_ = false;
  NodePtr node = make(Op::Test, at);
  node->kids.push_back(expression());
  node->flag = reads_input_;
  reads_input_ |= before;
  return node;
}

NodePtr Parser::unary_tests() {
  const std::size_t at = at_;
  if (peek() == '-') {
    const std::size_t start = at_;
    take("-");
    if (done()) {
      NodePtr any = make(Op::Constant, at);
      any->constant = Value(true);
      return any;
    }
    at_ = start;
  }
  if (word_ahead("not")) {
    const std::size_t start = at_;
    expect_word("not");
    if (take("(")) {
      const Place place(*this);
      try {
        NodePtr node = make(Op::UnaryNot, at, test_list(')'));
        node->slot = input_slot_;
        if (done()) return node;
      } catch (const Stop&) {
        place.restore();
      }
    }
    at_ = start;  // the built-in not(), or something that begins with it
  }
  NodePtr node = make(Op::UnaryTests, at, test_list('\0'));
  node->slot = input_slot_;
  return node;
}

}  // namespace dk::feel
