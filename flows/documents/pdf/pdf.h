// Pages as a PDF: text is text (found, copied, read aloud), letters are vectors of embedded
// subsets.
//
// A library of its own: it links cairo, whose libraries cost a program 4 ms at its start. Same
// pages and options: the same bytes; no date is in it unless one is given. Font files stay open for
// the life of the program, because cairo keeps what it made of them. Any thread, one per Fonts.
// Stopped: "pages" (none), "pdf" (cairo's sentence).
#pragma once

#include <expected>
#include <span>
#include <string>

#include "flows/documents/fonts.h"
#include "flows/documents/layout.h"
#include "flows/documents/page.h"

namespace dk::documents {

struct PdfOptions {
  std::string title{};
  std::string created{};  // ISO 8601, "2022-11-18T09:00:00Z"; empty: no date
};

[[nodiscard]] std::expected<std::string, Stopped> pdf(std::span<const Page> pages, Fonts& fonts,
                                                      const PdfOptions& options = {});

}  // namespace dk::documents
