#include "district/server.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "district/test_server.h"
#include "offline-cache/wire/api.h"

namespace dk::district::testing {
namespace {

constexpr std::string_view kBatch =
    "Content-Type: application/x-ndjson\r\nContent-Encoding: zstd\r\n";

class Requests : public Served {
 protected:
  [[nodiscard]] std::string batch(const std::vector<wire::Envelope>& events) {
    std::vector<std::string> lines;
    for (const auto& event : events) lines.push_back(wire::to_json(event));
    return std::string(as_text(*wire::encode_batch(lines)));
  }
  [[nodiscard]] static std::string code(const Reply& reply) {
    const auto problem = wire::problem_from_json(reply.body);
    return problem ? problem->code : "no problem document";
  }
  [[nodiscard]] static std::vector<wire::EventAnswer> answers(const Reply& reply) {
    std::vector<wire::EventAnswer> result;
    const auto lines = wire::split_lines(as_bytes(reply.body));
    EXPECT_TRUE(lines);
    for (const auto& line : *lines) result.push_back(*wire::answer_from_json(line));
    return result;
  }
  [[nodiscard]] wire::Manifest manifest(TestClient& client) {
    const Reply reply = client.get("/v1/manifest");
    EXPECT_EQ(reply.status, 200);
    return *wire::verify_manifest(as_bytes(reply.body), gateway_->root(), kTerminal, 0, t1());
  }
};

TEST_F(Requests, events_arrive_once_however_often_they_are_sent) {
  TestClient client(as_terminal());
  const std::vector<wire::Envelope> people{p02(1), p03(2)};
  const std::string body = batch(people);
  const Reply first = client.post("/v1/events", body, kBatch);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.headers.at("content-type"), wire::kTypeNdjson);
  const auto all = wire::batch_accepted_from_json(first.body.substr(0, first.body.find('\n')));
  ASSERT_TRUE(all) << first.body;
  EXPECT_EQ(*all, wire::batch_accepted({people[0].id, people[1].id}));
  const auto again = answers(client.post("/v1/events", body, kBatch));
  ASSERT_EQ(again.size(), 2U);
  for (const auto& answer : again) EXPECT_EQ(answer.result, wire::EventResult::Duplicate);
  const auto progress = wire::progress_from_json(client.get("/v1/progress?site=QH-01").body);
  ASSERT_TRUE(progress);
  EXPECT_EQ(progress->sites.at(0).tested, 2);
  EXPECT_EQ(client.get("/v1/progress?site=XX-01").status, 404);
}

TEST_F(Requests, a_batch_that_is_none) {
  TestClient client(as_terminal());
  EXPECT_EQ(code(client.post("/v1/events", "not zstd", kBatch)), wire::kProblemBodyMalformed);
  EXPECT_EQ(code(client.post("/v1/events", "", kBatch)), wire::kProblemBodyMalformed);
  EXPECT_EQ(client.get("/healthz").status, 200);
}

TEST_F(Requests, a_batch_says_what_it_is) {
  TestClient client(as_terminal());
  const std::string body = batch({p02(1)});
  EXPECT_EQ(code(client.post("/v1/events", body)), wire::kProblemTypeRefused);
  EXPECT_EQ(code(client.post("/v1/events", body, "Content-Type: application/x-ndjson\r\n")),
            wire::kProblemTypeRefused);
  EXPECT_EQ(code(client.post("/v1/events", body,
                             "Content-Type: application/json\r\nContent-Encoding: zstd\r\n")),
            wire::kProblemTypeRefused);
  EXPECT_EQ(count("event"), 0);
}

TEST_F(Requests, answers_come_compressed_to_who_asks) {
  TestClient client(as_terminal());
  const Reply reply = client.post("/v1/events", batch({p02(1), p03(2)}),
                                  std::string(kBatch) + "Accept-Encoding: gzip, zstd\r\n");
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.at("content-encoding"), "zstd");
  const auto lines = wire::decode_batch(as_bytes(reply.body));
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 1u);
  EXPECT_TRUE(wire::batch_accepted_from_json(lines->at(0)));
  const Reply plain = client.post("/v1/events", batch({p02(3)}),
                                  std::string(kBatch) + "Accept-Encoding: zstd;q=0, br\r\n");
  EXPECT_FALSE(plain.headers.contains("content-encoding"));
}

