#include "offline-cache/sync/sync.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "base/codes/cose.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/sync/test_district.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::cache {
namespace {

using test::lines_of;
using test::say;
using test::SimulatedDistrict;

const Failure kCut{FailureCode::network_unreachable, "unplugged"};

class SyncTest : public testing::Test {
 protected:
  SyncTest() {
    outbox_ = std::move(desk_.open().value());
    reopen_reference();
  }
  void reopen_reference() {
    reference_.reset();
    reference_ = std::move(Reference::open(desk_.files, *desk_.keys, desk_.random, "/reference",
                                           test::kTerminal, district_.root, desk_.clock)
                               .value());
    make_sync();
  }
  void make_sync() {
    sync_ = std::make_unique<Sync>(district_, *outbox_, *reference_, desk_.clock,
                                   SyncOptions{.terminal = test::kTerminal,
                                               .software = "0.1.0",
                                               .batch_events = 10,
                                               .chunk_bytes = 1000});
  }
  Uuid save() {
    const Append append = desk_.registration();
    const Uuid id = append.drafts[0].envelope.id;
    EXPECT_TRUE(outbox_->append(append));
    return id;
  }
  void give_reference(std::uint64_t version, int persons = 300) {
    district_.signer.put_site(version, 100 * static_cast<std::int64_t>(version));
    district_.signer.put_list(version, persons);
    district_.manifest = district_.signer.manifest_cose(version);
  }
  FailureCode sync_code() {
    const auto result = sync_->sync_once();
    return result ? FailureCode::internal : result.error().code;
  }
  static auto cut(std::string_view path) {
    return [path](const HttpRequest& request, auto&&...) -> Status {
      if (request.path.starts_with(path)) return std::unexpected(kCut);
      return {};
    };
  }

  Desk desk_;
  SimulatedDistrict district_{desk_.clock.now()};
  std::unique_ptr<Outbox> outbox_;
  std::unique_ptr<Reference> reference_;
  std::unique_ptr<Sync> sync_;
};

TEST_F(SyncTest, a_morning_is_handed_over_in_batches) {
  give_reference(1);
  for (int i = 0; i < 25; ++i) save();
  const auto summary = sync_->sync_once();
  ASSERT_TRUE(summary) << summary.error().detail;
  EXPECT_EQ(summary->pushed, 25u);
  EXPECT_EQ(summary->confirmed, 25u);
  EXPECT_EQ(district_.count("POST /v1/events"), 3);
  EXPECT_EQ(district_.accepted, 25);
  EXPECT_EQ(outbox_->counts().confirmed, 25u);
  EXPECT_TRUE(summary->reference_changed);
  EXPECT_EQ(summary->objects_fetched, 2u);
  EXPECT_EQ(reference_->snapshot()->site->population, 100);
  ASSERT_TRUE(district_.report);
  EXPECT_EQ(district_.report->last_seq, 25u);
  EXPECT_EQ(district_.report->waiting, 0u);
  EXPECT_EQ(district_.report->manifest_version, 1u);
}

TEST_F(SyncTest, a_quiet_pass_asks_and_fetches_nothing) {
  give_reference(1);
  ASSERT_TRUE(sync_->sync_once());
  district_.calls.clear();
  const auto summary = sync_->sync_once();
  ASSERT_TRUE(summary);
  EXPECT_FALSE(summary->reference_changed);
  EXPECT_EQ(district_.calls,
            (std::vector<std::string>{"GET /v1/root", "GET /v1/manifest", "POST /v1/report"}));
}

TEST_F(SyncTest, network_cut_after_server_accepted) {
  give_reference(1);
  for (int i = 0; i < 5; ++i) save();
  district_.after = cut(wire::kPathEvents);  // it has them; we never hear so
  EXPECT_EQ(sync_code(), FailureCode::network_unreachable);
  EXPECT_EQ(district_.accepted, 5);
  EXPECT_EQ(outbox_->counts().saved, 5u);
  district_.after = nullptr;
  const auto summary = sync_->sync_once();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->confirmed, 5u);
  EXPECT_EQ(district_.accepted, 5);  // once
  EXPECT_EQ(district_.events.size(), 5u);
  EXPECT_EQ(outbox_->counts().confirmed, 5u);
}

