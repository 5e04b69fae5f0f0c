// The development program: the same terminal plus the test door, the dock and emulated devices.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "base/process.h"
#include "kiosk/dev/citizen_view_json.h"
#include "kiosk/dev/control_server.h"
#include "kiosk/dev/dev_clock.h"
#include "kiosk/dev/disk_switch.h"
#include "kiosk/dev/dock.h"
#include "kiosk/dev/door.h"
#include "kiosk/dev/emulators.h"
#include "kiosk/dev/listener.h"
#include "kiosk/dev/network_switch.h"
#include "kiosk/dev/view_json.h"
#include "kiosk/shell/app.h"

namespace {

using namespace dk;
using namespace dk::kiosk;

struct DevOptions {
  AppOptions app;
  std::string window;
  std::string clock;
  std::string control;
  std::vector<std::string> devices;            // scanner=ADDRESS
  std::vector<std::string> emulator_controls;  // scanner=unix:PATH
  std::string persons_file;
  bool dock = false;
  std::string district_folder;
};

std::map<std::string, std::string> pairs(const std::vector<std::string>& given) {
  std::map<std::string, std::string> found;
  for (const auto& text : given) {
    const auto equals = text.find('=');
    if (equals != std::string::npos) found[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return found;
}

int complain(const Failure& failure) {
  std::fprintf(stderr, "kiosk-dev: %s: %s\n", std::string(name_of(failure.code)).c_str(),
               failure.detail.c_str());
  return 1;
}

dev::DoorHooks hooks_of(App& app, dev::DevClock& clock, dev::NetworkSwitch& network,
                        dev::DiskSwitch& disk, dev::Listener& listener) {
  dev::DoorHooks hooks;
  hooks.tree = [&app] { return app.ui().tree().nodes(); };
  hooks.press = [&app](float x, float y) { app.platform().press(x, y); };
  hooks.finger = [&app](float x, float y, bool down) { app.platform().finger(x, y, down); };
  hooks.key = [&app](const std::string& name, bool down) { return app.platform().key(name, down); };
  hooks.type = [&app](const std::string& text) { app.platform().type(text); };
  hooks.screenshot = [&app](const std::string& file) { return app.platform().screenshot(file); };
  hooks.heard = [&listener] { return listener.heard(); };
  hooks.state_json = [&app, &network] {
    auto state =
        nlohmann::json::parse(app.desk() != nullptr ? to_json(app.desk()->view())
                                                    : to_json(app.citizen()->runtime().view()));
    state["network_plugged"] = network.plugged();
    state["frames"] = app.platform().presented();
    state["renderer"] = app.platform().renderer_name();
    state["clipped"] = app.ui().checks().clipped;
    state["missing_glyphs"] = app.ui().checks().missing_glyphs;
    return state.dump();
  };
  hooks.idle = [&app] { return app.mode().idle(); };
  hooks.set_clock = [&clock](const std::string& text) -> Status {
    const auto at = from_rfc3339(text);
    if (!at) return fail(FailureCode::invalid_argument, "not RFC 3339: " + text);
    clock.set(*at);
    return {};
  };
  hooks.advance_clock = [&clock](std::int64_t ms) { clock.advance(ms); };
  hooks.network = [&network](bool plugged) { network.plug(plugged); };
  hooks.disk = [&disk](const std::string& fault) { return disk.set(fault); };
  return hooks;
}

int run(DevOptions options) {
  dev::DevClock clock;
  dev::NetworkSwitch network;
  dev::DiskSwitch disk;
  AppHooks hooks;
  hooks.clock = &clock;
  if (!options.clock.empty()) {
    const auto start = from_rfc3339(options.clock);
    if (!start) return complain({FailureCode::invalid_argument, "--clock wants RFC 3339"});
    clock.set(*start);
    hooks.moved_clock = true;
  }
  if (options.dock && options.app.window_width > 0) options.app.window_width += dev::Dock::kWidth;
  dev::Emulators emulators(program_folder() + "/devicectl", options.app.data_folder + "-emulators",
                           options.persons_file);
  hooks.device_overrides = pairs(options.devices);
  hooks.resolve_address = [&emulators](const std::string& device, const std::string& address) {
    return emulators.address_of(device, address);
  };
  hooks.decorate_remote = [&network](std::unique_ptr<cache::Remote> remote) {
    return network.decorate(std::move(remote));
  };
  hooks.store_vfs = disk.vfs();
  dev::Listener listener;
  hooks.decorate_speaker = [&listener](Speaker& speaker) -> Speaker& {
    listener.listen_to(speaker);
    return listener;
  };
  std::unique_ptr<dev::Dock> dock;
  App* running = nullptr;
  if (options.dock) {
    hooks.side_width = dev::Dock::kWidth;
    hooks.draw_side = [&] {
      if (dock) dock->draw(running->platform().width(), running->platform().height());
    };
  }
  auto controls = pairs(options.emulator_controls);
  for (const auto& [device, address] : hooks.device_overrides) {
    if (address.starts_with("emulator:")) controls[device] = emulators.control_of(device);
  }
  const bool citizen = options.app.mode == "citizen";
  auto app = App::open(std::move(options.app), std::move(hooks));
  if (!app) return complain(app.error());
  running = app->get();
  running->ui().collect_checks(true);
  if (options.dock) {
    dev::DockOptions look;
    look.citizen = citizen;
    look.emulators = &emulators;
    look.network = &network;
    look.district_program = program_folder() + "/district";
    look.district_folder = options.district_folder;
    look.now = [&clock] { return clock.now(); };
    look.advance_clock_ms = [&clock](std::int64_t ms) { clock.advance(ms); };
    dock = std::make_unique<dev::Dock>(std::move(look), running->fonts());
  }
  dev::Door door(running->mailbox(), hooks_of(*running, clock, network, disk, listener),
                 std::move(controls));
  std::unique_ptr<dev::ControlServer> server;
  if (!options.control.empty()) {
    const std::string path =
        options.control.starts_with("unix:") ? options.control.substr(5) : options.control;
    auto opened = dev::ControlServer::open(
        path, [&door](const std::string& line) { return door.handle(line); });
    if (!opened) return complain(opened.error());
    server = std::move(*opened);
  }
  const int code = running->run();
  running->mailbox().close();
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  dk::overwrite_freed_memory(argv);
  dk::forbid_core_dumps();
  DevOptions options;
  CLI::App cli{"District Kiosk terminal, development program"};
  cli.add_option("--mode", options.app.mode, "citizen, testing or counter");
  cli.add_option("--config", options.app.config_file, "configuration file");
  cli.add_option("--data", options.app.data_folder, "data folder");
  cli.add_option("--share", options.app.share_folder, "texts and fonts");
  cli.add_option("--log", options.app.log_file, "log file (standard error when not given)");
  cli.add_option("--window", options.window, "WIDTHxHEIGHT instead of full screen");
  cli.add_option("--clock", options.clock, "start of the application's clock, RFC 3339");
  cli.add_option("--control", options.control, "unix:PATH of the test door");
  cli.add_option("--device", options.devices, "DEVICE=ADDRESS; emulator: starts an emulator");
  cli.add_option("--emulator-control", options.emulator_controls,
                 "DEVICE=unix:PATH of an emulator that runs already");
  cli.add_option("--persons", options.persons_file, "people whose cards the emulators have");
  cli.add_flag("--dock", options.dock, "the strip that drives the emulators");
  cli.add_option("--district-dir", options.district_folder, "the dock issues codes from here");
  CLI11_PARSE(cli, argc, argv);
  if (!options.window.empty() &&
      std::sscanf(options.window.c_str(), "%dx%d", &options.app.window_width,
                  &options.app.window_height) != 2) {
    return complain({FailureCode::invalid_argument, "--window wants WIDTHxHEIGHT"});
  }
  return run(std::move(options));
}
