// What goes wrong, each failure that a person can meet, by its page.
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

TroubleView trouble(std::string_view l) {
  return {
      .code = FailureCode::paper_out,
      .case_number = kCaseNumber,
      .code_ready = true,
      .nearest = in(l, "02号机，左手边 3 米", "02號機，左手邊 3 米", "Kiosk 02, 3 m to the left")};
}

CitizenPage with(std::string name, std::function<void(TroubleView&)> change) {
  return {"trouble_" + std::move(name),
          [change](std::string_view l, const Access&) -> PageView {
            TroubleView view = trouble(l);
            change(view);
            return view;
          },
          by_chen};
}

std::string named(const char* page, FailureCode code) { return page + std::string(name_of(code)); }

// Codes that stand beside each other in failure_codes.def: a new one is seen here by itself.
std::vector<FailureCode> codes(FailureCode first, FailureCode last,
                               std::vector<FailureCode> more = {}) {
  for (auto i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
    more.push_back(static_cast<FailureCode>(i));
  }
  return more;
}

void printer_troubles(std::vector<CitizenPage>& pages) {
  for (const FailureCode code : codes(FailureCode::device_absent, FailureCode::print_unknown,
                                      {FailureCode::timed_out, FailureCode::io_error})) {
    pages.push_back(with(std::string(name_of(code)), [code](TroubleView& v) { v.code = code; }));
  }
}

void login_troubles(std::vector<CitizenPage>& pages) {
  const auto add = [&](Way way, const std::vector<FailureCode>& all) {
    for (const FailureCode code : all) {
      pages.push_back(same(named("login_failed_", code),
                           LoginView{.ways = {Way::IdCard, Way::SocialCard, Way::Code},
                                     .chosen = way,
                                     .stage = LoginView::Stage::Failed,
                                     .why = code}));
    }
  };
  add(Way::IdCard,
      codes(FailureCode::card_read_failed, FailureCode::card_reader_fault,
            {FailureCode::device_absent, FailureCode::device_offline, FailureCode::device_busy,
             FailureCode::device_protocol, FailureCode::timed_out, FailureCode::person_differs}));
  add(Way::Code, codes(FailureCode::code_malformed, FailureCode::code_day_key_missing,
                       {FailureCode::reference_missing}));
}

void moving_troubles(std::vector<CitizenPage>& pages) {
  for (const FailureCode code :
       codes(FailureCode::handover_unknown, FailureCode::handover_elsewhere,
             {FailureCode::person_differs, FailureCode::data_damaged, FailureCode::timed_out,
              FailureCode::network_unreachable, FailureCode::server_fault})) {
    pages.push_back(same(named("move_refused_", code),
                         MoveView{.state = MoveView::State::Refused, .why = code}));
    pages.back().around = by_chen;
  }
}

// A terminal that must not go on.
void stopped(std::vector<CitizenPage>& pages) {
  for (std::size_t i = 0; i < failure_count(); ++i) {
    const auto code = static_cast<FailureCode>(i);
    if (severity_of(code) != Severity::Stop && code != FailureCode::reference_missing) continue;
    pages.push_back(same(named("not_ready_", code), NotReadyView{code, "12345"}));
  }
  for (const FailureCode code : codes(FailureCode::io_error, FailureCode::disk_read_only)) {
    pages.push_back(same(named("working_not_saved_", code),
                         WorkingView{.doing = WorkingView::Doing::NotSaved, .why = code}));
    pages.back().around = by_chen;
  }
}

// A device blinks while the machine works: the step waits.
void pauses(std::vector<CitizenPage>& pages) {
  for (const auto& [name, device] :
       {std::pair{"id_card", Device::IdCard}, std::pair{"social_card", Device::SocialCard},
        std::pair{"scanner", Device::Scanner}, std::pair{"receipt_printer", Device::ReceiptPrinter},
        std::pair{"page_printer", Device::PagePrinter}, std::pair{"camera", Device::Camera}}) {
    pages.push_back(same(std::string("working_paused_") + name,
                         WorkingView{.doing = WorkingView::Doing::Saving, .paused_for = device}));
    pages.back().around = by_chen;
  }
}

}  // namespace

std::vector<CitizenPage> trouble_pages() {
  std::vector<CitizenPage> pages{
      with("unknown", [](TroubleView& view) { view.unknown = true; }),
      with("mended", [](TroubleView& view) { view.mended = true; }),
      with("code_shown",
           [](TroubleView& view) { view.take_away = "https://longhua.example/t/9f2c4b1d"; }),
      with("not_handed_in",
           [](TroubleView& view) {
             view.case_number.clear();
             view.code = FailureCode::printer_fault;
           }),
      with("nothing_known", [](TroubleView& view) {
        view.nearest.clear();
        view.code_ready = false;
        view.code = FailureCode::paper_jammed;
      })};
  for (auto part : {printer_troubles, login_troubles, moving_troubles, stopped, pauses}) {
    std::vector<CitizenPage> more;
    part(more);
    // One of each is looked at in every way.
    for (CitizenPage& page : more) {
      page.other_words = page.name != more.front().name;
      pages.push_back(std::move(page));
    }
  }
  return pages;
}

}  // namespace dk::kiosk::gallery
