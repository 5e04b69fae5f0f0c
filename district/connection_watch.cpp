#include "district/connection_watch.h"

#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "base/log.h"

namespace dk::district {

using Steady = std::chrono::steady_clock;

namespace {

// Lives from the first byte of the handshake to SSL_free, which comes before the socket is closed:
// what is in the set has its socket still.
struct Watched {
  ConnectionWatch::Shared* shared = nullptr;
  int socket = -1;
  bool in_head = true;
  bool ended = false;
  std::size_t head_bytes = 0;
  Steady::time_point until;
};

}  // namespace

struct ConnectionWatch::Shared {
  explicit Shared(const ConnectionBounds& the_bounds) : bounds(the_bounds) {}

  ConnectionBounds bounds;
  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;
  std::set<Watched*> connections;
  std::thread thread;

  void run() {
    const auto turn = std::min<std::chrono::milliseconds>(bounds.head / 4, std::chrono::seconds(1));
    std::unique_lock lock(mutex);
    while (!wake.wait_for(lock, turn, [this] { return stopping; })) {
      const auto now = Steady::now();
      for (Watched* watched : connections) {
        if (now > watched->until) end(*watched, log::Token("time"));
      }
    }
  }
  // With the mutex held.
  static void end(Watched& watched, log::Token why) {
    if (watched.ended) return;
    watched.ended = true;
    ::shutdown(watched.socket, SHUT_RDWR);
    log::warn("connection_ended", {{"over", why}});
  }
};

namespace {

void forget(void*, void* pointer, CRYPTO_EX_DATA*, int, long, void*) {
  auto* watched = static_cast<Watched*>(pointer);
  if (watched == nullptr) return;
  {
    const std::lock_guard lock(watched->shared->mutex);
    watched->shared->connections.erase(watched);
  }
  delete watched;  // OpenSSL holds a bare pointer; made in watched_of()
}

int connection_index() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, forget);
  return index;
}

int context_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

Watched* watched_of(SSL* connection) {
  if (auto* known = static_cast<Watched*>(SSL_get_ex_data(connection, connection_index()))) {
    return known;
  }
  auto* shared = static_cast<ConnectionWatch::Shared*>(
      SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), context_index()));
  if (shared == nullptr) return nullptr;
  auto watched = std::make_unique<Watched>();
  watched->shared = shared;
  watched->socket = SSL_get_fd(connection);
  watched->until = Steady::now() + shared->bounds.head;
  if (SSL_set_ex_data(connection, connection_index(), watched.get()) != 1) return nullptr;
  const std::lock_guard lock(shared->mutex);
  shared->connections.insert(watched.get());
  return watched.release();
}

// Each record's header as it comes (its length is in bytes 3 and 4).
void on_record(int writing, int, int type, const void* data, std::size_t size, SSL* connection,
               void*) {
  Watched* watched = watched_of(connection);
  if (watched == nullptr || writing != 0 || type != SSL3_RT_HEADER || size < 5) return;
  const auto* header = static_cast<const unsigned char*>(data);
  const std::lock_guard lock(watched->shared->mutex);
  if (!watched->in_head) return;
  watched->head_bytes += static_cast<std::size_t>(header[3]) << 8 | header[4];
  if (watched->head_bytes > watched->shared->bounds.head_bytes) {
    ConnectionWatch::Shared::end(*watched, log::Token("size"));
  }
}

void step(SSL* connection, bool in_head) {
  if (connection == nullptr) return;
  Watched* watched = watched_of(connection);
  if (watched == nullptr) return;
  const std::lock_guard lock(watched->shared->mutex);
  watched->in_head = in_head;
  watched->head_bytes = 0;
  watched->until = Steady::now() + watched->shared->bounds.rest;
}

}  // namespace

ConnectionWatch::ConnectionWatch(const ConnectionBounds& bounds)
    : shared_(std::make_unique<Shared>(bounds)) {
  shared_->thread = std::thread([shared = shared_.get()] { shared->run(); });
}

ConnectionWatch::~ConnectionWatch() {
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->stopping = true;
  }
  shared_->wake.notify_all();
  shared_->thread.join();
}

void ConnectionWatch::attach(ssl_ctx_st& context) {
  (void)connection_index();
  SSL_CTX_set_ex_data(&context, context_index(), shared_.get());
  SSL_CTX_set_msg_callback(&context, on_record);
}

void ConnectionWatch::begins(ssl_st* connection) { (void)watched_of(connection); }

void ConnectionWatch::head_came(ssl_st* connection) { step(connection, false); }

void ConnectionWatch::answered(ssl_st* connection) { step(connection, true); }

}  // namespace dk::district
