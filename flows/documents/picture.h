// PNG pictures of a template. Bytes are hostile: sizes are asked before anything is made. Any
// thread.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "flows/documents/page.h"

namespace dk::documents {

// What is wrong with it, in a sentence for authors.
[[nodiscard]] std::expected<Picture, std::string> read_png(std::string_view bytes,
                                                           std::int64_t most_dots);

}  // namespace dk::documents
