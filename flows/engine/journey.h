// A citizen's case of one item: the process, its open forms, the facts that were fetched, the
// decisions that were made.
//
// Pure like bpmn::step(): take() gives the next Case and what is to be done outside; decisions are
// made inside. A Case is a value that can be stored and goes on with the same item's fingerprint.
// Before the first fact that is not plain the privacy notice is shown, and without the person's
// yes it is not fetched. Any thread.
#pragma once

#include <chrono>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "flows/bpmn/step.h"
#include "flows/dmn/what_if.h"
#include "flows/engine/facts.h"
#include "flows/engine/item.h"
#include "flows/form/view.h"

namespace dk::engine {

// A decision as evidence (design 3.5); what the terminal signs is to_evidence().
struct DecisionRecord {
  std::string decision;  // id
  std::string outcome;   // empty: it decides something in between
  std::string sentence;  // message
  feel::Value result;    // with the places of its sentence
  std::vector<dmn::Hit> rules;
  std::string inputs_digest;  // HMAC-SHA-256 under the case's salt, hex
  feel::Context inputs;       // what it read, for "what would change the answer"; not evidence
  feel::DateTime at;
};

struct Case {
  std::string item;  // fingerprint
  std::string salt;  // 32 random bytes, hex
  bpmn::State process;
  std::map<bpmn::InstanceId, form::State> forms;        // open ones
  std::map<bpmn::InstanceId, std::string> asked_facts;  // fetches under way
  std::map<std::string, FactValue> facts;
  enum class Notice : std::uint8_t {
    NotShown,
    Shown,
    Accepted,
    Declined
  } notice = Notice::NotShown;
  std::vector<DecisionRecord> decisions;
  std::string outcome;   // of the last decision that had one; REFER, PROVISIONAL: see take()
  std::string sentence;  // message; empty: the outcome's own words
  std::string trouble;   // why it was referred or taken in: "error_not_caught", "too_old" ...
};

// What happens. Other events go to the process as they are.
struct FormInput {
  bpmn::InstanceId instance = 0;
  form::Input input;
};
struct Submit {
  bpmn::InstanceId instance = 0;
};
struct FactsCame {
  bpmn::InstanceId instance = 0;
  std::vector<FactAnswer> answers;  // in the order of the requests
};
struct NoticeAnswered {
  bool accepted = false;
};
using CaseEvent = std::variant<FormInput, Submit, FactsCame, NoticeAnswered, bpmn::Event>;

struct CaseEffect {
  enum class Kind : std::uint8_t {
    ShowForm,    // view_of() draws it
    FetchFacts,  // answer FactsCame
    ShowNotice,  // answer NoticeAnswered
    Identify,    // answer bpmn::Identified or bpmn::Unidentifiable
    Do,          // the job `name`; answer bpmn::Done, Thrown or Failed
    Withdraw,
    Decided,  // Case::decisions has one more
    Ended
  } kind = Kind::Ended;
  bpmn::InstanceId instance = 0;
  std::string element = {};
  std::string name = {};
  int level = 0;
  std::vector<FactRequest> facts = {};
  std::chrono::milliseconds timeout{0};
  feel::Value variables = {};
  std::map<std::string, std::string> headers = {};
  bool clerk = false;  // ShowForm: the clerk's task
};

struct CaseStep {
  Case state;
  std::vector<CaseEffect> effects;
};

// One JSON text with everything in it, for the sealed store; the same case gives the same bytes.
[[nodiscard]] std::string to_json(const Item& item, const Case& state);
// Only a case of this item in which everything fits. The error is a plain sentence.
[[nodiscard]] std::expected<Case, std::string> case_from_json(const Item& item,
                                                              std::string_view text);

// `salt`: 32 fresh random bytes.
[[nodiscard]] Case new_case(const Item& item, std::string_view salt);
// The case's parameters are those of `now`'s day when it begins. A process that only help could
// move ends here: PROVISIONAL where a fact was missing and the item may be taken in, else REFER.
// The error is a plain sentence for the log.
[[nodiscard]] std::expected<CaseStep, std::string> take(const Item& item, Case state,
                                                        const CaseEvent& event,
                                                        const feel::DateTime& now);

// What the screen draws of an open form.
[[nodiscard]] std::optional<form::View> view_of(const Item& item, const Case& state,
                                                bpmn::InstanceId instance,
                                                const feel::DateTime& now,
                                                std::string_view language);

// The privacy notice, from the item's own data.
struct NoticeView {
  std::string title, purpose, retention;
  std::vector<std::string> legal_basis, recipients;
  struct Line {
    std::string label, source;
    bool sensitive = false;
  };
  std::vector<Line> facts;
  Consent consent = Consent::Notice;
};
[[nodiscard]] NoticeView notice_of(const Item& item, std::string_view language);

// The sentence of the outcome with its places filled.
[[nodiscard]] std::string sentence_of(const Item& item, const Case& state,
                                      std::string_view language);

// Another message of the item, its places filled with what the last outcome read and gave. Empty:
// there is no outcome, or nothing for one of the places.
[[nodiscard]] std::string words_of(const Item& item, const Case& state, const std::string& message,
                                   std::string_view language);

// The smallest change of one explainable fact that would have changed that decision; empty: there
// is none that may be named. The caller keeps the budget of a person and day (what_if_budget.h).
[[nodiscard]] std::optional<dmn::Change> what_would_change(const Item& item,
                                                           const DecisionRecord& decision,
                                                           const feel::DateTime& now);

// What the terminal signs and the district checks: one JSON text, the same bytes for the same
// decision. No fact is in it, only their digest and how old they were.
[[nodiscard]] std::string to_evidence(const Item& item, const Case& state,
                                      const DecisionRecord& decision);

}  // namespace dk::engine
