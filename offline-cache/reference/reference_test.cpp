#include "offline-cache/reference/reference.h"

#include <gtest/gtest.h>

#include "offline-cache/reference/reference_test_support.h"

namespace dk::cache {
namespace {

using test::bring;
using test::kTerminal;
using test::Signer;

class ReferenceTest : public testing::Test {
 protected:
  ReferenceTest() {
    EXPECT_TRUE(files_.make_folder("/data/keys"));
    keys_ = open_keys("/data/keys", true);
    root_ = signer_.root_cose();
    reference_ = reopen();
  }

  std::unique_ptr<Keys> open_keys(const std::string& folder, bool create) {
    return open_file_keys(files_, random_, folder, recovery_.public_key()->spki(), create).value();
  }
  Result<std::unique_ptr<Reference>> try_open(const std::string& terminal = kTerminal) {
    return Reference::open(files_, *keys_, random_, "/data/reference", terminal, root_, clock_);
  }
  std::unique_ptr<Reference> reopen() { return std::move(try_open().value()); }
  static FailureCode code_of(const Status& status) {
    return status ? FailureCode::internal : status.error().code;
  }
  std::string path_of(const wire::ManifestObject& object) {
    return "/data/reference/" + object.name + "/" + to_hex(object.sha256);
  }
  void flip(const std::string& path, std::size_t at) {
    Bytes content = files_.read(path, 1u << 24).value();
    content.at(at % content.size()) ^= 1;
    ASSERT_TRUE(files_.write_private(path, content));
  }

  SimulatedFiles files_;
  SeededRandom random_{7};
  SimulatedClock clock_{*from_rfc3339("2022-11-18T02:00:00Z")};
  crypto::PrivateKey recovery_ =
      crypto::PrivateKey::generate_sealing(crypto::test::test_suite()).value();
  Signer signer_{clock_.now()};
  std::unique_ptr<Keys> keys_;
  Bytes root_;
  std::unique_ptr<Reference> reference_;
};

TEST_F(ReferenceTest, a_first_day_brings_everything_at_once) {
  EXPECT_EQ(reference_->snapshot()->manifest_version, 0u);
  EXPECT_FALSE(reference_->complete());
  signer_.put_site(1, 3200);
  signer_.put_list(12, 100);
  signer_.put_roster(12);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  const auto now = reference_->snapshot();
  ASSERT_TRUE(now->site && now->key_persons && now->roster);
  EXPECT_EQ(now->site->population, 3200);
  EXPECT_EQ(now->key_persons->size(), 100u);
  EXPECT_EQ(now->versions, (std::map<std::string, std::string>{
                               {"site", "1"}, {"key-person-list", "12"}, {"staff-roster", "12"}}));
  EXPECT_EQ(now->trust, nullptr);
  EXPECT_TRUE(reference_->complete());
  // And after a restart, without the network.
  const auto again = reopen();
  EXPECT_EQ(again->snapshot()->site->population, 3200);
  EXPECT_EQ(again->manifest_floor(), 1u);
}

TEST_F(ReferenceTest, items_come_as_they_were_signed_and_are_not_read_here) {
  signer_.put_site(1, 3200);
  signer_.put("item-newborn", 4, as_bytes("for the flow engine only"), signer_.catalogue);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  const auto again = reopen();
  const auto items = again->snapshot()->items;
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].id, "newborn");
  EXPECT_EQ(items[0].version, 4u);
  EXPECT_EQ(as_text(*items[0].content), "for the flow engine only");
  EXPECT_EQ(items[0].digest, crypto::sha256(*items[0].content));
  EXPECT_EQ(again->snapshot()->versions.at("item-newborn"), "4");
}

TEST_F(ReferenceTest, an_item_that_another_role_signed_is_not_taken) {
  signer_.put("item-newborn", 4, as_bytes("an item"), signer_.lists);
  EXPECT_EQ(code_of(bring(*reference_, signer_, signer_.manifest_cose(1))),
            FailureCode::role_refused);
  EXPECT_TRUE(reference_->snapshot()->items.empty());
}

