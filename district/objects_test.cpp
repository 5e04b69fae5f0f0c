#include "district/objects.h"

#include "district/key_person_source.h"
#include "district/test_district.h"

namespace dk::district::testing {
namespace {

class Objects : public District {
 protected:
  Result<district::Objects::SignedManifest> manifest(const std::string& terminal = kTerminal) {
    return gateway_->objects().manifest(terminal, kSite, gateway_->manifest_key());
  }
  Result<wire::Manifest> read(const district::Objects::SignedManifest& signed_manifest,
                              std::uint64_t floor = 0) {
    return wire::verify_manifest(signed_manifest.cose, gateway_->root(), kTerminal, floor,
                                 clock_.now());
  }
  Result<Published> publish(std::string_view name, std::string scope, Bytes content) {
    return gateway_->objects().publish({std::string(name), std::move(scope), std::move(content)},
                                       gateway_->root(), files_, gateway_->layout());
  }
  Result<Published> publish_list(std::string_view json) {
    auto list = key_person_list_from_json(*gateway_, random_, json, clock_.now());
    EXPECT_TRUE(list);
    return publish(wire::kObjectKeyPersonList, kSite, std::move(*list));
  }
};

TEST_F(Objects, a_terminal_finds_everything_that_its_manifest_names) {
  const auto signed_manifest = manifest();
  ASSERT_TRUE(signed_manifest) << signed_manifest.error().detail;
  const auto listed = read(*signed_manifest);
  ASSERT_TRUE(listed) << listed.error().detail;
  EXPECT_EQ(listed->objects.size(), 4u);
  EXPECT_EQ(listed->expires - listed->issued, std::chrono::hours(kManifestHours));
  for (const auto& object : listed->objects) {
    const auto cose = gateway_->objects().fetch(object.sha256, kSite);
    ASSERT_TRUE(cose) << object.name;
    EXPECT_TRUE(wire::verify_object(*cose, gateway_->root(), object)) << object.name;
  }
}

TEST_F(Objects, manifest_version_grows_with_every_new_object_and_never_falls) {
  const auto first = manifest();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->version, 1u);
  EXPECT_EQ(manifest()->cose, first->cose);
  clock_.advance(std::chrono::minutes(6));
  const auto fresh = manifest();
  EXPECT_EQ(fresh->version, 1u);
  EXPECT_NE(fresh->cose, first->cose);
  ASSERT_TRUE(publish_list(R"({"schema":"key-persons/1","persons":[]})"));
  const auto second = manifest();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->version, 2u);
  EXPECT_TRUE(read(*second, 2));
  clock_.set(t1() - std::chrono::hours(5));  // the district's clock is set back
  EXPECT_EQ(manifest()->version, 2u);
  open();
  EXPECT_EQ(manifest()->version, 2u);
}

TEST_F(Objects, each_terminal_has_a_manifest_of_its_own) {
  const auto other = manifest("LH-TS-0003");
  ASSERT_TRUE(other);
  EXPECT_EQ(read(*other).error().code, FailureCode::manifest_not_ours);
}

TEST_F(Objects, an_object_of_another_site_is_not_there) {
  const auto listed = read(*manifest());
  ASSERT_TRUE(listed);
  for (const auto& object : listed->objects) {
    const bool of_site =
        object.name == wire::kObjectSite || object.name == wire::kObjectKeyPersonList;
    EXPECT_EQ(gateway_->objects().fetch(object.sha256, "XX-02").has_value(), !of_site)
        << object.name;
  }
}

TEST_F(Objects, what_terminals_could_not_read_is_not_signed) {
  for (const auto name : {wire::kObjectTrustList, wire::kObjectStaffRoster}) {
    EXPECT_FALSE(publish(name, "", to_bytes("{}")));
  }
  EXPECT_FALSE(publish(wire::kObjectSite, kSite, to_bytes("{}")));
  EXPECT_FALSE(publish(wire::kObjectKeyPersonList, kSite, to_bytes("{}")));
  EXPECT_EQ(publish("moon", "", to_bytes("{}")).error().code, FailureCode::invalid_argument);
  const std::string roster = wire::to_json(wire::StaffRoster{});
  EXPECT_EQ(publish(wire::kObjectStaffRoster, kSite, to_bytes(roster)).error().code,
            FailureCode::invalid_argument);
}

TEST_F(Objects, a_key_of_another_role_signs_nothing) {
  const Layout layout{dir()};
  const auto configuration = files_.read_private(layout.offline_key("configuration"));
  ASSERT_TRUE(configuration);
  ASSERT_TRUE(files_.write_private(layout.offline_key("lists"), configuration->view()));
  const auto refused = publish_list(R"({"schema":"key-persons/1","persons":[]})");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, FailureCode::role_refused);
  EXPECT_EQ(manifest()->version, 1u);
  EXPECT_EQ(count("object"), 4);
}

TEST_F(Objects, a_floor_that_would_lock_every_terminal_out_is_not_signed) {
  const auto object = gateway_->objects().newest(wire::kObjectSite, kSite, gateway_->root());
  auto site = wire::site_from_json(as_text(object->content));
  site->algorithms = crypto::only(suite() == crypto::Suite::Shangmi ? crypto::Suite::International
                                                                    : crypto::Suite::Shangmi);
  const auto refused = publish(wire::kObjectSite, kSite, to_bytes(wire::to_json(*site)));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, FailureCode::algorithm_refused);
  EXPECT_EQ(count("object"), 4);
  site->algorithms = {true, true, suite()};
  EXPECT_TRUE(publish(wire::kObjectSite, kSite, to_bytes(wire::to_json(*site))));
  EXPECT_EQ(gateway_->objects().policy_of_site(kSite, gateway_->root()).value(), site->algorithms);
}

TEST_F(Objects, nothing_is_signed_where_the_offline_keys_are_away) {
  std::filesystem::remove_all(Layout{dir()}.offline_folder());
  open();  // the server needs none of them
  EXPECT_TRUE(manifest());
  EXPECT_EQ(publish_list(R"({"schema":"key-persons/1","persons":[]})").error().code,
            FailureCode::not_found);
}

TEST_F(Objects, a_new_list_is_used_for_the_next_batch) {
  (void)enrol();
  ASSERT_TRUE(push({p02(1)}));
  EXPECT_EQ(count("late_hit"), 0);
  ASSERT_TRUE(
      publish_list(R"({"schema":"key-persons/1","persons":[{"person":"P03","category":1}]})"));
  ASSERT_TRUE(push({p03(2)}));
  EXPECT_EQ(count("late_hit WHERE list_version=2"), 1);
}

TEST_F(Objects, key_person_source_refuses_what_it_does_not_know) {
  for (const char* text :
       {"", "[]", R"({"schema":"key-persons/1"})",
        R"({"schema":"key-persons/1","persons":[{"person":"P99","category":1}]})",
        R"({"schema":"key-persons/1","persons":[{"person":"P02","category":4}]})",
        R"({"schema":"key-persons/1","persons":[{"category":1}]})"}) {
    EXPECT_FALSE(key_person_list_from_json(*gateway_, random_, text, t1())) << text;
  }
}

}  // namespace
}  // namespace dk::district::testing
