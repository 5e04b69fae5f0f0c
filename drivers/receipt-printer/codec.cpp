#include "drivers/receipt-printer/codec.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/codes/symbols.h"
#include "drivers/receipt-printer/characters.h"
#include "drivers/receipt-printer/raster.h"

namespace dk::drivers {
namespace {

constexpr std::uint8_t kEsc = 0x1b;
constexpr std::uint8_t kGs = 0x1d;
constexpr std::uint8_t kFs = 0x1c;
constexpr std::uint8_t kLf = 0x0a;
constexpr std::uint8_t kDle = 0x10;
constexpr int kBandRows = 128;     // cheap printers buffer little
constexpr int kMinModuleDots = 3;  // 0.375 mm: what a phone still reads from thermal paper
constexpr int kQrQuietModules = 4;
constexpr int kMaxImageRows = 4096;
constexpr int kTearBarLines = 4;
constexpr int kLineGapDots = 6;       // between lines of text, whatever their height
constexpr int kBarQuietModules = 10;  // ISO/IEC 15417, on either side
constexpr int kBarGapDots = 8;

constexpr std::uint8_t u8(int value) { return static_cast<std::uint8_t>(value); }

constexpr bool is_real_time_pair(std::uint8_t first, std::uint8_t second) {
  return first == kDle && (second == 0x04 || second == 0x05 || second == 0x14);
}

class Encoder {
 public:
  Encoder(const PrinterProfile& profile, TextRasterizer& rasterizer)
      : profile_(profile), rasterizer_(rasterizer) {}

  void begin() {
    put({kEsc, '@'});
    if (profile_.chinese_mode) put({kFs, '&'});
  }

  Status item(const TextLine& line) {
    if (line.width < 1 || line.width > 8 || line.height < 1 || line.height > 8) {
      return fail(FailureCode::invalid_argument, "text size is 1..8");
    }
    const std::u32string text = decode_utf8(line.text);
    if (text.empty()) {
      line_spacing(1);
      put({kLf});
      return {};
    }
    const int columns_on_paper = profile_.width_dots / (kCellWidthDots * line.width);
    if (columns_on_paper < 2) return fail(FailureCode::invalid_argument, "text too wide");
    std::size_t begin = 0;
    while (begin < text.size()) {
      std::size_t end = begin;
      int used = 0;
      while (end < text.size() && used + columns(text[end]) <= columns_on_paper) {
        used += columns(text[end++]);
      }
      DK_CHECK(one_line(text.substr(begin, end - begin), line));
      begin = end;
    }
    return {};
  }

  Status item(const QrItem& qr) {
    const auto symbol = codes::make_qr(qr.text, qr.level);
    if (!symbol)
      return fail(FailureCode::invalid_argument, "not a QR symbol: " + symbol.error().detail);
    if (qr.module_dots < 1 || qr.module_dots > 16) {
      return fail(FailureCode::invalid_argument, "QR module is 1..16 dots");
    }
    const int fits = profile_.width_dots / (symbol->width + 2 * kQrQuietModules);
    const int module = std::min(qr.module_dots, fits);
    if (module < std::min(kMinModuleDots, qr.module_dots)) {
      return fail(FailureCode::invalid_argument, "QR symbol wider than the paper");
    }
    feed_dots(kQrQuietModules * module);
    if (!profile_.native_qr || holds_real_time_command(native_qr(qr, module))) {
      DK_CHECK(image(draw_qr(*symbol, module), qr.align));
    } else {
      align(qr.align);
      append(out_, native_qr(qr, module));
    }
    feed_dots(kQrQuietModules * module);
    return {};
  }

