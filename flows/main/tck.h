// Runs the DMN Technology Compatibility Kit: each result node of each test case passes or fails.
#pragma once

#include <string>
#include <vector>

namespace dk::flows {

struct TckResult {
  std::string file;
  std::string test_case;
  std::string node;
  bool passed = false;
  std::string found;  // what the engine gave, as FEEL writes it
  std::string why;    // expected and found, or why the model did not load
};

// All `*.xml` of a folder and those below it, beside their models.
[[nodiscard]] std::vector<TckResult> run_tck(const std::string& folder);

}  // namespace dk::flows
