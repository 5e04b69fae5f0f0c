// The part of the printer emulator that people talk to.
#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string_view>

#include "drivers/emulation/png_file.h"
#include "drivers/receipt-printer/emulator/printer_emulator.h"

namespace dk::drivers {
namespace {

constexpr std::array<std::string_view, 8> kFaults = {
    "run_out_of_paper", "paper_near_end", "open_cover", "jam_cutter",
    "overheat",         "break_down",     "power_off",  "unplug"};

}  // namespace

VerbAnswer PrinterEmulator::verb(const std::string& verb, const VerbArguments& arguments, bool) {
  if (verb == "state") return state();
  if (verb == "tickets") return tickets();
  if (verb == "tear") {
    finish_ticket();
    return {};
  }
  if (verb == "slow") {
    const auto rate = number_argument(arguments, "bytes_per_s");
    if (!rate || *rate > 10'000'000) {
      return refused("invalid_argument", "bytes_per_s, 0 = as fast as it can");
    }
    bytes_per_s_ = *rate;
    allowance_used_ = 0;
    return {};
  }
  if (arguments.contains("after_dots")) {
    const auto rows = number_argument(arguments, "after_dots");
    if (!rows || std::ranges::find(kFaults, verb) == kFaults.end()) {
      return refused("invalid_argument", "only a fault strikes after a number of rows");
    }
    PlannedFault fault{verb, arguments, paper_.total_rows() + *rows};
    const auto later = std::ranges::upper_bound(planned_, fault.at_row, {}, &PlannedFault::at_row);
    planned_.insert(later, std::move(fault));
    return {};
  }
  if (!apply(verb, arguments)) return refused("unsupported", "a printer cannot " + verb);
  return {};
}

bool PrinterEmulator::apply(const std::string& verb, const VerbArguments& arguments) {
  const Condition before = condition_;
  if (verb == "run_out_of_paper") {
    condition_.paper_out = condition_.paper_low = true;
  } else if (verb == "paper_near_end") {
    condition_.paper_low = true;
  } else if (verb == "load_paper") {
    condition_.paper_out = condition_.paper_low = false;
  } else if (verb == "open_cover") {
    condition_.cover_open = true;
  } else if (verb == "close_cover") {
    condition_.cover_open = false;
  } else if (verb == "jam_cutter") {
    if (argument(arguments, "at") == "cut") {
      jam_at_cut_ = true;
    } else {
      condition_.cutter_jammed = true;
    }
  } else if (verb == "clear") {
    condition_.cutter_jammed = condition_.broken = jam_at_cut_ = false;
  } else if (verb == "overheat") {
    condition_.head_hot = true;
  } else if (verb == "cool") {
    condition_.head_hot = false;
  } else if (verb == "break_down") {
    condition_.broken = true;
  } else if (verb == "power_off") {
    power_off(argument(arguments, "silent") == "true");
  } else if (verb == "power_on") {
    powered_ = true;
    silent_ = false;
  } else if (verb == "unplug") {
    pull_plug_ = true;
  } else {
    return false;
  }
  tell_changes(before);
  return true;
}

void PrinterEmulator::finish_ticket() {
  if (paper_.rows() == 0) return;
  std::array<char, 32> name{};
  std::snprintf(name.data(), name.size(), "/ticket-%04zu.png", tickets_.size() + 1);
  const std::string path = out_folder_ + name.data();
  std::vector<std::string> lines = paper_.words();
  if (paper_.overlong()) lines.emplace_back("[longer than this picture]");
  if (!write_png(path, paper_.picture())) lines.emplace_back("[picture could not be written]");
  tickets_.push_back({path, std::move(lines)});
  paper_.tear();
}

VerbAnswer PrinterEmulator::tickets() const {
  nlohmann::json list = nlohmann::json::array();
  for (const Ticket& ticket : tickets_)
    list.push_back({{"png", ticket.path}, {"lines", ticket.lines}});
  const nlohmann::json fields = {{"tickets", list}};
  return {"", "", fields.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

VerbAnswer PrinterEmulator::state() const {
  const Condition& c = condition_;
  const nlohmann::json fields = {
      {"powered", powered_},
      {"offline", c.offline()},
      {"cover_open", c.cover_open},
      {"paper", c.paper_out   ? "out"
                : c.paper_low ? "low"
                              : "full"},
      {"cutter_jammed", c.cutter_jammed},
      {"head_hot", c.head_hot},
      {"broken", c.broken},
      {"buffered_bytes", buffer_.size() - buffer_read_},
      {"tickets", tickets_.size()},
      {"rows_hanging_out", paper_.rows()},
      {"rows_printed", paper_.total_rows()},
      {"unknown_commands", interpreter_.unknown_commands()},
      {"asb_mask", asb_mask_},
  };
  return {"", "", fields.dump()};
}

}  // namespace dk::drivers
