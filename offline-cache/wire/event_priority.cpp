#include "offline-cache/wire/event_priority.h"

#include <array>

#include "offline-cache/wire/cases.h"
#include "offline-cache/wire/envelope.h"

namespace dk::wire {
namespace {

struct Row {
  std::string_view type;
  int priority;
};
constexpr std::array kRows = {
    Row{kLateHit, kPriorityUrgent},          Row{kIdentityDisputed, kPriorityUrgent},
    Row{kHelpCalled, kPriorityUrgent},       Row{kPersonSkipped, kPriorityUrgent},
    Row{kPersonRegistered, kPriorityPerson}, Row{kRegistrationUndone, kPriorityPerson},
    Row{kTubeOpened, kPriorityPerson},       Row{kTubeSealed, kPriorityPerson},
    Row{kBoxClosed, kPriorityPerson},        Row{kBoxHandedOver, kPriorityPerson},
    Row{kLabelPrinted, kPriorityRecord},     Row{kShiftOpened, kPriorityRecord},
    Row{kShiftClosed, kPriorityRecord},      Row{kHelpWanted, kPriorityUrgent},
    Row{kCaseDecided, kPriorityPerson},      Row{kCaseRated, kPriorityRecord},
    Row{kSessionEnded, kPriorityRecord},
};

}  // namespace

int priority_of(std::string_view event_type) {
  for (const Row& row : kRows) {
    if (row.type == event_type) return row.priority;
  }
  return kPriorityPerson;
}

std::string_view retention_class_of(std::string_view event_type) {
  if (event_type == kCaseDecided || event_type == kCaseRated) return "case";
  if (event_type == kHelpWanted) return "help";
  if (event_type == kSessionEnded) return "session";
  return "sampling";
}

}  // namespace dk::wire
