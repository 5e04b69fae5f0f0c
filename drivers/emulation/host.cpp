#include "drivers/emulation/host.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace dk::drivers {
namespace {

constexpr int kLookMs = 10;  // a terminal that waits for its opener must be looked at
constexpr int kLongestMs = 500;

}  // namespace

EmulatorHost::EmulatorHost(EmulatedDevice& device, std::unique_ptr<FarEnd> far_end,
                           std::string control_path, const Clock& clock)
    : device_(device),
      far_end_(std::move(far_end)),
      control_path_(std::move(control_path)),
      clock_(clock),
      control_(control_path_,
               [this](const std::string& verb, const VerbArguments& arguments) {
                 return handle(verb, arguments);
               }),
      stop_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

Status EmulatorHost::open() {
  if (device_.wants_line()) DK_CHECK(far_end_->plug());
  return control_.open();
}

std::string EmulatorHost::introduction() const {
  const nlohmann::ordered_json line = {{"device", device_.name()},
                                       {"address", far_end_->address()},
                                       {"control", "unix:" + control_path_},
                                       {"pid", ::getpid()}};
  return line.dump();
}

void EmulatorHost::stop() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t count = ::write(stop_.get(), &one, sizeof one);
}

void EmulatorHost::run() {
  while (true) {
    const auto due = device_.work(clock_.steady());
    carry();
    std::vector<pollfd> watched{{stop_.get(), POLLIN, 0}};
    control_.watch(watched);
    far_end_->watch(watched, device_.room() > 0, !output_.empty());
    ::poll(watched.data(), watched.size(), wait_ms(due));
    if (watched[0].revents != 0) return;
    carry();
    control_.service();
  }
}

int EmulatorHost::wait_ms(std::optional<Milliseconds> due) const {
  std::int64_t wait = kLongestMs;
  if (far_end_->plugged() && !far_end_->connected()) wait = kLookMs;
  if (due) wait = std::clamp<std::int64_t>((*due - clock_.steady()).count(), 0, wait);
  return static_cast<int>(wait);
}

// Bytes first, news second: what was sent before a hang-up still counts.
void EmulatorHost::carry() {
  for (Bytes bytes = far_end_->read(device_.room()); !bytes.empty();
       bytes = far_end_->read(device_.room())) {
    bytes_in_ += bytes.size();
    device_.received(bytes, clock_.steady());
  }
  far_end_->look();
  keep_line();
  append(output_, device_.take_output());
  if (!line_up_) output_.clear();  // said to nobody
  while (!output_.empty()) {
    const std::size_t count = far_end_->write(output_);
    if (count == 0) return;
    bytes_out_ += count;
    output_.erase(output_.begin(), output_.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

void EmulatorHost::keep_line() {
  if (device_.pulls_plug()) plugged_ = false;
  const bool wanted = plugged_ && device_.wants_line();
  if (!wanted && far_end_->plugged()) far_end_->unplug();
  if (wanted && !far_end_->plugged()) static_cast<void>(far_end_->plug());
  if (far_end_->connected() != line_up_) {
    line_up_ = far_end_->connected();
    device_.line_changed(line_up_);
  }
}

VerbAnswer EmulatorHost::handle(const std::string& verb, const VerbArguments& arguments) {
  VerbAnswer answer;
  if (verb == "state") {
    answer = state();
  } else if ((verb == "plug" || verb == "unplug") && !arguments.contains("after_dots") &&
             !arguments.contains("after_bytes")) {
    plugged_ = verb == "plug";
  } else {
    answer = device_.verb(verb, arguments, line_up_);
  }
  carry();  // the consequences are on the wire before the answer is
  return answer;
}

VerbAnswer EmulatorHost::state() {
  VerbAnswer answer = device_.verb("state", {}, line_up_);
  auto fields = nlohmann::json::parse(answer.json, nullptr, false);
  if (!fields.is_object()) fields = nlohmann::json::object();
  fields["address"] = far_end_->address();
  fields["plugged"] = far_end_->plugged();
  fields["connected"] = line_up_;
  fields["bytes_in"] = bytes_in_;
  fields["bytes_out"] = bytes_out_;
  answer.json = fields.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return answer;
}

}  // namespace dk::drivers
