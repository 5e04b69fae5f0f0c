#include "drivers/camera/decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "drivers/camera/frame_filters.h"
#include "drivers/camera/sightings.h"

namespace dk::drivers {
namespace {

enum class Engine { Quick, Thorough, Bars, Zbar };
enum class Filter { None, Blur, Sharpen, Threshold, Invert, Turn };

// What to look at: the picture whose longer side is nearest to `kFirstSide`, that halved (+1) or as
// it was before (-1), through a filter, with one library.
struct Step {
  int level;
  Filter filter;
  Engine engine;
};

constexpr int kAsStored = -100;  // where the first picture is a reduced one
constexpr int kFirstSide = 1100;
constexpr int kShortestSide = 20;       // a smaller picture has no symbol
constexpr int kDoubleUpTo = 600;        // longer side; larger ones have pixels enough
constexpr std::size_t kCheapSteps = 4;  // tried with every frame

constexpr std::array kSteps = {
    Step{0, Filter::None, Engine::Quick},
    Step{1, Filter::None, Engine::Quick},
    Step{0, Filter::None, Engine::Thorough},
    Step{2, Filter::None, Engine::Quick},
    Step{1, Filter::None, Engine::Zbar},
    Step{0, Filter::Blur, Engine::Thorough},
    Step{-1, Filter::None, Engine::Thorough},
    Step{0, Filter::Invert, Engine::Thorough},
    Step{0, Filter::Sharpen, Engine::Thorough},
    Step{0, Filter::None, Engine::Zbar},
    Step{0, Filter::Threshold, Engine::Thorough},
    Step{1, Filter::Blur, Engine::Thorough},
    Step{0, Filter::Turn, Engine::Bars},
    Step{2, Filter::None, Engine::Thorough},
    Step{2, Filter::Blur, Engine::Thorough},
    Step{2, Filter::None, Engine::Zbar},
    Step{kAsStored, Filter::None, Engine::Thorough},
    Step{kAsStored, Filter::None, Engine::Zbar},
};

// Where one symbol was found there may be more that it could not tell apart, or smaller ones.
constexpr std::array kMoreSteps = {
    Step{0, Filter::None, Engine::Thorough},
    Step{0, Filter::None, Engine::Zbar},
    Step{-1, Filter::None, Engine::Thorough},
    Step{-1, Filter::None, Engine::Zbar},
};
constexpr std::size_t kMoreWhenOne = 2;  // of them, when only one symbol is known
constexpr double kFillsTheFrame = 0.10;  // one symbol so large stands alone

// The pictures of one frame, made when they are asked for.
class Pictures {
 public:
  explicit Pictures(const GreyFrame& frame) : frame_(frame) {
    for (int side = std::max(frame.width, frame.height); side > kFirstSide; side /= 2) ++first_;
  }
  // Null when there is no such level.
  const GreyFrame* at(int level) {
    if (level == kAsStored) return reduced() ? &frame_ : nullptr;
    const int halvings = first_ + level;
    if (halvings < 0) return doubled_once(halvings);
    if (halvings == 0) return &frame_;
    while (static_cast<int>(halves_.size()) < halvings) {
      const GreyFrame& last = halves_.empty() ? frame_ : halves_.back();
      if (std::min(last.width, last.height) < 2 * kShortestSide) return nullptr;
      halves_.push_back(halved(last));
    }
    return &halves_[static_cast<std::size_t>(halvings - 1)];
  }
  // Whether the first look is at less than the frame.
  [[nodiscard]] bool reduced() const { return first_ > 0; }
  // Pixels of the level for each pixel of the frame.
  [[nodiscard]] double scale(int level) const {
    return level == kAsStored ? 1 : std::exp2(-(first_ + level));
  }

 private:
  const GreyFrame* doubled_once(int halvings) {
    if (halvings < -1 || std::max(frame_.width, frame_.height) > kDoubleUpTo) return nullptr;
    if (!double_) double_ = doubled(frame_);
    return &*double_;
  }

