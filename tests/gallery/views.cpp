#include "tests/gallery/views.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "i18n/masking.h"

namespace dk::kiosk::gallery {

namespace {

using namespace sampling;
using namespace std::chrono_literals;

constexpr std::array kPeople{"赵建国", "陈秀英", "刘德海", "黄亚妹", "何桂",   "吴国强", "罗玉兰",
                             "林志远", "周淑芬", "李欣怡", "王浩",   "钱宇",   "郑晓",   "冯敏",
                             "蒋大勇", "曹永明", "许刚",   "彭辉",   "马小雨", "马丽"};

TimePoint at_clock(int hour, int minute, int second) {
  // 18 November 2022 in China.
  const std::chrono::sys_days day = std::chrono::year(2022) / 11 / 18;
  return std::chrono::time_point_cast<Milliseconds>(day + std::chrono::hours(hour - 8) +
                                                    std::chrono::minutes(minute) +
                                                    std::chrono::seconds(second));
}

std::string site_name(std::string_view language) {
  if (language == "en") return "Qinghu Community Sampling Site";
  return language == "zh-HK" ? "清湖社區採樣站" : "清湖社区采样点";
}

ConfirmedView confirmed(const std::string& name, int position) {
  return {.masked_name = i18n::mask_name(name),
          .position = position,
          .sex = 1,
          .age = 34,
          .document_type = "id-card",
          .number_tail = "9652",
          .at = at_clock(14, 26, 8),
          .took_ms = 1100,
          .not_compared = false};
}

SamplingView base(std::string_view language) {
  SamplingView view;
  view.language = language;
  view.site_name = site_name(language);
  view.desk = std::string("2");  // g++ 12 warns wrongly about the plain literal
  view.now = at_clock(14, 26, 12);
  view.scanner = DeviceHealth::Healthy;
  view.printer = DeviceHealth::Healthy;
  view.persons_today = 1284;
  view.tubes_sealed = 128;
  view.saved = 128;
  view.confirmed_count = 1156;
  view.per_minute = {4, 5, 5, 6, 4, 6, 7, 6, 5, 6, 7, 6, 6, 7, 6};
  view.rate_per_minute = 6.2;
  return view;
}

SamplingView badge(std::string_view language) {
  SamplingView view = base(language);
  view.stage = Stage::ScanBadge;
  return view;
}

SamplingView pin(std::string_view language, int digits) {
  SamplingView view = base(language);
  view.stage = Stage::EnterPin;
  view.staff_masked = i18n::mask_name("曾琳");
  view.pin_digits = digits;
  view.pin_tries_left = 5;
  return view;
}

SamplingView no_tube(std::string_view language) {
  SamplingView view = desk(language, 10, 0);
  view.tube.code.clear();
  view.tube.cells.clear();
  view.can_undo = false;
  return view;
}

void online(SamplingView& view, bool all_confirmed) {
  view.online = true;
  view.syncing = !all_confirmed;
  view.saved = all_confirmed ? 0 : 74;
  view.sent = all_confirmed ? 0 : 50;
  view.confirmed_count = 1284 - view.saved - view.sent;
}

SamplingView with(SamplingView view, const std::function<void(SamplingView&)>& change) {
  change(view);
  return view;
}

NamedView badge_with(std::string name, std::function<void(SamplingView&)> change) {
  return {std::move(name),
          [=](std::string_view language) { return with(badge(language), change); }};
}

std::vector<NamedView> sign_in_views() {
  return {
      {"badge", badge},
      badge_with("badge_tube_kept",
                 [](SamplingView& v) {
                   v.tube = desk("zh-CN", 10, 7).tube;
                   v.not_hardware_protected = true;
                   v.moved_clock = true;
                 }),
      badge_with("badge_wrong",
                 [](SamplingView& v) { v.pin_trouble = FailureCode::staff_wrong_site; }),
      badge_with("badge_no_scanner", [](SamplingView& v) { v.scanner = DeviceHealth::Trouble; }),
      {"pin", [](std::string_view language) { return pin(language, 3); }},
      {"pin_wrong",
       [](std::string_view language) {
         SamplingView view = pin(language, 0);
         view.pin_trouble = FailureCode::staff_pin_wrong;
         view.pin_tries_left = 3;
         return view;
       }},
      {"pin_locked",
       [](std::string_view language) {
         SamplingView view = pin(language, 0);
         view.locked_s = 290;
         return view;
       }},
      {"not_ready",
       [](std::string_view language) {
         SamplingView view = base(language);
         view.not_ready_why = FailureCode::reference_missing;
         return view;
       }},
      {"not_ready_off",
       [](std::string_view language) {
         SamplingView view = base(language);
         view.not_ready_why = FailureCode::service_switched_off;
         return view;
       }},
  };
}

// Whatever the store or its keys can say, the whole screen must be able to.
std::vector<NamedView> store_views() {
  std::vector<NamedView> views;
  for (const FailureCode code :
       {FailureCode::disk_full, FailureCode::disk_read_only, FailureCode::io_error,
        FailureCode::data_damaged, FailureCode::chain_broken, FailureCode::key_missing,
        FailureCode::crypto_failed, FailureCode::store_in_use, FailureCode::store_version,
        FailureCode::permission_unsafe}) {
    views.push_back({"not_ready_" + std::string(name_of(code)), [code](std::string_view language) {
                       SamplingView view = base(language);
                       view.not_ready_why = code;
                       return view;
                     }});
  }
  return views;
}

std::vector<NamedView> desk_views() {
  return {
      {"no_tube", no_tube},
      {"no_tube_no_scanner",
       [](std::string_view language) {
         SamplingView view = no_tube(language);
         view.scanner = DeviceHealth::NotConfigured;
         view.printer = DeviceHealth::NotConfigured;
         return view;
       }},
      changed("new_tube", 10, 0, [](SamplingView&) {}),
      {"seven_of_ten", [](std::string_view language) { return desk(language, 10, 7); }},
      {"last_of_ten",
       [](std::string_view language) {
         SamplingView view = no_tube(language);
         view.confirmed = confirmed("李欣怡", 10);
         return view;
       }},
      changed("nobody_now", 10, 7, [](SamplingView& v) { v.confirmed.reset(); }),
      changed("not_compared", 10, 7,
              [](SamplingView& v) {
                v.tube.not_compared = true;
                v.confirmed->not_compared = true;
              }),
      changed("token", 10, 7,
              [](SamplingView& v) {
                v.confirmed = ConfirmedView{.masked_name = {},
                                            .position = 7,
                                            .document_type = {},
                                            .number_tail = {},
                                            .at = at_clock(14, 26, 8),
                                            .took_ms = 40,
                                            .not_compared = true};
                v.tube.cells[6].masked_name.clear();
              }),
      changed("latin_name", 10, 7,
              [](SamplingView& v) {
                v.confirmed = confirmed("SANTOS, MARIA LUZ", 7);
                v.confirmed->document_type = "foreign-pr";
                v.tube.cells[6].masked_name = v.confirmed->masked_name;
              }),
      changed("long_name", 10, 7,
              [](SamplingView& v) {
                v.confirmed = confirmed("阿依古丽·买买提江", 7);
                v.confirmed->document_type = "hmt-permit";
                v.tube.cells[6].masked_name = v.confirmed->masked_name;
              }),
      changed("rare_character", 10, 7,
              [](SamplingView& v) {
                // Shown unmasked: the character itself is what is looked at.
                v.confirmed->masked_name = "张\U0002C618";
                v.tube.cells[6].masked_name = v.confirmed->masked_name;
              }),
      changed("twenty", 20, 13,
              [](SamplingView& v) { v.tube.cells[3].masked_name = "SANTOS, M***"; }),
      changed("five", 5, 3, [](SamplingView&) {}),
      changed("single", 1, 0, [](SamplingView& v) { v.confirmed.reset(); }),
      changed("single_taken", 1, 1, [](SamplingView&) {}),
      changed("online", 10, 7, [](SamplingView& v) { online(v, true); }),
      changed("sending", 10, 7, [](SamplingView& v) { online(v, false); }),
      changed("sync_trouble", 10, 7,
              [](SamplingView& v) {
                online(v, false);
                v.sync_trouble = FailureCode::certificate_revoked;
                v.quarantined = 3;
              }),
      changed("big_numbers", 10, 7,
              [](SamplingView& v) {
                v.persons_today = 128456;
                v.tubes_sealed = 12845;
                v.saved = 100128;
                v.sent = 12000;
                v.confirmed_count = 1284560;
                v.quarantined = 128;
                v.rate_per_minute = 128.4;
              }),
      changed("printer_trouble", 10, 7,
              [](SamplingView& v) {
                v.printer = DeviceHealth::Trouble;
                v.printer_trouble = FailureCode::paper_out;
                v.labels_owed = 2;
                v.moved_clock = true;
              }),
      changed("scanner_trouble", 10, 7, [](SamplingView& v) { v.scanner = DeviceHealth::Trouble; }),
      changed("ask_undo", 10, 7,
              [](SamplingView& v) {
                v.ask = AskView{.kind = AskView::Kind::UndoLast,
                                .masked_name = v.tube.cells[6].masked_name,
                                .count = 7};
              }),
      changed(
          "ask_seal", 10, 7,
          [](SamplingView& v) { v.ask = AskView{.kind = AskView::Kind::SealEarly, .count = 7}; }),
      changed(
          "ask_change", 10, 7,
          [](SamplingView& v) { v.ask = AskView{.kind = AskView::Kind::LeaveTube, .count = 7}; }),
      changed("ask_seal_reasons", 10, 7,
              [](SamplingView& v) {
                v.ask = AskView{.kind = AskView::Kind::SealEarly,
                                .masked_name = {},
                                .count = 7,
                                .reasons = {"end_of_queue", "tube_damaged", "shift_end", "other"},
                                .chosen = 0};
              }),
      changed("menu", 10, 7, [](SamplingView& v) { v.menu = true; }),
      changed("menu_no_printer", 10, 7,
              [](SamplingView& v) {
                v.menu = true;
                v.printer = DeviceHealth::NotConfigured;
              }),
      {"choose_capacity",
       [](std::string_view language) {
         SamplingView view = no_tube(language);
         view.tube.choices = {1, 5, 10, 20};
         view.tube.chosen = 10;
         return view;
       }},
      {"choose_capacity_six",
       [](std::string_view language) {
         SamplingView view = no_tube(language);
         view.tube.choices = {1, 3, 5, 10, 15, 20};
         view.tube.chosen = 1;
         return view;
       }},
      changed("single_confirmed", 10, 7,
              [](SamplingView& v) {
                v.confirmed->single = true;
                v.confirmed->position = 1;
                v.confirmed->tube = "LH1122-0461-38";
              }),
      changed("must_test", 10, 7, [](SamplingView& v) { v.confirmed->must_test = true; }),
      changed("must_test_not_compared", 10, 7,
              [](SamplingView& v) {
                v.confirmed->must_test = true;
                v.confirmed->not_compared = true;
                v.confirmed->took_ms = 12800;
              }),
      changed("twenty_full", 20, 20, [](SamplingView&) {}),
      changed("manual", 10, 7, [](SamplingView& v) { v.manual_entry = true; }),
      changed("manual_typed", 10, 7,
              [](SamplingView& v) {
                v.manual_entry = true;
                v.manual_masked = "**********9965";
              }),
      changed("manual_whole", 10, 7,
              [](SamplingView& v) {
                v.manual_entry = true;
                v.manual_masked = "**************965X";
              }),
  };
}

}  // namespace

SamplingView desk(std::string_view language, int capacity, int count) {
  SamplingView view = base(language);
  view.stage = Stage::Desk;
  view.staff_masked = i18n::mask_name("曾琳");
  view.tube.code = "LH1122-0457-38";
  view.tube.capacity = capacity;
  view.tube.count = count;
  view.can_undo = count > 0;
  for (int position = 1; position <= capacity; ++position) {
    CellView cell;
    cell.position = position;
    if (position <= count) {
      cell.masked_name = i18n::mask_name(kPeople[static_cast<std::size_t>(position - 1)]);
      cell.look = position == count ? CellView::Look::Last : CellView::Look::Filled;
    } else if (position == count + 1) {
      cell.look = CellView::Look::Next;
    }
    view.tube.cells.push_back(cell);
  }
  if (count > 0) view.confirmed = confirmed(kPeople[static_cast<std::size_t>(count - 1)], count);
  return view;
}

NamedView changed(std::string name, int capacity, int count,
                  std::function<void(SamplingView&)> change) {
  return {std::move(name),
          [=](std::string_view language) { return with(desk(language, capacity, count), change); }};
}

std::vector<NamedView> all_views() {
  std::vector<NamedView> all = sign_in_views();
  for (auto part : {store_views(), desk_views(), alert_views(), packing_views()}) {
    std::move(part.begin(), part.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace dk::kiosk::gallery
