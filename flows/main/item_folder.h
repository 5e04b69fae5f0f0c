// An item's folder as its author edits it, read into Files; texts/*.po are compiled by gettext's
// msgfmt on the way, so the author needs no other tool. One thread.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "flows/engine/finding.h"

namespace dk::flows {

// At most 1,000 files and 64 MB; names that begin with a dot are left out.
[[nodiscard]] std::expected<engine::Files, engine::Finding> read_item_folder(
    const std::filesystem::path& folder);

// A file's bytes. The error is a plain sentence.
[[nodiscard]] std::expected<std::string, std::string> read_text_file(
    const std::filesystem::path& file);

}  // namespace dk::flows
