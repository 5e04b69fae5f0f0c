// The camera as a scanner: a simulated camera, and pictures that are put into a folder.
#include "drivers/camera/driver.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "drivers/camera/camera_frame.h"
#include "drivers/camera/simulated_camera.h"
#include "drivers/camera/test_photo.h"
#include "drivers/camera/test_picture_files.h"
#include "drivers/emulation/test_bench.h"

namespace dk::drivers {
namespace {

GreyFrame code(const std::string& text) {
  return take_photo({.text = text, .width = 320, .height = 240, .module_pixels = 5}).frame;
}
GreyFrame empty_table() { return {320, 240, Bytes(320 * 240, 110)}; }

class Camera : public ::testing::Test {
 protected:
  std::unique_ptr<CameraScanner> make(CameraOptions options = {}) {
    options.reopen_first = Milliseconds(5);
    options.reopen_most = Milliseconds(20);
    options.rest = Milliseconds(1);
    if (options.address.empty()) options.sources = camera_.sources();
    auto scanner = std::make_unique<CameraScanner>(
        std::move(options), clock_, [this](ScanEvent event) { scans_.put(std::move(event)); },
        [this](DeviceStatus status) { states_.put(status); });
    EXPECT_TRUE(scanner->start());
    return scanner;
  }
  std::string next_code() {
    const auto event = scans_.take();
    return event ? std::string(as_text(event->data)) : "(nothing came)";
  }
  bool reaches(DeviceState state) {
    return states_.take([state](const DeviceStatus& s) { return s.state == state; }).has_value();
  }
  // Each frame is looked at before the next is shown.
  void show(GreyFrame frame) {
    const int before = camera_.taken();
    camera_.shows(std::move(frame));
    EXPECT_TRUE(wait_until([&] { return camera_.taken() > before; }));
  }

