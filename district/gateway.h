// A district opened from its folder: everything a request or a command needs, without the network.
//
// Opens only online/ and public/ (commands that need offline/ or issuer/ open those themselves;
// let_issue() is the exception).
// `clock` is the application's and may be moved; certificates and tokens follow `system_clock`.
// Files, random and clocks are borrowed and must outlive it. Any thread.
// Failures: not_found (`district init` has not run), permission_unsafe, store_version,
// signature_invalid (root), those of Files and crypto.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/files.h"
#include "base/random.h"
#include "district/acceptance.h"
#include "district/database.h"
#include "district/facts.h"
#include "district/layout.h"
#include "district/objects.h"
#include "district/published_items.h"
#include "district/storage_keys.h"
#include "district/terminals.h"
#include "district/x509.h"

namespace dk::district {

class Gateway {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Gateway>> open(const std::string& dir, Files& files,
                                                             Random& random, const Clock& clock,
                                                             const Clock& system_clock);

  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] Database& database() { return *database_; }
  [[nodiscard]] const StorageKeys& keys() const { return keys_; }
  [[nodiscard]] const wire::Root& root() const { return root_; }
  [[nodiscard]] const Bytes& root_cose() const { return root_cose_; }
  [[nodiscard]] const Bytes& recovery_spki() const { return recovery_spki_; }
  [[nodiscard]] const crypto::PrivateKey& manifest_key() const { return manifest_key_; }
  [[nodiscard]] const crypto::PrivateKey& countersign_key() const { return countersign_key_; }
  [[nodiscard]] const TerminalCa& terminal_ca() const { return terminal_ca_; }
  // Root first, then the authorities of servers and terminals: the answer of EST cacerts.
  [[nodiscard]] const std::vector<Certificate>& ca_certificates() const { return ca_; }

  // From here on it issues codes to who asks (code_issuer.h): before it serves. The issuer's keys
  // are then on a machine that strangers can reach; a district decides that.
  void let_issue(Files& files) { issuing_ = &files; }
  [[nodiscard]] Files* issuing() const { return issuing_; }  // nullptr: it issues none

  [[nodiscard]] Objects& objects() { return objects_; }
  [[nodiscard]] KeyPersons& key_persons() { return key_persons_; }
  [[nodiscard]] Terminals& terminals() { return terminals_; }
  [[nodiscard]] PublishedItems& items() { return items_; }
  [[nodiscard]] Facts& facts() { return facts_; }
  [[nodiscard]] Acceptance& acceptance() { return acceptance_; }

 private:
  struct Parts;
  Gateway(Parts parts, Random& random, const Clock& clock, const Clock& system_clock);

  Layout layout_;
  Files* issuing_ = nullptr;
  Random& random_;
  const Clock& clock_;
  std::unique_ptr<Database> database_;
  StorageKeys keys_;
  wire::Root root_;
  Bytes root_cose_;
  Bytes recovery_spki_;
  crypto::PrivateKey manifest_key_;
  crypto::PrivateKey countersign_key_;
  TerminalCa terminal_ca_;
  std::vector<Certificate> ca_;
  // Each of these borrows from the members above.
  Objects objects_;
  KeyPersons key_persons_;
  Terminals terminals_;
  Acceptance acceptance_;
  PublishedItems items_;
  Facts facts_;
};

}  // namespace dk::district
