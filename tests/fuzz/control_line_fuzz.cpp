// links: dk_emulators
// decodes: drivers/emulation/control_line.cpp
// decodes: drivers/scanner/emulator/scanner_emulator.cpp
// The emulators' control socket: every line gets one line of JSON, whatever it says.
#include <cstdlib>

#include "drivers/emulation/control.h"
#include "drivers/scanner/emulator/scanner_emulator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::drivers;
  ScannerEmulator scanner;
  const auto handler = [&](const std::string& verb, const VerbArguments& arguments) {
    if (arguments.contains("picture")) return refused("unsupported", "no files here");
    return scanner.verb(verb, arguments, true);
  };
  const std::string answer = answer_line(dk::as_text({data, size}), handler);
  if (!answer.starts_with('{') || !answer.ends_with('}')) std::abort();
  if (answer.find('\n') != std::string::npos) std::abort();
  scanner.received({data, size}, dk::Milliseconds(0));
  (void)scanner.work(dk::Milliseconds(1));
  (void)scanner.take_output();
  return 0;
}
