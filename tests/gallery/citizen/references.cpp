#include "tests/gallery/citizen/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "tests/gallery/citizen/reduced.h"

namespace dk::kiosk::gallery {

namespace {

namespace fs = std::filesystem;

// A page of each layout.
const char* const kInEachLook[] = {"home",
                                   "home_offline",
                                   "home_timeout",
                                   "attract",
                                   "list",
                                   "search_found",
                                   "guide",
                                   "login_id_card",
                                   "login_second_failed",
                                   "mine",
                                   "cases",
                                   "form_step",
                                   "form_wrong",
                                   "form_facts_open",
                                   "review",
                                   "decision_approved",
                                   "decision_refused",
                                   "trouble_sent",
                                   "help_menu",
                                   "sos",
                                   "notice",
                                   "sign",
                                   "take_card",
                                   "goodbye",
                                   "settings",
                                   "input_pinyin",
                                   "input_ink"};
// Words of another length.
const char* const kInEachLanguage[] = {"home",     "login_id_card",     "form_step",
                                       "guide",    "decision_approved", "trouble_sent",
                                       "help_menu"};

template <class Names>
bool among(const Names& names, const std::string& name) {
  return std::ranges::find(names, name) != std::ranges::end(names);
}

}  // namespace

References::References(std::string folder, std::string differences, const CitizenLook& look,
                       std::string_view language)
    : folder_(std::move(folder)),
      differences_(std::move(differences)),
      kind_(look.name + "." + std::string(language)) {}

bool References::keeps(const CitizenPage& page) const {
  if (page.other_words) return false;
  if (kind_ == "standard.zh-CN") return true;
  if (kind_ == "elder.zh-CN" || kind_ == "low.zh-CN" || kind_ == "wide.zh-CN") {
    return among(kInEachLook, page.name);
  }
  const bool plain = kind_ == "standard.zh-HK" || kind_ == "standard.en" || kind_ == "wide.en" ||
                     kind_ == "elder.en" || kind_ == "contrast.zh-CN" ||
                     kind_ == "elder_low.zh-CN" || kind_ == "elder_wide.zh-CN";
  return plain && among(kInEachLanguage, page.name);
}

std::string References::file_of(const CitizenPage& page) const {
  return folder_ + "/" + kind_ + "/" + page.name + ".png";
}

std::optional<std::string> References::compare(const CitizenPage& page, const Raster& now) const {
  const auto wanted = read_png(file_of(page));
  if (!wanted) return "no reference picture: " + wanted.error().detail;
  const Raster small = reduced(now);
  const Difference found = difference(*wanted, small);
  if (found.same_page()) return std::nullopt;
  std::error_code error;
  fs::create_directories(differences_, error);
  const std::string file = differences_ + "/" + kind_ + "." + page.name;
  const Status written = write_png(shown_difference(*wanted, small), file + ".difference.png", 3);
  const Status whole = write_png(now, file + ".png", 3);
  return fmt::format("looks different: {} blocks, by up to {}; see {}{}", found.blocks, found.most,
                     file + ".difference.png", written && whole ? "" : " (not written)");
}

Status References::keep(const CitizenPage& page, const Raster& now) const {
  std::error_code error;
  fs::create_directories(folder_ + "/" + kind_, error);
  // What is the same page stays the same file.
  if (const auto before = read_png(file_of(page));
      before && difference(*before, reduced(now)).most == 0) {
    return {};
  }
  return write_png(reduced(now), file_of(page), 9);
}

std::vector<std::string> References::left_over(const std::vector<CitizenPage>& pages) const {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_ + "/" + kind_, error)) {
    const std::string name = entry.path().stem().string();
    const bool kept = std::ranges::any_of(
        pages, [&](const CitizenPage& page) { return page.name == name && keeps(page); });
    if (!kept) files.push_back(entry.path().string());
  }
  return files;
}

}  // namespace dk::kiosk::gallery
