// Help and SOS, hop by hop.
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view

std::vector<CitizenPage> help_pages() {
  using Hop = HelpView::Hop;
  using State = HelpView::State;
  std::vector<CitizenPage> pages{
      same("help_menu", HelpView{.helper = true}),
      same("help_menu_phone", HelpView{.phone = kPhone}),
      same("help_menu_offline", HelpView{.offline = true}),
      same("help_hall", HelpView{.hop = Hop::Hall, .seconds_left = 28, .ticket = "4F7-K2M"}),
      same("help_desk", HelpView{.hop = Hop::Desk, .seconds_left = 41, .ticket = "4F7-K2M"}),
      same("help_coming", HelpView{.hop = Hop::Hall, .state = State::Coming, .ticket = "4F7-K2M"}),
      same("help_hotline", HelpView{.hop = Hop::Hotline}),
      same(
          "help_no_answer",
          HelpView{
              .hop = Hop::Hotline, .state = State::NoAnswer, .ticket = "4F7-K2M", .phone = kPhone}),
      same("help_ticket", HelpView{.hop = Hop::Ticket,
                                   .state = State::Done,
                                   .ticket = "4F7-K2M",
                                   .phone = kPhone,
                                   .paper = Paper::Printed}),
      same("help_ticket_no_paper",
           HelpView{.hop = Hop::Ticket, .state = State::Done, .ticket = "4F7-K2M"}),
      same("sos", SosView{.seconds = 12, .ticket = "4F7-K2M"}),
      same("sos_answered", SosView{.state = SosView::State::Answered, .seconds = 20}),
      same("sos_escalated",
           SosView{.state = SosView::State::Escalated, .seconds = 45, .ticket = "4F7-K2M"}),
      same("sos_offline", SosView{.seconds = 3, .offline = true, .ticket = "4F7-K2M"})};
  // SOS works before login, and so does the first page of help.
  for (CitizenPage& page : pages) {
    if (page.name != "help_menu" && !page.name.starts_with("sos")) page.around = by_chen;
  }
  return pages;
}

}  // namespace dk::kiosk::gallery
