#include "drivers/camera/symbol.h"

namespace dk::drivers {

std::string_view name_of(SymbolFormat format) {
  switch (format) {
    case SymbolFormat::QRCode:
      return "QRCode";
    case SymbolFormat::DataMatrix:
      return "DataMatrix";
    case SymbolFormat::Aztec:
      return "Aztec";
    case SymbolFormat::PDF417:
      return "PDF417";
    case SymbolFormat::Code128:
      return "Code128";
    case SymbolFormat::Code93:
      return "Code93";
    case SymbolFormat::Code39:
      return "Code39";
    case SymbolFormat::EAN13:
      return "EAN-13";
    case SymbolFormat::EAN8:
      return "EAN-8";
    case SymbolFormat::ITF:
      return "ITF";
    case SymbolFormat::Codabar:
      return "Codabar";
  }
  return "";
}

bool is_linear(SymbolFormat format) { return format >= SymbolFormat::Code128; }

}  // namespace dk::drivers
