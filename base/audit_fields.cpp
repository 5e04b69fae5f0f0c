#include "base/audit_fields.h"

#include "base/bytes.h"

namespace dk::audit {
namespace {

constexpr std::size_t kTokenMaxBytes = 64;
constexpr std::string_view kAllowed =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:+-";

}  // namespace

TokenField::TokenField(std::string_view token) : token_(token.substr(0, kTokenMaxBytes)) {
  for (char& c : token_) {
    if (kAllowed.find(c) == std::string_view::npos) c = '_';
  }
}
TokenField::TokenField(const std::string& token) : TokenField(std::string_view(token)) {}
TokenField::TokenField(const char* token) : TokenField(std::string_view(token)) {}

DigestField::DigestField(const std::array<std::uint8_t, 32>& digest) : hex_(to_hex(digest)) {}

}  // namespace dk::audit
