// Registrations as a sampling desk makes them, without the desk: a shift at one table, somebody
// every 3 to 6 seconds, tubes of ten. Ids and times are spread over that shift, as they would be
// after a day without a network. One thread.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/codes/tube_code.h"
#include "base/uuid.h"
#include "offline-cache/outbox/outbox.h"
#include "tests/bench/invented_people.h"

namespace dk::bench {

class InventedShift {
 public:
  InventedShift(Random& random, TimePoint start) : random_(random), clock_(start) {}

  cache::Draft next(const std::string& terminal) {
    clock_.advance(Milliseconds(3000 + static_cast<std::int64_t>(random_.below(3000))));
    if (people_++ % 10 == 0) {
      tube_ = codes::make_tube_code("LH1122", people_ / 10 % 10'000, codes::TubeCodeRule{});
    }
    const codes::PersonIdentity person = invent_person(random_);
    wire::PersonRegistered body;
    body.tube = tube_;
    body.position = (people_ - 1) % 10 + 1;
    body.method = "lh1";
    body.code_id = to_hex(random_.bytes(16));
    body.name = person.name;
    body.document_type = person.document_type;
    body.document_number = person.document_number;
    body.birth = person.birth;
    body.sex = person.sex;
    body.compared = "clear";
    cache::Draft draft;
    draft.envelope.id = ids_.next();
    draft.envelope.terminal = terminal;
    draft.envelope.type = wire::kPersonRegistered;
    draft.envelope.schema = "person_registered/1";
    draft.envelope.at = clock_.now();
    draft.envelope.trusted_floor =
        clock_.now() - std::chrono::hours(1) - Milliseconds(to_unix_ms(clock_.now()) % 3'600'000);
    draft.envelope.operator_id = "S-0041";
    draft.envelope.rights = "sampler@roster-7";
    draft.envelope.data_versions = {
        {"key-person-list", "7"}, {"site", "7"}, {"staff-roster", "7"}, {"trust-list", "7"}};
    draft.envelope.body = wire::to_json(body);
    return draft;
  }

 private:
  Random& random_;
  SimulatedClock clock_;
  UuidGenerator ids_{clock_, random_};
  std::string tube_;
  int people_ = 0;
};

}  // namespace dk::bench
