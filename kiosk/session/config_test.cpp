#include "kiosk/session/config.h"

#include <gtest/gtest.h>

namespace dk::kiosk {
namespace {

constexpr std::string_view kGood = R"(
terminal = "LH-TS-0002"
desk = "2"
[district]
url = "https://127.0.0.1:8443"
ca_fingerprint = "00"
)";

TEST(Config, names_the_terminal_and_its_district) {
  const auto config = parse_config(kGood);
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(config->terminal, "LH-TS-0002");
  EXPECT_EQ(config->language, "zh-CN");
  EXPECT_EQ(config->sync_interval_s, 15);
}

TEST(Config, a_device_address_in_the_file_is_refused) {
  const auto config = parse_config(std::string(kGood) + "scanner = \"tcp:1.2.3.4:1\"\n");
  ASSERT_FALSE(config.has_value());
  EXPECT_EQ(config.error().code, FailureCode::config_invalid);
}

TEST(Config, typo_missing_name_plain_http_and_broken_file_are_refused) {
  for (const std::string& text :
       {std::string("terminl = \"x\""), std::string("[district]\nurl = \"https://a\""),
        std::string("terminal = \"x\"\n[district]\nurl = \"http://a\""), std::string("= broken"),
        std::string("terminal = 5\n[district]\nurl = \"https://a\""),
        std::string("terminal = \"x\"\nlanguage = \"fr\"\n[district]\nurl = \"https://a\"")}) {
    EXPECT_FALSE(parse_config(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace dk::kiosk
