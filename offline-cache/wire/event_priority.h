// Which event travels first when the link is narrow, and under which retention class it lies on a
// terminal's disk: one table for every event type.
//
//   0  somebody waits for it at this moment: a call for help, a late key-person hit
//   1  a person or what a person is in: registered, undone, tube opened, tube sealed, a case
//   2  what is only looked up later: shifts, how a label's print job ended, ratings, ended sessions
// Within a priority the order is that of the terminal. An unknown type is a person's until somebody
// decides otherwise here. Pure; any thread.
#pragma once

#include <string_view>

namespace dk::wire {

inline constexpr int kPriorityUrgent = 0;
inline constexpr int kPriorityPerson = 1;
inline constexpr int kPriorityRecord = 2;

[[nodiscard]] int priority_of(std::string_view event_type);
// "case", "help", "session" or "sampling"; each class has its own keys per day (outbox.h).
[[nodiscard]] std::string_view retention_class_of(std::string_view event_type);

}  // namespace dk::wire
