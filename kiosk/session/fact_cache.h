// What the district said of a person, kept for when the line is down: sealed so that it opens only
// with that person's card in the reader (design 8). An unattended kiosk has no table of residents.
//
//   <folder>/facts.key   32 random bytes, wrapped by the terminal key
//   <folder>/<name>      "DKF1" | until, seconds, 8 bytes big-endian | box (crypto.h)
// Name and key of a row are made of the facts key and of what the chip says: document type and
// number, name, valid-from. The rest of a row's life (`until`) is clear, so that it can be erased
// without the card. What is in a row: cached_facts.h. Destroying facts.key destroys them all; one
// that this terminal cannot unwrap (another terminal key) is replaced, and the rows with it: it is
// only a cache. At most kMaxRows; the one that ends first goes.
// One thread. Failures: those of Files and crypto; a row that does not open is no row.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/files.h"
#include "base/random.h"
#include "base/result.h"
#include "kiosk/session/cached_facts.h"
#include "kiosk/session/identity.h"
#include "offline-cache/keys/keys.h"

namespace dk::kiosk {

class FactCache {
 public:
  static constexpr std::size_t kMaxRows = 2000;

  [[nodiscard]] static Result<FactCache> open(Files& files, cache::Keys& keys, Random& random,
                                              std::string folder);
  // What may still be used; empty without a chip's document, or when there is nothing.
  [[nodiscard]] CachedFacts read(const Document& card, TimePoint now);
  // Adds to what is there. Nothing happens without a chip's document.
  [[nodiscard]] Status keep(const Document& card, const CachedFacts& facts, TimePoint now);
  [[nodiscard]] Status erase_expired(TimePoint now);
  // The service is switched off: the key first, then the rows.
  [[nodiscard]] Status destroy();

 private:
  FactCache(Files& files, Random& random, std::string folder, Secret key)
      : files_(&files), random_(&random), folder_(std::move(folder)), key_(std::move(key)) {}
  struct Row;
  [[nodiscard]] Row row_of(const Document& card) const;
  [[nodiscard]] Status make_room();                               // for one more row
  [[nodiscard]] Result<std::map<std::string, TimePoint>> rows();  // name -> until

  Files* files_;  // borrowed, as is the next
  Random* random_;
  std::string folder_;
  Secret key_;
};

}  // namespace dk::kiosk
