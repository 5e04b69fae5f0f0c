#include "base/codes/base45.h"

#include <algorithm>
#include <array>

namespace dk::codes {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
static_assert(kAlphabet.size() == 45);

// -1 marks a character outside the alphabet.
constexpr std::array<std::int8_t, 256> make_values() {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}
constexpr auto kValues = make_values();

int value_of(char c) { return kValues[static_cast<unsigned char>(c)]; }

}  // namespace

std::string base45_encode(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() / 2 * 3 + 2);
  std::size_t i = 0;
  for (; i + 1 < bytes.size(); i += 2) {
    const unsigned n = (static_cast<unsigned>(bytes[i]) << 8) | bytes[i + 1];
    text += kAlphabet[n % 45];
    text += kAlphabet[n / 45 % 45];
    text += kAlphabet[n / 2025];
  }
  if (i < bytes.size()) {
    text += kAlphabet[bytes[i] % 45U];
    text += kAlphabet[bytes[i] / 45U];
  }
  return text;
}

Result<Bytes> base45_decode(std::string_view text) {
  if (text.size() % 3 == 1) return fail(FailureCode::code_malformed, "base45: lone character");
  Bytes bytes;
  bytes.reserve(text.size() / 3 * 2 + 1);
  for (std::size_t i = 0; i < text.size(); i += 3) {
    const bool triple = i + 2 < text.size();
    const int c = value_of(text[i]);
    const int d = value_of(text[i + 1]);
    const int e = triple ? value_of(text[i + 2]) : 0;
    if (c < 0 || d < 0 || e < 0) return fail(FailureCode::code_malformed, "base45: alphabet");
    const int n = c + d * 45 + e * 2025;
    if (n > (triple ? 0xFFFF : 0xFF)) return fail(FailureCode::code_malformed, "base45: overflow");
    if (triple) bytes.push_back(static_cast<std::uint8_t>(n >> 8));
    bytes.push_back(static_cast<std::uint8_t>(n & 0xFF));
  }
  return bytes;
}

bool is_base45_alphabet(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return value_of(c) >= 0; });
}

}  // namespace dk::codes
