// The state of a sampling desk: a plain value. What must survive a kill is in Durable, which is
// stored in the same transaction as the event that changed it.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/uuid.h"
#include "kiosk/sampling/event.h"

namespace dk::kiosk::sampling {

struct Person {
  Uuid event;
  std::string masked_name;
  std::string digest;
  // For comparing with a newer list; both empty for an opaque token.
  std::string document_type;
  std::string document_number;
  TimePoint at{};
  bool compared = false;
  bool late_hit = false;  // reported
};
struct Tube {
  std::string code;
  int capacity = 10;
  std::vector<Person> persons;
};

// A tube that was closed at this desk. Kept, person by person, until it was handed over and can
// no longer be asked about (kept_for()).
struct SealedTube {
  Tube tube;  // nobody in it: closed unused, only its code is remembered
  TimePoint sealed_at{};
  std::string box;      // empty: loose
  int place = 0;        // in the box, from 1
  TimePoint gone_at{};  // handed over (or closed unused); the epoch: still here
  enum class Late { No, Reported, Seen } late = Late::No;  // Seen: the desk has said "understood"
};
using SealedTubes = std::map<std::uint64_t, std::shared_ptr<const SealedTube>>;

struct OpenBox {
  std::string code;
  std::string packer;  // staff id
  std::string packer_masked;
  bool closed = false;  // counted; waits for the courier
};
struct HandedBox {  // for the list, printed again
  std::string code;
  std::string packer_masked;
  std::string courier_masked;
  TimePoint at{};
  bool late = false;
};

struct Shift {
  Uuid id;  // of the shift_opened event
  std::string staff_id;
  std::string staff_masked;
  TimePoint since{};
  wire::ShiftCounts counts;
};

struct PrintJob {
  enum class State { Queued, Printing } state = State::Queued;
  enum class Kind { Label, HandOver, Report, Commands } kind = Kind::Label;
  Uuid job{};
  std::string tube{};  // HandOver: the box
  int count = 0;
  std::string reason{};
  int capacity = 10;
  bool not_compared = false;
  TimePoint sealed_at{};
  bool copy = false;                  // HandOver, Report: printed before
  std::optional<ShiftView> report{};  // Report
};

struct Durable {
  std::optional<Tube> tube;
  SealedTubes tubes;  // key: number of the piece; pieces that are the same object did not change
  std::uint64_t next_piece = 1;
  int chosen_capacity = 0;     // for the next tube; 0: the site's usual one
  std::vector<PrintJob> jobs;  // paper that is owed
  std::optional<OpenBox> box;
  std::vector<HandedBox> boxes;  // as long as their tubes are kept
  std::optional<Shift> shift;    // goes on through lock, restart and sign-in of the same person
  bool report_printed = false;   // of this shift
  std::string day;               // China day of the counters
  std::uint64_t persons_today = 0;
  std::uint64_t tubes_sealed = 0;
  std::uint64_t boxes_today = 0;
  // Lock-out survives a restart: staff id -> wrong tries, locked until (application clock, ms).
  struct Tries {
    int wrong = 0;
    std::int64_t locked_until_ms = 0;
  };
  std::map<std::string, Tries> tries;
};

// The durable state as named pieces of local state: "desk", "open" (the open tube, absent when
// there is none) and one "tube/<number>" per sealed tube, so that one registration writes little.
using LocalState = std::map<std::string, std::string>;
inline constexpr const char* kDeskPiece = "desk";
inline constexpr const char* kOpenPiece = "open";
inline constexpr const char* kTubePrefix = "tube/";
// What must be written to get from `before` to `after`; an empty value erases the piece.
[[nodiscard]] LocalState changed_pieces(const Durable& before, const Durable& after);
[[nodiscard]] LocalState all_pieces(const Durable& durable);
// Strict and bounded. data_damaged; store_version for a schema of another program.
[[nodiscard]] Result<Durable> durable_from_pieces(const LocalState& pieces);

struct Signed {
  StaffBadge badge;
  std::string rights;
};

// What waits for the store's answer. One at a time; scans that arrive meanwhile queue up.
struct Saving {
  enum class What {
    Register,
    Undo,
    OpenTube,
    Seal,
    SignIn,
    EndShift,
    Print,
    Packing,
    HandedOver,
    Answer,       // an answer to an alert
    Bookkeeping,  // the desk does not change its face
  } what = What::Bookkeeping;
  std::uint64_t id = 0;
  Durable after;  // becomes the durable state when the save has succeeded
  std::optional<ConfirmedView> confirmed;
  bool full_after = false;
  int confirmed_capacity = 0;  // of the tube that became full
  Milliseconds scan_steady{};
  std::optional<PrintJob> print;   // to be sent to the printer when saved
  std::optional<Printed> outcome;  // what the printer said, to be said again when not saved
  std::optional<AlertView> alert;  // shown when saved
  std::optional<PackingView::Step> step;
  std::optional<std::int64_t> list_s;  // everything is compared with this list when saved
};

struct State {
  Durable durable;
  Stage stage = Stage::NotReady;
  FailureCode not_ready_why = FailureCode::reference_missing;
  SiteChanged site;
  std::string desk;
  std::optional<StaffBadge> badge;  // scanned, PIN not yet right
  std::string pin;                  // digits typed; wiped on use
  bool pin_checking = false;
  std::optional<FailureCode> pin_trouble;
  std::optional<Signed> staff;
  std::optional<Saving> saving;
  std::optional<FailureCode> store_trouble;  // nothing can be saved until the store is well again
  std::optional<Saving> unsettled;  // the disk failed in the middle of it: only the store knows
  bool scans_dropped = false;       // somebody was scanned while the store was in trouble
  bool labels_unresolved = false;   // "unknown" of the last start could not be saved yet
  std::deque<Event> waiting;        // what needs the store and arrived while saving, at most 16
  std::uint64_t next_save = 1;
  TimePoint retry_at{};  // the store refused: what the desk does by itself waits until then
  std::optional<ConfirmedView> confirmed;
  TimePoint confirmed_until{};
  std::optional<AlertView> alert;
  std::optional<AlertView> later;     // shown when the alert before it is answered
  std::optional<Credential> pending;  // whom the alert is about
  TimePoint reason_until{};
  std::optional<AskView> ask;
  bool menu = false;
  bool manual_entry = false;
  std::string manual;
  PackingView::Step packing_step = PackingView::Step::ScanBox;
  std::vector<std::string> ticked;  // tube codes, Step::Count
  std::string count_typed;
  std::string done_box;         // Step::Done
  std::int64_t compared_s = 0;  // everything in the tubes is compared with the list of this time
  std::int64_t comparing_s = 0;
  SyncChanged sync;
  DevicesChanged devices;
  int last_full = 0;  // capacity of the tube that was sealed full last, until the next one
  std::deque<TimePoint> recent;  // registrations of the last 15 minutes
  TimePoint last_touch{};
  TimePoint now{};
  std::string language = "zh-CN";
  bool moved_clock = false;
  bool not_hardware_protected = false;
};

}  // namespace dk::kiosk::sampling