  const GreyFrame& frame_;
  int first_ = 0;
  std::vector<GreyFrame> halves_;
  std::optional<GreyFrame> double_;
};

GreyFrame filtered(const GreyFrame& picture, Filter filter) {
  switch (filter) {
    case Filter::Blur:
      return blurred(picture, 1);
    case Filter::Sharpen:
      return sharpened(picture, 4, 8);
    case Filter::Threshold:
      return thresholded(picture, 20, 6);
    case Filter::Invert:
      return inverted(picture);
    case Filter::Turn:
      return turned(picture);
    case Filter::None:
      break;
  }
  return picture;
}

ZxingEffort effort_of(Engine engine) {
  switch (engine) {
    case Engine::Quick:
      return ZxingEffort::Quick;
    case Engine::Bars:
      return ZxingEffort::Bars;
    case Engine::Thorough:
    case Engine::Zbar:
      break;
  }
  return ZxingEffort::Thorough;
}

}  // namespace

// One frame on its way through the steps.
class SymbolDecoder::Search {
 public:
  Search(const GreyFrame& frame, ZbarEngine& zbar, const Clock& clock, Milliseconds end)
      : frame_(frame), pictures_(frame), zbar_(zbar), clock_(clock), end_(end) {}

  // The picture of the step, and again without what was found in it: the libraries mix up the
  // corners of neighbours.
  void take(const Step& step) {
    const GreyFrame* level = pictures_.at(step.level);
    if (level == nullptr) return;
    const double scale = pictures_.scale(step.level);
    bool first = !sightings_.anything_believed();
    for (std::size_t news = 1; news > 0 && !out_of_time(); first = false) {
      if (first && step.filter == Filter::None) {
        news = look(*level, step, scale);
        continue;
      }
      GreyFrame rest = *level;
      if (!first) sightings_.paint_over(rest, scale);
      news = look(step.filter == Filter::None ? rest : filtered(rest, step.filter), step, scale);
    }
  }
  [[nodiscard]] bool out_of_time() const { return steps_ > 0 && clock_.steady() >= end_; }
  [[nodiscard]] bool satisfied() const {
    return sightings_.anything_believed() && !sightings_.anything_doubted();
  }
  [[nodiscard]] std::vector<Symbol> found() const { return sightings_.believed(); }
  // One symbol that is small in a large photograph is rarely alone; two never are.
  [[nodiscard]] std::size_t steps_for_more() const {
    if (sightings_.believed_count() > 1) return kMoreSteps.size();
    const double covered = sightings_.believed_area() / static_cast<double>(frame_.pixels());
    return pictures_.reduced() && covered < kFillsTheFrame ? kMoreWhenOne : 0;
  }
  [[nodiscard]] int steps() const { return steps_; }

 private:
  std::size_t look(const GreyFrame& picture, const Step& step, double scale) {
    ++steps_;
    const bool zbar = step.engine == Engine::Zbar;
    std::vector<Symbol> seen =
        zbar ? zbar_.read(picture) : read_with_zxing(picture, effort_of(step.engine));
    for (Symbol& symbol : seen) {
      for (PixelPoint& corner : symbol.corners) {
        if (step.filter == Filter::Turn) corner = turned_back(corner, *pictures_.at(step.level));
        corner = {(corner.x + 0.5) / scale - 0.5, (corner.y + 0.5) / scale - 0.5};
      }
    }
    return sightings_.add(std::move(seen), zbar ? Library::Zbar : Library::Zxing);
  }

  const GreyFrame& frame_;
  Pictures pictures_;
  ZbarEngine& zbar_;
  const Clock& clock_;
  Milliseconds end_;
  Sightings sightings_;
  int steps_ = 0;
};

std::vector<Symbol> SymbolDecoder::decode(const GreyFrame& frame) {
  steps_taken_ = 0;
  if (!frame.whole() || std::min(frame.width, frame.height) < kShortestSide) return {};
  Search search(frame, zbar_, clock_, clock_.steady() + limits_.budget);
  constexpr std::size_t kDear = kSteps.size() - kCheapSteps;
  for (std::size_t i = 0; i < kSteps.size() && !search.satisfied(); ++i) {
    const bool cheap = i < kCheapSteps;
    if (search.out_of_time()) {
      if (limits_.go_on_with_next_frame && !cheap) next_dear_step_ += i - kCheapSteps;
      break;
    }
    search.take(cheap ? kSteps[i]
                      : kSteps[kCheapSteps + (next_dear_step_ + i - kCheapSteps) % kDear]);
  }
  if (search.satisfied()) {
    for (std::size_t i = 0; i < search.steps_for_more() && !search.out_of_time(); ++i) {
      search.take(kMoreSteps[i]);
    }
  }
  steps_taken_ = search.steps();
  return search.found();
}

}  // namespace dk::drivers
