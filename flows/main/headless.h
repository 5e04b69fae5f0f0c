// A journey without a screen: sits in for the citizen, the card reader and the district, and takes
// all that they would say from one JSON object (item_commands.h). One thread.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "flows/engine/journey.h"
#include "flows/form/schema.h"

namespace dk::flows {

// Nothing of it is about the person.
struct JourneyEnd {
  bool ended = false;   // else it stands still: an answer is missing or refused
  std::string at;       // where it stands still: a form's or a job's name
  std::string outcome;  // empty: none was reached
  std::string rule;     // "R7" of the decision that gave the outcome; several: "R1+R3"
};

class Headless {
 public:
  // `item` and `trace` must outlive it. What the trace tells names personal data; a stream without
  // a buffer gets none, and what only a reader would want is then not worked out.
  Headless(const engine::Item& item, feel::Context given, std::string language,
           const feel::DateTime& now, std::ostream& trace)
      : item_(item),
        given_(std::move(given)),
        language_(std::move(language)),
        now_(now),
        trace_(trace) {}

  // A job that nothing was given for counts as done, without a result, instead of out of reach: a
  // case that was refused has none, and its approval must not fail for that.
  void assume_jobs_done() { jobs_done_ = true; }

  // Once.
  [[nodiscard]] JourneyEnd run();

 private:
  bool take(const engine::CaseEvent& event);
  bool act(const engine::CaseEffect& effect);
  bool notice();
  bool identify(const engine::CaseEffect& effect);
  bool facts(const engine::CaseEffect& effect);
  bool form(const engine::CaseEffect& effect);
  bool fill(bpmn::InstanceId instance, const form::Field& field, const feel::Value& answers);
  bool job(const engine::CaseEffect& effect);
  void decided();
  void finish();
  [[nodiscard]] std::string deciding_rule() const;

  const engine::Item& item_;
  const feel::Context given_;
  const std::string language_;
  const feel::DateTime now_;
  std::ostream& trace_;
  bool jobs_done_ = false;
  engine::Case case_;
  std::vector<engine::CaseEffect> effects_;
};

}  // namespace dk::flows
