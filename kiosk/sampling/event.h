// Everything that can happen at the sampling desk, as values. Scans arrive resolved: the edge
// (kiosk/session) has classified and verified them; this module never sees a key.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/uuid.h"
#include "kiosk/sampling/view.h"
#include "offline-cache/wire/envelope.h"
#include "offline-cache/wire/reference_objects.h"

namespace dk::kiosk::sampling {

// A verified (or honestly unknown) person, ready to be registered. Wiped after use by the edge.
struct Credential {
  wire::PersonRegistered body;  // tube and position still empty
  std::string masked_name;
  std::string number_tail;
  std::string digest;  // person_digest(): "the same person"
  int age = -1;
  wire::KeyPersonCategory category = wire::KeyPersonCategory::None;
  bool compared = false;    // the key-person list was there and fresh
  std::int64_t list_s = 0;  // issue time of the list that it was compared with
};
struct StaffBadge {
  std::string staff_id;
  std::string masked_name;
  std::string role;
  std::int64_t badge_expires_s = 0;
};
struct ScannedTube {
  std::string code;
};
struct ScannedBox {
  std::string code;
};
struct ScannedCommand {
  std::string word;
};  // a word of kCommands (commands.h)
struct ScanRefused {
  FailureCode code = FailureCode::internal;
  // Of a code whose signature is good; else the epoch.
  TimePoint issued{};
  TimePoint expires{};
};

struct Scan {  // from the scanner, in order
  std::variant<Credential, StaffBadge, ScannedTube, ScannedBox, ScannedCommand, ScanRefused> what;
  Milliseconds last_byte_steady{};
};
struct Saved {  // answer to Effect Save
  std::uint64_t save_id = 0;
  Status status;
  Milliseconds steady{};
};
struct PinChecked {
  bool right = false;
};
struct Printed {
  Uuid job;
  std::string result;  // "printed" | "failed" | "unknown"
  FailureCode why = FailureCode::internal;
};
struct Tapped {    // ids of the screen without their prefix: "undo", "alert.ack", "key[5]" ..., or
  std::string id;  // a command word (commands.h)
};
struct SiteChanged {  // new reference data or its absence
  bool ready = false;
  FailureCode why = FailureCode::reference_missing;
  std::string site;
  std::map<std::string, std::string> site_name;
  int tube_capacity = 10;
  std::vector<int> capacities{10};
  int undo_s = 60;
  int resample_h = 6;
  int sample_late_h = 4;
  std::int64_t list_s = 0;  // issue time of the key-person list; 0: none, or too old to compare
  std::map<std::string, std::string> data_versions;
  bool sampling_on = true;
};
struct SyncChanged {
  bool online = false;
  bool syncing = false;
  std::optional<FailureCode> trouble;
  std::uint64_t saved = 0, sent = 0, confirmed = 0, quarantined = 0;
};
struct DevicesChanged {
  DeviceHealth scanner = DeviceHealth::NotConfigured;
  DeviceHealth printer = DeviceHealth::NotConfigured;
  std::optional<FailureCode> printer_trouble;
  DeviceHealth id_card = DeviceHealth::NotConfigured;
  DeviceHealth social_card = DeviceHealth::NotConfigured;
};
struct Compared {  // answer to Effect CompareTubes
  std::int64_t list_s = 0;
  struct Person {
    Uuid registration;
    wire::KeyPersonCategory category = wire::KeyPersonCategory::None;
  };
  std::vector<Person> persons;
};
// The store cannot be written (`trouble`), or can again: then `pieces` is all that it holds of the
// desk (state.h), nothing when nothing was ever stored.
struct StoreChanged {
  std::optional<FailureCode> trouble{};
  std::map<std::string, std::string> pieces{};
};
struct Tick {};

struct Event {
  std::variant<Tick, Scan, Saved, PinChecked, Printed, Tapped, SiteChanged, SyncChanged,
               DevicesChanged, Compared, StoreChanged>
      what;
  TimePoint now{};  // application clock
  Milliseconds steady{};
};

}  // namespace dk::kiosk::sampling
