#include "kiosk/dev/citizen_view_json.h"

#include <nlohmann/json.hpp>

namespace dk::kiosk {

namespace {

using namespace citizen;  // NOLINT(google-build-using-namespace): the words of the view
using nlohmann::json;

json code_name(const std::optional<FailureCode>& code) {
  return code ? json(std::string(dk::name_of(*code))) : json();
}

const char* name_of(Paper paper) {
  static constexpr const char* kNames[] = {"None",  "Asked",  "Printing", "Printed",
                                           "Taken", "Failed", "Unknown",  "Declined"};
  return kNames[static_cast<std::size_t>(paper)];
}

json services(const std::vector<ServiceView>& list) {
  json out = json::array();
  for (const ServiceView& one : list) {
    out.push_back({{"id", one.id}, {"title", one.title}, {"finish", static_cast<int>(one.finish)}});
  }
  return out;
}

json fields(const std::vector<FieldView>& list) {
  json out = json::array();
  for (const FieldView& one : list) {
    json options = json::array();
    for (const auto& option : one.options) options.push_back({{"chosen", option.chosen}});
    out.push_back({{"place", one.place},
                   {"kind", static_cast<int>(one.kind)},
                   {"confirm", one.confirm},
                   {"error", one.error_key},
                   {"options", options}});
  }
  return out;
}

// What tests ask about the pages; the others say their names only.
struct PageJson {
  json operator()(const HomeView& v) const {
    json areas = json::array();
    for (const auto& area : v.areas) {
      areas.push_back({{"id", area.id}, {"finish", static_cast<int>(area.finish)}});
    }
    return {{"areas", areas}, {"common", services(v.common)}};
  }
  json operator()(const ListView& v) const {
    return {{"items", services(v.items)}, {"page", v.page}, {"pages", v.pages}};
  }
  json operator()(const SearchView& v) const { return {{"items", services(v.found.items)}}; }
  json operator()(const LoginView& v) const {
    return {{"stage", static_cast<int>(v.stage)},
            {"why", code_name(v.why)},
            {"level", v.level},
            {"ways", v.ways.size()},
            {"seconds_left", v.seconds_left}};
  }
  json operator()(const FormView& v) const {
    return {{"fields", fields(v.fields)}, {"page", v.page},         {"pages", v.pages},
            {"known", v.known},           {"complete", v.complete}, {"service", v.service}};
  }
  json operator()(const WorkingView& v) const {
    return {{"doing", static_cast<int>(v.doing)}, {"why", code_name(v.why)}};
  }
  json operator()(const DecisionView& v) const {
    return {{"outcome", v.outcome},
            {"case_number", v.case_number},
            {"figure", v.figure},
            {"paper", name_of(v.paper)},
            {"code_ready", v.code_ready},
            {"code_shown", !v.code.empty()},
            {"rating", v.rating},
            {"human_asked", v.human_asked},
            {"change", !v.change_label.empty()},
            {"seconds_left", v.seconds_left}};
  }
  json operator()(const TroubleView& v) const {
    return {{"code", code_name(v.code)}, {"case_number", v.case_number}, {"mended", v.mended}};
  }
  json operator()(const HelpView& v) const {
    return {{"hop", static_cast<int>(v.hop)},
            {"state", static_cast<int>(v.state)},
            {"ticket", v.ticket}};
  }
  json operator()(const SosView& v) const {
    return {{"state", static_cast<int>(v.state)}, {"ticket", v.ticket}};
  }
  json operator()(const GoodbyeView& v) const {
    json wiped = json::object();
    for (const auto& [what, proved] : v.wiped) wiped[what] = proved;
    return {{"wiped", wiped}, {"take_paper", v.take_paper}};
  }
  json operator()(const CasesView& v) const {
    return {{"state", static_cast<int>(v.state)}, {"lines", v.lines.size()}};
  }
  json operator()(const MoveView& v) const {
    return {{"state", static_cast<int>(v.state)}, {"why", code_name(v.why)}, {"code", v.code}};
  }
  json operator()(const NotReadyView& v) const { return {{"why", code_name(v.why)}}; }
  template <class Other>
  json operator()(const Other&) const {
    return json::object();
  }
};

}  // namespace

std::string to_json(const CitizenView& view) {
  const Chrome& chrome = view.chrome;
  json out{{"page", page_of(view)},
           {"view", std::visit(PageJson{}, view.page)},
           {"person", chrome.person},
           {"subject", chrome.subject},
           {"language", chrome.language},
           {"online", chrome.network == Network::Online || chrome.network == Network::Syncing},
           {"waiting", chrome.waiting},
           {"elder", chrome.access.elder},
           {"low_reach", chrome.access.low_reach},
           {"high_contrast", chrome.access.high_contrast},
           {"voice", chrome.access.voice},
           {"logged_in", view.logged_in},
           {"toast", view.toast ? json(view.toast->key) : json()}};
  if (view.modal) {
    if (const auto* timeout = std::get_if<TimeoutModal>(&*view.modal)) {
      out["modal"] = {{"kind", "timeout"}, {"seconds_left", timeout->seconds_left}};
    } else {
      out["modal"] = {{"kind", std::get<AskModal>(*view.modal).key}};
    }
  }
  return out.dump();
}

}  // namespace dk::kiosk
