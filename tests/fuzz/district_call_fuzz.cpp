// links: dk_district
// decodes: district/routes.cpp district/est.cpp district/http.cpp
// decodes: district/reports.cpp district/acceptance.cpp district/terminals.cpp
// One request to the district as a stranger or an enrolled terminal would send it. Nothing that it
// says makes the district fail (5xx), and without a certificate only the open routes answer.
// Input: byte 0 the route (top bit: with the terminal's certificate, next: pack the body as a
// batch), then lines "k=value" up to an empty line, then the body.
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "district/init.h"
#include "district/routes.h"
#include "district/server.h"
#include "offline-cache/wire/envelope.h"

namespace {

using namespace dk;
using namespace dk::district;

struct Town {
  PosixFiles files;
  SystemRandom random;
  SimulatedClock clock{*from_rfc3339("2022-11-18T10:00:00+08:00")};
  SystemClock system;
  std::string folder;
  std::unique_ptr<Gateway> gateway;
  std::optional<Certificate> certificate;

  Town() {
    std::string name = std::filesystem::temp_directory_path() / "dk-fuzz-town-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    folder = name;
    const std::string dir = folder + "/district";
    if (!init({.dir = dir, .persons_file = "", .demo_pins = false, .hosts = {}}, files, random,
              clock.now())) {
      std::abort();
    }
    gateway = Gateway::open(dir, files, random, clock, system).value();
    // A fuzzer's many commits prove nothing about disks.
    if (!gateway->database().script("PRAGMA synchronous=OFF")) std::abort();
    const auto key = crypto::PrivateKey::generate_p256().value();
    const auto token = gateway->terminals().make_token("LH-TS-0002", "QH-01").value();
    certificate = gateway->terminals()
                      .enrol("LH-TS-0002", token, *make_signing_request("LH-TS-0002", key),
                             gateway->terminal_ca())
                      .value();
  }
  ~Town() { std::filesystem::remove_all(folder); }
};

void set(Call& call, char name, std::string_view value) {
  switch (name) {
    case 'p':
      call.path = value;
      break;
    case 'm':
      call.method = value;
      break;
    case 'q':
      call.query["site"] = value;
      break;
    case 'a':
      call.authorization = value;
      break;
    case 't':
      call.content_type = value;
      break;
    case 'e':
      call.content_encoding = value;
      break;
    case 'c':
      call.accept_encoding = value;
      break;
    case 'n':
      call.if_none_match = value;
      break;
    case 'r':
      call.range = value;
      break;
    case 'i':
      call.if_range = value;
      break;
    default:
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Town town;
  if (size == 0) return 0;
  std::string_view rest = as_text({data + 1, size - 1});
  (void)parse_listen(rest.substr(0, rest.find('\n')));
  const Route& chosen = routes()[(data[0] & 0x3FU) % routes().size()];
  Call call;
  call.method = chosen.method;
  call.path = chosen.path;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.empty()) break;
    if (line.size() > 2 && line[1] == '=') set(call, line[0], line.substr(2));
  }
  call.body = to_bytes(rest);
  if ((data[0] & 0x40U) != 0) {
    const auto lines = wire::split_lines(call.body);
    if (!lines) return 0;
    call.body = wire::encode_batch(*lines).value_or(Bytes{});
    call.content_type = "application/x-ndjson";
    call.content_encoding = "zstd";
  }
  const bool known = (data[0] & 0x80U) != 0;
  bool path_known = false;
  const Route* route = find_route(call.method, call.path, path_known);
  const auto refused =
      gate(*town.gateway, route, known ? town.certificate : std::optional<Certificate>(), call);
  if (refused) {
    if (known || refused->status != 403) std::abort();
    return 0;
  }
  if (route == nullptr) return 0;
  if (!known && !route->open) std::abort();
  const Answer answer = route->handle(*town.gateway, call);
  if (answer.status < 200 || answer.status >= 500) std::abort();
  return 0;
}
