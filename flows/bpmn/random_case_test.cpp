// Random journeys, driven by random events: whatever happens in whatever order, the state is one
// that can be, what was stored goes on as what was not, and every journey comes to an end.
#include <random>

#include "flows/bpmn/test_processes.h"

namespace dk::bpmn {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the words of the files

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(n)); }

 private:
  std::mt19937 engine_;
};

// A journey of nested blocks, each with one way in and one way out.
class Writer {
 public:
  explicit Writer(Random& random) : random_(random) {}

  std::string process(const std::string& id) {
    const Block block = any(3);
    return file(
        id, start() + end() + block.xml + path({"start", block.first}) + path({block.last, "end"}),
        "<bpmn:error id=\"bad\" errorCode=\"bad\" />");
  }

 private:
  struct Block {
    std::string first, last, xml;
  };

  std::string name(const char* kind) {
    std::string made = kind;
    made += std::to_string(++count_);
    return made;
  }

  Block task() {
    const std::string id = name("t");
    const std::string level =
        random_.below(6) == 0 ? identity(random_.below(2) == 0 ? "L2" : "L3") : "";
    const std::string again = random_.below(5) == 0
                                  ? loop("=[1, 2, 3]", random_.below(2) == 0,
                                         "outputCollection=\"all\" outputElement=\"=one\"")
                                  : "";
    switch (random_.below(6)) {
      case 0:
        return {id, id, user(id, level, again)};
      case 1:
        return {id, id, service(id, level, again)};
      case 2:
        return {id, id, rule(id, level)};
      case 3:
        return {id, id, script(id, "=v * 2", "w", again)};
      case 4:
        return {id, id, calls(id, "q", level)};
      default:
        return {id, id, user(id, level + io({{"x", "=v"}}, {{"y", "=x"}}), again)};
    }
  }

  Block sequence(int depth) {
    Block all = any(depth - 1);
    for (int more = random_.below(2); more >= 0; --more) {
      const Block next = any(depth - 1);
      all.xml += next.xml + path({all.last, next.first});
      all.last = next.last;
    }
    return all;
  }

  Block split(int depth) {
    const int kind = random_.below(3);
    const std::string tag = kind == 0   ? "exclusiveGateway"
                            : kind == 1 ? "inclusiveGateway"
                                        : "parallelGateway";
    const std::string fork = name("f");
    const std::string join = name("j");
    Block all{fork, join, node(tag, join)};
    std::string attributes;
    const int ways = 2 + random_.below(2);
    for (int way = 0; way < ways; ++way) {
      const Block inner = any(depth - 1);
      const bool fallback = way == ways - 1;
      const std::string condition =
          kind == 2 || fallback ? "" : "=v > " + std::to_string(random_.below(5));
      all.xml += inner.xml + flow(fork, inner.first, condition) + path({inner.last, join});
      if (fallback && kind != 2) attributes = "default=\"" + fork + "_" + inner.first + "\"";
    }
    all.xml += node(tag, fork, {}, attributes);
    return all;
  }

  // With boundary events that lead around it, or beside it.
  Block guarded(int depth) {
    const std::string sub = name("s");
    const std::string join = name("x");
    const Block inner = any(depth - 1);
    Block all{sub, join, node("exclusiveGateway", join)};
    const std::string s = sub + "_s";
    const std::string e = sub + "_e";
    const std::string repeated = random_.below(4) == 0 ? loop("=[v, v]", false) : "";
    all.xml += node("subProcess", sub,
                    repeated + start(s) + end(e) + inner.xml + path({s, inner.first}) +
                        path({inner.last, e})) +
               path({sub, join});
    if (random_.below(2) == 0) {
      all.xml += error_boundary(sub + "_b", sub, random_.below(2) == 0 ? "bad" : "") +
                 path({sub + "_b", join});
    }
    if (random_.below(2) == 0) {
      all.xml += timer_boundary(sub + "_t", sub, "PT30S") + path({sub + "_t", join});
    }
    if (random_.below(2) == 0) {
      all.xml += timer_boundary(sub + "_r", sub, "R3/PT7S", false) + end(sub + "_re") +
                 path({sub + "_r", sub + "_re"});
    }
    return all;
  }

