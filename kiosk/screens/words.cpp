#include "kiosk/screens/words.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace dk::kiosk::screens {

namespace {

// Splits behind each of `marks`; the marks themselves and blanks at the ends go.
std::vector<std::string> split(std::string_view text, std::initializer_list<std::string_view> marks,
                               std::size_t at_most) {
  std::vector<std::string> parts;
  while (!text.empty() && parts.size() + 1 < at_most) {
    std::size_t cut = std::string_view::npos;
    std::size_t length = 0;
    for (const std::string_view mark : marks) {
      const std::size_t found = text.find(mark);
      if (found < cut) {
        cut = found;
        length = mark.size();
      }
    }
    if (cut == std::string_view::npos) break;
    parts.emplace_back(text.substr(0, cut));
    text.remove_prefix(cut + length);
  }
  if (!text.empty()) parts.emplace_back(text);
  return parts;
}

// The stop at the end of the last sentence goes: lines on a screen have none.
std::string without_stop(std::string text) {
  for (const std::string_view stop : {std::string_view("\u3002"), std::string_view(".")}) {
    if (text.ends_with(stop)) text.resize(text.size() - stop.size());
  }
  return text;
}

// "or register by hand" begins a line of its own.
std::string as_line(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

}  // namespace

std::string with_one_place(double value) {
  const auto tenths = static_cast<std::int64_t>(std::llround(value * 10));
  return number(tenths / 10) + "." + number(tenths % 10);
}

std::string sex_word(int sex) {
  if (sex == 1) return tr("sampling.sex.male");
  if (sex == 2) return tr("sampling.sex.female");
  return {};
}

std::string document_line(const std::string& type, const std::string& tail) {
  if (type.empty()) return {};
  std::string word;
  if (type == "id-card") word = tr("document.id-card");
  if (type == "hmt-permit") word = tr("document.hmt-permit");
  if (type == "foreign-pr") word = tr("document.foreign-pr");
  if (type == "passport") word = tr("document.passport");
  if (word.empty()) word = tr("document.other");
  return tail.empty() ? word : tr("sampling.last.document", {{"document", word}, {"tail", tail}});
}

std::string when(TimePoint at, TimePoint now) {
  const auto day_of = [](TimePoint time) {
    return std::chrono::floor<std::chrono::days>(time + std::chrono::hours(8));
  };
  if (day_of(at) == day_of(now)) return i18n::clock_hm(at);
  const std::chrono::year_month_day day{std::chrono::sys_days(day_of(at))};
  const auto two = [](unsigned value) {
    return std::string(value < 10 ? "0" : "") + number(value);
  };
  return two(static_cast<unsigned>(day.month())) + "-" + two(static_cast<unsigned>(day.day())) +
         " " + i18n::clock_hm(at);
}

std::string how_long(Milliseconds span) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(span).count();
  if (minutes < 1) return tr("sampling.time.under_minute");
  if (minutes < 60) return tr("sampling.time.minutes", {{"minutes", number(minutes)}});
  if (minutes < 48 * 60) {
    return tr("sampling.time.hours",
              {{"hours", number(minutes / 60)}, {"minutes", number(minutes % 60)}});
  }
  return tr("sampling.time.days", {{"days", number(minutes / (24 * 60))}});
}

TroubleWords trouble_words(FailureCode code) {
  auto sentences =
      split(without_stop(i18n::tr_failure(code, i18n::Audience::Clerk)), {"\u3002", ". "}, 3);
  TroubleWords words;
  if (!sentences.empty()) words.what = sentences[0];
  if (sentences.size() > 1) {
    words.to_do = split(sentences[1], {"\uff0c", ", "}, 3);
    std::transform(words.to_do.begin(), words.to_do.end(), words.to_do.begin(), as_line);
  }
  if (sentences.size() > 2) words.safe = sentences[2];
  words.warns = code == FailureCode::data_damaged || code == FailureCode::chain_broken ||
                code == FailureCode::store_rolled_back;
  return words;
}

}  // namespace dk::kiosk::screens
