// What a scanned text is, before any key is tried: one class per format behind one question.
//
// Order: command codes ("DKC:" undo, seal, change ...), LH1, LHR1, HC1, LHM1, the machine readable
// zone of a passport or card, citizen number (18
// characters, real date, check valid), payment codes (refused by name, never stored: WeChat pay
// 10-15 + 16 digits, Alipay 25-30 + 14..22 digits total 16-24, UnionPay 62 + 17 digits total 19),
// box and tube bar codes (site patterns), else an opaque token (<= 2,048 bytes) for the district to
// resolve. A citizen number comes before payment because those of Beijing to Inner Mongolia also
// begin with 11-15; about one payment code in 30,000 looks like a citizen number. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/codes/tube_code.h"
#include "base/result.h"

namespace dk::codes {

enum class ScannedKind {
  Command,         // DKC:<word>
  IdentityCode,    // LH1:
  Receipt,         // LHR1:
  HealthCert,      // HC1:
  Handover,        // LHM1: half a key; a session at another terminal
  Payment,         // WeChat, Alipay, UnionPay: never stored
  TravelDocument,  // machine readable zone, see mrz.h
  CitizenNumber,   // 18 characters, check valid
  TubeCode,        // see tube_code.h
  BoxCode,         // a transport box: same kind of rule as tubes
  OpaqueToken,
};

struct Scanned {
  ScannedKind kind = ScannedKind::OpaqueToken;
  // Trimmed of CR, LF and NUL (not of spaces: base45 has them); Command: the word without prefix,
  // lower case; CitizenNumber, TubeCode and BoxCode: upper case; Payment: empty (never stored).
  std::string text;
};

inline constexpr std::size_t kMaxScannedBytes = 2048;
// Failures: code_too_large, code_malformed (empty, or a command that is no word).
[[nodiscard]] Result<Scanned> classify_scan(ByteView bytes, const TubeCodeRule& tube_rule);
// At a place that packs boxes. Where both patterns fit, the longer prefix decides.
[[nodiscard]] Result<Scanned> classify_scan(ByteView bytes, const TubeCodeRule& tube_rule,
                                            const TubeCodeRule& box_rule);

}  // namespace dk::codes
