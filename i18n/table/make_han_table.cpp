// Writes the table of han_readings.cpp, from ICU, at build time: make_han_table FILE
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

#include "i18n/table/icu_han.h"

namespace {

constexpr char32_t kFirst = 0x2E80, kEnd = 0x33480;  // all blocks of Han characters
constexpr char32_t kHighSurrogate = 0xD800, kAfterSurrogates = 0xE000;
constexpr char32_t kGap = 256;  // unknown characters inside a run are cheaper than another run
constexpr std::size_t kSensible = 20'000;

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::u32string all;
  for (char32_t c = kFirst; c < kEnd; ++c) {
    if (c < kHighSurrogate || c >= kAfterSurrogates) all += c;
  }
  const auto readings = dk::i18n::icu_readings(all);
  const auto simplified = dk::i18n::icu_simplified(all);
  std::map<std::string, std::size_t> syllables{{"", 0}};
  std::map<char32_t, std::string> known;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (readings[i].empty()) continue;
    known[all[i]] = readings[i];
    syllables.try_emplace(readings[i], 0);
  }
  if (known.size() < kSensible) {
    std::cerr << "ICU reads only " << known.size() << " characters: its data are missing\n";
    return 1;
  }
  std::ofstream out(argv[1]);
  out << "// Made by make_han_table from ICU's Han-Latin and Hant-Hans.\n"
         "constexpr std::string_view kSyllables[] = {\n";
  std::size_t number = 0;
  for (auto& [syllable, at] : syllables) {
    at = number++;
    out << '"' << syllable << "\",\n";
  }
  out << "};\nconstexpr std::uint16_t kReadings[] = {\n";
  std::ostringstream runs;
  std::size_t written = 0;
  char32_t last = 0;
  for (auto it = known.begin(); it != known.end();) {
    const char32_t first = it->first;
    const std::size_t start = written;
    for (last = first; it != known.end() && it->first < last + kGap; ++it) {
      for (; last < it->first; ++last, ++written) out << "0,";
      out << syllables.at(it->second) << ",\n";
      ++last, ++written;
    }
    runs << "{" << static_cast<unsigned>(first) << "," << static_cast<unsigned>(last) << ","
         << start << "},\n";
  }
  out << "};\nconstexpr Run kRuns[] = {\n" << runs.str() << "};\nconstexpr Simple kSimple[] = {\n";
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (simplified[i] == all[i]) continue;
    out << "{" << static_cast<unsigned>(all[i]) << "," << static_cast<unsigned>(simplified[i])
        << "},\n";
  }
  out << "};\n";
  out.close();
  return out ? 0 : 1;
}
