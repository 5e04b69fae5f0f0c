#include "drivers/page-printer/text_pages.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "drivers/receipt-printer/characters.h"
#include "drivers/receipt-printer/raster.h"

namespace dk::drivers {
namespace {

// Lengths in hundredths of a millimetre.
constexpr int kMargin = 1500;
constexpr int kLetterWidth = 203;  // 12 dots, drawn twice as large, at 300 to the inch
constexpr int kLetterHeight = 2 * kLetterWidth;
constexpr int kTabColumns = 8;
constexpr int kDotsPerInchOfACell = 150;

int dots(int length, int dots_per_inch) {
  return static_cast<int>((std::int64_t{length} * dots_per_inch + 1270) / 2540);
}

using Lines = std::vector<std::u32string>;

class Breaker {
 public:
  Breaker(TextRasterizer& rasterizer, int columns, std::size_t lines)
      : rasterizer_(rasterizer), columns_(columns), most_lines_(lines) {}

  std::vector<Lines> pages(const std::u32string& text) {
    for (const char32_t character : text) {
      if (character == U'\f') {
        new_page();
      } else if (character == U'\n') {
        new_line();
      } else if (character == U'\t') {
        do put(U' ', 1);
        while (column_ % kTabColumns != 0);
      } else if (character >= U' ' && character != U'\x7f') {
        put(character, rasterizer_.columns(character));
      }
    }
    return std::move(pages_);
  }

 private:
  void put(char32_t character, int width) {
    if (column_ + width > columns_) new_line();
    pages_.back().back().push_back(character);
    column_ += width;
  }
  void new_line() {
    column_ = 0;
    if (pages_.back().size() == most_lines_) return new_page();
    pages_.back().emplace_back();
  }
  void new_page() {
    column_ = 0;
    pages_.push_back({{}});
  }

  TextRasterizer& rasterizer_;
  int columns_;
  std::size_t most_lines_;
  std::vector<Lines> pages_ = {{{}}};
  int column_ = 0;
};

class TextPages : public PageSource {
 public:
  TextPages(std::vector<Lines> pages, MediaSize size, std::unique_ptr<TextRasterizer> rasterizer)
      : pages_(std::move(pages)), size_(size), rasterizer_(std::move(rasterizer)) {}

  int count() const override { return static_cast<int>(pages_.size()); }

  Result<GreyPage> page(int index, int dots_per_inch) override {
    GreyPage page{dots(size_.width, dots_per_inch), dots(size_.length, dots_per_inch), {}};
    page.rows.assign(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height),
                     255);
    const int scale = std::max((dots_per_inch + kDotsPerInchOfACell / 2) / kDotsPerInchOfACell, 1);
    int y = dots(kMargin, dots_per_inch);
    for (const std::u32string& line : pages_.at(static_cast<std::size_t>(index))) {
      if (!line.empty()) {
        DK_TRY(image, rasterize_line(*rasterizer_, line, 1, 1, false));
        draw_black(page, image, dots(kMargin, dots_per_inch), y, scale);
      }
      y += kCellHeightDots * scale;
    }
    return page;
  }

 private:
  static void draw_black(GreyPage& page, const RasterImage& image, int x, int y, int scale) {
    const int right = std::min(page.width, x + image.width_dots * scale);
    const int bottom = std::min(page.height, y + image.height_dots * scale);
    for (int row = y; row < bottom; ++row) {
      for (int column = x; column < right; ++column) {
        if (dot(image, (column - x) / scale, (row - y) / scale)) {
          page.rows[static_cast<std::size_t>(row) * static_cast<std::size_t>(page.width) +
                    static_cast<std::size_t>(column)] = 0;
        }
      }
    }
  }

  std::vector<Lines> pages_;
  MediaSize size_;
  std::unique_ptr<TextRasterizer> rasterizer_;
};

}  // namespace

Result<std::shared_ptr<PageSource>> make_text_pages(std::string_view text, std::string_view media,
                                                    std::unique_ptr<TextRasterizer> rasterizer) {
  const auto size = size_of_media(media);
  if (!size) return fail(FailureCode::invalid_argument, "no size in the name of the medium");
  if (text.size() > kMaxTextBytes) return fail(FailureCode::code_too_large, "text");
  const int columns = (size->width - 2 * kMargin) / kLetterWidth;
  const int lines = (size->length - 2 * kMargin) / kLetterHeight;
  if (columns < 2 || lines < 1) return fail(FailureCode::invalid_argument, "too small a page");
  auto pages =
      Breaker(*rasterizer, columns, static_cast<std::size_t>(lines)).pages(decode_utf8(text));
  if (pages.size() > kMaxTextPages) return fail(FailureCode::code_too_large, "too many pages");
  return std::make_shared<TextPages>(std::move(pages), *size, std::move(rasterizer));
}

}  // namespace dk::drivers
