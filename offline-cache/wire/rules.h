// The shapes of texts that several messages share. The JSON Schemas in docs/protocol/schemas say
// the same in patterns; openapi_test.cpp holds them together.
#pragma once

#include "offline-cache/wire/strict_json.h"

namespace dk::wire::rules {

inline constexpr TextRule kTerminal{Chars::Id, 1, 40};
inline constexpr TextRule kObjectName{Chars::Name, 1, 40};
inline constexpr TextRule kSite{Chars::Id, 1, 40};
inline constexpr TextRule kDesk{Chars::Text, 0, 40};
inline constexpr TextRule kTube{Chars::Upper, 1, 32};
inline constexpr TextRule kBox{Chars::Upper, 1, 32};
inline constexpr TextRule kType{Chars::Word, 1, 64};
inline constexpr TextRule kWord{Chars::Word, 1, 64};
inline constexpr TextRule kOptionalWord{Chars::Word, 0, 64};
inline constexpr TextRule kStaffId{Chars::Id, 1, 40};
inline constexpr TextRule kPersonName{Chars::Text, 1, 200};
inline constexpr TextRule kLanguage{Chars::Id, 2, 16};
inline constexpr int kMaxTubePosition = 100;
inline constexpr int kMaxTubesOfBox = 200;

}  // namespace dk::wire::rules
