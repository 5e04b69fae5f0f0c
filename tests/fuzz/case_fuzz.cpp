// links: dk_engine
// decodes: flows/engine/case_json.cpp
// A stored case: any text is a case of this item or is refused with a sentence; what was read is
// written the same way, is shown, and goes on.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "flows/bpmn/test_processes.h"
#include "flows/engine/journey.h"

namespace {

using namespace dk;

const engine::Item& item() {
  using namespace bpmn::test;
  static const engine::Item made = [] {
    engine::Item item;
    item.id = item.journey = "p";
    item.fingerprint = "p/1/0";
    engine::Fact age;
    age.name = age.label = "person.age";
    age.type = feel::parse_type("number").value();
    age.fresh_s = 60;
    item.facts.push_back(std::move(age));
    auto process = bpmn::Process::load(file(
        "p", start() + node("parallelGateway", "fork") + user("ask") +
                 node("serviceTask", "fetch",
                      extension("<zeebe:taskDefinition type=\"facts\" /><zeebe:taskHeaders>"
                                "<zeebe:header key=\"facts\" value=\"person.age\" />"
                                "</zeebe:taskHeaders>")) +
                 end() + path({"start", "fork", "ask", "end"}) + path({"fork", "fetch", "end"})));
    auto form =
        form::Form::load(R"({"type":"default","id":"form_ask","schemaVersion":16,"components":[)"
                         R"({"type":"textfield","id":"F","key":"name","label":"name"}]})",
                         {.facts = {"person.age"}, .limits = {}});
    if (!process || !form || !item.processes.add(std::move(*process))) std::abort();
    item.forms.emplace("form_ask", std::move(*form));
    return item;
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = engine::case_from_json(item(), {reinterpret_cast<const char*>(data), size});
  if (!read) {
    if (read.error().empty()) std::abort();
    return 0;
  }
  const std::string stored = engine::to_json(item(), *read);
  const auto again = engine::case_from_json(item(), stored);
  if (!again || engine::to_json(item(), *again) != stored) std::abort();
  const feel::DateTime now = *feel::parse_date_time("2022-11-18T10:00:00+08:00");
  for (const auto& [instance, form] : read->forms) {
    if (!engine::view_of(item(), *read, instance, now, "en")) std::abort();
    (void)engine::take(item(), *read, engine::Submit{instance}, now);
  }
  for (const auto& [instance, names] : read->asked_facts) {
    const engine::FactsCame came{instance,
                                 {engine::FactValue{feel::Value::number(5), now, "card"}}};
    (void)engine::take(item(), *read, came, now);
  }
  (void)engine::sentence_of(item(), *read, "en");
  return 0;
}
