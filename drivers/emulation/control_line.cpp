#include <nlohmann/json.hpp>

#include "drivers/emulation/control.h"

namespace dk::drivers {
namespace {

using nlohmann::json;

std::string refusal(const json& id, std::string_view code, std::string_view detail) {
  const json answer = {{"id", id}, {"ok", false}, {"error", {{"code", code}, {"detail", detail}}}};
  return answer.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string answer_line(std::string_view line, const VerbHandler& handler) {
  const json request = json::parse(line, nullptr, false);
  if (!request.is_object()) return refusal(nullptr, "invalid_argument", "not a JSON object");
  json id = request.value("id", json());
  if (!id.is_number_integer() && !id.is_string()) id = nullptr;
  const auto verb = request.find("verb");
  if (verb == request.end() || !verb->is_string()) {
    return refusal(id, "invalid_argument", "no verb");
  }
  VerbArguments arguments;
  for (const auto& [name, value] : request.items()) {
    if (name == "id" || name == "verb") continue;
    if (value.is_structured()) return refusal(id, "invalid_argument", name + " is not flat");
    arguments[name] = value.is_string() ? value.get<std::string>() : value.dump();
  }
  const VerbAnswer answered = handler(verb->get<std::string>(), arguments);
  if (!answered.error_code.empty()) return refusal(id, answered.error_code, answered.detail);
  json answer = {{"id", id}, {"ok", true}};
  if (const json fields = json::parse(answered.json, nullptr, false); fields.is_object()) {
    answer.update(fields);
  }
  return answer.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace dk::drivers
