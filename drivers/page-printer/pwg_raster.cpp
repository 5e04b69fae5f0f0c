#include "drivers/page-printer/pwg_raster.h"

#include <algorithm>
#include <span>

namespace dk::drivers {
namespace {

constexpr int kMostDots = 65'535;  // of one side
constexpr std::size_t kLongestRun = 128;
constexpr int kMostEqualRows = 256;

// PWG 5102.4 section 4.3; the offset of each field that is not zero.
class Header {
 public:
  void text(std::size_t at, std::string_view value) {
    std::ranges::copy(value.substr(0, 63), bytes_.begin() + static_cast<std::ptrdiff_t>(at));
  }
  void number(std::size_t at, std::int64_t value) {
    for (std::size_t i = 0; i < 4; ++i) {
      bytes_[at + i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (24 - 8 * i));
    }
  }
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_ = Bytes(kPwgHeaderBytes);
};

std::int64_t points(int dots, int dots_per_inch) {
  return (std::int64_t{dots} * 72 + dots_per_inch / 2) / dots_per_inch;
}

struct Turn {
  bool left_right = false;
  bool top_bottom = false;
};

Turn turn_of(SheetBack back) { return {back == SheetBack::Rotated, back != SheetBack::Normal}; }

Header header(const GreyPage& page, const PwgRasterOptions& options, Turn turn) {
  const int samples = options.colour ? 3 : 1;
  Header h;
  h.text(0, "PwgRaster");
  h.number(272, options.two_sided ? 1 : 0);  // Duplex; Tumble (368) stays false
  h.number(276, options.dots_per_inch);      // HWResolution: across, along
  h.number(280, options.dots_per_inch);
  h.number(340, 1);  // NumCopies
  h.number(352, points(page.width, options.dots_per_inch));
  h.number(356, points(page.height, options.dots_per_inch));
  h.number(372, page.width);
  h.number(376, page.height);
  h.number(384, 8);            // BitsPerColor
  h.number(388, 8 * samples);  // BitsPerPixel
  h.number(392, std::int64_t{page.width} * samples);
  h.number(400, options.colour ? 19 : 18);  // ColorSpace: sRGB or sGray
  h.number(420, samples);
  h.number(452, options.pages);
  h.number(456, turn.left_right ? -1 : 1);  // CrossFeedTransform
  h.number(460, turn.top_bottom ? -1 : 1);  // FeedTransform
  h.number(472, page.width);                // ImageBox: left, top, right, bottom
  h.number(476, page.height);
  h.text(1732, options.media);
  return h;
}

using Row = std::span<const std::uint8_t>;

// How many dots from the front are the same as the first.
std::size_t run_of(Row row) {
  const auto most = row.first(std::min(row.size(), kLongestRun));
  const auto other = std::ranges::find_if(most, [&](std::uint8_t dot) { return dot != most[0]; });
  return static_cast<std::size_t>(other - most.begin());
}

// How many from the front are to be written as they are: up to the next two that are equal.
std::size_t literal_of(Row row) {
  const std::size_t most = std::min(row.size(), kLongestRun);
  std::size_t count = 1;
  while (count < most && (count + 1 >= row.size() || row[count] != row[count + 1])) ++count;
  return count;
}

void pack(Row row, int samples, Bytes& out) {
  const auto dot = [&](std::uint8_t grey) {
    out.insert(out.end(), static_cast<std::size_t>(samples), grey);
  };
  while (!row.empty()) {
    std::size_t count = run_of(row);
    const std::size_t literal = count == 1 ? literal_of(row) : 1;
    if (literal > 1) {
      count = literal;
      out.push_back(static_cast<std::uint8_t>(257 - count));
      for (const std::uint8_t grey : row.first(count)) dot(grey);
    } else {
      out.push_back(static_cast<std::uint8_t>(count - 1));
      dot(row[0]);
    }
    row = row.subspan(count);
  }
}

}  // namespace

SheetBack sheet_back_of(std::string_view keyword) {
  // "manual-tumble" turns only what is bound along the short edge.
  return keyword == "flipped"   ? SheetBack::Flipped
         : keyword == "rotated" ? SheetBack::Rotated
                                : SheetBack::Normal;
}

PwgRasterWriter::PwgRasterWriter(PwgRasterOptions options)
    : options_(std::move(options)), out_(to_bytes("RaS2")) {}

Status PwgRasterWriter::add(const GreyPage& page) {
  const auto width = static_cast<std::size_t>(page.width);
  if (page.width < 1 || page.height < 1 || page.width > kMostDots || page.height > kMostDots ||
      options_.dots_per_inch < 1 ||
      page.rows.size() != width * static_cast<std::size_t>(page.height)) {
    return fail(FailureCode::invalid_argument, "not a page of dots");
  }
  const bool is_back = options_.two_sided && ++pages_ % 2 == 0;
  const Turn turn = is_back ? turn_of(options_.back) : Turn{};
  append(out_, header(page, options_, turn).bytes());
  const auto row = [&](int number) {
    const int from = turn.top_bottom ? page.height - 1 - number : number;
    return Row(page.rows).subspan(static_cast<std::size_t>(from) * width, width);
  };
  std::vector<std::uint8_t> mirrored(width);
  for (int y = 0; y < page.height;) {
    const Row here = row(y);
    int equal = 1;
    while (equal < kMostEqualRows && y + equal < page.height &&
           std::ranges::equal(here, row(y + equal))) {
      ++equal;
    }
    out_.push_back(static_cast<std::uint8_t>(equal - 1));
    if (turn.left_right) std::ranges::reverse_copy(here, mirrored.begin());
    pack(turn.left_right ? Row(mirrored) : here, options_.colour ? 3 : 1, out_);
    y += equal;
    if (out_.size() > kMaxDocumentBytes) {
      return fail(FailureCode::code_too_large, "the pages make too large a document");
    }
  }
  return {};
}

}  // namespace dk::drivers
