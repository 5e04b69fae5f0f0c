#include "offline-cache/sync/sync.h"

#include <algorithm>

#include "base/secret.h"
#include "offline-cache/sync/tls_failure.h"
#include "offline-cache/wire/api.h"
#include "offline-cache/wire/columns.h"
#include "offline-cache/wire/signed_json.h"

namespace dk::cache {
namespace {

constexpr std::size_t kMaxAnswersBytes = 1u << 20;
constexpr std::size_t kFirstBatchEvents = 200;
constexpr std::size_t kFirstChunkBytes = 64 * 1024;
constexpr std::size_t kLeastChunkBytes = 8 * 1024;  // 2 s at 32 kbit/s

// Batches grow only on a line that is really quick: what is urgent waits for the one under way. The
// outbox bounds their bytes.
Portion batches(const SyncOptions& options) {
  const std::size_t most = std::clamp<std::size_t>(options.batch_events, 1, wire::kMaxBatchEvents);
  return {1, std::min(most, kFirstBatchEvents), most, Milliseconds(1'000)};
}

Portion chunks(const SyncOptions& options) {
  const std::size_t most = std::max<std::size_t>(options.chunk_bytes, 1);
  return {std::min(most, kLeastChunkBytes), std::min(most, kFirstChunkBytes), most};
}

std::unexpected<Failure> malformed(const char* what) {
  return fail(FailureCode::answer_malformed, what);
}

HttpRequest get(std::string path, std::size_t max_answer_bytes) {
  HttpRequest request{.method = "GET", .path = std::move(path)};
  request.max_answer_bytes = max_answer_bytes;
  return request;
}

// One answer for each event, in the same order, or one line for all of them, and nothing else:
// whatever differs settles nothing.
Result<std::vector<wire::EventAnswer>> read_answers(ByteView body,
                                                    const std::vector<Pending>& events) {
  DK_TRY(lines, wire::split_lines(body));
  std::vector<wire::EventAnswer> answers;
  answers.reserve(events.size());
  if (lines.size() == 1) {
    if (const auto all = wire::batch_accepted_from_json(lines[0])) {
      std::vector<Uuid> ids;
      for (const Pending& event : events) ids.push_back(event.id);
      if (*all != wire::batch_accepted(ids)) return malformed("answers: another batch");
      for (const Uuid& id : ids) answers.push_back({id, wire::EventResult::Accepted, ""});
      return answers;
    }
  }
  if (lines.size() != events.size()) return malformed("answers: not one for each event");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    DK_TRY(answer, wire::answer_from_json(lines[i]));
    if (answer.id != events[i].id) return malformed("answers: another id");
    answers.push_back(std::move(answer));
  }
  return answers;
}

void wipe_all(std::vector<Pending>& events) {
  for (Pending& event : events) wipe(event.json.data(), event.json.size());
}

}  // namespace

Sync::Sync(Remote& remote, Outbox& outbox, Reference& reference, const Clock& clock,
           SyncOptions options)
    : remote_(remote),
      outbox_(outbox),
      reference_(reference),
      clock_(clock),
      options_(std::move(options)),
      batch_(batches(options_)),
      chunk_(chunks(options_)) {}

void Sync::set_checkpoint_signer(std::function<Result<Bytes>(ByteView)> sign) {
  sign_ = std::move(sign);
}

Result<SyncSummary> Sync::sync_once() {
  SyncSummary summary;
  Status outcome = push(summary);
  const auto go_on = [&] { return outcome || !link_is_down(outcome.error().code); };
  const auto keep_first = [&](Status status) {
    if (outcome) outcome = std::move(status);
  };
  if (go_on()) {
    Status pulled = pull(summary);
    // The link may have gone down here: then the report would only fail as well.
    const bool down = !pulled && link_is_down(pulled.error().code);
    keep_first(std::move(pulled));
    if (!down) keep_first(send_report());
  }
  if (!outcome) return std::unexpected(std::move(outcome.error()));
  return summary;
}

// `count` of the portion's units travel with it.
Result<HttpAnswer> Sync::call(const HttpRequest& request, Portion& portion, std::uint64_t count) {
  const Milliseconds before = clock_.steady();
  auto answer = remote_.call(request);
  const Milliseconds took = clock_.steady() - before;
  if (answer) {
    if (answer->status == 200 || answer->status == 206) portion.went_through(count, took);
  } else if (const FailureCode code = answer.error().code;
             code == FailureCode::network_unreachable || code == FailureCode::timed_out) {
    portion.was_cut(took);
  }
  return answer;
}

Status Sync::push(SyncSummary& summary) {
  while (true) {
    DK_TRY(events, outbox_.take(batch_.size()));
    if (events.empty()) return {};
    Status pushed = push_batch(events, summary);
    wipe_all(events);
    if (!pushed) {
      // They are asked for again next time; the district knows them by their ids.
      (void)outbox_.release();
      return pushed;
    }
  }
}

Status Sync::push_batch(std::vector<Pending>& events, SyncSummary& summary) {
  // One that can never travel must not hold up the others.
  std::vector<wire::EventAnswer> answers;
  std::erase_if(events, [&](Pending& event) {
    if (!event.json.empty() && event.json.size() <= wire::kMaxLineBytes) return false;
    answers.push_back({event.id, wire::EventResult::Rejected, std::string(wire::kReasonTooLarge)});
    wipe(event.json.data(), event.json.size());
    return true;
  });
  if (!events.empty()) {
    HttpRequest request{.method = "POST", .path = std::string(wire::kPathEvents)};
    request.content_type = wire::kTypeNdjson;
    request.max_answer_bytes = kMaxAnswersBytes;
    std::vector<std::string> lines;
    lines.reserve(events.size());
    for (Pending& event : events) lines.push_back(std::move(event.json));
    auto packed = wire::pack_batch(lines);
    for (std::string& line : lines) wipe(line.data(), line.size());
    if (!packed) return std::unexpected(std::move(packed.error()));
    request.body = std::move(packed->body);
    request.content_encoding = std::move(packed->coding);
    auto answer = call(request, batch_, events.size());
    wipe(request.body.data(), request.body.size());
    if (!answer) return std::unexpected(std::move(answer.error()));
    if (answer->status != 200) return std::unexpected(failure_of(*answer));
    DK_TRY(received, read_answers(answer->body, events));
    answers.insert(answers.end(), received.begin(), received.end());
    summary.pushed += events.size();
  }
  DK_CHECK(outbox_.settle(answers));
  for (const wire::EventAnswer& answer : answers) {
    ++(answer.result == wire::EventResult::Rejected ? summary.quarantined : summary.confirmed);
  }
  return {};
}

Status Sync::pull_root() {
  HttpRequest request = get(std::string(wire::kPathRoot), wire::kMaxRootBytes);
  request.if_none_match = root_etag_;
  DK_TRY(answer, remote_.call(request));
  if (answer.status == 304) return {};
  if (answer.status != 200) return std::unexpected(failure_of(answer));
  DK_CHECK(reference_.update_root(answer.body));
  root_etag_ = answer.etag;
  return {};
}

Status Sync::pull(SyncSummary& summary) {
  summary.manifest_version = reference_.manifest_floor();
  // A root that is refused does not make the old one worse: go on under the old one.
  Status root = pull_root();
  if (!root && link_is_down(root.error().code)) return root;

  const Status rest = [&]() -> Status {
    HttpRequest request = get(std::string(wire::kPathManifest), wire::kMaxManifestBytes);
    if (reference_.complete()) request.if_none_match = manifest_etag_;
    DK_TRY(answer, remote_.call(request));
    if (answer.status == 304) return {};
    if (answer.status != 200) return std::unexpected(failure_of(answer));
    DK_TRY(manifest, reference_.check_manifest(answer.body));
    if (manifest.version > reference_.manifest_floor() || !reference_.complete()) {
      for (const wire::ManifestObject& object : reference_.missing(manifest)) {
        DK_TRY(cose, fetch_object(object));
        if (Status stored = reference_.store(object, cose); !stored) {
          reference_.forget_partial(object);
          return stored;
        }
        ++summary.objects_fetched;
      }
      DK_CHECK(reference_.swap(answer.body));
      summary.reference_changed = true;
      summary.manifest_version = manifest.version;
    }
    manifest_etag_ = answer.etag;
    return {};
  }();
  return root ? rest : root;
}

Result<Bytes> Sync::fetch_object(const wire::ManifestObject& object) {
  Bytes cose = reference_.partial(object);
  while (cose.size() < object.size) {
    HttpRequest request = get(std::string(wire::kPathObjects) + to_hex(object.sha256),
                              static_cast<std::size_t>(object.size));
    request.range_from = cose.size();
    request.range_size = std::min<std::uint64_t>(chunk_.size(), object.size - cose.size());
    DK_TRY(answer, call(request, chunk_, request.range_size));
    if (answer.status == 200) {  // Range ignored (RFC 9110 section 14.2): this is all of it
      cose = std::move(answer.body);
      break;
    }
    if (answer.status != 206) return std::unexpected(failure_of(answer));
    if (answer.body.size() != request.range_size) {
      reference_.forget_partial(object);
      return fail(FailureCode::object_damaged, "a piece of another length");
    }
    // A disk that cannot keep the piece only costs the time to fetch it again.
    (void)reference_.keep_partial(object, cose.size(), answer.body);
    append(cose, answer.body);
  }
  return cose;
}

}  // namespace dk::cache
