#include "kiosk/ui/widgets/faces.h"

#include <algorithm>
#include <array>
#include <vector>

namespace dk::kiosk::widgets {

namespace {

// Drawn in a square of 108, as the design's.
struct Face {
  Colour ink;
  std::array<Point, 3> mouth;  // a parabola: end, bend, end
};

constexpr Face kFaces[] = {
    {theme::kGreen700, {Point{34, 62}, Point{54, 88}, Point{74, 62}}},
    {theme::kTeal700, {Point{36, 66}, Point{54, 82}, Point{72, 66}}},
    {theme::kBrand600, {Point{38, 70}, Point{54, 70}, Point{70, 70}}},
    {theme::kAmber700, {Point{36, 76}, Point{54, 62}, Point{72, 76}}},
    {theme::kRed700, {Point{34, 80}, Point{54, 56}, Point{74, 80}}},
};

class Pen {
 public:
  Pen(Ui& ui, Box square, Colour ink) : ui_(ui), at_(square), k_(square.w / 108), ink_(ink) {}
  // A parabola from a over b to c.
  void bow(Point a, Point b, Point c, float width) {
    const auto two_thirds = [](Point from, Point to) {
      return Point{from.x + (to.x - from.x) * 2 / 3, from.y + (to.y - from.y) * 2 / 3};
    };
    const Point cubic[] = {place(a), place(two_thirds(a, b)), place(two_thirds(c, b)), place(c)};
    ui_.curve(cubic, width * k_, ink_);
  }
  void line(Point a, Point b, float width) { bow(a, {(a.x + b.x) / 2, (a.y + b.y) / 2}, b, width); }
  void dot(Point at, float radius) {
    const Point middle = place(at);
    ui_.circle(middle.x, middle.y, radius * k_, ink_);
  }

 private:
  [[nodiscard]] Point place(Point p) const { return {at_.x + p.x * k_, at_.y + p.y * k_}; }
  Ui& ui_;
  Box at_;
  float k_;
  Colour ink_;
};

void draw_face(Ui& ui, Box square, int grade, bool chosen) {
  const Face& look = kFaces[grade - 1];
  const float k = square.w / 108;
  const float x = square.x + square.w / 2;
  const float y = square.y + square.h / 2;
  ui.circle(x, y, 51 * k, look.ink);
  if (!chosen) ui.circle(x, y, 45 * k, theme::kWhite);
  Pen pen(ui, square, chosen ? theme::kWhite : look.ink);
  if (grade == 1) {
    pen.bow({30, 46}, {38, 36}, {46, 46}, 6);
    pen.bow({62, 46}, {70, 36}, {78, 46}, 6);
  } else {
    pen.dot({40, 44}, 6);
    pen.dot({68, 44}, 6);
  }
  if (grade == 5) {
    pen.line({28, 30}, {46, 38}, 6);
    pen.line({80, 30}, {62, 38}, 6);
  }
  pen.bow(look.mouth[0], look.mouth[1], look.mouth[2], 7);
}

}  // namespace

bool face(Ui& ui, std::string_view id, Box b, int grade, std::string_view label, bool chosen) {
  grade = std::clamp(grade, 1, 5);
  const Ui::Act act =
      ui.act(id, b, label, {.role = Role::Choice, .state = chosen ? "selected" : "", .radius = 24});
  ui.rect(b, chosen ? theme::kSurface : theme::kSurface2, 24);
  ui.border(b, chosen ? kFaces[grade - 1].ink : theme::kLine500, chosen ? 5 : 3, 24);
  const float em = ui.em({30, 42});
  const float side = std::min(ui.look().elder ? 108.0F : 84.0F, b.h - em * 1.4F - 28);
  const float y = b.y + (b.h - side - 8 - em * 1.36F) / 2;
  draw_face(ui, {b.x + (b.w - side) / 2, y, side, side}, grade, chosen);
  ui.text({b.x + 8, y + side + 8, b.w - 16, em * 1.36F}, label,
          {.em = em, .weight = chosen ? Weight::Bold : Weight::Regular, .align = Align::Centre});
  ui.pressed(act, b, 24);
  return act.fired;
}

}  // namespace dk::kiosk::widgets