TEST_F(SyncTest, network_cut_on_the_way_there_and_the_terminal_restarts) {
  for (int i = 0; i < 5; ++i) save();
  district_.before = cut(wire::kPathEvents);
  EXPECT_EQ(sync_code(), FailureCode::network_unreachable);
  EXPECT_EQ(district_.calls.size(), 1u);  // nothing else is tried on a dead line
  outbox_.reset();
  outbox_ = std::move(desk_.open().value());
  make_sync();
  district_.before = nullptr;
  give_reference(1);
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_EQ(district_.accepted, 5);
}

TEST_F(SyncTest, answers_that_do_not_fit_settle_nothing) {
  give_reference(1);
  std::vector<Uuid> sent;
  for (int i = 0; i < 3; ++i) sent.push_back(save());
  const std::vector<std::function<void(HttpAnswer&)>> lies = {
      [&](HttpAnswer& answer) {  // another order
        auto lines = lines_of(answer);
        std::swap(lines[0], lines[1]);
        say(answer, lines);
      },
      [&](HttpAnswer& answer) {  // one short
        auto lines = lines_of(answer);
        lines.pop_back();
        say(answer, lines);
      },
      [&](HttpAnswer& answer) {  // one too many
        auto lines = lines_of(answer);
        lines.push_back(lines[0]);
        say(answer, lines);
      },
      [&](HttpAnswer& answer) {  // an id that nobody sent
        auto lines = lines_of(answer);
        lines[2] = to_json(accepted(desk_.ids.next()));
        say(answer, lines);
      },
      [&](HttpAnswer& answer) {  // one line for another batch
        say(answer, {to_json(wire::batch_accepted(
                        {desk_.ids.next(), desk_.ids.next(), desk_.ids.next()}))});
      },
      [&](HttpAnswer& answer) {  // one line for all of them, and more
        const std::string all = to_json(wire::batch_accepted(sent));
        say(answer, {all, all});
      },
      [](HttpAnswer& answer) { answer.body = to_bytes("<html>welcome to our hotel</html>"); },
      [](HttpAnswer& answer) { answer.body.resize(answer.body.size() / 2); },
      [](HttpAnswer& answer) { answer.body.clear(); },
  };
  for (std::size_t i = 0; i < lies.size(); ++i) {
    district_.after = [&](const HttpRequest& request, HttpAnswer& answer) -> Status {
      if (request.path == wire::kPathEvents) lies[i](answer);
      return {};
    };
    EXPECT_EQ(sync_code(), FailureCode::answer_malformed) << i;
    EXPECT_EQ(outbox_->counts().confirmed, 0u) << i;
    EXPECT_EQ(outbox_->counts().saved, 3u) << i;
  }
  EXPECT_TRUE(reference_->complete());  // the rest of the pass went on
  district_.after = nullptr;
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_EQ(outbox_->counts().confirmed, 3u);
  EXPECT_EQ(district_.accepted, 3);
}

TEST_F(SyncTest, one_line_settles_a_batch_that_was_accepted_whole) {
  give_reference(1);
  std::vector<Uuid> sent;
  for (int i = 0; i < 3; ++i) sent.push_back(save());
  district_.after = [&](const HttpRequest& request, HttpAnswer& answer) -> Status {
    if (request.path == wire::kPathEvents) {
      answer.body = to_bytes(to_json(wire::batch_accepted(sent)) + "\n");
    }
    return {};
  };
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_EQ(outbox_->counts().confirmed, 3u);
}

