// Words and icons.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "kiosk/ui/ui.h"

namespace dk::kiosk {

namespace {

constexpr std::string_view kEllipsis = "\u2026";

std::string_view first_character(std::string_view utf8) {
  unsigned int code = 0;
  const int length = ImTextCharFromUtf8(&code, utf8.data(), utf8.data() + utf8.size());
  return utf8.substr(0, static_cast<std::size_t>(std::max(length, 1)));
}

// A line does not begin with these.
bool closes(std::string_view utf8) {
  for (const std::string_view mark : {"\u3002", "\uff0c", "\u3001", "\uff1a", "\uff1b", "\uff09",
                                      "\uff1f", "\u300d", ".", ",", ")", ";", ":"}) {
    if (utf8.starts_with(mark)) return true;
  }
  return false;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(ImTextCountCharsFromUtf8(utf8.data(), utf8.data() + utf8.size()));
}

// ImGui bakes whole sizes only: ask for one, or it would stretch the pictures of the letters.
float whole_size(float size_px) { return std::max(1.0F, std::round(size_px)); }

float run_width(const FontRun& run, float em_px) {
  return run.font
      ->CalcTextSizeA(whole_size(em_px * run.factor), FLT_MAX, 0, run.words.data(),
                      run.words.data() + run.words.size())
      .x;
}

}  // namespace

float Ui::measure(std::string_view utf8, const TextStyle& style) const {
  float width = 0;
  for (const FontRun& run : fonts_.runs(style.weight, utf8)) {
    width += run_width(run, px(em_of(style))) / scale_;
  }
  if (style.spacing == 0 || utf8.empty()) return width;
  return width + style.spacing * static_cast<float>(characters(utf8) - 1);
}

float Ui::text(Box b, std::string_view utf8, const TextStyle& style) {
  if (utf8.empty()) return 0;
  TextStyle fit = style;
  fit.em = em_of(style);
  std::string shortened;
  float width = measure(utf8, fit);
  if (width > b.w + 0.5F) {
    // Sizes are whole, so that widths move in steps: go down until it fits.
    const float wanted = fit.em;
    const float floor = std::min(smallest_em(), wanted);
    fit.em = std::max(floor, wanted * b.w / width);
    while (true) {
      fit.spacing = style.spacing * fit.em / wanted;
      width = measure(utf8, fit);
      if (width <= b.w + 0.5F || fit.em <= floor) break;
      fit.em = std::max(floor, fit.em - 0.5F);
    }
    if (width > b.w + 1.5F && style.ellipsis) {
      shortened = with_ellipsis(utf8, fit, b.w);
      utf8 = shortened;
      width = measure(utf8, fit);
    }
  }
  float x = b.x;
  if (fit.align == Align::Centre) x = b.x + (b.w - width) / 2;
  if (fit.align == Align::Right) x = b.right() - width;
  draw_words(x, b.y + (b.h - fit.em * Fonts::kTextFactor) / 2, utf8, fit);
  note_text({x, b.y + (b.h - fit.em) / 2, width, fit.em}, b, utf8, fit);
  return width;
}

void Ui::draw_words(float x, float y, std::string_view utf8, const TextStyle& style) {
  for (const FontRun& run : fonts_.runs(style.weight, utf8)) {
    if (style.spacing == 0) {
      x += draw_run(x, y, run, style);
      continue;
    }
    for (std::string_view rest = run.words; !rest.empty();) {
      FontRun one = run;
      one.words = first_character(rest);
      x += draw_run(x, y, one, style) + style.spacing;
      rest.remove_prefix(one.words.size());
    }
  }
}

float Ui::draw_run(float x, float y, const FontRun& run, const TextStyle& style) {
  const float em = px(style.em);
  ImVec2 at(std::round(cx(x)), std::round(cy(y)));
  if (run.rare) {
    // Another font: on the base line of the text's own.
    const auto ascent = [em](ImFont* font, float factor) {
      return font->GetFontBaked(whole_size(em * factor))->Ascent;
    };
    at.y += std::round(ascent(fonts_.text(style.weight), Fonts::kTextFactor) -
                       ascent(run.font, run.factor));
  }
  if (!wordless_) {
    draw_->AddText(run.font, whole_size(em * run.factor), at, packed_here(style.colour),
                   run.words.data(), run.words.data() + run.words.size());
  }
  return run_width(run, em) / scale_;
}

std::string Ui::with_ellipsis(std::string_view utf8, const TextStyle& style, float width) const {
  std::string kept;
  while (!utf8.empty()) {
    const std::string_view one = first_character(utf8);
    std::string longer = kept + std::string(one);
    if (measure(longer + std::string(kEllipsis), style) > width) break;
    kept = std::move(longer);
    utf8.remove_prefix(one.size());
  }
  return kept + std::string(kEllipsis);
}

float Ui::paragraph(Box b, std::string_view utf8, const TextStyle& style, float line_factor) {
  ImFont* font = fonts_.text(style.weight);
  std::vector<std::string_view> lines;
  TextStyle fit = style;
  fit.em = em_of(style);
  const auto wrap = [&] {
    lines.clear();
    const float size = whole_size(px(fit.em) * Fonts::kTextFactor);
    const char* at = utf8.data();
    const char* const end = utf8.data() + utf8.size();
    while (at < end) {
      const char* stop = font->CalcWordWrapPosition(size, at, end, px(b.w));
      if (stop == at) stop = at + first_character({at, static_cast<std::size_t>(end - at)}).size();
      if (stop < end && closes({stop, static_cast<std::size_t>(end - stop)})) {
        const char* before = stop - 1;
        while (before > at && (static_cast<unsigned char>(*before) & 0xC0) == 0x80) --before;
        if (before > at) stop = before;
      }
      lines.emplace_back(at, static_cast<std::size_t>(stop - at));
      at = stop;
      while (at < end && (*at == ' ' || *at == '\n')) ++at;
    }
    return static_cast<float>(lines.size()) * fit.em * line_factor;
  };
  float height = wrap();
  while (height > b.h + 1 && fit.em > smallest_em()) {
    fit.em = std::max(smallest_em(), fit.em - 2);
    height = wrap();
  }
  if (collect_ && !covered_ && height > b.h + 1) checks_.clipped.emplace_back(utf8);
  float y = b.y;
  for (const std::string_view line : lines) {
    text({b.x, y, b.w, fit.em * line_factor}, line, fit);
    y += fit.em * line_factor;
  }
  return height;
}

void Ui::icon(float x, float y, float size, Icon icon, Colour colour) {
  char utf8[5] = {};
  ImTextCharToUtf8(utf8, static_cast<unsigned int>(icon.code));
  draw_->AddText(fonts_.icon(icon.bold), whole_size(px(size) * Fonts::kIconFactor),
                 {std::round(cx(x)), std::round(cy(y))}, packed_here(colour), utf8);
  if (collect_ && !fonts_.icon(icon.bold)->IsGlyphInFont(static_cast<ImWchar>(icon.code))) {
    checks_.missing_glyphs.emplace_back("icon " + std::to_string(static_cast<int>(icon.code)));
  }
}

void Ui::note_text(Box drawn, Box room, std::string_view utf8, const TextStyle& style) {
  if (!collect_) return;
  if (!fonts_.can_draw(style.weight, utf8)) checks_.missing_glyphs.emplace_back(utf8);
  if (covered_) return;
  if (drawn.w > room.w + 1.5F) checks_.clipped.emplace_back(utf8);
  checks_.texts.push_back({std::string(utf8), drawn, style.em, colour_here(style.colour),
                           style.weight == Weight::Bold});
}

}  // namespace dk::kiosk
