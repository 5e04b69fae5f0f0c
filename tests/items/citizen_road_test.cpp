// The citizen's terminal and the district over the real wire: an item comes with the sync, facts
// are asked for, a case is sent and found again, a half-done session is left and taken.
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "district/test_server.h"
#include "flows/engine/bundle_signature.h"
#include "kiosk/session/case_events.h"
#include "kiosk/session/district_facts.h"
#include "kiosk/session/handover.h"
#include "kiosk/session/terminal.h"
#include "kiosk/session/test_citizen.h"

namespace dk::kiosk {
namespace {

using district::testing::kSite;

class CitizenRoad : public district::testing::Served {
 protected:
  void SetUp() override {
    Served::SetUp();
    const Bytes facts =
        files_.read(std::string(DK_PROJECT_DIR) + "/assets/persons/facts.json", 1u << 20).value();
    ASSERT_TRUE(
        district::import_facts(gateway_->database(), gateway_->keys(), random_, as_text(facts)));
    const auto pem = files_.read_private(gateway_->layout().offline_key("catalogue")).value();
    const auto bundle =
        files_.read(DK_BIN_DIR "/../share/catalogue/senior-allowance.bundle", 1u << 20).value();
    const auto cose = engine::sign_bundle(bundle, to_unix_seconds(district::testing::t1()),
                                          crypto::PrivateKey::from_pem(pem.text()).value());
    ASSERT_TRUE(gateway_->objects().publish_item(cose.value(), gateway_->root()));
  }
  // A new kiosk: enrols with a token and makes one pass.
  std::unique_ptr<Terminal> terminal(const std::string& name) {
    Config config;
    config.terminal = name;
    config.url = "https://127.0.0.1:" + std::to_string(server_->port());
    config.ca_fingerprint = made_.ca_fingerprint;
    config.token_file = folder_ + "/" + name + ".token";
    EXPECT_TRUE(files_.write_private(
        config.token_file, as_bytes(gateway_->terminals().make_token(name, kSite).value())));
    auto opened = Terminal::open(config, folder_ + "/" + name, clock_);
    EXPECT_TRUE(opened) << opened.error().detail;
    pass(**opened);
    return std::move(*opened);
  }
  // One whole pass from now on. A loop that was stopped leaves a cancelled call behind.
  static void pass(Terminal& terminal) {
    std::mutex mutex;
    std::condition_variable changed;
    int passes = 0;
    terminal.start_sync([&](const Result<cache::SyncSummary>& result) {
      const std::lock_guard lock(mutex);
      passes += result ? 1 : 0;
      changed.notify_all();
    });
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return passes > 0; });
    }
    terminal.stop_sync();
  }
};

TEST_F(CitizenRoad, from_the_item_to_the_case_and_to_another_terminal) {
  auto first = terminal("LH-KS-0012");
  const auto item = first->items().find("senior-allowance");
  ASSERT_NE(item, nullptr);
  const SignedIn who = testing::p02_with_card();
  UuidGenerator ids(system_, random_);

  const auto cached = first->fact_cache();
  ASSERT_TRUE(cached) << cached.error().detail;
  DistrictFacts facts(first->district(), *cached, clock_, ids, item, who);
  const auto answers = facts.get(
      {{"person.hukou_city", "share", item->id, item->privacy.purpose, std::chrono::hours(24)},
       {"civil.birth", "share", item->id, item->privacy.purpose, std::chrono::hours(24)}},
      std::chrono::seconds(5));
  ASSERT_TRUE(answers.at(0));
  EXPECT_EQ(answers[0]->value.string(), "深圳");
  ASSERT_FALSE(answers.at(1));
  EXPECT_EQ(answers[1].error(), engine::FactTrouble::Refused);

  engine::Case state = engine::new_case(*item, std::string(64, 'a'));
  state.outcome = "APPROVE";
  const auto body = decided(*item, state, who, ids.next(), clock_.now());
  ASSERT_TRUE(body);
  const auto event = draft(ids.next(), wire::kCaseDecided, wire::to_json(*body),
                           {"LH-KS-0012", clock_.now(), clock_.now(), {}});
  ASSERT_TRUE(event);
  ASSERT_TRUE(first->outbox().append({.drafts = {*event}, .local_state = {}, .audit = {}}));
  pass(*first);
  EXPECT_EQ(first->outbox().counts().quarantined, 0u);
  const auto cases = own_cases(first->district(), ids, who, 12);
  ASSERT_TRUE(cases) << cases.error().detail;
  ASSERT_EQ(cases->size(), 1u);
  EXPECT_EQ(cases->at(0).number, body->number);

  const std::string stored = engine::to_json(*item, state);
  const auto left =
      leave_session(first->district(), random_, clock_, "440309", who, as_bytes(stored));
  ASSERT_TRUE(left) << left.error().detail;
  auto second = terminal("LH-KS-0013");
  SignedIn other = who;
  other.document.person.document_number = "440309194103039551";
  EXPECT_EQ(take_session(second->district(), clock_, "440309", other, left->code).error().code,
            FailureCode::handover_other_person);
  const auto taken = take_session(second->district(), clock_, "440309", who, left->code);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_TRUE(engine::case_from_json(*second->items().find("senior-allowance"), taken->text()));
  EXPECT_EQ(take_session(second->district(), clock_, "440309", who, left->code).error().code,
            FailureCode::handover_used);

  server_.reset();  // the line is down: the card still opens what was told
  const auto offline = facts.get(
      {{"person.hukou_city", "share", item->id, item->privacy.purpose, std::chrono::hours(24)}},
      std::chrono::seconds(5));
  ASSERT_TRUE(offline.at(0));
  EXPECT_EQ(offline[0]->value.string(), "深圳");
}

}  // namespace
}  // namespace dk::kiosk
