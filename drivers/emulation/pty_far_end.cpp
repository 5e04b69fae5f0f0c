#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "base/file_descriptor.h"
#include "drivers/emulation/far_end.h"

namespace dk::drivers {
namespace {

std::unexpected<Failure> system_fail(const std::string& what) {
  return fail(FailureCode::io_error, what + ": " + std::generic_category().message(errno));
}

class PtyFarEnd : public FarEnd {
 public:
  explicit PtyFarEnd(std::string link) : link_(std::move(link)) {}
  ~PtyFarEnd() override { PtyFarEnd::unplug(); }
  PtyFarEnd(const PtyFarEnd&) = delete;
  PtyFarEnd& operator=(const PtyFarEnd&) = delete;

  std::string address() const override { return "serial:" + link_; }

  Status plug() override {
    if (master_) return {};
    FileDescriptor master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
    if (!master || ::grantpt(master.get()) != 0 || ::unlockpt(master.get()) != 0) {
      return system_fail("new pseudo terminal");
    }
    std::array<char, 128> name{};
    if (::ptsname_r(master.get(), name.data(), name.size()) != 0) return system_fail("ptsname");
    {
      // Opened and left once: from now on the master says "hung up" until somebody opens it.
      const FileDescriptor slave(::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC));
      termios settings{};
      if (!slave || ::fchmod(slave.get(), 0600) != 0 || ::tcgetattr(slave.get(), &settings) != 0) {
        return system_fail("open the pseudo terminal");
      }
      ::cfmakeraw(&settings);
      ::tcsetattr(slave.get(), TCSANOW, &settings);
    }
    DK_CHECK(make_link(name.data()));
    master_ = std::move(master);
    connected_ = false;
    return {};
  }

  void unplug() override {
    if (!master_) return;
    ::unlink(link_.c_str());
    master_.reset();
    connected_ = false;
  }
  bool plugged() const override { return static_cast<bool>(master_); }

  void look() override {
    if (!master_) return;
    pollfd poll_master{master_.get(), POLLIN, 0};
    ::poll(&poll_master, 1, 0);
    const bool hung_up = (poll_master.revents & POLLHUP) != 0;
    if (!connected_) {
      connected_ = !hung_up;
    } else if (hung_up && (poll_master.revents & POLLIN) == 0) {
      // The near end left. Its exclusive claim stays on this terminal, so the next one gets a new.
      unplug();
      static_cast<void>(plug());
    }
  }
  bool connected() const override { return connected_; }

  void watch(std::vector<pollfd>& to, bool want_bytes, bool want_room) const override {
    if (!connected_) return;  // a hung-up terminal would wake us without end
    const int events = (want_bytes ? POLLIN : 0) | (want_room ? POLLOUT : 0);
    to.push_back({master_.get(), static_cast<short>(events), 0});
  }

  Bytes read(std::size_t at_most) override {
    if (!master_ || at_most == 0) return {};
    Bytes bytes(std::min<std::size_t>(at_most, 4096));
    const ssize_t count = ::read(master_.get(), bytes.data(), bytes.size());
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
  }

  std::size_t write(ByteView bytes) override {
    if (!connected_) return 0;
    const ssize_t count = ::write(master_.get(), bytes.data(), bytes.size());
    return count > 0 ? static_cast<std::size_t>(count) : 0;
  }

 private:
  Status make_link(const char* target) const {
    struct stat there{};
    if (::lstat(link_.c_str(), &there) == 0) {
      if (!S_ISLNK(there.st_mode)) {
        return fail(FailureCode::device_busy, link_ + " is there and is not a link");
      }
      ::unlink(link_.c_str());
    }
    if (::symlink(target, link_.c_str()) != 0) return system_fail("link " + link_);
    return {};
  }

  std::string link_;
  FileDescriptor master_;
  bool connected_ = false;
};

}  // namespace

std::unique_ptr<FarEnd> make_pty_far_end(std::string link) {
  return std::make_unique<PtyFarEnd>(std::move(link));
}

}  // namespace dk::drivers
