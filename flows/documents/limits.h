// What a template and its data may ask for. Each limit is told by its name (Stopped::limit), so
// that an author knows which one it was. Chosen so that the worst that they allow is refused or
// laid out within 100 ms (documents_hostile_test.cpp). Lengths in micrometres.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dk::documents::limits {

inline constexpr std::size_t kTemplateBytes = 256 * 1024;  // template_bytes
inline constexpr int kNesting = 32;                        // nesting
inline constexpr int kElements = 2'000;                    // elements
inline constexpr std::size_t kPictures = 8;                // pictures
inline constexpr std::size_t kPictureBytes = 1024 * 1024;  // picture_bytes
inline constexpr std::int64_t kPictureDots = 1'000'000;    // picture_dots: of all
inline constexpr std::uint64_t kSteps = 300'000;           // expression_steps
inline constexpr std::size_t kTextBytes = 256 * 1024;      // expression_steps: of one FEEL text
inline constexpr int kItems = 20'000;                      // items: of lists, drawn
inline constexpr int kParagraphCharacters = 20'000;        // paragraph_characters
inline constexpr int kCharacters = 200'000;                // characters
inline constexpr int kPages = 200;                         // pages
inline constexpr int kSymbols = 200;                       // symbols
inline constexpr std::size_t kSymbolBytes = 16 * 1024;     // symbol_bytes: in all
inline constexpr std::int32_t kLeastSide = 20'000;
inline constexpr std::int32_t kMostSide = 1'000'000;
inline constexpr std::int32_t kRollLength = 2'000'000;    // roll_length
inline constexpr std::int64_t kRasterDots = 200'000'000;  // dots of one page

}  // namespace dk::documents::limits
