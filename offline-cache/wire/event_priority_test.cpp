#include "offline-cache/wire/event_priority.h"

#include <gtest/gtest.h>

#include "offline-cache/wire/cases.h"
#include "offline-cache/wire/envelope.h"

namespace dk::wire {
namespace {

TEST(EventPriority, persons_travel_before_what_is_looked_up_later) {
  EXPECT_LT(priority_of(kPersonRegistered), priority_of(kLabelPrinted));
  EXPECT_LT(priority_of(kRegistrationUndone), priority_of(kShiftOpened));
  // An undo never overtakes its registration: both have the same priority.
  EXPECT_EQ(priority_of(kPersonRegistered), priority_of(kRegistrationUndone));
}

TEST(EventPriority, somebody_who_calls_for_help_goes_before_everything) {
  EXPECT_EQ(priority_of(kHelpWanted), kPriorityUrgent);
  EXPECT_LT(priority_of(kHelpWanted), priority_of(kCaseDecided));
  EXPECT_LT(priority_of(kCaseDecided), priority_of(kCaseRated));
  EXPECT_EQ(priority_of(kSessionEnded), kPriorityRecord);
}

TEST(EventPriority, a_case_lies_under_keys_of_its_own) {
  EXPECT_EQ(retention_class_of(kCaseDecided), "case");
  EXPECT_EQ(retention_class_of(kHelpWanted), "help");
  EXPECT_EQ(retention_class_of(kSessionEnded), "session");
  EXPECT_EQ(retention_class_of(kPersonRegistered), "sampling");
}

TEST(EventPriority, a_type_that_nobody_has_placed_is_not_put_last) {
  EXPECT_EQ(priority_of("sampling.of_tomorrow"), kPriorityPerson);
}

}  // namespace
}  // namespace dk::wire
