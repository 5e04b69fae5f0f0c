// The release program: no control socket, no recorder, no emulators; devices' addresses come from
// signed configuration only.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/process.h"
#include "kiosk/shell/app.h"

int main(int argc, char** argv) {
  dk::overwrite_freed_memory(argv);
  dk::forbid_core_dumps();
  dk::kiosk::AppOptions options;
  CLI::App cli{"District Kiosk terminal"};
  cli.add_option("--mode", options.mode, "citizen, testing or counter");
  cli.add_option("--config", options.config_file, "configuration file");
  cli.add_option("--data", options.data_folder, "data folder");
  cli.add_option("--share", options.share_folder, "texts and fonts");
  cli.add_option("--log", options.log_file, "log file (standard error when not given)");
  std::string window;
  cli.add_option("--window", window, "WIDTHxHEIGHT instead of full screen");
  CLI11_PARSE(cli, argc, argv);
  if (!window.empty() &&
      std::sscanf(window.c_str(), "%dx%d", &options.window_width, &options.window_height) != 2) {
    std::fprintf(stderr, "kiosk: --window wants WIDTHxHEIGHT\n");
    return 2;
  }
  auto app = dk::kiosk::App::open(std::move(options), {});
  if (!app) {
    std::fprintf(stderr, "kiosk: %s: %s\n", std::string(dk::name_of(app.error().code)).c_str(),
                 app.error().detail.c_str());
    return 1;
  }
  return (*app)->run();
}
