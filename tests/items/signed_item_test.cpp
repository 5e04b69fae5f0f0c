// flows/ knows nothing of the wire and the wire nothing of items: that a terminal takes what
// flowctl signs, and nothing else, is shown here.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/crypto/test_suite.h"
#include "base/files.h"
#include "flows/engine/bundle_signature.h"
#include "flows/main/bundle_commands.h"
#include "offline-cache/wire/signed_objects.h"

namespace dk {
namespace {

namespace fs = std::filesystem;

const std::string kName = "item-senior-allowance";

struct Party {
  crypto::PrivateKey key = crypto::PrivateKey::generate_signing(crypto::test::test_suite()).value();
  [[nodiscard]] wire::RoleKey role() const {
    const auto shown = key.public_key().value();
    return {shown.key_id(), shown};
  }
};

class SignedItem : public testing::Test {
 protected:
  SignedItem() {
    fs::create_directories(folder_);
    EXPECT_EQ(flows::pack_item(std::string(DK_PROJECT_DIR) + "/flows/catalogue/senior-allowance",
                               folder_ / "bundle"),
              0);
    root_.version = 1;
    root_.expires = *from_rfc3339("2032-01-01T00:00:00Z");
    root_.root_keys = {offline_.role()};
    root_.roles = {{"catalogue", {catalogue_.role()}},
                   {"lists", {lists_.role()}},
                   {"manifest", {online_.role()}}};
    root_.object_roles = {{"item-*", "catalogue"}, {"trust-list", "lists"}};
  }
  ~SignedItem() override { fs::remove_all(folder_); }

  [[nodiscard]] Bytes read(const std::string& name) const {
    PosixFiles disk;
    return disk.read(folder_ / name, engine::kMaxSignedBundleBytes).value();
  }
  // As `flowctl sign` does.
  [[nodiscard]] Bytes signed_by(const Party& party) const {
    PosixFiles disk;
    EXPECT_TRUE(disk.write_private(folder_ / "key.pem", party.key.to_pem()->view()));
    EXPECT_EQ(flows::sign_item(folder_ / "bundle", folder_ / "key.pem", "2022-11-18T02:00:00Z",
                               folder_ / "signed"),
              0);
    return read("signed");
  }
  static wire::ManifestObject entry(ByteView cose, const std::string& name = kName,
                                    std::uint64_t version = 1) {
    return {name, version, crypto::sha256(cose), cose.size()};
  }
  // As a terminal has it: signed by the root key and read again.
  [[nodiscard]] Result<wire::SignedObject> taken(ByteView cose,
                                                 const wire::ManifestObject& expected) const {
    const auto root =
        wire::verify_root(wire::sign_root(root_, offline_.key).value(), nullptr).value();
    return wire::verify_object(cose, root, expected);
  }
  [[nodiscard]] FailureCode refusal(ByteView cose, const wire::ManifestObject& expected) const {
    const auto object = taken(cose, expected);
    return object ? FailureCode::internal : object.error().code;
  }

  const fs::path folder_ =
      fs::path(testing::TempDir()) / ("signed-item-" + to_hex(SystemRandom().bytes(8)));
  Party offline_, catalogue_, lists_, online_;
  wire::Root root_;
};

TEST_F(SignedItem, a_terminal_takes_what_flowctl_signs) {
  const Bytes cose = signed_by(catalogue_);
  const auto object = taken(cose, entry(cose));
  ASSERT_TRUE(object) << object.error().detail;
  EXPECT_EQ(object->content, read("bundle"));
  EXPECT_EQ(object->issued_s, 1'668'736'800);
  const auto bundle = engine::read_bundle(object->content);
  ASSERT_TRUE(bundle);
  EXPECT_EQ(bundle->id, "senior-allowance");
  EXPECT_EQ(bundle->version, object->version);
}

// One shape: what the wire signs itself, flowctl verifies.
TEST_F(SignedItem, flowctl_reads_what_the_wire_signs) {
  const Bytes cose =
      wire::sign_object({kName, 1, 1'668'736'800, read("bundle")}, catalogue_.key).value();
  const auto opened = engine::verify_signed_bundle(cose, catalogue_.key.public_key().value());
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->content, read("bundle"));
  // Names and versions that are not the bundle's own.
  for (const wire::SignedObject& other : {wire::SignedObject{"item-other", 1, 0, read("bundle")},
                                          wire::SignedObject{kName, 2, 0, read("bundle")},
                                          wire::SignedObject{"trust-list", 1, 0, read("bundle")},
                                          wire::SignedObject{kName, 1, 0, to_bytes("no bundle")}}) {
    EXPECT_FALSE(engine::open_signed_bundle(wire::sign_object(other, catalogue_.key).value()))
        << other.name;
  }
}

TEST_F(SignedItem, a_root_that_gives_items_to_nobody_or_to_another_role_refuses_it) {
  const Bytes cose = signed_by(catalogue_);
  root_.object_roles = {{"item-*", "lists"}};
  EXPECT_EQ(refusal(cose, entry(cose)), FailureCode::role_refused);
  root_.object_roles = {{"item-*", "catalogue"}, {kName, "lists"}};
  EXPECT_EQ(refusal(cose, entry(cose)), FailureCode::role_refused);
  root_.object_roles = {{"item-other", "catalogue"}, {"trust-list", "lists"}};
  EXPECT_EQ(refusal(cose, entry(cose)), FailureCode::role_refused);
  root_.object_roles = {{kName, "catalogue"}};
  EXPECT_TRUE(taken(cose, entry(cose)));
}

TEST_F(SignedItem, the_key_of_another_role_is_refused) {
  for (const Party& party : {lists_, online_, offline_, Party()}) {
    const Bytes cose = signed_by(party);
    EXPECT_EQ(refusal(cose, entry(cose)), FailureCode::role_refused);
  }
}

// Also when the manifest, which an online key signs, vouches for the changed bytes.
TEST_F(SignedItem, a_changed_byte_is_noticed) {
  const Bytes cose = signed_by(catalogue_);
  // The head and the signature wholly, the files here and there.
  for (std::size_t i = 0; i < cose.size(); i += i < 200 || i + 80 > cose.size() ? 1 : 997) {
    Bytes changed = cose;
    changed[i] ^= 0x01;
    EXPECT_EQ(refusal(changed, entry(cose)), FailureCode::object_damaged) << i;
    EXPECT_FALSE(taken(changed, entry(changed))) << i;
  }
}

TEST_F(SignedItem, it_stands_in_for_no_other_name_and_no_other_version) {
  const Bytes cose = signed_by(catalogue_);
  EXPECT_EQ(refusal(cose, entry(cose, "item-other")), FailureCode::role_refused);
  EXPECT_EQ(refusal(cose, entry(cose, "trust-list")), FailureCode::role_refused);
  // The manifest is at version 2: the older one is not taken in its place.
  EXPECT_EQ(refusal(cose, entry(cose, kName, 2)), FailureCode::object_damaged);
}

}  // namespace
}  // namespace dk
