// Who is there, and for whom.
#include <algorithm>

#include "i18n/format.h"
#include "i18n/masking.h"
#include "kiosk/citizen/views.h"

namespace dk::kiosk::citizen {

LoginView login_view(const State& s) {
  LoginView view;
  if (!s.login) return view;
  view.ways = ways_of(s, s.login->level);
  view.chosen = s.login->chosen;
  view.stage = s.login->stage;
  view.why = s.login->why;
  view.seconds_left =
      static_cast<int>(std::max<std::int64_t>(0, (s.login->until - s.steady) / seconds(1)));
  view.for_second = s.login->for_second;
  view.level = s.login->level;
  if (s.catalogue && !s.login->item.empty()) {
    if (const auto item = s.catalogue->find(s.login->item)) {
      view.service = service_view(s, *item).title;
    }
  }
  if (s.session && s.session->journey && s.login->level > 0) {
    view.service = service_view(s, *s.session->journey->item).title;
  }
  return view;
}

ForWhomView whom_view(const State& s) {
  ForWhomView view;
  const auto item = s.catalogue ? s.catalogue->find(s.guide) : nullptr;
  if (!item || !s.session) return view;
  view.service = service_view(s, *item).title;
  view.asking = s.session->asking_subjects.has_value();
  for (const std::string& word : item->screen->for_whom) {
    const auto whom = whom_named(word);
    if (!whom) continue;
    if (*whom == Whom::Me) {
      view.choices.push_back(
          {.whom = Whom::Me, .name = i18n::mask_name(s.session->person.name), .handle = "me"});
    } else if (*whom == Whom::Parent) {
      view.choices.push_back({.whom = Whom::Parent, .handle = "parent"});
    } else {
      for (const auto& subject : s.session->subjects) {
        if (subject.whom != *whom) continue;
        view.choices.push_back({.whom = *whom,
                                .name = i18n::mask_name(subject.identity.name),
                                .until = i18n::format_day(subject.until, s.language),
                                .handle = subject.handle});
      }
    }
  }
  return view;
}

}  // namespace dk::kiosk::citizen
