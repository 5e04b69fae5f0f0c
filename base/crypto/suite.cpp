#include "base/crypto/suite.h"

#include <string>
#include <utility>

namespace dk::crypto {
namespace {

constexpr std::uint8_t kBoxA256Gcm = 3;
constexpr std::uint8_t kBoxSm4CtrHmacSm3 = 83;

std::unexpected<Failure> refused(std::string_view what, std::int64_t id) {
  return fail(FailureCode::algorithm_refused, std::string(what) + " " + std::to_string(id));
}

constexpr std::int64_t id_of(auto algorithm) { return std::to_underlying(algorithm); }

}  // namespace

std::string_view name_of(Suite suite) {
  return suite == Suite::Shangmi ? "shangmi" : "international";
}

std::optional<Suite> suite_from_name(std::string_view name) {
  for (const Suite suite : {Suite::International, Suite::Shangmi}) {
    if (name == name_of(suite)) return suite;
  }
  return std::nullopt;
}

Result<Suite> suite_of_signature(std::int64_t id) {
  if (id == id_of(SignatureAlgorithm::Es256) || id == id_of(SignatureAlgorithm::Ps256)) {
    return Suite::International;
  }
  if (id == id_of(SignatureAlgorithm::Sm2Sm3)) return Suite::Shangmi;
  return refused("signature algorithm", id);
}

Result<Suite> suite_of_aead(std::int64_t id) {
  if (id == id_of(AeadAlgorithm::A256Gcm)) return Suite::International;
  if (id == id_of(AeadAlgorithm::Sm4CtrHmacSm3)) return Suite::Shangmi;
  return refused("AEAD", id);
}

Result<Suite> suite_of_hash(std::int64_t id) {
  if (id == id_of(HashAlgorithm::Sha256)) return Suite::International;
  if (id == id_of(HashAlgorithm::Sm3)) return Suite::Shangmi;
  return refused("hash", id);
}

Result<Suite> suite_of_box(ByteView box) {
  if (box.empty()) return fail(FailureCode::crypto_failed, "box is empty");
  DK_TRY(algorithm, aead_of_box_byte(box[0]));
  return suite_of_aead(id_of(algorithm));
}

Result<Suite> suite_of_sealed(ByteView sealed) {
  if (sealed.empty()) return fail(FailureCode::crypto_failed, "sealed text is empty");
  if (sealed[0] == std::to_underlying(Suite::International)) return Suite::International;
  if (sealed[0] == std::to_underlying(Suite::Shangmi)) return Suite::Shangmi;
  return refused("suite", sealed[0]);
}

Result<std::uint8_t> box_byte_of(AeadAlgorithm algorithm) {
  switch (algorithm) {
    case AeadAlgorithm::A256Gcm:
      return kBoxA256Gcm;
    case AeadAlgorithm::Sm4CtrHmacSm3:
      return kBoxSm4CtrHmacSm3;
  }
  return refused("AEAD", id_of(algorithm));
}

Result<AeadAlgorithm> aead_of_box_byte(std::uint8_t byte) {
  if (byte == kBoxA256Gcm) return AeadAlgorithm::A256Gcm;
  if (byte == kBoxSm4CtrHmacSm3) return AeadAlgorithm::Sm4CtrHmacSm3;
  return refused("box", byte);
}

Status AlgorithmPolicy::require(Suite suite, std::string_view what) const {
  if (accepts(suite)) return {};
  return fail(FailureCode::algorithm_refused,
              std::string(what) + ": " + std::string(name_of(suite)) +
                  " algorithms are below the floor of this site's policy");
}

}  // namespace dk::crypto
