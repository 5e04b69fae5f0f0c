// A district that lies, line by line: what the terminal then says, and that it believes nothing.
#include <gtest/gtest.h>

#include "base/codes/cose.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/sync/est_messages.h"
#include "offline-cache/sync/sync.h"
#include "offline-cache/sync/test_district.h"
#include "offline-cache/sync/test_tls_server.h"

namespace dk::cache {
namespace {

using test::lines_of;
using test::say;
using test::SimulatedDistrict;

class LyingDistrict : public testing::Test {
 protected:
  LyingDistrict() {
    outbox_ = std::move(desk_.open().value());
    reference_ = std::move(Reference::open(desk_.files, *desk_.keys, desk_.random, "/reference",
                                           test::kTerminal, district_.root, desk_.clock)
                               .value());
    sync_ = std::make_unique<Sync>(
        district_, *outbox_, *reference_, desk_.clock,
        SyncOptions{.terminal = test::kTerminal, .software = "0.1.0", .chunk_bytes = 1000});
    publish(1, 1);
    EXPECT_TRUE(sync_->sync_once());
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(outbox_->append(desk_.registration()));
  }
  void publish(std::uint64_t manifest, std::uint64_t site) {
    district_.signer.put_site(site, 100 * static_cast<std::int64_t>(site));
    district_.manifest = district_.signer.manifest_cose(manifest);
  }
  FailureCode told(std::string_view path, std::function<void(HttpAnswer&)> lie) {
    district_.after = [path = std::string(path), lie = std::move(lie)](
                          const HttpRequest& request, HttpAnswer& answer) -> Status {
      if (request.path.starts_with(path)) lie(answer);
      return {};
    };
    const auto result = sync_->sync_once();
    district_.after = nullptr;
    return result ? FailureCode::internal : result.error().code;
  }
  void nothing_was_believed() {
    EXPECT_EQ(outbox_->counts().confirmed, 0u);
    EXPECT_EQ(outbox_->counts().quarantined, 0u);
    EXPECT_EQ(outbox_->counts().saved, 3u);
    EXPECT_EQ(reference_->snapshot()->manifest_version, 1u);
    EXPECT_EQ(reference_->snapshot()->site->population, 100);
  }

