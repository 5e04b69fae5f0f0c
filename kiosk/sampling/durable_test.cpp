// The durable state: what was written is read, and nothing that was not written by this program.
#include <gtest/gtest.h>

#include "kiosk/sampling/test_hall.h"

namespace dk::kiosk::sampling {
namespace {

// A desk with something of everything.
Hall busy_hall() {
  Hall hall;
  hall.sign_in();
  hall.full_tube("LH1122-0001-11", 1, 10);
  hall.full_tube("LH1122-0002-11", 11, 2);
  Credential token;
  token.body.method = "opaque-token";
  token.body.opaque_token = "dG9rZW4=";
  token.body.compared = "not_compared";
  token.digest = person_digest("opaque-token", "token");
  hall.open_tube("LH1122-0003-11");
  hall.scan(token);
  hall.scan(Hall::key_person(30));
  hall.scan(ScannedTube{"LH1122-0900-11"});
  hall.scan(ScannedBox{"BX1122-0007-42"});
  hall.scan(ScannedTube{"LH1122-0001-11"});
  hall.tap("packing.count");
  hall.tap("packing.close");
  hall.scan(ScannedTube{"LH1122-0001-11"});
  hall.courier();
  hall.tap("packing.back");
  hall.scan(ScannedBox{"BX1122-0008-39"});
  hall.tap("packing.back");
  hall.tap("menu.shift");
  hall.tap("shift.print");
  hall.badge("S-0043", "李*", "sampler");
  for (int i = 0; i < 4; ++i) hall.tap("pin.key[0]");
  hall.tap("pin.enter");
  hall.send(PinChecked{false});
  return hall;
}

TEST(DeskState, comes_back_as_it_was) {
  const Hall hall = busy_hall();
  const Durable& durable = hall.state_.durable;
  ASSERT_TRUE(durable.tube && durable.box && durable.shift);
  ASSERT_EQ(durable.boxes.size(), 1U);
  ASSERT_EQ(durable.tries.size(), 1U);
  ASSERT_GE(durable.jobs.size(), 4U);
  const auto back = durable_from_pieces(hall.pieces);
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(all_pieces(*back), hall.pieces);
  EXPECT_EQ(back->tube->persons[0].digest, person_digest("opaque-token", "token"));
  EXPECT_EQ(back->tubes.at(1)->tube.persons[0].digest, Hall::person(1).digest);
}

TEST(DeskState, every_piece_cut_or_with_one_byte_changed_is_refused_or_means_something) {
  const Hall hall = busy_hall();
  for (const auto& [name, text] : hall.pieces) {
    for (std::size_t at = 0; at < text.size(); at += 3) {
      LocalState cut = hall.pieces;
      cut[name] = text.substr(0, at);
      EXPECT_FALSE(durable_from_pieces(cut)) << name;
      LocalState changed = hall.pieces;
      changed[name][at] = static_cast<char>(changed[name][at] ^ 0x01);
      const auto back = durable_from_pieces(changed);
      if (back) {
        EXPECT_EQ(all_pieces(*back).size(), changed.size());
      } else {
        EXPECT_EQ(back.error().code, FailureCode::data_damaged);
      }
    }
  }
}

TEST(DeskState, pieces_of_nobody_are_refused) {
  const Hall hall = busy_hall();
  for (const char* name :
       {"tube/", "tube/0", "tube/01", "tube/x", "tube/9999999999999999", "tube/77"}) {
    LocalState more = hall.pieces;
    more[name] = hall.pieces.at("tube/1");
    EXPECT_FALSE(durable_from_pieces(more)) << name;
  }
  LocalState crowded = hall.pieces;
  crowded["open"] =
      R"({"capacity":1,"code":"LH1","persons":[{"a":1,"e":"AAAAAAAAAAAAAAAAAAAAAA==",)"
      R"("n":"","t":"id-card","d":"1"},{"a":1,"e":"AAAAAAAAAAAAAAAAAAAAAQ==","n":"",)"
      R"("t":"id-card","d":"2"}]})";
  EXPECT_FALSE(durable_from_pieces(crowded));
}

TEST(DeskState, pieces_of_others_are_left_alone) {
  Hall hall = busy_hall();
  hall.pieces["session"] = "not the desk's";
  EXPECT_TRUE(durable_from_pieces(hall.pieces));
}

TEST(DeskState, only_what_changed_is_written) {
  const Hall hall = busy_hall();
  const Durable& before = hall.state_.durable;
  Durable after = before;
  EXPECT_TRUE(changed_pieces(before, after).empty());
  change_piece(after, 1, [](SealedTube& tube) { tube.late = SealedTube::Late::Reported; });
  const LocalState one = changed_pieces(before, after);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_TRUE(one.contains("tube/1"));
  after.tubes.erase(1);
  EXPECT_EQ(changed_pieces(before, after).at("tube/1"), "");
}

}  // namespace
}  // namespace dk::kiosk::sampling
