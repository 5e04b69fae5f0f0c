#include "offline-cache/wire/signed_objects.h"

#include <gtest/gtest.h>

#include "base/codes/cose.h"
#include "base/crypto/test_suite.h"
#include "offline-cache/wire/signed_json.h"

namespace dk::wire {
namespace {

struct Party {
  crypto::PrivateKey key = crypto::PrivateKey::generate_signing(crypto::test::test_suite()).value();
  [[nodiscard]] RoleKey role() const {
    const auto shown = key.public_key().value();
    return {shown.key_id(), shown};
  }
};

class SignedObjects : public testing::Test {
 protected:
  SignedObjects() {
    root_.version = 1;
    root_.expires = *from_rfc3339("2032-01-01T00:00:00Z");
    root_.root_keys = {offline_.role()};
    root_.roles = {{"lists", {lists_.role()}},
                   {"configuration", {configuration_.role()}},
                   {"manifest", {online_.role()}}};
    root_.object_roles = {{"site", "configuration"}, {"staff-roster", "lists"}};
    manifest_.terminal = "LH-TS-0002";
    manifest_.version = 7;
    manifest_.issued = now_ - std::chrono::hours(1);
    manifest_.expires = now_ + std::chrono::hours(72);
  }

  FailureCode root_refusal(ByteView cose, const Root* previous) {
    const auto result = verify_root(cose, previous);
    return result ? FailureCode::internal : result.error().code;
  }
  FailureCode manifest_refusal(ByteView cose, std::string_view terminal, std::uint64_t floor) {
    const auto result = verify_manifest(cose, root_, terminal, floor, now_);
    return result ? FailureCode::internal : result.error().code;
  }
  static ManifestObject entry(const std::string& name, std::uint64_t version, ByteView cose) {
    return {name, version, crypto::sha256(cose), cose.size()};
  }

