// The real curl against real TLS on this machine: whose fault is it?
#include "offline-cache/sync/https_remote.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <future>

#include "base/files.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/sync/est_messages.h"
#include "offline-cache/sync/sync.h"
#include "offline-cache/sync/test_tls_server.h"

namespace dk::cache {
namespace {

using test::Authority;
using test::Certificate;
using test::respond;
using test::SeenRequest;
using test::TlsServer;
using test::TlsServerOptions;

std::string hello(const SeenRequest& request) {
  return respond(200, "text/plain", "hello " + request.client, "ETag: \"7\"\r\n");
}

class HttpsRemoteTest : public testing::Test {
 protected:
  HttpsRemoteTest() { write("ca.pem", *district_.certificate); }

  std::string write(const std::string& name, const X509& certificate) {
    const std::string path = folder_.path() + "/" + name;
    EXPECT_TRUE(
        files_.write_private(path, as_bytes(certificate_to_pem(test::der_of(&certificate)))));
    return path;
  }
  TlsOptions options(const TlsServer& server) {
    return {.url = server.url(), .ca_file = folder_.path() + "/ca.pem"};
  }
  // As a terminal whose certificate was issued by `authority`.
  TlsOptions terminal_options(const TlsServer& server, const Authority& authority,
                              test::Validity validity = {}) {
    TlsOptions out = options(server);
    const auto certificate =
        authority.issue("LH-TS-0002", terminal_key_.public_key().value(), false, validity);
    out.certificate_file = write("cert.pem", *certificate);
    out.key_file = folder_.path() + "/key.pem";
    EXPECT_TRUE(files_.write_private(out.key_file, terminal_key_.to_pem()->view()));
    return out;
  }
  static Result<HttpAnswer> get(const TlsOptions& options, HttpRequest request = {}) {
    DK_TRY(remote, open_https_remote(options));
    if (request.method.empty()) request.method = "GET";
    if (request.path.empty()) request.path = "/v1/manifest";
    return remote->call(request);
  }
  static FailureCode code_of(const Result<HttpAnswer>& result) {
    return result ? FailureCode::internal : result.error().code;
  }
  Certificate server_certificate(test::Validity validity = {}, bool host = true) {
    return district_.issue("district", server_key_.public_key().value(), host, validity);
  }

  TemporaryFolder folder_;
  PosixFiles files_;
  Authority district_;
  Authority stranger_{"Somebody else"};
  crypto::PrivateKey server_key_ = crypto::PrivateKey::generate_p256().value();
  crypto::PrivateKey terminal_key_ = crypto::PrivateKey::generate_p256().value();
};

TEST_F(HttpsRemoteTest, an_answer_comes_with_its_status_type_and_etag) {
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_, hello);
  const auto answer = get(options(server));
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->content_type, "text/plain");
  EXPECT_EQ(answer->etag, "\"7\"");
  EXPECT_EQ(as_text(answer->body), "hello ");
}

TEST_F(HttpsRemoteTest, the_terminals_certificate_reaches_the_district) {
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_, hello,
                         {.client_ca = district_.certificate.get(), .client_required = true});
  const auto answer = get(terminal_options(server, district_));
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(as_text(answer->body), "hello LH-TS-0002");
}

TEST_F(HttpsRemoteTest, what_is_asked_goes_out_as_it_should) {
  const auto certificate = server_certificate();
  SeenRequest seen;
  const TlsServer server(certificate.get(), server_key_, [&](const SeenRequest& request) {
    seen = request;
    return respond(200, "application/x-ndjson", "");
  });
  HttpRequest request{.method = "POST", .path = "/v1/events"};
  request.content_type = "application/x-ndjson";
  request.content_encoding = "zstd";
  request.body = to_bytes(std::string("a\0b", 3));
  ASSERT_TRUE(get(options(server), request));
  server.settle();
  EXPECT_TRUE(seen.starts("POST /v1/events HTTP/1.1\r\n"));
  EXPECT_TRUE(seen.has("\r\nContent-Encoding: zstd\r\n"));
  EXPECT_FALSE(seen.has("Expect"));
  EXPECT_EQ(seen.body, std::string("a\0b", 3));
  HttpRequest piece{.method = "GET", .path = "/v1/objects/ab"};
  piece.range_from = 100;
  piece.range_size = 50;
  piece.if_none_match = "\"7\"";
  ASSERT_TRUE(get(options(server), piece));
  server.settle();
  EXPECT_TRUE(seen.has("\r\nRange: bytes=100-149\r\n"));
  EXPECT_TRUE(seen.has("\r\nIf-None-Match: \"7\"\r\n"));
}

