// How long a key and a stroke take:
//
//   input_bench FOLDER    the build's bench folder; the tables are taken from beside it
//
// Pinyin and strokes: from the key to the first candidates of the bar, every key of a list of
// words. Handwriting: a call after each stroke, as it comes while writing. Opening: of each engine,
// tables and models in the page cache, and how the memory of the process grows.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/input/handwriting_engine.h"
#include "kiosk/input/input_state.h"
#include "kiosk/input/pinyin_engine.h"
#include "kiosk/input/stroke_engine.h"
#include "kiosk/input/test_ink.h"

namespace {

using namespace dk::kiosk::input;
using Steady = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr int kRounds = 20;

double ms_since(Steady::time_point start) {
  return std::chrono::duration<double, std::milli>(Steady::now() - start).count();
}

long resident_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
  }
  return 0;
}

void print(const char* what, std::vector<double> ms) {
  std::ranges::sort(ms);
  const auto at = [&ms](double part) {
    return ms[static_cast<std::size_t>(part * static_cast<double>(ms.size() - 1))];
  };
  std::printf("%-34s n=%5zu  median %7.3f ms  99%% %7.3f ms  worst %7.3f ms\n", what, ms.size(),
              at(0.5), at(0.99), ms.back());
}

template <class Engine>
Engine opened(const char* what, dk::Result<Engine> (*open)(const fs::path&), const fs::path& from) {
  const long before = resident_kb();
  const auto start = Steady::now();
  auto engine = open(from);
  const double ms = ms_since(start);
  if (!engine) {
    std::fprintf(stderr, "%s: %s\n", what, engine.error().detail.c_str());
    std::exit(1);
  }
  std::printf("%-34s opened in %.2f ms, %ld kB more resident\n", what, ms, resident_kb() - before);
  return std::move(*engine);
}

void type(const char* what, LetterEngine& engine, const std::vector<std::string_view>& words) {
  std::vector<double> ms;
  for (int round = 0; round < kRounds; ++round) {
    for (const std::string_view word : words) {
      engine.clear();
      for (const char key : word) {
        const auto start = Steady::now();
        if (!engine.type(key)) continue;
        (void)engine.composition();
        (void)engine.candidates(0, kCandidatesOfBar);
        ms.push_back(ms_since(start));
      }
    }
  }
  print(what, std::move(ms));
}

void write(const char* what, HandwritingEngine& engine, Script script,
           const std::vector<std::vector<std::string_view>>& texts, float size) {
  std::vector<double> ms;
  for (int round = 0; round < kRounds; ++round) {
    for (const auto& text : texts) {
      engine.clear();
      const std::vector<Stroke> strokes = written(text, size, size / 6);
      for (std::size_t drawn = 1; drawn <= strokes.size(); ++drawn) {
        const auto start = Steady::now();
        (void)engine.read(std::span(strokes).first(drawn), script, kCandidatesOfPage);
        ms.push_back(ms_since(start));
      }
    }
  }
  print(what, std::move(ms));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const fs::path rime = fs::path(arguments[1]).parent_path() / "share" / "rime";
  const auto pinyin = opened<std::unique_ptr<PinyinEngine>>(
      "pinyin", [](const fs::path& share) { return PinyinEngine::open({.share = share}); }, rime);
  const auto strokes = opened<std::unique_ptr<StrokeEngine>>(
      "strokes", [](const fs::path& share) { return StrokeEngine::open({.share = share}); }, rime);
  const auto ink = opened<std::unique_ptr<HandwritingEngine>>(
      "handwriting",
      [](const fs::path& share) {
        const fs::path models = DK_INK_MODELS;
        return HandwritingEngine::open({models / "handwriting-zh_CN.model",
                                        models / "handwriting-ja.model", share / "opencc"});
      },
      rime);
  const std::vector<std::string_view> words{
      "jiankangma", "jkm",      "qinghulaocun",     "gaolingjintie", "longhuaqu", "zhangmeili",
      "juzhuzheng", "shebaoka", "yijianshiyiciban", "shengfenzhen",  "zh",        "xianshi"};
  type("pinyin, a key", *pinyin, words);
  type("pinyin, a key of a long sentence", *pinyin,
       {"zhonghuarenmingongheguozhongyangrenminzh", "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj"});
  type("strokes, a key", *strokes, {"nznhnphpppp", "phhsphhsphhs", "szh", "hhshnppnnppnnzhhshn"});
  write("one character, a stroke", *ink, Script::Simplified,
        {{"木"}, {"中"}, {"明"}, {"林"}, {"國"}}, 400);
  write("three characters, a stroke", *ink, Script::Simplified,
        {{"王", "大", "山"}, {"木", "田", "三"}, {"林", "明", "中"}}, 200);
  write("one character, Hong Kong", *ink, Script::HongKong, {{"國"}, {"明"}, {"林"}}, 400);
  write("three characters, Hong Kong", *ink, Script::HongKong,
        {{"王", "大", "山"}, {"林", "明", "中"}}, 200);
  std::printf("resident in all: %ld kB\n", resident_kb());
  return 0;
}
