// What is wrong with an item, for its author: the file, the element in it, and a plain sentence.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace dk::engine {

struct Finding {
  std::string file;
  std::string element;  // id or name; may be empty
  std::string message;
};
using Findings = std::vector<Finding>;

// The files of one item by their path in its folder ("journey.bpmn", "texts/en.mo").
using Files = std::map<std::string, std::string>;

}  // namespace dk::engine
