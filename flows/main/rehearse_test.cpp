// The senior allowance rehearsed on invented people.
#include "flows/main/rehearse.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/crypto/crypto.h"
#include "base/crypto/test_suite.h"
#include "base/files.h"
#include "flows/main/bundle_commands.h"
#include "flows/main/item_commands.h"
#include "flows/main/item_folder.h"
#include "flows/main/whole_item.h"

namespace dk::flows {
namespace {

namespace fs = std::filesystem;

const std::string kFolder = std::string(DK_PROJECT_DIR) + "/flows/catalogue/senior-allowance";

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  ASSERT_NE(text.find(from), std::string::npos) << from;
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

// What an invented person of that birth, with a card and all in order, would have been recorded as.
std::string past(const std::string& id, const std::string& birth, const std::string& outcome,
                 const std::string& rule) {
  return R"({"case": ")" + id +
         R"(", "at": "@2022-11-18T10:00:00+08:00", "identity": 3, "facts": )" +
         R"({"person": {"birth": "@)" + birth +
         R"(", "hukou_city": "深圳", "records_agree": true, "phone": "13800000000"}, "allowance": )" +
         R"({"receiving": false, "cards": [{"label": "0001", "value": "card-1"}]}}, "answers": )" +
         R"({"senior-allowance-confirm": {"payout_card": "card-1"}}, "outcome": ")" + outcome +
         R"(", "rule": ")" + rule + "\"}\n";
}

const std::string kPeople = past("born-1922", "1922-01-05", "APPROVE", "R10") +
                            past("born-1931", "1931-06-30", "APPROVE", "R9") +
                            past("born-1941", "1941-02-28", "APPROVE", "R8") +
                            past("born-1947", "1947-11-18", "APPROVE", "R7") +
                            past("born-1948", "1948-03-01", "APPROVE", "R7") +
                            past("born-1952", "1952-11-18", "APPROVE", "R7") +
                            past("born-1953-01", "1953-01-17", "APPROVE", "R5") +
                            past("born-1953-02", "1953-02-01", "REFUSE", "R4") +
                            past("born-1960", "1960-12-24", "REFUSE", "R4");

class Rehearsal : public testing::Test {
 protected:
  Rehearsal() { fs::create_directories(folder_); }
  ~Rehearsal() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string place(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(place(name), std::ios::binary) << text;
    return place(name);
  }
  // The item with one text of its decision changed, as a folder.
  [[nodiscard]] std::string changed_item(
      const std::vector<std::pair<std::string, std::string>>& changes) const {
    fs::copy(kFolder, place("changed"), fs::copy_options::recursive);
    std::string model = read_text_file(place("changed/decision.dmn")).value();
    for (const auto& [from, to] : changes) replace_all(model, from, to);
    std::ofstream(place("changed/decision.dmn"), std::ios::binary) << model;
    return place("changed");
  }
  template <class Do>
  std::string output(int expected, const Do& run) {
    testing::internal::CaptureStdout();
    const int code = run();
    std::string out = testing::internal::GetCapturedStdout();
    EXPECT_EQ(code, expected) << out;
    return out;
  }
  [[nodiscard]] std::string key_file(const crypto::PrivateKey& key) const {
    PosixFiles disk;
    EXPECT_TRUE(disk.write_private(place("key.pem"), key.to_pem()->view()));
    return place("key.pem");
  }

  const fs::path folder_ =
      fs::path(testing::TempDir()) / ("rehearsal-" + to_hex(SystemRandom().bytes(8)));
};

TEST_F(Rehearsal, a_rule_that_did_not_change_changes_nothing) {
  const std::string cases = file("cases.jsonl", kPeople);
  EXPECT_EQ(output(0, [&] { return rehearse_item(kFolder, cases, ""); }),
            "changed                            0\n"
            "cases                              9\n");
}

