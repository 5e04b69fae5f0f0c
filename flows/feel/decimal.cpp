#include "flows/feel/decimal.h"

#include <algorithm>
#include <array>
#include <bit>

// By value, rounding as an argument, flags by pointer: the library "bidgcc000".
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
extern "C" {
#include <bid_conf.h>
#include <bid_functions.h>
}

namespace dk::feel {

struct DecimalAccess {
  static BID_UINT128 raw(const Decimal& value) {
    BID_UINT128 out;
    out.w[0] = value.low_;
    out.w[1] = value.high_;
    return out;
  }
  static Decimal from(BID_UINT128 raw) { return Decimal(Decimal::Raw{raw.w[0], raw.w[1]}); }
};

namespace {

using A = DecimalAccess;
constexpr unsigned kHalfEven = BID_ROUNDING_TO_NEAREST;
constexpr int kDigits = 34;

// The coefficient fits 113 bits in every finite canonical value.
struct Parts {
  bool negative = false;
  int exponent = 0;
  unsigned __int128 coefficient = 0;
};

Parts parts_of(const Decimal& value) {
  const BID_UINT128 raw = A::raw(value);
  Parts parts;
  parts.negative = (raw.w[1] >> 63) != 0;
  parts.exponent = static_cast<int>((raw.w[1] >> 49) & 0x3fff) - 6176;
  parts.coefficient =
      (static_cast<unsigned __int128>(raw.w[1] & 0x0001'ffff'ffff'ffffULL) << 64) | raw.w[0];
  return parts;
}

std::string digits_of(unsigned __int128 number) {
  std::array<char, 40> buffer;
  std::size_t at = buffer.size();
  do {
    buffer[--at] = static_cast<char>('0' + static_cast<int>(number % 10));
    number /= 10;
  } while (number != 0);
  return {buffer.data() + at, buffer.size() - at};
}

// Zeros at the end of the coefficient go into the exponent.
void reduce(Parts& parts) {
  if (parts.coefficient == 0) {
    parts = {};
    return;
  }
  while (parts.coefficient % 10 == 0) {
    parts.coefficient /= 10;
    ++parts.exponent;
  }
}

bool looks_like_number(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - start;
  };
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  std::size_t found = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    const std::size_t fraction = digits();
    if (fraction == 0) return false;
    found += fraction;
  }
  if (found == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

}  // namespace

Decimal::Decimal(std::int64_t value) {
  const std::uint64_t magnitude =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  low_ = magnitude;
  high_ = (std::uint64_t{6176} << 49) | (value < 0 ? std::uint64_t{1} << 63 : 0);
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  if (text.size() > 1000 || !looks_like_number(text)) return std::nullopt;
  std::string copy(text);
  unsigned flags = 0;
  Decimal value = A::from(bid128_from_string(copy.data(), kHalfEven, &flags));
  if (!value.finite()) return std::nullopt;
  return value;
}

std::string Decimal::to_string() const {
  if (!finite()) return "null";
  Parts parts = parts_of(*this);
  reduce(parts);
  if (parts.coefficient == 0) return "0";
  std::string digits = digits_of(parts.coefficient);
  if (parts.exponent >= 0) {
    digits.append(static_cast<std::size_t>(parts.exponent), '0');
  } else {
    const auto fraction = static_cast<std::size_t>(-parts.exponent);
    if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
    digits.insert(digits.size() - fraction, 1, '.');
  }
  return parts.negative ? "-" + digits : digits;
}

std::optional<std::int64_t> Decimal::to_int64() const {
  if (!finite()) return std::nullopt;
  Parts parts = parts_of(*this);
  reduce(parts);
  if (parts.exponent < 0 || parts.exponent > 18) return std::nullopt;
  for (int i = 0; i < parts.exponent; ++i) {
    if (parts.coefficient > (std::uint64_t{1} << 63)) return std::nullopt;
    parts.coefficient *= 10;
  }
  if (parts.coefficient >= (std::uint64_t{1} << 63)) return std::nullopt;
  const auto magnitude = static_cast<std::int64_t>(parts.coefficient);
  return parts.negative ? -magnitude : magnitude;
}

double Decimal::to_double() const {
  unsigned flags = 0;
  return bid128_to_binary64(A::raw(*this), kHalfEven, &flags);
}

// Infinity and NaN have their combination field's first four bits set.
bool Decimal::finite() const { return ((high_ >> 59) & 0xf) != 0xf; }
bool Decimal::zero() const { return bid128_isZero(A::raw(*this)) != 0; }
bool Decimal::negative() const { return (high_ >> 63) != 0 && !zero(); }

bool Decimal::integer() const {
  if (!finite()) return false;
  Parts parts = parts_of(*this);
  reduce(parts);
  return parts.exponent >= 0;
}

std::size_t Decimal::hash() const {
  Parts parts = parts_of(*this);
  reduce(parts);
  std::uint64_t mixed = static_cast<std::uint64_t>(parts.coefficient) * 0x9e37'79b9'7f4a'7c15ULL;
  mixed ^= static_cast<std::uint64_t>(parts.coefficient >> 64) + 0x632b'e59b'd9b4'e019ULL;
  mixed ^= std::rotl(static_cast<std::uint64_t>(parts.exponent), 17) ^ (parts.negative ? 1U : 0U);
  return mixed * 0xff51'afd7'ed55'8ccdULL;
}

Decimal Decimal::operator-() const {
  return zero() ? *this : Decimal(Raw{low_, high_ ^ (std::uint64_t{1} << 63)});
}
Decimal Decimal::abs() const { return Decimal(Raw{low_, high_ & ~(std::uint64_t{1} << 63)}); }

Decimal Decimal::round(int scale, Rounding how) const {
  if (!finite()) return *this;
  const Parts parts = parts_of(*this);
  if (parts.coefficient == 0 || -parts.exponent <= scale) return *this;  // nothing to cut
  // All is done on the coefficient, since the library knows neither HalfDown nor Up.
  const int cut = -parts.exponent - scale;
  unsigned __int128 unit = 1;
  unsigned __int128 quotient = 0;
  unsigned __int128 rest = parts.coefficient;
  bool half_known = false;
  if (cut <= kDigits) {
    for (int i = 0; i < cut; ++i) unit *= 10;
    quotient = parts.coefficient / unit;
    rest = parts.coefficient % unit;
    half_known = true;
  }
  // Beyond 34 digits everything is cut and the rest is less than a half.
  const int compared = !half_known ? -1 : rest * 2 == unit ? 0 : rest * 2 < unit ? -1 : 1;
  bool away = false;
  switch (how) {
    case Rounding::HalfEven:
      away = compared > 0 || (compared == 0 && quotient % 2 == 1);
      break;
    case Rounding::HalfUp:
      away = compared >= 0;
      break;
    case Rounding::HalfDown:
      away = compared > 0;
      break;
    case Rounding::Up:
      away = rest != 0;
      break;
    case Rounding::Down:
      break;
    case Rounding::Floor:
      away = rest != 0 && parts.negative;
      break;
    case Rounding::Ceiling:
      away = rest != 0 && !parts.negative;
      break;
  }
  if (away) ++quotient;
  if (quotient == 0) return Decimal(0);
  Raw raw{static_cast<std::uint64_t>(quotient), static_cast<std::uint64_t>(quotient >> 64)};
  raw.high |= static_cast<std::uint64_t>(parts.exponent + cut + 6176) << 49;
  if (parts.negative) raw.high |= std::uint64_t{1} << 63;
  return Decimal(raw);
}

Decimal Decimal::pow(const Decimal& exponent) const {
  unsigned flags = 0;
  const auto whole = exponent.to_int64();
  if (whole && *whole >= 0 && *whole <= 1024) {
    // By squaring: exact as long as it fits, which the library's power is not.
    Decimal result(1);
    Decimal base = *this;
    for (auto n = static_cast<std::uint64_t>(*whole); n != 0; n >>= 1) {
      if (n & 1) result = result * base;
      if (n > 1) base = base * base;
    }
    return result;
  }
  return A::from(bid128_pow(A::raw(*this), A::raw(exponent), kHalfEven, &flags));
}

Decimal Decimal::sqrt() const {
  unsigned flags = 0;
  return A::from(bid128_sqrt(A::raw(*this), kHalfEven, &flags));
}
Decimal Decimal::exp() const {
  unsigned flags = 0;
  return A::from(bid128_exp(A::raw(*this), kHalfEven, &flags));
}
Decimal Decimal::log() const {
  unsigned flags = 0;
  return A::from(bid128_log(A::raw(*this), kHalfEven, &flags));
}

Decimal Decimal::modulo(const Decimal& divisor) const {
  if (divisor.zero()) return A::from(bid128_nan(""));
  unsigned flags = 0;
  // fmod is exact and has the dividend's sign.
  const Decimal rest = A::from(bid128_fmod(A::raw(*this), A::raw(divisor), &flags));
  if (rest.zero()) return Decimal(0);
  return rest.negative() == divisor.negative() ? rest : rest + divisor;
}

Decimal operator+(const Decimal& a, const Decimal& b) {
  unsigned flags = 0;
  return A::from(bid128_add(A::raw(a), A::raw(b), kHalfEven, &flags));
}
Decimal operator-(const Decimal& a, const Decimal& b) {
  unsigned flags = 0;
  return A::from(bid128_sub(A::raw(a), A::raw(b), kHalfEven, &flags));
}
Decimal operator*(const Decimal& a, const Decimal& b) {
  unsigned flags = 0;
  return A::from(bid128_mul(A::raw(a), A::raw(b), kHalfEven, &flags));
}
Decimal operator/(const Decimal& a, const Decimal& b) {
  unsigned flags = 0;
  return A::from(bid128_div(A::raw(a), A::raw(b), kHalfEven, &flags));
}
namespace {

// What nearly all comparisons are: two numbers of few digits that are not negative. Scaled to one
// exponent they are whole numbers of 128 bits. Empty: Intel's library must say.
std::optional<int> compared_whole(const Decimal& a, const Decimal& b) {
  constexpr std::array<std::uint64_t, 19> kTens = [] {
    std::array<std::uint64_t, 19> out{};
    out[0] = 1;
    for (std::size_t i = 1; i < out.size(); ++i) out[i] = out[i - 1] * 10;
    return out;
  }();
  Parts x = parts_of(a);
  Parts y = parts_of(b);
  if (x.negative || y.negative || (x.coefficient >> 64) != 0 || (y.coefficient >> 64) != 0) {
    return std::nullopt;
  }
  const int apart = x.exponent - y.exponent;
  if (apart > 18 || apart < -18) return std::nullopt;
  if (apart > 0) x.coefficient *= kTens[static_cast<std::size_t>(apart)];
  if (apart < 0) y.coefficient *= kTens[static_cast<std::size_t>(-apart)];
  return x.coefficient < y.coefficient ? -1 : x.coefficient > y.coefficient ? 1 : 0;
}

}  // namespace

int Decimal::compare(const Decimal& a, const Decimal& b) {
  if (const auto order = compared_whole(a, b)) return *order;
  return a < b ? -1 : b < a ? 1 : 0;
}

bool operator==(const Decimal& a, const Decimal& b) {
  unsigned flags = 0;
  return bid128_quiet_equal(A::raw(a), A::raw(b), &flags) != 0;
}
bool operator<(const Decimal& a, const Decimal& b) {
  unsigned flags = 0;
  return bid128_quiet_less(A::raw(a), A::raw(b), &flags) != 0;
}
bool operator<=(const Decimal& a, const Decimal& b) {
  unsigned flags = 0;
  return bid128_quiet_less_equal(A::raw(a), A::raw(b), &flags) != 0;
}

}  // namespace dk::feel
