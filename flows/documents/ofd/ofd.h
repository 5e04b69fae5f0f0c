// Pages as OFD (GB/T 33190-2016), the format of electronic certificates: a ZIP of XML in which text
// is text (found, copied, read aloud), letters are vectors of embedded subsets.
//
//   OFD.xml                            what it is, its id, where the document begins
//   Doc_0/Document.xml                 page size, resources, list of pages
//   Doc_0/PublicRes.xml                fonts        Doc_0/Res/font_ID.otf
//   Doc_0/DocumentRes.xml              pictures     Doc_0/Res/image_ID.png
//   Doc_0/Pages/Page_N/Content.xml     text, paths and pictures in the order of the page model
//
// Lengths are millimetres from the page's top left corner (clause 6.2). Each letter has its place
// (DeltaX) and its glyph (CGTransform), so that no reader's own layout moves a line. Signatures and
// seals of clause 18 are the business of who signs it.
// Same pages and options: the same bytes; no date is in it unless one is given. One thread per
// Fonts. Stopped: "pages" (none), "id", "fonts" (a file that is gone), "picture" (cannot be
// packed).
#pragma once

#include <expected>
#include <span>
#include <string>

#include "flows/documents/fonts.h"
#include "flows/documents/layout.h"
#include "flows/documents/page.h"

namespace dk::documents {

struct OfdOptions {
  std::string id{};  // DocID: 32 hexadecimal digits, the document's own
  std::string title{};
  std::string created{};  // "2022-11-18"; empty: no date
};

[[nodiscard]] std::expected<std::string, Stopped> ofd(std::span<const Page> pages, Fonts& fonts,
                                                      const OfdOptions& options);

}  // namespace dk::documents
