#include "offline-cache/outbox/key_ring.h"

#include <algorithm>

#include "offline-cache/outbox/schema.h"

namespace dk::cache {
namespace {

using namespace std::string_view_literals;

Result<std::string> local_context(Database& database) {
  DK_TRY(identity, load_identity(database));
  return "local-state/1|" + to_hex(identity.instance.view());
}

Bytes local_additional(std::string_view name) {
  return to_bytes(std::string("dk.local-state/1\0"sv).append(name));
}

}  // namespace

void KeyRing::forget() {
  class_day_.clear();
  local_ = Secret();
  followed_.reset();
  recovery_.reset();
}

Result<const crypto::Sealer*> KeyRing::recovery() {
  if (!recovery_ || sealed_ == kMostSealed) {
    recovery_ = std::exchange(next_recovery_, std::nullopt);
    sealed_ = 0;
  }
  if (!recovery_) {
    DK_TRY(made, crypto::Sealer::to(keys_.recovery_key()));
    recovery_ = std::move(made);
  }
  ++sealed_;
  return &*recovery_;
}

void KeyRing::prepare_recovery() {
  if (next_recovery_) return;
  auto made = crypto::Sealer::to(keys_.recovery_key());
  if (made) next_recovery_ = std::move(*made);
}

Result<Secret> KeyRing::make_key(const std::string& context, Bytes& wrapped) {
  Secret key(crypto::kAeadKeyBytes);
  random_.fill(key.writable());
  DK_TRY(made, keys_.wrap(context, key.view(), algorithms().write));
  wrapped = std::move(made);
  return key;
}

Result<Secret> KeyRing::class_day(Database& database, const ClassDay& of) {
  if (const auto cached = class_day_.find(of); cached != class_day_.end()) return cached->second;
  Query row = database.query("SELECT wrapped FROM class_day_key WHERE class = ? AND day = ?");
  row.bind(1, of.first).bind(2, of.second);
  DK_TRY(found, row.step());
  if (!found) return fail(FailureCode::key_missing, "no key for " + of.first + " " + of.second);
  DK_TRY(key, keys_.unwrap(class_day_context(of), row.blob(0)));
  class_day_.emplace(of, key);
  return key;
}

Result<KeyRing::Made> KeyRing::class_day_or_new(Database& database, const ClassDay& of) {
  // Looked up apart from unwrapping: a key that is there and does not open is never replaced.
  bool there = class_day_.contains(of);
  if (!there) {
    Query row = database.query("SELECT 1 FROM class_day_key WHERE class = ? AND day = ?");
    DK_TRY(found, row.bind(1, of.first).bind(2, of.second).step());
    there = found;
  }
  if (there) {
    DK_TRY(key, class_day(database, of));
    return Made{std::move(key), false};
  }
  Bytes wrapped;
  DK_TRY(key, make_key(class_day_context(of), wrapped));
  DK_CHECK(database.query("INSERT INTO class_day_key (class, day, wrapped) VALUES (?, ?, ?)")
               .bind(1, of.first)
               .bind(2, of.second)
               .bind(3, wrapped)
               .run());
  class_day_.emplace(of, key);
  return Made{std::move(key), true};
}

Result<std::vector<KeyRing::Wrapped>> KeyRing::all_wrapped(Database& database) {
  std::vector<Wrapped> out;
  Query rows = database.query("SELECT class, day, wrapped FROM class_day_key");
  while (true) {
    DK_TRY(row, rows.step());
    if (!row) return out;
    const ByteView wrapped = rows.blob(2);
    out.push_back({{rows.text(0), rows.text(1)}, Bytes(wrapped.begin(), wrapped.end())});
  }
}

// Changing single rows would leave copies in the gaps of pages whose rows were moved before;
// emptying the table zeroes whole pages (secure_delete).
Status KeyRing::replace_wrapped(Database& database, const std::vector<Wrapped>& kept) {
  DK_CHECK(database.query("DELETE FROM class_day_key").run());
  for (const auto& [of, wrapped] : kept) {
    DK_CHECK(database.query("INSERT INTO class_day_key (class, day, wrapped) VALUES (?, ?, ?)")
                 .bind(1, of.first)
                 .bind(2, of.second)
                 .bind(3, wrapped)
                 .run());
  }
  return {};
}

Status KeyRing::destroy(Database& database, const std::vector<ClassDay>& doomed) {
  if (doomed.empty()) return {};
  DK_TRY(kept, all_wrapped(database));
  std::erase_if(
      kept, [&](const Wrapped& one) { return std::ranges::find(doomed, one.of) != doomed.end(); });
  DK_CHECK(replace_wrapped(database, kept));
  for (const ClassDay& of : doomed) class_day_.erase(of);
  return {};
}

Status KeyRing::rewrap(Database& database, Keys& to) {
  std::vector<std::pair<ClassDay, Bytes>> anew;
  {
    Query rows = database.query("SELECT class, day, wrapped FROM class_day_key");
    while (true) {
      DK_TRY(row, rows.step());
      if (!row) break;
      ClassDay of{rows.text(0), rows.text(1)};
      DK_TRY(key, keys_.unwrap(class_day_context(of), rows.blob(2)));
      DK_TRY(wrapped, to.wrap(class_day_context(of), key.view()));
      anew.emplace_back(std::move(of), std::move(wrapped));
    }
  }
  // Whole pages, for the reason given in destroy().
  DK_CHECK(database.query("DELETE FROM class_day_key").run());
  for (const auto& [of, wrapped] : anew) {
    DK_CHECK(database.query("INSERT INTO class_day_key (class, day, wrapped) VALUES (?, ?, ?)")
                 .bind(1, of.first)
                 .bind(2, of.second)
                 .bind(3, wrapped)
                 .run());
  }
  Bytes local;
  {
    Query row = database.query("SELECT wrapped FROM local_key");
    DK_TRY(found, row.step());
    if (!found) return {};
    DK_TRY(context, local_context(database));
    DK_TRY(key, keys_.unwrap(context, row.blob(0)));
    DK_TRY(wrapped, to.wrap(context, key.view()));
    local = std::move(wrapped);
  }
  DK_CHECK(database.query("DELETE FROM local_key").run());
  return database.query("INSERT INTO local_key (one, wrapped) VALUES (1, ?)").bind(1, local).run();
}

Result<Secret> KeyRing::local_key(Database& database) {
  if (!local_.empty()) return local_;
  DK_TRY(context, local_context(database));
  Query row = database.query("SELECT wrapped FROM local_key");
  DK_TRY(found, row.step());
  if (found) {
    DK_TRY(key, keys_.unwrap(context, row.blob(0)));
    local_ = std::move(key);
    return local_;
  }
  Bytes wrapped;
  DK_TRY(key, make_key(context, wrapped));
  DK_CHECK(
      database.query("INSERT INTO local_key (one, wrapped) VALUES (1, ?)").bind(1, wrapped).run());
  local_ = std::move(key);
  return local_;
}

Status KeyRing::seal_local(Database& database, ByteView key, const std::string& name,
                           ByteView value) {
  DK_TRY(box, crypto::box_seal(key, local_additional(name), value, random_,
                               crypto::algorithms_of(algorithms().write).aead));
  return database
      .query(
          "INSERT INTO local_state (name, box) VALUES (?, ?) "
          "ON CONFLICT (name) DO UPDATE SET box = excluded.box")
      .bind(1, name)
      .bind(2, box)
      .run();
}

Status KeyRing::put_local(Database& database, const std::string& name, ByteView value) {
  if (value.empty()) {
    return database.query("DELETE FROM local_state WHERE name = ?").bind(1, name).run();
  }
  DK_TRY(key, local_key(database));
  return seal_local(database, key.view(), name, value);
}

Result<Secret> KeyRing::get_local(Database& database, const std::string& name) {
  Query row = database.query("SELECT box FROM local_state WHERE name = ?");
  DK_TRY(found, row.bind(1, name).step());
  if (!found) return fail(FailureCode::not_found, "no local state of that name");
  DK_TRY(key, local_key(database));
  return crypto::box_open(key.view(), local_additional(name), row.blob(0));
}

Status KeyRing::list_local(Database& database, const std::string& prefix,
                           std::vector<std::string>& names) {
  names.clear();
  Query rows = database.query(
      "SELECT name FROM local_state WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name");
  rows.bind(1, prefix);
  while (true) {
    DK_TRY(row, rows.step());
    if (!row) return {};
    names.push_back(rows.text(0));
  }
}

Status KeyRing::rotate_local(Database& database) {
  std::vector<std::pair<std::string, Secret>> plain;
  {
    Query rows = database.query("SELECT name, box FROM local_state");
    while (true) {
      DK_TRY(row, rows.step());
      if (!row) break;
      DK_TRY(key, local_key(database));
      const std::string name = rows.text(0);
      DK_TRY(value, crypto::box_open(key.view(), local_additional(name), rows.blob(1)));
      plain.emplace_back(name, std::move(value));
    }
  }
  // Whole pages again, for the reason given in destroy().
  DK_CHECK(database.query("DELETE FROM local_state").run());
  DK_CHECK(database.query("DELETE FROM local_key").run());
  local_ = Secret();
  for (const auto& [name, value] : plain) {
    DK_CHECK(put_local(database, name, value.view()));
  }
  return {};
}

}  // namespace dk::cache
