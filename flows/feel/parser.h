// The parser's inside: one recursive descent over the characters (FEEL has no tokens before the
// names are known). Inside flows/feel only; one thread, one text.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "flows/feel/ast.h"
#include "flows/feel/feel.h"
#include "flows/feel/scope.h"

namespace dk::feel {

using NodePtr = std::unique_ptr<Node>;

class Parser {
 public:
  Parser(std::string_view text, const Names& names);
  [[nodiscard]] std::expected<Program, ParseError> expression_program();
  [[nodiscard]] std::expected<Program, ParseError> tests_program();
  [[nodiscard]] std::expected<std::shared_ptr<const Type>, ParseError> type_only();

 private:
  struct Stop {};  // thrown within this class only; carries nothing, error_ has it

  // parser.cpp: what binds loosely
  NodePtr expression();
  NodePtr conditional();
  NodePtr loop(Op op);
  NodePtr domain();
  NodePtr function_definition();
  NodePtr disjunction();
  NodePtr conjunction();
  NodePtr comparison();
  NodePtr additive();
  NodePtr multiplicative();
  NodePtr power();
  NodePtr negation();
  Program finish(NodePtr body, std::size_t inputs);
  void begin_inputs();

  // parser_tests.cpp
  NodePtr in_tests(NodePtr value, std::size_t at);
  NodePtr unary_test();
  NodePtr unary_tests();
  std::vector<NodePtr> test_list(char end);

  // parser_primary.cpp: what binds tightly
  NodePtr postfix();
  NodePtr primary();
  NodePtr call(NodePtr function);
  NodePtr filter(NodePtr list);
  NodePtr path(NodePtr value);
  NodePtr parenthesised();
  NodePtr list_or_range();
  NodePtr range_from(NodePtr low, bool low_included, std::size_t at);
  NodePtr context();
  NodePtr number();
  NodePtr at_literal();
  std::string string_text();

  // parser_names.cpp
  NodePtr name_reference();
  std::string context_key();
  std::string new_name();
  std::size_t greedy_name(std::size_t from) const;
  std::shared_ptr<const Type> type();
  NodePtr resolve(std::string name, std::size_t at);

  // Characters
  void skip();
  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(std::string_view symbol);  // and the space behind it
  bool take_word(std::string_view word);
  [[nodiscard]] bool word_ahead(std::string_view word) const;
  void expect(std::string_view symbol);
  void expect_word(std::string_view word);
  [[noreturn]] void stop(std::size_t at, std::string message);
  NodePtr make(Op op, std::size_t at, std::vector<NodePtr> kids = {}) const;
  NodePtr make2(Op op, std::size_t at, NodePtr a, NodePtr b) const;
  struct Nesting {
    explicit Nesting(Parser& parser);
    ~Nesting() { --parser_.depth_; }
    Parser& parser_;
  };

  // What an attempt that failed may have left behind.
  struct Place {
    explicit Place(Parser& parser)
        : parser_(parser),
          scope_(parser.scope_),
          mark_(parser.scope_->mark()),
          range_end_(parser.range_end_) {}
    void restore() const {
      parser_.scope_ = scope_;
      parser_.range_end_ = range_end_;
      scope_->leave(mark_);
    }
    Parser& parser_;
    Scope* scope_;
    std::size_t mark_;
    bool range_end_;
  };

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  int work_ = 0;
  Scope root_;
  Scope* scope_ = &root_;
  const Names& names_;
  std::vector<std::string> members_;
  std::uint32_t input_slot_ = kNoSlot;  // of `?`
  bool reads_input_ = false;
  bool reads_partial_ = false;
  bool range_end_ = false;  // "[" may end a range here
  std::vector<Note> unknown_;
  ParseError error_;
};

}  // namespace dk::feel
