// What a page printer says of itself and of a job, taken out of IPP attributes.
//
// Keywords are those of RFC 8011 (sections 5.3 and 5.4) and PWG 5100.9; trays those of PWG 5100.13.
// What a printer does not say stays "unknown". Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "drivers/page-printer/ipp.h"
#include "drivers/printing.h"

namespace dk::drivers {

enum class TonerSupply { Unknown, Full, Low, Out };  // XFS4IoT Printer.toner

struct PagePrinterStatus {
  enum class State { Unknown = 0, Idle = 3, Processing = 4, Stopped = 5 };
  State state = State::Unknown;
  bool accepting = true;
  bool cover_open = false;
  bool jammed = false;
  bool paused = false;  // somebody stopped it at its panel
  bool output_full = false;
  PaperSupply paper = PaperSupply::Unknown;
  TonerSupply toner = TonerSupply::Unknown;
  int queued_jobs = 0;
  bool operator==(const PagePrinterStatus&) const = default;

  // Why it cannot print now, the worst first; nothing when it can.
  [[nodiscard]] std::optional<FailureCode> obstacle() const;
};

struct RasterAbility {
  std::vector<int> dots_per_inch{};  // square ones
  bool grey = false;                 // sgray_8
  bool colour = false;               // srgb_8
  std::string back{};                // pwg-raster-document-sheet-back
};

struct PagePrinterAbilities {
  bool create_job = false;  // Create-Job and Send-Document
  bool print_job = false;
  bool get_jobs = false;
  bool cancel_job = false;
  bool pdf = false;
  bool pwg_raster = false;
  bool two_sided = false;  // along the long edge
  std::vector<std::string> media{};
  RasterAbility raster{};
  [[nodiscard]] bool takes_media(std::string_view name) const;
};

// `media` is what the next job is for: a tray that holds something else is of no help to it.
[[nodiscard]] PagePrinterStatus status_from(const ipp::Group& printer, std::string_view media);
[[nodiscard]] PagePrinterAbilities abilities_from(const ipp::Group& printer);

// RFC 8011 section 5.3.7.
enum class JobState {
  Unknown = 0,
  Pending = 3,
  Held = 4,
  Processing = 5,
  Stopped = 6,
  Canceled = 7,
  Aborted = 8,
  Completed = 9
};
struct JobView {
  int id = 0;  // 0 = none said
  std::string name{};
  JobState state = JobState::Unknown;
  std::vector<std::string> reasons{};
  std::optional<int> impressions{};  // completed
  std::optional<int> sheets{};       // completed

  [[nodiscard]] bool has(std::string_view reason) const;
  [[nodiscard]] bool is_over() const;  // canceled, aborted, completed
  // Not a sheet, and the printer says so in so many words.
  [[nodiscard]] bool says_nothing_printed() const;
};
[[nodiscard]] JobView job_from(const ipp::Group& job);

// The size that a PWG media name ends with ("iso_a4_210x297mm", "na_letter_8.5x11in"): width and
// length in hundredths of a millimetre. Nothing when it has none or one beyond a metre.
struct MediaSize {
  int width = 0;
  int length = 0;
};
[[nodiscard]] std::optional<MediaSize> size_of_media(std::string_view name);

}  // namespace dk::drivers
