#include "offline-cache/wire/checkpoint.h"

#include <gtest/gtest.h>

#include "base/codes/cose.h"

namespace dk::wire {
namespace {

Checkpoint checkpoint() {
  return {"LH-TS-0002",
          uuid_from_string("0184a9d2-7c00-7a51-9f3b-2d5e8c1f4a6b").value(),
          12,
          crypto::sha256(as_bytes("head")),
          crypto::sha256(as_bytes("root")),
          from_rfc3339("2022-11-18T02:00:00.000Z").value()};
}

TEST(Checkpoint, canonical_json_is_stable) {
  EXPECT_EQ(to_json(checkpoint()),
            R"({"at":"2022-11-18T02:00:00.000Z","hash":")" +
                to_hex(crypto::sha256(as_bytes("head"))) +
                R"(","instance":"0184a9d2-7c00-7a51-9f3b-2d5e8c1f4a6b","root":")" +
                to_hex(crypto::sha256(as_bytes("root"))) +
                R"(","schema":"audit-checkpoint/1","seq":12,"terminal":"LH-TS-0002"})");
}

TEST(Checkpoint, comes_back) {
  const auto back = checkpoint_from_json(to_json(checkpoint()));
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(to_json(*back), to_json(checkpoint()));
  EXPECT_EQ(back->seq, 12u);
}

TEST(Checkpoint, malformed_is_refused) {
  const std::string good = to_json(checkpoint());
  for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
           {"\"seq\":12", "\"seq\":-1"},
           {"\"seq\":12", "\"seq\":\"12\""},
           {"checkpoint/1", "checkpoint/2"},
           {"2022-11-18T", "2022-11-31T"},
           {"0184a9d2-", "0184a9d2_"},
           {"\"hash\":\"", "\"hash\":\"00"},
           {"LH-TS-0002", ""},
           {"\"seq\":12", "\"seq\":12,\"more\":1"}}) {
    std::string bad = good;
    bad.replace(bad.find(from), std::string_view(from).size(), to);
    auto back = checkpoint_from_json(bad);
    ASSERT_FALSE(back) << bad;
    EXPECT_EQ(back.error().code, FailureCode::answer_malformed);
  }
  EXPECT_FALSE(checkpoint_from_json(""));
  EXPECT_FALSE(checkpoint_from_json("[1]"));
  EXPECT_FALSE(checkpoint_from_json(std::string(2000, ' ') + good));
}

RoleKey role_key(const crypto::PrivateKey& key) {
  const auto shown = key.public_key().value();
  return {shown.key_id(), shown};
}

TEST(Receipt, only_the_countersigning_role_signs_receipts) {
  const auto countersign = crypto::PrivateKey::generate_p256().value();
  const auto manifest = crypto::PrivateKey::generate_p256().value();
  Root root;
  root.roles = {{"countersign", {role_key(countersign)}}, {"manifest", {role_key(manifest)}}};
  const Receipt receipt{checkpoint(), from_rfc3339("2022-11-18T02:00:01.000Z").value()};
  const Bytes cose = sign_receipt(receipt, countersign).value();
  const auto back = verify_receipt(cose, root);
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(to_json(*back), to_json(receipt));
  EXPECT_EQ(to_json(read_receipt_unverified(cose).value()), to_json(receipt));

  const auto by_manifest = verify_receipt(sign_receipt(receipt, manifest).value(), root);
  ASSERT_FALSE(by_manifest);
  EXPECT_EQ(by_manifest.error().code, FailureCode::role_refused);
  // The terminal's own signature over its checkpoint is no receipt.
  const auto own = verify_receipt(
      codes::make_sign1(as_bytes(to_json(checkpoint())), kCheckpointContentType, countersign)
          .value(),
      root);
  ASSERT_FALSE(own);
  EXPECT_EQ(own.error().code, FailureCode::role_refused);
  Bytes changed = cose;
  changed.back() ^= 1;
  EXPECT_EQ(verify_receipt(changed, root).error().code, FailureCode::signature_invalid);
  EXPECT_FALSE(verify_receipt(cose, Root{}));
  EXPECT_FALSE(verify_receipt({}, root));
}

TEST(Receipt, the_root_may_not_give_objects_to_the_countersigning_role) {
  const auto key = crypto::PrivateKey::generate_p256().value();
  Root root;
  root.version = 1;
  root.root_keys = {role_key(key)};
  root.roles = {{"countersign", {role_key(key)}}};
  EXPECT_TRUE(verify_root(sign_root(root, key).value(), nullptr));
  root.object_roles = {{"site", "countersign"}};
  EXPECT_FALSE(verify_root(sign_root(root, key).value(), nullptr));
}

}  // namespace
}  // namespace dk::wire
