// The words that every printer speaks: what became of a job, and how much paper is left.
//
// The promise about paper: each job that a printer's driver took gets exactly one outcome.
// Values; any thread.
#pragma once

#include "base/result.h"
#include "base/uuid.h"

namespace dk::drivers {

enum class PaperSupply { Unknown, Full, Low, Out };  // XFS4IoT Printer.paper

// Printed  the printer has worked through all of it and reports no fault
// Failed   surely nothing of it was printed
// Unknown  anything else. It must never be reprinted without a person who has looked
enum class PrintResult { Printed, Failed, Unknown };

struct PrintOutcome {
  Uuid id;
  PrintResult result = PrintResult::Unknown;
  FailureCode code = FailureCode::print_unknown;  // why; without meaning when Printed
  bool confirmed =
      false;  // the printer itself said so; false: it cannot, and nothing spoke against
};

}  // namespace dk::drivers
