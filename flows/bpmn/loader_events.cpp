#include <charconv>

#include "flows/bpmn/loader.h"

namespace dk::bpmn {

namespace {

// The one definition that an event has; empty: none.
pugi::xml_node definition(const pugi::xml_node& node) {
  for (const auto& inner : node.children()) {
    if (flows::local_name(inner).ends_with("EventDefinition")) return inner;
  }
  return {};
}

}  // namespace

Kind Loader::event_kind(const pugi::xml_node& node) {
  const std::string event = flows::local_name(node);
  const pugi::xml_node held = definition(node);
  for (auto next = held.next_sibling(); next; next = next.next_sibling()) {
    if (flows::local_name(next).ends_with("EventDefinition")) {
      stop(node, "an event waits for one thing only");
    }
  }
  const std::string what = held ? flows::local_name(held) : "none";
  struct Known {
    std::string_view event, what;
    Kind kind;
  };
  static constexpr Known kKnown[] = {
      {"startEvent", "none", Kind::StartEvent},
      {"endEvent", "none", Kind::EndEvent},
      {"endEvent", "errorEventDefinition", Kind::ErrorEnd},
      {"endEvent", "terminateEventDefinition", Kind::TerminateEnd},
      {"intermediateThrowEvent", "none", Kind::ThrowEvent},
      {"intermediateCatchEvent", "timerEventDefinition", Kind::CatchTimer},
      {"intermediateCatchEvent", "messageEventDefinition", Kind::CatchMessage},
      {"boundaryEvent", "timerEventDefinition", Kind::BoundaryTimer},
      {"boundaryEvent", "messageEventDefinition", Kind::BoundaryMessage},
      {"boundaryEvent", "errorEventDefinition", Kind::BoundaryError},
  };
  for (const Known& known : kKnown) {
    if (known.event == event && known.what == what) return known.kind;
  }
  stop(node, event + " with " + what + " is not supported");
}

void Loader::event(const pugi::xml_node& node, Element& element) {
  element.kind = event_kind(node);
  const pugi::xml_node held = definition(node);
  switch (element.kind) {
    case Kind::ErrorEnd:
    case Kind::BoundaryError: {
      const std::string reference = flows::attribute(held, "errorRef");
      if (reference.empty()) {
        if (element.kind == Kind::ErrorEnd) stop(node, "it names no error");
        break;  // catches any
      }
      const auto error = errors_.find(reference);
      if (error == errors_.end()) stop(node, "the error " + reference + " is not in the file");
      element.error_code = flows::attribute(error->second, "errorCode");
      if (element.error_code.empty()) stop(node, "the error " + reference + " has no code");
      break;
    }
    case Kind::CatchMessage:
    case Kind::BoundaryMessage: {
      const auto message = messages_.find(flows::attribute(held, "messageRef"));
      if (message == messages_.end()) stop(node, "its message is not in the file");
      element.message = flows::attribute(message->second, "name");
      if (element.message.empty()) stop(node, "its message has no name");
      const auto extra = flows::child(message->second, "extensionElements");
      for (const auto& inner : extra.children()) {
        if (flows::local_name(inner) != "subscription") {
          stop(node, flows::local_name(inner) + " is not supported on a message");
        }
        element.correlation = expression(node, flows::attribute(inner, "correlationKey"));
      }
      break;
    }
    case Kind::CatchTimer:
    case Kind::BoundaryTimer:
      timer(held, element);
      break;
    default:
      break;
  }
  const auto cancels = node.attribute("cancelActivity");
  element.interrupting = !cancels || cancels.as_bool();
  if (element.kind == Kind::BoundaryError && !element.interrupting) {
    stop(node, "an error always interrupts its activity");
  }
  if (element.kind == Kind::BoundaryTimer && element.interrupting &&
      element.timer == Element::Timer::Cycle) {
    stop(node, "a timer that interrupts cannot repeat");
  }
}

void Loader::timer(const pugi::xml_node& node, Element& element) {
  int found = 0;
  for (const auto& inner : node.children()) {
    const std::string name = flows::local_name(inner);
    if (name == "timeDate") {
      element.timer = Element::Timer::Date;
    } else if (name == "timeDuration") {
      element.timer = Element::Timer::Duration;
    } else if (name == "timeCycle") {
      element.timer = Element::Timer::Cycle;
    } else {
      continue;
    }
    ++found;
    element.time = expression(inner, flows::trimmed_text(inner));
  }
  if (found != 1) stop(node, "a timer has one of timeDate, timeDuration and timeCycle");
  if (element.timer == Element::Timer::Cycle && element.kind != Kind::BoundaryTimer) {
    stop(node, "only a boundary timer can repeat");
  }
  if (element.time.program != nullptr) return;
  const std::string& text = element.time.text;
  switch (element.timer) {
    case Element::Timer::Date:
      if (!feel::parse_date_time(text)) stop(node, "\"" + text + "\" is no date and time");
      break;
    case Element::Timer::Duration:
      if (!feel::parse_days_duration(text) && !feel::parse_months_duration(text)) {
        stop(node, "\"" + text + "\" is no duration");
      }
      break;
    case Element::Timer::Cycle:
      if (!parse_cycle(text)) stop(node, "\"" + text + "\" is no cycle like R3/PT10S");
      break;
  }
}

std::optional<Cycle> parse_cycle(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (!text.starts_with('R') || slash == std::string_view::npos) return std::nullopt;
  Cycle cycle;
  const std::string_view times = text.substr(1, slash - 1);
  if (!times.empty()) {
    const auto [end, error] =
        std::from_chars(times.data(), times.data() + times.size(), cycle.times);
    if (error != std::errc{} || end != times.data() + times.size() || cycle.times < 1) {
      return std::nullopt;
    }
  }
  const auto period = feel::parse_days_duration(text.substr(slash + 1));
  if (!period || period->nanos < 1'000'000) return std::nullopt;  // a millisecond at least
  cycle.period_ms = static_cast<std::int64_t>(period->nanos / 1'000'000);
  return cycle;
}

}  // namespace dk::bpmn
