// Lays a template out over data: pages of the page model.
//
// Same template, data, words, fonts and `now`: the same pages, bit for bit. What stops a layout is
// a Stopped with the limit's name (limits.h); what only deserves to be known are notes and
// characters that no font has. One thread per Fonts.
#pragma once

#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "flows/documents/fonts.h"
#include "flows/documents/page.h"
#include "flows/documents/template.h"
#include "flows/feel/feel.h"

namespace dk::documents {

// The catalogue's text for a msgid, with its {places} still in it.
using Words = std::function<std::string(std::string_view language, std::string_view msgid)>;

struct LayoutOptions {
  std::string language = "zh-CN";
  Um roll_width = 0;  // of the paper that is there; 0: as the template says. Sheets ignore it
  feel::DateTime now{};
};

struct Document {
  std::vector<Page> pages;
  std::vector<char32_t> missing;   // drawn as boxes; sorted, each once
  std::vector<std::string> notes;  // "element: sentence", for authors
};

struct Stopped {
  std::string limit;    // "pages"; or what cannot be: symbol, seal, width, list, fonts
  std::string message;  // English, names the element
};

// `data` has the names that the template was loaded with; what is not in it is null.
[[nodiscard]] std::expected<Document, Stopped> layout(const Template& from,
                                                      const feel::Context& data, const Words& words,
                                                      Fonts& fonts,
                                                      const LayoutOptions& options = {});

}  // namespace dk::documents
