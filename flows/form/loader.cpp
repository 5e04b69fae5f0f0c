#include "flows/form/loader.h"

#include <algorithm>

#include "flows/json/json.h"

namespace dk::form {

using feel::Value;

namespace {

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> out;
  while (true) {
    const auto dot = path.find('.');
    out.emplace_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return out;
    path.remove_prefix(dot + 1);
  }
}

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
}

struct Type {
  const char* name;
  Kind kind;
};
constexpr Type kTypes[] = {{"textfield", Kind::TextField}, {"textarea", Kind::TextArea},
                           {"number", Kind::Number},       {"datetime", Kind::DateTime},
                           {"checkbox", Kind::Checkbox},   {"radio", Kind::Radio},
                           {"select", Kind::Select},       {"checklist", Kind::Checklist},
                           {"taglist", Kind::Taglist},     {"expression", Kind::Expression},
                           {"group", Kind::Group},         {"dynamiclist", Kind::List},
                           {"text", Kind::Text},           {"image", Kind::Image},
                           {"table", Kind::Table},         {"button", Kind::Button},
                           {"separator", Kind::Separator}, {"spacer", Kind::Spacer}};

}  // namespace

Value at_path(const Value& value, const std::vector<std::string>& path, std::size_t from) {
  const Value* at = &value;
  for (std::size_t i = from; i < path.size(); ++i) {
    at = at->is(feel::Kind::Context) ? at->context().find(path[i]) : nullptr;
    if (!at) return {};
  }
  return *at;
}

void Loader::load(const Value& file) {
  Object form(file, {}, {}, schema_.limits);
  schema_.id = form.text("id");
  form.element(schema_.id);
  if (form.text("type") != "default") form.refuse("type", "must be \"default\"");
  (void)form.whole("schemaVersion", 1, 20);
  for (const char* name : {"$schema", "exporter", "executionPlatform", "executionPlatformVersion",
                           "versionTag", "properties"}) {
    form.pass(name);
  }
  const Value* all = form.any("components");
  if (!all) form.refuse("components", "is missing");
  ids_.insert(schema_.id);

  for (const char* name : kOwnNames) names_.inputs.emplace_back(name);
  for (const std::string& fact : outside_.facts) {
    const auto parts = segments(fact);
    names_.members.insert(names_.members.end(), parts.begin(), parts.end());
    if (std::ranges::find(schema_.roots, parts.front()) == schema_.roots.end()) {
      schema_.roots.push_back(parts.front());
    }
  }
  learn_names(*all);
  names_.inputs.insert(names_.inputs.end(), schema_.roots.begin(), schema_.roots.end());
  schema_.fields = components(form, {}, "components");
  form.finish();
}

// The first segment of every path that begins at the form. What is malformed is refused later.
void Loader::learn_names(const Value& components) {
  if (!components.is(feel::Kind::List)) return;
  for (const Value& component : components.list()) {
    if (!component.is(feel::Kind::Context)) continue;
    const Value* path = component.context().find("path");
    const Value* key = component.context().find("key");
    const Value* bound =
        path && path->is(feel::Kind::String) && !path->string().empty() ? path : key;
    if (bound && bound->is(feel::Kind::String)) {
      const std::string root = segments(bound->string()).front();
      const bool name = is_word(root) && (root.front() < '0' || root.front() > '9');
      if (name && std::ranges::find(schema_.roots, root) == schema_.roots.end()) {
        schema_.roots.push_back(root);
      }
    } else if (const Value* inner = component.context().find("components")) {
      learn_names(*inner);
    }
  }
}

std::vector<Field> Loader::components(Object& parent, const Place& place,
                                      const std::string& position) {
  std::vector<Field> out;
  const feel::List* list = parent.list("components");
  if (!list) return out;
  if (place.depth >= schema_.limits.depth) {
    parent.refuse("components",
                  "are nested more than " + std::to_string(schema_.limits.depth) + " deep");
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (++fields_ > schema_.limits.fields) {
      parent.refuse("the form has more than " + std::to_string(schema_.limits.fields) +
                    " components");
    }
    out.push_back(component((*list)[i], place, position + "." + std::to_string(i)));
  }
  return out;
}

Field Loader::component(const Value& value, const Place& place, const std::string& position) {
  Field field;
  Object object(value, position, {}, schema_.limits);
  identify(field, object, position);
  Place inner = place;
  ++inner.depth;
  bind(field, object, place, inner);
  own_properties(field, object, place, inner);
  kind(field, object, inner, position);
  object.finish();
  return field;
}

void Loader::identify(Field& field, Object& object, const std::string& position) {
  field.id = object.text("id");
  if (field.id.empty()) field.id = position;
  object.element(field.id);
  if (!ids_.insert(field.id).second) object.refuse("id", "is used twice");
  const std::string type = object.text("type");
  const auto* known = std::ranges::find(kTypes, std::string_view(type), &Type::name);
  if (known == std::end(kTypes)) {
    object.refuse("a component of type '" + type.substr(0, 60) + "' cannot stand on a terminal");
  }
  field.kind = known->kind;
}

