#include "district/gateway.h"

#include "district/store.h"
#include "offline-cache/wire/checkpoint.h"

namespace dk::district {
namespace {

constexpr std::size_t kMaxPublicBytes = 1 << 20;

Result<Certificate> read_certificate(Files& files, const Layout& layout, std::string_view name) {
  DK_TRY(pem, files.read(layout.certificate(name), kMaxPublicBytes));
  return Certificate::from_pem(as_text(pem));
}

Result<crypto::PrivateKey> read_key(Files& files, const std::string& path) {
  DK_TRY(pem, files.read_private(path));
  return crypto::PrivateKey::from_pem(pem.text());
}

}  // namespace

struct Gateway::Parts {
  Layout layout;
  std::unique_ptr<Database> database;
  StorageKeys keys;
  wire::Root root;
  Bytes root_cose;
  Bytes recovery_spki;
  crypto::PrivateKey manifest_key;
  crypto::PrivateKey countersign_key;
  TerminalCa terminal_ca;
  std::vector<Certificate> ca;
};

Gateway::Gateway(Parts parts, Random& random, const Clock& clock, const Clock& system_clock)
    : layout_(std::move(parts.layout)),
      random_(random),
      clock_(clock),
      database_(std::move(parts.database)),
      keys_(std::move(parts.keys)),
      root_(std::move(parts.root)),
      root_cose_(std::move(parts.root_cose)),
      recovery_spki_(std::move(parts.recovery_spki)),
      manifest_key_(std::move(parts.manifest_key)),
      countersign_key_(std::move(parts.countersign_key)),
      terminal_ca_(std::move(parts.terminal_ca)),
      ca_(std::move(parts.ca)),
      objects_(*database_, keys_, random, clock),
      key_persons_(objects_, root_),
      terminals_(*database_, random, system_clock),
      acceptance_(*database_, keys_, key_persons_, random, clock),
      items_(objects_, root_),
      facts_(*database_, keys_, items_, clock) {}

Result<std::unique_ptr<Gateway>> Gateway::open(const std::string& dir, Files& files, Random& random,
                                               const Clock& clock, const Clock& system_clock) {
  const Layout layout{dir};
  DK_TRY(database, open_store(layout.database()));
  DK_TRY(keys, StorageKeys::load(files, layout));
  DK_TRY(root_cose, files.read(layout.root_cose(), kMaxPublicBytes));
  DK_TRY(root, wire::verify_root(root_cose, nullptr));
  DK_TRY(recovery_spki, files.read(layout.recovery_spki(), kMaxPublicBytes));
  DK_TRY(manifest_key, read_key(files, layout.online_key("manifest")));
  DK_TRY(countersign_key, read_key(files, layout.online_key(wire::kCountersignRole)));
  DK_TRY(terminal_key, read_key(files, layout.online_key("ca-terminals")));
  DK_TRY(ca_root, read_certificate(files, layout, "ca-root"));
  DK_TRY(ca_servers, read_certificate(files, layout, "ca-servers"));
  DK_TRY(ca_terminals, read_certificate(files, layout, "ca-terminals"));
  Parts parts{layout,
              std::move(database),
              std::move(keys),
              std::move(root),
              std::move(root_cose),
              std::move(recovery_spki),
              std::move(manifest_key),
              std::move(countersign_key),
              TerminalCa{ca_terminals, std::move(terminal_key)},
              {ca_root, ca_servers, ca_terminals}};
  return std::unique_ptr<Gateway>(new Gateway(std::move(parts), random, clock, system_clock));
}

}  // namespace dk::district
