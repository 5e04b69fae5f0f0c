#include "drivers/transport/address.h"

#include <gtest/gtest.h>

namespace dk::drivers {
namespace {

FailureCode refusal(std::string_view text) {
  const auto address = parse_address(text);
  return address ? FailureCode::internal : address.error().code;
}

TEST(Address, serial_line_with_and_without_speed) {
  EXPECT_EQ(parse_address("serial:/dev/ttyS1").value(),
            Address(SerialAddress{"/dev/ttyS1", 115200}));
  EXPECT_EQ(parse_address("serial:/dev/ttyUSB0?baud=9600").value(),
            Address(SerialAddress{"/dev/ttyUSB0", 9600}));
}

TEST(Address, network_printer_by_number_name_and_ipv6) {
  EXPECT_EQ(parse_address("tcp:127.0.0.1:9100").value(), Address(TcpAddress{"127.0.0.1", 9100}));
  EXPECT_EQ(parse_address("tcp:printer-2.hall:9100").value(),
            Address(TcpAddress{"printer-2.hall", 9100}));
  EXPECT_EQ(parse_address("tcp:[::1]:9100").value(), Address(TcpAddress{"::1", 9100}));
}

TEST(Address, device_files_of_scanners) {
  using Kind = NodeAddress::Kind;
  EXPECT_EQ(parse_address("hid:/dev/hidraw3").value(),
            Address(NodeAddress{Kind::Hidraw, "/dev/hidraw3"}));
  const char* const keys = "evdev:/dev/input/by-id/usb-X-event-kbd";
  EXPECT_EQ(parse_address(keys).value(),
            Address(NodeAddress{Kind::Evdev, "/dev/input/by-id/usb-X-event-kbd"}));
  EXPECT_EQ(to_string(parse_address(keys).value()), keys);
}

TEST(Address, unknown_scheme_is_refused_by_name) {
  const auto address = parse_address("emulator:scanner");
  ASSERT_FALSE(address);
  EXPECT_EQ(address.error().code, FailureCode::unsupported);
  EXPECT_NE(address.error().detail.find("emulator"), std::string::npos);
}

TEST(Address, technician_mistypes) {
  for (const auto* text : {"",
                           ":",
                           "serial",
                           "serial:",
                           "serial:ttyS1",
                           "serial:/",
                           "serial:/dev/ttyS1?baud=9601",
                           "serial:/dev/ttyS1?baud=",
                           "serial:/dev/ttyS1?speed=9600",
                           "serial:/dev/ttyS1?baud=9600x",
                           "hid:",
                           "hid:hidraw0",
                           "evdev:/",
                           "tcp:",
                           "tcp:9100",
                           "tcp::9100",
                           "tcp:host:",
                           "tcp:host:0",
                           "tcp:host:65536",
                           "tcp:host:-1",
                           "tcp:ho st:9100",
                           "tcp:host/x:9100",
                           "tcp:[host]:9100",
                           "/dev/ttyS1"}) {
    EXPECT_EQ(refusal(text), FailureCode::config_invalid) << text;
  }
  EXPECT_EQ(refusal(std::string_view("serial:/dev/\0x", 14)), FailureCode::config_invalid);
  EXPECT_EQ(refusal("serial:/" + std::string(600, 'a')), FailureCode::config_invalid);
}

TEST(Address, text_form_parses_back) {
  for (const auto* text : {"serial:/dev/ttyS1", "serial:/dev/ttyS1?baud=9600", "tcp:127.0.0.1:9100",
                           "tcp:[fe80::1]:9100"}) {
    EXPECT_EQ(to_string(parse_address(text).value()), text);
  }
}

}  // namespace
}  // namespace dk::drivers
