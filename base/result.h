// Expected trouble is a value: Result<T> = std::expected<T, Failure>.
//
// A Failure has a code of the closed set in failure_codes.def and a detail for engineers. The
// detail NEVER holds personal data, secrets or scanned content: it may end in a log. Words for
// people come from i18n by code. A bug (broken invariant) is not a Failure: it stops the program.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace dk {

enum class FailureCode {
#define DK_FAILURE(code, severity) code,
#include "base/failure_codes.def"
#undef DK_FAILURE
};

enum class Severity { Notice, Fault, Stop };

struct Failure {
  FailureCode code = FailureCode::internal;
  std::string detail;
};

template <class T>
using Result = std::expected<T, Failure>;
using Status = Result<void>;

[[nodiscard]] inline std::unexpected<Failure> fail(FailureCode code, std::string detail = {}) {
  return std::unexpected<Failure>(Failure{code, std::move(detail)});
}

// "code_expired"; stable, used in keys, logs and protocols.
[[nodiscard]] std::string_view name_of(FailureCode code);
[[nodiscard]] Severity severity_of(FailureCode code);
// All codes, for tests and catalogues; index = enum value.
[[nodiscard]] std::size_t failure_count();

}  // namespace dk

// Early return, the only control-flow macro of the project:  DK_TRY(name, expression);
// declares `name` as the value or returns the failure.
#define DK_TRY(name, expression)                                                \
  auto name##_result = (expression);                                            \
  if (!name##_result) return std::unexpected(std::move(name##_result.error())); \
  auto name = std::move(*name##_result)  // NOLINT(bugprone-macro-parentheses): a name
#define DK_CHECK(expression)                                      \
  do {                                                            \
    if (auto dk_check_result = (expression); !dk_check_result)    \
      return std::unexpected(std::move(dk_check_result.error())); \
  } while (false)