TEST_F(SyncTest, a_rejected_event_goes_to_quarantine_and_blocks_nobody) {
  give_reference(1);
  const Uuid first = save();
  for (int i = 0; i < 11; ++i) save();
  district_.reject = [&](const wire::Envelope& envelope) -> std::optional<std::string> {
    if (envelope.id == first) return "schema_unknown";
    return std::nullopt;
  };
  const auto summary = sync_->sync_once();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->quarantined, 1u);
  EXPECT_EQ(summary->confirmed, 11u);
  const auto quarantined = outbox_->quarantined().value();
  ASSERT_EQ(quarantined.size(), 1u);
  EXPECT_EQ(quarantined[0], (std::pair<Uuid, std::string>{first, "schema_unknown"}));
  EXPECT_EQ(district_.report->quarantined, 1u);
  EXPECT_EQ(sync_->sync_once()->pushed, 0u);  // and is not sent again
}

TEST_F(SyncTest, a_server_in_trouble_keeps_everything_waiting) {
  save();
  district_.after = [](const HttpRequest& request, HttpAnswer& answer) -> Status {
    if (request.path == wire::kPathEvents) answer = {503, "text/html", "", to_bytes("busy")};
    return {};
  };
  give_reference(1);
  EXPECT_EQ(sync_code(), FailureCode::server_fault);
  EXPECT_EQ(outbox_->counts().saved, 1u);
  EXPECT_EQ(reference_->snapshot()->manifest_version, 1u);
}

TEST_F(SyncTest, a_revoked_terminal_is_told_so_and_keeps_its_events) {
  save();
  district_.after = [](const HttpRequest&, HttpAnswer& answer) -> Status {
    answer.status = 403;
    answer.body = to_bytes(to_json(wire::Problem{403, "certificate_revoked", "x"}));
    return {};
  };
  EXPECT_EQ(sync_code(), FailureCode::certificate_revoked);
  EXPECT_EQ(district_.calls.size(), 1u);
  EXPECT_EQ(outbox_->counts().saved, 1u);
}

TEST_F(SyncTest, an_object_goes_on_where_the_line_was_cut) {
  give_reference(1, 2000);  // 26 KB in pieces of 1,000 bytes
  int pieces = 0;
  district_.before = [&](const HttpRequest& request) -> Status {
    if (request.path.starts_with(wire::kPathObjects) && ++pieces == 12) {
      return std::unexpected(kCut);
    }
    return {};
  };
  EXPECT_EQ(sync_code(), FailureCode::network_unreachable);
  EXPECT_EQ(reference_->snapshot()->site, nullptr);  // all or nothing
  reopen_reference();                                // and the power went, too
  district_.requests.clear();
  ASSERT_TRUE(sync_->sync_once());
  const auto first = std::find_if(
      district_.requests.begin(), district_.requests.end(),
      [](const HttpRequest& request) { return request.path.starts_with(wire::kPathObjects); });
  ASSERT_NE(first, district_.requests.end());
  EXPECT_GT(first->range_from, 5000u);
  EXPECT_EQ(reference_->snapshot()->key_persons->size(), 2000u);
  // Twelve were asked for before and the cut one again: no byte came twice.
  EXPECT_LE(pieces, 30);
}

TEST_F(SyncTest, a_server_that_ignores_range_still_serves) {
  give_reference(1, 2000);
  district_.ignores_range = true;
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_EQ(reference_->snapshot()->key_persons->size(), 2000u);
}

TEST_F(SyncTest, other_bytes_than_the_manifest_says_are_refused_and_not_kept) {
  give_reference(1);
  ASSERT_TRUE(sync_->sync_once());
  give_reference(2, 2000);
  district_.after = [](const HttpRequest& request, HttpAnswer& answer) -> Status {
    if (request.path.starts_with(wire::kPathObjects)) answer.body.back() ^= 1;
    return {};
  };
  EXPECT_EQ(sync_code(), FailureCode::object_damaged);
  EXPECT_EQ(reference_->snapshot()->manifest_version, 1u);
  EXPECT_EQ(reference_->snapshot()->site->population, 100);
  EXPECT_TRUE(district_.report);  // the district hears from us all the same
  district_.after = nullptr;
  ASSERT_TRUE(sync_->sync_once());  // nothing of the lie was kept
  EXPECT_EQ(reference_->snapshot()->site->population, 200);
}

