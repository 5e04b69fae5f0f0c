#include "offline-cache/wire/reference_objects.h"

#include <gtest/gtest.h>

namespace dk::wire {
namespace {

TEST(Pin, the_right_one_matches_and_no_other) {
  SeededRandom random(1);
  const PinVerifier verifier = make_pin_verifier(as_bytes("407153"), random).value();
  EXPECT_TRUE(pin_matches(verifier, as_bytes("407153")));
  EXPECT_FALSE(pin_matches(verifier, as_bytes("407154")));
  EXPECT_FALSE(pin_matches(verifier, as_bytes("4071530")));
  EXPECT_FALSE(pin_matches(verifier, {}));
  EXPECT_FALSE(pin_matches(PinVerifier{}, as_bytes("")));
  EXPECT_FALSE(make_pin_verifier({}, random));
}

TEST(Pin, the_same_pin_of_two_workers_looks_different) {
  SeededRandom random(1);
  EXPECT_NE(make_pin_verifier(as_bytes("1234"), random)->hash,
            make_pin_verifier(as_bytes("1234"), random)->hash);
}

TEST(StaffRoster, a_worker_twice_is_refused) {
  SeededRandom random(1);
  StaffMember member{"S-0041",   "\xE6\x9B\xBE\xE7\x90\xB3",
                     "sampler",  {"QH-01"},
                     1672531199, make_pin_verifier(as_bytes("1234"), random).value()};
  EXPECT_TRUE(staff_roster_from_json(to_json(StaffRoster{{member}})));
  EXPECT_FALSE(staff_roster_from_json(to_json(StaffRoster{{member, member}})));
  member.pin.n = 1u << 30;  // would take a gigabyte at every sign-in
  EXPECT_FALSE(staff_roster_from_json(to_json(StaffRoster{{member}})));
  member.pin.n = 1u << 4;  // would be guessed in a second
  EXPECT_FALSE(staff_roster_from_json(to_json(StaffRoster{{member}})));
}

TEST(Site, comes_back_as_it_was) {
  Site site;
  site.site = "QH-01";
  site.name = {{"en", "Qinghu"}};
  site.district = "440309";
  site.devices = {{"LH-TS-0002", {{"scanner", "serial:/dev/ttyACM0?baud=115200"}}}};
  site.services = {{"sampling", true}};
  const auto back = site_from_json(to_json(site));
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(to_json(*back), to_json(site));
  site.tube_rule.min_length = 20;  // above max_length
  EXPECT_FALSE(site_from_json(to_json(site)));
}

TEST(Site, says_which_algorithms_count) {
  Site site;
  site.site = "QH-01";
  site.name = {{"en", "Qinghu"}};
  site.district = "440309";
  // What every site object meant before there was a second suite.
  EXPECT_EQ(to_json(site).find("algorithms"), std::string::npos);
  EXPECT_EQ(site_from_json(to_json(site))->algorithms, crypto::only(crypto::Suite::International));
  for (const crypto::AlgorithmPolicy policy :
       {crypto::only(crypto::Suite::Shangmi),
        crypto::AlgorithmPolicy{true, true, crypto::Suite::Shangmi}}) {
    site.algorithms = policy;
    EXPECT_EQ(site_from_json(to_json(site))->algorithms, policy);
  }
  const std::string text = to_json(site);
  const std::string good = R"({"accept":["international","shangmi"],"write":"shangmi"})";
  ASSERT_NE(text.find(good), std::string::npos);
  for (const char* bad :
       {R"({"accept":["international"],"write":"shangmi"})", R"({"accept":[],"write":"shangmi"})",
        R"({"accept":["shangmi","shangmi"],"write":"shangmi"})",
        R"({"accept":["shangmi","post-quantum"],"write":"shangmi"})",
        R"({"accept":["shangmi"],"write":"none"})", R"({"accept":["shangmi"]})"}) {
    std::string changed = text;
    changed.replace(changed.find(good), good.size(), bad);
    EXPECT_FALSE(site_from_json(changed)) << bad;
  }
}

const Bytes kKey(32, 0x11);

std::vector<KeyPerson> persons(int count) {
  std::vector<KeyPerson> out;
  for (int i = 0; i < count; ++i) {
    out.push_back({"id-card", "44030" + std::to_string(100000 + i),
                   static_cast<KeyPersonCategory>(1 + i % 3)});
  }
  return out;
}

TEST(KeyPersonList, everybody_on_it_is_found_and_nobody_else) {
  for (const int count : {0, 1, 2, 3, 1000}) {
    const auto list = persons(count);
    const auto opened = KeyPersonList::open(encode_key_person_list(list, kKey, 1668736800));
    ASSERT_TRUE(opened) << opened.error().detail;
    EXPECT_EQ(opened->size(), static_cast<std::size_t>(count));
    EXPECT_EQ(opened->issued_s(), 1668736800);
    for (const KeyPerson& person : list) {
      EXPECT_EQ(opened->find(person.document_type, person.document_number), person.category);
    }
    EXPECT_EQ(opened->find("id-card", "11010519491231002X"), KeyPersonCategory::None);
    EXPECT_EQ(opened->find("passport", "44030100000"), KeyPersonCategory::None);
    EXPECT_EQ(opened->find("", ""), KeyPersonCategory::None);
  }
}

TEST(KeyPersonList, a_person_on_it_twice_keeps_the_stricter_category) {
  const auto opened = KeyPersonList::open(encode_key_person_list(
      {{"id-card", "1", KeyPersonCategory::MustTest}, {"id-card", "1", KeyPersonCategory::Single}},
      kKey, 0));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->size(), 1u);
  EXPECT_EQ(opened->find("id-card", "1"), KeyPersonCategory::Single);
}

TEST(KeyPersonList, type_and_number_cannot_run_into_each_other) {
  const auto opened = KeyPersonList::open(
      encode_key_person_list({{"id", "card1", KeyPersonCategory::Single}}, kKey, 0));
  EXPECT_EQ(opened->find("idcard", "1"), KeyPersonCategory::None);
  EXPECT_EQ(opened->find("id", "card1"), KeyPersonCategory::Single);
}

TEST(KeyPersonList, what_is_cut_unsorted_or_of_another_version_is_refused) {
  const Bytes good = encode_key_person_list(persons(5), kKey, 0);
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(KeyPersonList::open(Bytes(good.begin(), good.begin() + static_cast<long>(size))));
  }
  for (const std::size_t at : {0u, 4u, 6u, 7u, 48u, 51u, 64u}) {  // magic, flags, count, category
    Bytes bad = good;
    bad[at] ^= 0x40;
    EXPECT_FALSE(KeyPersonList::open(bad)) << at;
  }
  Bytes unsorted = good;
  std::swap_ranges(unsorted.begin() + 52, unsorted.begin() + 65, unsorted.begin() + 65);
  EXPECT_FALSE(KeyPersonList::open(unsorted));
  Bytes twice = good;
  std::copy_n(twice.begin() + 52, 13, twice.begin() + 65);
  EXPECT_FALSE(KeyPersonList::open(twice));
}

}  // namespace
}  // namespace dk::wire
