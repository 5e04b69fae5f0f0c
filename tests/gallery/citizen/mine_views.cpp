// What there is for a person: the own page, cases, certificates.
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

CitizenPage mine(std::string name, std::function<void(std::string_view, MineView&)> change) {
  return {std::move(name),
          [change](std::string_view l, const Access&) -> PageView {
            MineView view;
            view.code = "LH1:invented-pseudonym-of-a-person:0123456789abcdef0123456789abcdef";
            view.code_seconds_left = 42;
            view.found = 4;
            view.often = services(l, 3);
            change(l, view);
            return view;
          },
          by_chen};
}

CitizenPage without_code(std::string name, MineView::NoCode why) {
  return {std::move(name),
          [why](std::string_view, const Access&) { return MineView{.why_no_code = why}; }, by_chen};
}

std::size_t lines(const Access& access) { return access.elder || access.halves() ? 3 : 6; }

CitizenPage for_chen(std::string name, PageView view) {
  CitizenPage page = same(std::move(name), std::move(view));
  page.around = by_chen;
  return page;
}

PageView cases(std::string_view l, const Access& access) {
  CasesView view{.state = CasesView::State::There, .pages = 2};
  for (std::size_t i = 0; i < lines(access); ++i) {
    view.lines.push_back({.number = kCaseNumber,
                          .title = allowance(l),
                          .status_key = i == 0   ? "received"
                                        : i == 1 ? "confirmed"
                                                 : "reversed",
                          .at = from_unix_ms(1'669'098'360'000),
                          .unsent = i == 2});
  }
  return view;
}

PageView certificates(std::string_view l, const Access& access) {
  CertificatesView view{.state = CertificatesView::State::There, .page = 1, .pages = 3};
  for (std::size_t i = 0; i < lines(access); ++i) {
    view.lines.push_back({in(l, "广东省居住证", "廣東省居住證", "Residence permit"),
                          in(l, "深圳市公安局", "深圳市公安局", "Shenzhen Police"), i != 1,
                          "2025-11-30"});
  }
  return view;
}

}  // namespace

std::vector<CitizenPage> mine_pages() {
  const auto draft = [](std::string_view l, MineView& view) {
    view.draft = services(l, 3).back().title;
  };
  return {mine("mine", [](std::string_view, MineView&) {}),
          mine("mine_draft", draft),
          mine("mine_open",
               [draft](std::string_view l, MineView& view) {
                 draft(l, view);
                 view.found_open = true;
                 view.benefits = services(l, 4);
               }),
          without_code("mine_coming", MineView::NoCode::Coming),
          without_code("mine_offline", MineView::NoCode::Offline),
          without_code("mine_no_code", MineView::NoCode::NotGiven),
          {"cases", cases, by_chen},
          for_chen("cases_none", CasesView{.state = CasesView::State::There}),
          for_chen("cases_asking", CasesView{}),
          for_chen("cases_offline", CasesView{.state = CasesView::State::Offline}),
          {"certificates", certificates, by_chen},
          for_chen("certificates_level",
                   CertificatesView{.state = CertificatesView::State::NeedsLevel}),
          for_chen("certificates_none", CertificatesView{.state = CertificatesView::State::There}),
          for_chen("certificates_offline",
                   CertificatesView{.state = CertificatesView::State::Offline})};
}

}  // namespace dk::kiosk::gallery
