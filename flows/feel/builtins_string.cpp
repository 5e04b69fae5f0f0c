// String functions (10.3.4.3). Lengths and places count characters, not bytes; regular expressions
// are XPath's in ICU's engine.
#include <unicode/locid.h>
#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "flows/feel/builtins.h"
#include "flows/feel/characters.h"
#include "flows/feel/regex.h"

namespace dk::feel {

namespace {

const std::string* text(const List& arguments, std::size_t index) {
  const Value& value = single(argument(arguments, index));
  return value.is(Kind::String) ? &value.string() : nullptr;
}

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character_at(text, at).size;
    out.push_back(text.substr(at, size));
    at += size;
  }
  return out;
}

Value substring(Evaluation&, Arguments arguments) {
  const std::string* whole = text(arguments, 0);
  const Value& start = single(argument(arguments, 1));
  if (!whole || !start.is(Kind::Number)) return {};
  const auto from = start.number().round(0, Decimal::Rounding::Down).to_int64();
  const auto all = characters(*whole);
  const auto size = static_cast<std::int64_t>(all.size());
  if (!from || *from == 0 || *from > size || -*from > size) return {};
  const std::int64_t first = *from > 0 ? *from - 1 : size + *from;
  std::int64_t count = size - first;
  if (!argument(arguments, 2).null()) {
    const Value& length = single(arguments[2]);
    if (!length.is(Kind::Number)) return {};
    const auto wanted = length.number().round(0, Decimal::Rounding::Down).to_int64();
    if (!wanted || *wanted < 1) return {};
    count = std::min(count, *wanted);
  }
  std::string out;
  for (std::int64_t i = 0; i < count; ++i) out += all[static_cast<std::size_t>(first + i)];
  return out;
}

Value length(Evaluation&, Arguments arguments) {
  const std::string* whole = text(arguments, 0);
  if (!whole) return {};
  return Value::number(static_cast<std::int64_t>(characters(*whole).size()));
}

template <bool upper>
Value cased(Evaluation&, Arguments arguments) {
  const std::string* whole = text(arguments, 0);
  if (!whole) return {};
  icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(*whole);
  upper ? unicode.toUpper(icu::Locale::getRoot()) : unicode.toLower(icu::Locale::getRoot());
  std::string out;
  unicode.toUTF8String(out);
  return out;
}

template <bool before>
Value around(Evaluation&, Arguments arguments) {
  const std::string* whole = text(arguments, 0);
  const std::string* match = text(arguments, 1);
  if (!whole || !match) return {};
  const std::size_t at = whole->find(*match);
  if (at == std::string::npos) return std::string();
  return before ? whole->substr(0, at) : whole->substr(at + match->size());
}

Value contains_text(Evaluation&, Arguments arguments) {
  const std::string* whole = text(arguments, 0);
  const std::string* match = text(arguments, 1);
  if (!whole || !match) return {};
  return whole->find(*match) != std::string::npos;
}
Value starts_with(Evaluation&, Arguments arguments) {
  const std::string* whole = text(arguments, 0);
  const std::string* match = text(arguments, 1);
  if (!whole || !match) return {};
  return whole->starts_with(*match);
}
Value ends_with(Evaluation&, Arguments arguments) {
  const std::string* whole = text(arguments, 0);
  const std::string* match = text(arguments, 1);
  if (!whole || !match) return {};
  return whole->ends_with(*match);
}

// Empty: not an expression, or flags that XPath does not have.
std::unique_ptr<icu::RegexPattern> pattern(const std::string& expression,
                                           const std::string& flags) {
  const auto translated = icu_expression(expression, flags);
  if (!translated) return nullptr;
  UErrorCode error = U_ZERO_ERROR;
  UParseError where;
  std::unique_ptr<icu::RegexPattern> made(icu::RegexPattern::compile(
      icu::UnicodeString::fromUTF8(translated->text), translated->options, where, error));
  return U_SUCCESS(error) ? std::move(made) : nullptr;
}

constexpr std::int32_t kMostTicks = 50;  // of one expression, 10,000 moves of the engine each
constexpr std::uint64_t kStepsOfTick = 10'000;  // what that costs

std::unique_ptr<icu::RegexMatcher> matcher(const icu::RegexPattern& compiled,
                                           const icu::UnicodeString& input,
                                           Evaluation& evaluation) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::RegexMatcher> made(compiled.matcher(input, error));
  if (U_FAILURE(error)) return nullptr;
  made->setTimeLimit(kMostTicks, error);
  made->setStackLimit(1 << 20, error);
  const auto tick = [](const void* spent, std::int32_t) -> UBool {
    return static_cast<Evaluation*>(const_cast<void*>(spent))->spend(kStepsOfTick);
  };
  made->setMatchCallback(tick, &evaluation, error);
  return made;
}