// From 75 instead of 70: those of 70 to 74 and the one who came early, and nobody else.
TEST_F(Rehearsal, a_changed_threshold_shows_exactly_whom_it_touches) {
  const std::string item =
      changed_item({{"P70Y", "P75Y"}, {"&lt; 70", "&lt; 75"}, {"[70..80)", "[75..80)"}});
  const std::string cases = file("cases.jsonl", kPeople);
  const std::string expected =
      "born-1948  APPROVE -> REFUSE  R7 -> R4\n"
      "born-1952  APPROVE -> REFUSE  R7 -> R4\n"
      "born-1953-01  APPROVE -> REFUSE  R5 -> R4\n"
      "\n"
      "APPROVE -> REFUSE                  3\n"
      "changed                            3\n"
      "cases                              9\n";
  EXPECT_EQ(output(kChanged, [&] { return rehearse_item(item, cases, ""); }), expected);
  // The same against the version itself, as bundles.
  EXPECT_NE(output(0, [&] { return pack_item(kFolder, place("was")); }), "");
  EXPECT_NE(output(0, [&] { return pack_item(item, place("now")); }), "");
  EXPECT_EQ(output(kChanged, [&] { return rehearse_item(place("now"), cases, place("was")); }),
            expected);
}

// They have no payout order on record: that it could be made is assumed.
TEST_F(Rehearsal, who_was_refused_and_would_be_approved_is_shown_so) {
  const std::string item =
      changed_item({{"P70Y", "P69Y"}, {"&lt; 70", "&lt; 69"}, {"[70..80)", "[69..80)"}});
  const std::string cases = file("cases.jsonl", kPeople);
  EXPECT_EQ(output(kChanged, [&] { return rehearse_item(item, cases, ""); }),
            "born-1953-01  APPROVE -> APPROVE  R5 -> R7\n"
            "born-1953-02  REFUSE -> APPROVE  R4 -> R7\n"
            "\n"
            "APPROVE -> APPROVE                 1\n"
            "REFUSE -> APPROVE                  1\n"
            "changed                            2\n"
            "cases                              9\n");
}

TEST_F(Rehearsal, an_answer_that_is_asked_anew_leaves_a_case_unfinished) {
  std::string lines = past("no-card-chosen", "1948-03-01", "APPROVE", "R7");
  replace_all(lines, "\"payout_card\": \"card-1\"", "");
  const std::string cases = file("cases.jsonl", lines);
  const std::string out = output(kChanged, [&] { return rehearse_item(kFolder, cases, ""); });
  EXPECT_TRUE(
      out.starts_with("no-card-chosen  APPROVE -> UNFINISHED  R7 -> senior-allowance-confirm\n"))
      << out;
}

TEST_F(Rehearsal, nothing_of_a_person_is_printed) {
  const std::string item = changed_item({{"\"深圳\"", "\"广州\""}});
  const std::string cases = file("cases.jsonl", kPeople);
  testing::internal::CaptureStderr();
  const std::string out = output(kChanged, [&] { return rehearse_item(item, cases, ""); });
  const std::string all = out + testing::internal::GetCapturedStderr();
  for (const char* secret : {"13800000000", "card-1", "0001", "1948-03", "深圳"}) {
    EXPECT_EQ(all.find(secret), std::string::npos) << secret;
  }
}

TEST_F(Rehearsal, a_line_that_is_no_case_stops_it_without_being_quoted) {
  const std::string good = past("a", "1948-03-01", "APPROVE", "R7");
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"{\"case\"", "\"case\""},  // no object
           {"\"case\"", "\"cases\""},  // a member that nobody knows
           {"\"case\": \"a\"", "\"case\": \"\""},
           {"\"case\": \"a\"", "\"case\": \"a b\""},         // two words
           {"\"case\": \"a\"", "\"case\": \"\\u001b[2J\""},  // writes on the terminal
           {"\"case\": \"a\"", "\"case\": 7"},
           {"@2022-11-18T10:00:00+08:00", "2022-11-18"},  // no time
           {"\"APPROVE\"", "\"GRANTED\""},                // no outcome
           {"\"R7\"", "\"\""},                            // no rule
           {", \"outcome\": \"APPROVE\"", ""}}) {
    std::string line = good;
    replace_all(line, from, to);
    const std::string cases = file("cases.jsonl", good + line);
    testing::internal::CaptureStderr();
    EXPECT_EQ(rehearse_item(kFolder, cases, ""), 1) << line;
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_NE(said.find("line 2 "), std::string::npos) << said;
    for (const char* secret : {"13800000000", "1948", "GRANTED", "\x1b"}) {
      EXPECT_EQ(said.find(secret), std::string::npos) << said;
    }
  }
  EXPECT_EQ(read_past_case(std::string(kMaxCaseLineBytes + 1, ' ')).error(), "is longer than 1 MB");
  EXPECT_EQ(rehearse_item(kFolder, file("none.jsonl", "\n"), ""), 1);
  EXPECT_EQ(rehearse_item(kFolder, place("not-there"), ""), 1);
}