TEST_F(HttpsRemoteTest, one_connection_serves_many_calls) {
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_, hello);
  auto remote = open_https_remote(options(server)).value();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(remote->call({.method = "GET", .path = "/healthz"}));
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpsRemoteTest, a_server_of_another_ca_is_untrusted) {
  const auto certificate = stranger_.issue("district", server_key_.public_key().value(), true);
  const TlsServer server(certificate.get(), server_key_, hello);
  EXPECT_EQ(code_of(get(options(server))), FailureCode::server_untrusted);
}

TEST_F(HttpsRemoteTest, a_server_with_another_name_is_untrusted) {
  const auto certificate = server_certificate({}, /*host=*/false);
  const TlsServer server(certificate.get(), server_key_, hello);
  const auto refused = get(options(server));
  EXPECT_EQ(code_of(refused), FailureCode::server_untrusted);
  EXPECT_EQ(refused.error().detail, "host name");
}

TEST_F(HttpsRemoteTest, an_expired_server_certificate_is_named) {
  const auto certificate = server_certificate({-7200, -3600});
  const TlsServer server(certificate.get(), server_key_, hello);
  EXPECT_EQ(code_of(get(options(server))), FailureCode::server_certificate_expired);
}

TEST_F(HttpsRemoteTest, a_tls_1_2_server_is_refused) {
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_, hello,
                         {.min_version = TLS1_2_VERSION, .max_version = TLS1_2_VERSION});
  EXPECT_EQ(code_of(get(options(server))), FailureCode::tls_version_refused);
}

// With TLS 1.3 these alerts come with the first read, when the terminal thinks that all is well.
TEST_F(HttpsRemoteTest, the_districts_word_about_our_certificate_is_heard) {
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_, hello,
                         {.client_ca = district_.certificate.get(), .client_required = true});
  EXPECT_EQ(code_of(get(options(server))), FailureCode::certificate_missing);
  EXPECT_EQ(code_of(get(terminal_options(server, district_, {-7200, -3600}))),
            FailureCode::certificate_expired);
  EXPECT_EQ(code_of(get(terminal_options(server, stranger_))), FailureCode::certificate_untrusted);
}

TEST_F(HttpsRemoteTest, the_reason_is_heard_even_behind_a_large_batch) {
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_, hello,
                         {.client_ca = district_.certificate.get(), .client_required = true});
  HttpRequest request{.method = "POST", .path = "/v1/events"};
  request.content_type = "application/x-ndjson";
  request.body = Bytes(8u << 20, 'x');
  EXPECT_EQ(code_of(get(terminal_options(server, district_, {-7200, -3600}), request)),
            FailureCode::certificate_expired);
}

TEST_F(HttpsRemoteTest, nobody_there_is_the_network) {
  const auto certificate = server_certificate();
  TlsOptions gone;
  {
    const TlsServer server(certificate.get(), server_key_, hello);
    gone = options(server);
  }
  EXPECT_EQ(code_of(get(gone)), FailureCode::network_unreachable);
  gone.url = "https://name.invalid";
  EXPECT_EQ(code_of(get(gone)), FailureCode::network_unreachable);
}

TEST_F(HttpsRemoteTest, a_connection_cut_instead_of_an_answer_is_the_network) {
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_,
                         [](const SeenRequest&) { return std::string(); });
  EXPECT_EQ(code_of(get(options(server))), FailureCode::network_unreachable);
  const TlsServer half(certificate.get(), server_key_, [n = 0](const SeenRequest&) mutable {
    return n++ == 0 ? "HTTP/1.1 200 x\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf" : "";
  });
  TlsOptions short_of_time = options(half);
  short_of_time.total_timeout_ms = 300;
  EXPECT_EQ(code_of(get(short_of_time)), FailureCode::timed_out);
}