  Desk desk_;
  SimulatedDistrict district_{desk_.clock.now()};
  std::unique_ptr<Outbox> outbox_;
  std::unique_ptr<Reference> reference_;
  std::unique_ptr<Sync> sync_;
};

TEST_F(LyingDistrict, answers_that_settle_nothing) {
  const std::vector<std::pair<const char*, std::function<void(HttpAnswer&)>>> lies = {
      {"one event answered twice, another not at all",
       [&](HttpAnswer& answer) {
         auto said = lines_of(answer);
         said[2] = said[1];
         say(answer, said);
       }},
      {"the same answers twice over",
       [&](HttpAnswer& answer) {
         auto said = lines_of(answer);
         const auto once = said;
         said.insert(said.end(), once.begin(), once.end());
         say(answer, said);
       }},
      {"a result that there is not",
       [&](HttpAnswer& answer) {
         auto said = lines_of(answer);
         const auto at = said[0].find("\"result\":\"") + 10;  // accepted, later duplicate
         said[0].replace(at, said[0].find('"', at) - at, "welcomed");
         say(answer, said);
       }},
      {"gzip where nobody asked for it",
       [](HttpAnswer& answer) {
         answer.body = *from_hex("1f8b080000000000000303000000000000000000");
       }},
      {"zstd where nobody asked for it",
       [&](HttpAnswer& answer) { answer.body = wire::encode_batch(lines_of(answer)).value(); }},
      {"a page with status 200",
       [](HttpAnswer& answer) {
         answer.content_type = "text/html";
         answer.body = to_bytes("<html><body>Free Wi-Fi: log in here</body></html>");
       }},
      {"an id in capitals and braces",
       [&](HttpAnswer& answer) {
         auto said = lines_of(answer);
         const auto at = said[0].find("\"id\":\"") + 6;
         for (std::size_t i = at; i < at + 36; ++i) {
           if (said[0][i] >= 'a' && said[0][i] <= 'f')
             said[0][i] = static_cast<char>(said[0][i] - 32);
         }
         said[0].insert(at, "{");
         say(answer, said);
       }},
      {"a line of a megabyte",
       [&](HttpAnswer& answer) {
         auto said = lines_of(answer);
         said[1] = std::string(1 << 20, 'x');
         say(answer, said);
       }},
      {"members twice", [&](HttpAnswer& answer) {
         auto said = lines_of(answer);
         said[0].insert(said[0].size() - 1, R"(,"result":"rejected")");
         say(answer, said);
       }}};
  for (const auto& [name, lie] : lies) {
    EXPECT_EQ(told(wire::kPathEvents, lie), FailureCode::answer_malformed) << name;
    nothing_was_believed();
  }
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_EQ(outbox_->counts().confirmed, 3u);
}

TEST_F(LyingDistrict, a_status_that_is_no_answer_settles_nothing) {
  for (const int status : {100, 201, 202, 204, 206, 301, 302, 304, 307, 400, 404, 418, 500, 999}) {
    const auto said =
        told(wire::kPathEvents, [status](HttpAnswer& answer) { answer.status = status; });
    EXPECT_NE(said, FailureCode::internal) << status;
    nothing_was_believed();
  }
}

TEST_F(LyingDistrict, manifests_that_are_not_for_us_now) {
  publish(2, 2);
  const Bytes good = district_.manifest;
  const auto& signer = district_.signer;
  const auto manifest_of = [&](std::uint64_t version) {
    (void)district_.signer.manifest_cose(version);
    return district_.signer.manifest;
  };
  const auto signed_by = [](const wire::Manifest& manifest, const crypto::PrivateKey& key) {
    return wire::sign_manifest(manifest, key).value();
  };
  wire::Manifest anothers = manifest_of(2);
  anothers.terminal = "LH-TS-0003";
  wire::Manifest expired = manifest_of(2);
  expired.expires = desk_.clock.now();
  expired.issued = expired.expires - std::chrono::hours(1);
  wire::Manifest older = manifest_of(2);
  older.version = 0;
  // Names a content that we have, under a version that its signature does not say.
  wire::Manifest promoted = manifest_of(2);
  for (auto& object : promoted.objects) ++object.version;
  const auto stranger = crypto::PrivateKey::generate_p256().value();
  const std::vector<std::tuple<const char*, Bytes, std::vector<FailureCode>>> lies = {
      {"another terminal's", signed_by(anothers, signer.online), {FailureCode::manifest_not_ours}},
      {"expired", signed_by(expired, signer.online), {FailureCode::manifest_expired}},
      {"older",
       signed_by(older, signer.online),
       {FailureCode::manifest_older, FailureCode::answer_malformed}},
      {"signed by nobody we know",
       signed_by(manifest_of(2), stranger),
       {FailureCode::role_refused}},
      {"signed by the key of the lists",
       signed_by(manifest_of(2), signer.lists),
       {FailureCode::role_refused}},
      {"an object under a version that it has not",
       signed_by(promoted, signer.online),
       {FailureCode::object_damaged, FailureCode::reference_missing}},
      {"cut", Bytes(good.begin(), good.end() - 1), {FailureCode::answer_malformed}},
      {"empty", Bytes(), {FailureCode::answer_malformed}},
      {"the root in its place",
       district_.root,
       {FailureCode::role_refused, FailureCode::answer_malformed}},
  };
  for (const auto& [name, cose, codes] : lies) {
    const FailureCode said =
        told(wire::kPathManifest, [&](HttpAnswer& answer) { answer.body = cose; });
    EXPECT_NE(std::find(codes.begin(), codes.end(), said), codes.end())
        << name << ": " << name_of(said);
    EXPECT_EQ(reference_->snapshot()->manifest_version, 1u) << name;
    EXPECT_EQ(reference_->snapshot()->site->population, 100) << name;
  }
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_EQ(reference_->snapshot()->site->population, 200);
}

// Signed twice with one version: whichever came first stays.
TEST_F(LyingDistrict, two_manifests_of_one_version_change_nothing) {
  publish(1, 2);
  (void)sync_->sync_once();
  EXPECT_EQ(reference_->snapshot()->site->population, 100);
}

TEST_F(LyingDistrict, bytes_of_objects_that_do_not_fit_are_not_kept) {
  publish(2, 2);
  const std::vector<std::pair<const char*, std::function<void(HttpAnswer&)>>> lies = {
      {"one bit", [](HttpAnswer& answer) { answer.body[answer.body.size() / 2] ^= 4; }},
      {"nothing", [](HttpAnswer& answer) { answer.body.clear(); }},
      {"more", [](HttpAnswer& answer) { answer.body.push_back(0); }},
      {"the whole thing as a piece", [](HttpAnswer& answer) { answer.body.resize(100'000); }},
      {"a page", [](HttpAnswer& answer) { answer.body = to_bytes("<html>"); }}};
  for (const auto& [name, lie] : lies) {
    EXPECT_EQ(told(wire::kPathObjects, lie), FailureCode::object_damaged) << name;
    EXPECT_EQ(reference_->snapshot()->site->population, 100) << name;
  }
  ASSERT_TRUE(sync_->sync_once());
  EXPECT_EQ(reference_->snapshot()->site->population, 200);
}

// Over the real line: what curl makes of servers that break HTTP.
class BrokenServer : public testing::Test {
 protected:
  FailureCode told(const std::string& raw, int total_ms = 5000) {
    const auto certificate = district_.issue("district", key_.public_key().value(), true, {});
    const test::TlsServer server(certificate.get(), key_,
                                 [raw](const test::SeenRequest&) { return raw; });
    TlsOptions options{.url = server.url(), .ca_file = folder_.path() + "/ca.pem"};
    options.total_timeout_ms = total_ms;
    auto remote = open_https_remote(options).value();
    HttpRequest request{.method = "GET", .path = "/v1/manifest"};
    request.max_answer_bytes = 100'000;
    const auto answer = remote->call(request);
    if (!answer) return answer.error().code;
    return answer->status == 200 ? FailureCode::internal : failure_of(*answer).code;
  }
  BrokenServer() {
    EXPECT_TRUE(PosixFiles().write_private(
        folder_.path() + "/ca.pem",
        as_bytes(certificate_to_pem(test::der_of(district_.certificate.get())))));
  }
  TemporaryFolder folder_;
  test::Authority district_;
  crypto::PrivateKey key_ = crypto::PrivateKey::generate_p256().value();
};

TEST_F(BrokenServer, each_is_refused_by_name) {
  const std::string head = "HTTP/1.1 200 x\r\nContent-Type: a/b\r\n";
  const std::string endless(200'000, 'x');
  EXPECT_EQ(told(head + "Content-Length: 200000\r\n\r\n" + endless), FailureCode::answer_malformed);
  EXPECT_EQ(told(head + "Transfer-Encoding: chunked\r\n\r\n30d40\r\n" + endless),
            FailureCode::answer_malformed);
  // To curl a broken chunk is a broken line; it is tried again either way.
  EXPECT_EQ(told(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"),
            FailureCode::network_unreachable);
  std::string headers = head;
  for (int i = 0; i < 10'000; ++i) headers += "X-" + std::to_string(i) + ": y\r\n";
  EXPECT_EQ(told(headers + "Content-Length: 0\r\n\r\n"), FailureCode::answer_malformed);
  EXPECT_EQ(told("SSH-2.0-OpenSSH_9.2\r\n\r\n"), FailureCode::answer_malformed);
  EXPECT_EQ(told("HTTP/1.1 302 x\r\nLocation: https://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
            FailureCode::answer_malformed);
  // Says more than it sends, and waits.
  EXPECT_EQ(told(head + "Content-Length: 100\r\n\r\nhalf", 300), FailureCode::timed_out);
}

}  // namespace
}  // namespace dk::cache
