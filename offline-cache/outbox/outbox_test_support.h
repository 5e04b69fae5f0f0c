// A desk for the outbox's tests: a temporary folder, keys, a clock that stands still, invented
// people.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/crypto/test_suite.h"
#include "base/files.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/outbox/outbox.h"

namespace dk::cache {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = std::filesystem::temp_directory_path() / "dk-outbox-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline const crypto::PrivateKey& test_recovery_key() {
  static const crypto::PrivateKey key =
      crypto::PrivateKey::generate_sealing(crypto::test::test_suite()).value();
  return key;
}

// Everything that outlives the program at the desk.
struct Desk {
  TemporaryFolder folder;
  SystemRandom random;
  SimulatedClock clock{from_rfc3339("2022-11-18T02:00:00.000Z").value()};
  UuidGenerator ids{clock, random};
  SimulatedFiles files;
  std::unique_ptr<Keys> keys =
      open_file_keys(files, random, "/keys", test_recovery_key().public_key().value().spki(), true)
          .value();
  std::string vfs;
  std::uint64_t reserve_bytes = 64 * 1024;
  crypto::AlgorithmPolicy algorithms = crypto::only(crypto::test::test_suite());
  std::uint64_t most_counted_at_start = 50'000;

  Result<std::unique_ptr<Outbox>> open() {
    return Outbox::open({.folder = folder.path(),
                         .reserve_bytes = reserve_bytes,
                         .vfs = vfs,
                         .algorithms = [this] { return algorithms; },
                         .most_counted_at_start = most_counted_at_start},
                        *keys, clock, random);
  }

  Draft draft(const std::string& name = "T01") {
    Draft out;
    out.envelope.id = ids.next();
    out.envelope.terminal = "LH-TS-0002";
    out.envelope.type = wire::kPersonRegistered;
    out.envelope.schema = "person_registered/1";
    out.envelope.at = clock.now();
    out.envelope.operator_id = "S-0041";
    out.envelope.rights = "sampler@roster-12";
    wire::PersonRegistered person;
    person.tube = "LH1122-0457-15";
    person.position = 1;
    person.method = "citizen-number";
    person.name = name;
    out.envelope.body = wire::to_json(person);
    return out;
  }
  // One person registered, as the desk does it: the event and what the desk shows, together.
  Append registration(const std::string& desk_state = "1", const std::string& name = "T01") {
    Append out;
    out.drafts.push_back(draft(name));
    out.local_state["desk"] = desk_state;
    out.audit.push_back(
        audit::PersonRegistered{out.drafts[0].envelope.id, crypto::sha256(as_bytes("tube")), 1}
            .to_record());
    return out;
  }
};

inline wire::EventAnswer accepted(const Uuid& id) { return {id, wire::EventResult::Accepted, ""}; }
inline wire::EventAnswer rejected(const Uuid& id, const std::string& reason) {
  return {id, wire::EventResult::Rejected, reason};
}

// Everything unsent, in the order of sending; checks that each opens and is the event that it says.
inline std::vector<Uuid> take_all(Outbox& outbox) {
  std::vector<Uuid> ids;
  while (true) {
    auto taken = outbox.take(1000);
    EXPECT_TRUE(taken) << (taken ? "" : taken.error().detail);
    if (!taken || taken->empty()) return ids;
    for (const Pending& pending : *taken) {
      auto envelope = wire::envelope_from_json(pending.json);
      EXPECT_TRUE(envelope) << "seq " << pending.seq;
      if (envelope) {
        EXPECT_EQ(envelope->id, pending.id);
        EXPECT_EQ(envelope->seq, pending.seq);
      }
      ids.push_back(pending.id);
    }
  }
}

}  // namespace dk::cache
