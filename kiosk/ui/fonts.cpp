#include "kiosk/ui/fonts.h"

#include <fcntl.h>
#include <imgui.h>
#include <imgui_freetype.h>
#include <imgui_internal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <span>

namespace dk::kiosk {

namespace {

// Face indices inside the Noto Sans CJK collections (fc-query).
constexpr int kFaceSc = 2, kFaceHk = 4, kFaceMonoSc = 7, kFaceMonoHk = 9;

// One read-only mapping per file for the life of the program.
Result<std::span<std::uint8_t>> map_file(const std::string& path) {
  static std::map<std::string, std::span<std::uint8_t>> mapped;
  if (const auto found = mapped.find(path); found != mapped.end()) return found->second;
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail(FailureCode::not_found, "font " + path);
  struct stat info{};
  void* address = MAP_FAILED;
  if (fstat(fd, &info) == 0) {
    address = mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_SHARED, fd, 0);
  }
  close(fd);
  if (address == MAP_FAILED) return fail(FailureCode::io_error, "cannot map " + path);
  const std::span<std::uint8_t> bytes(static_cast<std::uint8_t*>(address),
                                      static_cast<std::size_t>(info.st_size));
  mapped[path] = bytes;
  return bytes;
}

Result<ImFont*> add(const std::string& path, int face, bool embolden = false) {
  DK_TRY(bytes, map_file(path));
  ImFontConfig config;
  config.FontNo = static_cast<ImU32>(face);
  config.PixelSnapH = false;
  config.OversampleH = 1;
  config.OversampleV = 1;
  config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting;
  if (embolden) config.FontLoaderFlags |= ImGuiFreeTypeLoaderFlags_Bold;
  // Owned means not copied; the flag is taken back so that the atlas never frees a mapping.
  config.FontDataOwnedByAtlas = true;
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  ImFont* font =
      atlas->AddFontFromMemoryTTF(bytes.data(), static_cast<int>(bytes.size()), 0.0F, &config);
  if (font == nullptr) return fail(FailureCode::data_damaged, "font " + path);
  atlas->Sources.back().FontDataOwnedByAtlas = false;
  return font;
}

constexpr const char* kRegularFile = "/NotoSansCJK-Regular.ttc";
constexpr const char* kBoldFile = "/NotoSansCJK-Bold.ttc";
constexpr const char* kRareFiles[] = {"/HanaMinA.ttf", "/HanaMinB.ttf"};
// Ascent - descent of their hhea tables per em of 1024.
constexpr float kRareFactors[] = {(1062.0F + 251.0F) / 1024.0F, (912.0F + 169.0F) / 1024.0F};
constexpr std::size_t kNoFont = 3;

std::string_view first_character(std::string_view utf8, char32_t& code) {
  unsigned int c = 0;
  const int length = ImTextCharFromUtf8(&c, utf8.data(), utf8.data() + utf8.size());
  code = c;
  return utf8.substr(0, static_cast<std::size_t>(std::max(length, 1)));
}

}  // namespace

Status Fonts::load(const FontFolders& folders, std::string_view language) {
  folders_ = folders;
  sc_.face = kFaceSc;
  sc_.mono_face = kFaceMonoSc;
  hk_.face = kFaceHk;
  hk_.mono_face = kFaceMonoHk;
  DK_TRY(fill, add(folders.icons + "/Phosphor-Fill.ttf", 0));
  icon_fill_ = fill;
  DK_TRY(bold, add(folders.icons + "/Phosphor-Bold.ttf", 0));
  icon_bold_ = bold;
  return use_language(language);
}

Status Fonts::use_language(std::string_view language) {
  Faces& faces = language == "zh-HK" ? hk_ : sc_;
  if (faces.regular == nullptr) {
    DK_TRY(regular, add(folders_.noto + kRegularFile, faces.face));
    DK_TRY(bold, add(folders_.noto + kBoldFile, faces.face));
    faces.regular = regular;
    faces.bold = bold;
  }
  current_ = &faces;
  return {};
}

ImFont* Fonts::text(Weight weight) {
  switch (weight) {
    case Weight::Regular:
      return current_->regular;
    case Weight::Bold:
      return current_->bold;
    case Weight::Mono:
      break;
  }
  if (current_->mono == nullptr) {
    // Same file as bold, which is mapped already.
    const auto mono = add(folders_.noto + kBoldFile, current_->mono_face);
    current_->mono = mono ? *mono : current_->bold;
  }
  return current_->mono;
}

Fonts::Rare& Fonts::rare(std::size_t file, bool bold) {
  Rare& rare = rare_[file][bold ? 1 : 0];
  if (!rare.tried) {
    rare.tried = true;
    if (const auto font = add(folders_.hanazono + kRareFiles[file], 0, bold)) {
      rare.font = *font;
      rare.factor = kRareFactors[file];
    }
  }
  return rare;
}

std::size_t Fonts::source_of(Weight weight, char32_t code) {
  const auto wide = static_cast<ImWchar>(code);
  if (code <= ' ' || text(weight)->IsGlyphInFont(wide)) return 0;
  for (std::size_t file = 0; file < 2; ++file) {
    ImFont* font = rare(file, weight != Weight::Regular).font;
    if (font != nullptr && font->IsGlyphInFont(wide)) return file + 1;
  }
  return kNoFont;
}

std::vector<FontRun> Fonts::runs(Weight weight, std::string_view utf8) {
  std::vector<FontRun> runs;
  std::size_t last = kNoFont + 1;
  while (!utf8.empty()) {
    char32_t code = 0;
    const std::string_view one = first_character(utf8, code);
    std::size_t source = source_of(weight, code);
    if (source == kNoFont) source = 0;  // the text's own font shows that it lacks it
    if (source == last) {
      FontRun& run = runs.back();
      run.words = {run.words.data(), run.words.size() + one.size()};
    } else if (source == 0) {
      runs.push_back({text(weight), one, kTextFactor, false});
    } else {
      const Rare& font = rare(source - 1, weight != Weight::Regular);
      runs.push_back({font.font, one, font.factor, true});
    }
    last = source;
    utf8.remove_prefix(one.size());
  }
  return runs;
}

bool Fonts::can_draw(Weight weight, std::string_view utf8) {
  while (!utf8.empty()) {
    char32_t code = 0;
    const std::string_view one = first_character(utf8, code);
    if (source_of(weight, code) == kNoFont) return false;
    utf8.remove_prefix(one.size());
  }
  return true;
}

}  // namespace dk::kiosk
