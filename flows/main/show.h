// What was understood of a BPMN or DMN file, as lines that a person reads and that two files can be
// compared by: everything with a meaning is there, once; ids of the drawing, spaces and the order
// of attributes are not. Pure.
#pragma once

#include <string>

#include "flows/bpmn/process.h"
#include "flows/dmn/model.h"

namespace dk::flows {

[[nodiscard]] std::string described(const bpmn::Process& process);
[[nodiscard]] std::string described(const dmn::Model& model);

// flowctl's verb: the file's description, or the element that is refused and why. The exit code.
int show_file(const std::string& file);

}  // namespace dk::flows
