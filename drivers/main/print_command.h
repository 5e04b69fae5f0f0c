// What devicectl does to a printer: `print FILE --to ADDRESS` and `status ADDRESS`.
//
// A file that begins with "%PDF-" is a PDF, everything else is UTF-8 text. It is printed by the
// driver that the terminal uses, and one JSON line says what became of it:
//   {"job":UUID,"file":...,"result":"printed"|"failed"|"unknown","code":...,"confirmed":true,"ms":...}
// Exit: 0 printed, 1 failed (surely nothing came out), 3 unknown: look before you print it again.
#pragma once

#include <string>

namespace dk::drivers {

struct PrintCommand {
  std::string file{};
  std::string to{};      // ipp://HOST/PATH
  int patience_s = 120;  // for paper, cover, a busy printer
  bool two_sided = false;
};
[[nodiscard]] int print_file(const PrintCommand& command);

// One JSON line: {"address":...,"state":"online",...,"paper":"full","toner":"low","obstacle":...}.
// Exit: 0 it can print, 1 it cannot now.
[[nodiscard]] int show_printer_status(const std::string& address);

}  // namespace dk::drivers
