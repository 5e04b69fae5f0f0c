// The citizen's pages of the gallery by name, and the looks in which they are seen: invented people
// only, masked as the machine masks them. Words of items are long ones on purpose.
//
// A view is made for a language and a way of access, because what fits on a page depends on both.
// Nothing here reads a clock or draws a random number: the same pixels every time.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/citizen/view.h"
#include "kiosk/input/input_view.h"

namespace dk::kiosk::gallery {

struct CitizenLook {
  std::string name;  // "standard", "elder_low" ...
  citizen::Access access;
  bool offline = false;
};
[[nodiscard]] const std::vector<CitizenLook>& citizen_looks();
[[nodiscard]] const std::vector<std::string>& gallery_languages();

struct CitizenPage {
  std::string name;  // "decision_approved"; the first part names the page
  std::function<citizen::PageView(std::string_view language, const citizen::Access&)> make;
  // What stands around or over it: a person, a question, no network.
  std::function<void(citizen::CitizenView&)> around{};
  // The input pad that is open over it; nothing: none.
  std::function<input::InputView(std::string_view language)> pad{};
  bool other_words = false;  // differs from another page in its words only
};

// All of them; each name once.
[[nodiscard]] std::vector<CitizenPage> citizen_pages();
// A page as it is seen.
[[nodiscard]] citizen::CitizenView view_of(const CitizenPage& page, const CitizenLook& look,
                                           std::string_view language);

// The parts of citizen_pages(), each in a file of its own.
[[nodiscard]] std::vector<CitizenPage> home_pages();
[[nodiscard]] std::vector<CitizenPage> service_pages();
[[nodiscard]] std::vector<CitizenPage> login_pages();
[[nodiscard]] std::vector<CitizenPage> mine_pages();
[[nodiscard]] std::vector<CitizenPage> form_pages();
[[nodiscard]] std::vector<CitizenPage> decision_pages();
[[nodiscard]] std::vector<CitizenPage> trouble_pages();  // each failure that a person can meet
[[nodiscard]] std::vector<CitizenPage> help_pages();
[[nodiscard]] std::vector<CitizenPage> other_pages();
[[nodiscard]] std::vector<CitizenPage> pad_pages();

// For those files.
// The word of the language, of three.
[[nodiscard]] std::string in(std::string_view language, const char* cn, const char* hk,
                             const char* en);
// A page that is the same in every language and look.
[[nodiscard]] CitizenPage same(std::string name, citizen::PageView view);
// Somebody is logged in.
void by_chen(citizen::CitizenView& view);
[[nodiscard]] std::string allowance(std::string_view language);
[[nodiscard]] std::vector<citizen::ServiceView> services(std::string_view language,
                                                         std::size_t count);
inline constexpr const char* kCaseNumber = "LH20221122-03-104571";
inline constexpr const char* kPhone = "138******06";

}  // namespace dk::kiosk::gallery
