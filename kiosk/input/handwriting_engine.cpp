#include "kiosk/input/handwriting_engine.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string>
#include <utility>

#include "i18n/letters.h"
#include "kiosk/input/character_forms.h"
#include "kiosk/input/private_text.h"

namespace dk::kiosk::input {
namespace {

constexpr std::size_t kReadingsOfPiece = 12;
constexpr std::size_t kMostCuts = 24;
constexpr std::size_t kMostRemembered = 256;
// The first model needs no second opinion.
constexpr float kSure = 0.8F;
// What a cut costs by which the number of characters differs from what the width lets expect.
constexpr float kUnexpectedCharacter = 0.8F;
constexpr float kMostUnexpected = 1.2F;  // beyond it a cut is not worth the reading
// And what it costs to cut where there is hardly a gap, in heights of the line.
constexpr float kNarrowGap = 0.12F;
constexpr float kCutInNarrowGap = 0.4F;
constexpr float kNearlyAsGood = 0.5F;
// Both models have the same reading.
constexpr float kAgreed = 0.3F;
// One character as wide as one: nothing else is tried when it is as good as this.
constexpr float kGoodEnough = -0.75F;
constexpr float kOneCharacterWide = 1.25F;

bool is_han(std::string_view character) {
  const Characters one = to_characters(character, 1);
  return one.size() == 1 && i18n::is_han(one.front());
}

// FNV-1a over the points: the same strokes have the same number.
std::uint64_t number_of(std::span<const Stroke> strokes, std::span<const std::size_t> chosen) {
  std::uint64_t number = 0xcbf29ce484222325;
  const auto add = [&number](std::uint32_t value) { number = (number ^ value) * 0x100000001b3; };
  for (const std::size_t i : chosen) {
    add(0xffffffff);
    for (const InkPoint& p : strokes[i]) {
      add(std::bit_cast<std::uint32_t>(p.x));
      add(std::bit_cast<std::uint32_t>(p.y));
    }
  }
  return number;
}

// The enclosing frame is no character of its own, but its shape is that of a mouth, which the
// model takes for it when it is written large.
void mouth_before_frame(std::vector<InkReading>& readings) {
  static const std::string kFrame(to_utf8(0x56d7).text());
  static const std::string kMouth(to_utf8(0x53e3).text());
  const auto frame = std::ranges::find(readings, kFrame, &InkReading::character);
  if (frame == readings.end()) return;
  const float score = frame->score;
  std::erase_if(readings, [](const InkReading& r) { return r.character == kMouth; });
  readings.insert(std::ranges::find(readings, kFrame, &InkReading::character), {kMouth, score});
}

void keep_best(std::vector<InkReading>& readings) {
  std::ranges::stable_sort(readings, std::greater{}, &InkReading::score);
  std::vector<InkReading> kept;
  for (InkReading& reading : readings) {
    if (kept.size() == kReadingsOfPiece) break;
    if (std::ranges::find(kept, reading.character, &InkReading::character) == kept.end()) {
      kept.push_back(std::move(reading));
    }
  }
  readings = std::move(kept);
}

void wipe_all(std::vector<InkReading>& readings) {
  for (InkReading& r : readings) wipe(r.character.data(), r.character.size());
}

}  // namespace

Result<std::unique_ptr<HandwritingEngine>> HandwritingEngine::open(InkFiles files) {
  DK_TRY(model, InkModel::open(files.simplified));
  std::unique_ptr<HandwritingEngine> engine(
      new HandwritingEngine(std::move(model)));  // NOLINT: private
  if (auto forms = CharacterForms::open(files.opencc)) engine->forms_ = std::move(*forms);
  if (auto second = InkModel::open(files.japanese)) engine->japanese_ = std::move(*second);
  return engine;
}

HandwritingEngine::HandwritingEngine(std::unique_ptr<InkModel> simplified)
    : simplified_(std::move(simplified)) {}
HandwritingEngine::~HandwritingEngine() { clear(); }

void HandwritingEngine::clear() {
  for (auto& [number, piece] : read_) wipe_all(piece.readings);
  read_.clear();
}

HandwritingEngine::Piece& HandwritingEngine::piece(std::span<const Stroke> strokes,
                                                   const InkLine& line, const InkPiece& which) {
  const std::vector<std::size_t> chosen = strokes_of(line, which);
  const auto [at, fresh] = read_.try_emplace(number_of(strokes, chosen));
  if (fresh) at->second.readings = simplified_->classify(strokes, chosen, kReadingsOfPiece);
  return at->second;
}

const HandwritingEngine::Readings& HandwritingEngine::readings(std::span<const Stroke> strokes,
                                                               const InkLine& line,
                                                               const InkPiece& which) {
  Piece& found = piece(strokes, line, which);
  if (!found.whole) {
    found.whole = true;
    second_opinion(found.readings, strokes, strokes_of(line, which));
    keep_best(found.readings);
    mouth_before_frame(found.readings);
  }
  return found.readings;
}

void HandwritingEngine::second_opinion(Readings& readings, std::span<const Stroke> strokes,
                                       std::span<const std::size_t> chosen) {
  const bool sure = !readings.empty() && readings.front().score > kSure;
  if (sure && script_ == Script::Simplified) return;
  if (!forms_) return;
  Readings all;
  const auto add = [&all](const std::vector<std::string>& forms, float score) {
    for (const std::string& form : forms) {
      if (!is_han(form)) continue;
      const auto known = std::ranges::find(all, form, &InkReading::character);
      if (known == all.end()) {
        all.push_back({form, score});
      } else {
        known->score = std::max(known->score, score) + kAgreed;
      }
    }
  };
  for (const InkReading& r : readings) add(forms_->of_simplified(r.character, script_), r.score);
  if (japanese_) {
    for (const InkReading& r : japanese_->classify(strokes, chosen, kReadingsOfPiece)) {
      if (is_han(r.character)) add(forms_->of_japanese(r.character, script_), r.score);
    }
  }
  readings = std::move(all);
}

float HandwritingEngine::score(std::span<const Stroke> strokes, const InkLine& line,
                               const InkCut& cut) {
  // Weighed by strokes: one sure stroke says less than a sure character of ten.
  float sum = 0;
  float weights = 0;
  for (const InkPiece& which : cut) {
    const Readings& found = piece(strokes, line, which).readings;
    const float weight = std::sqrt(static_cast<float>(strokes_of(line, which).size()));
    sum += weight * (found.empty() ? -2.0F : found.front().score);
    weights += weight;
  }
  const float unexpected = std::abs(static_cast<float>(cut.size()) - line.expected_characters);
  float narrow = 0;
  for (std::size_t i = 1; i < cut.size(); ++i) {
    const float gap = box_of(strokes, strokes_of(line, cut[i])).left -
                      box_of(strokes, strokes_of(line, cut[i - 1])).right;
    if (gap < kNarrowGap * line.height) narrow += kCutInNarrowGap;
  }
  return sum / weights - kUnexpectedCharacter * unexpected - narrow;
}

Candidates HandwritingEngine::read(std::span<const Stroke> strokes, Script script,
                                   std::size_t count) {
  if (script != script_ || read_.size() > kMostRemembered) clear();
  script_ = script;
  strokes = strokes.first(std::min(strokes.size(), kMostStrokes));
  const InkLine line = line_of(strokes);
  std::vector<InkCut> cuts = cuts_of(strokes, line, kMostCuts);
  if (cuts.empty()) return {};

  std::vector<std::pair<float, InkCut>> ranked;
  for (InkCut& cut : cuts) {
    const float unexpected = std::abs(static_cast<float>(cut.size()) - line.expected_characters);
    if (unexpected >= kMostUnexpected && !ranked.empty()) continue;
    const float sum = score(strokes, line, cut);
    const bool one = cut.size() == 1 && line.expected_characters < kOneCharacterWide;
    const bool sure = one && sum > kGoodEnough;
    ranked.emplace_back(sum, std::move(cut));
    if (sure) break;
  }
  std::ranges::stable_sort(ranked, std::greater{}, &std::pair<float, InkCut>::first);

  Candidates found;
  const auto offer = [&](const InkCut& cut, std::size_t changed, std::size_t rank) {
    Characters text;
    for (std::size_t i = 0; i < cut.size(); ++i) {
      const Readings& of_piece = readings(strokes, line, cut[i]);
      const std::size_t which = i == changed ? rank : 0;
      if (which >= of_piece.size()) return;
      for (const char32_t c : to_characters(of_piece[which].character, 4)) text.push_back(c);
    }
    Secret utf8 = to_utf8(text);
    const auto same = [&utf8](const Secret& s) { return s.text() == utf8.text(); };
    if (found.texts.size() < count && std::ranges::none_of(found.texts, same)) {
      found.texts.push_back(std::move(utf8));
    }
  };
  const InkCut& best = ranked.front().second;
  offer(best, 0, 0);
  // The second cut, where it is nearly as good.
  if (ranked.size() > 1 && ranked[1].first > ranked[0].first - kNearlyAsGood) {
    offer(ranked[1].second, 0, 0);
  }
  for (std::size_t rank = 1; rank < kReadingsOfPiece; ++rank) {
    for (std::size_t i = best.size(); i-- > 0;) offer(best, i, rank);  // the last one written first
  }
  return found;
}

}  // namespace dk::kiosk::input
