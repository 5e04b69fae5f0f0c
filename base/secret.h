// Memory that forgets: wiped before it is freed or reallocated (OPENSSL_cleanse), never printable,
// never compared except in constant time. Keys, PINs and plain personal records live in these.
#pragma once

#include <cstddef>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace dk {

void wipe(void* memory, std::size_t size) noexcept;

template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  WipingAllocator(const WipingAllocator<U>&) noexcept {
  }  // NOLINT: converting by the standard's rule
  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T))); }
  void deallocate(T* p, std::size_t n) noexcept {
    wipe(p, n * sizeof(T));
    ::operator delete(p);
  }
  bool operator==(const WipingAllocator&) const { return true; }
};

class Secret {
 public:
  Secret() = default;
  explicit Secret(ByteView bytes) : bytes_(bytes.begin(), bytes.end()) {}
  explicit Secret(std::size_t size) : bytes_(size) {}
  [[nodiscard]] ByteView view() const { return {bytes_.data(), bytes_.size()}; }
  [[nodiscard]] std::string_view text() const { return as_text(view()); }
  [[nodiscard]] std::span<std::uint8_t> writable() { return {bytes_.data(), bytes_.size()}; }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

 private:
  std::vector<std::uint8_t, WipingAllocator<std::uint8_t>> bytes_;
};

[[nodiscard]] bool equal_constant_time(ByteView a, ByteView b);

}  // namespace dk
