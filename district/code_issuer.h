// The district as an issuer of LH1 codes: a person's phone code or a staff badge.
//
// Person codes are sealed with the code key of the day (China's calendar day of `at`), staff badges
// carry id and role only. Keys lie in issuer/; a running server opens them only where it was told
// to issue (Gateway::let_issue), and then for persons only. Failures: not_found (person, staff),
// code_day_key_missing (no key for that day), those of Files.
#pragma once

#include <string>

#include "base/codes/identity_code.h"
#include "base/files.h"
#include "base/random.h"
#include "district/gateway.h"
#include "offline-cache/wire/visit.h"

namespace dk::district {

struct CodeOrder {
  std::string person;  // "P02", or
  std::string staff;   // "S-0041"
  int valid_min = 0;   // 0: 5 minutes for a person, 12 hours for a badge
  int loa = 2;         // persons only
  TimePoint at{};
};
struct IssuedCode {
  std::string text;
  std::int64_t expires_s = 0;
};
[[nodiscard]] Result<IssuedCode> issue_code(Gateway& gateway, Files& files, Random& random,
                                            const CodeOrder& order);

// A minute's code of who is signed in at a terminal, for its screen. It vouches for a card in hand
// (level 2), whatever the visit began with: a face that was looked at earlier is none now. Leaves a
// row in person_access. An empty code: this server was not told to issue.
[[nodiscard]] Result<wire::CodeTold> issue_own_code(Gateway& gateway, const std::string& terminal,
                                                    const wire::CodeQuestion& question,
                                                    TimePoint now);

// issuer/day-keys.json: {"day_keys":[{"kid":hex,"day":"2022-11-18","key":base64}]}
struct DayKeyFile {
  std::vector<std::pair<std::string, codes::DayKey>> keys;  // day, key
};
[[nodiscard]] std::string to_json(const DayKeyFile& file);
[[nodiscard]] Result<DayKeyFile> day_keys_from_json(std::string_view text);

}  // namespace dk::district
