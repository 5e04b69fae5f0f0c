// What both TCP far ends do with a line that is open: sockets that do not block; an emulator's own
// thread. Nothing here closes it.
#pragma once

#include <cstddef>

#include "base/bytes.h"

namespace dk::drivers {

// For poll(2).
[[nodiscard]] short tcp_line_events(bool want_bytes, bool want_room);
// What is there now, at most 4,096 bytes of it; empty for nothing.
[[nodiscard]] Bytes tcp_line_read(int line, std::size_t at_most);
// How much of it there was room for.
[[nodiscard]] std::size_t tcp_line_write(int line, ByteView bytes);
// The other end is gone, and everything that it had sent has been read.
[[nodiscard]] bool tcp_line_is_gone(int line);
void tcp_line_without_delay(int line);

}  // namespace dk::drivers