  SimulatedClock clock_{TimePoint{}};
  LetterBox<ScanEvent> scans_;
  LetterBox<DeviceStatus> states_;
  SimulatedCamera camera_;
  TestFolder folder_;
};

TEST_F(Camera, code_is_held_before_the_camera) {
  const auto scanner = make();
  clock_.advance(Milliseconds(700));
  show(code("LH1122-0457-15"));
  const auto event = scans_.take();
  ASSERT_TRUE(event);
  EXPECT_EQ(as_text(event->data), "LH1122-0457-15");
  EXPECT_EQ(event->symbology, "]Q1");
  EXPECT_EQ(event->last_byte_steady, Milliseconds(700));
  const auto status = scanner->status();
  EXPECT_EQ(status.state, DeviceState::Online);
  EXPECT_EQ(status.counters.calls, 1U);
  EXPECT_EQ(status.counters.bytes_in, 320U * 240U);
}

TEST_F(Camera, code_that_stays_in_view_is_told_once_until_it_was_away) {
  const auto scanner = make();
  show(code("HELD"));
  EXPECT_EQ(next_code(), "HELD");
  for (int i = 0; i < 3; ++i) {
    clock_.advance(Milliseconds(1000));
    show(code("HELD"));
    show(empty_table());  // a hand shakes
  }
  ASSERT_TRUE(wait_until([&] { return scanner->repeats() == 3; }));
  EXPECT_TRUE(scans_.empty());
  clock_.advance(Milliseconds(1500));
  show(code("HELD"));
  EXPECT_EQ(next_code(), "HELD");
}

TEST_F(Camera, two_codes_in_one_frame_are_two_scans) {
  const auto scanner = make();
  show(take_photo({.text = "A", .width = 640, .height = 480, .copies = 2}).frame);
  const std::set<std::string> both{next_code(), next_code()};
  EXPECT_EQ(both, (std::set<std::string>{"A", "A/1"}));
}

TEST_F(Camera, camera_is_pulled_and_comes_back) {
  const auto scanner = make();
  ASSERT_TRUE(reaches(DeviceState::Online));
  camera_.is_pulled();
  ASSERT_TRUE(reaches(DeviceState::NoDevice));
  EXPECT_EQ(scanner->status().last_failure, FailureCode::device_offline);
  camera_.is_plugged();
  ASSERT_TRUE(reaches(DeviceState::Online));
  EXPECT_EQ(scanner->status().counters.reconnects, 1U);
  show(code("AFTER"));
  EXPECT_EQ(next_code(), "AFTER");
}

TEST_F(Camera, garbage_and_half_a_frame_are_counted_and_the_next_is_read) {
  const auto scanner = make();
  camera_.garbage();
  ASSERT_TRUE(wait_until([&] { return scanner->status().counters.errors == 1; }));
  EXPECT_EQ(scanner->status().last_failure, FailureCode::device_protocol);
  GreyFrame half = code("TORN");
  half.grey.resize(half.grey.size() / 2);
  show(std::move(half));
  show(code("WHOLE"));
  EXPECT_EQ(next_code(), "WHOLE");
  EXPECT_EQ(scanner->status().state, DeviceState::Online);
}

TEST_F(Camera, camera_falls_silent_and_wakes_up) {
  const auto scanner = make({.silent_after = Milliseconds(10)});
  ASSERT_TRUE(reaches(DeviceState::PowerOff));
  show(code("AWAKE"));
  EXPECT_EQ(next_code(), "AWAKE");
  EXPECT_EQ(camera_.opened(), 1) << "it was open all the time";
}

TEST_F(Camera, newest_frame_wins_after_a_slow_one) {
  camera_.shows(code("OLD"));
  camera_.shows(code("OLDER-THAN-NOW"));
  camera_.shows(code("NOW"));
  const auto scanner = make();
  EXPECT_EQ(next_code(), "NOW");
  EXPECT_TRUE(scans_.empty());
}

TEST_F(Camera, stops_while_it_waits_for_a_frame_and_while_there_is_none) {
  auto waiting = make({.silent_after = std::chrono::hours(1)});
  ASSERT_TRUE(reaches(DeviceState::Online));
  waiting->stop();
  EXPECT_EQ(waiting->status().state, DeviceState::Online);
  const auto absent = make({.address = "v4l2:/dev/no-such-camera"});
  ASSERT_TRUE(reaches(DeviceState::NoDevice));
  absent->stop();
  EXPECT_EQ(absent->status().last_failure, FailureCode::device_absent);
  EXPECT_EQ(absent->status().counters.errors, 1U);
}

TEST_F(Camera, something_that_is_no_camera) {
  const auto scanner = make({.address = "v4l2:/dev/null"});
  ASSERT_TRUE(wait_until([&] { return scanner->status().counters.errors == 1; }));
  EXPECT_EQ(scanner->status().last_failure, FailureCode::unsupported);
}

TEST_F(Camera, picture_is_put_into_the_folder) {
  const auto put = [this](const std::string& name, const Bytes& file) {
    std::ofstream(folder_ / (name + ".part"), std::ios::binary)
        .write(reinterpret_cast<const char*>(file.data()),
               static_cast<std::streamsize>(file.size()));
    std::filesystem::rename(folder_ / (name + ".part"), folder_ / name);
  };
  put("old.png", png_of(code("BEFORE THE CAMERA WAS OPENED")));
  const auto scanner = make({.address = "frames:" + folder_.path()});
  ASSERT_TRUE(reaches(DeviceState::Online));
  put("1.png", png_of(code("FIRST")));
  EXPECT_EQ(next_code(), "FIRST");
  put("2.jpg", jpeg_of(code("SECOND")));
  EXPECT_EQ(next_code(), "SECOND");
  put("3.png", to_bytes("not a picture"));
  ASSERT_TRUE(wait_until([&] { return scanner->status().counters.errors == 1; }));
  std::filesystem::rename(folder_.path(), folder_.path() + "-away");
  ASSERT_TRUE(reaches(DeviceState::NoDevice));
  std::filesystem::rename(folder_.path() + "-away", folder_.path());
  ASSERT_TRUE(reaches(DeviceState::Online));
  put("4.webp", webp_of(code("THIRD")));
  EXPECT_EQ(next_code(), "THIRD");
}

TEST(CameraAddress, places_of_cameras) {
  const auto address = [](std::string_view text) { return parse_camera_address(text); };
  EXPECT_EQ(*address("v4l2:/dev/video0"), CameraAddress(V4l2Address{"/dev/video0"}));
  EXPECT_EQ(*address("v4l2:/dev/video2?width=1920&height=1080"),
            CameraAddress(V4l2Address{"/dev/video2", 1920, 1080}));
  EXPECT_EQ(*address("frames:/tmp/a b"), CameraAddress(FolderAddress{"/tmp/a b"}));
  for (const char* wrong : {"v4l2:video0", "v4l2:/dev/video0?width=x", "v4l2:/d?width=1",
                            "v4l2:/d?depth=64", "v4l2:/d?width", "frames:", "frames:a", "video0"}) {
    EXPECT_EQ(address(wrong).error().code, FailureCode::config_invalid) << wrong;
  }
  EXPECT_EQ(address("serial:/dev/ttyS0").error().code, FailureCode::unsupported);
  EXPECT_FALSE(address("frames:/" + std::string(600, 'a')));
}

TEST(CameraFrame, brightness_is_taken_from_every_format) {
  const Bytes yuyv{10, 0, 20, 0, 99, 99, 30, 0, 40, 0, 99, 99};  // rows of six bytes
  const auto frame = unpack_camera_frame({fourcc("YUYV"), 2, 2, 6}, yuyv);
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->grey, (Bytes{10, 20, 30, 40}));
  const auto uyvy = unpack_camera_frame({fourcc("UYVY"), 2, 1, 4}, Bytes{0, 10, 0, 20});
  ASSERT_TRUE(uyvy);
  EXPECT_EQ(uyvy->grey, (Bytes{10, 20}));
  const auto nv12 = unpack_camera_frame({fourcc("NV12"), 2, 2, 2}, Bytes{1, 2, 3, 4, 128, 128});
  ASSERT_TRUE(nv12);
  EXPECT_EQ(nv12->grey, (Bytes{1, 2, 3, 4}));
  const GreyFrame grey = empty_table();
  EXPECT_TRUE(unpack_camera_frame({fourcc("MJPG"), 320, 240, 0}, jpeg_of(grey)));
}

TEST(CameraFrame, frame_that_is_not_whole) {
  const CameraFormat format{fourcc("YUYV"), 4, 4, 8};
  for (std::size_t length = 0; length < 32; ++length) {
    EXPECT_EQ(unpack_camera_frame(format, Bytes(length)).error().code, FailureCode::data_damaged);
  }
  EXPECT_TRUE(unpack_camera_frame(format, Bytes(32)));
  EXPECT_EQ(unpack_camera_frame({fourcc("H264"), 4, 4, 8}, Bytes(32)).error().code,
            FailureCode::unsupported);
  EXPECT_EQ(unpack_camera_frame({fourcc("GREY"), 0, 4, 8}, Bytes(32)).error().code,
            FailureCode::invalid_argument);
  EXPECT_EQ(unpack_camera_frame({fourcc("GREY"), 16000, 16000, 8}, Bytes(32)).error().code,
            FailureCode::invalid_argument);
}

TEST(InViewTest, many_labels_are_remembered_up_to_the_limit) {
  InView view(Milliseconds(100));
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(view.news({{SymbolFormat::QRCode, to_bytes(std::to_string(i)), "]Q1", {}, {}}},
                        Milliseconds(i / 10))
                  .size(),
              1U);
  }
  EXPECT_EQ(view.remembered(), InView::kMost);
  EXPECT_TRUE(view.news({}, Milliseconds(1000)).empty());
  EXPECT_EQ(view.remembered(), 0U) << "what is away is forgotten";
}

}  // namespace
}  // namespace dk::drivers