TEST_F(Rehearsal, rules_are_compared_where_both_are_known) {
  EXPECT_FALSE(differs({"APPROVE", ""}, {"APPROVE", "R7"}));
  EXPECT_FALSE(differs({"APPROVE", "R7"}, {"APPROVE", "R7"}));
  EXPECT_TRUE(differs({"APPROVE", "R7"}, {"APPROVE", "R8"}));
  EXPECT_TRUE(differs({"APPROVE", ""}, {"REFER", ""}));
}

using Packing = Rehearsal;

TEST_F(Packing, a_folder_gives_the_same_bytes_every_time_and_is_checked_and_run_as_a_bundle) {
  (void)output(0, [&] { return pack_item(kFolder, place("one")); });
  (void)output(0, [&] { return pack_item(kFolder, place("two")); });
  EXPECT_EQ(read_text_file(place("one")).value(), read_text_file(place("two")).value());
  EXPECT_EQ(load_whole(place("one")).value()->fingerprint,
            load_whole(kFolder).value()->fingerprint);
  (void)output(0, [&] { return check_item(place("one")); });
  const std::string facts = file("facts.json", R"({"facts": {}, "identity": 3})");
  const std::string out = output(0, [&] {
    return run_item(place("one"), facts, "en", *feel::parse_date_time("2022-11-18T10:00:00+08:00"));
  });
  EXPECT_NE(out.find("outcome   PROVISIONAL"), std::string::npos) << out;
}

TEST_F(Packing, an_item_with_findings_is_not_packed) {
  const std::string item = changed_item({{"\"REFUSE\"", "\"REJECT\""}});
  EXPECT_NE(output(1, [&] { return pack_item(item, place("bundle")); }), "");
  EXPECT_FALSE(fs::exists(place("bundle")));
}

TEST_F(Packing, a_bundle_is_not_put_into_its_own_folder) {
  EXPECT_EQ(pack_item(changed_item({}), place("changed/texts/bundle")), 1);
  EXPECT_FALSE(fs::exists(place("changed/texts/bundle")));
}

TEST_F(Packing, a_signature_is_verified_by_its_key_alone) {
  const auto key = crypto::PrivateKey::generate_signing(crypto::test::test_suite()).value();
  const std::string secret = key_file(key);
  const auto shown = [&](const crypto::PrivateKey& of) {
    return file("public.pem", "-----BEGIN PUBLIC KEY-----\n" + to_base64(of.public_key()->spki()) +
                                  "\n-----END PUBLIC KEY-----\n");
  };
  (void)output(0, [&] { return pack_item(kFolder, place("b")); });
  (void)output(
      0, [&] { return sign_item(place("b"), secret, "2022-11-18T10:00:00+08:00", place("s")); });
  const std::string said = output(0, [&] { return verify_item(place("s"), shown(key)); });
  EXPECT_NE(said.find("id      senior-allowance\nversion 1\nsha256  "), std::string::npos) << said;
  EXPECT_NE(said.find("signer  " + to_hex(key.public_key()->key_id()) +
                      "\nissued  2022-11-18T02:00:00.000Z\n"),
            std::string::npos)
      << said;
  (void)output(0, [&] { return check_item(place("s")); });
  const auto other = crypto::PrivateKey::generate_signing(crypto::test::test_suite()).value();
  EXPECT_EQ(verify_item(place("s"), shown(other)), 1);
  EXPECT_EQ(verify_item(place("b"), shown(key)), 1);  // not signed
  EXPECT_EQ(verify_item(place("s"), place("b")), 1);  // no key
}

TEST_F(Packing, nothing_is_signed_with_a_key_that_others_can_read_or_at_no_time) {
  const std::string secret =
      key_file(crypto::PrivateKey::generate_signing(crypto::test::test_suite()).value());
  (void)output(0, [&] { return pack_item(kFolder, place("b")); });
  EXPECT_EQ(sign_item(place("b"), secret, "yesterday", place("s")), 1);
  EXPECT_EQ(sign_item(kFolder + "/item.toml", secret, "", place("s")), 1);
  fs::permissions(secret, fs::perms::others_read, fs::perm_options::add);
  EXPECT_EQ(sign_item(place("b"), secret, "", place("s")), 1);
  EXPECT_FALSE(fs::exists(place("s")));
}

}  // namespace
}  // namespace dk::flows