TEST_F(Requests, refused_bodies_leave_the_connection_in_step) {
  TestClient client(nobody());
  const Reply refused = client.post("/v1/events", std::string(300'000, 'x'));
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(code(refused), wire::kProblemCertificateMissing);
  EXPECT_EQ(client.get("/healthz").status, 200);
}

TEST_F(Requests, a_body_without_end_is_cut_off) {
  TestClient client(as_terminal());
  const Reply reply = client.post("/v1/report", std::string(100'000, 'x'));
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(code(reply), wire::kProblemBodyTooLarge);
  EXPECT_EQ(reply.headers.at("connection"), "close");
}

TEST_F(Requests, paths_and_methods_that_do_not_exist) {
  TestClient client(as_terminal());
  EXPECT_EQ(code(client.get("/v2/events")), wire::kProblemNotFound);
  EXPECT_EQ(code(client.get("/v1/events")), wire::kProblemMethodRefused);
  EXPECT_EQ(code(client.send("DELETE /v1/root HTTP/1.1\r\nHost: localhost\r\n\r\n")),
            wire::kProblemMethodRefused);
}

TEST_F(Requests, a_download_cut_in_the_middle_continues) {
  TestClient client(as_terminal());
  const auto listed = manifest(client);
  ASSERT_FALSE(listed.objects.empty());
  const auto& object = listed.objects[0];
  const std::string path = "/v1/objects/" + to_hex(object.sha256);
  const Reply whole = client.get(path);
  ASSERT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body.size(), object.size);
  EXPECT_EQ(crypto::sha256(as_bytes(whole.body)), object.sha256);
  const Reply rest = client.get(path, "Range: bytes=100-\r\n");
  EXPECT_EQ(rest.status, 206);
  EXPECT_EQ(rest.body, whole.body.substr(100));
  EXPECT_EQ(client.get(path, "Range: bytes=99999999-\r\n").status, 416);
  // A refusal is never cut into ranges.
  const Reply missing = client.get("/v1/objects/00", "Range: bytes=5-\r\n");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(code(missing), wire::kProblemNotFound);
}

TEST_F(Requests, tricks_with_paths_find_nothing) {
  TestClient client(as_terminal());
  const std::string digest = to_hex(manifest(client).objects.at(0).sha256);
  for (const std::string& tail :
       {std::string("../district.db"), std::string("..%2f..%2fonline%2fstorage.key"),
        std::string("%2e%2e/online/manifest.key"), digest + "/..", digest + "%00", "/" + digest,
        digest.substr(1), digest + "0", std::string(64, 'G'), std::string(64, '0'),
        std::string("%0a") + digest}) {
    const Reply reply = client.get("/v1/objects/" + tail);
    EXPECT_EQ(reply.status, 404) << tail;
  }
}

TEST_F(Requests, nothing_new_costs_no_download) {
  TestClient client(as_terminal());
  const Reply first = client.get("/v1/manifest");
  const std::string etag = first.headers.at("etag");
  const Reply again = client.get("/v1/manifest", "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST_F(Requests, installer_enrols_over_the_network) {
  TestClient client(nobody());
  const Reply cacerts = client.get(wire::kPathCaCerts);
  EXPECT_EQ(cacerts.headers.at("content-type"), wire::kTypePkcs7);
  ASSERT_TRUE(from_base64(cacerts.body));
  const auto key = crypto::PrivateKey::generate_p256();
  const std::string request = to_base64(*make_signing_request("LH-TS-0007", *key));
  const std::string type = "Content-Type: application/pkcs10\r\n";
  const auto basic = [](const std::string& token) {
    return "Authorization: Basic " + to_base64(as_bytes("LH-TS-0007:" + token)) + "\r\n";
  };
  EXPECT_EQ(client.post(wire::kPathEnroll, request, type).status, 401);
  EXPECT_EQ(client.post(wire::kPathEnroll, request, type + basic("guess")).status, 401);
  const std::string token = *gateway_->terminals().make_token("LH-TS-0007", kSite);
  EXPECT_EQ(client.post(wire::kPathEnroll, "%%%", type + basic(token)).status, 400);
  EXPECT_EQ(client.post(wire::kPathEnroll, request, basic(token)).status, 415);
  const Reply enrolled = client.post(wire::kPathEnroll, request, type + basic(token));
  ASSERT_EQ(enrolled.status, 200) << enrolled.body;
  EXPECT_EQ(client.post(wire::kPathEnroll, request, type + basic(token)).status, 401);

  const auto rows =
      gateway_->database().query("SELECT der FROM certificate WHERE terminal='LH-TS-0007'", {});
  const auto certificate = Certificate::from_der(rows->at(0).blob(0));
  // The certificate and the authority that leads from it to the pinned root.
  const auto bundle = from_base64(enrolled.body);
  ASSERT_TRUE(bundle);
  for (const Bytes& der : {certificate->der(), gateway_->terminal_ca().certificate.der()}) {
    EXPECT_FALSE(std::ranges::search(*bundle, der).empty());
  }
  TestClient terminal(as(*certificate, *key));
  const auto pinned = wire::bootstrap_from_json(terminal.get(wire::kPathBootstrap).body);
  ASSERT_TRUE(pinned);
  EXPECT_EQ(pinned->terminal, "LH-TS-0007");
  EXPECT_EQ(pinned->recovery_spki, gateway_->recovery_spki());
  EXPECT_TRUE(wire::verify_root(pinned->root, nullptr));
  EXPECT_EQ(terminal.post(wire::kPathReenroll, request, type).status, 200);
  EXPECT_EQ(client.post(wire::kPathReenroll, request, type).status, 403);
}

TEST_F(Requests, the_report_of_another_terminal_is_refused) {
  TestClient client(as_terminal());
  wire::Report report;
  report.terminal = kTerminal;
  report.at = t1();
  report.software = "0.1.0";
  EXPECT_EQ(client.post("/v1/report", wire::to_json(report)).status, 204);
  report.terminal = "LH-TS-0001";
  EXPECT_EQ(code(client.post("/v1/report", wire::to_json(report))), wire::kProblemNotYours);
  EXPECT_EQ(code(client.post("/v1/report", "{}")), wire::kProblemBodyMalformed);
}

TEST_F(Requests, many_terminals_at_once) {
  std::vector<std::thread> terminals;
  std::atomic<int> accepted = 0;
  for (int t = 0; t < 8; ++t) {
    std::vector<wire::Envelope> events;
    for (int i = 0; i < 5; ++i) {
      events.push_back(p02(static_cast<std::uint64_t>(t * 5 + i + 1), i + 1));
    }
    terminals.emplace_back([this, &accepted, body = batch(events)] {
      TestClient client(as_terminal());
      const Reply reply = client.post("/v1/events", body, kBatch);
      const auto all = wire::batch_accepted_from_json(reply.body.substr(0, reply.body.find('\n')));
      if (all) accepted += static_cast<int>(all->events);
    });
  }
  for (auto& terminal : terminals) terminal.join();
  EXPECT_EQ(accepted, 40);
  EXPECT_EQ(count("registration"), 40);
}

TEST_F(Requests, stopped_district_lets_go_of_its_port) {
  const int port = server_->port();
  server_.reset();
  auto again = Server::start(*gateway_, files_, {"127.0.0.1", port});
  ASSERT_TRUE(again) << again.error().detail;
  const auto second = Server::start(*gateway_, files_, {"127.0.0.1", port});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, FailureCode::io_error);
}

TEST(Listen, addresses) {
  EXPECT_EQ(parse_listen("127.0.0.1:8443")->port, 8443);
  EXPECT_EQ(parse_listen("[::1]:0")->host, "::1");
  for (const char* text : {"", "8443", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", ":1"}) {
    EXPECT_FALSE(parse_listen(text)) << text;
  }
}

}  // namespace
}  // namespace dk::district::testing
