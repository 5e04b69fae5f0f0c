// The tube label: the template flows/catalogue/sampling-label over what is known of a sealed tube.
// No person's name or number is on it. Words come from i18n in its current language.
//
// load() on any thread; make() on the UI thread. The fonts are opened with the first label.
// Failures: not_found (no template there), data_damaged (it is no template, or does not lay out).
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "drivers/receipt-printer/page.h"
#include "flows/documents/layout.h"
#include "kiosk/sampling/update.h"

namespace dk::kiosk {

class LabelMaker {
 public:
  // `catalogue`: the folder of the service items, share/catalogue.
  [[nodiscard]] static Result<std::unique_ptr<LabelMaker>> load(const std::string& catalogue);

  // `paper_dots`: what the printer can print side by side.
  [[nodiscard]] Result<drivers::PrintPage> make(const sampling::PrintLabel& label, int paper_dots);
  // The label before it is dots.
  [[nodiscard]] Result<documents::Document> lay(const sampling::PrintLabel& label, int paper_dots);
  [[nodiscard]] std::vector<std::string> message_ids() const { return template_.message_ids(); }

 private:
  explicit LabelMaker(documents::Template from) : template_(std::move(from)) {}
  documents::Template template_;
  documents::Fonts fonts_;
};

}  // namespace dk::kiosk
