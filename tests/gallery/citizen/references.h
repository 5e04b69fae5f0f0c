// The kept pictures of pages, one small PNG each: FOLDER/LOOK.LANGUAGE/PAGE.png. Which are kept:
// every page as most people see it, and in the other looks and languages those that are laid out
// in a way of their own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/pictures.h"
#include "tests/gallery/citizen/views.h"

namespace dk::kiosk::gallery {

class References {
 public:
  // `differences`: where pictures of what differs go.
  References(std::string folder, std::string differences, const CitizenLook& look,
             std::string_view language);

  [[nodiscard]] bool keeps(const CitizenPage& page) const;
  // What is wrong, as a line; nothing: it is the same page.
  [[nodiscard]] std::optional<std::string> compare(const CitizenPage& page,
                                                   const Raster& now) const;
  [[nodiscard]] Status keep(const CitizenPage& page, const Raster& now) const;
  // Pictures of pages that are no longer kept.
  [[nodiscard]] std::vector<std::string> left_over(const std::vector<CitizenPage>& pages) const;

 private:
  [[nodiscard]] std::string file_of(const CitizenPage& page) const;
  std::string folder_, differences_, kind_;
};

}  // namespace dk::kiosk::gallery
