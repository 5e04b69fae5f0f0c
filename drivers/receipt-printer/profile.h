// What a model of printer can do, as a value of the signed configuration.
#pragma once

#include <string>

namespace dk::drivers {

struct PrinterProfile {
  int width_dots = 576;        // 576 = 80 mm paper, 384 = 58 mm
  bool chinese_mode = true;    // has a GBK font and FS &; else Han text goes as raster
  bool native_qr = true;       // GS ( k; else raster
  bool native_code128 = true;  // GS k 73; else raster
  bool cutter = true;          // else a cut is a feed to the tear bar
};

}  // namespace dk::drivers
