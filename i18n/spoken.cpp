#include "i18n/spoken.h"

#include <algorithm>
#include <array>
#include <optional>

#include "i18n/letters.h"
#include "i18n/spoken_numbers.h"
#include "i18n/utf32.h"

namespace dk::i18n {
namespace {

constexpr std::size_t kMostAmountDigits = 8;  // longer ones are codes: telephone, card, case
constexpr std::size_t kFewestCodeDigits = 5;  // without a measure word behind

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_star(char32_t c) { return c == U'*' || c == 0x2022; }
bool has(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

int value_of(std::u32string_view digits) {
  int value = 0;
  for (const char32_t digit : digits.substr(0, 8))
    value = value * 10 + static_cast<int>(digit - U'0');
  return value;
}

class Speaker {
 public:
  Speaker(std::u32string text, const NumberWords* words) : text_(std::move(text)), words_(words) {}

  std::u32string said() {
    while (at_ < text_.size()) {
      if (masked() || date() || time() || number() || name_star() || unit()) continue;
      out_ += text_[at_++];
    }
    return std::move(out_);
  }

 private:
  char32_t peek(std::size_t position) const {
    return position < text_.size() ? text_[position] : U'\0';
  }
  std::u32string_view digits_at(std::size_t position) const {
    std::size_t end = position;
    while (is_digit(peek(end))) ++end;
    return std::u32string_view(text_).substr(std::min(position, text_.size()), end - position);
  }
  bool at_start_of_number() const {
    return is_digit(peek(at_)) &&
           (at_ == 0 || (!is_digit(text_[at_ - 1]) && !is_letter(text_[at_ - 1])));
  }
  std::size_t skip_spaces(std::size_t position) const {
    while (peek(position) == U' ') ++position;
    return position;
  }
  // The last character said that is no space or colon.
  char32_t before() const {
    for (std::size_t i = out_.size(); i-- > 0;) {
      if (out_[i] != U' ' && out_[i] != U':' && out_[i] != 0xFF1A) return out_[i];
    }
    return U'\0';
  }
  void say(std::u32string_view words) { out_ += words; }
  void spell(std::u32string_view code) {
    for (const char32_t c : code) {
      if (words_ == nullptr) {
        if (!out_.empty() && out_.back() != U' ') out_ += U' ';
        out_ += c;
      } else if (is_digit(c)) {
        say(say_code(std::u32string_view(&c, 1), *words_));
      } else {
        out_ += c;
      }
    }
  }

  // "440***19": a run of letters, digits and at least two stars.
  bool masked() {
    std::size_t end = at_;
    std::size_t stars = 0;
    std::size_t digits = 0;
    while (is_star(peek(end)) || is_digit(peek(end)) || is_letter(peek(end))) {
      stars += is_star(text_[end]) ? 1 : 0;
      digits += is_digit(text_[end]) ? 1 : 0;
      ++end;
    }
    if (stars < 2 || digits == 0) return false;
    std::size_t tail = end;
    while (!is_star(text_[tail - 1])) --tail;
    const auto shown = std::u32string_view(text_).substr(tail, end - tail);
    at_ = end;
    if (shown.empty()) return true;
    if (words_ == nullptr) {
      say(U"ending in");
    } else if (!out_.ends_with(words_->tail)) {
      say(words_->tail);
    }
    spell(shown);
    return true;
  }

  // "2022-11-18", and the year of "2022年".
  bool date() {
    if (!at_start_of_number()) return false;
    const auto year = digits_at(at_);
    if (year.size() != 4) return false;
    // tidy: data
    constexpr std::array<char32_t, 3> kMarks{U'年', U'月', U'日'};
    const auto after = skip_spaces(at_ + 4);
    if (words_ != nullptr && peek(after) == kMarks[0]) {
      say(say_digits(year, *words_));
      at_ = after;
      return true;
    }
    const char32_t between = peek(at_ + 4);
    if (!has(U"-/.", between)) return false;
    const auto month = digits_at(at_ + 5);
    const auto day = digits_at(at_ + 6 + month.size());
    const bool sound = !month.empty() && month.size() <= 2 && !day.empty() && day.size() <= 2 &&
                       peek(at_ + 5 + month.size()) == between && value_of(month) >= 1 &&
                       value_of(month) <= 12 && value_of(day) >= 1 && value_of(day) <= 31;
    if (!sound) return false;
    if (words_ == nullptr) {
      constexpr std::array<std::u32string_view, 12> kMonths{
          U"January", U"February", U"March",     U"April",   U"May",      U"June",
          U"July",    U"August",   U"September", U"October", U"November", U"December"};
      say(to_utf32(std::to_string(value_of(day))));
      out_ += U' ';
      say(kMonths[static_cast<std::size_t>(value_of(month) - 1)]);
      out_ += U' ';
      say(year);
    } else {
      say(say_digits(year, *words_) + kMarks[0] + say_amount(month, *words_) + kMarks[1] +
          say_amount(day, *words_) + kMarks[2]);
    }
    at_ += 6 + month.size() + day.size();
    return true;
  }

  // "14:26", "14:26:08"; English voices say it by themselves.
  bool time() {
    if (words_ == nullptr || !at_start_of_number()) return false;
    const auto hour = digits_at(at_);
    if (hour.size() > 2 || value_of(hour) > 24 || peek(at_ + hour.size()) != U':') return false;
    const auto minute = digits_at(at_ + hour.size() + 1);
    if (minute.size() != 2 || value_of(minute) > 59) return false;
    at_ += hour.size() + 3;
    say(value_of(hour) == 2 ? std::u32string(1, words_->two) : say_amount(hour, *words_));
    say(words_->hour);
    say_two(minute, words_->minute);
    const auto second = digits_at(at_ + 1);
    if (peek(at_) == U':' && second.size() == 2 && value_of(second) <= 59) {
      at_ += 3;
      say_two(second, words_->second);
    }
    return true;
  }
  void say_two(std::u32string_view two_digits, std::u32string_view unit) {
    if (value_of(two_digits) == 0) return;
    if (two_digits[0] == U'0') out_ += words_->digits[0];
    say(say_amount(two_digits, *words_));
    say(unit);
  }

  bool number() {
    if (!is_digit(peek(at_))) return false;
    const bool after_letter = at_ > 0 && is_letter(text_[at_ - 1]);
    auto digits = std::u32string(digits_at(at_));
    std::size_t end = at_ + digits.size();
    bool grouped = false;
    while ((grouped || digits.size() <= 3) && peek(end) == U',' && digits_at(end + 1).size() == 3) {
      digits += digits_at(end + 1);
      end += 4;
      grouped = true;
    }
    std::u32string_view fraction;
    if (peek(end) == U'.' && is_digit(peek(end + 1))) {
      fraction = digits_at(end + 1);
      end += 1 + fraction.size();
    }
    if (words_ == nullptr) return english(digits, fraction, end, after_letter);

    const auto next_at = skip_spaces(end);
    const char32_t next = peek(next_at);
    const bool currency = take_currency();
    const bool counts = currency || has(words_->measures, next) || has(words_->units, next);
    const bool whole = fraction.empty() && !grouped;
    const bool code =
        after_letter || is_letter(next) || (whole && digits.size() > 1 && digits[0] == U'0') ||
        (whole && digits.size() > kMostAmountDigits) ||
        (whole && !counts && (digits.size() >= kFewestCodeDigits || has(words_->codes, before())));
    if (code) {
      say(say_code(digits, *words_));
      if (!fraction.empty()) out_ += words_->point;
      say(say_code(fraction, *words_));
      at_ = end;
      return true;
    }
    sign();
    if (next == U'%') say(words_->percent);
    if (next == 0x2030) say(words_->per_mille);
    // tidy: data
    const bool ordinal = before() == U'第';
    const bool two =
        digits == U"2" && fraction.empty() && !ordinal && (currency || has(words_->measures, next));
    say(two ? std::u32string(1, words_->two) : say_amount(digits, *words_));
    if (!fraction.empty()) {
      out_ += words_->point;
      say(say_digits(fraction, *words_));
    }
    if (currency) say(words_->yuan);
    at_ = next == U'%' || next == 0x2030 ? next_at + 1 : end;
    if (at_ == end) range(end);
    return true;
  }
  bool english(const std::u32string& digits, std::u32string_view fraction, std::size_t end,
               bool after_letter) {
    const bool currency = take_currency();
    const bool code = fraction.empty() && !currency &&
                      (after_letter || digits[0] == U'0' || digits.size() > kMostAmountDigits) &&
                      digits.size() > 1;
    if (code) {
      spell(digits);
    } else {
      say(digits);
      if (!fraction.empty()) {
        out_ += U'.';
        say(fraction);
      }
    }
    if (currency) say(U" yuan");
    at_ = end;
    return true;
  }
  // "-5" is negative; "10-20" is a range.
  void sign() {
    const bool stands_alone = at_ < 2 || !is_digit(text_[at_ - 2]);
    if (stands_alone && out_.ends_with(U'-')) out_.back() = words_->negative;
  }
  void range(std::size_t position) {
    const auto second = digits_at(position + 1);
    const bool longer = peek(position + 1 + second.size()) == peek(position);  // "10-20-30"
    if (has(U"-~\u2013\uFF5E", peek(position)) && !second.empty() && !longer) {
      out_ += words_->to;
      at_ = position + 1;
    }
  }
  bool take_currency() {
    constexpr std::array<std::u32string_view, 4> kSigns{U"\u00A5", U"\uFFE5", U"CNY", U"RMB"};
    auto rest = out_;
    while (rest.ends_with(U' ')) rest.pop_back();
    for (const auto sign : kSigns) {
      if (rest.ends_with(sign)) {
        rest.resize(rest.size() - sign.size());
        out_ = std::move(rest);
        return true;
      }
    }
    return false;
  }

  // "张*三": a star between or after Han characters hides one.
  bool name_star() {
    if (words_ == nullptr || !is_star(peek(at_)) || out_.empty() || !is_han(out_.back()))
      return false;
    while (is_star(peek(at_))) ++at_;
    out_ += words_->some;
    return true;
  }
  bool unit() {
    if (words_ == nullptr) return false;
    if (peek(at_) == 0x2103) {
      say(words_->degrees);
    } else if (peek(at_) == 0x33A1) {
      say(words_->square_metres);
    } else {
      return false;
    }
    ++at_;
    return true;
  }

  std::u32string text_;
  const NumberWords* words_;
  std::u32string out_;
  std::size_t at_ = 0;
};

// Full-width letters, digits and marks of numbers as the usual ones.
char32_t narrow(char32_t c) {
  const char32_t usual = c - 0xFEE0;
  const bool changes =
      c >= 0xFF01 && c <= 0xFF5E && (is_digit(usual) || is_letter(usual) || has(U"*%.-", usual));
  return changes ? usual : c;
}

}  // namespace

std::string spoken(std::string_view utf8, std::string_view language) {
  const auto* words = number_words(language);
  if (words == nullptr && language != "en") return std::string(utf8);
  auto text = to_utf32(utf8.substr(0, kMostSpoken_bytes));
  std::ranges::transform(text, text.begin(), narrow);
  return to_utf8(Speaker(std::move(text), words).said());
}

}  // namespace dk::i18n
