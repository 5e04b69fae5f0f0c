// An item as flowctl's verbs take it: a folder, a bundle or a signed bundle. One thread.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "flows/engine/item.h"

namespace dk::flows {

// The files of a folder, or of a bundle file; of a signed one without asking who signed it, which
// `flowctl verify` does.
[[nodiscard]] std::expected<engine::Files, engine::Finding> read_item(const std::string& path);
// Without findings, as terminals take it.
[[nodiscard]] std::expected<std::shared_ptr<const engine::Item>, engine::Findings> whole_item(
    const engine::Files& files);
[[nodiscard]] std::expected<std::shared_ptr<const engine::Item>, engine::Findings> load_whole(
    const std::string& path);

// For a person, with their number. The exit code: 1 when there are any.
int print_findings(const engine::Findings& findings);

}  // namespace dk::flows
