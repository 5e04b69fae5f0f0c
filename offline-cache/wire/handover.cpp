#include "offline-cache/wire/handover.h"

#include <nlohmann/json.hpp>

#include "offline-cache/wire/strict_json.h"

namespace dk::wire {

using nlohmann::json;

namespace {

constexpr JsonBounds kBounds{.max_bytes = kMaxHandoverJsonBytes};

std::string canonical(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::string to_json(const HandoverPut& put) {
  return canonical({{"handle", to_hex(put.handle)},
                    {"binding", to_hex(put.binding)},
                    {"key_half", to_base64(put.key_half)},
                    {"sealed", to_base64(put.sealed)},
                    {"valid_s", put.valid_s}});
}

Result<HandoverPut> handover_put_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, kBounds));
  HandoverPut out;
  out.handle = in.hex("handle", kHandoverHandleBytes, kHandoverHandleBytes);
  out.binding = in.hex("binding", kHandoverBindingBytes, kHandoverBindingBytes);
  out.key_half = in.base64("key_half", kHandoverKeyBytes, kHandoverKeyBytes);
  out.sealed = in.base64("sealed", 1, kMaxHandoverSealedBytes);
  out.valid_s = static_cast<int>(in.integer("valid_s", 1, kHandoverValidS));
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const HandoverTake& take) {
  return canonical({{"handle", to_hex(take.handle)}, {"binding", to_hex(take.binding)}});
}

Result<HandoverTake> handover_take_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, kBounds));
  HandoverTake out;
  out.handle = in.hex("handle", kHandoverHandleBytes, kHandoverHandleBytes);
  out.binding = in.hex("binding", kHandoverBindingBytes, kHandoverBindingBytes);
  DK_CHECK(in.finish());
  return out;
}

std::string to_json(const HandoverTaken& taken) {
  return canonical({{"key_half", to_base64(taken.key_half)}, {"sealed", to_base64(taken.sealed)}});
}

Result<HandoverTaken> handover_taken_from_json(std::string_view text) {
  DK_TRY(in, StrictJson::parse(text, kBounds));
  HandoverTaken out;
  out.key_half = in.base64("key_half", kHandoverKeyBytes, kHandoverKeyBytes);
  out.sealed = in.base64("sealed", 1, kMaxHandoverSealedBytes);
  DK_CHECK(in.finish());
  return out;
}

}  // namespace dk::wire
