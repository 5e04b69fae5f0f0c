// The messages of both ends: the event envelope and its answers, the push batch, the report.
//
// Envelope {id (UUIDv7), terminal, seq, type, schema, at, trusted_floor, operator, rights,
// data_versions, body}. The id is made before the first try; `seq` (1, 2, 3 ... per terminal) finds
// gaps and clones, order never relies on the clock. A batch is NDJSON, one envelope a line,
// compressed with zstd, inside mutual TLS; answers are NDJSON {id, result, reason?} in the same
// order, or one line for a batch that was accepted whole. docs/protocol/openapi.json is tested
// against these types. Plain values; any thread. Decoders are strict (strict_json.h):
// answer_malformed, bounded (64 KiB a line, 1,000 lines, 16 MiB inflated). Writers give canonical
// JSON: sorted keys, no spaces.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/uuid.h"

namespace dk::wire {

// Event types and their body schemas (docs/protocol/schemas: "tube_opened/1" is
// tube_opened-1.json).
inline constexpr std::string_view kShiftOpened = "sampling.shift_opened";
inline constexpr std::string_view kShiftClosed = "sampling.shift_closed";
inline constexpr std::string_view kTubeOpened = "sampling.tube_opened";
inline constexpr std::string_view kPersonRegistered = "sampling.person_registered";
inline constexpr std::string_view kRegistrationUndone = "sampling.registration_undone";
inline constexpr std::string_view kTubeSealed = "sampling.tube_sealed";
inline constexpr std::string_view kLabelPrinted =
    "sampling.label_printed";  // result: printed|unknown|failed
inline constexpr std::string_view kLateHit = "sampling.late_hit";
inline constexpr std::string_view kIdentityDisputed = "sampling.identity_disputed";
inline constexpr std::string_view kHelpCalled = "sampling.help_called";
inline constexpr std::string_view kPersonSkipped = "sampling.person_skipped";
inline constexpr std::string_view kBoxClosed = "sampling.box_closed";
inline constexpr std::string_view kBoxHandedOver = "sampling.box_handed_over";

struct Envelope {
  Uuid id;
  std::string terminal;   // "LH-TS-0002"
  std::uint64_t seq = 0;  // given by the outbox
  std::string type;
  std::string schema;         // "person_registered/1"
  TimePoint at{};             // the terminal's application clock
  TimePoint trusted_floor{};  // latest time that the district has vouched for; epoch when none
  std::string operator_id;    // staff id; empty on an unattended kiosk
  std::string rights;         // role and roster version at that moment: "sampler@roster-12"
  std::map<std::string, std::string> data_versions;  // {"key-person-list": "12", ...}
  std::string body;  // one JSON object, canonical (sorted keys, no spaces)
};
// On the wire `operator_id` is "operator"; no trusted floor is null. A body that is not a JSON
// object is a bug and stops the program (bodies come from the writers below; empty is {}).

[[nodiscard]] std::string to_json(const Envelope& envelope);  // one line, no line end
[[nodiscard]] Result<Envelope> envelope_from_json(std::string_view line);

enum class EventResult { Accepted, Duplicate, Rejected };
struct EventAnswer {
  Uuid id;
  EventResult result = EventResult::Accepted;
  std::string reason;  // rejected only; machine word such as "schema_unknown"
};
[[nodiscard]] std::string to_json(const EventAnswer& answer);
[[nodiscard]] Result<EventAnswer> answer_from_json(std::string_view line);

// One line instead of one for each event, when all of a batch were accepted: `ids` is the first 8
// bytes of SHA-256 over the ids of the events in their order, hex on the wire.
struct BatchAccepted {
  std::uint64_t events = 0;
  Bytes ids;
  bool operator==(const BatchAccepted&) const = default;
};
[[nodiscard]] BatchAccepted batch_accepted(const std::vector<Uuid>& ids);
[[nodiscard]] std::string to_json(const BatchAccepted& accepted);
[[nodiscard]] Result<BatchAccepted> batch_accepted_from_json(std::string_view line);

inline constexpr std::size_t kMaxBatchEvents = 1000;
inline constexpr std::size_t kMaxLineBytes = 64 * 1024;
inline constexpr std::size_t kMaxInflatedBytes = 16 * 1024 * 1024;

// NDJSON in zstd frames (RFC 8878; window at most 8 MiB as RFC 9659 asks). encode_batch fails with
// invalid_argument beyond the bounds; decode_batch stops at them, whatever the frame promises.
[[nodiscard]] Result<Bytes> encode_batch(const std::vector<std::string>& lines);
[[nodiscard]] Result<std::vector<std::string>> decode_batch(ByteView body);
// NDJSON that is not compressed (answers), within the same bounds.
[[nodiscard]] Result<std::vector<std::string>> split_lines(ByteView body);

// Bodies of the sampling events (JSON <-> struct).
struct PersonRegistered {
  std::string tube{};     // "LH1122-0457-15"
  int position = 0;       // 1..capacity
  std::string method{};   // "lh1" | "citizen-number" | "mrz" | "opaque-token" | "id-card" ...
  std::string code_id{};  // hex of cti (lh1)
  std::string name{};     // empty with opaque-token
  std::string document_type{};
  std::string document_number{};
  std::string birth{};
  int sex = 9;
  std::string opaque_token{};  // base64; the district resolves it
  std::string compared{};      // "clear" | "hit" | "not_compared"
  bool repeat = false;         // sampled a short while ago and the desk said "again"; absent = no
};
struct TubeOpened {
  std::string tube{};
  int capacity = 10;
  std::string site{};
  std::string desk{};
};
struct TubeSealed {
  std::string tube{};
  int count = 0;
  // "full" | "early" | "end_of_queue" | "tube_damaged" | "shift_end" | "other" | "unused" (nobody
  // in it) | "late_hit" (a newer list names somebody in it)
  std::string reason{};
  bool not_compared = false;  // at least one person was not compared with the key-person list
};
struct RegistrationUndone {
  std::string registration{};  // id of the person_registered event
  std::string tube{};
  int position = 0;
};
struct LabelPrinted {
  std::string tube{};
  std::string job{};     // UUID of the print job
  std::string result{};  // "printed" | "failed" | "unknown"
};
struct ShiftOpened {
  std::string site{};
  std::string desk{};
};
struct ShiftCounts {
  std::uint64_t persons = 0;  // registered, undone ones taken off
  std::uint64_t tubes = 0;    // sealed with somebody in it, single ones too
  std::uint64_t singles = 0;
  std::uint64_t undone = 0;
  std::uint64_t not_compared = 0;
  std::uint64_t manual = 0;  // typed numbers
  std::uint64_t boxes = 0;   // handed over
  std::uint64_t labels_unknown = 0;
};
struct ShiftClosed {
  std::string site{};
  std::string desk{};
  std::string reason{};  // "ended" | "handover" | "limit" (12 h)
  // Whose shift it was, and what was done in it; both absent from events of earlier programs.
  std::string staff{};
  std::optional<ShiftCounts> counts{};
};
// A newer key-person list names somebody who was registered into a mixed tube.
struct LateHit {
  std::string tube{};
  std::string registration{};  // id of the person_registered event
};
// At the desk somebody said that the person in the tube is another one.
struct IdentityDisputed {
  std::string tube{};
  std::string registration{};
};
struct HelpCalled {
  std::string why{};   // "single_only" | "late_hit" | "disputed"
  std::string tube{};  // late_hit, disputed; else empty
};
// A person who must be sampled singly left the desk without a sample.
struct PersonSkipped {
  std::string why{};  // "single_only"
  std::string document_type{};
  std::string document_number{};
};
struct BoxClosed {
  std::string box{};
  std::vector<std::string> tubes{};  // in the order of packing, 1..200
  int count = 0;                     // as counted at the desk; equals the tubes
};
struct BoxHandedOver {
  std::string box{};
  int count = 0;
  std::string courier{};  // staff id
  TimePoint first_sample_at{};
  bool late = false;  // the first sample was older than the site allows
};
[[nodiscard]] std::string to_json(const PersonRegistered&);
[[nodiscard]] std::string to_json(const TubeOpened&);
[[nodiscard]] std::string to_json(const TubeSealed&);
[[nodiscard]] std::string to_json(const RegistrationUndone&);
[[nodiscard]] std::string to_json(const LabelPrinted&);
[[nodiscard]] std::string to_json(const ShiftOpened&);
[[nodiscard]] std::string to_json(const ShiftClosed&);
[[nodiscard]] std::string to_json(const LateHit&);
[[nodiscard]] std::string to_json(const IdentityDisputed&);
[[nodiscard]] std::string to_json(const HelpCalled&);
[[nodiscard]] std::string to_json(const PersonSkipped&);
[[nodiscard]] std::string to_json(const BoxClosed&);
[[nodiscard]] std::string to_json(const BoxHandedOver&);
[[nodiscard]] Result<PersonRegistered> person_registered_from_json(std::string_view json);
[[nodiscard]] Result<TubeOpened> tube_opened_from_json(std::string_view json);
[[nodiscard]] Result<TubeSealed> tube_sealed_from_json(std::string_view json);
[[nodiscard]] Result<RegistrationUndone> registration_undone_from_json(std::string_view json);
[[nodiscard]] Result<LabelPrinted> label_printed_from_json(std::string_view json);
[[nodiscard]] Result<ShiftOpened> shift_opened_from_json(std::string_view json);
[[nodiscard]] Result<ShiftClosed> shift_closed_from_json(std::string_view json);
[[nodiscard]] Result<LateHit> late_hit_from_json(std::string_view json);
[[nodiscard]] Result<IdentityDisputed> identity_disputed_from_json(std::string_view json);
[[nodiscard]] Result<HelpCalled> help_called_from_json(std::string_view json);
[[nodiscard]] Result<PersonSkipped> person_skipped_from_json(std::string_view json);
[[nodiscard]] Result<BoxClosed> box_closed_from_json(std::string_view json);
[[nodiscard]] Result<BoxHandedOver> box_handed_over_from_json(std::string_view json);
// The schema that belongs to an event type, "person_registered/1"; empty for an unknown type.
[[nodiscard]] std::string_view schema_of(std::string_view type);
// Reads the body as its type and schema say. Failures: unsupported (type or schema unknown),
// answer_malformed. The district rejects the event, it does not refuse the batch.
[[nodiscard]] Status check_body(const Envelope& envelope);

// What a terminal tells after each sync; the district keeps the last one per terminal.
struct Report {
  std::string terminal;
  TimePoint at{};
  std::uint64_t last_seq = 0;  // highest seq ever given
  std::uint64_t waiting = 0;   // saved + sent
  std::uint64_t quarantined = 0;
  std::uint64_t manifest_version = 0;
  std::string software;
  std::string checkpoint;  // base64 of the COSE_Sign1 audit checkpoint; may be empty
  // Which checkpoint it continues, and the proof (history_tree.h): hashes in hex.
  std::uint64_t since = 0;  // seq of the last receipt; 0: none
  std::vector<std::string> growth;
};
[[nodiscard]] std::string to_json(const Report&);
[[nodiscard]] Result<Report> report_from_json(std::string_view json);

// The answer to a report with a checkpoint: the district's receipt for the last checkpoint of this
// chain that it accepted. It is another one than was sent when the sent one does not continue it.
struct ReportAnswer {
  Bytes receipt;  // COSE (checkpoint.h)
};
[[nodiscard]] std::string to_json(const ReportAnswer&);
[[nodiscard]] Result<ReportAnswer> report_answer_from_json(std::string_view json);

// RFC 9457 problem details of the district: {"type":"about:blank","title":...,"status":403,
// "code":"certificate_missing"}.
struct Problem {
  int status = 500;
  std::string code;   // machine word
  std::string title;  // English, for engineers
};
[[nodiscard]] std::string to_json(const Problem&);
[[nodiscard]] Result<Problem> problem_from_json(std::string_view json);

}  // namespace dk::wire
