#include "district/init.h"

#include <sys/stat.h>

#include "base/codes/trust_list.h"
#include "district/test_district.h"
#include "offline-cache/wire/reference_objects.h"

namespace dk::district::testing {
namespace {

class Init : public District {};

TEST_F(Init, a_founded_district_is_never_overwritten) {
  const auto before = files_.read(Layout{dir()}.root_cose(), 1 << 20);
  InitOptions options;
  options.dir = dir();
  const auto again = init(options, files_, random_, t1());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, FailureCode::invalid_argument);
  const auto after = files_.read(Layout{dir()}.root_cose(), 1 << 20);
  ASSERT_TRUE(before && after);
  EXPECT_EQ(*after, *before);
}

TEST_F(Init, everything_is_for_its_owner_only) {
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir())) {
    struct stat state{};
    ASSERT_EQ(::stat(entry.path().c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 0777, entry.is_directory() ? 0700u : 0600u) << entry.path();
    files += entry.is_regular_file() ? 1 : 0;
  }
  EXPECT_GT(files, 15);
}

TEST_F(Init, a_key_that_others_can_read_stops_the_district) {
  gateway_.reset();
  const std::string path = Layout{dir()}.online_key("storage");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  const auto opened = Gateway::open(dir(), files_, random_, clock_, system_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::permission_unsafe);
}

TEST_F(Init, the_staff_can_sign_in_with_the_pins_shown_once) {
  const auto object = gateway_->objects().newest(wire::kObjectStaffRoster, kSite, gateway_->root());
  ASSERT_TRUE(object);
  const auto roster = wire::staff_roster_from_json(as_text(object->content));
  ASSERT_TRUE(roster);
  ASSERT_EQ(roster->staff.size(), 3u);
  EXPECT_EQ(roster->staff[0].id, "S-0041");
  EXPECT_EQ(roster->staff[0].name, "曾琳");
  EXPECT_EQ(roster->staff[0].role, "sampler");
  EXPECT_EQ(roster->staff[1].role, "lead");
  EXPECT_EQ(roster->staff[2].role, "courier");
  ASSERT_EQ(made_.pins.size(), 3u);
  EXPECT_EQ(made_.pins[0].pin, "135790");
  EXPECT_TRUE(wire::pin_matches(roster->staff[0].pin, as_bytes("135790")));
  EXPECT_FALSE(wire::pin_matches(roster->staff[0].pin, as_bytes("135791")));
}

TEST_F(Init, without_demo_pins_every_pin_is_random) {
  InitOptions options;
  options.dir = folder_ + "/other";
  options.persons_file = std::string(DK_PROJECT_DIR) + "/assets/persons/persons.json";
  const auto made = init(options, files_, random_, t1());
  ASSERT_TRUE(made) << made.error().detail;
  ASSERT_EQ(made->pins.size(), 3u);
  for (const auto& pin : made->pins) {
    EXPECT_EQ(pin.pin.size(), 6u);
    EXPECT_EQ(pin.pin.find_first_not_of("0123456789"), std::string::npos);
  }
  EXPECT_FALSE(made->pins[0].pin == "135790" && made->pins[1].pin == "135790");
  EXPECT_NE(made->ca_fingerprint, made_.ca_fingerprint);
}

TEST_F(Init, the_site_and_its_list_are_as_announced) {
  const auto site = gateway_->objects().newest(wire::kObjectSite, kSite, gateway_->root());
  ASSERT_TRUE(site);
  const auto described = wire::site_from_json(as_text(site->content));
  ASSERT_TRUE(described);
  EXPECT_EQ(described->site, kSite);
  EXPECT_EQ(described->name.size(), 3u);
  EXPECT_TRUE(described->services.at("sampling"));
  auto object = gateway_->objects().newest(wire::kObjectKeyPersonList, kSite, gateway_->root());
  ASSERT_TRUE(object);
  const auto list = wire::KeyPersonList::open(std::move(object->content));
  ASSERT_TRUE(list);
  EXPECT_EQ(list->size(), 3u);
  EXPECT_EQ(list->issued_s(), to_unix_seconds(t1()));
  EXPECT_EQ(list->find("id-card", "460300198710039670"), wire::KeyPersonCategory::YellowLane);
  EXPECT_EQ(list->find("id-card", "440309199312129708"), wire::KeyPersonCategory::Single);
  EXPECT_EQ(list->find("id-card", "460300198606069968"), wire::KeyPersonCategory::MustTest);
}

TEST_F(Init, every_signing_and_sealing_key_is_of_the_suite_that_was_asked_for) {
  for (const auto suite : {crypto::Suite::International, crypto::Suite::Shangmi}) {
    InitOptions options;
    options.dir = folder_ + "/" + std::string(name_of(suite));
    options.suite = suite;
    const auto made = init(options, files_, random_, t1());
    ASSERT_TRUE(made) << made.error().detail;
    auto gateway = Gateway::open(options.dir, files_, random_, clock_, system_);
    ASSERT_TRUE(gateway) << gateway.error().detail;
    const wire::Root& root = (*gateway)->root();
    EXPECT_EQ(root.root_keys.front().key.suite(), suite);
    for (const auto& [role, keys] : root.roles) EXPECT_EQ(keys.front().key.suite(), suite) << role;
    EXPECT_EQ(crypto::PublicKey::from_spki((*gateway)->recovery_spki())->suite(), suite);
    EXPECT_EQ((*gateway)->objects().policy_of_site(kSite, root).value(), crypto::only(suite));
    const auto trust = (*gateway)->objects().newest(wire::kObjectTrustList, kSite, root);
    const auto bundle = codes::parse_trust_bundle(trust->content);
    ASSERT_TRUE(bundle);
    for (const auto& issuer : bundle->trust.issuers()) EXPECT_EQ(issuer.key.suite(), suite);
    // TLS stays as it is: OpenSSL 3.0 has no TLS with SM2.
    for (const Certificate& certificate : (*gateway)->ca_certificates()) {
      EXPECT_EQ(certificate.public_key()->suite(), crypto::Suite::International);
    }
  }
}

TEST_F(Init, a_district_without_persons_is_empty_and_whole) {
  InitOptions options;
  options.dir = folder_ + "/empty";
  const auto made = init(options, files_, random_, t1());
  ASSERT_TRUE(made) << made.error().detail;
  EXPECT_TRUE(made->pins.empty());
  EXPECT_TRUE(Gateway::open(options.dir, files_, random_, clock_, system_));
}

}  // namespace
}  // namespace dk::district::testing
