// Symbols that machines read, and pictures.
#include <algorithm>

#include "flows/documents/flow.h"
#include "flows/documents/limits.h"

namespace dk::documents {

namespace {

constexpr int kQrQuiet = 4;       // modules, ISO/IEC 18004
constexpr int kBarQuiet = 10;     // modules, ISO/IEC 15417
constexpr Um kLeastModule = 250;  // two dots of a 203 dpi printer
constexpr Um kQrModule = 500;
constexpr Um kBarModule = 375;
constexpr Um kBarHeight = 12'000;
constexpr Um kLetterGap = 500;
constexpr Um kLetterEm = 3'000;

Symbol qr(const codes::QrSymbol& from) {
  return {
      .kind = Symbol::Kind::Qr, .columns = from.width, .rows = from.width, .modules = from.modules};
}

Symbol bars(const std::vector<std::uint8_t>& from) {
  Symbol symbol{.kind = Symbol::Kind::Code128, .rows = 1};
  for (std::size_t i = 0; i < from.size(); ++i) {
    symbol.modules.insert(symbol.modules.end(), from[i], i % 2 == 0 ? 1 : 0);
  }
  symbol.columns = static_cast<int>(symbol.modules.size());
  return symbol;
}

}  // namespace

void Flow::symbol(const Node& node, const Surroundings& around, Slabs& out) {
  if (++symbols_ > limits::kSymbols) stop(node, "symbols", "the document has too many symbols");
  const feel::Value data = value(*node.value);
  if (!data.is(feel::Kind::String) && !data.is(feel::Kind::Number)) {
    stop(node, "symbol", "its value is neither text nor a number");
  }
  const std::string text = feel::to_text(data);
  symbol_bytes_ += text.size();
  if (symbol_bytes_ > limits::kSymbolBytes) {
    stop(node, "symbol_bytes", "the document's symbols hold too much");
  }
  const bool is_qr = node.kind == Node::Kind::Qr;
  Symbol symbol;
  if (is_qr) {
    const auto made = codes::make_qr(text, node.level);
    if (!made) stop(node, "symbol", made.error().detail);
    symbol = qr(*made);
  } else {
    const auto made = codes::make_code128(text);
    if (!made) stop(node, "symbol", made.error().detail);
    symbol = bars(*made);
  }
  symbol.text = text;
  const int quiet = is_qr ? kQrQuiet : kBarQuiet;
  const Um wanted = node.module != 0 ? node.module : is_qr ? kQrModule : kBarModule;
  const Um module = std::min(wanted, around.width / (symbol.columns + 2 * quiet));
  if (module < std::min(kLeastModule, wanted)) {
    stop(node, "symbol", "it is wider than its place");
  }
  symbol.width = module * symbol.columns;
  symbol.x = place(node.align, around.width, symbol.width + 2 * quiet * module) + quiet * module;
  Slab slab;
  if (is_qr) {
    symbol.height = symbol.width;
    symbol.y = kQrQuiet * module;
    slab.height = symbol.height + 2 * symbol.y;
  } else {
    symbol.height = node.height != 0 ? node.height : kBarHeight;
    slab.height = symbol.height;
  }
  const Um middle = symbol.x + symbol.width / 2;
  slab.items.emplace_back(std::move(symbol));
  if (!is_qr && node.letters) {
    const Letters look{kLetterEm, false, {}};
    // Wider than the bars they may be, but not than the place.
    auto lines = typesetter_.lines({{text, around.language}}, look, around.width, node.name);
    for (Line& line : lines) {
      const Um x = std::clamp(middle - line.width / 2, 0, std::max(around.width - line.width, 0));
      for (TextRun& run : line.runs) {
        Item item = std::move(run);
        move_by(item, x, slab.height + kLetterGap + kLetterEm * 88 / 100);
        slab.items.emplace_back(std::move(item));
      }
      slab.height += kLetterGap + kLetterEm;
    }
  }
  out.push_back(std::move(slab));
}

void Flow::image(const Node& node, const Surroundings& around, Slabs& out) {
  const Picture& picture = *node.picture;
  const auto in_proportion = [](Um side, int own, int other) {
    return static_cast<Um>(
        std::min<std::int64_t>(std::int64_t{side} * other / own, limits::kRollLength));
  };
  Um width =
      node.width != 0 ? node.width : in_proportion(node.height, picture.height, picture.width);
  Um height =
      node.height != 0 ? node.height : in_proportion(node.width, picture.width, picture.height);
  if (width > around.width) {
    height = static_cast<Um>(std::int64_t{height} * around.width / width);
    width = around.width;
    note(node.name, "the picture is wider than its place and was made smaller");
  }
  Slab slab;
  slab.height = height;
  slab.items.emplace_back(
      PlacedPicture{place(node.align, around.width, width), 0, width, height, node.picture});
  out.push_back(std::move(slab));
}

}  // namespace dk::documents
