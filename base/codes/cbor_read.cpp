#include <bit>
#include <cmath>

#include "base/codes/cbor.h"
#include "base/codes/utf8.h"

namespace dk::codes {
namespace {

using Type = CborValue::Type;

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::code_malformed, std::string("cbor: ") + what);
}
std::unexpected<Failure> too_large(const char* what) {
  return fail(FailureCode::code_too_large, std::string("cbor: ") + what);
}

double half_to_double(unsigned half) {
  const int exponent = static_cast<int>((half >> 10) & 0x1F);
  const double fraction = half & 0x3FF;
  double value = 0;
  if (exponent == 0) {
    value = std::ldexp(fraction, -24);
  } else if (exponent != 31) {
    value = std::ldexp(fraction + 1024, exponent - 25);
  } else {
    value = (half & 0x3FF) == 0 ? HUGE_VAL : std::nan("");
  }
  return (half & 0x8000) != 0 ? -value : value;
}

struct Head {
  unsigned major = 0;
  unsigned info = 0;  // 31: indefinite length or break
  std::uint64_t value = 0;
  [[nodiscard]] bool indefinite() const { return info == 31; }
  [[nodiscard]] bool is_break() const { return major == 7 && info == 31; }
};

class Reader {
 public:
  Reader(ByteView in, const CborLimits& limits) : in_(in), limits_(limits) {}

  Result<CborValue> whole() {
    if (in_.size() > limits_.max_bytes) return too_large("bytes");
    DK_TRY(value, item(1));
    if (at_ != in_.size()) return malformed("bytes after the item");
    return value;
  }

 private:
  Result<Head> head() {
    if (++items_ > limits_.max_items) return too_large("items");
    if (at_ >= in_.size()) return malformed("cut");
    const std::uint8_t first = in_[at_++];
    Head head{
        .major = static_cast<unsigned>(first) >> 5U, .info = first & 31U, .value = first & 31U};
    if (head.info < 24 || head.info == 31) return head;
    if (head.info > 27) return malformed("reserved length");
    const std::size_t count = std::size_t{1} << (head.info - 24);
    if (count > in_.size() - at_) return malformed("cut");
    head.value = 0;
    for (std::size_t i = 0; i < count; ++i) head.value = head.value << 8 | in_[at_++];
    return head;
  }

  Result<CborValue> item(std::size_t depth) {
    DK_TRY(head, this->head());
    return item_after(head, depth);
  }

  Result<CborValue> item_after(const Head& head, std::size_t depth) {
    if (depth > limits_.max_depth) return too_large("depth");
    CborValue value;
    value.number = head.value;
    switch (head.major) {
      case 0:
      case 1:
        if (head.indefinite()) return malformed("number");
        value.type = head.major == 0 ? Type::Unsigned : Type::Negative;
        return value;
      case 2:
      case 3:
        return string(head);
      case 4:
      case 5:
        return container(head, depth);
      case 6: {
        if (head.indefinite()) return malformed("tag");
        value.type = Type::Tag;
        DK_TRY(content, item(depth + 1));
        value.items.push_back(std::move(content));
        return value;
      }
      default:
        return simple(head);
    }
  }

  Status take(std::uint64_t count, Bytes& out) {
    if (count > in_.size() - at_) return malformed("cut");
    append(out, in_.subspan(at_, static_cast<std::size_t>(count)));
    at_ += static_cast<std::size_t>(count);
    return {};
  }

  Result<CborValue> string(const Head& head) {
    CborValue value;
    value.type = head.major == 2 ? Type::Bytes : Type::Text;
    value.number = 0;
    if (!head.indefinite()) {
      DK_CHECK(take(head.value, value.data));
      if (head.major == 3 && !is_utf8(value.as_text())) return malformed("text");
      return value;
    }
    for (;;) {
      DK_TRY(chunk, this->head());
      if (chunk.is_break()) return value;
      if (chunk.major != head.major || chunk.indefinite()) return malformed("chunk");
      const std::size_t start = value.data.size();
      DK_CHECK(take(chunk.value, value.data));
      // Each chunk alone must be text (RFC 8949 section 3.2.3).
      if (head.major == 3 && !is_utf8(value.as_text().substr(start))) return malformed("text");
    }
  }

  Result<CborValue> container(const Head& head, std::size_t depth) {
    CborValue value;
    value.type = head.major == 4 ? Type::Array : Type::Map;
    value.number = 0;
    const std::uint64_t per_entry = head.major == 4 ? 1 : 2;
    // Every item needs a byte at least: no count is believed beyond the bytes that are there.
    if (!head.indefinite() && head.value > (in_.size() - at_) / per_entry) return malformed("cut");
    for (std::uint64_t i = 0; head.indefinite() || i < head.value * per_entry; ++i) {
      DK_TRY(next, this->head());
      if (next.is_break()) {
        if (!head.indefinite() || i % per_entry != 0) return malformed("break");
        break;
      }
      DK_TRY(content, item_after(next, depth + 1));
      if (head.major == 5 && i % 2 == 0 && has_key(value, content))
        return malformed("repeated key");
      value.items.push_back(std::move(content));
    }
    return value;
  }

  static bool has_key(const CborValue& map, const CborValue& key) {
    for (std::size_t i = 0; i < map.items.size(); i += 2) {
      if (map.items[i] == key) return true;
    }
    return false;
  }

  static Result<CborValue> simple(const Head& head) {
    CborValue value;
    value.number = 0;
    value.type = Type::Float;
    if (head.info == 25) {
      value.real = half_to_double(static_cast<unsigned>(head.value));
    } else if (head.info == 26) {
      value.real = std::bit_cast<float>(static_cast<std::uint32_t>(head.value));
    } else if (head.info == 27) {
      value.real = std::bit_cast<double>(head.value);
    } else {
      if (head.info == 31) return malformed("break");
      if (head.info == 24 && head.value < 32) return malformed("simple value");
      value.type = Type::Simple;
      value.number = head.value;
    }
    return value;
  }

  ByteView in_;
  const CborLimits& limits_;
  std::size_t at_ = 0;
  std::size_t items_ = 0;
};

}  // namespace

Result<CborValue> cbor_decode(ByteView bytes, const CborLimits& limits) {
  return Reader(bytes, limits).whole();
}

}  // namespace dk::codes
