// Which values a field takes: what a person typed, what a fact says, what the file gives. Inside
// flows/form. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "flows/form/schema.h"

namespace dk::form {

inline constexpr std::size_t kMostChosen = 1'000;  // values of one checklist

// The value as the field keeps it; empty when it is none for this kind. Null is "nothing".
// Whether an option exists is not asked here: options may be computed.
[[nodiscard]] std::optional<feel::Value> fit(const Field& field, const feel::Value& value);
// What the field has before anybody said anything.
[[nodiscard]] feel::Value empty_value(const Field& field);
[[nodiscard]] bool is_empty(const feel::Value& value);  // null, "", no items
// A number field's value, which may be kept as a text.
[[nodiscard]] std::optional<feel::Decimal> as_number(const feel::Value& value);
// A time without a zone gets the terminal's, as timeSerializingFormat asks.
[[nodiscard]] feel::Value in_zone(const Field& field, const feel::Value& value,
                                  const feel::DateTime& now);
// "data:image/..." or the name of a file beside the form, without "..".
[[nodiscard]] bool local_picture(std::string_view source);

}  // namespace dk::form
