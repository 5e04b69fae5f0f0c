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

enum class Stage { NotReady, ScanBadge, EnterPin, Desk };

// One cell of the positions grid.
struct CellView {
  enum class Look { Filled, Last, Next, Empty, Match } look = Look::Empty;
  int position = 0;
  std::string masked_name;  // empty for Next and Empty; a token without name shows text_key
};

struct TubeView {
  std::string code;  // empty: no tube is open
  int capacity = 10;
  int count = 0;
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
};

// Alerts take both right columns; the tube column never moves. Failure alerts carry their code.
struct AlertView {
  enum class Kind {
    Failure,        // code says which: expired, forged, payment, ...
    AlreadyInTube,  // position and time are set
    SingleOnly,     // key person: needs a single tube; the reason stays hidden
    TubeFull,       // sealed; scan the next tube
    NotSaved,       // the store refused: nothing was registered
    LabelFailed,    // the printer has no paper ...: code says which
    LabelUnknown,   // power was lost while printing
  } kind = Kind::Failure;
  FailureCode code = FailureCode::internal;
  std::string masked_name{};
  int position = 0;
  TimePoint at{};  // when registered (AlreadyInTube), when the code was made (expired)
};

struct AskView {
  enum class Kind { UndoLast, SealEarly, LeaveTube } kind = Kind::SealEarly;
  std::string masked_name{};  // UndoLast
  int count = 0;
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
  std::optional<FailureCode> printer_trouble;
  int labels_owed = 0;
  bool moved_clock = false;  // --clock: the screen says so
  bool not_hardware_protected = false;
  TimePoint now{};
  std::string language;  // "zh-CN", "zh-HK", "en"
};

}  // namespace dk::kiosk::sampling
