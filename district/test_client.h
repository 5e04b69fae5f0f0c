// For tests: HTTP/1.1 over OpenSSL's own sockets, so that every trouble of the handshake is seen as
// it comes over the wire and not as a client library words it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "district/x509.h"

namespace dk::district::testing {

struct ClientOptions {
  int port = 0;
  std::string ca_file;  // what the client trusts
  std::optional<Certificate> certificate;
  crypto::PrivateKey key;
  bool tls12 = false;
};

struct Reply {
  std::string trouble;  // reason of OpenSSL, "closed", or empty
  int status = 0;
  std::map<std::string, std::string> headers;  // lower-case names
  std::string body;
};

class TestClient {
 public:
  explicit TestClient(const ClientOptions& options);
  ~TestClient();
  // The raw request goes out as it is; the connection stays open.
  Reply send(const std::string& raw);
  Reply get(std::string_view path, std::string_view headers = {});
  Reply post(std::string_view path, std::string_view body, std::string_view headers = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dk::district::testing
