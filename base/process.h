// What a program that holds personal data does with its own process. Any thread.
#pragma once

namespace dk {

// From here on the process leaves no core, whatever its limits were and wherever the kernel would
// send one: its memory holds names and keys. Debuggers and /proc/<pid> of it are for root only.
void forbid_core_dumps();

}  // namespace dk
