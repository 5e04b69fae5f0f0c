#include "flows/main/show.h"
#include "flows/main/show_lines.h"

namespace dk::flows {

namespace {

// Each in the order of its enum.
constexpr const char* kElements[] = {"input", "decision", "knowledge", "service"};
constexpr const char* kPolicies[] = {"UNIQUE",  "FIRST",      "PRIORITY",    "ANY",
                                     "COLLECT", "RULE ORDER", "OUTPUT ORDER"};
constexpr const char* kAggregations[] = {"", "SUM", "COUNT", "MIN", "MAX"};
constexpr const char* kBoxed[] = {"expression", "table",    "context",  "invocation",
                                  "list",       "relation", "function", "conditional",
                                  "filter",     "for",      "some",     "every"};
static_assert(std::size(kPolicies) == static_cast<std::size_t>(dmn::HitPolicy::OutputOrder) + 1);
static_assert(std::size(kAggregations) == static_cast<std::size_t>(dmn::Aggregation::Max) + 1);
static_assert(std::size(kBoxed) == static_cast<std::size_t>(dmn::Boxed::Kind::Every) + 1);

std::string name_of(const dmn::TypePtr& pointer, int depth = 0) {
  using Kind = feel::Type::Kind;
  if (pointer == nullptr || depth > 20) return "";
  const feel::Type& type = *pointer;
  const auto part = [&](std::size_t i) { return name_of(type.parts[i], depth + 1); };
  std::string out;
  switch (type.kind) {
    case Kind::Any:
      out = "Any";
      break;
    case Kind::Null:
      out = "Null";
      break;
    case Kind::Simple:
      out = feel::kind_name(type.simple);
      break;
    case Kind::Named:
      out = type.name;
      break;
    case Kind::List:
      out = "list<" + part(0) + ">";
      break;
    case Kind::Range:
      out = "range<" + part(0) + ">";
      break;
    case Kind::Context:
    case Kind::Function:
      out = type.kind == Kind::Context ? "context<" : "function<";
      for (std::size_t i = 0; i < type.parts.size(); ++i) {
        if (i != 0) out += ", ";
        if (i < type.names.size()) out += type.names[i] + ": ";
        out += part(i);
      }
      out += ">";
      break;
  }
  if (type.allowed) out += " [" + type.allowed->text() + "]";
  return out;
}

class ModelLines {
 public:
  std::string all(const dmn::Model& model) {
    for (const auto& one : model.elements()) element(*one);
    return lines_.take();
  }

 private:
  void element(const dmn::Element& element) {
    lines_.begin(kElements[static_cast<std::size_t>(element.kind)], element.id);
    lines_.text("name", element.name);
    lines_.text("type", name_of(element.variable.type));
    for (std::size_t i = 0; i < element.requires_.size(); ++i) {
      lines_.begin("requires", element.requires_[i]->id);
      lines_.text("as", element.names[i]);
      lines_.end();
    }
    for (const dmn::Element* output : element.outputs) lines_.text("answers", output->id);
    for (const dmn::Element* parameter : element.parameters) lines_.text("takes", parameter->id);
    if (element.logic) boxed(*element.logic);
    lines_.end();
  }

  void boxed(const dmn::Boxed& boxed) {
    lines_.begin(kBoxed[static_cast<std::size_t>(boxed.kind)], boxed.id);
    lines_.text("type", name_of(boxed.type));
    lines_.text("text", boxed.program.text());
    if (boxed.table) table(*boxed.table);
    for (const dmn::Variable& variable : boxed.variables) {
      lines_.begin("variable", variable.name);
      lines_.text("type", name_of(variable.type));
      lines_.end();
    }
    for (const auto& kid : boxed.kids) this->boxed(*kid);
    lines_.end();
  }

  void table(const dmn::Table& table) {
    lines_.text("hit policy", kPolicies[static_cast<std::size_t>(table.policy)]);
    lines_.text("aggregation", kAggregations[static_cast<std::size_t>(table.aggregation)]);
    for (const dmn::TableInput& input : table.inputs) {
      lines_.begin("column", input.text);
      lines_.text("type", name_of(input.type));
      if (input.allowed) lines_.text("allowed", input.allowed->text());
      lines_.end();
    }
    for (const dmn::TableOutput& output : table.outputs) {
      lines_.begin("output", output.name);
      lines_.text("type", name_of(output.type));
      for (const feel::Value& value : output.priorities) {
        lines_.text("value", feel::to_text(value, true));
      }
      if (output.fallback) lines_.text("default", output.fallback->text());
      lines_.end();
    }
    for (const std::string& name : table.annotation_names) lines_.text("annotation", name);
    for (const dmn::TableRule& rule : table.rules) {
      lines_.begin("rule", rule.id);
      for (const feel::Program& test : rule.tests) lines_.text("if", test.text());
      for (const feel::Program& output : rule.outputs) lines_.text("then", output.text());
      // An empty one keeps its place.
      for (const std::string& annotation : rule.annotations) {
        lines_.text("because", annotation.empty() ? "-" : annotation);
      }
      lines_.end();
    }
  }

  Lines lines_;
};

}  // namespace

std::string described(const dmn::Model& model) { return ModelLines().all(model); }

}  // namespace dk::flows
