// Everything that can be reached with cards and with codes that vouch for no face: every target of
// every page that a visit so begun can come to, one after the other, over the UI tree. Nothing of
// it finishes a step that asks for L3 or touches where money goes.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <iostream>
#include <set>
#include <string>

#include "kiosk/citizen/test_citizen_hall.h"
#include "tests/monkey/screen.h"

namespace dk::kiosk::monkey {
namespace {

using namespace citizen;
using test::chen;
using test::liu;

constexpr std::size_t kMostStates = 4000;

struct Reached {
  std::size_t states = 0;
  bool all = false;  // nothing was left to be tried
  std::set<std::string> pages, targets, outcomes;
  bool orders = false;        // the district was told to do something
  bool certificates = false;  // or to print what needs a face
  int level = 0;              // the highest that a case was given
};

// The whole machine as far as `more` and cards lead. Every question is answered at once and well.
class Search {
 public:
  explicit Search(std::vector<Identity> cards) : cards_(std::move(cards)) {
    test::Hall there;  // what a face began elsewhere
    there.to_the_form();
    there.tap("page.move");
    moved_ = there.taken<GiveAway>().value_or(GiveAway{}).session;
  }

  // Until nothing is left to be tried, or `done`.
  Reached run(const std::function<bool(const Reached&)>& done = [](const Reached&) {
    return false;
  }) {
    test::Hall hall;
    hall.state.voices.languages = {"zh-CN"};
    now_ = hall.now;
    steady_ = hall.steady;
    add(hall.state);
    while (!open_.empty() && reached_.states < kMostStates && !done(reached_)) {
      const State from = std::move(open_.front());
      open_.pop_front();
      ++reached_.states;
      try_all(from);
    }
    reached_.all = open_.empty();
    return reached_;
  }

 private:
  void try_all(const State& from) {
    state_ = from;
    screen_.draw();
    std::vector<std::string> ids;
    for (const auto& target : screen_.checks().targets) {
      const UiNode* node = screen_.tree().find(target.id);
      if (node != nullptr && node->state.find("disabled") == std::string::npos) {
        ids.push_back(target.id);
      }
    }
    for (const std::string& id : ids) {
      reached_.targets.insert(id);
      // How a page looks and sounds opens no way.
      if (id.starts_with("dock.") || id.starts_with("settings.")) continue;
      after(from, Tapped{id});
    }
    for (const Identity& card : cards_) after(from, CardRead{card});
    if (from.card_in) after(from, CardGone{*from.card_in});
    after(from, MoveScanned{"dk"});
    after(from, Signed{false});
  }

  void after(const State& from, decltype(Event::what) what) {
    State state = from;
    std::deque<decltype(Event::what)> events{std::move(what)};
    while (!events.empty()) {
      Step step = update(std::move(state), {std::move(events.front()), now_, steady_}, fresh_);
      events.pop_front();
      state = std::move(step.state);
      for (const Effect& effect : step.effects) answer(effect, events);
    }
    add(state);
  }

  void answer(const Effect& effect, std::deque<decltype(Event::what)>& events) {
    if (const auto* fetch = std::get_if<FetchFacts>(&effect)) {
      const feel::Value given = *flows::from_json(test::kEligible);
      FactsAnswered answer{fetch->request, {.instance = fetch->instance, .answers = {}}};
      for (const engine::FactRequest& one : fetch->facts) {
        answer.facts.answers.emplace_back(engine::FactValue{
            engine::at_path(given.context(), one.name), china_time(now_), one.source});
      }
      events.emplace_back(std::move(answer));
    } else if (const auto* save = std::get_if<Save>(&effect)) {
      if (const auto* record = std::get_if<CaseRecord>(&save->what)) {
        reached_.outcomes.insert(record->state.outcome);
        reached_.orders |= !record->orders.empty();
      }
      events.emplace_back(Saved{save->save_id, {}});
    } else if (std::holds_alternative<AskCertificates>(effect)) {
      reached_.certificates = true;
    } else if (const auto* over = std::get_if<TakeOver>(&effect)) {
      events.emplace_back(TakenOver{over->request, moved_, {}});
    } else if (std::holds_alternative<EndSession>(effect)) {
      events.emplace_back(Wiped{{{"identity", true}}});
    }
  }

