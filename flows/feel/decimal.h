// FEEL's number: IEEE 754 decimal128, 34 digits, half-even (DMN 1.5 clause 10.3.2.3.1), over
// Intel's library, which also builds where the compiler has no decimal type (arm64).
//
// A plain value of 16 bytes; any thread. Operations whose result is not a finite number (division
// by zero, overflow, logarithm of a negative) give a Decimal that is not finite(): the evaluator
// makes null of it, so no infinity or NaN ever is a FEEL value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dk::feel {

class Decimal {
 public:
  enum class Rounding { HalfEven, Floor, Ceiling, Down, Up, HalfUp, HalfDown };

  Decimal() : Decimal(0) {}
  explicit Decimal(std::int64_t value);
  // "12", "-.5", "1.20", "1e-3"; nothing else around it. Empty: not a number of FEEL.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

  // Without exponent and without zeros at the end: "1200", "0.000001", "-1.5".
  [[nodiscard]] std::string to_string() const;
  // Without a fraction and within the range.
  [[nodiscard]] std::optional<std::int64_t> to_int64() const;
  [[nodiscard]] double to_double() const;  // only for display and measurement

  [[nodiscard]] bool finite() const;
  [[nodiscard]] bool zero() const;
  [[nodiscard]] bool negative() const;
  [[nodiscard]] bool integer() const;
  [[nodiscard]] std::size_t hash() const;  // equal numbers (1.0 and 1.00) have equal hashes

  [[nodiscard]] Decimal operator-() const;
  [[nodiscard]] Decimal abs() const;
  // To `scale` digits after the point (negative: before it).
  [[nodiscard]] Decimal round(int scale, Rounding how) const;
  [[nodiscard]] Decimal pow(const Decimal& exponent) const;
  [[nodiscard]] Decimal sqrt() const;
  [[nodiscard]] Decimal exp() const;
  [[nodiscard]] Decimal log() const;
  // With the divisor's sign: a - b * floor(a / b), exactly.
  [[nodiscard]] Decimal modulo(const Decimal& divisor) const;

  // Below, same or above; of finite numbers.
  [[nodiscard]] static int compare(const Decimal& a, const Decimal& b);
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  friend Decimal operator/(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b);
  friend bool operator<(const Decimal& a, const Decimal& b);
  friend bool operator>(const Decimal& a, const Decimal& b) { return b < a; }
  friend bool operator<=(const Decimal& a, const Decimal& b);
  friend bool operator>=(const Decimal& a, const Decimal& b) { return b <= a; }

 private:
  struct Raw {
    std::uint64_t low, high;
  };
  explicit Decimal(Raw raw) : low_(raw.low), high_(raw.high) {}
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0;
  friend struct DecimalAccess;
};

}  // namespace dk::feel
