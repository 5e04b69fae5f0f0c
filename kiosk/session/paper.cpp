#include "kiosk/session/paper.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "flows/documents/raster.h"

namespace dk::kiosk {

namespace {

using documents::Bitmap;
using documents::Symbol;
using drivers::Align;

constexpr int kDotsPerMetre = 8'000;
constexpr int kWhiteRows = 4;  // between strips; fewer stay inside one
constexpr int kMostBarDots = 255;
constexpr int kCentreDots = 8;  // as near to the middle is meant as the middle

int dots(documents::Um length) {
  return static_cast<int>((std::int64_t{length} * kDotsPerMetre + 500'000) / 1'000'000);
}

std::size_t row_bytes(const Bitmap& bitmap) {
  return static_cast<std::size_t>((bitmap.width + 7) / 8);
}

// Bytes of rows that hold black dots, from the first to behind the last; both 0: none does.
struct Ink {
  std::size_t first = 0;
  std::size_t end = 0;
  void add(const Ink& more) {
    if (more.end == 0) return;
    first = end == 0 ? more.first : std::min(first, more.first);
    end = std::max(end, more.end);
  }
};

Ink ink_of(const Bitmap& bitmap, int row) {
  const std::size_t stride = row_bytes(bitmap);
  const std::uint8_t* bytes = &bitmap.rows[static_cast<std::size_t>(row) * stride];
  Ink ink{0, stride};
  while (ink.end > 0 && bytes[ink.end - 1] == 0) --ink.end;
  while (ink.first < ink.end && bytes[ink.first] == 0) ++ink.first;
  return ink.end == 0 ? Ink{} : ink;
}

class Strips {
 public:
  Strips(const Bitmap& bitmap, drivers::PrintPage& page) : bitmap_(bitmap), page_(page) {}

  void until(int row) {
    while (at_ < row) {
      int end = at_;
      int white = 0;
      Ink ink;
      // White rows above belong to the strip: they push it down to its place.
      while (end < row && (white < kWhiteRows || ink.end == 0)) {
        const Ink more = ink_of(bitmap_, end++);
        ink.add(more);
        white = more.end == 0 ? white + 1 : 0;
      }
      put(end, ink);
    }
  }
  void skip(int rows) { at_ += rows; }

 private:
  // Cut off at the right; or at both sides alike and centred by the printer, when that is less.
  void put(int end, const Ink& ink) {
    const std::size_t stride = row_bytes(bitmap_);
    const std::size_t side = bitmap_.width % 8 == 0 ? std::min(ink.first, stride - ink.end) : 0;
    const bool centred = stride - 2 * side < ink.end;
    const std::size_t first = centred ? side : 0;
    const std::size_t bytes = std::max<std::size_t>(centred ? stride - 2 * side : ink.end, 1);
    drivers::RasterImage image;
    image.width_dots = std::min(static_cast<int>(bytes) * 8, bitmap_.width);
    image.height_dots = end - at_;
    for (; at_ < end; ++at_) {
      const auto from = bitmap_.rows.begin() +
                        static_cast<std::ptrdiff_t>(static_cast<std::size_t>(at_) * stride + first);
      image.rows.insert(image.rows.end(), from, from + static_cast<std::ptrdiff_t>(bytes));
    }
    page_.items.emplace_back(
        drivers::RasterItem{std::move(image), centred ? Align::Centre : Align::Left});
  }

  const Bitmap& bitmap_;
  drivers::PrintPage& page_;
  int at_ = 0;
};

// On its rows stands nothing else, and a printer can draw it.
bool stands_alone(const Symbol& symbol, const Bitmap& others) {
  const int top = dots(symbol.y);
  const int bottom = std::min(top + dots(symbol.height), others.height);
  if (bottom - top < 1 || bottom - top > kMostBarDots) return false;
  for (int row = top; row < bottom; ++row) {
    if (ink_of(others, row).end != 0) return false;
  }
  return true;
}

Align align_of(const Symbol& symbol, int width) {
  const int off = dots(symbol.x + symbol.width / 2) - width / 2;
  if (std::abs(off) <= kCentreDots) return Align::Centre;
  return off < 0 ? Align::Left : Align::Right;
}

}  // namespace

Result<drivers::PrintPage> print_page_of(const documents::Page& page, documents::Fonts& fonts) {
  documents::Page others{page.width, page.height, {}};
  std::vector<const Symbol*> bars;
  for (const documents::Item& item : page.items) {
    const auto* symbol = std::get_if<Symbol>(&item);
    if (symbol != nullptr && symbol->kind == Symbol::Kind::Code128) {
      bars.push_back(symbol);
    } else {
      others.items.push_back(item);
    }
  }
  const documents::RasterOptions options{.dots_per_metre = kDotsPerMetre};
  auto bitmap = documents::raster(others, fonts, options);
  if (!bitmap) return fail(FailureCode::invalid_argument, bitmap.error().message);
  std::vector<const Symbol*> own;
  for (const Symbol* symbol : bars) {
    if (stands_alone(*symbol, *bitmap)) {
      own.push_back(symbol);
    } else {
      others.items.emplace_back(*symbol);
    }
  }
  if (own.size() < bars.size()) {
    bitmap = documents::raster(others, fonts, options);
    if (!bitmap) return fail(FailureCode::invalid_argument, bitmap.error().message);
  }
  std::ranges::sort(own, {}, [](const Symbol* symbol) { return symbol->y; });
  drivers::PrintPage out;
  Strips strips(*bitmap, out);
  for (const Symbol* symbol : own) {
    const int top = dots(symbol->y);
    const int height = dots(symbol->height);
    strips.until(top);
    out.items.emplace_back(drivers::Code128Item{.text = symbol->text,
                                                .height_dots = height,
                                                .hri = false,
                                                .align = align_of(*symbol, bitmap->width)});
    strips.skip(height);
  }
  strips.until(bitmap->height);
  return out;
}

}  // namespace dk::kiosk
