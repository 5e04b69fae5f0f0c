#include "kiosk/input/rime_service.h"

#include <linux/magic.h>
#include <rime_api.h>
#include <stdlib.h>
#include <sys/vfs.h>

#include <cerrno>
#include <mutex>
#include <system_error>

namespace dk::kiosk::input {
namespace {

namespace fs = std::filesystem;

// Only fatal lines would be written, and librime has none that carry text.
constexpr int kLogFatalOnly = 3;

bool in_memory(const fs::path& folder) {
  struct statfs about{};
  return ::statfs(folder.c_str(), &about) == 0 &&
         (about.f_type == TMPFS_MAGIC || about.f_type == RAMFS_MAGIC);
}

}  // namespace

Result<std::shared_ptr<RimeService>> RimeService::acquire(const Folders& folders) {
  static std::mutex mutex;
  static std::weak_ptr<RimeService> open;
  const std::lock_guard lock(mutex);
  if (auto service = open.lock()) {
    if (service->share_ != folders.share) {
      return fail(FailureCode::invalid_argument, "input tables are open from another folder");
    }
    return service;
  }
  const fs::path tables = folders.share / "build";
  std::error_code error;
  if (!fs::is_directory(tables, error)) {
    return fail(FailureCode::reference_missing, "no input tables in " + folders.share.string());
  }
  if (!in_memory(folders.memory)) {
    return fail(FailureCode::permission_unsafe, folders.memory.string() + " is not in memory");
  }
  std::string user = (folders.memory / "district-kiosk-input-XXXXXX").string();
  if (::mkdtemp(user.data()) == nullptr) {
    return fail(FailureCode::io_error, "no private folder in " + folders.memory.string());
  }

  std::shared_ptr<RimeService> service(new RimeService);  // NOLINT: the constructor is private
  service->api_ = rime_get_api();
  service->share_ = folders.share;
  service->user_folder_ = user;
  const std::string staging = user + "/build";
  // Without "plugins" and "levers": nothing is loaded from elsewhere, nothing is ever compiled.
  const char* modules[] = {"core", "dict", "gears", nullptr};
  RIME_STRUCT(RimeTraits, traits);
  traits.shared_data_dir = folders.share.c_str();
  traits.user_data_dir = user.c_str();
  traits.prebuilt_data_dir = tables.c_str();
  traits.staging_dir = staging.c_str();
  traits.distribution_name = "district-kiosk";
  traits.distribution_code_name = "district-kiosk";
  traits.distribution_version = "1";
  traits.app_name = "rime.district-kiosk";
  traits.modules = modules;
  traits.min_log_level = kLogFatalOnly;
  traits.log_dir = user.c_str();
  static std::once_flag once;  // its log may be set up only once in a process
  std::call_once(once, [&] { service->api_->setup(&traits); });
  service->api_->initialize(&traits);
  open = service;
  return service;
}

RimeService::~RimeService() {
  if (api_ == nullptr) return;
  api_->finalize();
  std::error_code error;
  fs::remove_all(user_folder_, error);
}

}  // namespace dk::kiosk::input
