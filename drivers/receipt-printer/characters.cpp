#include "drivers/receipt-printer/characters.h"

#include <iconv.h>

#include <array>
#include <cstddef>

namespace dk::drivers {
namespace {

// An open conversion; one for each thread that needs it.
class Conversion {
 public:
  Conversion() : handle_(::iconv_open("GBK", "UTF-32LE")) {}
  ~Conversion() {
    if (usable()) ::iconv_close(handle_);
  }
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;
  [[nodiscard]] bool usable() const {
    return handle_ != reinterpret_cast<iconv_t>(-1);  // NOLINT: iconv's own word for failure
  }
  [[nodiscard]] std::optional<Bytes> convert(char32_t character) {
    if (!usable()) return {};
    std::array<char, 4> in{};
    for (std::size_t i = 0; i < 4; ++i) {
      in[i] = static_cast<char>(static_cast<std::uint32_t>(character) >> (8 * i));
    }
    std::array<char, 8> out{};
    char* from = in.data();
    char* to = out.data();
    std::size_t from_left = in.size();
    std::size_t to_left = out.size();
    ::iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    if (::iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) {
      return {};
    }
    return Bytes(out.data(), to);
  }

 private:
  iconv_t handle_;
};

struct Sequence {
  char32_t character = 0xfffd;
  std::size_t bytes = 1;
};

Sequence next_of(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = at(0);
  if (first < 0x80) return {first, 1};
  std::size_t count = 0;
  char32_t value = 0;
  char32_t least = 0;
  if ((first & 0xe0) == 0xc0) {
    count = 2, value = first & 0x1f, least = 0x80;
  } else if ((first & 0xf0) == 0xe0) {
    count = 3, value = first & 0x0f, least = 0x800;
  } else if ((first & 0xf8) == 0xf0) {
    count = 4, value = first & 0x07, least = 0x10000;
  } else {
    return {};
  }
  if (text.size() < count) return {};
  for (std::size_t i = 1; i < count; ++i) {
    if ((at(i) & 0xc0) != 0x80) return {};
    value = (value << 6) | (at(i) & 0x3fU);
  }
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < least || value > 0x10ffff || surrogate) return {};
  return {value, count};
}

}  // namespace

std::u32string decode_utf8(std::string_view text) {
  std::u32string out;
  while (!text.empty()) {
    const Sequence next = next_of(text);
    out.push_back(next.character);
    text.remove_prefix(next.bytes);
  }
  return out;
}

std::optional<Bytes> to_gbk(char32_t character) {
  if (character < 0x80) {
    if (character < 0x20 || character == 0x7f) return {};
    return Bytes{static_cast<std::uint8_t>(character)};
  }
  const bool latin = (character >= 0xc0 && character <= 0x24f && character != 0xd7 &&
                      character != 0xf7);  // but the signs for times and divided by
  if (latin) return {};
  thread_local Conversion conversion;
  auto bytes = conversion.convert(character);
  // Two bytes of GBK proper: 81..FE, 40..FE. Anything else the printer may read as a command.
  if (!bytes || bytes->size() != 2 || (*bytes)[0] < 0x81 || (*bytes)[1] < 0x40) return {};
  return bytes;
}

}  // namespace dk::drivers
