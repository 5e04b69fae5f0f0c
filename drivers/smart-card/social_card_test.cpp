#include "drivers/smart-card/social_card.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"
#include "drivers/smart-card/emulator/virtual_social_card.h"
#include "drivers/smart-card/simulated_channel.h"

namespace dk::drivers {
namespace {

Bytes hex(std::string text) {
  std::erase(text, ' ');
  return from_hex(text).value();
}

IdentityDocument chen() {
  IdentityDocument document;
  document.kind = DocumentKind::SocialCard;
  document.name = secret_text("陈秀英");
  document.number = secret_text("440309194905209540");
  document.sex = Sex::Female;
  document.nation = secret_text("15");
  document.birth = secret_text("1949-05-20");
  document.valid_from = secret_text("2016-06-01");
  document.valid_until = secret_text("2026-06-01");
  document.card_number = secret_text("F99900011");
  return document;
}

// A slot with a chip in it, under power.
class Chip {
 public:
  explicit Chip(SimulatedChip chip) : slot_(std::make_shared<SimulatedSlot>()) {
    slot_->insert(std::move(chip));
    channel_ = simulated_channels(slot_)("pcsc:").value();
    EXPECT_TRUE(channel_->open());
    EXPECT_TRUE(channel_->power_up());
  }
  CardChannel& channel() { return *channel_; }

