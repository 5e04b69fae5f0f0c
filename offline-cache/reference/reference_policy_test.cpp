// The floor under the algorithm ids: brought by a signed site object, in force from the swap on.
#include <gtest/gtest.h>

#include "offline-cache/reference/reference_test_support.h"

namespace dk::cache {
namespace {

using crypto::Suite;
using test::bring;
using test::kTerminal;
using test::Signer;

class ReferencePolicy : public testing::TestWithParam<Suite> {
 protected:
  ReferencePolicy() {
    EXPECT_TRUE(files_.make_folder("/data/keys"));
    keys_ = open_file_keys(
                files_, random_, "/data/keys",
                crypto::PrivateKey::generate_sealing(ours()).value().public_key()->spki(), true)
                .value();
    use(signer_, ours());
    // While a district changes over, its root names keys of both suites.
    old_.offline = signer_.offline;
    use_online(old_, theirs());
    for (auto& [role, keys] : old_.root.roles) keys.push_back(signer_.root.roles.at(role).front());
    old_.root.root_keys = {test::role_key(signer_.offline)};
    root_ = old_.root_cose();
    signer_.root = old_.root;
    reopen();
  }
  [[nodiscard]] static Suite ours() { return GetParam(); }
  [[nodiscard]] static Suite theirs() {
    return ours() == Suite::Shangmi ? Suite::International : Suite::Shangmi;
  }
  static void use_online(Signer& signer, Suite suite) {
    signer.catalogue = crypto::PrivateKey::generate_signing(suite).value();
    signer.lists = crypto::PrivateKey::generate_signing(suite).value();
    signer.configuration = crypto::PrivateKey::generate_signing(suite).value();
    signer.online = crypto::PrivateKey::generate_signing(suite).value();
    signer.root.roles = {{"catalogue", {test::role_key(signer.catalogue)}},
                         {"lists", {test::role_key(signer.lists)}},
                         {"configuration", {test::role_key(signer.configuration)}},
                         {"manifest", {test::role_key(signer.online)}}};
  }
  static void use(Signer& signer, Suite suite) {
    signer.offline = crypto::PrivateKey::generate_signing(suite).value();
    signer.root.root_keys = {test::role_key(signer.offline)};
    use_online(signer, suite);
  }
  void reopen() {
    reference_.reset();
    reference_ = std::move(
        Reference::open(files_, *keys_, random_, "/data/reference", kTerminal, root_, clock_)
            .value());
  }
  static FailureCode code_of(const Status& status) {
    return status ? FailureCode::internal : status.error().code;
  }
  [[nodiscard]] crypto::AlgorithmPolicy in_force() const {
    return reference_->snapshot()->algorithms;
  }

  SimulatedFiles files_;
  SeededRandom random_{7};
  SimulatedClock clock_{*from_rfc3339("2022-11-18T02:00:00Z")};
  Signer signer_{clock_.now()};  // of the suite that is being raised to
  Signer old_{clock_.now()};     // of the other one
  std::unique_ptr<Keys> keys_;
  Bytes root_;
  std::unique_ptr<Reference> reference_;
};
INSTANTIATE_TEST_SUITE_P(Suites, ReferencePolicy,
                         testing::Values(Suite::International, Suite::Shangmi),
                         [](const auto& info) { return std::string(name_of(info.param)); });

TEST_P(ReferencePolicy, before_the_first_site_object_the_pinned_root_decides) {
  EXPECT_TRUE(in_force().accepts(ours()) && in_force().accepts(theirs()));
  EXPECT_EQ(in_force().write, ours());  // as the root is signed
}

TEST_P(ReferencePolicy, a_district_changes_over_in_two_steps) {
  old_.algorithms = {true, true, theirs()};
  old_.put_site(1, 100);
  old_.put_list(1, 10);
  ASSERT_TRUE(bring(*reference_, old_, old_.manifest_cose(1)));
  EXPECT_EQ(in_force(), old_.algorithms);
  // Everything signed anew, and the floor with it.
  signer_.algorithms = crypto::only(ours());
  signer_.put_site(2, 200);
  signer_.put_list(2, 20);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(2)));
  EXPECT_EQ(in_force(), crypto::only(ours()));
  reopen();
  EXPECT_EQ(in_force(), crypto::only(ours()));
  EXPECT_EQ(reference_->snapshot()->site->population, 200);
  // The old keys are still in the root, and sign nothing any more.
  old_.put_site(3, 300);
  old_.put_list(3, 30);
  EXPECT_EQ(code_of(bring(*reference_, old_, old_.manifest_cose(3))),
            FailureCode::algorithm_refused);
  EXPECT_EQ(reference_->snapshot()->site->population, 200);
}

