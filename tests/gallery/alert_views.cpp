// Every kind of alert, and every failure that can become one.
#include "i18n/masking.h"
#include "tests/gallery/views.h"

namespace dk::kiosk::gallery {

namespace {

using namespace sampling;

NamedView alert(std::string name, AlertView alert) {
  return {std::move(name), [alert](std::string_view language) {
            SamplingView view = desk(language, 10, 7);
            view.alert = alert;
            return view;
          }};
}

AlertView single_only() {
  return {.kind = AlertView::Kind::SingleOnly,
          .masked_name = i18n::mask_name("傅志强"),
          .sex = 1,
          .age = 51,
          .document_type = "id-card",
          .number_tail = "2033"};
}

AlertView called(AlertView alert) {
  alert.help_called = true;
  return alert;
}

}  // namespace

std::vector<NamedView> alert_views() {
  using Kind = AlertView::Kind;
  const TimePoint now = desk("zh-CN", 10, 7).now;
  const TimePoint earlier = now - std::chrono::minutes(314);
  std::vector<NamedView> views{
      {"alert_duplicate",
       [](std::string_view language) {
         SamplingView view = desk(language, 10, 7);
         view.tube.cells[5].look = CellView::Look::Match;
         view.alert = AlertView{.kind = Kind::AlreadyInTube,
                                .code = FailureCode::person_in_tube,
                                .masked_name = view.tube.cells[5].masked_name,
                                .position = 6,
                                .at = view.now - std::chrono::minutes(5)};
         return view;
       }},
      {"alert_single",
       [](std::string_view language) {
         SamplingView view = desk(language, 10, 7);
         view.tube.paused = true;
         view.tube.cells[6].look = CellView::Look::Filled;
         view.tube.cells[7].look = CellView::Look::Empty;
         view.alert = single_only();
         return view;
       }},
      alert("alert_single_called", called(single_only())),
      {"alert_single_reason",
       [](std::string_view language) {
         SamplingView view = desk(language, 10, 7);
         view.tube.paused = true;
         view.alert = single_only();
         view.alert->reason_key = "key_person.yellow_lane";
         return view;
       },
       "sampling.alert.reason"},
      {"alert_single_no_tube",
       [](std::string_view language) {
         SamplingView view = desk(language, 10, 0);
         view.tube.code.clear();
         view.tube.cells.clear();
         view.alert = single_only();
         return view;
       }},
      alert("alert_recent", {.kind = Kind::SampledRecently,
                             .code = FailureCode::person_in_tube,
                             .masked_name = i18n::mask_name("周淑芬"),
                             .at = now - std::chrono::minutes(72),
                             .tube = "LH1122-0452-88"}),
      alert("alert_recent_elsewhere", {.kind = Kind::SampledRecently,
                                       .code = FailureCode::person_in_tube,
                                       .masked_name = i18n::mask_name("SANTOS, MARIA LUZ"),
                                       .at = now - std::chrono::minutes(17 * 60 + 5)}),
      alert("alert_disputed", {.kind = Kind::Disputed,
                               .code = FailureCode::person_in_tube,
                               .masked_name = i18n::mask_name("周淑芬"),
                               .position = 6}),
      alert("alert_late_hit", {.kind = Kind::LateHit, .tube = "LH1122-0452-88"}),
      alert("alert_late_hit_called", called({.kind = Kind::LateHit, .tube = "LH1122-0452-88"})),
      alert("alert_expired", {.kind = Kind::Failure,
                              .code = FailureCode::code_expired,
                              .at = earlier,
                              .ended = now - std::chrono::minutes(194)}),
      alert("alert_expired_days", {.kind = Kind::Failure,
                                   .code = FailureCode::code_expired,
                                   .at = now - std::chrono::hours(75),
                                   .ended = now - std::chrono::hours(73)}),
      {"alert_full",
       [](std::string_view language) {
         SamplingView view = desk(language, 10, 0);
         view.tube.code.clear();
         view.tube.cells.clear();
         view.alert =
             AlertView{.kind = Kind::TubeFull, .code = FailureCode::tube_full, .position = 10};
         return view;
       }},
      {"alert_label_failed",
       [](std::string_view language) {
         SamplingView view = desk(language, 10, 7);
         view.labels_owed = 2;
         view.printer = DeviceHealth::Trouble;
         view.alert = AlertView{.kind = Kind::LabelFailed, .code = FailureCode::paper_out};
         return view;
       }},
      alert("alert_label_unknown",
            {.kind = Kind::LabelUnknown, .code = FailureCode::print_unknown}),
      alert("alert_latin_name",
            {.kind = Kind::SingleOnly, .masked_name = i18n::mask_name("SANTOS, MARIA LUZ")}),
  };
  for (const FailureCode code : {FailureCode::disk_full, FailureCode::disk_read_only,
                                 FailureCode::io_error, FailureCode::data_damaged}) {
    views.push_back(alert("alert_not_saved_" + std::string(name_of(code)),
                          {.kind = Kind::NotSaved, .code = code}));
  }
  for (const FailureCode code : {FailureCode::paper_jammed, FailureCode::cover_open,
                                 FailureCode::device_offline, FailureCode::head_hot}) {
    views.push_back(alert("alert_label_" + std::string(name_of(code)),
                          {.kind = Kind::LabelFailed, .code = code}));
  }
  // Whatever the set of failures holds, the panel must be able to say it.
  for (std::size_t i = 0; i < failure_count(); ++i) {
    const auto code = static_cast<FailureCode>(i);
    views.push_back(alert("failure_" + std::string(name_of(code)),
                          {.kind = Kind::Failure, .code = code, .at = earlier}));
  }
  return views;
}

}  // namespace dk::kiosk::gallery
