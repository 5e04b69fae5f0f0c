// librime is one per process: its service, its tables (mapped, about 4 MB touched) and its folder.
//
// Pinyin and strokes share it; the last one out ends it. What librime calls the user's folder is a
// private folder (0700) in memory, `Folders::memory`, which must be a memory file system: it gets
// the names of the schemas used and never a typed letter, and it is removed at the end. Plug-ins
// of librime are not loaded; its log is off. One thread for all of it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "kiosk/input/letter_engine.h"

struct rime_api_t;

namespace dk::kiosk::input {

struct Folders {
  std::filesystem::path share;  // share/rime of the installation: build/ and opencc/
  std::filesystem::path memory = "/dev/shm";
};

class RimeService {
 public:
  // Failures: reference_missing (no tables), permission_unsafe (the folder for the session is not
  // in memory), io_error, invalid_argument (it is open with another share).
  [[nodiscard]] static Result<std::shared_ptr<RimeService>> acquire(const Folders& folders);
  ~RimeService();
  RimeService(const RimeService&) = delete;
  RimeService& operator=(const RimeService&) = delete;

  [[nodiscard]] const rime_api_t& api() const { return *api_; }
  [[nodiscard]] const std::filesystem::path& user_folder() const { return user_folder_; }

 private:
  RimeService() = default;

  const rime_api_t* api_ = nullptr;
  std::filesystem::path share_;
  std::filesystem::path user_folder_;
};

}  // namespace dk::kiosk::input
