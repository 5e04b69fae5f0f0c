#include "district/objects.h"

#include <algorithm>
#include <chrono>

#include "base/codes/trust_list.h"
#include "flows/engine/bundle_signature.h"
#include "flows/engine/check.h"
#include "offline-cache/wire/signed_json.h"

namespace dk::district {
namespace {

constexpr std::int64_t kResignMs = 5 * 60 * 1000;
constexpr std::string_view kObjectKind = "object";
constexpr std::size_t kMaxPublicBytes = 1 << 20;

Result<crypto::Digest> digest_of(ByteView bytes) {
  crypto::Digest digest{};
  if (bytes.size() != digest.size()) return fail(FailureCode::data_damaged, "stored digest size");
  std::ranges::copy(bytes, digest.begin());
  return digest;
}

bool belongs_to_site(std::string_view name) {
  return name == wire::kObjectSite || name == wire::kObjectKeyPersonList;
}

// What terminals could not read must never be signed.
Status check_content(const Publication& publication) {
  const std::string_view text = as_text(publication.content);
  if (publication.name == wire::kObjectTrustList) {
    DK_TRY(bundle, codes::parse_trust_bundle(publication.content));
    (void)bundle;
  } else if (publication.name == wire::kObjectStaffRoster) {
    DK_TRY(roster, wire::staff_roster_from_json(text));
    (void)roster;
  } else if (publication.name == wire::kObjectSite) {
    DK_TRY(site, wire::site_from_json(text));
    if (site.site != publication.scope) {
      return fail(FailureCode::invalid_argument, "the site object is of another site");
    }
  } else if (publication.name == wire::kObjectKeyPersonList) {
    DK_TRY(list, wire::KeyPersonList::open(publication.content));
    (void)list;
  } else {
    return fail(FailureCode::invalid_argument, "no such reference object");
  }
  if (belongs_to_site(publication.name) == publication.scope.empty()) {
    return fail(FailureCode::invalid_argument, "the object's scope does not fit its name");
  }
  return {};
}

// Terminals would refuse it, or offer what cannot be finished.
Status check_item(const engine::Bundle& bundle) {
  engine::Findings findings;
  if (const auto item = engine::Item::load(bundle.files)) {
    findings = engine::check(**item);
  } else {
    findings = item.error();
  }
  if (findings.empty()) return {};
  const engine::Finding& first = findings.front();
  return fail(FailureCode::invalid_argument,
              "the item is not whole: " + first.file + ": " + first.element + ": " + first.message);
}

// A floor above what this district itself signs with would lock its terminals out of everything.
Status check_own_keys(const crypto::AlgorithmPolicy& policy, const wire::Root& root, Files& files,
                      const Layout& layout) {
  for (const auto& [role, keys] : root.roles) {
    const bool usable = std::ranges::any_of(
        keys, [&](const wire::RoleKey& key) { return policy.accepts(key.key.suite()); });
    if (!keys.empty() && !usable) {
      return fail(FailureCode::algorithm_refused, "no key of role " + role + " is in the policy");
    }
  }
  DK_TRY(spki, files.read(layout.recovery_spki(), kMaxPublicBytes));
  DK_TRY(recovery, crypto::PublicKey::from_spki(spki));
  return policy.require(recovery.suite(), "recovery key");
}

Result<wire::ManifestObject> entry_of(const Row& row) {
  DK_TRY(digest, digest_of(row.blob(2)));
  return wire::ManifestObject{row.text(0), static_cast<std::uint64_t>(row.integer(1)), digest,
                              static_cast<std::uint64_t>(row.integer(3))};
}

// Says whether two lists are the same: names, versions and digests in the order of the names.
crypto::Digest digest_of(const std::vector<wire::ManifestObject>& objects) {
  Bytes all;
  for (const auto& object : objects) {
    append(all, as_bytes(object.name + "\x1F" + std::to_string(object.version) + "\x1F"));
    append(all, object.sha256);
  }
  return crypto::sha256(all);
}

}  // namespace

Result<Published> Objects::publish(const Publication& publication, const wire::Root& root,
                                   Files& files, const Layout& layout) {
  DK_CHECK(check_content(publication));
  const std::string* role = wire::role_of(root, publication.name);
  if (role == nullptr) {
    return fail(FailureCode::role_refused, "the root names no role for this object");
  }
  DK_TRY(policies, this->policies(publication, root));
  if (publication.name == wire::kObjectSite) {
    DK_CHECK(check_own_keys(policies.front(), root, files, layout));
  }
  DK_TRY(pem, files.read_private(layout.offline_key(*role)));
  DK_TRY(key, crypto::PrivateKey::from_pem(pem.text()));
  DK_TRY(transaction, Transaction::begin(database_));
  DK_TRY(rows, database_.query("SELECT coalesce(max(version),0) FROM object WHERE name=?",
                               {publication.name}));
  const std::int64_t version = rows.at(0).integer(0) + 1;
  DK_TRY(cose, wire::sign_object({publication.name, static_cast<std::uint64_t>(version),
                                  to_unix_seconds(clock_.now()), publication.content},
                                 key));
  const crypto::Digest digest = crypto::sha256(cose);
  // A key that the root does not name would make every terminal refuse this object: find out here.
  const wire::ManifestObject entry{publication.name, static_cast<std::uint64_t>(version), digest,
                                   cose.size()};
  for (const crypto::AlgorithmPolicy& policy : policies) {
    DK_TRY(verified, wire::verify_object(cose, root, entry, policy));
    (void)verified;
  }
  DK_TRY(published, store(entry, publication.scope, cose));
  DK_CHECK(transaction.commit());
  return published;
}

Result<Published> Objects::store(const wire::ManifestObject& entry, const std::string& scope,
                                 const Bytes& cose) {
  DK_TRY(sealed, keys_.seal(kObjectKind, entry.sha256, cose, random_));
  DK_TRY(added, database_.run("INSERT INTO object VALUES(?,?,?,?,?,?)",
                              {entry.name, scope, static_cast<std::int64_t>(entry.version),
                               bytes_of(entry.sha256), static_cast<std::int64_t>(entry.size),
                               std::move(sealed)}));
  (void)added;
  return Published{entry.name, entry.version, entry.sha256};
}

Result<Published> Objects::publish_item(ByteView signed_item, const wire::Root& root) {
  if (signed_item.size() > wire::kMaxObjectBytes) {
    return fail(FailureCode::invalid_argument, "larger than terminals take");
  }
  DK_TRY(opened, engine::open_signed_bundle(signed_item));
  const wire::ManifestObject entry{std::string(wire::kItemPrefix) + opened.bundle.id,
                                   opened.bundle.version, crypto::sha256(signed_item),
                                   signed_item.size()};
  DK_TRY(policies, this->policies({entry.name, "", {}}, root));
  for (const crypto::AlgorithmPolicy& policy : policies) {
    DK_TRY(verified, wire::verify_object(signed_item, root, entry, policy));
    (void)verified;
  }
  DK_CHECK(check_item(opened.bundle));
  DK_TRY(transaction, Transaction::begin(database_));
  DK_TRY(rows, database_.query("SELECT version, sha256 FROM object WHERE name=? "
                               "ORDER BY version DESC LIMIT 1",
                               {entry.name}));
  if (!rows.empty() && rows[0].integer(0) >= static_cast<std::int64_t>(entry.version)) {
    if (rows[0].blob(1) == bytes_of(entry.sha256)) {
      return Published{entry.name, entry.version, entry.sha256};
    }
    return fail(FailureCode::invalid_argument,
                "version " + std::to_string(rows[0].integer(0)) + " is published already");
  }
  DK_TRY(published, store(entry, "", Bytes(signed_item.begin(), signed_item.end())));
  DK_CHECK(transaction.commit());
  return published;
}

Result<crypto::AlgorithmPolicy> Objects::policy_of_site(const std::string& site,
                                                        const wire::Root& root) {
  DK_TRY(object, newest(wire::kObjectSite, site, root));
  DK_TRY(described, wire::site_from_json(as_text(object.content)));
  return described.algorithms;
}

// Of the site that is being published, else of every site that will read it; never empty.
Result<std::vector<crypto::AlgorithmPolicy>> Objects::policies(const Publication& publication,
                                                               const wire::Root& root) {
  if (publication.name == wire::kObjectSite) {
    DK_TRY(site, wire::site_from_json(as_text(publication.content)));
    return std::vector{site.algorithms};
  }
  std::vector<crypto::AlgorithmPolicy> out{crypto::kEveryKnownSuite};
  DK_TRY(rows, database_.query("SELECT DISTINCT scope FROM object WHERE name='site' AND "
                               "(scope=? OR ?='')",
                               {publication.scope, publication.scope}));
  for (const Row& row : rows) {
    DK_TRY(policy, policy_of_site(row.text(0), root));
    out.push_back(policy);
  }
  return out;
}

Result<Bytes> Objects::unsealed(ByteView sha256, ByteView sealed) {
  DK_TRY(cose, keys_.open(kObjectKind, sha256, sealed));
  return Bytes(cose.view().begin(), cose.view().end());
}

Result<Bytes> Objects::fetch(ByteView sha256, const std::string& site) {
  DK_TRY(rows, database_.query("SELECT sealed FROM object WHERE sha256=? AND scope IN ('',?)",
                               {Bytes(sha256.begin(), sha256.end()), site}));
  if (rows.empty()) return fail(FailureCode::not_found, "object");
  return unsealed(sha256, rows[0].blob(0));
}

Result<std::vector<wire::ManifestObject>> Objects::listed(const std::string& site) {
  DK_TRY(rows, database_.query("SELECT name, max(version), sha256, size FROM object "
                               "WHERE scope IN ('',?) GROUP BY name ORDER BY name",
                               {site}));
  std::vector<wire::ManifestObject> objects;
  for (const Row& row : rows) {
    DK_TRY(entry, entry_of(row));
    objects.push_back(std::move(entry));
  }
  return objects;
}

Result<wire::SignedObject> Objects::open(const wire::ManifestObject& entry,
                                         const wire::Root& root) {
  DK_TRY(rows,
         database_.query("SELECT sealed FROM object WHERE sha256=?", {bytes_of(entry.sha256)}));
  if (rows.empty()) return fail(FailureCode::not_found, "object");
  DK_TRY(cose, unsealed(entry.sha256, rows[0].blob(0)));
  return wire::verify_object(cose, root, entry);
}

Result<wire::SignedObject> Objects::newest(std::string_view name, const std::string& scope,
                                           const wire::Root& root) {
  DK_TRY(objects, listed(scope));
  for (const auto& entry : objects) {
    if (entry.name == name) return open(entry, root);
  }
  return fail(FailureCode::not_found, "object");
}

Result<wire::SignedObject> Objects::of_version(std::string_view name, std::uint64_t version,
                                               const wire::Root& root) {
  DK_TRY(rows, database_.query("SELECT name, version, sha256, size FROM object "
                               "WHERE name=? AND scope='' AND version=?",
                               {std::string(name), static_cast<std::int64_t>(version)}));
  if (rows.empty()) return fail(FailureCode::not_found, "object");
  DK_TRY(entry, entry_of(rows[0]));
  return open(entry, root);
}

Result<Objects::SignedManifest> Objects::manifest(const std::string& terminal,
                                                  const std::string& site,
                                                  const crypto::PrivateKey& manifest_key) {
  DK_TRY(transaction, Transaction::begin(database_));
  DK_TRY(objects, listed(site));
  const Bytes contents = bytes_of(digest_of(objects));
  DK_TRY(rows,
         database_.query("SELECT version, contents, issued_ms, cose FROM manifest WHERE terminal=?",
                         {terminal}));
  const std::int64_t now_ms = to_unix_ms(clock_.now());
  std::int64_t version = 1;
  if (!rows.empty()) {
    const Row& last = rows[0];
    const bool same = last.blob(1) == contents;
    const std::int64_t age_ms = now_ms - last.integer(2);
    version = last.integer(0) + (same ? 0 : 1);
    if (same && age_ms >= 0 && age_ms < kResignMs) {
      return SignedManifest{static_cast<std::uint64_t>(version), last.blob(3)};
    }
  }
  const wire::Manifest manifest{terminal, static_cast<std::uint64_t>(version), from_unix_ms(now_ms),
                                from_unix_ms(now_ms) + std::chrono::hours(kManifestHours),
                                std::move(objects)};
  DK_TRY(cose, wire::sign_manifest(manifest, manifest_key));
  DK_TRY(kept, database_.run("INSERT OR REPLACE INTO manifest VALUES(?,?,?,?,?)",
                             {terminal, version, contents, now_ms, cose}));
  (void)kept;
  DK_CHECK(transaction.commit());
  return SignedManifest{static_cast<std::uint64_t>(version), std::move(cose)};
}

Result<KeyPersons::Current> KeyPersons::current(const std::string& site) {
  DK_TRY(objects, objects_.listed(site));
  const auto entry =
      std::ranges::find(objects, wire::kObjectKeyPersonList, &wire::ManifestObject::name);
  if (entry == objects.end()) return fail(FailureCode::not_found, "key-person list");
  const std::lock_guard hold(mutex_);
  Current& cached = by_site_[site];
  if (cached.list == nullptr || cached.version != entry->version) {
    DK_TRY(object, objects_.open(*entry, root_));
    DK_TRY(list, wire::KeyPersonList::open(std::move(object.content)));
    cached = {entry->version, std::make_shared<const wire::KeyPersonList>(std::move(list))};
  }
  return cached;
}

}  // namespace dk::district