  Status item(const Code128Item& code) {
    const auto bars = codes::make_code128(code.text);
    if (!bars) return fail(FailureCode::invalid_argument, "not Code 128: " + bars.error().detail);
    if (code.height_dots < 1 || code.height_dots > 255) {
      return fail(FailureCode::invalid_argument, "bar height is 1..255 dots");
    }
    feed_dots(kBarGapDots);
    // The printer sets it in code set B: 11 modules a character, start, check, stop (13).
    const int module = bar_module(11 * (static_cast<int>(code.text.size()) + 2) + 13);
    const Bytes native = native_code128(code, module);
    if (profile_.native_code128 && module >= 2 && code.text.size() <= 120 &&
        !holds_real_time_command(native)) {
      align(code.align);
      append(out_, native);
    } else {
      int modules = 0;
      for (const std::uint8_t width : *bars) modules += width;
      const int drawn = bar_module(modules);
      if (drawn < 1) return fail(FailureCode::invalid_argument, "bar code wider than the paper");
      DK_CHECK(image(draw_bars(*bars, drawn, code.height_dots), code.align));
      if (code.hri) DK_CHECK(item(TextLine{.text = code.text, .align = code.align}));
    }
    feed_dots(kBarGapDots);
    return {};
  }

  Status item(const RasterItem& raster) { return image(raster.image, raster.align); }

  Status item(const FeedItem& feed) {
    if (feed.lines < 1 || feed.lines > 255) {
      return fail(FailureCode::invalid_argument, "feed is 1..255 lines");
    }
    line_spacing(1);
    put({kEsc, 'd', u8(feed.lines)});
    return {};
  }

  Status item(const CutItem& cut) {
    if (profile_.cutter) {
      put({kGs, 'V', u8(cut.full ? 0x41 : 0x42), 0});  // feeds to the knife, then cuts
    } else {
      line_spacing(1);
      put({kEsc, 'd', kTearBarLines});
    }
    return {};
  }

  [[nodiscard]] Bytes take() { return std::move(out_); }

 private:
  void put(std::initializer_list<std::uint8_t> bytes) { out_.insert(out_.end(), bytes); }
  void align(Align where) { put({kEsc, 'a', u8(static_cast<int>(where))}); }

  void line_spacing(int height) { put({kEsc, '3', u8(kCellHeightDots * height + kLineGapDots)}); }
  void feed_dots(int dots) { put({kEsc, 'J', u8(dots)}); }
  // As wide as it goes with its quiet zones; three dots are enough for any reader.
  [[nodiscard]] int bar_module(int modules) const {
    return std::min(profile_.width_dots / (modules + 2 * kBarQuietModules), 3);
  }

  [[nodiscard]] std::optional<Bytes> own_font(char32_t character) const {
    auto bytes = to_gbk(character);
    if (bytes && bytes->size() == 2 && !profile_.chinese_mode) return {};
    return bytes;
  }
  [[nodiscard]] int columns(char32_t character) {
    if (const auto bytes = own_font(character)) return static_cast<int>(bytes->size());
    return rasterizer_.columns(character);
  }

  // Fits the paper. One odd character makes the whole line raster, so that it looks of one piece.
  Status one_line(const std::u32string& text, const TextLine& look) {
    Bytes bytes;
    for (const char32_t character : text) {
      const auto own = own_font(character);
      if (!own) {
        DK_TRY(picture, rasterize_line(rasterizer_, text, look.width, look.height, look.bold));
        if (look.inverted) invert(picture);
        DK_CHECK(image(picture, look.align));
        feed_dots(kLineGapDots);
        return {};
      }
      append(bytes, *own);
    }
    line_spacing(look.height);
    align(look.align);
    put({kGs, '!', u8((look.width - 1) << 4 | (look.height - 1))});
    put({kEsc, 'E', u8(look.bold ? 1 : 0)});
    if (look.inverted) put({kGs, 'B', 1});
    append(out_, bytes);
    if (look.inverted) put({kGs, 'B', 0});
    put({kLf});
    return {};
  }

