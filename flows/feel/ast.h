// A parsed expression: a tree whose variables are slots already. Made by the parser, read by the
// evaluator, nobody else's business. Immutable after parsing; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "flows/feel/type.h"
#include "flows/feel/value.h"

namespace dk::feel {

enum class Op : std::uint8_t {
  Constant,  // constant
  Slot,      // slot
  Name,      // name: looked for in the contexts at `slots` (innermost first), then `slot`
  Unknown,   // name: nobody knows it; null
  Negate,    // [a]
  Add,       // [a, b] and so the next ones
  Subtract,
  Multiply,
  Divide,
  Power,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  And,
  Or,
  Between,       // [value, low, high]
  In,            // [value, tests...]
  UnaryTests,    // [tests...]; slot is `?`
  UnaryNot,      // [tests...]: none of them
  Test,          // a test of In or UnaryTests: [expression]; flag: it reads `?`
  TestNotEqual,  // [expression]
  Below,         // [a]: the range of what is < a; BelowOrAt ... likewise
  BelowOrAt,
  Above,
  AboveOrAt,
  At,      // [a]: the range of a alone
  Except,  // [a]: all but a
  If,      // [condition, then, else]
  For,     // [domains..., body]; slots: one per domain, then `partial`
  Some,    // [domains..., condition]; slots
  Every,
  Domain,      // [from, to]: the numbers between, in both directions
  List,        // [items...]
  Context,     // [values...]; names, slots: one per entry
  Range,       // [low, high]; flags: ends included
  Path,        // [value]; name
  Filter,      // [list, condition]; slot: `item`
  Call,        // [function, arguments...]
  CallNamed,   // [function, arguments...]; names
  Function,    // names: parameters; code; slots: what it captures from around
  InstanceOf,  // [value]; type
};

struct Node;

// The body of an expression or of a function. Slots: [inputs or parameters | captured | locals].
struct Code {
  std::unique_ptr<Node> body;
  std::uint32_t slots = 0;
  std::string text;  // of a Program; a function's is in its Program's
};

struct Node {
  Op op = Op::Constant;
  bool flag = false;     // Range: low included; Test: reads `?`; For: reads `partial`
  bool flag2 = false;    // Range: high included
  std::uint32_t at = 0;  // byte in the text
  std::uint32_t slot = 0;
  Value constant;
  std::string name;
  std::vector<std::unique_ptr<Node>> kids;
  std::vector<std::uint32_t> slots;
  std::vector<std::string> names;
  std::vector<std::shared_ptr<const Type>> types;  // InstanceOf: one; Function: of parameters
  std::shared_ptr<const Code> code;
};

inline constexpr std::uint32_t kNoSlot = 0xffff'ffff;

}  // namespace dk::feel
