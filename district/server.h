// The gateway on the network: HTTPS on one port, TLS 1.3, on its own threads until stop().
//
// Gateway and Files are borrowed and must outlive it. start() returns when the port is bound and
// connections are taken. stop() (and the destructor) lets running requests finish.
// Failures: config_invalid (address), io_error (port in use), tls_failed.
#pragma once

#include <memory>
#include <string>

#include "base/files.h"
#include "base/result.h"
#include "district/connection_watch.h"
#include "district/gateway.h"

namespace dk::district {

struct Listen {
  std::string host;  // "127.0.0.1", "::1"
  int port = 0;      // 0: any free one
};
// "127.0.0.1:8443", "[::1]:8443".
[[nodiscard]] Result<Listen> parse_listen(std::string_view text);

class Server {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(Gateway& gateway, Files& files,
                                                             const Listen& listen,
                                                             const ConnectionBounds& bounds = {});
  ~Server();
  [[nodiscard]] int port() const;
  void stop();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dk::district
