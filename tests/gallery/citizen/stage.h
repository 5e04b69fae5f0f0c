// A citizen's screen without a display, in one look and one language: draws pages and gives what
// was drawn, as pixels and as what the checks have seen. The clock of what moves stands still, so
// the same page is the same pixels every time. One at a time in a process.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "kiosk/ui/pictures.h"
#include "kiosk/ui/platform.h"
#include "kiosk/ui/ui.h"
#include "kiosk/ui/widgets/pads.h"
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

struct Folders {
  std::string texts = DK_TEXTS_DIR, icons = DK_ICONS_DIR, art = DK_ART_DIR;
};

class CitizenStage {
 public:
  // Failure: device_absent, not_found, data_damaged.
  [[nodiscard]] static Result<std::unique_ptr<CitizenStage>> open(const CitizenLook& look,
                                                                  std::string_view language,
                                                                  const Folders& folders);

  // Afterwards ui() says what stands where. Only what was drawn has pixels; without words it is the
  // ground on which they stand.
  enum class How { Drawn, WithoutWords, Rehearsed };
  void show(const CitizenPage& page, How how);
  [[nodiscard]] Result<Raster> pixels() { return platform_->pixels(); }
  [[nodiscard]] const Ui& ui() const { return *ui_; }
  [[nodiscard]] const citizen::CitizenView& view() const { return view_; }
  [[nodiscard]] const CitizenLook& look() const { return look_; }
  [[nodiscard]] const std::string& language() const { return language_; }

 private:
  CitizenStage(CitizenLook look, std::string_view language)
      : look_(std::move(look)), language_(language) {}

  CitizenLook look_;
  std::string language_;
  std::unique_ptr<Platform> platform_;
  Fonts fonts_;
  std::unique_ptr<Ui> ui_;
  citizen::CitizenView view_;
  widgets::Written signature_;
};

}  // namespace dk::kiosk::gallery
