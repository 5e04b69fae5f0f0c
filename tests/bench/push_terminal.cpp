// The terminal's side of tests/bench/push: enrols, registers COUNT people while the network is
// away, and is then timed until the district has confirmed every one.
//
//   push_terminal CONFIG DATA_FOLDER COUNT
//
// The real Terminal (outbox, sync loop, libcurl, mutual TLS) through a proxy that counts bytes. The
// peer, over the same district and the same kind of connection kept open: one POST of plain JSON
// for each registration, for a sample.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>

#include "kiosk/session/config.h"
#include "kiosk/session/terminal.h"
#include "offline-cache/wire/api.h"
#include "tests/bench/counting_proxy.h"
#include "tests/bench/invented_events.h"
#include "tests/bench/samples.h"

namespace {

using namespace dk;
using namespace dk::bench;

constexpr int kSample = 300;
constexpr std::size_t kAtOnce = 100;

template <class T>
void must(const T& result, const char* what) {
  if (result) return;
  std::fprintf(stderr, "push_terminal: %s: %s\n", what, result.error().detail.c_str());
  std::exit(1);
}

// Starts the loop and looks every millisecond whether `done` holds; how long that took.
double sync_until(kiosk::Terminal& terminal, const std::function<bool()>& done) {
  const auto started = Steady::now();
  terminal.start_sync([](const Result<cache::SyncSummary>& result) {
    if (!result && result.error().code != FailureCode::cancelled) must(result, "sync");
  });
  while (!done()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return ms_between(started, Steady::now());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const std::string data = argv[2];
  const int count = std::atoi(argv[3]);
  std::ifstream file(argv[1]);
  auto config = kiosk::parse_config(std::string(std::istreambuf_iterator<char>(file), {}));
  must(config, "config");
  const auto colon = config->url.rfind(':');
  CountingProxy proxy(static_cast<std::uint16_t>(std::atoi(config->url.c_str() + colon + 1)));
  config->url = config->url.substr(0, colon + 1) + std::to_string(proxy.port());
  config->sync_interval_s = 3600;
  SystemClock clock;
  SystemRandom random;
  auto opened = kiosk::Terminal::open(*config, data, clock, {});
  must(opened, "open");
  kiosk::Terminal& terminal = **opened;
  (void)sync_until(terminal, [&] {
    return terminal.reference().complete() && terminal.reference().manifest_floor() > 0;
  });
  terminal.stop_sync();

  InventedShift shift(random, clock.now() - std::chrono::hours(14));
  double line_bytes = 0;
  for (int made = 0; made < count;) {
    cache::Append append;
    for (; made < count && append.drafts.size() < kAtOnce; ++made) {
      append.drafts.push_back(shift.next(config->terminal));
      line_bytes += static_cast<double>(wire::to_json(append.drafts.back().envelope).size());
    }
    must(terminal.outbox().append(std::move(append)), "append");
  }
  std::this_thread::sleep_for(std::chrono::seconds(6));  // the district hangs up: handshake counts
  proxy.reset();
  const auto all = static_cast<std::uint64_t>(count);
  const double took_ms =
      sync_until(terminal, [&] { return terminal.outbox().counts().confirmed >= all; });
  const double each = 1.0 / count;
  std::printf("%d registrations over mutual TLS, %.0f bytes of JSON each\n", count,
              line_bytes * each);
  std::printf("until all are confirmed  %8.3f s  %8.0f events/s  %d connections\n", took_ms / 1000,
              1000 * count / took_ms, proxy.connections());
  const double up = static_cast<double>(proxy.up()) * each;
  const double down = static_cast<double>(proxy.down()) * each;
  std::printf("bytes on the wire each   %8.1f up  %8.1f down  %8.1f together\n", up, down,
              up + down);
  terminal.stop_sync();

  const std::string tls = data + "/tls";
  auto remote = cache::open_https_remote({.url = config->url,
                                          .ca_file = tls + "/ca.pem",
                                          .certificate_file = tls + "/cert.pem",
                                          .key_file = tls + "/key.pem"});
  must(remote, "remote");
  proxy.reset();
  double saved_by_zstd = 0;
  const auto started = Steady::now();
  for (int i = 0; i < kSample; ++i) {
    wire::Envelope envelope = shift.next(config->terminal).envelope;
    envelope.seq = all + static_cast<std::uint64_t>(i) + 1;
    const std::string line = wire::to_json(envelope);
    cache::HttpRequest request{.method = "POST", .path = std::string(wire::kPathEvents)};
    request.content_type = wire::kTypeNdjson;
    request.content_encoding = "zstd";
    request.body = wire::encode_batch({line}).value();
    saved_by_zstd += static_cast<double>(line.size()) - static_cast<double>(request.body.size());
    const auto answer = (*remote)->call(request);
    must(answer, "peer");
    if (answer->status != 200) return 1;
  }
  const double peer_ms = ms_between(started, Steady::now());
  // The district takes zstd only: what zstd has saved is added again for plain JSON.
  const double peer_bytes =
      (static_cast<double>(proxy.up() + proxy.down()) + saved_by_zstd) / kSample;
  std::printf("peer, one POST each      %8.3f s for %d, so %.1f s for all; %.0f bytes each\n",
              peer_ms / 1000, kSample, peer_ms / 1000 * count / kSample, peer_bytes);
  std::printf("ratio time %.3f  bytes %.3f (aims: 2 s, 60 bytes)\n",
              took_ms * kSample / (peer_ms * count), (up + down) / peer_bytes);
  print_load();
}
