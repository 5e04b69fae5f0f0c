#include "base/codes/scanned.h"

#include <algorithm>

#include "base/codes/calendar.h"
#include "base/codes/citizen_shape.h"
#include "base/codes/mrz.h"

namespace dk::codes {
namespace {

constexpr std::string_view kCommandPrefix = "DKC:";
constexpr std::size_t kMaxCommandCharacters = 32;

// Engines end a scan with CR, LF or both, and pad fixed frames with NUL. A space stays: it is a
// digit of base45.
std::string_view trimmed(std::string_view text) {
  const auto is_frame = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
  while (!text.empty() && is_frame(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_frame(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= kMaxCommandCharacters &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

bool is_payment_code(std::string_view text) {
  if (text.size() < 16 || text.size() > 24 || !all_digits(text)) return false;
  const int first = (text[0] - '0') * 10 + (text[1] - '0');
  const bool wechat = first >= 10 && first <= 15 && text.size() == 18;
  const bool alipay = first >= 25 && first <= 30;
  const bool union_pay = first == 62 && text.size() == 19;
  return wechat || alipay || union_pay;
}

}  // namespace

namespace {

Result<Scanned> classify(ByteView bytes, const TubeCodeRule& tube_rule,
                         const TubeCodeRule* box_rule) {
  const std::string_view text = trimmed(as_text(bytes));
  if (text.empty()) return fail(FailureCode::code_malformed, "empty");
  if (text.size() > kMaxScannedBytes) return fail(FailureCode::code_too_large, "scan");
  const auto as = [](ScannedKind kind, std::string_view what) {
    return Scanned{.kind = kind, .text = std::string(what)};
  };

  if (text.starts_with(kCommandPrefix)) {
    const std::string word = lower(text.substr(kCommandPrefix.size()));
    if (!is_word(word)) return fail(FailureCode::code_malformed, "command");
    return as(ScannedKind::Command, word);
  }
  if (text.starts_with("LH1:")) return as(ScannedKind::IdentityCode, text);
  if (text.starts_with("LHR1:")) return as(ScannedKind::Receipt, text);
  if (text.starts_with("HC1:")) return as(ScannedKind::HealthCert, text);
  if (text.starts_with("LHM1:")) return as(ScannedKind::Handover, text);
  if (looks_like_mrz(text)) return as(ScannedKind::TravelDocument, text);
  if (const auto number = shape_of_citizen_number(text)) {
    return as(ScannedKind::CitizenNumber, number->text);
  }
  // The digits of a payment code are money: they are not even handed on.
  if (is_payment_code(text)) return as(ScannedKind::Payment, {});
  const bool tube = looks_like_tube_code(text, tube_rule);
  bool box = box_rule != nullptr && looks_like_tube_code(text, *box_rule);
  if (box && tube) box = box_rule->prefix.size() > tube_rule.prefix.size();
  if (box || tube) {
    std::string code(text);
    for (char& c : code) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return as(box ? ScannedKind::BoxCode : ScannedKind::TubeCode, code);
  }
  return as(ScannedKind::OpaqueToken, text);
}

}  // namespace

Result<Scanned> classify_scan(ByteView bytes, const TubeCodeRule& tube_rule) {
  return classify(bytes, tube_rule, nullptr);
}

Result<Scanned> classify_scan(ByteView bytes, const TubeCodeRule& tube_rule,
                              const TubeCodeRule& box_rule) {
  return classify(bytes, tube_rule, &box_rule);
}

}  // namespace dk::codes
