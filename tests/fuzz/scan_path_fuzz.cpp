// links: dk_session
// decodes: kiosk/session/scan_resolver.cpp base/codes/scanned.cpp
// decodes: base/codes/identity_code.cpp
// The whole way of a scan: any bytes to what the desk believes. One issuer has signed two codes in
// its life; nobody else is ever a person by a code, and nobody at all is staff.
#include <cstdlib>

#include "base/codes/base45.h"
#include "base/codes/identity_code.h"
#include "base/codes/identity_golden.h"
#include "base/codes/zlib_codec.h"
#include "kiosk/session/scan_resolver.h"

namespace {

dk::cache::Snapshot hall() {
  using namespace dk::codes;
  auto trust = std::make_shared<TrustBundle>();
  const auto key = dk::crypto::PublicKey::from_spki(*dk::from_hex(golden::kSpkiHex)).value();
  trust->trust.add({.key_id = key.key_id(),
                    .key = key,
                    .issuer = std::string(golden::kIssuer),
                    .uses = {"person", "staff"},
                    .not_before_s = 0,
                    .not_after_s = golden::kExpires_s});
  dk::Bytes day_key(32);
  for (std::size_t i = 0; i < day_key.size(); ++i) day_key[i] = static_cast<std::uint8_t>(i);
  trust->day_keys.add(dk::to_bytes(golden::kDayKeyId), "2022-11-18",
                      dk::Secret(dk::ByteView(day_key)));
  dk::cache::Snapshot snapshot;
  snapshot.trust = trust;
  snapshot.site = std::make_shared<dk::wire::Site>();
  return snapshot;
}

}  // namespace

// By the first byte: the text itself, or a message that is packed as a code (so that the fuzzer
// need not find base45 and zlib's sum by itself).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dk::kiosk;
  static const dk::cache::Snapshot snapshot = hall();
  if (size == 0) return 0;
  dk::Bytes shown(data + 1, data + size);
  if (data[0] % 2 == 1) {
    const auto packed = dk::codes::deflate(shown).value_or(dk::Bytes{});
    shown =
        dk::to_bytes(std::string(dk::codes::kIdentityPrefix) + dk::codes::base45_encode(packed));
  }
  const auto now = dk::from_unix_ms(dk::codes::golden::kIssued_s * 1000);
  const ResolvedScan what = resolve_scan(shown, snapshot, now);
  if (std::holds_alternative<sampling::StaffBadge>(what)) std::abort();
  if (const auto* command = std::get_if<sampling::ScannedCommand>(&what)) {
    if (command->word.empty() || command->word.size() > shown.size()) std::abort();
  }
  const auto* who = std::get_if<sampling::Credential>(&what);
  if (who == nullptr) return 0;
  if (who->compared) std::abort();  // there is no list
  if (who->body.method == "lh1") {
    if (who->body.code_id != "101112131415161718191a1b1c1d1e1f") std::abort();
  } else if (who->body.method == "opaque-token") {
    if (!who->body.document_number.empty() || !who->body.name.empty()) std::abort();
  } else if (who->body.method == "mrz") {
    if (who->body.document_number.empty() || who->body.document_number.size() > 24) std::abort();
  } else if (who->body.method != "citizen-number" || who->body.document_number.size() != 18) {
    std::abort();
  }
  return 0;
}
