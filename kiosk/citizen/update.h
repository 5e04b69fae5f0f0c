// The citizen's terminal as a pure function: update(State, Event) -> {State, Effects}. No clock, no
// random, no files: ids and salts are made by `fresh` (passed in), time comes in the event. Effects
// happen at the edge (kiosk/session).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/citizen/state.h"

namespace dk::kiosk::citizen {

enum class Sound { Done, Attention, Refused, TakeCard, Help };

// Answered by FactsAnswered with the same request.
struct FetchFacts {
  std::uint64_t request = 0;
  bpmn::InstanceId instance = 0;
  std::vector<engine::FactRequest> facts{};
  std::chrono::milliseconds timeout{0};
  std::shared_ptr<const engine::Item> item{};
  Identity person{};  // of whom they are
  Identity asker{};   // who is there; the same, unless it is done for another
  Whom whom = Whom::Me;
  TimePoint at{};
};
struct AskSubjects {  // children and firms that this person may act for
  std::uint64_t request = 0;
  Identity person{};
};
struct AskCases {
  std::uint64_t request = 0;
  Identity person{};
};
struct AskCertificates {
  std::uint64_t request = 0;
  Identity person{};
};
struct AskCode {
  std::uint64_t request = 0;
  Identity person{};
};

// What the outbox keeps; answered by Saved. The edge makes the wire's events of it.
struct CaseRecord {
  Uuid id{};
  std::string number{};
  std::shared_ptr<const engine::Item> item{};
  engine::Case state{};
  std::vector<Order> orders{};
  Identity person{};
  Whom whom = Whom::Me;
  std::optional<Identity> subject{};
  TimePoint at{};  // the number is of it
};
struct RatingRecord {
  Uuid case_id{};
  int grade = 0;
  std::vector<std::string> reasons{};
};
struct HelpRecord {
  Uuid id{};
  std::string kind{};    // "hall" "desk" "ticket" "sos" "human"
  std::string ticket{};  // readable number
  std::string phone{};
  std::optional<Uuid> case_id{};
};
struct SessionRecord {
  Uuid id{};
  std::string reason{};  // "finished" "left" "timeout" "trouble"
  std::int64_t seconds = 0;
};
struct Save {
  std::uint64_t save_id = 0;
  std::variant<CaseRecord, RatingRecord, HelpRecord, SessionRecord> what;
  TimePoint at{};
};

struct PrintReceipt {  // answered by PaperChanged
  Uuid job{};
  std::string language{};
  CaseRecord record{};
  std::string title{}, department{}, sentence{}, figure{};
  std::vector<DecisionView::Reason> reasons{};
  std::string code{};  // LHR1; empty when there is none: the number stands for it
  TimePoint at{};
};
struct PrintTicket {
  Uuid job{};
  std::string language{}, ticket{}, hotline{};
  TimePoint at{};
};
struct MakeTakeAway {  // the signed receipt; answered by TakeAwayAnswered
  CaseRecord record{};
};
struct GiveAway {  // seals the session for another terminal; answered by MoveAnswered
  std::uint64_t request = 0;
  PersonalText session{};
  Identity person{};
};
struct TakeOver {  // answered by TakenOver
  std::uint64_t request = 0;
  std::string code{};
  Identity person{};
};
struct AskHelp {  // whether somebody comes; answered by HelpAnswered
  std::uint64_t request = 0;
  std::string ticket{};
};
// Wipes what the edge holds of the person: session key, input pad, voice, clipboard, caches,
// spool. Answered by Wiped.
struct EndSession {
  Uuid id{};
};
struct OpenInput {
  std::string place{};
  FieldView::Kind kind = FieldView::Kind::Text;
  std::string label{}, text{}, hint{};
  bool handwriting_first = false;
  int age = -1;  // of who is logged in; -1: nobody, or not known
};
struct CloseInput {};
struct SetLanguage {
  std::string language{};
};
struct SetVoice {
  bool on = false;
  int volume = 6, speed = 0;
};
struct Play {
  Sound sound = Sound::Done;
};

using Effect = std::variant<FetchFacts, AskSubjects, AskCases, AskCertificates, AskCode, Save,
                            PrintReceipt, PrintTicket, MakeTakeAway, GiveAway, TakeOver, AskHelp,
                            EndSession, OpenInput, CloseInput, SetLanguage, SetVoice, Play>;

// What is new each time.
struct Fresh {
  std::function<Uuid()> id{};
  std::function<std::string()> salt{};  // 32 random bytes, hex
};

struct Step {
  State state;
  std::vector<Effect> effects{};
};

[[nodiscard]] Step update(State state, const Event& event, const Fresh& fresh);
[[nodiscard]] CitizenView view_of(const State& state);
// When the view changes by itself next, from `state.now`.
[[nodiscard]] Milliseconds next_change(const State& state);

}  // namespace dk::kiosk::citizen