  // GS ( k: model 2, module size, level, data, print.
  [[nodiscard]] static Bytes native_qr(const QrItem& qr, int module) {
    Bytes out;
    const auto function = [&out](std::initializer_list<int> bytes) {
      for (const int byte : bytes) out.push_back(u8(byte));
    };
    function({kGs, '(', 'k', 4, 0, 0x31, 0x41, 0x32, 0});
    function({kGs, '(', 'k', 3, 0, 0x31, 0x43, module});
    function({kGs, '(', 'k', 3, 0, 0x31, 0x45, 0x30 + static_cast<int>(qr.level)});
    const int size = static_cast<int>(qr.text.size()) + 3;
    function({kGs, '(', 'k', size & 0xff, size >> 8, 0x31, 0x50, 0x30});
    append(out, as_bytes(qr.text));
    function({kGs, '(', 'k', 3, 0, 0x31, 0x51, 0x30});
    return out;
  }

  [[nodiscard]] static Bytes native_code128(const Code128Item& code, int module) {
    Bytes data = {'{', 'B'};
    for (const char c : code.text) {
      if (c == '{') data.push_back('{');  // a brace is the printer's escape
      data.push_back(static_cast<std::uint8_t>(c));
    }
    if (data.size() > 255) data.clear();  // the caller draws it
    Bytes out = {kGs,
                 'h',
                 u8(code.height_dots),
                 kGs,
                 'w',
                 u8(module),
                 kGs,
                 'H',
                 u8(code.hri ? 2 : 0),
                 kGs,
                 'k',
                 0x49,
                 u8(static_cast<int>(data.size()))};
    append(out, data);
    return out;
  }

  Status image(const RasterImage& picture, Align where) {
    if (!is_whole(picture) || picture.width_dots > profile_.width_dots ||
        picture.height_dots > kMaxImageRows) {
      return fail(FailureCode::invalid_argument, "picture does not fit the paper");
    }
    align(where);
    const std::size_t stride = row_bytes(picture.width_dots);
    for (int top = 0; top < picture.height_dots; top += kBandRows) {
      const int rows = std::min(kBandRows, picture.height_dots - top);
      const auto first = picture.rows.begin() +
                         static_cast<std::ptrdiff_t>(top) * static_cast<std::ptrdiff_t>(stride);
      Bytes band(first,
                 first + static_cast<std::ptrdiff_t>(rows) * static_cast<std::ptrdiff_t>(stride));
      // One dot more, where a picture would read as a question to the printer.
      for (std::size_t i = 0; i + 1 < band.size(); ++i) {
        if (is_real_time_pair(band[i], band[i + 1])) band[i] = kDle | 1;
      }
      if (band.back() == kDle) band.back() = kDle | 1;  // what follows is not ours to know
      put({kGs, 'v', '0', 0, u8(static_cast<int>(stride) & 0xff), u8(static_cast<int>(stride) >> 8),
           u8(rows & 0xff), u8(rows >> 8)});
      append(out_, band);
    }
    return {};
  }

  const PrinterProfile& profile_;
  TextRasterizer& rasterizer_;
  Bytes out_;
};

}  // namespace

Result<Bytes> encode_page(const PrintPage& page, const PrinterProfile& profile,
                          TextRasterizer& rasterizer) {
  if (profile.width_dots < 8 * kCellWidthDots || profile.width_dots > 2040) {
    return fail(FailureCode::invalid_argument, "paper width of the profile");
  }
  Encoder encoder(profile, rasterizer);
  encoder.begin();
  for (const PrintItem& each : page.items) {
    DK_CHECK(std::visit([&encoder](const auto& item) { return encoder.item(item); }, each));
  }
  Bytes body = encoder.take();
  if (holds_real_time_command(body)) {
    return fail(FailureCode::internal, "a body that would be read as a status question");
  }
  return body;
}

Bytes command_status(int question) { return {kDle, 0x04, u8(question)}; }
Bytes command_fence() { return {kGs, 'r', 1}; }
Bytes command_asb() { return {kGs, 'a', 0x0e}; }  // online, error, paper; not the drawer

bool holds_real_time_command(ByteView bytes) {
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (is_real_time_pair(bytes[i], bytes[i + 1])) return true;
  }
  return false;
}

}  // namespace dk::drivers
