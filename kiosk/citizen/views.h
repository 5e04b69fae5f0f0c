// The pages of view_of(), by topic. Inside kiosk/citizen only; pure.
#pragma once

#include "kiosk/citizen/rules.h"
#include "kiosk/citizen/state.h"
#include "kiosk/citizen/view.h"

namespace dk::kiosk::citizen {

[[nodiscard]] ServiceView service_view(const State& state, const engine::Item& item);
// `all` from page on; sets page and pages.
template <class T, class Page>
void cut_to_page(std::vector<T>& all, std::size_t lines, std::size_t wanted, Page& view) {
  view.pages = all.empty() ? 1 : (all.size() + lines - 1) / lines;
  view.page = std::min(wanted, view.pages - 1);
  const std::size_t from = view.page * lines;
  const std::size_t to = std::min(all.size(), from + lines);
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(to), all.end());
  all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(from));
}
[[nodiscard]] std::size_t lines_a_page(const State& state);

// view_pages.cpp
[[nodiscard]] HomeView home_view(const State& state);
[[nodiscard]] ListView list_view(const State& state);
[[nodiscard]] SearchView search_view(const State& state);
[[nodiscard]] GuideView guide_view(const State& state);
[[nodiscard]] MineView mine_view(const State& state);
[[nodiscard]] CasesView cases_view(const State& state);
[[nodiscard]] CertificatesView certificates_view(const State& state);
[[nodiscard]] MoveView move_view(const State& state);
// view_login.cpp
[[nodiscard]] LoginView login_view(const State& state);
[[nodiscard]] ForWhomView whom_view(const State& state);
// view_journey.cpp
[[nodiscard]] PageView journey_view(const State& state);
// view_outcome.cpp
[[nodiscard]] DecisionView decision_view(const State& state);
[[nodiscard]] TroubleView trouble_view(const State& state);
[[nodiscard]] HelpView help_view(const State& state);
[[nodiscard]] SosView sos_view(const State& state);

}  // namespace dk::kiosk::citizen
