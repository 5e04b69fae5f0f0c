#include "district/server.h"

#include <httplib.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <atomic>
#include <charconv>
#include <functional>
#include <semaphore>
#include <thread>

#include "base/log.h"
#include "district/connection_watch.h"
#include "district/routes.h"
#include "district/tls.h"
#include "offline-cache/wire/api.h"

namespace dk::district {
namespace {

constexpr std::size_t kThreads = 32;
constexpr std::ptrdiff_t kMaxConnections = 512;  // select() ends at file descriptor 1,023
constexpr std::size_t kKeepAliveRequests = 200;
constexpr time_t kKeepAliveS = 5;
constexpr time_t kReadTimeoutS = 20;
constexpr time_t kWriteTimeoutS = 20;
constexpr std::size_t kMaxPayloadBytes = 32u << 20;

// Connections beyond the bound wait in the kernel until one of ours has ended.
class BoundedPool : public httplib::ThreadPool {
 public:
  BoundedPool() : httplib::ThreadPool(kThreads) {}
  void enqueue(std::function<void()> work) override {
    room_.acquire();
    httplib::ThreadPool::enqueue([this, work = std::move(work)] {
      work();
      room_.release();
    });
  }

 private:
  std::counting_semaphore<kMaxConnections> room_{kMaxConnections};
};

std::optional<Certificate> certificate_of(const httplib::Request& request) {
  X509* certificate = request.ssl == nullptr ? nullptr : SSL_get1_peer_certificate(request.ssl);
  if (certificate == nullptr) return std::nullopt;
  return Certificate::own(certificate);
}

Call call_of(const httplib::Request& request) {
  Call call;
  call.method = request.method;
  call.path = request.path;
  call.query = {request.params.begin(), request.params.end()};
  call.authorization = request.get_header_value("Authorization");
  call.content_type = request.get_header_value("Content-Type");
  call.content_encoding = request.get_header_value("Content-Encoding");
  call.accept_encoding = request.get_header_value("Accept-Encoding");
  call.if_none_match = request.get_header_value("If-None-Match");
  call.range = request.get_header_value("Range");
  call.if_range = request.get_header_value("If-Range");
  return call;
}

void send(const Answer& answer, httplib::Response& response) {
  response.status = answer.status;
  for (const auto& [name, value] : answer.headers) response.set_header(name, value);
  if (!answer.content_type.empty()) {
    response.set_content(reinterpret_cast<const char*>(answer.body.data()), answer.body.size(),
                         answer.content_type);
  }
}

bool announces_body(const httplib::Request& request) {
  const std::string length = request.get_header_value("Content-Length");
  return (!length.empty() && length != "0") || request.has_header("Transfer-Encoding");
}

// Two lengths, or a length beside chunks: two readers could see two different bodies (RFC 9112
// section 6.3).
bool is_ambiguous(const httplib::Request& request) {
  return request.get_header_value_count("Content-Length") +
             request.get_header_value_count("Transfer-Encoding") >
         1;
}

// Reads the body up to `limit`; `keep` false: reads and forgets, so that the connection stays in
// step. Returns false when there was more or the client went away.
bool read_body(const httplib::ContentReader& reader, std::size_t limit, bool keep, Bytes& body) {
  std::size_t total = 0;
  return reader([&](const char* data, std::size_t size) {
    total += size;
    if (total > limit) return false;
    if (keep) append(body, as_bytes({data, size}));
    return true;
  });
}

class Handler {
 public:
  explicit Handler(Gateway& gateway) : gateway_(gateway) {}

  // `reader` is nullptr where no body is read.
  void handle(const httplib::Request& request, httplib::Response& response,
              const httplib::ContentReader* reader) {
    const auto started = std::chrono::steady_clock::now();
    SSL* const connection = const_cast<SSL*>(request.ssl);  // NOLINT: httplib's own, lent as const
    ConnectionWatch::head_came(connection);
    bool path_known = false;
    const Route* route = find_route(request.method, request.path, path_known);
    Call call = call_of(request);
    auto refused = gate(gateway_, route, certificate_of(request), call);
    Answer answer = refused ? std::move(*refused) : Answer{};
    if (!refused && route == nullptr) {
      answer = path_known ? problem(405, wire::kProblemMethodRefused, "Another method is needed.")
                          : problem(404, wire::kProblemNotFound, "No such path.");
    }
    const bool go_on = !refused && route != nullptr;
    bool body_refused = is_ambiguous(request);
    bool unread = body_refused || announces_body(request);
    if (body_refused) {
      answer = problem(400, wire::kProblemBodyMalformed, "The body's length is said twice.");
    } else if (reader != nullptr && route != nullptr) {
      unread = !read_body(*reader, route->max_body_bytes, go_on, call.body);
      body_refused = unread;
      if (unread) answer = problem(413, wire::kProblemBodyTooLarge, "The body is too large.");
    }
    if (go_on && !body_refused) answer = route->handle(gateway_, call);
    // A body that was not read would be taken for the next request. The library goes on reading
    // whatever the answer says: for it, the peer has said goodbye.
    if (unread) {
      answer.headers.emplace_back("Connection", "close");
      SSL_set_shutdown(connection, SSL_get_shutdown(connection) | SSL_RECEIVED_SHUTDOWN);
    }
    send(answer, response);
    note(route, call, answer.status, started);
    ConnectionWatch::answered(connection);
  }

