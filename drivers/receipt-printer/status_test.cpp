#include "drivers/receipt-printer/status.h"

#include <gtest/gtest.h>

namespace dk::drivers {
namespace {

// The four DLE EOT answers of a printer in a condition, as the makers' manuals give them.
PrinterStatus after(const std::string& four_answers) {
  PrinterStatus status;
  StatusDecoder decoder;
  int question = 0;
  for (const auto& message : decoder.feed(from_hex(four_answers).value())) {
    apply_real_time(status, ++question, std::get<RealTimeReply>(message).byte);
  }
  EXPECT_EQ(question, 4);
  return status;
}

TEST(PrinterStatus, normal) {
  const auto status = after("12121212");
  EXPECT_TRUE(status.online);
  EXPECT_EQ(status.paper, PaperSupply::Full);
  EXPECT_FALSE(status.obstacle());
}
TEST(PrinterStatus, cover_open) {
  const auto status = after("1a161212");
  EXPECT_FALSE(status.online);
  EXPECT_TRUE(status.cover_open);
  EXPECT_EQ(status.obstacle(), FailureCode::cover_open);
}
TEST(PrinterStatus, paper_out_with_and_without_near_end) {
  EXPECT_EQ(after("1a321272").obstacle(), FailureCode::paper_out);
  EXPECT_EQ(after("1a32127e").obstacle(), FailureCode::paper_out);
}
TEST(PrinterStatus, paper_near_end_still_prints) {
  const auto status = after("1212121e");
  EXPECT_EQ(status.paper, PaperSupply::Low);
  EXPECT_FALSE(status.obstacle());
}
TEST(PrinterStatus, cutter_jam) {
  const auto status = after("1a521a12");
  EXPECT_TRUE(status.cutter_fault);
  EXPECT_EQ(status.obstacle(), FailureCode::cutter_fault);
}
TEST(PrinterStatus, head_hot_and_dead_printer) {
  EXPECT_EQ(after("1a525212").obstacle(), FailureCode::head_hot);
  EXPECT_EQ(after("1a523212").obstacle(), FailureCode::printer_fault);
}
TEST(PrinterStatus, offline_without_a_cause) {
  EXPECT_EQ(after("1a121212").obstacle(), FailureCode::device_offline);
}

template <class Wanted>
std::vector<Wanted> only(const std::vector<PrinterMessage>& messages) {
  std::vector<Wanted> out;
  for (const auto& message : messages) {
    if (const auto* one = std::get_if<Wanted>(&message)) out.push_back(*one);
  }
  return out;
}

TEST(StatusDecoder, answers_are_told_apart_by_their_first_byte) {
  StatusDecoder decoder;
  // DLE EOT, ASB (offline, cover open), GS r (near end), XOFF, XON, DLE EOT, something else.
  const auto messages = decoder.feed(from_hex("12380000000313111690").value());
  ASSERT_EQ(messages.size(), 7U);
  EXPECT_EQ(std::get<RealTimeReply>(messages[0]).byte, 0x12);
  EXPECT_EQ(std::get<AsbReport>(messages[1]).bytes, (std::array<std::uint8_t, 4>{0x38, 0, 0, 0}));
  EXPECT_EQ(std::get<BufferedReply>(messages[2]).byte, 0x03);
  EXPECT_FALSE(std::get<FlowControl>(messages[3]).on);
  EXPECT_TRUE(std::get<FlowControl>(messages[4]).on);
  EXPECT_EQ(std::get<RealTimeReply>(messages[5]).byte, 0x16);
  EXPECT_EQ(std::get<NotUnderstood>(messages[6]).byte, 0x90);
}

TEST(StatusDecoder, asb_block_in_pieces) {
  StatusDecoder decoder;
  EXPECT_TRUE(decoder.feed(Bytes{0x18}).empty());
  EXPECT_TRUE(decoder.feed(Bytes{0x08, 0x0f}).empty());
  const auto blocks = only<AsbReport>(decoder.feed(Bytes{0x00}));
  ASSERT_EQ(blocks.size(), 1U);
  PrinterStatus status;
  apply_asb(status, blocks[0]);
  EXPECT_FALSE(status.online);
  EXPECT_TRUE(status.cutter_fault);
  EXPECT_EQ(status.paper, PaperSupply::Out);
}

TEST(StatusDecoder, broken_asb_block_does_not_eat_the_next_answer) {
  StatusDecoder decoder;
  const auto messages = decoder.feed(Bytes{0x10, 0x00, 0x12});
  EXPECT_EQ(only<NotUnderstood>(messages).size(), 2U);
  EXPECT_EQ(only<RealTimeReply>(messages).size(), 1U);
  static_cast<void>(decoder.feed(Bytes{0x10}));
  EXPECT_EQ(decoder.silence().size(), 1U);
  EXPECT_EQ(only<BufferedReply>(decoder.feed(Bytes{0x00})).size(), 1U);
}

TEST(PrinterStatus, fence_answer_tells_of_paper) {
  PrinterStatus status;
  apply_paper_sensor(status, 0x00);
  EXPECT_EQ(status.paper, PaperSupply::Full);
  apply_paper_sensor(status, 0x03);
  EXPECT_EQ(status.paper, PaperSupply::Low);
  apply_paper_sensor(status, 0x0f);
  EXPECT_EQ(status.paper, PaperSupply::Out);
}

}  // namespace
}  // namespace dk::drivers
