// A journey of 20 tasks stepped from beginning to end, and 300 items loaded and checked.
//
//   journey_bench FOLDER [ROUNDS]        (FOLDER is not used: every bench has the same arguments)
//
// The items are the catalogue's senior allowance under 300 ids: five facts or more, a table of
// eleven rules, a form, three languages.
#include <cstdlib>

#include "flows/bpmn/test_processes.h"
#include "flows/main/test_items.h"
#include "tests/bench/samples.h"

namespace {

using namespace dk;
using namespace dk::bench;

double twenty_tasks_us() {
  using namespace bpmn::test;
  static const bpmn::Library library = [] {
    std::string body = start() + end();
    std::vector<std::string> ids{"start"};
    for (int i = 0; i < 20; ++i) {
      const std::string id = std::string("t").append(std::to_string(i));
      body += i % 2 == 0 ? user(id) : service(id, io({{"asked", "=answer + 1"}}));
      ids.push_back(id);
    }
    ids.emplace_back("end");
    bpmn::Library made;
    if (!made.add(bpmn::Process::load(file("p", body + path(ids))).value())) std::abort();
    return made;
  }();
  const feel::DateTime now = flows::test::at("2022-11-18T10:00:00+08:00");
  const auto began = Steady::now();
  auto stepped = bpmn::step(library, "v", bpmn::new_case("p", "v"), bpmn::Begin{}, now).value();
  for (int i = 0; i < 20; ++i) {
    const bpmn::Done done{stepped.effects.back().instance, variables({{"answer", number(i)}})};
    stepped = bpmn::step(library, "v", std::move(stepped.state), done, now).value();
  }
  if (stepped.state.status != bpmn::Status::Completed) std::abort();
  return ms_between(began, Steady::now()) * 1'000;
}

double three_hundred_items_ms() {
  static const engine::Files files = flows::test::item_files("senior-allowance");
  const auto began = Steady::now();
  for (int i = 0; i < 300; ++i) {
    engine::Files copy = files;
    copy["item.toml"] += "\n# " + std::to_string(i) + "\n";
    const auto item = engine::Item::load(copy);
    if (!item || !engine::check(**item).empty()) std::abort();
  }
  return ms_between(began, Steady::now());
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 9;
  Samples journey, items;
  for (int round = 0; round < rounds; ++round) {
    for (int i = 0; i < 100; ++i) journey.add(twenty_tasks_us());
    items.add(three_hundred_items_ms());
  }
  print_row("20 tasks, begin to end", journey, "us");
  print_row("300 items loaded and checked", items, "ms");
  print_load();
  return 0;
}
