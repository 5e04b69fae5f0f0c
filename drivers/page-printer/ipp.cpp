#include "drivers/page-printer/ipp.h"

#include <algorithm>

namespace dk::drivers::ipp {

bool Collection::operator==(const Collection& other) const { return members == other.members; }

const Attribute* Group::find(std::string_view name) const {
  const auto at = std::ranges::find(attributes, name, &Attribute::name);
  return at == attributes.end() ? nullptr : &*at;
}

const Group* Message::find(GroupTag tag) const {
  const auto at = std::ranges::find(groups, tag, &Group::tag);
  return at == groups.end() ? nullptr : &*at;
}

Attribute text(std::uint8_t tag, std::string_view name, std::string_view value) {
  return {std::string(name), {{tag, std::string(value)}}};
}

Attribute texts(std::uint8_t tag, std::string_view name,
                const std::vector<std::string_view>& values) {
  Attribute attribute{std::string(name), {}};
  for (const std::string_view value : values) attribute.values.push_back({tag, std::string(value)});
  return attribute;
}

Attribute number(std::uint8_t tag, std::string_view name, std::int32_t value) {
  return {std::string(name), {{tag, value}}};
}

Attribute boolean(std::string_view name, bool value) {
  return {std::string(name), {{kTagBoolean, value}}};
}

namespace {

template <class Kind>
const Kind* first(const Group& group, std::string_view name) {
  const Attribute* attribute = group.find(name);
  return attribute == nullptr || attribute->values.empty()
             ? nullptr
             : std::get_if<Kind>(&attribute->values.front().data);
}

// "no-value" and the like have no text, and neither do octets that are none.
bool is_text(const Value& value) {
  return std::holds_alternative<std::string>(value.data) && value.tag >= kTagOctets;
}

}  // namespace

std::optional<std::int32_t> number_of(const Group& group, std::string_view name) {
  const auto* value = first<std::int32_t>(group, name);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<bool> boolean_of(const Group& group, std::string_view name) {
  const auto* value = first<bool>(group, name);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::string_view text_of(const Group& group, std::string_view name) {
  const auto* value = first<std::string>(group, name);
  return value == nullptr ? std::string_view() : *value;
}

std::vector<std::string_view> texts_of(const Group& group, std::string_view name) {
  std::vector<std::string_view> all;
  const Attribute* attribute = group.find(name);
  if (attribute == nullptr) return all;
  for (const Value& value : attribute->values) {
    if (is_text(value)) all.push_back(std::get<std::string>(value.data));
  }
  return all;
}

}  // namespace dk::drivers::ipp
