// After the outcome: what was saved, the paper, the code to take away, the rating.
#include <algorithm>

#include "kiosk/citizen/machine.h"
#include "kiosk/citizen/views.h"

namespace dk::kiosk::citizen {

void Machine::saved(const Saved& answer) {
  Journey* j = journey();
  if (j == nullptr || j->saving != answer.save_id) return;
  j->saving.reset();
  if (!answer.status) {
    // Nothing was handed in; the answers are still here and it is tried again.
    j->not_saved = answer.status.error().code;
    play(Sound::Refused);
    return;
  }
  show(Page::Decision);
  s.last_touch = s.steady;
  play(Sound::Done);
  effects.emplace_back(MakeTakeAway{record()});
}

// The paper carries the same code, so it is printed when that is known.
void Machine::take_away_came(const TakeAwayAnswered& answer) {
  Journey* j = journey();
  if (j == nullptr || !j->ended || j->id != answer.case_id) return;
  j->take_away = answer.code;
  if (j->paper == Paper::None && may_work(s, Device::ReceiptPrinter)) print_receipt();
}

void Machine::print_receipt() {
  Journey& j = *journey();
  if (j.paper == Paper::Asked || j.paper == Paper::Printing) return;  // once
  j.paper_job = fresh.id();
  j.paper = Paper::Asked;
  j.paper_trouble.reset();
  PrintReceipt print;
  print.job = *j.paper_job;
  print.language = s.language;
  print.record = record();
  print.code = j.take_away;
  print.at = s.now;
  const DecisionView view = decision_view(s);
  print.title = view.service;
  print.department = j.item->texts.tr(s.language, j.item->department);
  print.sentence = view.sentence;
  if (!view.figure.empty()) {
    print.figure = view.figure_label + " " + view.figure + " " + view.figure_unit;
  }
  print.reasons = view.reasons;
  effects.emplace_back(std::move(print));
}

void Machine::paper_changed(const PaperChanged& change) {
  if (s.help && s.help->paper_job == change.job) {
    s.help->paper = change.paper;
    return;
  }
  Journey* j = journey();
  if (j == nullptr || j->paper_job != change.job) return;
  j->paper = change.paper;
  j->paper_percent = change.percent;
  j->paper_trouble = change.why;
  s.last_touch = s.steady;
  if (change.paper == Paper::Printed) session().paper_left = true;
  if (change.paper == Paper::Taken) session().paper_left = false;
  const bool trouble = change.paper == Paper::Failed || change.paper == Paper::Unknown;
  if (trouble && s.page == Page::Decision) {
    play(Sound::Attention);
    go(Page::Trouble);
  }
}

bool Machine::tapped_decision(const std::string& id) {
  Journey* j = journey();
  if (j == nullptr) return false;
  if (const auto grade = bracket(id, "decision.rate")) {
    if (grade->size() != 1 || grade->front() < '1' || grade->front() > '5') return false;
    if (j->rating_saved) return false;
    j->rating = grade->front() - '0';
    if (j->rating >= 3) {
      save_rating();
      toast("citizen.toast.thanks");
    }
  } else if (const auto reason = bracket(id, "decision.reason")) {
    if (j->rating_saved || std::ranges::find(kRatingReasons, *reason) == std::end(kRatingReasons)) {
      return false;
    }
    if (std::erase(j->rating_reasons, *reason) == 0) j->rating_reasons.push_back(*reason);
  } else if (id == "decision.rated") {
    save_rating();
    toast("citizen.toast.thanks");
  } else if (id == "decision.human") {
    if (j->human_asked || j->state.outcome != "REFUSE") return false;
    j->human_asked = true;
    save(HelpRecord{fresh.id(), "human", j->number, {}, j->id});
    toast("citizen.toast.human_asked");
  } else if (id == "decision.print") {
    if (is_well(s, Device::ReceiptPrinter)) {
      print_receipt();
    } else {
      go(Page::Trouble);
    }
  } else if (id == "decision.again") {
    save_rating();
    session().journey.reset();
    s.back.clear();
    show(Page::Home);
  } else if (id == "decision.finish") {
    end_session("finished");
  } else {
    return false;
  }
  return true;
}

// Voluntary, once; of the two lowest grades with the reasons that were chosen.
void Machine::save_rating() {
  Journey* j = journey();
  if (j == nullptr || j->rating == 0 || j->rating_saved) return;
  j->rating_saved = true;
  save(RatingRecord{j->id, j->rating, j->rating_reasons});
}

bool Machine::tapped_trouble(const std::string& id) {
  Journey* j = journey();
  if (id == "trouble.again") {
    back();
    if (j != nullptr && j->ended && is_well(s, Device::ReceiptPrinter)) print_receipt();
  } else if (id == "trouble.finish") {
    if (j != nullptr) j->paper = Paper::Declined;
    if (s.session) {
      end_session("finished");
    } else {
      reset_visit();
    }
  } else {
    return false;
  }
  return true;
}

}  // namespace dk::kiosk::citizen
