// What was read in a picture file, as one line of JSON (`devicectl decode`):
//
//   {"file":"a.jpg","symbols":[{"format":"QRCode","bytes_base64":"…","text":"…",
//    "corners":[[x,y],[x,y],[x,y],[x,y]]}],"ms":3.2}
//
// text is null where the bytes are no text (charset.h). Corners are pixels of the file as stored,
// the symbol's own upper left first, clockwise. ms is the time of looking for symbols, without
// reading and unpacking the file. A file that cannot be read has no symbols and
// "error":{"code","detail"}; a damaged one has that beside what could still be read in it.
// One thread each.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "drivers/camera/decoder.h"

namespace dk::drivers {

struct DecodeReport {
  std::string line;  // without line end
  bool good = false;
};
[[nodiscard]] DecodeReport report_picture(const std::string& name, const Result<Bytes>& file,
                                          SymbolDecoder& decoder);

}  // namespace dk::drivers