TEST_F(ReferenceTest, a_reader_keeps_its_version_while_the_swap_happens) {
  signer_.put_site(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  const auto held = reference_->snapshot();
  signer_.put_site(2, 200);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(2)));
  EXPECT_EQ(held->site->population, 100);
  EXPECT_EQ(reference_->snapshot()->site->population, 200);
}

TEST_F(ReferenceTest, nothing_lies_in_clear_on_the_disk) {
  const auto site = signer_.put_site(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  ASSERT_TRUE(reference_->keep_partial(site, 0, as_bytes("Qinghu")));
  for (const std::string& path : {path_of(site), std::string("/data/reference/state.box"),
                                  "/data/reference/partial.d/" + to_hex(site.sha256) + ".0"}) {
    const Bytes content = files_.read(path, 1u << 24).value();
    EXPECT_EQ(as_text(content).find("Qinghu"), std::string_view::npos) << path;
    EXPECT_EQ(as_text(content).find(kTerminal), std::string_view::npos) << path;
  }
}

// The power goes, or a write fails, at each operation of the disk in turn.
TEST_F(ReferenceTest, a_swap_cut_at_any_step_leaves_the_old_set_or_the_new_one) {
  signer_.put_site(1, 100);
  signer_.put_list(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  bool finished = false;
  std::uint64_t version = 1;
  for (int step = 0; !finished; ++step) {
    ASSERT_LT(step, 200);
    const auto old_population = reference_->snapshot()->site->population;
    const auto new_population = old_population + 100;
    ++version;
    signer_.put_site(version, new_population);
    signer_.put_list(version, static_cast<int>(new_population));
    const Bytes manifest = signer_.manifest_cose(version);
    int left = step;
    files_.fail_when = [&](std::string_view, const std::string&) -> Status {
      if (left-- > 0) return {};
      return fail(FailureCode::io_error, "no power");
    };
    const Status outcome = bring(*reference_, signer_, manifest);
    finished = left > 0;
    files_.fail_when = nullptr;
    EXPECT_TRUE(outcome || !finished);
    files_.lose_power();
    reference_ = reopen();
    const auto now = reference_->snapshot();
    ASSERT_TRUE(now->site && now->key_persons) << step;
    const std::int64_t population = now->site->population;
    EXPECT_EQ(population, outcome ? new_population : old_population) << step;
    EXPECT_EQ(now->key_persons->size(), static_cast<std::size_t>(population)) << "a mix: " << step;
    EXPECT_TRUE(reference_->complete());
  }
}

TEST_F(ReferenceTest, a_damaged_file_is_not_served_and_is_fetched_again) {
  const auto site = signer_.put_site(1, 100);
  signer_.put_list(1, 10);
  const Bytes manifest = signer_.manifest_cose(1);
  ASSERT_TRUE(bring(*reference_, signer_, manifest));
  for (const std::size_t at : {0u, 5u, 30u, 120u, 5000u}) {
    flip(path_of(site), at);
    reference_ = reopen();
    EXPECT_EQ(reference_->snapshot()->site, nullptr) << at;
    EXPECT_EQ(reference_->snapshot()->versions.count("site"), 0u);
    EXPECT_NE(reference_->snapshot()->key_persons, nullptr);  // the others are
    EXPECT_FALSE(reference_->complete());
    const auto missing = reference_->missing(reference_->check_manifest(manifest).value());
    ASSERT_EQ(missing.size(), 1u);
    EXPECT_EQ(missing[0].name, "site");
    ASSERT_TRUE(bring(*reference_, signer_, manifest));
    EXPECT_EQ(reference_->snapshot()->site->population, 100);
  }
}

TEST_F(ReferenceTest, a_damaged_state_begins_again_at_the_pinned_root) {
  signer_.put_site(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  flip("/data/reference/state.box", 60);
  reference_ = reopen();
  EXPECT_EQ(reference_->snapshot()->site, nullptr);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  EXPECT_EQ(reference_->snapshot()->site->population, 100);
  // Without a pin there is nothing to begin with.
  flip("/data/reference/state.box", 60);
  root_.clear();
  EXPECT_EQ(try_open().error().code, FailureCode::data_damaged);
}

TEST_F(ReferenceTest, a_disk_put_into_another_machine_shows_nothing) {
  signer_.put_site(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  ASSERT_TRUE(files_.make_folder("/other/keys"));
  keys_ = open_keys("/other/keys", true);
  reference_ = reopen();
  EXPECT_EQ(reference_->snapshot()->site, nullptr);
}

TEST_F(ReferenceTest, a_file_moved_to_anothers_place_is_not_served) {
  const auto one = signer_.put_site(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  const Bytes sealed = files_.read(path_of(one), 1u << 24).value();
  const auto two = signer_.put_site(2, 200);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(2)));
  ASSERT_TRUE(files_.write_private(path_of(two), sealed));
  EXPECT_EQ(reopen()->snapshot()->site, nullptr);
}

TEST_F(ReferenceTest, older_manifests_and_older_objects_are_refused) {
  signer_.put_site(5, 100);
  const Bytes first = signer_.manifest_cose(1);
  ASSERT_TRUE(bring(*reference_, signer_, first));
  signer_.put_site(6, 200);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(2)));
  EXPECT_EQ(code_of(reference_->swap(first)), FailureCode::manifest_older);
  // The online key alone brings an old object back: refused, also after a restart.
  signer_.put_site(5, 100);
  reference_ = reopen();
  EXPECT_EQ(reference_->check_manifest(signer_.manifest_cose(3)).error().code,
            FailureCode::manifest_older);
  EXPECT_EQ(reference_->snapshot()->site->population, 200);
}

TEST_F(ReferenceTest, an_expired_manifest_is_named_and_the_old_data_stays) {
  signer_.put_site(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  clock_.advance(std::chrono::hours(100));
  EXPECT_EQ(reference_->check_manifest(signer_.manifest_cose(2)).error().code,
            FailureCode::manifest_expired);
  const auto again = reopen();
  ASSERT_NE(again->snapshot()->site, nullptr);  // with its age: who uses it decides
  EXPECT_LT(again->snapshot()->manifest_expires, clock_.now());
}

TEST_F(ReferenceTest, anothers_manifest_is_refused) {
  signer_.put_site(1, 100);
  signer_.manifest.terminal = "LH-TS-0003";
  EXPECT_EQ(code_of(bring(*reference_, signer_, signer_.manifest_cose(1))),
            FailureCode::manifest_not_ours);
  // And a data folder that was copied from another terminal serves nothing.
  signer_.manifest.terminal = kTerminal;
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  EXPECT_EQ(try_open("LH-TS-0009").value()->snapshot()->site, nullptr);
}

TEST_F(ReferenceTest, the_online_key_can_introduce_nothing_new) {
  wire::Site site;
  site.site = "QH-01";
  site.district = "440309";
  signer_.put("site", 1, as_bytes(to_json(site)), signer_.online);
  EXPECT_EQ(code_of(bring(*reference_, signer_, signer_.manifest_cose(1))),
            FailureCode::role_refused);
  EXPECT_EQ(reference_->snapshot()->site, nullptr);
}

TEST_F(ReferenceTest, a_content_that_cannot_be_read_is_not_taken) {
  signer_.put_site(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  signer_.put("site", 2, as_bytes("{}"), signer_.configuration);
  EXPECT_EQ(code_of(bring(*reference_, signer_, signer_.manifest_cose(2))),
            FailureCode::answer_malformed);
  EXPECT_EQ(reference_->snapshot()->site->population, 100);
}

TEST_F(ReferenceTest, a_swap_before_everything_is_there_changes_nothing) {
  signer_.put_site(1, 100);
  EXPECT_EQ(code_of(reference_->swap(signer_.manifest_cose(1))), FailureCode::reference_missing);
  EXPECT_EQ(reference_->manifest_floor(), 0u);
}

TEST_F(ReferenceTest, what_is_no_longer_named_leaves_the_disk) {
  const auto site = signer_.put_site(1, 100);
  const auto list = signer_.put_list(1, 10);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  signer_.put_site(2, 200);
  std::erase_if(signer_.manifest.objects, [](auto& one) { return one.name == "key-person-list"; });
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(2)));
  EXPECT_FALSE(files_.size(path_of(site)));
  EXPECT_FALSE(files_.size(path_of(list)));  // a service that was switched off
  EXPECT_EQ(reference_->snapshot()->key_persons, nullptr);
}

TEST_F(ReferenceTest, roots_follow_each_other_and_a_lost_key_takes_its_objects_with_it) {
  signer_.put_site(1, 100);
  signer_.put_list(1, 10);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  // The lists' key was lost: a new root, signed by the old root key, names another.
  const auto old_offline = signer_.offline;
  signer_.lists = crypto::PrivateKey::generate_signing(signer_.suite).value();
  signer_.offline = crypto::PrivateKey::generate_signing(signer_.suite).value();
  signer_.root.version = 2;
  signer_.root.roles["lists"] = {test::role_key(signer_.lists)};
  signer_.root.root_keys = {test::role_key(signer_.offline)};
  EXPECT_EQ(code_of(reference_->update_root(signer_.root_cose())), FailureCode::role_refused);
  ASSERT_TRUE(reference_->update_root(wire::sign_root(signer_.root, old_offline).value()));
  EXPECT_EQ(reference_->snapshot()->key_persons, nullptr);
  EXPECT_NE(reference_->snapshot()->site, nullptr);
  EXPECT_FALSE(reference_->complete());
  // A third root, signed by the second's key; the chain holds after a restart.
  signer_.root.version = 3;
  ASSERT_TRUE(reference_->update_root(signer_.root_cose()));
  reference_ = reopen();
  EXPECT_EQ(reference_->root().version, 3u);
  EXPECT_EQ(code_of(reference_->update_root(root_)), FailureCode::role_refused);
  signer_.put_list(2, 20);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(2)));
  EXPECT_EQ(reference_->snapshot()->key_persons->size(), 20u);
}

