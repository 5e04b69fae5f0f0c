// Taking events in: exactly once, all or nothing per batch, and never losing the honest ones.
//
// accept() answers each line in order: accepted, duplicate (the same id with the same content), or
// rejected with a machine word; a rejected event never holds up the others. Everything accepted
// is durable in ONE transaction before the answers exist; when that fails nothing was taken and the
// terminal asks again. Bodies are sealed; registrations are projected without names.
// Rejection words: wire/api.h's kReason..., and type_unknown.
// One seq with two ids is taken (the person was there) and raises the alarm clone_suspected.
// Registrations that the desk did not know as key persons and our list does are kept as late hits.
// Failures: answer_malformed (a line without any id: the batch is not ours), those of Database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "district/database.h"
#include "district/objects.h"
#include "district/storage_keys.h"
#include "offline-cache/wire/envelope.h"

namespace dk::district {

inline constexpr std::string_view kReasonTypeUnknown = "type_unknown";

// The word for why the event cannot be taken from this terminal; empty when it can.
[[nodiscard]] std::string_view reason_against(const wire::Envelope& event,
                                              std::string_view terminal);

class Acceptance {
 public:
  Acceptance(Database& database, const StorageKeys& keys, KeyPersons& key_persons, Random& random,
             const Clock& clock)
      : database_(database),
        keys_(keys),
        key_persons_(key_persons),
        random_(random),
        clock_(clock) {}

  [[nodiscard]] Result<std::vector<wire::EventAnswer>> accept(
      const std::string& terminal, const std::string& site, const std::vector<std::string>& lines);

 private:
  struct Batch;
  Result<wire::EventAnswer> take(Batch& batch, std::string_view line);
  Result<wire::EventAnswer> reject(Batch& batch, const Uuid& id, std::uint64_t seq,
                                   std::string_view reason);
  Status store(Batch& batch, const wire::Envelope& event, const std::string& line,
               const Bytes& content);
  Status see_seq(Batch& batch, const Uuid& id, std::uint64_t seq);
  Status project(Batch& batch, const wire::Envelope& event);
  Status project_registration(Batch& batch, const wire::Envelope& event);
  Status compare_again(Batch& batch, const wire::Envelope& event,
                       const wire::PersonRegistered& person);

  Database& database_;
  const StorageKeys& keys_;
  KeyPersons& key_persons_;
  Random& random_;
  const Clock& clock_;
};

}  // namespace dk::district
