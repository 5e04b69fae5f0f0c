// Catching up with the district: `sync_once()` and a loop that calls it, over HTTPS with mutual
// TLS 1.3 (libcurl). One pass: push events in batches until the queue is empty, pull the root when
// newer and the manifest, fetch what is missing by content address with Range resume, swap,
// report with an audit checkpoint. Every step is idempotent; a cut at any byte loses nothing.
// The district's receipt for the checkpoint is kept. store_rolled_back: it has countersigned more
// of this chain than there is (an old disk); chain_forked: it has countersigned another chain under
// this terminal's name (a cloned disk, or a chain made anew). The terminal goes on working: its
// people are safe; a technician has to look.
//
// TLS uses the system clock, only the pinned district CA, and the terminal's certificate. Failures
// name who is at fault: network_unreachable, server_untrusted, server_certificate_expired,
// tls_version_refused, certificate_missing/untrusted/expired/revoked, server_fault, ...
// sync_once() blocks (call it off the UI thread); cancel() makes a running one return soon.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "offline-cache/outbox/outbox.h"
#include "offline-cache/reference/reference.h"
#include "offline-cache/sync/portion.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::cache {

// The door to the district: one implementation over libcurl, one simulated for tests.
struct HttpRequest {
  std::string method{};  // GET, POST
  std::string path{};    // "/v1/events"
  std::string content_type{};
  std::string content_encoding{};  // "dk-columns, zstd", "zstd" or empty
  std::string if_none_match{};     // an ETag as it was received, quotes included
  std::string user{};              // HTTP Basic, only for EST simpleenroll
  std::string password{};
  Bytes body{};
  // When range_size > 0: Range: bytes=from-(from + size - 1).
  std::uint64_t range_from = 0;
  std::uint64_t range_size = 0;
  std::size_t max_answer_bytes = 32u << 20;
  // Somebody waits for this one: an end for all of it, also below the connection's own; 0: those.
  int timeout_ms = 0;
};
struct HttpAnswer {
  int status = 0;
  std::string content_type{};
  std::string etag{};
  Bytes body{};
};
// call() is for one thread at a time. cancel() comes from any thread: the call that runs, or the
// next one when none runs, returns `cancelled`. An HTTP error status is an answer, not a failure.
class Remote {
 public:
  virtual ~Remote() = default;
  [[nodiscard]] virtual Result<HttpAnswer> call(const HttpRequest& request) = 0;
  virtual void cancel() = 0;
};
// What an answer with an error status means: the problem's code where it has one of ours
// (certificate_missing, certificate_revoked, ...), else by status (server_fault, not_found, ...).
[[nodiscard]] Failure failure_of(const HttpAnswer& answer);

struct TlsOptions {
  std::string url{};               // https://127.0.0.1:8443
  std::string ca_file{};           // PEM, the district's root for servers
  std::string certificate_file{};  // PEM chain; empty before enrolment
  std::string key_file{};          // PEM 0600
  // TCP and TLS: three round trips and the certificates. On a link of 2 s and 32 kbit/s that takes
  // about 7 s when nothing is lost on the way.
  int connect_timeout_ms = 30000;
  int total_timeout_ms = 60000;
};
[[nodiscard]] Result<std::unique_ptr<Remote>> open_https_remote(const TlsOptions& options);

struct SyncSummary {
  std::uint64_t pushed = 0;
  std::uint64_t confirmed = 0;
  std::uint64_t quarantined = 0;
  std::uint64_t objects_fetched = 0;
  std::uint64_t manifest_version = 0;
  bool reference_changed = false;
};

struct SyncOptions {
  std::string terminal{};  // "LH-TS-0002"
  std::string software{};  // version that the report tells
  // At most, on a good link; a bad one gets smaller portions.
  std::size_t batch_events = 1000;     // per POST
  std::size_t chunk_bytes = 1u << 20;  // of an object, per Range request
};

// Objects that were cut while being fetched go on where they stopped, also after a restart: the
// pieces lie sealed with Reference (they hold day keys and names, so never in clear on a disk).
class Sync {
 public:
  Sync(Remote& remote, Outbox& outbox, Reference& reference, const Clock& clock,
       SyncOptions options);
  // Signs audit checkpoints: checkpoint JSON in, COSE_Sign1 out (the terminal's TLS key). Without
  // it the report carries none.
  void set_checkpoint_signer(std::function<Result<Bytes>(ByteView)> sign);
  // One thread at a time. A failure of one part (events, reference data, report) does not stop the
  // others unless the link itself is down; the first failure is returned.
  [[nodiscard]] Result<SyncSummary> sync_once();

 private:
  Status push(SyncSummary& summary);
  Status push_batch(std::vector<Pending>& events, SyncSummary& summary);
  Status pull(SyncSummary& summary);
  Result<HttpAnswer> call(const HttpRequest& request, Portion& portion, std::uint64_t count);
  Status pull_root();
  Result<Bytes> fetch_object(const wire::ManifestObject& object);
  Status send_report();
  Result<HttpAnswer> post_report(std::uint64_t since, wire::Checkpoint& sent, AuditHead& head);
  enum class Standing;
  Result<Standing> compare(const wire::Checkpoint& theirs, const AuditHead& head);
  Result<std::uint64_t> known_receipt(const Uuid& instance);  // its seq; 0: none

  Remote& remote_;
  Outbox& outbox_;
  Reference& reference_;
  const Clock& clock_;
  SyncOptions options_;
  std::function<Result<Bytes>(ByteView)> sign_;
  Portion batch_;          // events
  Portion chunk_;          // bytes
  std::string root_etag_;  // of this run; the first pass after a start always fetches
  std::string manifest_etag_;
};

// The pause after `failures` passes in a row that failed: 1 s, 2 s, 4 s ... 60 s at most, of which
// `jitter` (0..1) takes away up to half, so that a hall's terminals do not knock together.
[[nodiscard]] Milliseconds back_off(int failures, double jitter);

// The same pause in two parts: nothing shortens `whole`'s first `fixed`, a poke ends the rest.
// While the line (or our own disk) is away a new event is a good moment to look again: then `fixed`
// is 1 s after the first failure and 5 s at most. A district that answers with trouble is left its
// peace.
struct Pause {
  Milliseconds fixed{};
  Milliseconds whole{};
};
[[nodiscard]] Pause pause_after(FailureCode code, int failures, double jitter);

// The loop on its own thread: at once, then every `interval`, sooner when poked (a new event), with
// the pauses above while passes fail. `on_state` is called on the sync thread after each pass.
class SyncLoop {
 public:
  SyncLoop(Sync& sync, Remote& remote, Milliseconds interval,
           std::function<void(const Result<SyncSummary>&)> on_state);
  ~SyncLoop();  // cancels and joins
  SyncLoop(const SyncLoop&) = delete;
  SyncLoop& operator=(const SyncLoop&) = delete;
  void poke();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dk::cache
