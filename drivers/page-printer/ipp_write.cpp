#include "drivers/page-printer/ipp.h"

namespace dk::drivers::ipp {
namespace {

class Writer {
 public:
  void message(const Message& message) {
    out_ = {message.major, message.minor};
    u16(message.code);
    u32(message.request_id);
    for (const Group& group : message.groups) {
      out_.push_back(static_cast<std::uint8_t>(group.tag));
      for (const Attribute& attribute : group.attributes) {
        // The first value bears the name, the others an empty one.
        std::string_view name = attribute.name;
        for (const Value& one : attribute.values) {
          value(one, name);
          name = {};
        }
        fits_ = fits_ && !attribute.name.empty() && !attribute.values.empty();
      }
    }
    out_.push_back(static_cast<std::uint8_t>(GroupTag::End));
  }

  Result<Bytes> take() {
    if (!fits_ || out_.size() > kMaxMessageBytes) {
      return fail(FailureCode::invalid_argument, "ipp: beyond a limit");
    }
    return std::move(out_);
  }

 private:
  void value(const Value& value, std::string_view name) {
    out_.push_back(value.tag);
    counted(name, kMaxNameBytes);
    if (const auto* text = std::get_if<std::string>(&value.data)) {
      counted(*text, kMaxValueBytes);
    } else if (const auto* number = std::get_if<std::int32_t>(&value.data)) {
      u16(4);
      u32(*number);
    } else if (const auto* yes = std::get_if<bool>(&value.data)) {
      u16(1);
      out_.push_back(*yes ? 1 : 0);
    } else if (const auto* range = std::get_if<Range>(&value.data)) {
      u16(8);
      u32(range->lower);
      u32(range->upper);
    } else if (const auto* dots = std::get_if<Resolution>(&value.data)) {
      u16(9);
      u32(dots->cross_feed);
      u32(dots->feed);
      out_.push_back(dots->units);
    } else {
      u16(0);
      members(std::get<Collection>(value.data));
    }
  }

  void members(const Collection& collection) {
    for (const Attribute& member : collection.members) {
      out_.push_back(kTagMemberName);
      counted({}, 0);
      counted(member.name, kMaxNameBytes);
      for (const Value& one : member.values) value(one, {});
    }
    out_.push_back(kTagEndCollection);
    counted({}, 0);
    counted({}, 0);
  }

  void counted(std::string_view text, std::size_t most) {
    if (text.size() > most) {
      fits_ = false;
      return;
    }
    u16(static_cast<std::uint16_t>(text.size()));
    append(out_, as_bytes(text));
  }
  void u16(std::uint16_t number) {
    out_.push_back(static_cast<std::uint8_t>(number >> 8));
    out_.push_back(static_cast<std::uint8_t>(number));
  }
  void u32(std::int32_t number) {
    const auto bits = static_cast<std::uint32_t>(number);
    u16(static_cast<std::uint16_t>(bits >> 16));
    u16(static_cast<std::uint16_t>(bits));
  }

  Bytes out_;
  bool fits_ = true;
};

}  // namespace

Result<Bytes> encode(const Message& message) {
  Writer writer;
  writer.message(message);
  return writer.take();
}

}  // namespace dk::drivers::ipp
