#include "kiosk/session/citizen_pages.h"

#include "i18n/masking.h"
#include "i18n/texts.h"

namespace dk::kiosk {

namespace {

using drivers::Align;
using drivers::PrintPage;
using drivers::TextLine;
using i18n::tr;

void put(PrintPage& page, drivers::PrintItem item) { page.items.push_back(std::move(item)); }
void line(PrintPage& page, std::string text, bool bold = false) {
  put(page, TextLine{.text = std::move(text), .bold = bold});
}
void title(PrintPage& page, std::string text) {
  put(page,
      TextLine{
          .text = std::move(text), .align = Align::Centre, .width = 2, .height = 2, .bold = true});
  put(page, drivers::FeedItem{1});
}
void rule(PrintPage& page) { line(page, "--------------------------------"); }
PrintPage done(PrintPage page) {
  put(page, drivers::FeedItem{3});
  put(page, drivers::CutItem{});
  return page;
}
std::string moment(TimePoint at) { return china_day(at) + " " + i18n::clock_hms(at); }

}  // namespace

PrintPage make_receipt(const citizen::PrintReceipt& receipt) {
  const citizen::CaseRecord& record = receipt.record;
  PrintPage page;
  title(page, receipt.title);
  put(page, TextLine{.text = tr("receipt.outcome." + record.state.outcome),
                     .align = Align::Centre,
                     .height = 2,
                     .bold = true});
  put(page, drivers::FeedItem{1});
  line(page, tr("receipt.number", {{"number", record.number}}), true);
  line(page, tr("receipt.time", {{"time", moment(receipt.at)}}));
  line(page, tr("receipt.department", {{"department", receipt.department}}));
  line(page,
       tr("receipt.person", {{"person", i18n::mask_name(record.person.name)},
                             {"number", i18n::mask_number_public(record.person.document_number)}}));
  if (record.subject) {
    line(page, tr("receipt.for_whom",
                  {{"person", i18n::mask_name(record.subject->name)},
                   {"number", i18n::mask_number_public(record.subject->document_number)}}));
  }
  if (!receipt.figure.empty()) line(page, receipt.figure, true);
  if (!receipt.sentence.empty()) line(page, receipt.sentence);
  rule(page);
  if (record.state.outcome == "REFUSE") {
    // What was looked at, and how to go on (catalogue, hard rule 4).
    for (const auto& reason : receipt.reasons) {
      line(page, tr("receipt.reason", {{"label", reason.label}, {"value", reason.value}}));
    }
    line(page, tr("receipt.review"));
    rule(page);
  }
  line(page, tr("receipt.progress"));
  put(page, drivers::QrItem{.text = receipt.code.empty() ? record.number : receipt.code});
  return done(std::move(page));
}

PrintPage make_ticket(const citizen::PrintTicket& ticket) {
  PrintPage page;
  title(page, tr("ticket.title"));
  put(page,
      TextLine{
          .text = ticket.ticket, .align = Align::Centre, .width = 3, .height = 3, .bold = true});
  put(page, drivers::FeedItem{1});
  line(page, tr("ticket.time", {{"time", moment(ticket.at)}}));
  line(page, tr("ticket.what"));
  line(page, tr("ticket.hotline", {{"hotline", ticket.hotline}}));
  return done(std::move(page));
}

}  // namespace dk::kiosk
