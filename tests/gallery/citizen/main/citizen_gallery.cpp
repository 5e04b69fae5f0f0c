// Draws the citizen's pages without a display in every look and language, writes them as PNG, and
// fails on what a person of 82 would stumble over, and on pages that look different from the kept
// pictures. `citizen_gallery --look elder --view form_step --out /tmp/pictures`
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "tests/gallery/citizen/findings.h"
#include "tests/gallery/citizen/reduced.h"
#include "tests/gallery/citizen/references.h"
#include "tests/gallery/citizen/stage.h"

namespace {

using namespace dk;
using namespace dk::kiosk;
using namespace dk::kiosk::gallery;

struct Options {
  std::vector<std::string> looks, languages, views;
  std::string out, references = DK_REFERENCES_DIR, differences = DK_DIFFERENCES_DIR;
  Folders folders;
  bool list = false, write_references = false, pictures_only = false;
};

bool wanted(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::ranges::find(names, name) != names.end();
}

class Show {
 public:
  Show(const Options& options, CitizenStage& stage, const References& references)
      : options_(options), stage_(stage), references_(references) {}

  Status page(const CitizenPage& page) {
    ++drawn_;
    if (!options_.pictures_only) DK_CHECK(check(page));
    const bool kept = references_.keeps(page);
    if (!kept && !pictured(page)) return {};
    stage_.show(page, CitizenStage::How::Drawn);
    DK_TRY(pixels, stage_.pixels());
    if (kept && options_.write_references) {
      DK_CHECK(references_.keep(page, pixels));
    } else if (kept && !options_.pictures_only) {
      if (const auto line = references_.compare(page, pixels)) found(page, *line);
    }
    if (!pictured(page)) return {};
    const std::string folder = options_.out + "/" + stage_.look().name + "." + stage_.language();
    std::filesystem::create_directories(folder);
    return write_png(pixels, folder + "/" + page.name + ".png", 3);
  }

  void left_over(const std::vector<CitizenPage>& pages) {
    for (const std::string& file : references_.left_over(pages)) {
      if (options_.write_references) {
        std::filesystem::remove(file);
      } else {
        std::fprintf(stderr, "a picture of a page that is not kept: %s\n", file.c_str());
        ++wrong_;
      }
    }
  }

  [[nodiscard]] int wrong() const { return wrong_; }
  [[nodiscard]] int drawn() const { return drawn_; }

 private:
  // The words of each failure are pictured in one look.
  [[nodiscard]] bool pictured(const CitizenPage& page) const {
    if (options_.out.empty()) return false;
    return !page.other_words || !options_.views.empty() ||
           stage_.look().name == citizen_looks().front().name;
  }

  Status check(const CitizenPage& page) {
    // A page comes up with its second frame: then the focus is where it belongs.
    std::optional<Raster> ground;
    if (stage_.language() == gallery_languages().front() && !page.other_words) {
      // A colour is the same in each language and each failure.
      stage_.show(page, CitizenStage::How::WithoutWords);
      DK_TRY(pixels, stage_.pixels());
      ground = std::move(pixels);
    } else {
      stage_.show(page, CitizenStage::How::Rehearsed);
    }
    stage_.show(page, CitizenStage::How::Rehearsed);
    std::optional<input::InputView> pad;
    if (page.pad) pad = page.pad(stage_.language());
    const Checks checks = without_covered(stage_.ui().checks(), stage_.ui().tree());
    for (const auto& line :
         findings_in({checks, stage_.ui().tree(), stage_.view(), pad ? &*pad : nullptr})) {
      found(page, line);
    }
    if (!ground) return {};
    for (const auto& line : low_contrast(checks, *ground, stage_.look().access.elder))
      found(page, line);
    return {};
  }

  void found(const CitizenPage& page, const std::string& line) {
    std::fprintf(stderr, "%s.%s %s: %s\n", stage_.look().name.c_str(), stage_.language().c_str(),
                 page.name.c_str(), line.c_str());
    ++wrong_;
  }

  const Options& options_;
  CitizenStage& stage_;
  const References& references_;
  int wrong_ = 0, drawn_ = 0;
};

int complain(const Failure& failure) {
  std::fprintf(stderr, "citizen_gallery: %s: %s\n", std::string(name_of(failure.code)).c_str(),
               failure.detail.c_str());
  return 2;
}

int run(const Options& options) {
  const std::vector<CitizenPage> pages = citizen_pages();
  int wrong = 0;
  int drawn = 0;
  for (const CitizenLook& look : citizen_looks()) {
    for (const std::string& language : gallery_languages()) {
      if (!wanted(options.looks, look.name) || !wanted(options.languages, language)) continue;
      auto stage = CitizenStage::open(look, language, options.folders);
      if (!stage) return complain(stage.error());
      const References references(options.references, options.differences, look, language);
      Show show(options, **stage, references);
      for (const CitizenPage& page : pages) {
        if (!wanted(options.views, page.name)) continue;
        if (const Status done = show.page(page); !done) return complain(done.error());
      }
      if (!options.pictures_only) show.left_over(pages);
      wrong += show.wrong();
      drawn += show.drawn();
    }
  }
  std::printf("%d pages, %d findings\n", drawn, wrong);
  return wrong == 0 && drawn > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("The citizen's pages as pictures, and what is wrong with them");
  app.add_option("--look", options.looks, "only these looks");
  app.add_option("--language", options.languages, "only these languages");
  app.add_option("--view", options.views, "only these pages");
  app.add_option("--out", options.out, "folder for the pictures");
  app.add_option("--references", options.references, "folder of the kept pictures");
  app.add_option("--differences", options.differences, "folder for pictures of what differs");
  app.add_option("--texts", options.folders.texts, "folder of the .mo files");
  app.add_option("--icons", options.folders.icons, "folder of the Phosphor fonts");
  app.add_option("--art", options.folders.art, "folder of the drawn art");
  app.add_flag("--write-references", options.write_references, "keep how the pages look now");
  app.add_flag("--pictures-only", options.pictures_only, "no checks");
  app.add_flag("--list", options.list, "names of the looks and pages");
  CLI11_PARSE(app, argc, argv);
  if (!options.list) return run(options);
  for (const CitizenLook& look : citizen_looks()) std::printf("look %s\n", look.name.c_str());
  for (const CitizenPage& page : citizen_pages()) std::printf("%s\n", page.name.c_str());
  return 0;
}
