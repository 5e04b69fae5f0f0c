#include "flows/form/object.h"

#include <algorithm>

namespace dk::form {

using feel::Value;

Object::Object(const Value& value, std::string element, std::string where, const Limits& limits)
    : element_(std::move(element)), where_(std::move(where)), limits_(limits) {
  if (!value.is(feel::Kind::Context))
    refuse((where_.empty() ? "it" : where_.substr(0, where_.size() - 1)) + " is no object");
  entries_ = &value.context();
}

void Object::refuse(std::string message) const { throw LoadStop{{element_, std::move(message)}}; }

void Object::refuse(std::string_view name, const std::string& why) const {
  refuse("'" + where_ + std::string(name.substr(0, 60)) + "' " + why);
}

const Value* Object::any(std::string_view name) {
  seen_.emplace(name);
  const Value* value = entries_->find(name);
  return value && !value->null() ? value : nullptr;
}

const Value* Object::get(std::string_view name, feel::Kind kind, const char* kind_words) {
  const Value* value = any(name);
  if (value && !value->is(kind)) refuse(name, std::string("must be ") + kind_words);
  return value;
}

std::string Object::text(std::string_view name) {
  const Value* value = get(name, feel::Kind::String, "a text");
  if (!value) return {};
  const std::size_t most = name == "source" ? limits_.image_bytes : limits_.text_bytes;
  if (value->string().size() > most) {
    refuse(name, "is longer than " + std::to_string(most) + " bytes");
  }
  return value->string();
}

bool Object::flag(std::string_view name, bool otherwise) {
  const Value* value = get(name, feel::Kind::Boolean, "true or false");
  return value ? value->boolean() : otherwise;
}

std::optional<feel::Decimal> Object::number(std::string_view name) {
  const Value* value = get(name, feel::Kind::Number, "a number");
  return value ? std::optional(value->number()) : std::nullopt;
}

std::optional<int> Object::whole(std::string_view name, int least, int most) {
  const auto value = number(name);
  if (!value) return std::nullopt;
  const auto whole = value->to_int64();
  if (!whole || *whole < least || *whole > most) {
    refuse(name,
           "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return static_cast<int>(*whole);
}

const feel::List* Object::list(std::string_view name) {
  const Value* value = get(name, feel::Kind::List, "a list");
  return value ? &value->list() : nullptr;
}

std::optional<Object> Object::object(std::string_view name) {
  const Value* value = get(name, feel::Kind::Context, "an object");
  if (!value) return std::nullopt;
  return Object(*value, element_, where_ + std::string(name) + ".", limits_);
}

int Object::one_of(std::string_view name, std::string_view all) {
  const std::string given = text(name);
  if (given.empty()) return 0;
  int place = 0;
  for (std::string_view rest = all; !rest.empty(); ++place) {
    const auto word = rest.substr(0, rest.find(' '));
    if (word == given) return place;
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  }
  refuse(name, "must be one of: " + std::string(all));
}

void Object::finish() const {
  for (const auto& [name, value] : entries_->entries) {
    if (!seen_.contains(name)) refuse(name, "is a property that is not understood");
  }
}

}  // namespace dk::form
