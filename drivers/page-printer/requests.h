// The questions that the driver asks, as IPP messages (RFC 8011 section 4; IPP Everywhere, PWG
// 5100.14), and what an answer's status code means for a job.
//
// A job's name is its id in letters and nothing else: no word of a citizen goes into the printer's
// list of jobs, and a job whose answer was lost is found again by it. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "drivers/page-printer/ipp.h"

namespace dk::drivers::ipp {

// RFC 8011 section 5.4.15.
enum class Operation : std::uint16_t {
  PrintJob = 0x0002,
  ValidateJob = 0x0004,
  CreateJob = 0x0005,
  SendDocument = 0x0006,
  CancelJob = 0x0008,
  GetJobAttributes = 0x0009,
  GetJobs = 0x000a,
  GetPrinterAttributes = 0x000b,
};

struct JobWishes {
  std::string name{};    // the id
  std::string format{};  // mime type
  std::string media{};   // empty: the printer's own choice
  bool two_sided = false;
};

// Makes messages for one printer, numbering them.
class Asking {
 public:
  explicit Asking(std::string printer_uri) : uri_(std::move(printer_uri)) {}
  [[nodiscard]] Message printer_attributes(bool abilities);
  [[nodiscard]] Message create_job(const JobWishes& wishes);  // its format is for the document
  [[nodiscard]] Message print_job(const JobWishes& wishes);
  [[nodiscard]] Message validate_job(const JobWishes& wishes);
  [[nodiscard]] Message send_document(int job, std::string_view format);  // the last one
  [[nodiscard]] Message cancel_job(int job);
  [[nodiscard]] Message job_attributes(int job);
  [[nodiscard]] Message jobs(bool completed);

 private:
  Message begin(Operation operation);
  Message with_wishes(Operation operation, const JobWishes& wishes);

  std::string uri_;
  std::int32_t last_id_ = 0;
};

// RFC 8011 appendix B, as far as it decides anything.
enum class Verdict {
  Done,      // successful-ok and its shades
  Busy,      // try again later
  NotFound,  // no such job
  NotNow,    // not possible in the job's state
  CannotDo,  // this format, these attributes, this operation: never
  Refused,   // everything else
};
[[nodiscard]] Verdict verdict_of(std::uint16_t status);

}  // namespace dk::drivers::ipp
