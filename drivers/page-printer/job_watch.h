// A job that the printer has: watched until it is really over, taken back when it gets no further,
// and judged. The judgement about paper (driver.h) is made here and nowhere else.
//
// Belongs to the driver's thread.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "drivers/page-printer/driver.h"
#include "drivers/page-printer/printer_talk.h"

namespace dk::drivers {

// `publish` is called when state or printer status may have changed; `pause` waits and returns
// early when something was submitted or stopped.
struct PageSurroundings {
  std::function<void(DeviceState, const PagePrinterStatus&)> publish;
  std::function<void(Milliseconds)> pause;
  std::function<bool()> stopping;
};

// What became of one try.
struct Attempt {
  bool over = false;  // false: nothing has happened on paper and it may be tried again
  PrintResult result = PrintResult::Unknown;
  FailureCode code = FailureCode::print_unknown;
  bool confirmed = false;
};

[[nodiscard]] inline Attempt try_again(FailureCode why) {
  return {.over = false, .result = PrintResult::Failed, .code = why};
}
[[nodiscard]] inline Attempt failed(FailureCode why) {
  return {.over = true, .result = PrintResult::Failed, .code = why};
}
[[nodiscard]] inline Attempt unknown(FailureCode why) {
  return {.over = true, .result = PrintResult::Unknown, .code = why};
}

// Whether this printer counts its pages: only then a count of zero says that nothing was printed.
enum class PageCounter { NotKnown, Counts, DoesNotCount };

class JobWatch {
 public:
  JobWatch(const PagePrinterOptions& options, PrinterTalk& talk, PageSurroundings& surroundings,
           PageCounter& counter, std::string name, int expected_pages)
      : options_(options),
        talk_(talk),
        surroundings_(surroundings),
        counter_(counter),
        name_(std::move(name)),
        expected_(expected_pages) {}

  // Until the job is over. `arrived`: the printer has said that it has the whole document; else a
  // job that still waits for it is taken back.
  [[nodiscard]] Attempt watch(int id, bool arrived);
  // Takes it back at once, because of `cause`, then watches its end. As everywhere here, a job
  // whose document did not arrive and that made no page may be tried again.
  [[nodiscard]] Attempt withdraw(int id, FailureCode cause);

 private:
  using Steady = std::chrono::steady_clock;

  [[nodiscard]] Attempt run();
  [[nodiscard]] std::optional<Attempt> step();
  [[nodiscard]] std::optional<Attempt> lost(FailureCode code);
  [[nodiscard]] std::optional<Attempt> forgotten();
  void set_patience();
  void weigh(const JobView& job, std::optional<FailureCode> obstacle);
  void take_back(FailureCode cause);
  [[nodiscard]] Attempt judge(const JobView& job);
  [[nodiscard]] Attempt judge_completed(const JobView& job);

  const PagePrinterOptions& options_;
  PrinterTalk& talk_;
  PageSurroundings& surroundings_;
  PageCounter& counter_;
  std::string name_;
  int expected_;
  int id_ = 0;
  bool arrived_ = false;
  std::optional<FailureCode> cause_;  // why it was taken back
  bool cancel_answered_ = false;
  bool printed_freely_ = false;  // seen at work with nothing in its way
  std::optional<FailureCode> hindrance_;
  std::optional<Steady::time_point> lost_since_;
  std::optional<int> impressions_;
  Steady::time_point give_up_{};
};

// The state of the device that goes with what is in the way.
[[nodiscard]] DeviceState state_of(std::optional<FailureCode> obstacle);

}  // namespace dk::drivers
