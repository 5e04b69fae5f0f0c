// The durable state as JSON: sealed and stored by the outbox with every event.
#include <nlohmann/json.hpp>

#include "kiosk/sampling/state.h"

namespace dk::kiosk::sampling {

namespace {

using nlohmann::json;

json job_json(const PrintJob& job) {
  return {{"job", to_string(job.job)}, {"printing", job.state == PrintJob::State::Printing},
          {"tube", job.tube},          {"count", job.count},
          {"capacity", job.capacity},  {"not_compared", job.not_compared},
          {"reason", job.reason},      {"sealed_at", to_unix_ms(job.sealed_at)}};
}

PrintJob job_from(const json& j) {
  PrintJob job;
  job.job = uuid_from_string(j.at("job").get<std::string>()).value();
  job.state = j.at("printing").get<bool>() ? PrintJob::State::Printing : PrintJob::State::Queued;
  job.tube = j.at("tube").get<std::string>();
  job.count = j.at("count").get<int>();
  job.capacity = j.at("capacity").get<int>();
  job.not_compared = j.at("not_compared").get<bool>();
  job.reason = j.at("reason").get<std::string>();
  job.sealed_at = from_unix_ms(j.at("sealed_at").get<std::int64_t>());
  return job;
}

json tube_json(const Tube& tube) {
  json persons = json::array();
  for (const Person& person : tube.persons) {
    persons.push_back({{"event", to_string(person.event)},
                       {"name", person.masked_name},
                       {"digest", person.digest},
                       {"at", to_unix_ms(person.at)},
                       {"compared", person.compared}});
  }
  return {{"code", tube.code}, {"capacity", tube.capacity}, {"persons", std::move(persons)}};
}

Tube tube_from(const json& j) {
  Tube tube;
  tube.code = j.at("code").get<std::string>();
  tube.capacity = j.at("capacity").get<int>();
  for (const json& p : j.at("persons")) {
    tube.persons.push_back({uuid_from_string(p.at("event").get<std::string>()).value(),
                            p.at("name").get<std::string>(), p.at("digest").get<std::string>(),
                            from_unix_ms(p.at("at").get<std::int64_t>()),
                            p.at("compared").get<bool>()});
  }
  return tube;
}

}  // namespace

std::string to_json(const Durable& durable) {
  json jobs = json::array();
  for (const PrintJob& job : durable.jobs) jobs.push_back(job_json(job));
  json tries = json::object();
  for (const auto& [staff, t] : durable.tries) {
    tries[staff] = {{"wrong", t.wrong}, {"locked_until_ms", t.locked_until_ms}};
  }
  const json j{{"schema", "desk/1"},
               {"tube", durable.tube ? tube_json(*durable.tube) : json()},
               {"jobs", std::move(jobs)},
               {"used_tubes", durable.used_tubes},
               {"day", durable.day},
               {"persons_today", durable.persons_today},
               {"tubes_sealed", durable.tubes_sealed},
               {"tries", std::move(tries)},
               {"signed_in", durable.signed_in}};
  return j.dump();
}

Result<Durable> durable_from_json(std::string_view text) {
  // The library's exceptions end here: a state that does not parse is damage, not a crash.
  try {
    const json j = json::parse(text);
    if (j.at("schema") != "desk/1") return fail(FailureCode::store_version, "desk state schema");
    Durable durable;
    if (!j.at("tube").is_null()) durable.tube = tube_from(j.at("tube"));
    for (const json& job : j.at("jobs")) durable.jobs.push_back(job_from(job));
    durable.used_tubes = j.at("used_tubes").get<std::set<std::string>>();
    durable.day = j.at("day").get<std::string>();
    durable.persons_today = j.at("persons_today").get<std::uint64_t>();
    durable.tubes_sealed = j.at("tubes_sealed").get<std::uint64_t>();
    for (const auto& [staff, t] : j.at("tries").items()) {
      durable.tries[staff] = {t.at("wrong").get<int>(),
                              t.at("locked_until_ms").get<std::int64_t>()};
    }
    durable.signed_in = j.at("signed_in").get<std::string>();
    return durable;
  } catch (const std::exception&) {
    return fail(FailureCode::data_damaged, "desk state does not parse");
  }
}

}  // namespace dk::kiosk::sampling