  const TimePoint now_ = *from_rfc3339("2022-11-18T02:00:00Z");
  Party offline_, lists_, configuration_, online_, stranger_;
  Root root_;
  Manifest manifest_;
};

TEST_F(SignedObjects, a_pinned_root_is_signed_by_its_own_key) {
  const Bytes cose = sign_root(root_, offline_.key).value();
  const auto root = verify_root(cose, nullptr);
  ASSERT_TRUE(root) << root.error().detail;
  EXPECT_EQ(to_json(*root), to_json(root_));
  EXPECT_EQ(root_refusal(sign_root(root_, stranger_.key).value(), nullptr),
            FailureCode::role_refused);
}

TEST_F(SignedObjects, a_new_root_needs_a_key_of_the_old_one) {
  Root next = root_;
  next.version = 2;
  next.root_keys = {stranger_.role()};
  // It vouches for itself only: refused. The old key hands over: taken.
  EXPECT_EQ(root_refusal(sign_root(next, stranger_.key).value(), &root_),
            FailureCode::role_refused);
  EXPECT_TRUE(verify_root(sign_root(next, offline_.key).value(), &root_));
  next.version = 0;
  EXPECT_EQ(root_refusal(sign_root(next, offline_.key).value(), &root_),
            FailureCode::answer_malformed);
}

TEST_F(SignedObjects, an_older_root_is_refused) {
  Root current = root_;
  current.version = 5;
  EXPECT_EQ(root_refusal(sign_root(root_, offline_.key).value(), &current),
            FailureCode::manifest_older);
}

TEST_F(SignedObjects, a_key_under_a_false_name_is_refused) {
  Root lying = root_;
  lying.roles["manifest"][0].key_id = lists_.role().key_id;
  EXPECT_EQ(root_refusal(sign_root(lying, offline_.key).value(), nullptr),
            FailureCode::answer_malformed);
}

TEST_F(SignedObjects, the_online_key_may_never_sign_objects) {
  root_.object_roles["site"] = "manifest";
  EXPECT_EQ(root_refusal(sign_root(root_, offline_.key).value(), nullptr),
            FailureCode::answer_malformed);
}

TEST_F(SignedObjects, manifest_of_ours_is_taken) {
  const Bytes cose = sign_manifest(manifest_, online_.key).value();
  EXPECT_TRUE(verify_manifest(cose, root_, "LH-TS-0002", 7, now_));
  EXPECT_TRUE(verify_manifest(cose, root_, "LH-TS-0002", 0, now_));
}

TEST_F(SignedObjects, a_manifest_is_refused_for_its_reason) {
  const Bytes cose = sign_manifest(manifest_, online_.key).value();
  EXPECT_EQ(manifest_refusal(cose, "LH-TS-0003", 0), FailureCode::manifest_not_ours);
  EXPECT_EQ(manifest_refusal(cose, "LH-TS-0002", 8), FailureCode::manifest_older);
  EXPECT_EQ(manifest_refusal(sign_manifest(manifest_, lists_.key).value(), "LH-TS-0002", 0),
            FailureCode::role_refused);
  manifest_.expires = now_;
  EXPECT_EQ(manifest_refusal(sign_manifest(manifest_, online_.key).value(), "LH-TS-0002", 0),
            FailureCode::manifest_expired);
  // A root is not a manifest, whoever signed it.
  EXPECT_EQ(manifest_refusal(sign_root(root_, online_.key).value(), "LH-TS-0002", 0),
            FailureCode::role_refused);
}

TEST_F(SignedObjects, every_changed_byte_is_noticed) {
  const Bytes cose = sign_manifest(manifest_, online_.key).value();
  for (std::size_t i = 0; i < cose.size(); ++i) {
    Bytes changed = cose;
    changed[i] ^= 0x01;
    EXPECT_FALSE(verify_manifest(changed, root_, "LH-TS-0002", 0, now_)) << i;
    EXPECT_FALSE(verify_manifest(ByteView(cose).first(i), root_, "LH-TS-0002", 0, now_)) << i;
  }
}

TEST_F(SignedObjects, names_that_could_be_paths_are_refused) {
  for (const char* name : {"../../etc/passwd", "a/b", "", ".", "Site", "a b", "x\\y",
                           "a234567890123456789012345678901234567890x"}) {
    manifest_.objects = {{name, 1, {}, 10}};
    EXPECT_EQ(manifest_refusal(sign_manifest(manifest_, online_.key).value(), "LH-TS-0002", 0),
              FailureCode::answer_malformed)
        << name;
    EXPECT_FALSE(sign_object({name, 1, 0, {}}, lists_.key)) << name;
  }
  manifest_.objects = {{"site", 1, {}, 10}, {"site", 2, {}, 10}};
  EXPECT_EQ(manifest_refusal(sign_manifest(manifest_, online_.key).value(), "LH-TS-0002", 0),
            FailureCode::answer_malformed);
}

TEST_F(SignedObjects, an_object_of_its_role_opens) {
  const SignedObject object{"site", 3, 1668736800, to_bytes("content")};
  const Bytes cose = sign_object(object, configuration_.key).value();
  const auto opened = verify_object(cose, root_, entry("site", 3, cose));
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->content, object.content);
  EXPECT_EQ(opened->issued_s, object.issued_s);
}

TEST_F(SignedObjects, an_object_signed_by_the_wrong_role_is_refused) {
  for (const Party* party : {&lists_, &online_, &offline_, &stranger_}) {
    const Bytes cose = sign_object({"site", 3, 0, to_bytes("x")}, party->key).value();
    EXPECT_EQ(verify_object(cose, root_, entry("site", 3, cose)).error().code,
              FailureCode::role_refused);
  }
  // The root gives this name to nobody.
  const Bytes cose = sign_object({"unheard-of", 1, 0, {}}, lists_.key).value();
  EXPECT_EQ(verify_object(cose, root_, entry("unheard-of", 1, cose)).error().code,
            FailureCode::role_refused);
}

// One entry for all items; what stands by itself goes before it, and nothing else is a pattern.
TEST_F(SignedObjects, all_items_have_one_role) {
  root_.roles["catalogue"] = {stranger_.role()};
  root_.object_roles["item-*"] = "catalogue";
  root_.object_roles["item-trial"] = "configuration";
  const auto root = verify_root(sign_root(root_, offline_.key).value(), nullptr);
  ASSERT_TRUE(root) << root.error().detail;
  EXPECT_EQ(*role_of(*root, "item-senior-allowance"), "catalogue");
  EXPECT_EQ(*role_of(*root, "item-trial"), "configuration");
  EXPECT_EQ(*role_of(*root, "site"), "configuration");
  for (const char* name : {"item", "item-", "items-x", "an-item-x", "", "trust-list"}) {
    EXPECT_EQ(role_of(*root, name), nullptr) << name;
  }
  const Bytes cose = sign_object({"item-a", 1, 0, to_bytes("x")}, stranger_.key).value();
  EXPECT_TRUE(verify_object(cose, *root, entry("item-a", 1, cose)));
  const Bytes listed = sign_object({"item-a", 1, 0, to_bytes("x")}, lists_.key).value();
  EXPECT_EQ(verify_object(listed, *root, entry("item-a", 1, listed)).error().code,
            FailureCode::role_refused);
}

TEST_F(SignedObjects, no_other_pattern_is_taken) {
  for (const char* name : {"*", "site*", "si-*", "item*", "item-*-*", "item-a*", "Item-*", ""}) {
    Root other = root_;
    other.object_roles[name] = "lists";
    EXPECT_EQ(root_refusal(sign_root(other, offline_.key).value(), nullptr),
              FailureCode::answer_malformed)
        << name;
    // Nor may an object have such a name.
    EXPECT_FALSE(sign_object({name, 1, 0, {}}, lists_.key)) << name;
  }
  EXPECT_FALSE(sign_object({"item-*", 1, 0, {}}, lists_.key));
  root_.object_roles["item-*"] = "manifest";
  EXPECT_EQ(root_refusal(sign_root(root_, offline_.key).value(), nullptr),
            FailureCode::answer_malformed);
}

TEST_F(SignedObjects, an_object_cannot_stand_in_for_another) {
  const Bytes cose = sign_object({"site", 3, 0, to_bytes("x")}, configuration_.key).value();
  EXPECT_EQ(verify_object(cose, root_, entry("site", 4, cose)).error().code,
            FailureCode::object_damaged);
  EXPECT_EQ(verify_object(cose, root_, entry("staff-roster", 3, cose)).error().code,
            FailureCode::role_refused);  // the content type says site
  ManifestObject other = entry("site", 3, cose);
  other.sha256[0] ^= 1;
  EXPECT_EQ(verify_object(cose, root_, other).error().code, FailureCode::object_damaged);
  other = entry("site", 3, cose);
  other.size += 1;
  EXPECT_EQ(verify_object(cose, root_, other).error().code, FailureCode::object_damaged);
}

TEST_F(SignedObjects, a_large_object_opens) {
  const SignedObject object{"site", 3, 0, Bytes(3u << 20, 0x5A)};
  const Bytes cose = sign_object(object, configuration_.key).value();
  const auto opened = verify_object(cose, root_, entry("site", 3, cose));
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->content.size(), object.content.size());
}

