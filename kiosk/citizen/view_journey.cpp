// The pages of an item on its way.
#include <algorithm>

#include "i18n/format.h"
#include "kiosk/citizen/form_pages.h"
#include "kiosk/citizen/machine.h"
#include "kiosk/citizen/views.h"

namespace dk::kiosk::citizen {

namespace {

constexpr std::size_t kNoticeLines = 9, kReviewLines = 7, kReviewLinesElder = 3;

// `count` of them from `from` on.
template <class T>
void cut(std::vector<T>& all, std::size_t from, std::size_t count) {
  const std::size_t first = std::min(from, all.size());
  const std::size_t last = std::min(first + count, all.size());
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(last), all.end());
  all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first));
}

NoticeView notice_view(const State& s, const Journey& j) {
  const engine::NoticeView notice = engine::notice_of(*j.item, s.language);
  NoticeView view;
  view.service = service_view(s, *j.item).title;
  view.purpose = notice.purpose;
  view.retention = notice.retention;
  view.legal_basis = notice.legal_basis;
  view.recipients = notice.recipients;
  for (const auto& line : notice.facts)
    view.facts.push_back({line.label, line.source, line.sensitive});
  view.separate = notice.consent == engine::Consent::Separate;
  view.guardian = notice.consent == engine::Consent::Guardian;
  const bool few = s.access.elder || s.access.halves();
  cut_to_page(view.facts, few ? kNoticeLines / 3 : kNoticeLines, j.page, view);
  return view;
}

// "person.birth" becomes the word for where it comes from: "card", "share" ...
void name_source(const engine::Item& item, FieldView& field) {
  const engine::Fact* fact = item.fact(field.source);
  field.source = fact == nullptr ? std::string() : fact->source;
}

// One page of the options, or of the rows of a table.
void turn_options(const Journey& j, FieldView& field, const Access& access) {
  const auto turn = [&](auto& all, std::size_t most) {
    field.option_count = all.size();
    if (all.size() <= most) return;
    field.option_pages = (all.size() + most - 1) / most;
    const auto turned = j.options.find(field.place);
    field.option_page = turned == j.options.end() ? 0 : turned->second % field.option_pages;
    field.first_option = field.option_page * most;
    cut(all, field.first_option, most);
  };
  if (field.kind == FieldView::Kind::Table) {
    turn(field.rows, rows_a_page(access));
  } else {
    turn(field.options, options_a_page(access));
  }
}

FormView form_view(const State& s, const Journey& j, const form::View& form) {
  FormView view;
  view.service = service_view(s, *j.item).title;
  view.minutes_left = std::max(1, j.item->screen->minutes / 2);
  view.complete = form.complete;
  view.facts_open = j.facts_open;
  FormPages pages = split_form(form, s.access, j.facts_open);
  view.pages = pages.pages.size();
  view.page = std::min(j.page, view.pages - 1);
  view.fields = std::move(pages.pages[view.page]);
  view.known = pages.facts.size();
  if (j.facts_open && view.page < pages.fact_pages) {
    const std::size_t most = facts_a_page(s.access);
    cut(pages.facts, view.page * most, most);
    view.facts = std::move(pages.facts);
  } else if (view.page == 0) {
    cut(pages.facts, 0, layout::kFactsClosed);
    view.facts = std::move(pages.facts);
  }
  for (FieldView& field : view.facts) {
    name_source(*j.item, field);
    field.value = i18n::format_day(field.value, s.language);
  }
  for (FieldView& field : view.fields) {
    field.value = i18n::format_day(field.value, s.language);
    name_source(*j.item, field);
    turn_options(j, field, s.access);
    field.editing = field.place == s.editing;
  }
  return view;
}

ReviewView review_view(const State& s, const Journey& j, const form::View& form) {
  ReviewView view;
  view.service = service_view(s, *j.item).title;
  FormPages pages = split_form(form, s.access, false);
  view.lines = std::move(pages.facts);
  for (std::vector<FieldView>& page : pages.pages) {
    for (FieldView& field : page) {
      using Kind = FieldView::Kind;
      const bool answer = field.kind != Kind::Words && field.kind != Kind::Heading &&
                          field.kind != Kind::Add && field.kind != Kind::Remove &&
                          field.kind != Kind::Button && field.kind != Kind::Image &&
                          field.kind != Kind::Table;
      if (answer) view.lines.push_back(std::move(field));
    }
  }
  for (FieldView& line : view.lines) {
    name_source(*j.item, line);
    line.value = i18n::format_day(line.value, s.language);
    // A choice is read as what was chosen.
    for (const FieldView::Option& option : line.options) {
      if (!option.chosen) continue;
      if (line.kind == FieldView::Kind::Choice) line.value.clear();
      line.value += (line.value.empty() ? "" : "  ") + option.label;
    }
  }
  cut_to_page(view.lines, s.access.elder || s.access.halves() ? kReviewLinesElder : kReviewLines,
              j.page, view);
  return view;
}

}  // namespace

PageView journey_view(const State& s) {
  const Journey& j = *s.session->journey;
  if (j.notice) return notice_view(s, j);
  if (j.signing) {
    return SignView{service_view(s, *j.item).title, j.item->texts.tr(s.language, j.item->title),
                    !j.signature};
  }
  if (!j.forms.empty()) {
    const auto form =
        engine::view_of(*j.item, j.state, j.forms.front(), china_time(s.now), s.language);
    if (form && j.reviewing) return review_view(s, j, *form);
    if (form) return form_view(s, j, *form);
  }
  WorkingView view;
  view.service = service_view(s, *j.item).title;
  view.slow = s.steady - j.waiting_since >= kSlowAnswer;
  if (j.not_saved) {
    view.doing = WorkingView::Doing::NotSaved;
    view.why = j.not_saved;
  } else if (j.ended) {
    view.doing = WorkingView::Doing::Saving;
  }
  return view;
}

}  // namespace dk::kiosk::citizen
