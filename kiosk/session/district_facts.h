// The citizen's facts as the flow engine asks for them (engine::FactSource), for one session and
// one item: the document's own from the login, the others from the district, and while that cannot
// be reached from what this terminal keeps of the card in the reader.
//
// Source `card`: person.name, person.document_number, person.birth, person.sex, person.valid_from,
// person.valid_until of whom the case is about; `share`, `lic`, `list`: the district; the others
// (`ask`, `dev`, `clerk`) are not this source's: Unknown. A value older than asked is TooOld,
// wherever it comes from. What the district answers is kept for offline only with a chip's
// document, never when the item marks it sensitive, and as long as its retention class says
// (kept_for) but no longer than it is fresh. Nothing is guessed: the words are facts.h's.
// get() blocks at most the time-out (6 s at most) and is for one thread at a time; cancel() from
// any. All that is given is borrowed and outlives it, `who` is copied and forgotten.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

#include "base/uuid.h"
#include "flows/engine/facts.h"
#include "flows/engine/item.h"
#include "kiosk/session/fact_cache.h"
#include "kiosk/session/identity.h"
#include "offline-cache/sync/question.h"
#include "offline-cache/wire/facts.h"

namespace dk::kiosk {

// "session": not at all; "case": a day; "register": a week (a register changes slowly). Another
// word: not at all.
[[nodiscard]] std::chrono::seconds kept_for(std::string_view retention_class);

class DistrictFacts : public engine::FactSource {
 public:
  // `cache` may be nullptr: nothing is kept.
  DistrictFacts(cache::Remote& district, FactCache* cache, const Clock& clock, UuidGenerator& ids,
                std::shared_ptr<const engine::Item> item, SignedIn who);
  ~DistrictFacts() override;
  DistrictFacts(const DistrictFacts&) = delete;
  DistrictFacts& operator=(const DistrictFacts&) = delete;

  [[nodiscard]] std::vector<engine::FactAnswer> get(
      const std::vector<engine::FactRequest>& requests, std::chrono::milliseconds timeout) override;
  void cancel();  // the get() that runs; nothing when none does

 private:
  using Places = std::vector<std::size_t>;  // indices of requests
  [[nodiscard]] Result<std::string> ask(const wire::FactsQuestion& question,
                                        std::chrono::milliseconds timeout);
  [[nodiscard]] engine::FactAnswer of_document(const engine::FactRequest& request) const;
  void online(const std::vector<engine::FactRequest>& requests, const Places& places,
              std::chrono::milliseconds timeout, std::vector<engine::FactAnswer>& answers);
  void offline(const std::vector<engine::FactRequest>& requests, const Places& places,
               engine::FactTrouble why, std::vector<engine::FactAnswer>& answers);
  [[nodiscard]] engine::FactAnswer checked(const engine::FactRequest& request,
                                           std::string_view value, TimePoint as_of,
                                           std::string source) const;

  cache::Remote& district_;
  FactCache* cache_;
  const Clock& clock_;
  UuidGenerator& ids_;
  std::shared_ptr<const engine::Item> item_;
  SignedIn who_;
  std::atomic<bool> running_ = false;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace dk::kiosk