// A key of the other suite that the root still names signs nothing below the floor.
TEST_F(SignedObjects, a_signature_below_the_floor_is_refused_by_name) {
  const crypto::Suite suite = crypto::test::test_suite();
  const crypto::Suite other =
      suite == crypto::Suite::Shangmi ? crypto::Suite::International : crypto::Suite::Shangmi;
  const Party old{crypto::PrivateKey::generate_signing(other).value()};
  for (auto& [role, keys] : root_.roles) keys.push_back(old.role());
  root_.root_keys.push_back(old.role());
  const Bytes root = sign_root(root_, old.key).value();
  const Bytes manifest = sign_manifest(manifest_, old.key).value();
  const Bytes object = sign_object({"site", 3, 0, to_bytes("{}")}, old.key).value();
  const ManifestObject site = entry("site", 3, object);
  // Both suites count while a district changes over.
  EXPECT_TRUE(verify_root(root, &root_));
  EXPECT_TRUE(verify_manifest(manifest, root_, "LH-TS-0002", 0, now_));
  EXPECT_TRUE(verify_object(object, root_, site));
  const auto floor = crypto::only(suite);
  EXPECT_EQ(verify_root(root, &root_, floor).error().code, FailureCode::algorithm_refused);
  EXPECT_EQ(verify_manifest(manifest, root_, "LH-TS-0002", 0, now_, floor).error().code,
            FailureCode::algorithm_refused);
  EXPECT_EQ(verify_object(object, root_, site, floor).error().code, FailureCode::algorithm_refused);
  EXPECT_TRUE(verify_manifest(sign_manifest(manifest_, online_.key).value(), root_, "LH-TS-0002", 0,
                              now_, floor));
}

}  // namespace
}  // namespace dk::wire
