// What stays open while the terminal works: enrolment, keys, outbox, reference data, the way to
// the district. Opened off the UI thread (disk, and the network at the first start).
//
// Layout of the data folder (design): outbox.db, keys/, tls/, reference/, journal/. The folder and
// what is private in it must belong to nobody else (permission_unsafe).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/codes/receipt_code.h"
#include "base/files.h"
#include "base/random.h"
#include "base/uuid.h"
#include "kiosk/session/config.h"
#include "kiosk/session/fact_cache.h"
#include "kiosk/session/item_catalogue.h"
#include "kiosk/session/store_healing.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/outbox/outbox.h"
#include "offline-cache/outbox/witness.h"
#include "offline-cache/reference/reference.h"
#include "offline-cache/sync/sync.h"

namespace dk::kiosk {

// Puts something between the terminal and the wire (a network that can be unplugged).
using DecorateRemote =
    std::function<std::unique_ptr<cache::Remote>(std::unique_ptr<cache::Remote>)>;

class Terminal {
 public:
  // `clock` is the application's and must outlive the terminal. Failures: those of enrolment, keys,
  // outbox and reference; the caller shows them and tries again.
  // `vfs`: a SQLite VFS for the outbox that the development program has put in between.
  [[nodiscard]] static Result<std::unique_ptr<Terminal>> open(const Config& config,
                                                              const std::string& data_folder,
                                                              const Clock& clock,
                                                              const DecorateRemote& decorate = {},
                                                              const std::string& vfs = {});

  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] cache::Outbox& outbox() { return *outbox_; }
  [[nodiscard]] cache::Reference& reference() { return *reference_; }
  // The service items of the current snapshot; a refused one keeps its version before.
  [[nodiscard]] const ItemCatalogue& items() const { return items_; }
  // For questions that a person waits for (question.h): a connection of its own, one thread at a
  // time, cancel() from any.
  [[nodiscard]] cache::Remote& district() { return *questions_; }
  // What is kept of people for when the line is down. Opened by the first who asks: a terminal
  // without citizens has none.
  [[nodiscard]] Result<FactCache*> fact_cache();
  // The signed receipt of a case (base/codes/receipt_code.h). Reads the key file: not the UI
  // thread.
  [[nodiscard]] Result<std::string> sign_receipt(codes::ReceiptCode receipt);
  [[nodiscard]] bool hardware_protected() const { return keys_->hardware_protected(); }

  // From here on the outbox comes back by itself after trouble.
  void start_healing(StoreHealing::Listener listener);
  // A save failed although the outbox is not in trouble (any more): let the listener hear it.
  void look_at_store(const Failure& failure);

  // Starts the loop; `on_pass` is called on the sync thread after each pass.
  void start_sync(std::function<void(const Result<cache::SyncSummary>&)> on_pass);
  void poke_sync();
  void stop_sync();

 private:
  Terminal(Config config, std::string data_folder, const Clock& clock);
  Status open_parts(const DecorateRemote& decorate, const std::string& vfs);
  Result<crypto::PrivateKey> own_key();  // of the terminal's certificate
  Status renew_certificate();
  void witness();  // where the chain stands now, outside the store

  Config config_;
  std::string data_folder_;
  const Clock& clock_;
  PosixFiles files_;
  SystemRandom random_;
  std::unique_ptr<cache::Keys> keys_;
  std::unique_ptr<cache::Reference> reference_;
  ItemCatalogue items_;
  StoreHealing healing_;  // before the outbox, which tells it of trouble to its last moment
  // After the reference: its writer asks for the policy.
  std::unique_ptr<cache::HealingOutbox> outbox_;
  std::unique_ptr<cache::Witness> witness_;
  std::unique_ptr<cache::Remote> remote_;
  std::unique_ptr<cache::Remote> questions_;
  std::unique_ptr<FactCache> fact_cache_;
  std::unique_ptr<cache::Sync> sync_;
  std::unique_ptr<cache::SyncLoop> loop_;
};

}  // namespace dk::kiosk
