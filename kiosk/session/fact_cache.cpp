#include "kiosk/session/fact_cache.h"

#include <algorithm>
#include <optional>

#include "base/crypto/crypto.h"
#include "base/log.h"

namespace dk::kiosk {

namespace {

constexpr std::string_view kMagic = "DKF1";
constexpr std::size_t kHeadBytes = 4 + 8;
constexpr std::size_t kMaxFileBytes = kMaxCachedBytes + 1024;
constexpr std::size_t kNameBytes = 16;
constexpr std::string_view kKeyFile = "facts.key";
constexpr std::string_view kKeyContext = "dk facts key 1";

Bytes head_of(TimePoint until) {
  Bytes head = to_bytes(kMagic);
  const auto seconds =
      static_cast<std::uint64_t>(std::max<std::int64_t>(0, to_unix_seconds(until)));
  for (int shift = 56; shift >= 0; shift -= 8) {
    head.push_back(static_cast<std::uint8_t>(seconds >> shift));
  }
  return head;
}

std::optional<TimePoint> until_of(ByteView file) {
  if (file.size() < kHeadBytes || as_text(file.first(4)) != kMagic) return std::nullopt;
  std::uint64_t seconds = 0;
  for (const std::uint8_t byte : file.subspan(4, 8)) seconds = seconds << 8 | byte;
  // The year 9999; beyond it somebody else has written this.
  if (seconds > 253'402'300'799) return std::nullopt;
  return from_unix_ms(static_cast<std::int64_t>(seconds) * 1000);
}

Bytes bound_to(const std::string& name, ByteView head) {
  Bytes bound = to_bytes(name);
  append(bound, head);
  return bound;
}

}  // namespace

// The name of a card's row and the key that opens it.
struct FactCache::Row {
  std::string name;
  Secret key;
};

FactCache::Row FactCache::row_of(const Document& card) const {
  // No part holds a control character, so the separator makes two cards two texts.
  std::string chip = card.person.document_type + '\x1F' + card.person.document_number + '\x1F' +
                     card.person.name + '\x1F' + card.valid_from;
  const crypto::Digest salt = crypto::hmac_sha256(key_.view(), as_bytes(chip));
  wipe(chip.data(), chip.size());
  const Secret name =
      crypto::hkdf_sha256(key_.view(), salt, as_bytes("dk fact row name 1"), kNameBytes);
  return {to_hex(name.view()), crypto::hkdf_sha256(key_.view(), salt, as_bytes("dk fact row key 1"),
                                                   crypto::kAeadKeyBytes)};
}

Result<FactCache> FactCache::open(Files& files, cache::Keys& keys, Random& random,
                                  std::string folder) {
  DK_CHECK(files.make_folder(folder));
  const std::string path = folder + "/" + std::string(kKeyFile);
  auto wrapped = files.read_private(path);
  if (wrapped) {
    if (auto key = keys.unwrap(kKeyContext, wrapped->view());
        key && key->size() == crypto::kAeadKeyBytes) {
      return FactCache(files, random, std::move(folder), std::move(*key));
    }
    log::warn("fact_cache_replaced");
    FactCache old(files, random, folder, Secret());
    DK_CHECK(old.destroy());
  } else if (wrapped.error().code != FailureCode::not_found) {
    return std::unexpected(std::move(wrapped.error()));
  }
  Secret key(crypto::kAeadKeyBytes);
  random.fill(key.writable());
  DK_TRY(fresh, keys.wrap(kKeyContext, key.view()));
  DK_CHECK(files.write_private(path, fresh));
  return FactCache(files, random, std::move(folder), std::move(key));
}

CachedFacts FactCache::read(const Document& card, TimePoint now) {
  if (!card.chip) return {};
  const Row row = row_of(card);
  const auto file = files_->read_private(folder_ + "/" + row.name);
  if (!file || !until_of(file->view())) return {};
  const ByteView head = file->view().first(kHeadBytes);
  const auto plain =
      crypto::box_open(row.key.view(), bound_to(row.name, head), file->view().subspan(kHeadBytes));
  if (!plain) return {};
  auto facts = cached_facts_from_json(plain->text());
  if (!facts) return {};
  std::erase_if(*facts, [&](const auto& fact) { return fact.second.until <= now; });
  return std::move(*facts);
}

Status FactCache::keep(const Document& card, const CachedFacts& facts, TimePoint now) {
  if (!card.chip || facts.empty()) return {};
  CachedFacts all = read(card, now);
  for (const auto& [name, fact] : facts) all[name] = fact;
  while (all.size() > kMaxCachedFacts) all.erase(all.begin());
  TimePoint until = now;
  for (const auto& [name, fact] : all) until = std::max(until, fact.until);
  std::string plain = to_json(all);
  if (plain.size() > kMaxCachedBytes) return fail(FailureCode::invalid_argument, "too many facts");
  const Row row = row_of(card);
  Bytes file = head_of(until);
  auto box = crypto::box_seal(row.key.view(), bound_to(row.name, file), as_bytes(plain), *random_);
  wipe(plain.data(), plain.size());
  if (!box) return std::unexpected(std::move(box.error()));
  append(file, *box);
  if (!files_->size(folder_ + "/" + row.name)) DK_CHECK(make_room());
  return files_->write_private(folder_ + "/" + row.name, file);
}

Status FactCache::make_room() {
  DK_TRY(names, files_->list(folder_));
  if (names.size() <= kMaxRows) return {};  // one of them is the key
  DK_TRY(there, rows());
  const auto first =
      std::ranges::min_element(there, {}, [](const auto& one) { return one.second; });
  return files_->remove(folder_ + "/" + first->first);
}

Result<std::map<std::string, TimePoint>> FactCache::rows() {
  DK_TRY(names, files_->list(folder_));
  std::map<std::string, TimePoint> out;
  for (const std::string& name : names) {
    if (name == kKeyFile) continue;
    const auto file = files_->read(folder_ + "/" + name, kMaxFileBytes);
    // What is none of ours has ended long ago.
    out[name] = file ? until_of(*file).value_or(TimePoint{}) : TimePoint{};
  }
  return out;
}

Status FactCache::erase_expired(TimePoint now) {
  DK_TRY(there, rows());
  for (const auto& [name, until] : there) {
    if (until <= now) DK_CHECK(files_->remove(folder_ + "/" + name));
  }
  return {};
}

Status FactCache::destroy() {
  DK_CHECK(files_->remove(folder_ + "/" + std::string(kKeyFile)));
  key_ = Secret();
  DK_TRY(there, rows());
  for (const auto& [name, until] : there) DK_CHECK(files_->remove(folder_ + "/" + name));
  return {};
}

}  // namespace dk::kiosk
