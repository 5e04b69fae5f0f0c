// Characters written down by hand as strokes on a square of 100, for the tests of handwriting.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/input/ink.h"

namespace dk::kiosk::input {

using Drawing = std::vector<std::vector<InkPoint>>;

inline const std::map<std::string, Drawing, std::less<>>& drawings() {
  static const std::map<std::string, Drawing, std::less<>> all{
      {"一", {{{8, 52}, {50, 50}, {92, 48}}}},
      {"二", {{{22, 28}, {78, 25}}, {{6, 80}, {94, 76}}}},
      {"三", {{{18, 15}, {82, 13}}, {{24, 49}, {76, 47}}, {{5, 87}, {95, 84}}}},
      {"十", {{{6, 48}, {94, 46}}, {{50, 5}, {50, 95}}}},
      {"人", {{{50, 6}, {44, 40}, {8, 92}}, {{48, 40}, {62, 66}, {93, 92}}}},
      {"大", {{{7, 36}, {93, 34}}, {{50, 4}, {46, 40}, {8, 95}}, {{50, 38}, {64, 70}, {94, 94}}}},
      {"口", {{{20, 24}, {24, 82}}, {{20, 24}, {80, 22}, {76, 80}}, {{24, 76}, {76, 74}}}},
      {"日",
       {{{26, 8}, {26, 94}},
        {{26, 8}, {74, 8}, {74, 94}},
        {{28, 48}, {72, 48}},
        {{28, 90}, {72, 90}}}},
      {"中",
       {{{16, 26}, {20, 66}},
        {{16, 26}, {84, 24}, {80, 64}},
        {{20, 62}, {80, 60}},
        {{50, 4}, {50, 97}}}},
      {"山", {{{50, 8}, {50, 84}}, {{12, 38}, {14, 86}, {88, 84}}, {{88, 36}, {88, 92}}}},
      {"王",
       {{{14, 14}, {86, 12}}, {{18, 48}, {82, 46}}, {{50, 14}, {50, 86}}, {{6, 88}, {94, 86}}}},
      {"木",
       {{{8, 32}, {92, 30}},
        {{50, 4}, {50, 96}},
        {{48, 33}, {34, 58}, {8, 80}},
        {{52, 33}, {66, 56}, {93, 78}}}},
      {"本",
       {{{8, 32}, {92, 30}},
        {{50, 4}, {50, 96}},
        {{48, 33}, {34, 58}, {8, 80}},
        {{52, 33}, {66, 56}, {93, 78}},
        {{32, 76}, {68, 75}}}},
      {"田",
       {{{14, 14}, {14, 88}},
        {{14, 14}, {86, 13}, {86, 88}},
        {{50, 14}, {50, 84}},
        {{16, 50}, {84, 49}},
        {{15, 85}, {85, 84}}}},
      {"明",
       {{{8, 16}, {9, 78}},
        {{8, 16}, {38, 15}, {38, 78}},
        {{10, 46}, {37, 45}},
        {{10, 74}, {37, 73}},
        {{56, 8}, {55, 60}, {44, 95}},
        {{56, 8}, {92, 7}, {92, 88}, {80, 94}},
        {{57, 34}, {91, 33}},
        {{57, 60}, {91, 59}}}},
      {"林",
       {{{3, 32}, {46, 30}},
        {{25, 4}, {25, 96}},
        {{24, 34}, {5, 74}},
        {{26, 40}, {42, 60}},
        {{52, 32}, {97, 30}},
        {{73, 4}, {73, 96}},
        {{72, 33}, {48, 80}},
        {{74, 33}, {98, 78}}}},
      {"國",
       {{{6, 6}, {6, 95}},
        {{6, 6}, {94, 5}, {94, 95}},
        {{20, 26}, {80, 24}},
        {{26, 38}, {27, 58}},
        {{26, 38}, {48, 37}, {46, 57}},
        {{27, 56}, {46, 55}},
        {{20, 76}, {52, 70}},
        {{56, 12}, {64, 58}, {78, 82}, {84, 72}},
        {{76, 42}, {66, 62}, {46, 82}},
        {{66, 13}, {76, 19}},
        {{7, 92}, {93, 91}}}},
  };
  return all;
}

// Characters one beside the other, each `size` wide with `gap` between, as a finger draws: a point
// every few pixels.
inline std::vector<Stroke> written(const std::vector<std::string_view>& characters,
                                   float size = 220, float gap = 40) {
  std::vector<Stroke> strokes;
  float left = 30;
  for (const std::string_view character : characters) {
    for (const auto& drawn : drawings().find(character)->second) {
      Stroke stroke;
      for (std::size_t i = 1; i < drawn.size(); ++i) {
        const InkPoint from = drawn[i - 1];
        for (int step = i == 1 ? 0 : 1; step <= 12; ++step) {
          const float part = static_cast<float>(step) / 12;
          stroke.push_back({left + size / 100 * (from.x + (drawn[i].x - from.x) * part),
                            60 + size / 100 * (from.y + (drawn[i].y - from.y) * part)});
        }
      }
      strokes.push_back(std::move(stroke));
    }
    left += size + gap;
  }
  return strokes;
}

}  // namespace dk::kiosk::input
