// Which forms of Han characters a person reads and writes.
#pragma once

namespace dk::kiosk::input {

enum class Script { Simplified, HongKong };

}  // namespace dk::kiosk::input
