#include "i18n/texts.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>

#include "i18n/catalogue.h"

namespace dk::i18n {
namespace {

constexpr std::array<std::string_view, 3> kLanguages{"zh-CN", "zh-HK", "en"};
constexpr std::size_t kUnknown = kLanguages.size();

std::size_t index_of(std::string_view language) {
  return static_cast<std::size_t>(std::ranges::find(kLanguages, language) - kLanguages.begin());
}

// The lock is held to copy a pointer, so a loading thread never makes the UI thread wait.
class Shelf {
 public:
  void put(std::size_t index, std::shared_ptr<const Catalogue> catalogue) {
    const std::lock_guard lock(mutex_);
    catalogues_[index] = std::move(catalogue);
  }
  std::shared_ptr<const Catalogue> get(std::size_t index) {
    const std::lock_guard lock(mutex_);
    return index < kUnknown ? catalogues_[index] : nullptr;
  }

 private:
  std::mutex mutex_;
  std::array<std::shared_ptr<const Catalogue>, kLanguages.size()> catalogues_;
};

Shelf& shelf() {
  static Shelf instance;
  return instance;
}

std::atomic<std::size_t> current{0};

std::string text_of(std::size_t language, std::string_view key) {
  std::string text(key);
  if (const auto catalogue = shelf().get(language)) {
    if (const char* found = catalogue->find(text)) text = found;
  }
  return text;
}

std::string_view suffix_of(Audience audience) {
  switch (audience) {
    case Audience::Citizen:
      return ".citizen";
    case Audience::Clerk:
      return ".clerk";
    case Audience::Technician:
      return ".technician";
  }
  return {};
}

struct WallClock {
  std::int64_t hour, minute, second;
};

WallClock china_time(TimePoint at) {
  constexpr std::int64_t kDay_s = 86'400;
  const std::int64_t china_s = to_unix_seconds(at) + 8 * 3600;
  const std::int64_t s = (china_s % kDay_s + kDay_s) % kDay_s;
  return {s / 3600, s / 60 % 60, s % 60};
}

std::string two_digits(std::int64_t value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

}  // namespace

Status load(std::string_view language, const std::string& folder_of_mo_files) {
  const auto index = index_of(language);
  if (index == kUnknown) return fail(FailureCode::invalid_argument, "unknown language");
  DK_TRY(catalogue, open_catalogue(folder_of_mo_files + "/" + std::string(language) +
                                   "/LC_MESSAGES/district-kiosk.mo"));
  shelf().put(index, std::move(catalogue));
  return {};
}

Status set_language(std::string_view language) {
  const auto index = index_of(language);
  if (index == kUnknown) return fail(FailureCode::invalid_argument, "unknown language");
  if (!shelf().get(index)) return fail(FailureCode::not_found, "language is not loaded");
  current = index;
  return {};
}

std::string_view language() { return kLanguages[current]; }

std::string tr(std::string_view key) { return text_of(current, key); }

std::string tr(std::string_view key,
               std::initializer_list<std::pair<std::string_view, std::string>> places) {
  const auto text = tr(key);
  std::string filled;
  // One pass: what a place was filled with is not looked at again.
  for (std::size_t position = 0; position < text.size();) {
    const auto open = text.find('{', position);
    const auto close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) {
      filled.append(text, position);
      break;
    }
    filled.append(text, position, open - position);
    const auto name = std::string_view(text).substr(open + 1, close - open - 1);
    const auto* place = std::ranges::find(places, name, [](const auto& p) { return p.first; });
    if (place != places.end()) {
      filled += place->second;
    } else {
      filled.append(text, open, close + 1 - open);
    }
    position = close + 1;
  }
  return filled;
}

std::string tr_in(std::string_view language, std::string_view key) {
  return text_of(index_of(language), key);
}

std::string tr_failure(FailureCode code, Audience audience) {
  std::string key = "failure.";
  key += name_of(code);
  key += suffix_of(audience);
  return tr(key);
}

std::string clock_hm(TimePoint at) {
  const auto time = china_time(at);
  return two_digits(time.hour) + ":" + two_digits(time.minute);
}

std::string clock_hms(TimePoint at) {
  return clock_hm(at) + ":" + two_digits(china_time(at).second);
}

}  // namespace dk::i18n
