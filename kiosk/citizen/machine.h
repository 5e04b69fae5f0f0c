// The working parts of update(): a state being changed and the effects collected on the way.
// Inside kiosk/citizen only; each .cpp holds the handlers of one topic.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/citizen/rules.h"
#include "kiosk/citizen/update.h"

namespace dk::kiosk::citizen {

struct Machine {
  State& s;
  std::vector<Effect>& effects;
  const Fresh& fresh;

  // machine.cpp
  void handle(const Event& event);
  void tick();
  void go(Page page);    // with the way back
  void show(Page page);  // without
  void back();
  void play(Sound sound) { effects.emplace_back(Play{sound}); }
  void toast(std::string key);
  void open_input(OpenInput input);
  void close_input();
  void reset_visit();
  [[nodiscard]] std::uint64_t request() { return ++s.last_request; }
  [[nodiscard]] Session& session() { return *s.session; }
  [[nodiscard]] Journey* journey() {
    return s.session && s.session->journey ? &*s.session->journey : nullptr;
  }

  // taps.cpp
  void tapped(const std::string& id);
  void held(const Held& event);
  void typing(const Typing& event);
  bool tapped_around(const std::string& id);  // dock, header, questions
  bool tapped_home(const std::string& id);
  bool tapped_mine(const std::string& id);
  void turn_page(int by);
  void open_guide(const std::string& item);
  void set_voice();

  // login.cpp
  void ask_login(Login login);
  void card_came(const CardCame& event);
  void card_gone(const CardGone& event);
  void came(const Identity& identity);
  void refused(const LoginRefused& event);
  void second_came(const Identity& identity);
  void begin_session(const Identity& identity);
  void after_login(const Login& login);
  bool tapped_login(const std::string& id);
  bool tapped_whom(const std::string& id);
  void subjects_answered(const SubjectsAnswered& answer);
  void move_scanned(const MoveScanned& event);
  void taken_over(const TakenOver& answer);
  [[nodiscard]] bool resume_session(std::string_view text);  // moving.cpp

  // journey.cpp
  void start(const std::string& item);
  void begin(const std::shared_ptr<const engine::Item>& item, Whom whom,
             const std::optional<Identity>& subject);
  bool take(const engine::CaseEvent& event);
  void act(const engine::CaseEffect& effect);
  void identify(int level);
  void facts_answered(const FactsAnswered& answer);
  void ended();
  void save_case();
  void give_up_journey();
  [[nodiscard]] CaseRecord record() const;

  // moving.cpp
  void move_away();

  // forms.cpp
  bool tapped_journey(const std::string& id);
  bool tapped_form(const std::string& id);
  void form_next();
  void option_tapped(const form::FieldView& field, std::size_t number);
  void set_field(const form::Place& place, feel::Value value);
  void open_field(const form::FieldView& field);
  [[nodiscard]] std::optional<form::View> form_view() const;

  // outcome.cpp
  void saved(const Saved& answer);
  void take_away_came(const TakeAwayAnswered& answer);
  void paper_changed(const PaperChanged& change);
  bool tapped_decision(const std::string& id);
  bool tapped_trouble(const std::string& id);
  void save_rating();
  void print_receipt();

  // help.cpp
  bool tapped_help(const std::string& id);
  void call(HelpView::Hop hop);
  void help_tick();
  void help_answered(const HelpAnswered& answer);
  void ask_help();
  void press_sos();
  void save(decltype(Save::what) what);

  // ending.cpp
  void end_session(std::string_view reason);
  void leave_sos();
  void wiped(const Wiped& answer);
  void goodbye_tick();
  void idle_tick();
};

// A field of the form by its place, in groups and lists as well.
[[nodiscard]] const form::FieldView* find_field(const std::vector<form::FieldView>& fields,
                                                std::string_view place);

}  // namespace dk::kiosk::citizen
