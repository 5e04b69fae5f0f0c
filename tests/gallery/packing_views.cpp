// Packing in all its steps, its alerts, and the end of a shift.
#include <chrono>

#include "i18n/masking.h"
#include "tests/gallery/views.h"

namespace dk::kiosk::gallery {

namespace {

using namespace sampling;

std::string tube_code(int n) { return "LH1122-" + std::to_string(452 + n) + "0-38"; }

std::vector<TubeLineView> tubes(int count, TimePoint now) {
  std::vector<TubeLineView> lines;
  for (int n = 0; n < count; ++n) {
    lines.push_back({.code = tube_code(n),
                     .persons = n % 5 == 3 ? 7 : 10,
                     .first_at = now - std::chrono::minutes(200 - 11 * n)});
  }
  return lines;
}

NamedView packing(std::string name, PackingView::Step step, int packed, int loose,
                  std::function<void(SamplingView&)> change = {}) {
  return {std::move(name), [=](std::string_view language) {
            SamplingView view = desk(language, 10, 0);
            view.tube = {};
            view.confirmed.reset();
            view.stage = Stage::Packing;
            view.packing.emplace();
            view.packing->step = step;
            view.packing->boxes_today = 3;
            if (step != PackingView::Step::ScanBox) view.packing->box = "BX1122-0031";
            view.packing->packed = tubes(packed, view.now);
            std::vector<TubeLineView> all = tubes(packed + loose, view.now);
            view.packing->loose.assign(all.begin() + packed, all.end());
            if (change) change(view);
            return view;
          }};
}

void alert(SamplingView& view, AlertView alert) { view.alert = std::move(alert); }

NamedView shift(std::string name, std::function<void(SamplingView&)> change) {
  return {std::move(name), [=](std::string_view language) {
            SamplingView view = desk(language, 10, 0);
            view.tube = {};
            view.confirmed.reset();
            view.stage = Stage::ShiftEnd;
            view.shift.emplace();
            view.shift->staff_masked = view.staff_masked;
            view.shift->since = view.now - std::chrono::minutes(386);
            view.shift->persons = 1284;
            view.shift->tubes = 128;
            view.shift->singles = 3;
            view.shift->undone = 5;
            view.shift->not_compared = 12;
            view.shift->manual = 9;
            view.shift->boxes = 10;
            change(view);
            return view;
          }};
}

std::vector<NamedView> packing_alerts() {
  using Kind = AlertView::Kind;
  using Step = PackingView::Step;
  const auto differs = [](std::string name, int counted, int system, int missing) {
    return packing(std::move(name), Step::Count, system, 2, [=](SamplingView& v) {
      alert(v, {.kind = Kind::CountDiffers, .counted = counted, .in_system = system});
      for (int n = 0; n < missing; ++n) v.alert->missing.push_back(tube_code(n + 2));
    });
  };
  return {differs("alert_count_missing", 11, 12, 1),
          differs("alert_count_six", 6, 12, 6),
          differs("alert_count_many", 1, 12, 11),
          differs("alert_count_fewer", 11, 12, 0),
          differs("alert_count_more", 13, 12, 0),
          packing("alert_late_samples", Step::Courier, 12, 2,
                  [](SamplingView& v) {
                    alert(v, {.kind = Kind::LateSamples, .at = v.now - std::chrono::minutes(260)});
                  }),
          packing("alert_packing_failure", Step::Fill, 4, 2, [](SamplingView& v) {
            alert(v, {.kind = Kind::Failure, .code = FailureCode::tube_code_invalid});
          })};
}

std::vector<NamedView> shift_views() {
  return {shift("shift_clear", [](SamplingView& v) { v.saved = v.sent = 0; }),
          shift("shift_open",
                [](SamplingView& v) {
                  v.shift->open_tube = "LH1122-0457-38";
                  v.shift->open_tube_persons = 7;
                  v.shift->loose_tubes = 4;
                  v.shift->labels_owed = 2;
                  v.shift->labels_unknown = 1;
                }),
          shift("shift_big",
                [](SamplingView& v) {
                  v.shift->persons = 128456;
                  v.shift->tubes = 12845;
                  v.shift->not_compared = 12845;
                  v.printer = DeviceHealth::NotConfigured;
                }),
          shift("shift_late_hit", [](SamplingView& v) {
            v.alert = AlertView{.kind = AlertView::Kind::LateHit, .tube = "LH1122-0452-88"};
          })};
}

}  // namespace

std::vector<NamedView> packing_views() {
  using Step = PackingView::Step;
  std::vector<NamedView> views{
      packing("packing_scan_box", Step::ScanBox, 0, 5),
      packing("packing_nothing", Step::ScanBox, 0, 0),
      packing("packing_empty_box", Step::Fill, 0, 12),
      packing("packing_fill", Step::Fill, 7, 5),
      packing("packing_twelve", Step::Fill, 12, 12),
      packing("packing_more", Step::Fill, 31, 40),
      packing("packing_marks", Step::Fill, 5, 4,
              [](SamplingView& v) {
                v.packing->packed[0].late_hit = true;
                v.packing->packed[1].single = true;
                v.packing->packed[1].persons = 1;
                v.packing->packed[2].not_compared = true;
                v.packing->loose[0].late_hit = true;
                v.packing->loose[1].single = true;
                v.packing->loose[2].not_compared = true;
              }),
      packing("packing_count", Step::Count, 12, 0),
      packing("packing_count_typed", Step::Count, 12, 0,
              [](SamplingView& v) {
                v.packing->count_typed = "12";
                for (int i = 0; i < 5; ++i)
                  v.packing->packed[static_cast<std::size_t>(i)].ticked = true;
              }),
      packing("packing_count_some", Step::Count, 12, 0,
              [](SamplingView& v) { v.packing->packed[4].ticked = true; }),
      packing("packing_count_scanned", Step::Count, 31, 0,
              [](SamplingView& v) {
                for (auto& tube : v.packing->packed) tube.ticked = true;
              }),
      packing("packing_courier", Step::Courier, 12, 2),
      packing("packing_done", Step::Done, 12, 2,
              [](SamplingView& v) { v.packing->courier_masked = i18n::mask_name("曹永明"); }),
  };
  for (auto part : {packing_alerts(), shift_views()}) {
    std::move(part.begin(), part.end(), std::back_inserter(views));
  }
  return views;
}

}  // namespace dk::kiosk::gallery