 private:
  static void note(const Route* route, const Call& call, int status,
                   std::chrono::steady_clock::time_point started) {
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - started);
    log::info("request", {{"route", route == nullptr ? log::Token("none") : route->name},
                          {"status", status},
                          {"ms", std::int64_t{took.count()}},
                          {"terminal", log::safe(call.peer ? call.peer->terminal : "-",
                                                 "id from the certificate")}});
  }
  Gateway& gateway_;
};

// httplib matches paths as regular expressions.
std::string literal_pattern(std::string_view path) {
  std::string pattern;
  for (const char c : path) {
    if (c == '.') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

void set_routes(httplib::Server& server, Handler& handler) {
  // Everything without a body is answered before httplib's own routing; only a POST that exists
  // goes on to it, because its body is read there.
  server.set_pre_routing_handler(
      [&handler](const httplib::Request& request, httplib::Response& response) {
        // httplib would cut ranges out of every body, problem documents included; content() does it
        // where it is meant. The request is httplib's own local variable, not a constant.
        const_cast<httplib::Request&>(request).ranges.clear();  // NOLINT
        bool path_known = false;
        if (request.method == "POST" && find_route("POST", request.path, path_known) != nullptr) {
          return httplib::Server::HandlerResponse::Unhandled;
        }
        handler.handle(request, response, nullptr);
        return httplib::Server::HandlerResponse::Handled;
      });
  for (const Route& route : routes()) {
    if (route.method != "POST") continue;
    server.Post(literal_pattern(route.path),
                [&handler](const httplib::Request& request, httplib::Response& response,
                           const httplib::ContentReader& reader) {
                  handler.handle(request, response, &reader);
                });
  }
  server.set_exception_handler(
      [](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
        log::error("request_exception");
        send(problem(500, wire::kProblemInternal, "The district has a fault."), response);
      });
}

}  // namespace

Result<Listen> parse_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return fail(FailureCode::config_invalid, "HOST:PORT");
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  Listen listen;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), listen.port);
  if (error != std::errc() || end != port.data() + port.size() || listen.port < 0 ||
      listen.port > 65535) {
    return fail(FailureCode::config_invalid, "port");
  }
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty()) return fail(FailureCode::config_invalid, "host");
  listen.host = host;
  return listen;
}

struct Server::Impl {
  Impl(Gateway& gateway, Files& files, const ConnectionBounds& bounds)
      : watch(bounds), handler(gateway), http([&](SSL_CTX& context) {
          tls = set_up_tls(context, gateway, files);
          watch.attach(context);
          return tls.has_value();
        }) {}
  ConnectionWatch watch;
  Status tls;
  Handler handler;
  httplib::SSLServer http;
  int port = 0;
  std::atomic<bool> ended = false;
  std::thread thread;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<Server>> Server::start(Gateway& gateway, Files& files, const Listen& listen,
                                              const ConnectionBounds& bounds) {
  auto impl = std::make_unique<Impl>(gateway, files, bounds);
  if (!impl->tls) return std::unexpected(impl->tls.error());
  httplib::SSLServer& http = impl->http;
  if (!http.is_valid()) return fail(FailureCode::tls_failed, "server context");
  http.new_task_queue = [] { return new BoundedPool(); };
  http.set_keep_alive_max_count(kKeepAliveRequests);
  http.set_keep_alive_timeout(kKeepAliveS);
  http.set_read_timeout(kReadTimeoutS);
  http.set_write_timeout(kWriteTimeoutS);
  http.set_payload_max_length(kMaxPayloadBytes);
  http.set_tcp_nodelay(true);
  // httplib's own choice is SO_REUSEPORT, with which a second district would share the port.
  http.set_socket_options([](int socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  });
  set_routes(http, impl->handler);
  if (listen.port == 0) {
    impl->port = http.bind_to_any_port(listen.host);
  } else {
    impl->port = http.bind_to_port(listen.host, listen.port) ? listen.port : -1;
  }
  if (impl->port <= 0) {
    return fail(FailureCode::io_error,
                listen.host + ":" + std::to_string(listen.port) + " cannot be bound");
  }
  impl->thread = std::thread([&state = *impl] {
    state.http.listen_after_bind();
    state.ended = true;
  });
  // stop() on a server that does not run yet would be forgotten.
  while (!http.is_running() && !impl->ended) std::this_thread::yield();
  log::info("listening", {{"port", impl->port}});
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::~Server() { stop(); }

int Server::port() const { return impl_->port; }

void Server::stop() {
  if (!impl_->thread.joinable()) return;
  impl_->http.stop();
  impl_->thread.join();
  log::info("stopped");
}

}  // namespace dk::district