TEST_F(HttpsRemoteTest, an_answer_without_end_is_stopped) {
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_, [](const SeenRequest&) {
    return respond(200, "text/plain", std::string(100'000, 'x'));
  });
  HttpRequest request;
  request.max_answer_bytes = 1000;
  EXPECT_EQ(code_of(get(options(server), request)), FailureCode::answer_malformed);
}

TEST_F(HttpsRemoteTest, a_redirect_is_not_followed) {
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_, [](const SeenRequest&) {
    return respond(302, "text/plain", "", "Location: https://127.0.0.1:1/\r\n");
  });
  const auto answer = get(options(server));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 302);
  EXPECT_EQ(failure_of(*answer).code, FailureCode::answer_malformed);
}

TEST_F(HttpsRemoteTest, a_proxy_of_the_environment_is_not_asked) {
  ::setenv("https_proxy", "http://127.0.0.1:1", 1);
  ::setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_, hello);
  EXPECT_TRUE(get(options(server)));
  ::unsetenv("https_proxy");
  ::unsetenv("ALL_PROXY");
}

TEST_F(HttpsRemoteTest, cancel_ends_a_call_that_waits) {
  const auto certificate = server_certificate();
  std::promise<void> asked;
  std::promise<void> leave;
  const TlsServer server(certificate.get(), server_key_, [&](const SeenRequest&) {
    asked.set_value();
    leave.get_future().wait();
    return std::string();
  });
  auto remote = open_https_remote(options(server)).value();
  auto outcome = std::async(std::launch::async, [&] {
    return code_of(remote->call({.method = "GET", .path = "/v1/root"}));
  });
  asked.get_future().wait();
  remote->cancel();
  EXPECT_EQ(outcome.get(), FailureCode::cancelled);
  leave.set_value();
}

TEST_F(HttpsRemoteTest, a_key_that_others_can_read_is_not_used) {
  const auto certificate = server_certificate();
  const TlsServer server(certificate.get(), server_key_, hello);
  const TlsOptions unsafe = terminal_options(server, district_);
  std::filesystem::permissions(unsafe.key_file, std::filesystem::perms(0644));
  EXPECT_EQ(code_of(get(unsafe)), FailureCode::permission_unsafe);
}

TEST_F(HttpsRemoteTest, only_https_is_spoken) {
  EXPECT_EQ(code_of(get({.url = "http://127.0.0.1:1", .ca_file = folder_.path() + "/ca.pem"})),
            FailureCode::config_invalid);
  EXPECT_EQ(code_of(get({.url = "https://127.0.0.1:1"})), FailureCode::server_untrusted);
}

TEST(FailureOf, problems_are_named_and_nothing_is_believed) {
  const auto problem = [](int status, const std::string& code) {
    HttpAnswer answer;
    answer.status = status;
    answer.body = to_bytes(to_json(wire::Problem{status, code, "x"}));
    return failure_of(answer).code;
  };
  EXPECT_EQ(problem(403, "certificate_missing"), FailureCode::certificate_missing);
  EXPECT_EQ(problem(403, "certificate_revoked"), FailureCode::certificate_revoked);
  EXPECT_EQ(problem(401, "enrolment_refused"), FailureCode::enrolment_refused);
  EXPECT_EQ(problem(404, "not_found"), FailureCode::not_found);
  EXPECT_EQ(problem(503, "busy"), FailureCode::server_fault);
  EXPECT_EQ(problem(400, "body_malformed"), FailureCode::server_fault);
  HttpAnswer portal;  // a hotel's log-in page
  portal.status = 511;
  portal.body = to_bytes("<html>");
  EXPECT_EQ(failure_of(portal).code, FailureCode::server_fault);
}

}  // namespace
}  // namespace dk::cache
