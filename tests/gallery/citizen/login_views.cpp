// The card or the code, and what to do without.
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view
using Stage = LoginView::Stage;

const std::vector<Way> kAll{Way::IdCard, Way::SocialCard, Way::Code};

CitizenPage login(std::string name, LoginView view) {
  // A second card or a higher level is asked of somebody who is logged in.
  const bool known = view.for_second || view.level > 0;
  CitizenPage page = same("login_" + std::move(name), std::move(view));
  if (known) page.around = by_chen;
  return page;
}

}  // namespace

std::vector<CitizenPage> login_pages() {
  std::vector<CitizenPage> pages{
      login("id_card", {.ways = kAll, .seconds_left = 58}),
      login("social_card", {.ways = kAll, .chosen = Way::SocialCard, .seconds_left = 58}),
      login("code", {.ways = kAll, .chosen = Way::Code, .seconds_left = 118}),
      login("two", {.ways = {Way::IdCard, Way::Code}, .seconds_left = 9}),
      login("one", {.ways = {Way::IdCard}, .seconds_left = 58}),
      login("none", {}),
      login("reading", {.ways = kAll, .stage = Stage::Reading}),
      login("second", {.ways = kAll, .seconds_left = 58, .for_second = true}),
      login("second_failed", {.ways = kAll,
                              .stage = Stage::Failed,
                              .why = FailureCode::same_person,
                              .for_second = true}),
      login("level", {.ways = {Way::Code}, .chosen = Way::Code, .seconds_left = 58, .level = 3}),
      login("level_failed", {.ways = {Way::Code},
                             .chosen = Way::Code,
                             .stage = Stage::Failed,
                             .why = FailureCode::level_not_reached,
                             .level = 3}),
      login("level_none", {.level = 3}),
      same("no_card", NoCardView{"12345", kAll}),
      same("no_card_none", NoCardView{"12345", {}})};
  return pages;
}

}  // namespace dk::kiosk::gallery
