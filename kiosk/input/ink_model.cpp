#include "kiosk/input/ink_model.h"

#include <zinnia.h>

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

#include "kiosk/input/ink_groups.h"

namespace dk::kiosk::input {
namespace {

// The models were trained on characters that fill most of a square of 1000.
constexpr std::size_t kSquare = 1000;
constexpr float kFilled = 0.8F * kSquare;

}  // namespace

struct InkModel::Zinnia {
  std::unique_ptr<zinnia::Recognizer> recognizer;
};

Result<std::unique_ptr<InkModel>> InkModel::open(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    return fail(FailureCode::reference_missing, "no handwriting model " + file.string());
  }
  auto zinnia = std::make_unique<Zinnia>();
  zinnia->recognizer.reset(zinnia::Recognizer::create());
  if (!zinnia->recognizer->open(file.c_str())) {
    return fail(FailureCode::data_damaged, "not a handwriting model: " + file.string());
  }
  return std::unique_ptr<InkModel>(new InkModel(std::move(zinnia)));  // NOLINT: private
}

InkModel::InkModel(std::unique_ptr<Zinnia> zinnia) : zinnia_(std::move(zinnia)) {}
InkModel::~InkModel() = default;

std::vector<InkReading> InkModel::classify(std::span<const Stroke> strokes,
                                           std::span<const std::size_t> chosen,
                                           std::size_t count) const {
  const InkBox box = box_of(strokes, chosen);
  const float scale = kFilled / std::max({box.width(), box.height(), 1.0F});
  const auto on_square = [scale](float at, float low, float high) {
    return static_cast<int>(std::lround((at - (low + high) / 2) * scale + kSquare / 2.0F));
  };
  const std::unique_ptr<zinnia::Character> character(zinnia::Character::create());
  character->set_width(kSquare);
  character->set_height(kSquare);
  std::size_t id = 0;
  for (const std::size_t i : chosen) {
    // A finger that rests gives the same point again and again, which is no part of the shape.
    int last_x = -1;
    int last_y = -1;
    for (const InkPoint& p : strokes[i]) {
      const int x = on_square(p.x, box.left, box.right);
      const int y = on_square(p.y, box.top, box.bottom);
      if (x != last_x || y != last_y) character->add(id, x, y);
      last_x = x;
      last_y = y;
    }
    ++id;
  }
  const std::unique_ptr<zinnia::Result> result(zinnia_->recognizer->classify(*character, count));
  std::vector<InkReading> readings;
  for (std::size_t i = 0; result != nullptr && i < result->size(); ++i) {
    readings.push_back({result->value(i), result->score(i)});
  }
  return readings;
}

}  // namespace dk::kiosk::input
