// The code in a picture, read by ZBar: what a person holds before the emulated scanner.
// Failures: those of read_png, not_found (no code in it). One thread each.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "drivers/emulation/png_file.h"

namespace dk::drivers {

struct PictureCode {
  Bytes data;             // binary codes unchanged
  std::string symbology;  // AIM identifier "]Q1"
};
[[nodiscard]] Result<PictureCode> read_code(const GreyPicture& picture);
[[nodiscard]] Result<PictureCode> read_code_from_file(const std::string& path);

}  // namespace dk::drivers
