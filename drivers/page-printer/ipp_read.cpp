#include "drivers/page-printer/ipp.h"

namespace dk::drivers::ipp {
namespace {

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::device_protocol, std::string("ipp: ") + what);
}

// One value as it stands on the wire, before it is known whose it is.
struct Raw {
  std::uint8_t tag = 0;
  std::string_view name;
  ByteView bytes;
};

class Reader {
 public:
  explicit Reader(ByteView in) : in_(in) {}

  Result<Decoded> message() {
    Decoded decoded;
    Message& message = decoded.message;
    DK_TRY(head, take(8));
    message.major = head[0];
    message.minor = head[1];
    if (message.major < 1 || message.major > 2) return malformed("version");
    message.code = static_cast<std::uint16_t>(head[2] << 8 | head[3]);
    message.request_id = integer(head.subspan(4));
    while (true) {
      DK_TRY(tag, byte());
      if (tag == static_cast<std::uint8_t>(GroupTag::End)) break;
      if (tag == 0 || tag > 0x0f) return malformed("an attribute outside of a group");
      if (message.groups.size() == kMaxGroups) return malformed("too many groups");
      message.groups.push_back({static_cast<GroupTag>(tag), {}});
      DK_CHECK(attributes(message.groups.back().attributes));
    }
    decoded.bytes = at_;
    return decoded;
  }

 private:
  // Until the tag of the next group, which stays unread.
  Status attributes(std::vector<Attribute>& into) {
    while (true) {
      if (at_ == in_.size()) return malformed("cut off");
      if (in_[at_] <= 0x0f) return {};
      DK_TRY(raw, value());
      if (raw.tag == kTagMemberName || raw.tag == kTagEndCollection) {
        return malformed("a member outside of a collection");
      }
      if (!raw.name.empty()) {
        into.push_back({std::string(raw.name), {}});
      } else if (into.empty()) {
        return malformed("a further value of nothing");
      }
      DK_TRY(typed, typed_value(raw, 0));
      into.back().values.push_back(std::move(typed));
    }
  }

  // RFC 8010 section 3.1.6: member names and values in turn, all without a name of their own.
  Result<Value> collection(int depth) {
    if (depth >= kMaxDepth) return malformed("too deep");
    Collection all;
    while (true) {
      DK_TRY(raw, value());
      if (!raw.name.empty()) return malformed("a named member");
      if (raw.tag == kTagEndCollection) {
        if (!raw.bytes.empty()) return malformed("an end with a value");
        break;
      }
      if (raw.tag == kTagMemberName) {
        if (raw.bytes.empty() || raw.bytes.size() > kMaxNameBytes) return malformed("member name");
        if (!all.members.empty() && all.members.back().values.empty()) {
          return malformed("a member without a value");
        }
        all.members.push_back({std::string(as_text(raw.bytes)), {}});
        continue;
      }
      if (all.members.empty()) return malformed("a value of no member");
      DK_TRY(typed, typed_value(raw, depth + 1));
      all.members.back().values.push_back(std::move(typed));
    }
    if (!all.members.empty() && all.members.back().values.empty()) {
      return malformed("a member without a value");
    }
    return Value{kTagCollection, std::move(all)};
  }

  Result<Value> typed_value(const Raw& raw, int depth) {
    if (++values_ > kMaxValues) return malformed("too many values");
    const ByteView bytes = raw.bytes;
    switch (raw.tag) {
      case kTagInteger:
      case kTagEnum:
        if (bytes.size() != 4) return malformed("length of a number");
        return Value{raw.tag, integer(bytes)};
      case kTagBoolean:
        if (bytes.size() != 1 || bytes[0] > 1) return malformed("boolean");
        return Value{raw.tag, bytes[0] == 1};
      case kTagRange:
        if (bytes.size() != 8) return malformed("length of a range");
        return Value{raw.tag, Range{integer(bytes), integer(bytes.subspan(4))}};
      case kTagResolution:
        if (bytes.size() != 9) return malformed("length of a resolution");
        return Value{raw.tag, Resolution{integer(bytes), integer(bytes.subspan(4)), bytes[8]}};
      case kTagDateTime:
        if (bytes.size() != 11) return malformed("length of a time");
        break;
      case kTagCollection:
        if (!bytes.empty()) return malformed("a collection with a value");
        return collection(depth);
      case 0x7f:
        return malformed("an extended tag");
      default:
        break;
    }
    return Value{raw.tag, std::string(as_text(bytes))};
  }

  Result<Raw> value() {
    DK_TRY(tag, byte());
    if (tag <= 0x0f) return malformed("a group inside of a collection");
    DK_TRY(name, counted());
    if (name.size() > kMaxNameBytes) return malformed("a long name");
    DK_TRY(bytes, counted());
    return Raw{tag, as_text(name), bytes};
  }

  Result<ByteView> counted() {
    DK_TRY(length, take(2));
    const auto count = static_cast<std::size_t>(length[0] << 8 | length[1]);
    if (count > kMaxValueBytes) return malformed("a negative length");
    return take(count);
  }

  static std::int32_t integer(ByteView b) {
    return static_cast<std::int32_t>(std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 |
                                     std::uint32_t{b[2]} << 8 | std::uint32_t{b[3]});
  }

  Result<std::uint8_t> byte() {
    DK_TRY(one, take(1));
    return one[0];
  }

  Result<ByteView> take(std::size_t count) {
    if (count > in_.size() - at_) return malformed("cut off");
    const ByteView bytes = in_.subspan(at_, count);
    at_ += count;
    if (at_ > kMaxMessageBytes) return malformed("too long");
    return bytes;
  }

  ByteView in_;
  std::size_t at_ = 0;
  std::size_t values_ = 0;
};

}  // namespace

Result<Decoded> decode(ByteView bytes) { return Reader(bytes).message(); }

}  // namespace dk::drivers::ipp