  Block any(int depth) {
    if (depth <= 0) return task();
    switch (random_.below(5)) {
      case 0:
        return task();
      case 1:
        return sequence(depth);
      case 2:
        return guarded(depth);
      default:
        return split(depth);
    }
  }

  Random& random_;
  int count_ = 0;
};

Event answer_to(const Instance& instance, Random& random) {
  const feel::Context gives = variables({{"v", number(random.below(6))}});
  switch (instance.waits) {
    case Waits::Decision:
      return Decided{instance.id, number(random.below(3))};
    case Waits::Identity:
      return Identified{4};
    case Waits::Help:
      if (random.below(2) == 0) return Retry{instance.id, gives};
      return GiveUp{instance.id};
    case Waits::Person:
    case Waits::Work:
      return Done{instance.id, gives};
    default:
      return Tick{};
  }
}

// What may happen in a hall: mostly what was asked for, sometimes anything.
Event random_event(const State& state, Random& random) {
  const auto& all = state.instances;
  const Instance& instance =
      all[static_cast<std::size_t>(random.below(static_cast<int>(all.size())))];
  const auto id = static_cast<InstanceId>(random.below(static_cast<int>(state.last_id) + 3));
  switch (random.below(12)) {
    case 0:
      return Done{id, {}};
    case 1:
      return Thrown{id, random.below(2) == 0 ? "bad" : "worse", {}};
    case 2:
      return Failed{id, "no network"};
    case 3:
      return Decided{id, feel::Value()};
    case 4:
      return Retry{id, {}};
    case 5:
      return Identified{random.below(6)};
    case 6:
      return Message{"nobody", "", {}};
    case 7:
      return Tick{};
    default:
      return answer_to(instance, random);
  }
}

TEST(BpmnRandom, every_order_of_events_leaves_a_legal_state_and_ends) {
  const std::string called =
      file("q", start() + user("inner") + end() + path({"start", "inner", "end"}));
  int completed = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const std::string xml = Writer(random).process("p");
    Case stored({xml, called});  // each step goes on from what was stored
    ASSERT_FALSE(HasFailure()) << xml;
    State kept = stored.state;  // goes on from memory
    const auto both = [&](const Event& event) {
      const auto stepped = step(stored.library, "v1", kept, event, stored.now, stored.limits);
      const bool taken = stored.on(event);
      ASSERT_EQ(stepped.has_value(), taken);
      if (!taken) return;
      kept = stepped->state;
      ASSERT_EQ(to_json(stored.library, kept), to_json(stored.library, stored.state));
      ASSERT_EQ(stepped->effects.size(), stored.effects.size());
    };
    both(Begin{variables({{"v", number(random.below(5))}})});
    for (int i = 0; i < 40 && kept.status == Status::Running && !HasFailure(); ++i) {
      if (random.below(4) == 0) {
        stored.now = *feel::add(
            stored.now, feel::DaysDuration{__int128{random.below(20)} * feel::kNanosPerSecond});
      }
      both(random_event(kept, random));
    }
    // Then everybody does what is asked.
    for (int i = 0; i < 2000 && kept.status == Status::Running && !HasFailure(); ++i) {
      std::vector<Instance> open;
      for (const Instance& instance : kept.instances) {
        if (instance.waits != Waits::Scope) open.push_back(instance);
      }
      ASSERT_FALSE(open.empty()) << to_json(stored.library, kept);
      both(answer_to(open[static_cast<std::size_t>(random.below(static_cast<int>(open.size())))],
                     random));
    }
    ASSERT_FALSE(HasFailure()) << xml;
    ASSERT_NE(kept.status, Status::Running) << to_json(stored.library, kept);
    completed += kept.status == Status::Completed ? 1 : 0;
  }
  EXPECT_GT(completed, 200);
}

}  // namespace
}  // namespace dk::bpmn
