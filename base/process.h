// What a program that holds personal data does with its own process. Any thread.
#pragma once

namespace dk {

// From here on the process leaves no core, whatever its limits were and wherever the kernel would
// send one: its memory holds names and keys. Debuggers and /proc/<pid> of it are for root only.
void forbid_core_dumps();

// Whatever is freed is overwritten: names and answers are gone when their owners are. glibc does it
// when it is told before a program starts (glibc.malloc.perturb), so a program that was not started
// so starts itself once more, with the same arguments; call it first in main(). Stops the program
// when that fails.
void overwrite_freed_memory(char** argv);

// What earlier calls have left on this thread's stack, below the caller.
void wipe_stack();

}  // namespace dk
