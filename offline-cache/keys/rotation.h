// Changing the terminal key: everything that the old one wraps is wrapped by a new one, and the old
// one is gone. For a disk that was in strange hands, and in good times once a year.
//
// Order, so that a kill or power cut at any moment leaves something that goes on: the new key is
// made beside the old one (keys/next/terminal.key); the sealed files of the reference data are
// wrapped anew one by one; the outbox in one transaction, which also writes down whose disk it is;
// then the new key takes the old one's name. As long as keys/next/terminal.key exists both keys are
// there, and finish_rotation() does whatever is left. Records are not touched: their keys are
// wrapped by class-day keys, and only those change their wrapping.
// The terminal program must not run (store_in_use). Blocks. Limit: FORMAT.md section 7.
// Failures: those of Keys, Files and the store.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/files.h"
#include "base/random.h"
#include "base/result.h"

namespace dk::cache {

struct Rotation {
  Files& files;
  Random& random;
  const Clock& clock;
  std::string data_folder;
  Bytes recovery_spki;
  std::string vfs{};  // of the outbox
};

[[nodiscard]] Status rotate_terminal_key(const Rotation& rotation);
// Goes on with one that was broken off; success when there is none. At every start, before the keys
// are opened.
[[nodiscard]] Status finish_rotation(const Rotation& rotation);

}  // namespace dk::cache
