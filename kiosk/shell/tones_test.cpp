// The sounds as a microphone would get them: measured from the samples, not read from the tables.
#include "kiosk/shell/tones.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <string>

namespace dk::kiosk {
namespace {

using sampling::Sound;

constexpr Sound kAll[] = {Sound::Registered, Sound::Attention, Sound::Refused,   Sound::Full,
                          Sound::Sealed,     Sound::Single,    Sound::HandedOver};

struct Beep {
  int ms = 0;
  int first_hertz = 0, last_hertz = 0;  // of its first and last third
};

int hertz_of(const std::vector<std::int16_t>& samples, std::size_t from, std::size_t to) {
  int crossings = 0;
  for (std::size_t i = from + 1; i < to; ++i) {
    if ((samples[i - 1] < 0) != (samples[i] < 0)) ++crossings;
  }
  return static_cast<int>(crossings * kSoundRate / 2 / static_cast<int>(to - from));
}

// Between silences of 20 ms and more.
std::vector<Beep> beeps_in(const std::vector<std::int16_t>& samples) {
  constexpr std::size_t kSilence = kSoundRate / 50;
  std::vector<Beep> beeps;
  std::size_t i = 0;
  while (i < samples.size()) {
    if (std::abs(samples[i]) < 200) {
      ++i;
      continue;
    }
    const std::size_t from = i;
    std::size_t last = i;
    while (i < samples.size() && i - last < kSilence) {
      if (std::abs(samples[i]) >= 200) last = i;
      ++i;
    }
    const std::size_t third = (last - from) / 3;
    beeps.push_back({.ms = static_cast<int>((last - from) * 1000 / kSoundRate),
                     .first_hertz = hertz_of(samples, from, from + third),
                     .last_hertz = hertz_of(samples, last - third, last)});
  }
  return beeps;
}

// "=" the same, "+" up, "-" down: within each beep and from one to the next.
std::string melody_of(const std::vector<Beep>& beeps) {
  const auto step = [](int from, int to) {
    if (std::abs(to - from) * 12 < from) return '=';
    return to > from ? '+' : '-';
  };
  std::string melody;
  for (std::size_t i = 0; i < beeps.size(); ++i) {
    if (i > 0) melody += step(beeps[i - 1].last_hertz, beeps[i].first_hertz);
    melody += step(beeps[i].first_hertz, beeps[i].last_hertz);
  }
  // One flat beep has no melody: then its height is it.
  if (melody == "=") melody += beeps[0].first_hertz > 1500 ? "high" : "middle";
  return melody;
}

// How long each beep is: short, middle or long.
std::string rhythm_of(const std::vector<Beep>& beeps) {
  std::string rhythm;
  for (const Beep& beep : beeps) rhythm += beep.ms < 120 ? '.' : (beep.ms < 300 ? '-' : '_');
  return rhythm;
}

TEST(Tones, each_sound_has_a_melody_of_its_own) {
  std::set<std::string> melodies;
  for (const Sound sound : kAll) melodies.insert(melody_of(beeps_in(samples_of(sound))));
  EXPECT_EQ(melodies.size(), std::size(kAll)) << testing::PrintToString(melodies);
}

TEST(Tones, each_sound_has_a_rhythm_of_its_own) {
  std::set<std::string> rhythms;
  for (const Sound sound : kAll) rhythms.insert(rhythm_of(beeps_in(samples_of(sound))));
  EXPECT_EQ(rhythms.size(), std::size(kAll)) << testing::PrintToString(rhythms);
}

TEST(Tones, single_tube_cannot_be_taken_for_a_refusal) {
  const auto single = beeps_in(samples_of(Sound::Single));
  const auto refused = beeps_in(samples_of(Sound::Refused));
  ASSERT_EQ(single.size(), 3U) << "three low beeps";
  ASSERT_EQ(refused.size(), 2U);
  for (const Beep& beep : single) EXPECT_LT(beep.first_hertz, 500);
  EXPECT_GT(samples_of(Sound::Single).size(), 2 * samples_of(Sound::Refused).size());
}

TEST(Tones, loud_enough_never_too_loud_and_soon_over) {
  for (const Sound sound : kAll) {
    const auto samples = samples_of(sound);
    int loudest = 0;
    for (const std::int16_t sample : samples) loudest = std::max(loudest, std::abs(sample));
    EXPECT_LE(loudest, kLoudest);
    EXPECT_GT(loudest, kLoudest * 9 / 10);
    EXPECT_LE(samples.size(), static_cast<std::size_t>(kSoundRate) * 11 / 10) << "over a second";
    EXPECT_LT(std::abs(samples.front()), 100) << "begins with a click";
    EXPECT_LT(std::abs(samples.back()), 400) << "ends with a click";
  }
}

TEST(Tones, registered_is_over_before_the_next_person) {
  EXPECT_LE(samples_of(Sound::Registered).size(), static_cast<std::size_t>(kSoundRate) / 10);
}

}  // namespace
}  // namespace dk::kiosk
