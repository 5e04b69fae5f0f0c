// The colour of each text beside every pixel that it stands on.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kiosk/ui/contrast.h"
#include "tests/gallery/citizen/findings.h"

namespace dk::kiosk::gallery {

namespace {

constexpr std::uint32_t kNone = 0xFF000000;  // no colour
constexpr double kText = 4.5, kSentence = 7;
// Body text, em px: from theme::kBody up to headings.
constexpr float kSentence0 = 34, kSentence1 = 42, kElder0 = 46, kElder1 = 58;

std::uint32_t pixel(const Raster& picture, int x, int y) {
  const std::uint8_t* p =
      picture.rgba.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.w) +
                             static_cast<std::size_t>(x)) *
                                4;
  return static_cast<std::uint32_t>(p[0] << 16 | p[1] << 8 | p[2]);
}

// What is seen of a colour through which the ground shows.
Colour over(Colour ink, Colour ground) {
  const auto mix = [&](int shift) {
    const auto a = static_cast<float>(ink.rgb >> shift & 0xFF);
    const auto b = static_cast<float>(ground.rgb >> shift & 0xFF);
    return static_cast<std::uint32_t>(a * ink.alpha + b * (1 - ink.alpha) + 0.5F) << shift;
  };
  return {mix(16) | mix(8) | mix(0)};
}

// Body text is a sentence; what is bold, a label or a word on a button is not.
bool is_sentence(const Checks::Text& text, bool elder) {
  if (text.bold) return false;
  return text.em >= (elder ? kElder0 : kSentence0) && text.em < (elder ? kElder1 : kSentence1);
}

}  // namespace

std::vector<std::string> low_contrast(const Checks& checks, const Raster& ground, bool elder) {
  std::vector<std::string> found;
  for (const Checks::Text& text : checks.texts) {
    std::set<std::uint32_t> grounds;
    const int x1 = std::min(static_cast<int>(text.ink.right()), ground.w);
    const int y1 = std::min(static_cast<int>(text.ink.bottom()), ground.h);
    for (int y = std::max(0, static_cast<int>(text.ink.y)); y < y1; ++y) {
      std::uint32_t last = kNone;
      for (int x = std::max(0, static_cast<int>(text.ink.x)); x < x1; x += 2) {
        const std::uint32_t here = pixel(ground, x, y);
        if (here != last) grounds.insert(here);
        last = here;
      }
    }
    double least = 21;
    Colour worst;
    for (const std::uint32_t rgb : grounds) {
      const double here = contrast(over(text.colour, {rgb}), {rgb});
      if (here < least) {
        least = here;
        worst = {rgb};
      }
    }
    const double wanted = is_sentence(text, elder) ? kSentence : kText;
    if (least >= wanted - 0.005) continue;
    found.push_back(fmt::format("contrast {:.2f}, not {}: {} ({} px, #{:06X} on #{:06X})", least,
                                wanted, text.words, text.em, text.colour.rgb, worst.rgb));
  }
  return found;
}

}  // namespace dk::kiosk::gallery
