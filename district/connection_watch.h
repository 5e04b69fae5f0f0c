// Bounds what one connection may cost: how long it may take over its handshake and first head, how
// long over a body or over taking an answer and asking again, and how many bytes a head may have.
//
// The HTTP library bounds each single read only, so that a peer which sends one byte now and then,
// or headers without end, would hold a thread or the memory for ever. A connection that is over a
// bound is shut down; its thread then sees the end of the stream. attach() is called before the
// first connection; the watch must outlive the context's connections. Any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

struct ssl_st;      // OpenSSL's SSL
struct ssl_ctx_st;  // and SSL_CTX

namespace dk::district {

struct ConnectionBounds {
  // A thin line (32 kbit/s, 2 s there and back) keeps well within these.
  std::chrono::milliseconds head{30'000};   // handshake and first head
  std::chrono::milliseconds rest{120'000};  // a body; an answer and the next head
  std::size_t head_bytes = 64 * 1024;       // of one head, as it comes over the wire
};

class ConnectionWatch {
 public:
  explicit ConnectionWatch(const ConnectionBounds& bounds);
  ~ConnectionWatch();
  ConnectionWatch(const ConnectionWatch&) = delete;
  ConnectionWatch& operator=(const ConnectionWatch&) = delete;

  void attach(ssl_ctx_st& context);
  // The handshake begins: time runs.
  static void begins(ssl_st* connection);
  // The head has come: body and answer follow. nullptr is ignored.
  static void head_came(ssl_st* connection);
  // The answer is made: the next request may begin.
  static void answered(ssl_st* connection);

  struct Shared;

 private:
  std::unique_ptr<Shared> shared_;
};

}  // namespace dk::district
