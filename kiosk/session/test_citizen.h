// For tests only: an invented person at a terminal, the senior allowance, and a district that says
// what the test wants.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/files.h"
#include "flows/engine/bundle.h"
#include "flows/engine/item.h"
#include "kiosk/session/identity.h"
#include "offline-cache/sync/sync.h"

namespace dk::kiosk::testing {

inline TimePoint t1() { return *from_rfc3339("2022-11-18T10:00:00+08:00"); }

// P02 of the invented persons.
inline SignedIn p02_with_card() {
  SignedIn who;
  who.document = {.person = {"id-card", "440309194905209540", "陈秀英"},
                  .birth = "1949-05-20",
                  .valid_from = "2016-03-01",
                  .valid_until = "",
                  .sex = 2,
                  .chip = true};
  who.loa = 3;
  who.at = t1();
  return who;
}

inline std::shared_ptr<const engine::Item> senior_allowance() {
  PosixFiles disk;
  const auto bytes =
      disk.read(DK_BIN_DIR "/../share/catalogue/senior-allowance.bundle", engine::kMaxBundleBytes);
  return engine::Item::load(engine::read_bundle(bytes.value()).value().files).value();
}

class ScriptedDistrict : public cache::Remote {
 public:
  Result<cache::HttpAnswer> call(const cache::HttpRequest& request) override {
    ++calls;
    last = request;
    return serve(request);
  }
  void cancel() override { ++cancelled; }

  static Result<cache::HttpAnswer> ok(std::string_view json) {
    return cache::HttpAnswer{200, "application/json", "", to_bytes(json)};
  }

  std::function<Result<cache::HttpAnswer>(const cache::HttpRequest&)> serve;
  cache::HttpRequest last;
  int calls = 0;
  int cancelled = 0;
};

}  // namespace dk::kiosk::testing
