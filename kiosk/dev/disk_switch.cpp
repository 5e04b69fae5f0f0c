#include "kiosk/dev/disk_switch.h"

#include <array>
#include <utility>

namespace dk::kiosk::dev {

namespace {

using cache::DiskEvent;
using cache::DiskFault;
using cache::DiskFile;
using cache::DiskOperation;

constexpr std::uint64_t kReserveBytes = 4u << 20;  // what the outbox keeps by default

}  // namespace

DiskSwitch::DiskSwitch() {
  vfs_.set_hook([this](const DiskEvent& event) { return answer(event); });
}

Status DiskSwitch::set(const std::string& fault) {
  constexpr std::array<std::pair<std::string_view, Fault>, 5> kFaults{
      {{"none", Fault::None},
       {"full", Fault::Full},
       {"eio", Fault::Eio},
       {"read_only", Fault::ReadOnly},
       {"fsync", Fault::Fsync}}};
  for (const auto& [name, kind] : kFaults) {
    if (name != fault) continue;
    reserve_given_back_ = false;
    used_bytes_ = 0;
    fault_ = kind;
    return {};
  }
  return fail(FailureCode::invalid_argument, "no such fault of a disk: " + fault);
}

bool DiskSwitch::is_room_for(const DiskEvent& event) {
  if (event.file == DiskFile::Reserve || !reserve_given_back_) return false;
  return (used_bytes_ += event.bytes) <= kReserveBytes;
}

DiskFault DiskSwitch::answer(const DiskEvent& event) {
  const bool writes =
      event.operation == DiskOperation::Write || event.operation == DiskOperation::Truncate;
  switch (fault_.load()) {
    case Fault::None:
      break;
    case Fault::Full:
      if (event.operation == DiskOperation::Delete && event.file == DiskFile::Reserve) {
        reserve_given_back_ = true;
      }
      if (event.operation == DiskOperation::Write && !is_room_for(event)) return DiskFault::Enospc;
      break;
    case Fault::Eio:
      if (writes) return DiskFault::Eio;
      break;
    case Fault::ReadOnly:
      if (writes || event.operation == DiskOperation::Delete) return DiskFault::Erofs;
      break;
    case Fault::Fsync:
      if (event.operation == DiskOperation::Sync) return DiskFault::Eio;
      break;
  }
  return DiskFault::None;
}

}  // namespace dk::kiosk::dev
