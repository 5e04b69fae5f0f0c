#include "drivers/page-printer/ipp.h"

#include <gtest/gtest.h>

#include "drivers/page-printer/printer_uri.h"
#include "drivers/page-printer/requests.h"
#include "drivers/page-printer/status.h"

namespace dk::drivers {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

// RFC 8010 appendix A.1, "Print-Job Request", to the byte, with the beginning of its document.
const Bytes& print_job_of_the_rfc() {
  static const Bytes bytes = to_bytes(
      "\x01\x01\x00\x02\x00\x00\x00\x01\x01"
      "\x47\x00\x12"
      "attributes-charset\x00\x05"
      "utf-8"
      "\x48\x00\x1b"
      "attributes-natural-language\x00\x05"
      "en-us"
      "\x45\x00\x0b"
      "printer-uri\x00\x2c"
      "ipp://printer.example.com/ipp/print/pinetree"
      "\x42\x00\x08"
      "job-name\x00\x06"
      "foobar"
      "\x22\x00\x16"
      "ipp-attribute-fidelity\x00\x01\x01"
      "\x02"
      "\x21\x00\x06"
      "copies\x00\x04\x00\x00\x00\x14"
      "\x44\x00\x05"
      "sides\x00\x13"
      "two-sided-long-edge"
      "\x03"
      "%!PDF"sv);
  return bytes;
}

TEST(Ipp, example_of_the_rfc_is_read_and_written_again) {
  const auto decoded = ipp::decode(print_job_of_the_rfc());
  ASSERT_TRUE(decoded) << decoded.error().detail;
  EXPECT_EQ(as_text(ByteView(print_job_of_the_rfc()).subspan(decoded->bytes)), "%!PDF");
  const ipp::Message& message = decoded->message;
  EXPECT_EQ(message.major, 1);
  EXPECT_EQ(message.code, 0x0002);
  EXPECT_EQ(message.request_id, 1);
  const ipp::Group* operation = message.find(ipp::GroupTag::Operation);
  const ipp::Group* job = message.find(ipp::GroupTag::Job);
  ASSERT_TRUE(operation != nullptr && job != nullptr);
  EXPECT_EQ(ipp::text_of(*operation, "printer-uri"),
            "ipp://printer.example.com/ipp/print/pinetree");
  EXPECT_EQ(ipp::boolean_of(*operation, "ipp-attribute-fidelity"), true);
  EXPECT_EQ(ipp::number_of(*job, "copies"), 20);
  Bytes again = ipp::encode(message).value();
  append(again, as_bytes("%!PDF"));
  EXPECT_EQ(again, print_job_of_the_rfc());
}

TEST(Ipp, message_cut_at_each_byte_is_refused) {
  const ByteView whole = print_job_of_the_rfc();
  for (std::size_t size = 0; size < whole.size() - 5; ++size) {
    const auto decoded = ipp::decode(whole.first(size));
    ASSERT_FALSE(decoded) << size;
    EXPECT_EQ(decoded.error().code, FailureCode::device_protocol);
  }
}

TEST(Ipp, collections_and_sets_keep_their_order) {
  ipp::Collection size{{ipp::number(ipp::kTagInteger, "x-dimension", 21000),
                        ipp::number(ipp::kTagInteger, "y-dimension", 29700)}};
  ipp::Collection media{
      {{"media-size", {{ipp::kTagCollection, size}}},
       {"media-tray", {{ipp::kTagKeyword, "main"s}, {ipp::kTagKeyword, "top"s}}}}};
  ipp::Message message;
  message.groups = {
      {ipp::GroupTag::Printer,
       {{"media-col-ready", {{ipp::kTagCollection, media}, {ipp::kTagCollection, size}}},
        {"dots", {{ipp::kTagResolution, ipp::Resolution{600, 300, 3}}}},
        {"pages", {{ipp::kTagRange, ipp::Range{1, -1}}}},
        {"nothing", {{ipp::kTagNoValue, ""s}}}}}};
  const auto decoded = ipp::decode(ipp::encode(message).value());
  ASSERT_TRUE(decoded) << decoded.error().detail;
  EXPECT_EQ(decoded->message, message);
}

TEST(Ipp, messages_that_no_printer_should_send) {
  const auto refuses = [](std::string_view body) {
    Bytes bytes = to_bytes("\x02\x00\x00\x00\x00\x00\x00\x01"sv);
    append(bytes, as_bytes(body));
    return !ipp::decode(bytes).has_value();
  };
  EXPECT_FALSE(refuses("\x03"sv));
  EXPECT_TRUE(refuses("\x44\x00\x01xx\x00\x00\x03"sv)) << "an attribute before any group";
  EXPECT_TRUE(refuses("\x04\x44\x00\x00\x00\x01x\x03"sv)) << "a further value of nothing";
  EXPECT_TRUE(refuses("\x04\x21\x00\x01x\x00\x03\x00\x00\x00\x03"sv)) << "a number of three bytes";
  EXPECT_TRUE(refuses("\x04\x22\x00\x01x\x00\x01\x02\x03"sv)) << "neither true nor false";
  EXPECT_TRUE(refuses("\x04\x44\xff\xff\x03"sv)) << "a negative length";
  EXPECT_TRUE(refuses("\x04\x34\x00\x01x\x00\x00\x03"sv)) << "a collection without an end";
  EXPECT_TRUE(refuses("\x04\x37\x00\x00\x00\x00\x03"sv)) << "an end without a collection";
  EXPECT_TRUE(
      refuses("\x04\x34\x00\x01x\x00\x00\x21\x00\x00\x00\x04\x00\x00\x00\x01"
              "\x37\x00\x00\x00\x00\x03"sv))
      << "a value of no member";
  std::string deep = "\x04";
  for (int i = 0; i < 20; ++i) {
    deep += i == 0 ? "\x34\x00\x01x\x00\x00"sv : "\x34\x00\x00\x00\x00"sv;
    deep += "\x4a\x00\x00\x00\x01m"sv;
  }
  EXPECT_TRUE(refuses(deep)) << "too deep";
  std::string many = "\x04\x44\x00\x01x\x00\x00"s;
  for (std::size_t i = 0; i <= ipp::kMaxValues; ++i) many += "\x44\x00\x00\x00\x00"sv;
  EXPECT_TRUE(refuses(many + "\x03")) << "too many values";
  EXPECT_TRUE(refuses(std::string(ipp::kMaxGroups + 1, '\x04') + "\x03")) << "too many groups";
}

TEST(Ipp, name_or_value_beyond_its_length_is_not_written) {
  ipp::Message message;
  message.groups = {{ipp::GroupTag::Job, {ipp::text(ipp::kTagName, std::string(300, 'x'), "y")}}};
  EXPECT_FALSE(ipp::encode(message));
  message.groups = {
      {ipp::GroupTag::Job, {ipp::text(ipp::kTagName, "x", std::string(40'000, 'y'))}}};
  EXPECT_FALSE(ipp::encode(message));
}

TEST(PageStatus, reasons_become_what_a_person_should_do) {
  const auto obstacle = [](std::vector<std::string_view> reasons, int state = 3) {
    const ipp::Group printer{ipp::GroupTag::Printer,
                             {ipp::number(ipp::kTagEnum, "printer-state", state),
                              ipp::texts(ipp::kTagKeyword, "printer-state-reasons", reasons)}};
    return status_from(printer, "iso_a4_210x297mm").obstacle();
  };
  EXPECT_EQ(obstacle({"none"}), std::nullopt);
  EXPECT_EQ(obstacle({"media-low-warning", "toner-low-report", "marker-waste-almost-full-report"}),
            std::nullopt);
  EXPECT_EQ(obstacle({"media-empty-warning", "media-needed-warning"}), FailureCode::paper_out);
  EXPECT_EQ(obstacle({"media-empty-report"}), FailureCode::paper_out);
  EXPECT_EQ(obstacle({"media-empty"}), FailureCode::paper_out);
  EXPECT_EQ(obstacle({"media-jam-warning", "media-empty-error"}), FailureCode::paper_jammed);
  EXPECT_EQ(obstacle({"cover-open-error"}), FailureCode::cover_open);
  EXPECT_EQ(obstacle({"toner-empty-warning"}), std::nullopt) << "it prints on until it is an error";
  EXPECT_EQ(obstacle({"toner-empty"}), FailureCode::toner_out);
  EXPECT_EQ(obstacle({"something-new-error"}), std::nullopt) << "it is idle all the same";
  EXPECT_EQ(obstacle({"something-new-error"}, 5), FailureCode::printer_fault);
  EXPECT_EQ(obstacle({"paused"}, 5), FailureCode::printer_paused);
}

TEST(PageStatus, tray_with_the_other_paper_is_of_no_help) {
  const auto paper = [](std::vector<std::string_view> trays) {
    const ipp::Group printer{
        ipp::GroupTag::Printer,
        {ipp::texts(ipp::kTagKeyword, "printer-state-reasons", {"media-empty-report"}),
         ipp::texts(ipp::kTagOctets, "printer-input-tray", trays)}};
    return status_from(printer, "iso_a4_210x297mm").paper;
  };
  // ippeveprinter's own words for these trays.
  constexpr auto kAuto =
      "type=sheetFeedAutoRemovableTray;mediafeed=0;mediaxfeed=0;maxcapacity=-2;"
      "level=-2;status=0;name=auto"sv;
  constexpr auto kEnvelopes =
      "type=sheetFeedAutoNonRemovableTray;mediafeed=24130;mediaxfeed=10477;"
      "maxcapacity=25;level=25;status=0;name=by-pass-tray;"sv;
  constexpr auto kA4 =
      "type=sheetFeedAutoRemovableTray;mediafeed=29700;mediaxfeed=21000;"
      "maxcapacity=250;level=100;status=0;name=main;"sv;
  constexpr auto kByHand = "type=sheetFeedManual;mediafeed=0;mediaxfeed=0;maxcapacity=1;level=1;"sv;
  EXPECT_EQ(paper({kAuto, kEnvelopes, kByHand}), PaperSupply::Out);
  EXPECT_EQ(paper({kAuto, kEnvelopes, kA4}), PaperSupply::Low);
}

TEST(PageStatus, size_in_the_name_of_a_medium) {
  const auto a4 = size_of_media("iso_a4_210x297mm");
  ASSERT_TRUE(a4);
  EXPECT_EQ(a4->width, 21000);
  EXPECT_EQ(a4->length, 29700);
  EXPECT_EQ(size_of_media("na_letter_8.5x11in")->width, 21590);
  for (const char* none :
       {"", "iso_a4", "x_1x1mm", "x_axbmm", "x_210xmm", "x_1e9x1e9mm", "x_nanxnanmm"}) {
    EXPECT_FALSE(size_of_media(none)) << none;
  }
}

TEST(PrinterUri, addresses) {
  const auto uri = parse_printer_uri("ipp://10.0.0.8/ipp/print");
  ASSERT_TRUE(uri);
  EXPECT_EQ(uri->port, 631);
  EXPECT_EQ(uri->http(), "http://10.0.0.8:631/ipp/print");
  EXPECT_EQ(parse_printer_uri("ipp://[::1]:8631/ipp/print")->ipp(), "ipp://[::1]:8631/ipp/print");
  EXPECT_EQ(parse_printer_uri("ipp://[::1]/p")->ipp(), "ipp://[::1]:631/p");
  for (const char* bad : {"ipp://", "ipp://host", "ipp:///ipp", "ipp://h:0/x", "ipp://h:99999/x",
                          "ipp://u@h/x", "ipp://h/x y", "ipp://h/x?y", "ipp://h/x#y"}) {
    const auto parsed = parse_printer_uri(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().code, FailureCode::config_invalid) << bad;
  }
  EXPECT_EQ(parse_printer_uri("http://h/x").error().code, FailureCode::unsupported);
}

TEST(IppRequests, status_codes_that_decide_something) {
  using ipp::Verdict;
  EXPECT_EQ(ipp::verdict_of(0x0000), Verdict::Done);
  EXPECT_EQ(ipp::verdict_of(0x0001), Verdict::Done);
  EXPECT_EQ(ipp::verdict_of(0x0507), Verdict::Busy);
  EXPECT_EQ(ipp::verdict_of(0x0406), Verdict::NotFound);
  EXPECT_EQ(ipp::verdict_of(0x040a), Verdict::CannotDo);
  EXPECT_EQ(ipp::verdict_of(0x0403), Verdict::Refused);
}

}  // namespace
}  // namespace dk::drivers
