// A session that goes on at another terminal or at the counter: what it is, as one text, and back.
#include "flows/json/json.h"
#include "kiosk/citizen/machine.h"

namespace dk::kiosk::citizen {

namespace {

constexpr std::int64_t kFormat = 1;

feel::Value text(const std::string& words) { return feel::Value(words); }

feel::Context written(const Identity& person) {
  feel::Context out;
  out.set("name", text(person.name));
  out.set("document_type", text(person.document_type));
  out.set("document_number", text(person.document_number));
  out.set("birth", text(person.birth));
  out.set("sex", feel::Value::number(person.sex));
  return out;
}

std::string word(const feel::Context& context, std::string_view name) {
  const feel::Value* value = context.find(name);
  return value != nullptr && value->is(feel::Kind::String) ? value->string() : std::string();
}

}  // namespace

void Machine::move_away() {
  Journey* j = journey();
  if (j == nullptr || j->ended || session().moving || !s.network.online) return;
  feel::Context out;
  out.set("format", feel::Value::number(kFormat));
  out.set("item", text(j->item->fingerprint));
  out.set("whom", text(std::string(name_of(j->whom))));
  if (j->subject) out.set("subject", feel::Value(written(*j->subject)));
  out.set("case", text(engine::to_json(*j->item, j->state)));
  out.set("language", text(s.language));
  session().moving = request();
  session().move_code.clear();
  session().move_failed = false;
  effects.emplace_back(
      GiveAway{*session().moving, flows::to_json(feel::Value(std::move(out))), session().person});
  go(Page::Move);
}

bool Machine::resume_session(std::string_view given) {
  const auto parsed = flows::from_json(given);
  if (!parsed || !parsed->is(feel::Kind::Context) || !s.catalogue) return false;
  const feel::Context& in = parsed->context();
  const feel::Value* format = in.find("format");
  if (format == nullptr || !feel::identical(*format, feel::Value::number(kFormat))) return false;
  const std::string fingerprint = word(in, "item");
  const auto whom = whom_named(word(in, "whom"));
  if (!whom) return false;
  for (const auto& item : s.catalogue->items) {
    if (item->fingerprint != fingerprint) continue;
    auto state = engine::case_from_json(*item, word(in, "case"));
    if (!state) return false;
    Journey made;
    made.item = item;
    made.id = fresh.id();
    made.whom = *whom;
    made.waiting_since = s.steady;
    made.submitted = s.steady;
    if (const feel::Value* subject = in.find("subject");
        subject != nullptr && subject->is(feel::Kind::Context)) {
      made.subject.emplace();
      made.subject->name = word(subject->context(), "name");
      made.subject->document_type = word(subject->context(), "document_type");
      made.subject->document_number = word(subject->context(), "document_number");
      made.subject->birth = word(subject->context(), "birth");
    }
    made.state = std::move(*state);
    if (const int shown = made.state.process.identity; shown > session().person.level) {
      // What began with a face does not go on with a card alone.
      session().move_refused = FailureCode::level_not_reached;
      ask_login({.then = Page::Move, .level = shown, .move_session = std::string(given)});
      return true;
    }
    for (const auto& [instance, form] : made.state.forms) made.forms.push_back(instance);
    if (made.forms.empty()) return false;  // only a case that waits for its person moves
    session().journey = std::move(made);
    s.back.clear();
    show(Page::Journey);
    return true;
  }
  return false;  // this terminal has another version of the item
}

}  // namespace dk::kiosk::citizen