  // Once for each page with what stands on it.
  void add(const State& state) {
    if (state.session && state.session->journey) {
      reached_.level = std::max(reached_.level, state.session->journey->state.process.identity);
    }
    state_ = state;
    screen_.draw();
    const CitizenView view = view_of(state);
    std::string mark = page_of(view) + (view.logged_in ? " in " : " out ");
    if (state.session) mark += std::to_string(state.session->person.level);
    if (state.session && state.session->journey) {
      const Journey& j = *state.session->journey;
      mark += j.ended ? " ended " + j.state.outcome : " journey";
      mark += " " + std::to_string(j.level_wanted) + (j.subject ? " other" : "");
    }
    if (state.login) {
      mark += " login " + std::to_string(state.login->level) + state.login->item +
              (state.login->for_second ? " second" : "") +
              std::to_string(static_cast<int>(state.login->then)) +
              (state.login->move_session.empty() ? "" : " moved");
    }
    mark +=
        state.back.empty() ? "" : " back " + std::to_string(static_cast<int>(state.back.back()));
    for (const UiNode& node : screen_.tree().nodes()) {
      if (!node.id.starts_with("dock.") && !node.id.starts_with("header.")) {
        mark += '|' + node.id + ' ' + node.state;
      }
    }
    reached_.pages.insert(page_of(view));
    if (seen_.insert(mark).second) open_.push_back(state);
  }

  std::vector<Identity> cards_;
  std::string moved_;
  State state_;
  TimePoint now_;
  Milliseconds steady_{};
  Fresh fresh_{.id =
                   [n = 0]() mutable {
                     Uuid id;
                     id.bytes[15] = static_cast<std::uint8_t>(++n);
                     return id;
                   },
               .salt = [] { return std::string(64, 'a'); }};
  std::deque<State> open_;
  std::set<std::string> seen_;
  Reached reached_;
  Screen screen_{{.view = [this] { return view_of(state_); }, .feed = [](const Event&) {}}, false};
};

bool has(const std::set<std::string>& all, std::string_view part) {
  return std::ranges::any_of(all, [&](const auto& one) { return one.find(part) != one.npos; });
}

TEST(CardOnly, finishes_nothing_that_needs_a_face_and_changes_no_account) {
  const Reached reached =
      Search({chen(Way::IdCard), chen(Way::SocialCard), chen(Way::Code, 2), liu()}).run();
  std::cout << reached.states << " states, " << reached.pages.size() << " pages, "
            << reached.targets.size() << " targets\n";
  EXPECT_TRUE(reached.all) << "not everything was tried";
  EXPECT_TRUE(has(reached.pages, "decision"));
  EXPECT_EQ(reached.outcomes, std::set<std::string>{"REFER"}) << "a person goes on with it";
  EXPECT_FALSE(reached.orders);
  EXPECT_FALSE(reached.certificates);
  EXPECT_LE(reached.level, 2);
  EXPECT_FALSE(has(reached.targets, "[Field_card]")) << "where the money goes";
  EXPECT_FALSE(has(reached.targets, "review.submit"));
}

// The same search with a face finds all of it: it would have found it without.
TEST(CardOnly, with_a_face_the_same_search_finds_everything) {
  const Reached reached =
      Search({chen(Way::IdCard), chen(Way::Code, 3)}).run([](const Reached& so_far) {
        return so_far.outcomes.contains("APPROVE") && so_far.orders && so_far.certificates;
      });
  EXPECT_TRUE(reached.outcomes.contains("APPROVE"));
  EXPECT_TRUE(reached.orders);
  EXPECT_TRUE(reached.certificates);
  EXPECT_EQ(reached.level, 3);
  EXPECT_TRUE(has(reached.targets, "form.option[Field_card]"));
  EXPECT_TRUE(has(reached.targets, "review.submit"));
}

}  // namespace
}  // namespace dk::kiosk::monkey
