#include "drivers/camera/decode_report.h"

#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "drivers/camera/charset.h"
#include "drivers/camera/picture_file.h"

namespace dk::drivers {
namespace {

using nlohmann::ordered_json;

double rounded(double value, double places) { return std::round(value * places) / places; }

ordered_json symbol_json(const Symbol& symbol) {
  ordered_json corners = ordered_json::array();
  for (const PixelPoint& corner : symbol.corners) {
    corners.push_back({rounded(corner.x, 10), rounded(corner.y, 10)});
  }
  const auto text = text_of(symbol.bytes, symbol.eci);
  return {{"format", name_of(symbol.format)},
          {"bytes_base64", to_base64(symbol.bytes)},
          {"text", text ? ordered_json(text->utf8) : ordered_json()},
          {"corners", corners}};
}

}  // namespace

DecodeReport report_picture(const std::string& name, const Result<Bytes>& file,
                            SymbolDecoder& decoder) {
  const auto picture = file ? read_picture(*file) : Result<Picture>(std::unexpected(file.error()));
  ordered_json symbols = ordered_json::array();
  const auto begin = std::chrono::steady_clock::now();
  const auto found = picture ? decoder.decode(picture->frame) : std::vector<Symbol>();
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  for (const Symbol& symbol : found) symbols.push_back(symbol_json(symbol));
  ordered_json line = {
      {"file", name}, {"symbols", std::move(symbols)}, {"ms", rounded(took.count(), 1000)}};
  const auto complain = [&line](FailureCode code, const std::string& detail) {
    line["error"] = {{"code", name_of(code)}, {"detail", detail}};
  };
  if (!picture) {
    complain(picture.error().code, picture.error().detail);
  } else if (picture->damaged) {
    complain(FailureCode::data_damaged, "the picture is not whole");
  }
  return {line.dump(-1, ' ', false, ordered_json::error_handler_t::replace),
          picture && !picture->damaged};
}

}  // namespace dk::drivers
