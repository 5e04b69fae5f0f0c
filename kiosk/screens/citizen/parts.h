// The pages of the citizen's mode, one file each or a few that belong together. Each draws into
// the zones that widgets::zones() gives for the look: a tall page has its title at the top and its
// targets below; with `zones.halves` (low reach, wide screens) the page draws its title with
// draw_display() and everything that is touched inside zones.content. Inside
// kiosk/screens/citizen only; UI thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/citizen/view.h"
#include "kiosk/screens/citizen/citizen_screen.h"
#include "kiosk/screens/citizen/words.h"
#include "kiosk/ui/ui.h"
#include "kiosk/ui/widgets/cards.h"
#include "kiosk/ui/widgets/choices.h"
#include "kiosk/ui/widgets/chrome.h"
#include "kiosk/ui/widgets/faces.h"
#include "kiosk/ui/widgets/fields.h"
#include "kiosk/ui/widgets/notices.h"
#include "kiosk/ui/widgets/pads.h"
#include "kiosk/ui/widgets/progress.h"
#include "kiosk/ui/widgets/qr.h"
#include "kiosk/ui/widgets/table.h"

namespace dk::kiosk::screens {

using Tap = std::optional<std::string>;
using citizen::CitizenView;

struct Page {
  Ui& ui;
  const CitizenView& view;
  const CitizenInputs& inputs;
  CitizenTouch& touch;
  widgets::Zones at;
  bool elder = false;
  // A tap, when `fired`.
  void tap(bool fired, std::string id) {
    if (fired) touch.tapped = std::move(id);
  }
  // A button of that id that taps it.
  void button(std::string_view id, Box box, std::string_view label, const ButtonLook& look) {
    if (ui.button(id, box, label, look)) touch.tapped = std::string(id);
  }
};

// The title of a page: on a tall page h1 and a line below it under the header (returns where the
// content begins, y), on halves the half to look at. Puts the node "page.title".
struct Title {
  std::string title, line{};
  std::optional<Icon> icon{};  // halves: large, below the words
};
float draw_title(Page& page, const Title& title);

// Buttons at the end of a page; an empty word leaves its button out. Without any no bar is drawn.
struct Actions {
  std::string secondary_id{}, secondary{};
  std::optional<Icon> secondary_icon{};
  std::string primary_id{}, primary{};
  std::optional<Icon> primary_icon{};
  std::string note{};  // after the primary's word: "(60 s)"
  bool primary_enabled = true;
  bool quiet = false;  // two secondary buttons: nothing is to be done next
  float secondary_w = 312;
};
void draw_actions(Page& page, const Actions& actions);
// "Previous" and "next" of pages of a list, between `left` and `right` at `y`; nothing with one
// page. Ids page.previous, page.next.
void draw_page_turner(Page& page, Box box, std::size_t number, std::size_t pages);

// What is told, one card each below another in the room; nothing of it is pressed.
struct Told {
  std::string id, title, sub;
  Icon icon;
  Tint tint;
};
void draw_told(Page& page, Box room, const std::vector<Told>& lines);

// A service as one row to press, id "service[<id>]": 984 x 132 and higher, or half as wide with
// its title only.
void draw_service(Page& page, const citizen::ServiceView& service, Box box);

void draw(Page& page, const citizen::NotReadyView& view);
void draw(Page& page, const citizen::AttractView& view);
void draw(Page& page, const citizen::HomeView& view);
void draw(Page& page, const citizen::ListView& view);
void draw(Page& page, const citizen::SearchView& view);
void draw(Page& page, const citizen::LoginView& view);
void draw(Page& page, const citizen::ForWhomView& view);
void draw(Page& page, const citizen::GuideView& view);
void draw(Page& page, const citizen::NoticeView& view);
void draw(Page& page, const citizen::FormView& view);
void draw(Page& page, const citizen::ReviewView& view);
void draw(Page& page, const citizen::WorkingView& view);
void draw(Page& page, const citizen::SignView& view);
void draw(Page& page, const citizen::DecisionView& view);
void draw(Page& page, const citizen::MineView& view);
void draw(Page& page, const citizen::CasesView& view);
void draw(Page& page, const citizen::CertificatesView& view);
void draw(Page& page, const citizen::HelpView& view);
void draw(Page& page, const citizen::SosView& view);
void draw(Page& page, const citizen::TroubleView& view);
void draw(Page& page, const citizen::MoveView& view);
void draw(Page& page, const citizen::TakeCardView& view);
void draw(Page& page, const citizen::GoodbyeView& view);
void draw(Page& page, const citizen::SettingsView& view);
void draw(Page& page, const citizen::NoCardView& view);
void draw(Page& page, const citizen::OfflineView& view);

// The header over the page: solid, or on a hero that the page has drawn before.
void draw_header(Page& page, bool solid, std::string_view name = {});

}  // namespace dk::kiosk::screens