void Loader::bind(Field& field, Object& object, const Place& place, Place& inner) {
  const bool container = field.kind == Kind::Group || field.kind == Kind::List;
  if (!field.keyed() && !container) return;
  const char* name = container ? "path" : "key";
  const std::string text = object.text(name);
  if (text.empty() && field.kind == Kind::Group) return;
  if (text.empty()) object.refuse(name, "is missing");
  const auto parts = segments(text);
  if (parts.size() > schema_.limits.path_segments) {
    object.refuse(name, "has more than " + std::to_string(schema_.limits.path_segments) + " parts");
  }
  if (!std::ranges::all_of(parts, is_word)) {
    object.refuse(name, "must be words of letters, digits and _, with dots between them");
  }
  if (!place.in_list && place.path.empty() &&
      std::ranges::find(kOwnNames, parts.front()) != std::end(kOwnNames)) {
    object.refuse(name, "begins with a name that form-js gives another meaning in expressions");
  }
  field.path = place.path;
  field.path.insert(field.path.end(), parts.begin(), parts.end());
  inner.claim.insert(inner.claim.end(), parts.begin(), parts.end());
  claim(object, inner.claim, field.keyed(), field.kind == Kind::List);
  if (field.kind == Kind::Group) inner.path = field.path;
  if (field.kind != Kind::List) return;
  inner.claim.emplace_back("[]");
  inner.path.clear();
  inner.in_list = true;
  inner.list_filled = false;
}

// As form-js's PathRegistry: a field's path is nobody else's, a list's only its own fields'.
void Loader::claim(const Object& object, const std::vector<std::string>& path, bool closed,
                   bool list) {
  std::vector<std::string> upto;
  for (std::size_t i = 0; i < path.size(); ++i) {
    upto.push_back(path[i]);
    const auto [known, fresh] = claimed_.try_emplace(upto, Claimed::Open);
    const bool last = i + 1 == path.size();
    const bool clash = last ? !fresh && (closed || list || known->second != Claimed::Open)
                            : known->second == Claimed::Closed ||
                                  (known->second == Claimed::List && path[i + 1] != "[]");
    if (clash) object.refuse("its value would stand where another field's stands");
    if (last && closed) known->second = Claimed::Closed;
    if (last && list) known->second = Claimed::List;
  }
}

void Loader::own_properties(Field& field, Object& object, const Place& place, Place& inner) {
  const bool list = field.kind == Kind::List;
  if (list) field.list.most = schema_.limits.items;
  const Value* all = object.any("properties");
  if (!all) return;
  Object own(*all, object.element(), "properties.", schema_.limits);
  for (const auto& [name, value] : all->context().entries) {
    if (!name.starts_with("dk:")) own.pass(name);  // another tool's
  }
  if (field.keyed() || list) {
    if (const std::string fact = own.text("dk:fillFrom"); !fact.empty()) {
      if (field.kind == Kind::Expression) own.refuse("dk:fillFrom", "is of no use when computed");
      fill_from(field, own, fact, place);
      if (list) inner.list_filled = true;
    }
  }
  if (field.keyed()) {
    field.ask = static_cast<Ask>(own.one_of("dk:ask", "unknown always never"));
    if (field.fact.empty() && field.ask != Ask::Unknown) {
      own.refuse("dk:ask", "needs dk:fillFrom");
    }
    field.sensitivity =
        static_cast<Sensitivity>(own.one_of("dk:sensitivity", "plain name number secret"));
  }
  if (list) {
    // The editor keeps custom properties as texts.
    if (const std::string most = own.text("dk:maxItems"); !most.empty()) {
      const auto number = feel::Decimal::parse(most);
      const auto whole = number ? number->to_int64() : std::nullopt;
      if (!whole || *whole < 1 || *whole > static_cast<std::int64_t>(schema_.limits.items)) {
        own.refuse("dk:maxItems",
                   "must be a whole number from 1 to " + std::to_string(schema_.limits.items));
      }
      field.list.most = static_cast<std::size_t>(*whole);
    }
  }
  own.finish();
}

void Loader::fill_from(Field& field, const Object& object, const std::string& fact,
                       const Place& place) {
  field.fact = segments(fact);
  if (field.fact.front() == "this" && field.fact.size() > 1) {
    if (!place.list_filled) object.refuse("dk:fillFrom", "'this' needs a list that is filled");
    return;
  }
  const bool known = std::ranges::any_of(outside_.facts, [&](const std::string& name) {
    return name == fact || fact.starts_with(name + ".");
  });
  if (!known) object.refuse("dk:fillFrom", "names the fact '" + fact + "', which does not exist");
}

std::expected<Form, LoadError> Form::load(std::string_view json, const Outside& outside) {
  auto file =
      flows::parse_json(json, {.literals = false,
                               .bytes = outside.limits.file_bytes,
                               .depth = 2 * static_cast<std::size_t>(outside.limits.depth) + 16});
  if (!file) return std::unexpected(LoadError{{}, file.error()});
  auto schema = std::make_shared<Schema>();
  schema->limits = outside.limits;
  try {
    Loader(*schema, outside).load(*file);
  } catch (LoadStop& stop) {
    return std::unexpected(std::move(stop.error));
  }
  return Form(std::move(schema));
}

const std::string& Form::id() const { return schema_->id; }

}  // namespace dk::form