TEST_F(ReferenceTest, two_roots_of_one_version_cannot_both_be_true) {
  signer_.root.expires += std::chrono::hours(1);
  EXPECT_EQ(code_of(reference_->update_root(signer_.root_cose())), FailureCode::manifest_older);
  EXPECT_TRUE(reference_->update_root(root_));  // the same one again is nothing new
}

TEST_F(ReferenceTest, an_expired_root_lets_no_manifest_in) {
  signer_.put_site(1, 100);
  clock_.advance(std::chrono::hours(24 * 4000));
  signer_.manifest.issued = clock_.now();
  signer_.manifest.expires = clock_.now() + std::chrono::hours(1);
  EXPECT_EQ(code_of(bring(*reference_, signer_, signer_.manifest_cose(1))),
            FailureCode::manifest_expired);
}

TEST_F(ReferenceTest, pieces_of_an_object_survive_a_restart) {
  const auto list = signer_.put_list(1, 1000);
  const Bytes cose = signer_.objects.at(to_hex(list.sha256));
  ASSERT_TRUE(reference_->keep_partial(list, 0, ByteView(cose).first(1000)));
  ASSERT_TRUE(reference_->keep_partial(list, 1000, ByteView(cose).subspan(1000, 500)));
  reference_ = reopen();
  EXPECT_EQ(reference_->partial(list), Bytes(cose.begin(), cose.begin() + 1500));
  // A damaged piece is fetched again, with all that follows it.
  flip("/data/reference/partial.d/" + to_hex(list.sha256) + ".1000", 99);
  EXPECT_EQ(reference_->partial(list).size(), 1000u);
  reference_->forget_partial(list);
  EXPECT_TRUE(reference_->partial(list).empty());
}

}  // namespace
}  // namespace dk::cache
