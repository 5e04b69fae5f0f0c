// The test door: whatever a person can do at the terminal, as JSON requests (design 3.11).
//
//   {"id":1,"cmd":"tree"}                          ->
//   {"id":1,"ok":true,"nodes":[{id,role,label,...}]}
//   {"cmd":"tap","target":"sampling.seal"}         by id, else by label; a real press at its middle
//   {"cmd":"tap","target":ID,"state":"down"}       a finger that stays; "up" lets go
//   {"cmd":"draw","target":ID,"points":[[0.2,0.5],[0.8,0.5]]}  a finger that writes: parts of its
//                                                  width and height, one stroke
//   {"cmd":"type","text":"123"}                    characters
//   {"cmd":"key","key":"plus"}                     a key by its name (kiosk/ui/platform.h), down
//   and
//                                                  up unless "state" says which
//   {"cmd":"wait","target":ID | "gone":ID | "path":"/counters/saved","equals"/"at_least":v,
//    "idle":true, "timeout_ms":5000}               conditions that are given must all hold
//   {"cmd":"screenshot","file":PATH}               PNG of the window
//   {"cmd":"device","device":"scanner","verb":"scan",...}  forwarded to the emulator, so is
//   {"cmd":"device","device":"id-card-reader","verb":"insert_card","person":"P02"}
//   {"cmd":"heard"}                                words that the voice was given since the last
//                                                  time, wiped when the session ends
//   {"cmd":"state"}                                the view and counters as JSON, names masked
//   {"cmd":"clock","set":RFC3339 | "advance_ms":n} the application's clock
//   {"cmd":"network","plugged":true|false}         between this terminal and the district
//   {"cmd":"disk","fault":"full"|"eio"|"read_only"|"fsync"|"none"}  the disk under the outbox
// Answers: {id, ok:true, ...} or {id, ok:false, error:{code, detail}}.
//
// Runs on control threads; everything that touches the screen is done on the UI thread through the
// mailbox. Failure codes are those of base.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/session/mailbox.h"
#include "kiosk/ui/ui_tree.h"

namespace dk::kiosk::dev {

// What the program lends to the door; every function is called on the UI thread only.
struct DoorHooks {
  std::function<std::vector<UiNode>()> tree;
  std::function<void(float x, float y)> press;  // down and up at a point
  std::function<void(float x, float y, bool down)> finger;
  std::function<Status(const std::string& name, bool down)> key;
  std::function<void(const std::string&)> type;  // UTF-8
  std::function<Status(const std::string& file)> screenshot;
  std::function<std::vector<std::string>()> heard;
  std::function<std::string()> state_json;
  std::function<bool()> idle;
  std::function<Status(const std::string& rfc3339)> set_clock;
  std::function<void(std::int64_t ms)> advance_clock;
  std::function<void(bool plugged)> network;
  std::function<Status(const std::string& fault)> disk;
};

class Door {
 public:
  Door(Mailbox& mailbox, DoorHooks hooks, std::map<std::string, std::string> device_controls)
      : mailbox_(mailbox), hooks_(std::move(hooks)), device_controls_(std::move(device_controls)) {}

  // One request line to one answer line. Any thread but the UI thread; blocks.
  [[nodiscard]] std::string handle(const std::string& line);

 private:
  Mailbox& mailbox_;
  DoorHooks hooks_;
  std::map<std::string, std::string> device_controls_;  // device -> path of its control socket
};

// One request to an emulator's control socket ("unix:PATH" or a path); answer line. Blocks.
[[nodiscard]] Result<std::string> ask_emulator(const std::string& control, const std::string& line);

}  // namespace dk::kiosk::dev
