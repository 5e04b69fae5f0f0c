// Lines of show.h, indented by two spaces a level. Inside flows/main only; one thread.
#pragma once

#include <string>
#include <string_view>

#include "flows/json/json.h"

namespace dk::flows {

class Lines {
 public:
  void begin(std::string_view what, const std::string& name) {
    indent();
    out_ += what;
    if (!name.empty()) out_.append(" ").append(quoted(name));
    out_ += '\n';
    ++depth_;
  }
  void end() { --depth_; }
  // Nothing is said of what is empty.
  void text(std::string_view what, const std::string& value) {
    if (value.empty()) return;
    indent();
    out_.append(what).append(": ").append(quoted(value)).append("\n");
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void indent() { out_.append(depth_ * 2, ' '); }
  // One line, whatever is in it.
  static std::string quoted(const std::string& value) { return to_json(feel::Value(value)); }

  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace dk::flows
