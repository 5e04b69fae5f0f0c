#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>

#include "offline-cache/keys/keys.h"

namespace dk::cache {
namespace {

Bytes recovery_spki() {
  return crypto::PrivateKey::generate_x25519().value().public_key().value().spki();
}

TEST(FileKeys, made_once_and_found_again_after_restart) {
  SimulatedFiles files;
  SystemRandom random;
  const Bytes spki = recovery_spki();
  auto first = open_file_keys(files, random, "/data/keys", spki, true);
  ASSERT_TRUE(first) << first.error().detail;
  const Bytes wrapped = (*first)->wrap("class-day", as_bytes("secret")).value();
  files.lose_power();
  auto second = open_file_keys(files, random, "/data/keys", spki, true);
  ASSERT_TRUE(second) << second.error().detail;
  EXPECT_EQ((*first)->terminal_key_id(), (*second)->terminal_key_id());
  EXPECT_EQ((*second)->terminal_key_id().size(), 8u);
  EXPECT_EQ((*second)->unwrap("class-day", wrapped).value().text(), "secret");
  EXPECT_FALSE((*second)->hardware_protected());
  EXPECT_EQ((*second)->recovery_key().spki(), spki);
}

TEST(FileKeys, never_made_silently) {
  SimulatedFiles files;
  SystemRandom random;
  auto keys = open_file_keys(files, random, "/data/keys", recovery_spki(), false);
  ASSERT_FALSE(keys);
  EXPECT_EQ(keys.error().code, FailureCode::key_missing);
  EXPECT_FALSE(files.size("/data/keys/terminal.key"));
}

TEST(FileKeys, wrapped_key_does_not_fit_another_use) {
  SimulatedFiles files;
  SystemRandom random;
  auto keys = open_file_keys(files, random, "/k", recovery_spki(), true).value();
  Bytes wrapped = keys->wrap("class-day/1|sampling|2022-11-18", as_bytes("secret")).value();
  auto other_use = keys->unwrap("class-day/1|sampling|2022-11-19", wrapped);
  ASSERT_FALSE(other_use);
  EXPECT_EQ(other_use.error().code, FailureCode::crypto_failed);
  wrapped.back() ^= 1;
  EXPECT_FALSE(keys->unwrap("class-day/1|sampling|2022-11-18", wrapped));
  EXPECT_FALSE(keys->unwrap("class-day/1|sampling|2022-11-18", Bytes(8)));
}

TEST(FileKeys, each_suite_wraps_with_a_key_of_its_own) {
  SimulatedFiles files;
  SystemRandom random;
  auto keys = open_file_keys(files, random, "/k", recovery_spki(), true).value();
  const Bytes aes = keys->wrap("x", as_bytes("secret"), crypto::Suite::International).value();
  const Bytes sm4 = keys->wrap("x", as_bytes("secret"), crypto::Suite::Shangmi).value();
  EXPECT_EQ(aes[8], 3);
  EXPECT_EQ(sm4[8], 83);
  EXPECT_EQ(keys->unwrap("x", aes).value().text(), "secret");
  EXPECT_EQ(keys->unwrap("x", sm4).value().text(), "secret");
  Bytes other = sm4;
  other[8] = 3;
  EXPECT_EQ(keys->unwrap("x", other).error().code, FailureCode::crypto_failed);
  other[8] = 9;
  EXPECT_EQ(keys->unwrap("x", other).error().code, FailureCode::algorithm_refused);
}

TEST(FileKeys, recovery_key_may_be_of_either_suite) {
  SimulatedFiles files;
  SystemRandom random;
  const auto sm2 = crypto::PrivateKey::generate_sm2().value().public_key().value();
  auto keys = open_file_keys(files, random, "/k", sm2.spki(), true);
  ASSERT_TRUE(keys) << keys.error().detail;
  EXPECT_EQ((*keys)->recovery_key().suite(), crypto::Suite::Shangmi);
}

TEST(FileKeys, key_of_another_machine_is_named) {
  SimulatedFiles files;
  SystemRandom random;
  auto ours = open_file_keys(files, random, "/ours", recovery_spki(), true).value();
  auto theirs = open_file_keys(files, random, "/theirs", recovery_spki(), true).value();
  auto opened = ours->unwrap("x", theirs->wrap("x", as_bytes("secret")).value());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::key_missing);
  EXPECT_NE(opened.error().detail.find(to_hex(theirs->terminal_key_id())), std::string::npos);
  EXPECT_NE(opened.error().detail.find(to_hex(ours->terminal_key_id())), std::string::npos);
}

TEST(FileKeys, damaged_file_is_not_replaced) {
  SimulatedFiles files;
  SystemRandom random;
  ASSERT_TRUE(open_file_keys(files, random, "/k", recovery_spki(), true));
  ASSERT_TRUE(files.truncate("/k/terminal.key", 20));
  auto keys = open_file_keys(files, random, "/k", recovery_spki(), true);
  ASSERT_FALSE(keys);
  EXPECT_EQ(keys.error().code, FailureCode::data_damaged);
  EXPECT_EQ(files.size("/k/terminal.key").value(), 20u);
}

TEST(FileKeys, readable_by_others_is_refused) {
  char folder[] = "/tmp/dk-keys-XXXXXX";
  ASSERT_NE(::mkdtemp(folder), nullptr);
  PosixFiles files;
  SystemRandom random;
  const Bytes spki = recovery_spki();
  ASSERT_TRUE(open_file_keys(files, random, folder, spki, true));
  const std::string path = std::string(folder) + "/terminal.key";
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  auto keys = open_file_keys(files, random, folder, spki, true);
  ASSERT_FALSE(keys);
  EXPECT_EQ(keys.error().code, FailureCode::permission_unsafe);
  std::filesystem::remove_all(folder);
}

TEST(FileKeys, signing_key_cannot_pose_as_recovery_key) {
  SimulatedFiles files;
  SystemRandom random;
  const Bytes p256 = crypto::PrivateKey::generate_p256().value().public_key().value().spki();
  auto keys = open_file_keys(files, random, "/k", p256, true);
  ASSERT_FALSE(keys);
  EXPECT_EQ(keys.error().code, FailureCode::algorithm_refused);
}

}  // namespace
}  // namespace dk::cache
