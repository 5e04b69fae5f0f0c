// The district's interface, route by route (docs/protocol/openapi.json), and who may call what.
//
// Without a client certificate only health, EST cacerts and simpleenroll answer; everything else,
// paths that do not exist included, is 403 certificate_missing, or certificate_revoked when the
// district no longer knows the certificate (asked per request). Any thread.
#pragma once

#include <string_view>
#include <vector>

#include "base/log.h"
#include "district/gateway.h"
#include "district/http.h"

namespace dk::district {

struct Route {
  std::string_view method;
  std::string_view path;  // ending in '/': every path below it
  bool open;              // answers without a certificate
  std::size_t max_body_bytes;
  log::Token name;  // for the log: no path of a stranger ends there
  Answer (*handle)(Gateway& gateway, const Call& call);
};

[[nodiscard]] const std::vector<Route>& routes();
// nullptr: no such route. `path_known` says whether another method would have answered.
[[nodiscard]] const Route* find_route(std::string_view method, std::string_view path,
                                      bool& path_known);

// Fills in call.peer, or says why the caller may not go on. nullptr route: any unknown path.
[[nodiscard]] std::optional<Answer> gate(Gateway& gateway, const Route* route,
                                         const std::optional<Certificate>& certificate, Call& call);

// The handlers of est.cpp.
[[nodiscard]] Answer est_cacerts(Gateway& gateway, const Call& call);
[[nodiscard]] Answer est_enroll(Gateway& gateway, const Call& call);
[[nodiscard]] Answer est_reenroll(Gateway& gateway, const Call& call);

}  // namespace dk::district
