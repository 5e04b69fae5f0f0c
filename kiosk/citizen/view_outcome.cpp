// The outcome, trouble with a device, help.
#include <algorithm>

#include "i18n/format.h"
#include "i18n/masking.h"
#include "kiosk/citizen/views.h"

namespace dk::kiosk::citizen {

namespace {

int seconds_until(Milliseconds steady, Milliseconds now) {
  return static_cast<int>(std::max<std::int64_t>(0, (steady - now) / seconds(1)));
}

const engine::DecisionRecord* last_decision(const Journey& j) {
  const auto& all = j.state.decisions;
  const auto found = std::find_if(all.rbegin(), all.rend(), [](const engine::DecisionRecord& one) {
    return !one.outcome.empty();
  });
  return found == all.rend() ? nullptr : &*found;
}

std::string label_of(const State& s, const engine::Item& item, const std::string& name) {
  const engine::Fact* fact = item.fact(name);
  return fact == nullptr ? std::string() : item.texts.tr(s.language, fact->label);
}

// What was looked at and may be said: the facts of the decision that are explainable.
void add_reasons(const State& s, const Journey& j, DecisionView& view) {
  const engine::DecisionRecord* decision = last_decision(j);
  if (decision == nullptr) return;
  for (const engine::Fact& fact : j.item->facts) {
    if (fact.explainable != engine::Explainable::Yes) continue;
    const feel::Value value = engine::at_path(decision->inputs, fact.name);
    if (value.null() || value.is(feel::Kind::List) || value.is(feel::Kind::Context)) continue;
    view.reasons.push_back(
        {.label = j.item->texts.tr(s.language, fact.label),
         .value = value.is(feel::Kind::Boolean)
                      ? ""
                      : i18n::format_day(feel::to_text(value), s.language),
         .yes = value.is(feel::Kind::Boolean) ? std::optional<bool>(value.is_true()) : std::nullopt,
         .source = fact.source});
  }
  if (j.change) {
    std::string name;
    for (const std::string& part : j.change->path) name += (name.empty() ? "" : ".") + part;
    view.change_label = label_of(s, *j.item, name);
    view.change_value = i18n::format_day(feel::to_text(j.change->to), s.language);
    std::ranges::stable_sort(view.reasons, {}, [&](const DecisionView::Reason& reason) {
      return reason.label == view.change_label ? 0 : 1;
    });
  }
}

}  // namespace

Outcome outcome_of(const DecisionView& view) {
  constexpr std::pair<std::string_view, Outcome> kKnown[] = {{"APPROVE", Outcome::Approve},
                                                             {"REGISTER", Outcome::Register},
                                                             {"INFO", Outcome::Info},
                                                             {"PROVISIONAL", Outcome::Provisional},
                                                             {"REFUSE", Outcome::Refuse}};
  for (const auto& [word, outcome] : kKnown) {
    if (view.outcome == word) return outcome;
  }
  return Outcome::Refer;
}

DecisionView decision_view(const State& s) {
  DecisionView view;
  if (!s.session || !s.session->journey) return view;
  const Journey& j = *s.session->journey;
  view.service = service_view(s, *j.item).title;
  view.outcome = j.state.outcome;
  view.sentence = engine::sentence_of(*j.item, j.state, s.language);
  view.trouble = j.state.trouble;
  const engine::Screen& screen = *j.item->screen;
  if (view.outcome != "REFUSE" && view.outcome != "REFER") {
    view.figure = engine::words_of(*j.item, j.state, screen.figure, s.language);
  }
  if (!view.figure.empty()) {
    view.figure_label = j.item->texts.tr(s.language, screen.figure_label);
    view.figure_unit = screen.figure_unit.empty()
                           ? std::string()
                           : j.item->texts.tr(s.language, screen.figure_unit);
  }
  if (!screen.after.empty() && view.outcome == "APPROVE") {
    view.after = j.item->texts.tr(s.language, screen.after);
  }
  view.case_number = j.number;
  view.took_ms = (j.decided - j.submitted).count();
  add_reasons(s, j, view);
  view.may_ask_human = view.outcome == "REFUSE";
  view.human_asked = j.human_asked;
  view.offline = !s.network.online;
  view.paper = j.paper;
  view.paper_percent = j.paper_percent;
  view.printer = is_well(s, Device::ReceiptPrinter);
  view.code_used = j.take_away_used;
  view.code_ready = !j.take_away.empty() && !j.take_away_used;
  if (j.take_away_held) view.code = j.take_away;
  view.rating = j.rating;
  view.rated = j.rating_saved;
  if (j.rating > 0 && j.rating <= 2 && !j.rating_saved) {
    for (const std::string_view key : kRatingReasons) {
      const bool chosen = std::ranges::find(j.rating_reasons, key) != j.rating_reasons.end();
      view.rating_reasons.emplace_back(key, chosen);
    }
  }
  view.seconds_left = seconds_until(s.last_touch + result_stays(s), s.steady);
  return view;
}

TroubleView trouble_view(const State& s) {
  TroubleView view;
  const auto printer = s.devices.devices.find(Device::ReceiptPrinter);
  if (printer != s.devices.devices.end() && printer->second.trouble) {
    view.code = *printer->second.trouble;
  }
  view.mended = is_well(s, Device::ReceiptPrinter);
  if (const auto nearest = s.site.nearest.find(s.language); nearest != s.site.nearest.end()) {
    view.nearest = nearest->second;
  }
  if (!s.session || !s.session->journey) return view;
  const Journey& j = *s.session->journey;
  if (j.paper_trouble) view.code = *j.paper_trouble;
  view.unknown = j.paper == Paper::Unknown;
  if (j.ended) view.case_number = j.number;
  view.code_ready = !j.take_away.empty() && !j.take_away_used;
  view.code_used = j.take_away_used;
  if (j.take_away_held) view.take_away = j.take_away;
  return view;
}

HelpView help_view(const State& s) {
  HelpView view;
  view.offline = !s.network.online;
  view.hotline = s.site.hotline;
  view.helper = s.site.helper;
  if (!s.help) return view;
  view.hop = s.help->hop;
  view.state = s.help->state;
  view.seconds_left = seconds_until(s.help->until, s.steady);
  view.ticket = s.help->ticket;
  view.phone = i18n::mask_number_public(s.help->phone);
  view.paper = s.help->paper;
  return view;
}

SosView sos_view(const State& s) {
  return {s.sos, static_cast<int>((s.steady - s.sos_since) / seconds(1)), !s.network.online,
          s.sos_ticket};
}

}  // namespace dk::kiosk::citizen
