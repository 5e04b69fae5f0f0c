// Service items at the district: published as they were signed, and taken by a terminal.
#include <algorithm>

#include "district/test_district.h"
#include "flows/engine/bundle_signature.h"

namespace dk::district::testing {
namespace {

constexpr const char* kBundleFile = DK_BIN_DIR "/../share/catalogue/senior-allowance.bundle";

class Items : public District {
 protected:
  [[nodiscard]] Bytes packed() { return files_.read(kBundleFile, 1u << 20).value(); }
  [[nodiscard]] Bytes packed_as(std::uint64_t version) {
    auto bundle = engine::read_bundle(packed()).value();
    std::string& head = bundle.files.at("item.toml");
    head.replace(head.find("version = 1"), 11, "version = " + std::to_string(version));
    return engine::write_bundle(bundle.files).value();
  }
  [[nodiscard]] crypto::PrivateKey role_key(std::string_view role) {
    const auto pem = files_.read_private(Layout{dir()}.offline_key(role)).value();
    return crypto::PrivateKey::from_pem(pem.text()).value();
  }
  [[nodiscard]] Bytes signed_by(std::string_view role, ByteView bundle) {
    return engine::sign_bundle(bundle, to_unix_seconds(t1()), role_key(role)).value();
  }
  Result<Published> publish(ByteView cose) {
    return gateway_->objects().publish_item(cose, gateway_->root());
  }
  FailureCode refusal(ByteView cose) {
    const auto published = publish(cose);
    return published ? FailureCode::internal : published.error().code;
  }
};

TEST_F(Items, a_signed_item_reaches_the_manifest_of_every_terminal) {
  const auto published = publish(signed_by("catalogue", packed()));
  ASSERT_TRUE(published) << published.error().detail;
  EXPECT_EQ(published->name, "item-senior-allowance");
  EXPECT_EQ(published->version, 1u);
  const auto signed_manifest =
      gateway_->objects().manifest("LH-TS-0003", "XX-02", gateway_->manifest_key());
  const auto manifest =
      wire::verify_manifest(signed_manifest->cose, gateway_->root(), "LH-TS-0003", 0, clock_.now());
  ASSERT_TRUE(manifest);
  const auto entry =
      std::ranges::find(manifest->objects, published->name, &wire::ManifestObject::name);
  ASSERT_NE(entry, manifest->objects.end());
  const auto cose = gateway_->objects().fetch(entry->sha256, "XX-02");
  ASSERT_TRUE(cose);
  EXPECT_EQ(wire::verify_object(*cose, gateway_->root(), *entry)->content, packed());
}

TEST_F(Items, the_same_item_again_is_no_error_and_changes_nothing) {
  const Bytes cose = signed_by("catalogue", packed());
  ASSERT_TRUE(publish(cose));
  EXPECT_TRUE(publish(cose));
  EXPECT_EQ(count("object WHERE name='item-senior-allowance'"), 1);
}

TEST_F(Items, versions_only_grow) {
  ASSERT_TRUE(publish(signed_by("catalogue", packed_as(2))));
  EXPECT_EQ(refusal(signed_by("catalogue", packed())), FailureCode::invalid_argument);
  // The same version signed once more is another object.
  EXPECT_EQ(refusal(signed_by("catalogue", packed_as(2))), FailureCode::invalid_argument);
  EXPECT_TRUE(publish(signed_by("catalogue", packed_as(3))));
}

TEST_F(Items, what_another_role_signed_is_not_published) {
  for (const char* role : {"lists", "configuration", "root"}) {
    EXPECT_EQ(refusal(signed_by(role, packed())), FailureCode::role_refused) << role;
  }
  EXPECT_EQ(count("object WHERE name LIKE 'item-%'"), 0);
}

TEST_F(Items, what_is_no_signed_bundle_or_not_whole_is_not_published) {
  EXPECT_FALSE(publish(packed()));  // not signed
  EXPECT_FALSE(publish(to_bytes("noise")));
  auto bundle = engine::read_bundle(packed()).value();
  bundle.files.erase("confirm.form");
  const Bytes broken = engine::write_bundle(bundle.files).value();
  EXPECT_EQ(refusal(signed_by("catalogue", broken)), FailureCode::invalid_argument);
  Bytes changed = signed_by("catalogue", packed());
  changed[changed.size() / 2] ^= 1;
  EXPECT_FALSE(publish(changed));
}

TEST_F(Items, a_fresh_demo_has_them) {
  InitOptions options;
  options.dir = folder_ + "/with-items";
  options.suite = suite();
  options.item_bundles = {kBundleFile};
  const auto made = init(options, files_, random_, t1());
  ASSERT_TRUE(made) << made.error().detail;
  EXPECT_EQ(made->items, std::vector<std::string>{"item-senior-allowance"});
  auto gateway = Gateway::open(options.dir, files_, random_, clock_, system_);
  ASSERT_TRUE(gateway);
  EXPECT_TRUE((*gateway)->objects().newest("item-senior-allowance", kSite, (*gateway)->root()));
}

}  // namespace
}  // namespace dk::district::testing
