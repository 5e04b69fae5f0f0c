// What the sampling screens show: a plain value, made from the state by view_of(), drawn by
// kiosk/screens. No words: text keys and numbers; names are masked already. One per frame.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace dk::kiosk::sampling {

enum class Stage { NotReady, ScanBadge, EnterPin, Desk, Packing, ShiftEnd };

// One cell of the positions grid.
struct CellView {
  enum class Look { Filled, Last, Next, Empty, Match } look = Look::Empty;
  int position = 0;
  std::string masked_name;  // empty for Next and Empty; a token without name shows text_key
};

struct TubeView {
  std::string code;   // empty: no tube is open
  int capacity = 10;  // 1 is a single tube
  int count = 0;
  std::vector<int> choices;     // no tube is open: capacities that the site allows
  int chosen = 10;              // the one that the next scanned tube gets
  bool paused = false;          // an alert waits for an answer
  bool not_compared = false;    // somebody in it was not compared with the key-person list
  std::vector<CellView> cells;  // capacity of them while a tube is open
};

struct ConfirmedView {        // the huge green panel
  std::string masked_name{};  // empty for an opaque token
  int position = 0;
  int sex = 9;
  int age = -1;
  std::string document_type{};  // text key "document.<type>"
  std::string number_tail{};    // last 4
  TimePoint at{};
  std::int64_t took_ms = 0;  // last scan byte to durable acknowledgement
  bool not_compared = false;
  bool single = false;     // registered alone in a single tube, which is sealed already
  bool must_test = false;  // of a group that must be tested: a mark, no alert
  std::string tube{};      // of a single tube: its code
};

// Alerts take both right columns; the tube column never moves. Failure alerts carry their code.
struct AlertView {
  enum class Kind {
    Failure,          // code says which: expired, forged, payment, ...
    AlreadyInTube,    // position and time are set
    SampledRecently,  // in another tube of this desk (tube, at), or hours ago: register again?
    SingleOnly,       // key person: needs a single tube; scanning one registers. Reason when held
    TubeFull,         // sealed; scan the next tube
    NotSaved,         // the store refused: nothing was registered
    LabelFailed,      // the printer has no paper ...: code says which
    LabelUnknown,     // power was lost while printing
    Disputed,         // "not the same person" was said: check with the card, type the number
    LateHit,          // a newer list names somebody in a tube of this desk: tube is set
    CountDiffers,     // box: counted and in_system are set, missing lists tube codes
    LateSamples,      // box: the first sample is older than the site allows; a warning
  } kind = Kind::Failure;
  FailureCode code = FailureCode::internal;
  std::string masked_name{};
  int position = 0;
  TimePoint at{};      // registered (AlreadyInTube, SampledRecently), code made (expired)
  std::string tube{};  // SampledRecently, LateHit
  // Who it is, for SingleOnly.
  int sex = 9;
  int age = -1;
  std::string document_type{};
  std::string number_tail{};
  // Text key of the reason; set only while "hold to see why" is held, so that the view of any
  // other moment does not know it.
  std::string reason_key{};
  bool help_called = false;  // the lead was called from this alert
  int counted = 0;
  int in_system = 0;
  std::vector<std::string> missing{};
  TimePoint ended{};  // expired: when the code's life ended; nothing when it is not known
};

struct AskView {
  enum class Kind { UndoLast, SealEarly, LeaveTube } kind = Kind::SealEarly;
  std::string masked_name{};  // UndoLast
  int count = 0;
  // SealEarly, LeaveTube: words from the closed list "end_of_queue", "tube_damaged",
  // "shift_end", "other"; text keys "seal.reason.<word>"; one is always chosen.
  std::vector<std::string> reasons{};
  int chosen = 0;
};

// Packing sealed tubes into a box and handing it over. Scans do everything: box code, tube codes,
// the courier's badge.
struct TubeLineView {
  std::string code;
  int persons = 0;
  int capacity = 10;
  bool single = false;
  bool not_compared = false;
  bool late_hit = false;  // goes apart; never into a box of mixed tubes
  bool ticked = false;    // counted by scanning at the hand-over
  TimePoint first_at{};   // first sample in it
};
struct PackingView {
  enum class Step {
    ScanBox,  // no box is open
    Fill,     // scan tubes
    Count,    // how many are really in it: type, or scan each
    Courier,  // the courier scans the badge
    Done      // handed over; the list is printed
  } step = Step::ScanBox;
  std::string box;
  std::vector<TubeLineView> packed;  // in the open box, in the order of scanning
  std::vector<TubeLineView> loose;   // sealed and in no box, oldest first
  std::string count_typed;
  int boxes_today = 0;
  std::string courier_masked;  // Done
};

// The end of a shift: what was done, shown before it is confirmed, printed and handed in.
struct ShiftView {
  std::string staff_masked;
  TimePoint since{};
  std::uint64_t persons = 0;
  std::uint64_t tubes = 0;
  std::uint64_t singles = 0;
  std::uint64_t undone = 0;
  std::uint64_t not_compared = 0;
  std::uint64_t manual = 0;
  std::uint64_t boxes = 0;
  int loose_tubes = 0;
  int labels_owed = 0;
  int labels_unknown = 0;
  std::string open_tube;  // stays at the desk for the next shift; empty: none
  int open_tube_persons = 0;
};

enum class DeviceHealth { NotConfigured, Healthy, Trouble };

struct SamplingView {
  Stage stage = Stage::NotReady;
  FailureCode not_ready_why = FailureCode::reference_missing;
  std::string site_name;  // in the language of the screen
  std::string desk;       // "2"
  std::string staff_masked;
  int pin_digits = 0;  // how many were typed
  std::optional<FailureCode> pin_trouble;
  int pin_tries_left = 0;
  std::int64_t locked_s = 0;  // > 0: locked out for so long

  TubeView tube;
  std::optional<ConfirmedView> confirmed;  // leaves the screen after 8 s
  std::optional<AlertView> alert;
  std::optional<AskView> ask;
  std::optional<PackingView> packing;  // Stage::Packing
  std::optional<ShiftView> shift;      // Stage::ShiftEnd
  bool menu = false;                   // "more": pack, hand over the shift, lock, command codes
  bool saving = false;
  bool can_undo = false;
  bool manual_entry = false;  // the numeric keypad is open
  std::string manual_masked;  // echo, masked but the last 4

  bool online = false;
  bool syncing = false;
  std::optional<FailureCode> sync_trouble;  // other than "no network"
  std::uint64_t saved = 0;                  // counters of the outbox
  std::uint64_t sent = 0;
  std::uint64_t confirmed_count = 0;
  std::uint64_t quarantined = 0;
  std::uint64_t persons_today = 0;
  std::uint64_t tubes_sealed = 0;
  std::vector<int> per_minute;  // last 15 minutes, oldest first
  double rate_per_minute = 0;

  DeviceHealth scanner = DeviceHealth::NotConfigured;
  DeviceHealth printer = DeviceHealth::NotConfigured;
  DeviceHealth id_card = DeviceHealth::NotConfigured;
  DeviceHealth social_card = DeviceHealth::NotConfigured;
  std::optional<FailureCode> printer_trouble;
  int labels_owed = 0;
  bool moved_clock = false;  // --clock: the screen says so
  bool not_hardware_protected = false;
  TimePoint now{};
  std::string language;  // "zh-CN", "zh-HK", "en"
};

}  // namespace dk::kiosk::sampling
