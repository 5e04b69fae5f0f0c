// The one place that masks. Names: 张*三 (first and last character), two characters 赵*, compound
// surnames stay whole (欧阳*三, 欧阳*). Minority names with "·": first and last character of the
// whole name, every middle part hidden, the dots stay (阿***·***·*力). Latin and other scripts:
// the first letter of each part, "SANTOS, MARIA LUZ" -> "S****, M**** L**"; the family name is
// NOT kept whole, it says more about a person than 张 does. One-character names are hidden.
// A hidden run shows one star per character, at most four, so that a long name neither tears a
// line nor tells its length. Something is always hidden.
//
// Numbers: public screens and paper first 3 + last 2 (440*************19), staff screens last 4.
// Short numbers keep less: under 9 characters 1 + 1, under 5 nothing; staff at most the half.
//
// Works on characters (code points with combining marks, ICU), never on bytes. Spaces around are
// dropped, control and invisible format characters too; invalid UTF-8 and absurd lengths become
// "***"; empty stays empty. Pure; any thread; never fails.
#pragma once

#include <string>
#include <string_view>

namespace dk::i18n {

[[nodiscard]] std::string mask_name(std::string_view name);
// For everybody to see.
[[nodiscard]] std::string mask_number_public(std::string_view number);
// Only the tail, no stars: "2033"; the screen says what it is. Empty when there is nothing to show.
[[nodiscard]] std::string number_tail_staff(std::string_view number);

}  // namespace dk::i18n
