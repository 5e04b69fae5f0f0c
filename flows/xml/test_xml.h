// Texts as XML holds them, for tests that write files. Header only.
#pragma once

#include <string>

namespace dk::flows::test {

// Fit for an attribute and between tags.
inline std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace dk::flows::test