Value matches(Evaluation& evaluation, Arguments arguments) {
  const std::string* input = text(arguments, 0);
  const std::string* expression = text(arguments, 1);
  const std::string* flags = text(arguments, 2);
  if (!input || !expression || (arguments.size() > 2 && !flags && !arguments[2].null())) return {};
  const auto compiled = pattern(*expression, flags ? *flags : std::string());
  if (!compiled) return {};
  const icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(*input);
  const auto running = matcher(*compiled, unicode, evaluation);
  if (!running || !evaluation.spend(static_cast<std::uint64_t>(unicode.length()))) return {};
  UErrorCode error = U_ZERO_ERROR;
  const bool found = running->find(error);
  return U_SUCCESS(error) ? Value(found) : Value();
}

// With the flag `q` a replacement stands for itself.
std::string escaped(const std::string& replacement) {
  std::string out;
  for (const char c : replacement) {
    if (c == '\\' || c == '$') out += '\\';
    out += c;
  }
  return out;
}

Value replace(Evaluation& evaluation, Arguments arguments) {
  const std::string* input = text(arguments, 0);
  const std::string* expression = text(arguments, 1);
  const std::string* replacement = text(arguments, 2);
  const std::string* flags = text(arguments, 3);
  if (!input || !expression || !replacement) return {};
  if (arguments.size() > 3 && !flags && !arguments[3].null()) return {};
  const auto compiled = pattern(*expression, flags ? *flags : std::string());
  if (!compiled) return {};
  const icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(*input);
  const auto running = matcher(*compiled, unicode, evaluation);
  if (!running || !evaluation.spend(static_cast<std::uint64_t>(unicode.length()))) return {};
  const bool literal = flags && flags->find('q') != std::string::npos;
  const auto written = literal ? std::optional(escaped(*replacement))
                               : icu_replacement(*replacement, running->groupCount());
  if (!written) return {};
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString by = icu::UnicodeString::fromUTF8(*written);
  icu::UnicodeString replaced;
  while (running->find(error) && U_SUCCESS(error)) {
    running->appendReplacement(replaced, by, error);
    const auto size = static_cast<std::size_t>(replaced.length());
    if (size > evaluation.limits().text_bytes && !evaluation.text(size)) return {};
  }
  running->appendTail(replaced);
  if (!evaluation.text(static_cast<std::size_t>(replaced.length()))) return {};
  if (U_FAILURE(error)) return {};
  std::string out;
  replaced.toUTF8String(out);
  return out;
}

Value split(Evaluation& evaluation, Arguments arguments) {
  const std::string* input = text(arguments, 0);
  const std::string* delimiter = text(arguments, 1);
  if (!input || !delimiter) return {};
  const auto compiled = pattern(*delimiter, {});
  if (!compiled) return {};
  const icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(*input);
  const auto running = matcher(*compiled, unicode, evaluation);
  if (!running) return {};
  List out;
  std::int32_t start = 0;
  UErrorCode error = U_ZERO_ERROR;
  const auto piece = [&](std::int32_t end) {
    std::string utf8;
    unicode.tempSubStringBetween(start, end).toUTF8String(utf8);
    out.push_back(Value(std::move(utf8)));
  };
  while (running->find(error) && evaluation.spend(1)) {
    piece(running->start(error));
    start = running->end(error);
  }
  piece(unicode.length());
  return U_SUCCESS(error) ? Value(std::move(out)) : Value();
}

Value string_join(Evaluation& evaluation, Arguments arguments) {
  const Value& list = argument(arguments, 0);
  if (list.null()) return {};
  std::string delimiter;
  if (const Value& given = single(argument(arguments, 1)); !given.null()) {
    if (!given.is(Kind::String)) return {};
    delimiter = given.string();
  }
  const List items = list.is(Kind::List) ? list.list() : List{list};
  std::size_t size = 0;
  for (const Value& item : items) {
    if (item.is(Kind::String)) size += item.string().size() + delimiter.size();
  }
  if (!evaluation.text(size)) return {};
  std::string out;
  bool first = true;
  for (const Value& item : items) {
    if (item.null()) continue;
    if (!item.is(Kind::String)) return {};
    if (!first) out += delimiter;
    first = false;
    out += item.string();
  }
  return out;
}

}  // namespace

const std::vector<Builtin>& string_builtins() {
  static const std::vector<Builtin> all{
      {"substring", {"string, start position, length?"}, substring},
      {"string length", {"string"}, length},
      {"upper case", {"string"}, cased<true>},
      {"lower case", {"string"}, cased<false>},
      {"substring before", {"string, match"}, around<true>},
      {"substring after", {"string, match"}, around<false>},
      {"contains", {"string, match"}, contains_text},
      {"starts with", {"string, match"}, starts_with},
      {"ends with", {"string, match"}, ends_with},
      {"matches", {"input, pattern, flags?"}, matches},
      {"replace", {"input, pattern, replacement, flags?"}, replace},
      {"split", {"string, delimiter"}, split},
      {"string join", {"list, delimiter?"}, string_join}};
  return all;
}

}  // namespace dk::feel
