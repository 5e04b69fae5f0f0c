// Reads BPMN's XML into a Process. Inside flows/bpmn only; one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "flows/bpmn/process.h"
#include "flows/xml/xml.h"

namespace dk::bpmn {

struct LoadStop {
  LoadError error;
};

class Loader {
 public:
  explicit Loader(Process& process) : process_(process) {}
  void load(std::string_view xml);  // throws LoadStop

 private:
  [[noreturn]] static void stop(const pugi::xml_node& node, std::string message);
  [[noreturn]] static void stop(std::string id, std::string message);

  // loader.cpp: scopes, elements, flows
  void definitions(const pugi::xml_node& root);
  void scope(const pugi::xml_node& node, Index index, int depth);
  void element(const pugi::xml_node& node, Kind kind, Index scope_index, int depth);
  void flow(const pugi::xml_node& node, Index scope_index);
  void connect();
  Expression expression(const pugi::xml_node& node, std::string text);
  Expression feel(const pugi::xml_node& node, const std::string& text);

  // loader_events.cpp: events and what they wait for
  Kind event_kind(const pugi::xml_node& node);
  void event(const pugi::xml_node& node, Element& element);
  void timer(const pugi::xml_node& node, Element& element);

  // loader_extensions.cpp: zeebe:*, multi-instance
  void extensions(const pugi::xml_node& node, Element& element);
  void extension(const pugi::xml_node& node, Element& element);
  void mappings(const pugi::xml_node& node, Element& element);
  void property(const pugi::xml_node& node, Element& element);
  void loop(const pugi::xml_node& node, Element& element);
  Mapping mapping(const pugi::xml_node& node);
  void complete(const pugi::xml_node& node, const Element& element);

  Process& process_;
  std::map<std::string, pugi::xml_node> errors_;
  std::map<std::string, pugi::xml_node> messages_;
  std::map<std::string, Index> by_id_;
  struct PendingFlow {
    pugi::xml_node node;
    Index scope;
  };
  std::vector<PendingFlow> flow_nodes_;
  std::vector<std::pair<Index, pugi::xml_node>> attachments_;
  std::vector<std::pair<Index, std::string>> defaults_;
};

// graph.cpp: what can be seen without running: one start, joins and forks that make sense,
// everything reached, an end from everywhere.
[[nodiscard]] std::optional<LoadError> check_graph(const Process& process);

}  // namespace dk::bpmn
