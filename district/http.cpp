#include "district/http.h"

#include <algorithm>
#include <charconv>

#include "base/log.h"
#include "offline-cache/wire/api.h"
#include "offline-cache/wire/envelope.h"

namespace dk::district {
namespace {

struct Range {
  std::size_t from = 0;
  std::size_t to = 0;  // one past the last byte
};

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

enum class RangeKind { None, Partial, Beyond };

// "bytes=N-", "bytes=N-M", "bytes=-K" over `size` bytes. Anything else is no range for us.
RangeKind parse_range(std::string_view header, std::size_t size, Range& range) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return RangeKind::None;
  header.remove_prefix(kUnit.size());
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return RangeKind::None;
  const std::string_view first = header.substr(0, dash);
  const std::string_view last = header.substr(dash + 1);
  const auto from = number(first);
  const auto to = number(last);
  if (first.empty()) {
    if (!to) return RangeKind::None;
    if (*to == 0 || size == 0) return RangeKind::Beyond;
    range = {size - std::min(size, *to), size};
    return RangeKind::Partial;
  }
  if (!from || (!last.empty() && (!to || *to < *from))) return RangeKind::None;
  if (*from >= size) return RangeKind::Beyond;
  range = {*from, to ? std::min(size - 1, *to) + 1 : size};
  return RangeKind::Partial;
}

}  // namespace

Answer problem(int status, std::string_view code, std::string_view title) {
  const wire::Problem problem{status, std::string(code), std::string(title)};
  return {status, std::string(wire::kTypeProblem), to_bytes(wire::to_json(problem)), {}};
}

Answer problem(const Failure& failure) {
  log::error("request_failed", {{"failure", log::safe(failure)}});
  if (failure.code == FailureCode::store_in_use) {
    Answer answer = problem(503, wire::kProblemBusy, "The store is busy; ask again.");
    answer.headers.emplace_back("Retry-After", "5");
    return answer;
  }
  return problem(500, wire::kProblemInternal, "The district has a fault; its log says which.");
}

Answer content(const Call& call, Bytes body, std::string content_type) {
  const std::string etag = '"' + to_hex(crypto::sha256(body)) + '"';
  Answer answer{200, std::move(content_type), {}, {{"ETag", etag}, {"Accept-Ranges", "bytes"}}};
  if (call.if_none_match == etag) {
    answer.status = 304;
    return answer;
  }
  const std::string size = std::to_string(body.size());
  Range range;
  // If-Range: a half that belongs to another version must not be continued.
  const bool wanted = call.if_range.empty() || call.if_range == etag;
  switch (wanted ? parse_range(call.range, body.size(), range) : RangeKind::None) {
    case RangeKind::None:
      answer.body = std::move(body);
      break;
    case RangeKind::Beyond:
      answer = problem(416, wire::kProblemRangeInvalid, "The range begins beyond the end.");
      answer.headers.emplace_back("Content-Range", "bytes */" + size);
      break;
    case RangeKind::Partial:
      answer.status = 206;
      answer.headers.emplace_back("Content-Range", "bytes " + std::to_string(range.from) + "-" +
                                                       std::to_string(range.to - 1) + "/" + size);
      answer.body.assign(body.begin() + static_cast<std::ptrdiff_t>(range.from),
                         body.begin() + static_cast<std::ptrdiff_t>(range.to));
      break;
  }
  return answer;
}

}  // namespace dk::district
