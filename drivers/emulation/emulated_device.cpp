#include "drivers/emulation/emulated_device.h"

#include <charconv>

namespace dk::drivers {

std::optional<std::string> argument(const VerbArguments& arguments, const std::string& name) {
  const auto found = arguments.find(name);
  if (found == arguments.end()) return {};
  return found->second;
}

std::optional<std::uint64_t> number_argument(const VerbArguments& arguments,
                                             const std::string& name) {
  const auto text = argument(arguments, name);
  if (!text) return {};
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return {};
  return value;
}

}  // namespace dk::drivers
