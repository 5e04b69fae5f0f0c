// For tests: a district that answers on a free port of this machine.
#pragma once

#include <memory>
#include <string>

#include "district/server.h"
#include "district/test_client.h"
#include "district/test_district.h"

namespace dk::district::testing {

class Served : public District {
 protected:
  void SetUp() override {
    District::SetUp();
    terminal_ = enrol();
    auto server = Server::start(*gateway_, files_, {"127.0.0.1", 0});
    ASSERT_TRUE(server) << server.error().detail;
    server_ = std::move(*server);
  }
  void TearDown() override {
    server_.reset();
    District::TearDown();
  }

  [[nodiscard]] ClientOptions nobody() const {
    ClientOptions options;
    options.port = server_->port();
    options.ca_file = Layout{dir()}.certificate("ca-root");
    return options;
  }
  [[nodiscard]] ClientOptions as(const Certificate& certificate,
                                 const crypto::PrivateKey& key) const {
    ClientOptions options = nobody();
    options.certificate = certificate;
    options.key = key;
    return options;
  }
  [[nodiscard]] ClientOptions as_terminal() const {
    return as(terminal_.certificate, terminal_.key);
  }

  Enrolled terminal_;
  std::unique_ptr<Server> server_;
};

}  // namespace dk::district::testing
