// Peers of the district that mean harm, or are broken: each is answered or hung up on, costs
// little, and the next one is served.
#include <gtest/gtest.h>

#include <thread>

#include "district/test_server.h"
#include "offline-cache/wire/api.h"

namespace dk::district::testing {
namespace {

constexpr std::string_view kBatch =
    "Content-Type: application/x-ndjson\r\nContent-Encoding: zstd\r\n";

// Long enough for an honest handshake on a busy machine.
constexpr std::chrono::milliseconds kSoon{2000};

class HostilePeer : public Served {
 protected:
  void restart(const ConnectionBounds& bounds) {
    server_.reset();
    auto server = Server::start(*gateway_, files_, {"127.0.0.1", 0}, bounds);
    ASSERT_TRUE(server) << server.error().detail;
    server_ = std::move(*server);
  }
  [[nodiscard]] static std::string code(const Reply& reply) {
    const auto problem = wire::problem_from_json(reply.body);
    return problem ? problem->code : "no problem document";
  }
  [[nodiscard]] bool others_are_served() {
    TestClient other(as_terminal());
    return other.get("/healthz").status == 200;
  }
};

TEST_F(HostilePeer, a_question_hidden_in_the_body_of_another_is_not_asked) {
  const std::string hidden = "GET /v1/root HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  const std::string no_chunk = "0\r\n\r\n";
  for (const std::string& raw : {
           "GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + hidden,
           "HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + hidden,
           "GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + chunked + "\r\n" + no_chunk + hidden,
           "DELETE /v1/root HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + hidden,
           "POST /v1/nowhere HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + hidden,
           "POST /v1/report HTTP/1.1\r\nHost: localhost\r\n" + length + chunked + "\r\n" +
               no_chunk + hidden,
           "POST /v1/report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" + length +
               "\r\n" + hidden,
       }) {
    TestClient client(as_terminal());
    const Reply first = client.send(raw);
    EXPECT_NE(first.status, 0) << raw;
    // What comes next is the answer to what is asked next, or the end of the connection.
    const Reply next = client.get("/v1/nowhere");
    EXPECT_TRUE(!next.trouble.empty() || next.status == 404) << raw << next.status << next.body;
  }
  EXPECT_TRUE(others_are_served());
}

TEST_F(HostilePeer, heads_that_are_too_large_or_no_heads_at_all) {
  const std::string many = [] {
    std::string lines;
    for (int i = 0; i < 20'000; ++i) lines += "X-" + std::to_string(i) + ": y\r\n";
    return lines;
  }();
  for (const std::string& raw :
       {"GET /healthz HTTP/1.1\r\nX: " + std::string(1 << 20, 'y') + "\r\n\r\n",
        "GET /" + std::string(100'000, 'a') + " HTTP/1.1\r\n\r\n",
        "GET /healthz HTTP/1.1\r\n" + many + "\r\n", std::string(200'000, '\r'),
        std::string("\x16\x03\x01 this is no HTTP\r\n\r\n"), std::string("\r\n\r\n\r\n\r\n"),
        std::string("GET /healthz HTTP/9.9\r\n\r\n"), std::string("GET\r\n\r\n")}) {
    TestClient client(nobody());
    const Reply reply = client.send(raw);
    EXPECT_TRUE(!reply.trouble.empty() || (reply.status >= 400 && reply.status < 500))
        << raw.substr(0, 30) << reply.status;
  }
  EXPECT_TRUE(others_are_served());
}

TEST_F(HostilePeer, a_head_that_never_ends_is_hung_up_on) {
  restart({.head = kSoon, .rest = kSoon});
  TestClient slow(nobody());
  // The line stands; nothing but the beginning of a question ever comes.
  EXPECT_FALSE(slow.send("GET /healthz HTTP/1.1\r\nX: ").trouble.empty());
  TestClient slow_body(as_terminal());
  EXPECT_EQ(slow_body.get("/healthz").status, 200);
  const Reply cut = slow_body.send(
      "POST /v1/report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{");
  EXPECT_TRUE(!cut.trouble.empty() || cut.status == 413 || cut.status == 400) << cut.status;
}

TEST_F(HostilePeer, more_slow_peers_than_threads_do_not_keep_the_others_out) {
  restart({.head = kSoon, .rest = kSoon});
  std::vector<std::thread> peers;
  for (int i = 0; i < 70; ++i) {
    peers.emplace_back([options = nobody()] {
      TestClient slow(options);
      EXPECT_NE(slow.send("GET /hea").status, 200);
    });
  }
  EXPECT_TRUE(others_are_served());
  for (auto& peer : peers) peer.join();
  EXPECT_TRUE(others_are_served());
}

TEST_F(HostilePeer, a_batch_that_inflates_without_end_is_refused) {
  // 3 MiB of empty frames' worth of zeros: far over what a batch may inflate to.
  std::string bomb;
  const std::vector<std::string> lines(250, std::string(60'000, '0'));
  const Bytes one = *wire::encode_batch(lines);
  for (int i = 0; i < 100; ++i) bomb += as_text(one);
  EXPECT_LT(bomb.size(), 400'000u);
  TestClient client(as_terminal());
  EXPECT_EQ(code(client.post("/v1/events", bomb, kBatch)), wire::kProblemBodyMalformed);
  EXPECT_EQ(count("event"), 0);
  EXPECT_EQ(client.get("/healthz").status, 200);
}

TEST_F(HostilePeer, names_of_objects_that_are_paths_long_or_foreign_find_nothing) {
  TestClient client(as_terminal());
  for (const std::string& name :
       {std::string("%c0%ae%c0%ae/district.db"), std::string("..%5c..%5conline"),
        std::string("/etc/passwd"), std::string("%2fetc%2fpasswd"), std::string("//etc/passwd"),
        std::string(3000, 'a'), std::string("%e8%af%95%e7%ae%a1"), std::string("%00"),
        std::string("https://localhost/v1/root"), std::string("?x=") + std::string(64, '0'),
        std::string("%"), std::string("%zz"), std::string(";"), std::string("*")}) {
    const Reply reply = client.get("/v1/objects/" + name);
    EXPECT_EQ(code(reply), wire::kProblemNotFound) << name;
  }
}

TEST_F(HostilePeer, ranges_that_ask_for_more_than_there_is) {
  TestClient client(as_terminal());
  const auto manifest = wire::verify_manifest(as_bytes(client.get("/v1/manifest").body),
                                              gateway_->root(), kTerminal, 0, t1());
  ASSERT_TRUE(manifest);
  const std::string path = "/v1/objects/" + to_hex(manifest->objects.at(0).sha256);
  const std::size_t size = manifest->objects[0].size;
  for (const std::string& range :
       {std::string("bytes=0-18446744073709551615"), std::string("bytes=-18446744073709551615"),
        std::string("bytes=0-0,1-1,2-2"), std::string("bytes=18446744073709551616-"),
        std::string("bytes=-1-2"), std::string("lines=0-1"),
        "bytes=" + std::string(7000, '0') + "-"}) {
    const Reply reply = client.get(path, "Range: " + range + "\r\n");
    EXPECT_TRUE(reply.status == 200 || reply.status == 206 || reply.status == 416)
        << range << reply.status;
    EXPECT_LE(reply.body.size(), size) << range;
  }
  EXPECT_EQ(client.get("/healthz").status, 200);
}

// Batches of one terminal, cut up, shuffled and sent again: the ledger is the same.
TEST_F(HostilePeer, batches_replayed_and_reordered_end_in_the_same_ledger) {
  std::vector<wire::Envelope> events;
  for (std::uint64_t i = 1; i <= 12; ++i) events.push_back(p02(i, static_cast<int>(i)));
  SeededRandom dice(20221118);
  TestClient client(as_terminal());
  int accepted = 0;
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> lines;
    for (std::uint64_t i = 0; i < 1 + dice.below(6); ++i) {
      lines.push_back(wire::to_json(events[dice.below(events.size())]));
    }
    const Bytes body = *wire::encode_batch(lines);
    const Reply reply = client.post("/v1/events", as_text(body), kBatch);
    ASSERT_EQ(reply.status, 200);
    const auto answered = *wire::split_lines(as_bytes(reply.body));
    if (const auto all = wire::batch_accepted_from_json(answered.at(0))) {
      ASSERT_EQ(answered.size(), 1U);
      ASSERT_EQ(all->events, lines.size());
      accepted += static_cast<int>(all->events);
      continue;
    }
    ASSERT_EQ(answered.size(), lines.size());
    for (const auto& line : answered) {
      accepted += wire::answer_from_json(line)->result == wire::EventResult::Accepted ? 1 : 0;
    }
  }
  EXPECT_EQ(count("event"), accepted);
  EXPECT_EQ(count("registration"), accepted);
  EXPECT_LE(accepted, 12);
  EXPECT_EQ(count("rejection"), 0);
}

}  // namespace
}  // namespace dk::district::testing
