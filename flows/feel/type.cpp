#include "flows/feel/type.h"

#include <algorithm>

#include "flows/feel/feel.h"

namespace dk::feel {

namespace {

bool allowed(const Value& value, const Type& type) {
  if (!type.allowed) return true;
  Evaluation evaluation;
  const Value inputs[]{value};
  return type.allowed->evaluate(inputs, evaluation).is_true();
}

bool shaped(const Value& value, const Type& type, bool check);

bool part(const Value& value, const Type& type, bool check) {
  return shaped(value, type, check) && (!check || allowed(value, type));
}

bool shaped(const Value& value, const Type& type, bool check) {
  switch (type.kind) {
    case Type::Kind::Any:
      return !value.null();
    case Type::Kind::Null:
      return value.null();
    case Type::Kind::Simple:
      return value.is(type.simple);
    case Type::Kind::List:
      return value.is(Kind::List) &&
             (type.parts.empty() ||
              std::all_of(value.list().begin(), value.list().end(), [&](const Value& item) {
                return item.null() || part(item, *type.parts[0], check);
              }));
    case Type::Kind::Context:
      if (!value.is(Kind::Context)) return false;
      for (std::size_t i = 0; i < type.names.size(); ++i) {
        const Value* member = value.context().find(type.names[i]);
        if (!member || (!member->null() && !part(*member, *type.parts[i], check))) return false;
      }
      return true;
    case Type::Kind::Function:
      if (!value.is(Kind::Function)) return false;
      if (type.parts.empty()) return true;
      return std::any_of(value.function().signatures.begin(), value.function().signatures.end(),
                         [&](const Signature& signature) {
                           return signature.parameters.size() + 1 == type.parts.size();
                         });
    case Type::Kind::Range: {
      if (!value.is(Kind::Range)) return false;
      const Range& range = value.range();
      if (type.parts.empty()) return true;
      return (range.low.null() || part(range.low, *type.parts[0], check)) &&
             (range.high.null() || part(range.high, *type.parts[0], check));
    }
    case Type::Kind::Named:
      return false;  // item definitions are flows/dmn's, which replaces them by what they mean
  }
  return false;
}

}  // namespace

bool instance_of(const Value& value, const Type& type) { return shaped(value, type, false); }
bool conforms(const Value& value, const Type& type) { return part(value, type, true); }

std::optional<Value> coerced(const Value& value, const Type& type) {
  if (value.null() || type.kind == Type::Kind::Any || conforms(value, type)) return value;
  // One list is taken off, not a list within a list.
  if (value.is(Kind::List) && value.list().size() == 1 && type.kind != Type::Kind::List) {
    const Value& only = value.list()[0];
    if (only.null() || conforms(only, type)) return only;
  }
  if (type.kind == Type::Kind::List && !value.is(Kind::List)) {
    Value list = List{value};
    if (conforms(list, type)) return list;
  }
  if (type.kind == Type::Kind::Simple && type.simple == Kind::DateTime && value.is(Kind::Date)) {
    return DateTime{value.date(), {0, Zone{.kind = Zone::Kind::Offset}}};
  }
  return std::nullopt;
}

}  // namespace dk::feel