 private:
  std::shared_ptr<SimulatedSlot> slot_;
  std::unique_ptr<CardChannel> channel_;
};

struct Reading {
  Result<IdentityDocument> document = fail(FailureCode::internal);
  int commands = 0;
  int verifications = 0;
  std::uint16_t status = 0;
};
Reading read(const IdentityDocument& document, ChipManner manner, int pulled_at = -1) {
  Reading out;
  VirtualSocialCard card(document, manner);
  Chip chip([&](ByteView command) -> std::optional<Bytes> {
    if (out.commands == pulled_at) return std::nullopt;
    ++out.commands;
    return card.answer(command);
  });
  SocialCard reader(chip.channel());
  out.document = reader.read();
  out.verifications = card.verifications();
  out.status = reader.last_status();
  return out;
}

TEST(Apdu, commands_are_those_of_the_standard) {
  const Bytes name = hex("7378312E73682EC9E7BBE1B1A3D5CF");
  EXPECT_EQ(select_application(name), hex("00A404000F 7378312E73682EC9E7BBE1B1A3D5CF"));
  EXPECT_EQ(select_file(0xef05, 2), hex("00A4020002EF05"));
  EXPECT_EQ(read_record(Addressing::ByTag, 0x07, 9), hex("00B207000B"));
  EXPECT_EQ(read_record(Addressing::ByRecord, 0x07, 9), hex("00B207040B"));
  EXPECT_EQ(get_response(0x20), hex("00C0000020"));
}

// Bytes that were captured from a card and not made here.
TEST(Apdu, captured_item_is_read) {
  const auto answer = chip_answer(hex("0304332E30309000"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->sw, kSwOk);
  EXPECT_EQ(as_text(item_value(answer->data.view(), 0x03).value()), "3.00");
}

TEST(Apdu, item_that_lies_about_its_length) {
  for (const char* item : {"", "03", "0303332E3030", "0305332E3030", "0404332E3030", "03ff"}) {
    EXPECT_FALSE(item_value(hex(item), 0x03)) << item;
  }
  EXPECT_FALSE(chip_answer(hex("90")));
  EXPECT_FALSE(chip_answer(Bytes(kMaxChipBytes + 1, 0)));
}

TEST(SocialCard, card_of_a_person_of_73) {
  const Reading reading = read(chen(), {});
  ASSERT_TRUE(reading.document) << reading.document.error().detail;
  const IdentityDocument& document = *reading.document;
  EXPECT_EQ(document.kind, DocumentKind::SocialCard);
  EXPECT_EQ(document.number.text(), "440309194905209540");
  EXPECT_EQ(document.name.text(), "陈秀英");
  EXPECT_EQ(document.sex, Sex::Female);
  EXPECT_EQ(document.nation.text(), "15");
  EXPECT_EQ(document.birth.text(), "1949-05-20");
  EXPECT_EQ(document.issuer.text(), "440300");
  EXPECT_EQ(document.valid_from.text(), "2016-06-01");
  EXPECT_EQ(document.valid_until.text(), "2026-06-01");
  EXPECT_EQ(document.card_number.text(), "F99900011");
  EXPECT_EQ(reading.verifications, 0);
}

TEST(SocialCard, each_manner_of_chip_is_understood) {
  for (int bits = 0; bits < 32; ++bits) {
    ChipManner manner{.by_tag = (bits & 1) != 0,
                      .by_record = (bits & 2) != 0,
                      .child_select = (bits & 4) != 0,
                      .exact_length = (bits & 8) != 0,
                      .gives_in_pieces = (bits & 16) != 0};
    if (!manner.by_tag && !manner.by_record) continue;
    const Reading reading = read(chen(), manner);
    ASSERT_TRUE(reading.document) << bits << ": " << reading.document.error().detail;
    EXPECT_EQ(reading.document->name.text(), "陈秀英") << bits;
    EXPECT_EQ(reading.document->card_number.text(), "F99900011") << bits;
    EXPECT_EQ(reading.verifications, 0) << bits;
  }
}

TEST(SocialCard, third_generation_shows_what_it_shows) {
  const Reading reading = read(chen(), {.third_generation = true});
  ASSERT_TRUE(reading.document);
  EXPECT_EQ(reading.document->name.text(), "陈秀英");
  EXPECT_EQ(reading.document->birth.text(), "1949-05-20") << "from the number";
  EXPECT_EQ(reading.document->sex, Sex::Unknown);
  EXPECT_TRUE(reading.document->card_number.empty());
  EXPECT_EQ(reading.verifications, 0);
}

TEST(SocialCard, card_that_guards_its_number_is_refused) {
  const Reading reading = read(chen(), {.third_generation = true, .guards_number = true});
  EXPECT_EQ(reading.document.error().code, FailureCode::card_unsupported);
  EXPECT_EQ(reading.status, 0x6982);
  EXPECT_EQ(reading.verifications, 0) << "a wrong try would lock the card";
}

TEST(SocialCard, bank_card_has_no_such_application) {
  Chip chip([](ByteView) { return std::optional(hex("6A82")); });
  SocialCard reader(chip.channel());
  EXPECT_EQ(reader.read().error().code, FailureCode::card_unsupported);
  EXPECT_EQ(reader.last_status(), kSwNotFound);
}

TEST(SocialCard, pulled_at_each_command) {
  const int whole = read(chen(), {}).commands;
  ASSERT_GT(whole, 8);
  for (int at = 0; at < whole; ++at) {
    const Reading reading = read(chen(), {}, at);
    ASSERT_FALSE(reading.document) << at;
    EXPECT_EQ(reading.document.error().code, FailureCode::card_removed) << at;
  }
}

TEST(SocialCard, name_longer_than_its_field) {
  IdentityDocument document = chen();
  const std::string name = "阿卜杜拉·麦麦提明江·吐尔逊古丽·努尔";
  document.name = secret_text(name);
  EXPECT_EQ(read(document, {}).document->name.text(), name);
}

TEST(SocialCard, rare_character_of_four_bytes) {
  IdentityDocument document = chen();
  document.name = secret_text("张𠮷㼆");
  EXPECT_EQ(read(document, {}).document->name.text(), "张𠮷㼆");
}

TEST(SocialCard, bytes_that_are_no_text) {
  EXPECT_EQ(text_of_gb18030(hex("b3c20000")).text(), "陈");
  EXPECT_EQ(text_of_gb18030(hex("b3c22020")).text(), "陈");
  EXPECT_EQ(text_of_gb18030(hex("b3c207b3c2")).text(), "陈\xef\xbf\xbd陈");
  EXPECT_EQ(text_of_gb18030(hex("b3")).text(), "\xef\xbf\xbd");
  EXPECT_TRUE(text_of_gb18030({}).empty());
  EXPECT_TRUE(text_of_gb18030(Bytes(30, 0)).empty());
}

TEST(SocialCard, number_that_is_none_is_refused) {
  for (const char* number : {"440309194905209541", "", "44030919490520954"}) {
    IdentityDocument document = chen();
    document.number = secret_text(number);
    EXPECT_EQ(read(document, {}).document.error().code, FailureCode::card_unsupported) << number;
  }
}

TEST(SocialCard, chip_without_an_end_is_stopped) {
  int commands = 0;
  Chip more([&](ByteView) {
    ++commands;
    return std::optional(hex("00112233 6110"));
  });
  EXPECT_EQ(SocialCard(more.channel()).read().error().code, FailureCode::card_read_failed);
  Chip other_length([&](ByteView) {
    ++commands;
    return std::optional(hex("6C10"));
  });
  EXPECT_FALSE(SocialCard(other_length.channel()).read());
  EXPECT_LT(commands, 40);
}

TEST(SocialCard, noise_is_refused_and_ends) {
  SeededRandom dice(32);
  for (int i = 0; i < 3000; ++i) {
    VirtualSocialCard card(chen());
    int commands = 0;
    Chip chip([&](ByteView command) {
      ++commands;
      Bytes answer = card.answer(command);
      if (dice.below(8) == 0) answer[dice.below(answer.size())] ^= 0x5a;
      if (dice.below(40) == 0) answer.resize(dice.below(answer.size()));
      return std::optional(answer);
    });
    const auto document = SocialCard(chip.channel()).read();
    ASSERT_LT(commands, 200);
    if (document) {
      ASSERT_EQ(document->number.size(), 18U);
    }
  }
}

TEST(SystemChannels, addresses) {
  EXPECT_TRUE(system_channels()("pcsc:"));
  EXPECT_TRUE(system_channels()("pcsc:ACS ACR38U 00 00"));
  EXPECT_EQ(system_channels()("tcp:127.0.0.1:1").error().code, FailureCode::unsupported);
  EXPECT_EQ(system_channels()("pcsc:" + std::string(128, 'x')).error().code,
            FailureCode::config_invalid);
  EXPECT_EQ(system_channels()("pcsc:a\nb").error().code, FailureCode::config_invalid);
}

}  // namespace
}  // namespace dk::drivers
