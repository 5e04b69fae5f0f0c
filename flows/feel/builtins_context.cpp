// Context functions (10.3.4.10).
#include "flows/feel/builtins.h"
#include "flows/feel/machine.h"

namespace dk::feel {

namespace {

Value get_value(Evaluation&, Arguments arguments) {
  const Value& context = single(arguments[0]);
  if (!context.is(Kind::Context)) return {};
  if (arguments[1].is(Kind::List)) {
    Value at = context;
    for (const Value& key : arguments[1].list()) {
      if (!key.is(Kind::String) || !at.is(Kind::Context)) return {};
      at = member(at, key.string());
    }
    return arguments[1].list().empty() ? Value() : at;
  }
  return arguments[1].is(Kind::String) ? member(context, arguments[1].string()) : Value();
}

Value get_entries(Evaluation&, Arguments arguments) {
  const Value& context = single(arguments[0]);
  if (!context.is(Kind::Context)) return {};
  List out;
  for (const auto& [key, value] : context.context().entries) {
    Context entry;
    entry.set("key", Value(key));
    entry.set("value", value);
    out.push_back(Value(std::move(entry)));
  }
  return out;
}

Value make_context(Evaluation&, Arguments arguments) {
  const Value& entries = arguments[0];
  if (entries.null()) return {};
  const List list = entries.is(Kind::List) ? entries.list() : List{entries};
  Context out;
  for (const Value& entry : list) {
    if (!entry.is(Kind::Context)) return {};
    const Value* key = entry.context().find("key");
    const Value* value = entry.context().find("value");
    if (!key || !value || !key->is(Kind::String) || out.find(key->string())) return {};
    out.set(key->string(), *value);
  }
  return out;
}

// The value at the end of the path of keys; the contexts on the way must be there.
Value put(const Value& context, const List& keys, std::size_t index, const Value& value) {
  if (!keys[index].is(Kind::String)) return {};
  if (!context.is(Kind::Context)) return {};
  Context out = context.context();
  const std::string& key = keys[index].string();
  if (index + 1 == keys.size()) {
    out.set(key, value);
    return out;
  }
  const Value* inner = out.find(key);
  Value changed = inner ? put(*inner, keys, index + 1, value) : Value();
  if (changed.null()) return {};
  out.set(key, std::move(changed));
  return out;
}

Value context_put(Evaluation&, Arguments arguments) {
  const Value& context = single(arguments[0]);
  if (arguments[1].is(Kind::String)) return put(context, {arguments[1]}, 0, arguments[2]);
  if (!arguments[1].is(Kind::List) || arguments[1].list().empty()) return {};
  return put(context, arguments[1].list(), 0, arguments[2]);
}

Value context_merge(Evaluation&, Arguments arguments) {
  const Value& contexts = arguments[0];
  if (contexts.is(Kind::Context)) return contexts;
  if (!contexts.is(Kind::List)) return {};
  Context out;
  for (const Value& context : contexts.list()) {
    if (!context.is(Kind::Context)) return {};
    for (const auto& [key, value] : context.context().entries) out.set(key, value);
  }
  return out;
}

}  // namespace

const std::vector<Builtin>& context_builtins() {
  static const std::vector<Builtin> all{
      {"get value", {"m, key!", "context, key!", "context, keys"}, get_value},
      {"get entries", {"m", "context"}, get_entries},
      {"context", {"entries"}, make_context},
      {"context put", {"context, key!, value", "context, keys, value"}, context_put},
      {"context merge", {"contexts"}, context_merge}};
  return all;
}

}  // namespace dk::feel
