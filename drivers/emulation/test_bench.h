// For tests: a folder that goes away, an emulator in a thread of its own, and a letter box that
// callbacks of drivers fill. Waiting ends with the thing waited for; 20 s is only for failures.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "drivers/emulation/host.h"

namespace dk::drivers {

inline constexpr std::chrono::seconds kLongTime{20};

class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "dk-drivers-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TestFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

template <class Letter>
class LetterBox {
 public:
  void put(Letter letter) {
    const std::lock_guard lock(mutex_);
    letters_.push_back(std::move(letter));
    came_.notify_all();
  }
  // The next letter that `wanted` says yes to; others before it are thrown away.
  std::optional<Letter> take(std::function<bool(const Letter&)> wanted = [](auto&) {
    return true;
  }) {
    std::unique_lock lock(mutex_);
    const auto deadline = std::chrono::steady_clock::now() + kLongTime;
    while (true) {
      while (!letters_.empty()) {
        Letter letter = std::move(letters_.front());
        letters_.pop_front();
        if (wanted(letter)) return letter;
      }
      if (came_.wait_until(lock, deadline) == std::cv_status::timeout) return std::nullopt;
    }
  }
  [[nodiscard]] bool empty() {
    const std::lock_guard lock(mutex_);
    return letters_.empty();
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Letter> letters_;
};

inline bool wait_until(const std::function<bool()>& true_at_last) {
  const auto deadline = std::chrono::steady_clock::now() + kLongTime;
  while (!true_at_last()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

// One emulated device on a pty (or TCP) with its loop in a thread.
class EmulatorBench {
 public:
  EmulatorBench(EmulatedDevice& device, const TestFolder& folder, bool tcp = false)
      : control_(folder / "control"),
        host_(device, tcp ? make_tcp_far_end("127.0.0.1", 0) : make_pty_far_end(folder / "line"),
              control_, clock_) {
    const auto opened = host_.open();
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().detail);
    address_ = host_.address();
    thread_ = std::thread([this] { host_.run(); });
  }
  ~EmulatorBench() {
    host_.stop();
    thread_.join();
  }
  EmulatorBench(const EmulatorBench&) = delete;
  EmulatorBench& operator=(const EmulatorBench&) = delete;

  [[nodiscard]] const std::string& address() const { return address_; }
  [[nodiscard]] const std::string& control() const { return control_; }
  // One line of JSON there and back; an answer that did not come is an empty text.
  [[nodiscard]] std::string call_line(const std::string& line) const {
    return control_call(control_, line, std::chrono::seconds(10)).value_or(std::string());
  }
  [[nodiscard]] bool wait_connected() const {
    return wait_until([this] {
      return call_line(R"({"verb":"state"})").find(R"("connected":true)") != std::string::npos;
    });
  }

 private:
  SystemClock clock_;
  std::string control_;
  EmulatorHost host_;
  std::string address_;
  std::thread thread_;
};

}  // namespace dk::drivers
