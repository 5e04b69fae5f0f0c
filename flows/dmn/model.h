// A DMN model (1.2 to 1.5) as it is evaluated: its texts are compiled, its references resolved.
//
// load() refuses what it does not understand with the element's id; nothing is ignored silently.
// A Model is immutable after loading: any thread.
#pragma once

#include <expected>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "flows/feel/feel.h"

namespace dk::dmn {

using feel::Program;
using feel::Value;
using TypePtr = std::shared_ptr<const feel::Type>;

struct Variable {
  std::string name;
  TypePtr type;  // null: anything
};

enum class HitPolicy { Unique, First, Priority, Any, Collect, RuleOrder, OutputOrder };
enum class Aggregation { None, Sum, Count, Min, Max };

struct TableInput {
  Program expression;
  TypePtr type;
  std::unique_ptr<Program> allowed;  // input values
  std::string text;
};
struct TableOutput {
  std::string name;
  TypePtr type;
  feel::List priorities;              // output values, the most important first
  std::unique_ptr<Program> fallback;  // default output entry
};
struct TableRule {
  std::string id;
  std::vector<Program> tests;
  std::vector<Program> outputs;
  std::vector<std::string> annotations;
};
struct Table {
  HitPolicy policy = HitPolicy::Unique;
  Aggregation aggregation = Aggregation::None;
  std::vector<TableInput> inputs;
  std::vector<TableOutput> outputs;
  std::vector<TableRule> rules;
  std::vector<std::string> annotation_names;
};

// A boxed expression (clause 10.2). What it names are the variables around it, in a fixed order.
struct Boxed {
  enum class Kind {
    Literal,      // program
    Table,        // table
    Context,      // kids and variables; a kid without a name is the result
    Invocation,   // kids[0] the function, then the arguments; variables name the parameters
    List,         // kids
    Relation,     // kids row by row; variables are the columns
    Function,     // variables the parameters, kids[0] the body
    Conditional,  // if, then, else
    Filter,       // in, match; filter_names
    For,          // in, return; variables[0] the iterator
    Some,
    Every
  } kind = Kind::Literal;
  std::string id;
  TypePtr type;
  Program program;
  std::unique_ptr<Table> table;
  std::vector<std::unique_ptr<Boxed>> kids;
  std::vector<Variable> variables;
};

// An element of the requirement graph.
struct Element {
  enum class Kind { Input, Decision, Knowledge, Service } kind = Kind::Decision;
  std::string id;
  std::string name;
  Variable variable;
  std::unique_ptr<Boxed> logic;           // Decision; Knowledge: a Function
  std::vector<const Element*> requires_;  // what `logic` names, in that order
  std::vector<std::string> names;         // by which it does
  // Service
  std::vector<const Element*> outputs;
  std::vector<const Element*> parameters;  // input data, then input decisions
};

inline constexpr std::size_t kMaxModelBytes = 8u << 20;

struct LoadError {
  std::string element;  // id or name
  std::string message;  // English, for authors
};

class Model {
 public:
  // `imports` gives the text of a model by its namespace; empty: not there.
  struct Source {
    std::string xml;
    std::vector<std::string> imports;  // texts of the models that it may import
  };
  [[nodiscard]] static std::expected<Model, LoadError> load(const Source& source);

  [[nodiscard]] const Element* find(std::string_view name) const;  // of this model, not imported
  [[nodiscard]] const std::vector<std::unique_ptr<Element>>& elements() const { return elements_; }

 private:
  friend class Loader;
  std::vector<std::unique_ptr<Element>> elements_;  // also those of imported models
  std::vector<const Element*> own_;
};

// Facts by the name of the input data (or of a decision, which then is not evaluated).
using Facts = std::map<std::string, Value>;

// One rule that matched, as evidence.
struct Hit {
  std::string table;
  std::size_t rule = 0;  // 1 is the first
  std::string rule_id;
  std::vector<std::string> annotations;
};

struct Outcome {
  Value value;
  std::vector<feel::Note> notes;
  std::vector<Hit> trace;
  bool failed = false;  // an error of the model or a limit: the value is null and no answer
};

// Evaluates a decision, or a decision service with its parameters taken from the facts.
[[nodiscard]] Outcome evaluate(const Model& model, std::string_view name, const Facts& facts,
                               feel::Evaluation& evaluation);

}  // namespace dk::dmn