TEST_P(ReferencePolicy, a_list_signed_below_the_floor_of_its_own_set_is_refused) {
  signer_.algorithms = crypto::only(ours());
  signer_.put_site(1, 100);
  const auto list = old_.put_list(1, 10);
  signer_.objects[to_hex(list.sha256)] = old_.objects.at(to_hex(list.sha256));
  signer_.manifest.objects.push_back(list);
  EXPECT_EQ(code_of(bring(*reference_, signer_, signer_.manifest_cose(1))),
            FailureCode::algorithm_refused);
  EXPECT_EQ(reference_->snapshot()->site, nullptr);
}

TEST_P(ReferencePolicy, a_manifest_signed_below_the_floor_that_it_brings_is_refused) {
  signer_.algorithms = crypto::only(ours());
  const auto site = signer_.put_site(1, 100);
  old_.objects = signer_.objects;
  old_.manifest.objects = {site};
  EXPECT_EQ(code_of(bring(*reference_, old_, old_.manifest_cose(1))),
            FailureCode::algorithm_refused);
  EXPECT_EQ(reference_->snapshot()->site, nullptr);
}

TEST_P(ReferencePolicy, a_site_object_below_its_own_floor_is_refused) {
  old_.algorithms = crypto::only(ours());
  const auto site = old_.put_site(1, 100);
  signer_.objects = old_.objects;
  signer_.manifest.objects = {site};
  EXPECT_EQ(code_of(bring(*reference_, signer_, signer_.manifest_cose(1))),
            FailureCode::algorithm_refused);
  EXPECT_EQ(reference_->snapshot()->site, nullptr);
}

TEST_P(ReferencePolicy, a_site_object_that_cannot_be_read_does_not_lower_the_floor) {
  signer_.algorithms = crypto::only(ours());
  const auto site = signer_.put_site(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  ASSERT_TRUE(
      files_.write_private("/data/reference/site/" + to_hex(site.sha256), as_bytes("rotten")));
  reopen();
  EXPECT_EQ(reference_->snapshot()->site, nullptr);
  EXPECT_EQ(in_force(), crypto::only(ours()));
  old_.put_site(2, 200);
  EXPECT_EQ(code_of(bring(*reference_, old_, old_.manifest_cose(2))),
            FailureCode::algorithm_refused);
}

TEST_P(ReferencePolicy, codes_of_an_issuer_below_the_floor_do_not_count) {
  signer_.algorithms = crypto::only(ours());
  signer_.put_site(1, 100);
  signer_.put("trust-list", 1, as_bytes(codes::to_json(codes::TrustBundle{})), signer_.lists);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  EXPECT_EQ(reference_->snapshot()->trust->trust.algorithms(), crypto::only(ours()));
}

TEST_P(ReferencePolicy, a_new_root_below_the_floor_is_refused_and_the_current_one_stays) {
  old_.root.root_keys.push_back(test::role_key(old_.configuration));  // of the old suite
  root_ = old_.root_cose();
  ASSERT_TRUE(files_.remove("/data/reference/state.box"));
  reopen();
  signer_.root = old_.root;
  signer_.algorithms = crypto::only(ours());
  signer_.put_site(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  wire::Root next = signer_.root;
  next.version = 2;
  EXPECT_EQ(code_of(reference_->update_root(wire::sign_root(next, old_.configuration).value())),
            FailureCode::algorithm_refused);
  const Bytes good = wire::sign_root(next, signer_.offline).value();
  EXPECT_TRUE(reference_->update_root(good));
  EXPECT_EQ(reference_->root().version, 2u);
  EXPECT_TRUE(reference_->update_root(good));  // fetched again at every start
}

TEST_P(ReferencePolicy, what_lies_on_the_disk_is_sealed_with_the_suite_that_the_site_writes_with) {
  signer_.algorithms = crypto::only(ours());
  const auto site = signer_.put_site(1, 100);
  ASSERT_TRUE(bring(*reference_, signer_, signer_.manifest_cose(1)));
  const Bytes state = files_.read("/data/reference/state.box", 1u << 20).value();
  // "DKR1" | size (2) | terminal key id (8) | box
  EXPECT_EQ(crypto::suite_of_box(ByteView(state).subspan(14)).value(), ours());
  const Bytes object = files_.read("/data/reference/site/" + to_hex(site.sha256), 1u << 20).value();
  EXPECT_EQ(crypto::suite_of_box(ByteView(object).subspan(14)).value(), ours());
}

}  // namespace
}  // namespace dk::cache