TEST_F(SyncTest, pieces_of_another_length_are_refused) {
  give_reference(1, 2000);
  district_.after = [](const HttpRequest& request, HttpAnswer& answer) -> Status {
    if (request.path.starts_with(wire::kPathObjects)) answer.body.pop_back();
    return {};
  };
  EXPECT_EQ(sync_code(), FailureCode::object_damaged);
}

TEST_F(SyncTest, an_old_manifest_played_again_is_refused) {
  give_reference(1);
  const Bytes old = district_.manifest;
  ASSERT_TRUE(sync_->sync_once());
  give_reference(2);
  ASSERT_TRUE(sync_->sync_once());
  district_.manifest = old;
  EXPECT_EQ(sync_code(), FailureCode::manifest_older);
  EXPECT_EQ(reference_->snapshot()->manifest_version, 2u);
}

TEST_F(SyncTest, a_refused_root_does_not_stop_the_manifest) {
  give_reference(1);
  district_.root = wire::sign_root(district_.signer.root, district_.signer.online).value();
  EXPECT_EQ(sync_code(), FailureCode::role_refused);
  EXPECT_EQ(reference_->snapshot()->manifest_version, 1u);
}

TEST_F(SyncTest, a_new_root_comes_before_the_manifest_that_needs_it) {
  give_reference(1);
  ASSERT_TRUE(sync_->sync_once());
  district_.signer.online = crypto::PrivateKey::generate_signing(district_.signer.suite).value();
  district_.signer.root.version = 2;
  district_.signer.root.roles["manifest"] = {test::role_key(district_.signer.online)};
  district_.root = district_.signer.root_cose();
  give_reference(2);
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_EQ(reference_->snapshot()->manifest_version, 2u);
}

TEST_F(SyncTest, damaged_reference_data_is_fetched_although_the_manifest_is_the_same) {
  give_reference(1);
  ASSERT_TRUE(sync_->sync_once());
  const std::string path = "/reference/site/" + to_hex(district_.signer.manifest.objects[0].sha256);
  ASSERT_TRUE(desk_.files.write_private(path, as_bytes("rotten")));
  reopen_reference();
  EXPECT_EQ(reference_->snapshot()->site, nullptr);
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_NE(reference_->snapshot()->site, nullptr);
}

TEST_F(SyncTest, the_report_carries_a_signed_checkpoint_of_the_audit_chain) {
  give_reference(1);
  save();
  const auto key = crypto::PrivateKey::generate_signing(crypto::test::test_suite()).value();
  sync_->set_checkpoint_signer([&](ByteView checkpoint) {
    return codes::make_sign1(checkpoint, wire::kCheckpointContentType, key);
  });
  ASSERT_TRUE(sync_->sync_once());
  const Bytes cose = from_base64(district_.report->checkpoint).value();
  const auto message = codes::parse_sign1(cose).value();
  EXPECT_TRUE(codes::verify_sign1(message, key.public_key().value()));
  const auto checkpoint = wire::checkpoint_from_json(as_text(message.payload)).value();
  const AuditHead head = outbox_->audit_head();
  EXPECT_EQ(checkpoint.terminal, test::kTerminal);
  EXPECT_EQ(checkpoint.instance, head.instance);
  EXPECT_EQ(checkpoint.seq, head.seq);
  EXPECT_EQ(checkpoint.hash, head.hash);
}

TEST_F(SyncTest, the_loop_starts_at_once_hears_a_poke_and_ends_when_told) {
  give_reference(1);
  std::mutex mutex;
  std::condition_variable changed;
  int passes = 0;
  const auto wait_for = [&](int wanted) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return passes >= wanted; });
  };
  SyncLoop loop(*sync_, district_, std::chrono::hours(24), [&](const Result<SyncSummary>& result) {
    EXPECT_TRUE(result);
    const std::lock_guard lock(mutex);
    ++passes;
    changed.notify_all();
  });
  wait_for(1);
  save();
  loop.poke();
  wait_for(2);
  loop.poke();
  wait_for(3);
  EXPECT_EQ(outbox_->counts().confirmed, 1u);
}

}  // namespace
}  // namespace dk::cache
