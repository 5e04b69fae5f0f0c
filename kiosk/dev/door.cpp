#include "kiosk/dev/door.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <future>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

namespace dk::kiosk::dev {

namespace {

using nlohmann::json;

constexpr auto kUiAnswers = std::chrono::seconds(10);
constexpr auto kLookAgain = std::chrono::milliseconds(10);

// Runs on the UI thread and waits for its answer; nothing when the UI thread does not answer.
template <class T>
std::optional<T> on_ui(Mailbox& mailbox, std::function<T()> work) {
  auto promise = std::make_shared<std::promise<T>>();
  auto future = promise->get_future();
  if (!mailbox.post([promise, work = std::move(work)] { promise->set_value(work()); })) {
    return std::nullopt;
  }
  promise.reset();  // the posted work owns it now: dropped work breaks the promise
  if (future.wait_for(kUiAnswers) != std::future_status::ready) return std::nullopt;
  try {
    return future.get();
  } catch (const std::future_error&) {
    return std::nullopt;
  }
}

// What was touched, or came to be, shows two turns of the loop later: one acts, one draws. A
// request is answered then, so that the next one meets what a person would see.
void let_it_show(Mailbox& mailbox) {
  for (int turn = 0; turn < 2; ++turn) (void)on_ui<bool>(mailbox, [] { return true; });
}

json failed(FailureCode code, const std::string& detail) {
  return {{"ok", false}, {"error", {{"code", std::string(name_of(code))}, {"detail", detail}}}};
}

json done(const Status& status) {
  if (!status) return failed(status.error().code, status.error().detail);
  return {{"ok", true}};
}

const char* role_name(Role role) {
  static constexpr const char* kNames[] = {
      "screen", "text",   "button", "key",    "cell", "counter",  "alert", "dialog", "field",
      "image",  "status", "list",   "choice", "tab",  "progress", "table", "row",    "pad"};
  static_assert(std::size(kNames) == static_cast<std::size_t>(Role::Pad) + 1);
  return kNames[static_cast<std::size_t>(role)];
}

json node_json(const UiNode& node) {
  return {{"id", node.id},
          {"role", role_name(node.role)},
          {"label", node.label},
          {"state", node.state},
          {"rect", {node.x, node.y, node.w, node.h}}};
}

const UiNode* find_target(const std::vector<UiNode>& nodes, const std::string& target) {
  for (const auto& node : nodes) {
    if (node.id == target) return &node;
  }
  for (const auto& node : nodes) {
    if (!target.empty() && node.label == target) return &node;
  }
  return nullptr;
}

Status tap(const DoorHooks& hooks, const std::string& target, const std::string& state) {
  const auto nodes = hooks.tree();
  const UiNode* node = find_target(nodes, target);
  if (node == nullptr) return fail(FailureCode::not_found, "nothing is called " + target);
  if (node->state.find("disabled") != std::string::npos) {
    return fail(FailureCode::invalid_argument, target + " is disabled");
  }
  const float x = node->x + node->w / 2;
  const float y = node->y + node->h / 2;
  if (state.empty()) {
    hooks.press(x, y);
  } else {
    hooks.finger(x, y, state == "down");
  }
  return {};
}

Status press_key(const DoorHooks& hooks, const json& request) {
  const std::string name = request.at("key").get<std::string>();
  const std::string state = request.value("state", "");
  if (state != "up") DK_CHECK(hooks.key(name, true));
  if (state != "down") DK_CHECK(hooks.key(name, false));
  return {};
}

// The conditions of a wait request; all that are given must hold.
bool holds(const DoorHooks& hooks, const json& request) {
  const auto nodes = hooks.tree();
  if (request.contains("target") &&
      find_target(nodes, request["target"].get<std::string>()) == nullptr) {
    return false;
  }
  if (request.contains("gone") &&
      find_target(nodes, request["gone"].get<std::string>()) != nullptr) {
    return false;
  }
  if (request.value("idle", false) && !hooks.idle()) return false;
  if (request.contains("path")) {
    const json state = json::parse(hooks.state_json());
    const json::json_pointer path(request["path"].get<std::string>());
    if (!state.contains(path)) return false;
    if (request.contains("equals") && state[path] != request["equals"]) return false;
    if (request.contains("at_least") &&
        state[path].get<double>() < request["at_least"].get<double>()) {
      return false;
    }
  }
  return true;
}

json wait_for(Mailbox& mailbox, const DoorHooks& hooks, const json& request) {
  const auto give_up = std::chrono::steady_clock::now() +
                       std::chrono::milliseconds(request.value("timeout_ms", 5000));
  while (true) {
    const auto now = on_ui<bool>(mailbox, [&hooks, request] { return holds(hooks, request); });
    if (!now) return failed(FailureCode::timed_out, "the screen does not answer");
    if (*now) {
      let_it_show(mailbox);
      return {{"ok", true}};
    }
    if (std::chrono::steady_clock::now() >= give_up) {
      return failed(FailureCode::timed_out, "still not: " + request.dump());
    }
    std::this_thread::sleep_for(kLookAgain);
  }
}

// Down at the first point, along the others frame by frame, up at the last.
json draw(Mailbox& mailbox, const DoorHooks& hooks, const json& request) {
  const std::string target = request.at("target").get<std::string>();
  const auto node = on_ui<std::optional<UiNode>>(mailbox, [&hooks, target] {
    const auto nodes = hooks.tree();
    const UiNode* found = find_target(nodes, target);
    return found != nullptr ? std::optional(*found) : std::nullopt;
  });
  if (!node || !*node) return failed(FailureCode::not_found, "nothing is called " + target);
  const auto points = request.at("points").get<std::vector<std::array<float, 2>>>();
  const auto finger = [&](const std::array<float, 2>& at, bool down) {
    const float x = (*node)->x + (*node)->w * at[0];
    const float y = (*node)->y + (*node)->h * at[1];
    (void)on_ui<bool>(mailbox, [&hooks, x, y, down] { return hooks.finger(x, y, down), true; });
    let_it_show(mailbox);
  };
  for (const auto& point : points) finger(point, true);
  if (!points.empty()) finger(points.back(), false);
  return {{"ok", true}};
}

json clock_request(const DoorHooks& hooks, const json& request) {
  if (request.contains("set")) return done(hooks.set_clock(request["set"].get<std::string>()));
  hooks.advance_clock(request.at("advance_ms").get<std::int64_t>());
  return {{"ok", true}};
}

// Requests that are answered in one go on the UI thread.
json at_once(const DoorHooks& hooks, const json& request) {
  const std::string cmd = request.at("cmd").get<std::string>();
  if (cmd == "tree") {
    json nodes = json::array();
    for (const auto& node : hooks.tree()) nodes.push_back(node_json(node));
    return {{"ok", true}, {"nodes", std::move(nodes)}};
  }
  if (cmd == "tap") {
    return done(tap(hooks, request.at("target").get<std::string>(), request.value("state", "")));
  }
  if (cmd == "key") return done(press_key(hooks, request));
  if (cmd == "screenshot") return done(hooks.screenshot(request.at("file").get<std::string>()));
  if (cmd == "heard") return {{"ok", true}, {"words", hooks.heard()}};
  if (cmd == "state") return {{"ok", true}, {"state", json::parse(hooks.state_json())}};
  if (cmd == "clock") return clock_request(hooks, request);
  if (cmd == "type") {
    hooks.type(request.at("text").get<std::string>());
    return {{"ok", true}};
  }
  if (cmd == "network") {
    hooks.network(request.at("plugged").get<bool>());
    return {{"ok", true}};
  }
  if (cmd == "disk") return done(hooks.disk(request.at("fault").get<std::string>()));
  return failed(FailureCode::unsupported, "unknown cmd " + cmd);
}

}  // namespace

Result<std::string> ask_emulator(const std::string& control, const std::string& line) {
  const std::string path = control.starts_with("unix:") ? control.substr(5) : control;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return fail(FailureCode::invalid_argument, "control path is too long");
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return fail(FailureCode::io_error, "socket");
  const timeval limit{10, 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  Result<std::string> result =
      fail(FailureCode::device_absent, "emulator does not answer: " + path);
  const std::string request = line + "\n";
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
      send(fd, request.data(), request.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(request.size())) {
    std::string answer;
    char c = 0;
    while (recv(fd, &c, 1, 0) == 1 && c != '\n') answer += c;
    if (c == '\n') result = answer;
  }
  close(fd);
  return result;
}

std::string Door::handle(const std::string& line) {
  const json request = json::parse(line, nullptr, false);
  json answer;
  try {
    if (!request.is_object() || !request.contains("cmd")) {
      answer = failed(FailureCode::invalid_argument, "a request is an object with cmd");
    } else if (request["cmd"] == "wait") {
      answer = wait_for(mailbox_, hooks_, request);
    } else if (request["cmd"] == "draw") {
      answer = draw(mailbox_, hooks_, request);
    } else if (request["cmd"] == "device") {
      const auto device = device_controls_.find(request.at("device").get<std::string>());
      if (device == device_controls_.end()) {
        answer = failed(FailureCode::device_absent, "no such emulator");
      } else {
        const auto heard = ask_emulator(device->second, request.dump());
        answer = heard ? json::parse(*heard) : failed(heard.error().code, heard.error().detail);
      }
    } else {
      auto heard = on_ui<json>(mailbox_, [this, request]() -> json {
        try {
          return at_once(hooks_, request);
        } catch (const std::exception& error) {
          return failed(FailureCode::invalid_argument, error.what());
        }
      });
      answer =
          heard ? std::move(*heard) : failed(FailureCode::timed_out, "the screen does not answer");
      const json& cmd = request["cmd"];
      if (cmd == "tap" || cmd == "type" || cmd == "key") let_it_show(mailbox_);
    }
  } catch (const std::exception& error) {
    answer = failed(FailureCode::invalid_argument, error.what());
  }
  if (request.is_object() && request.contains("id")) answer["id"] = request["id"];
  return answer.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace dk::kiosk::dev
