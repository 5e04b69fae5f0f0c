#include "district/storage_keys.h"

namespace dk::district {
namespace {

constexpr std::size_t kKeyBytes = 32;

Secret derive(const Secret& storage, std::string_view use) {
  return crypto::hkdf_sha256(storage.view(), {}, as_bytes(use), kKeyBytes);
}

// kind | 0x1F | id: kinds are our own words without control characters.
Bytes binding(std::string_view kind, ByteView id) {
  Bytes result = to_bytes(kind);
  result.push_back(0x1F);
  append(result, id);
  return result;
}

}  // namespace

Result<StorageKeys> StorageKeys::load(Files& files, const Layout& layout) {
  DK_TRY(storage, files.read_private(layout.online_key("storage")));
  if (storage.size() != kKeyBytes) return fail(FailureCode::data_damaged, "storage key size");
  StorageKeys keys;
  keys.sealing_ = derive(storage, "dk district sealing 1");
  keys.persons_ = derive(storage, "dk district persons 1");
  keys.contents_ = derive(storage, "dk district contents 1");
  return keys;
}

Status StorageKeys::create(Files& files, const Layout& layout, Random& random) {
  Secret key(kKeyBytes);
  random.fill(key.writable());
  return files.write_private(layout.online_key("storage"), key.view());
}

Result<Bytes> StorageKeys::seal(std::string_view kind, ByteView id, ByteView plain,
                                Random& random) const {
  return crypto::box_seal(sealing_.view(), binding(kind, id), plain, random);
}

Result<Secret> StorageKeys::open(std::string_view kind, ByteView id, ByteView sealed) const {
  return crypto::box_open(sealing_.view(), binding(kind, id), sealed);
}

crypto::Digest StorageKeys::person_digest(std::string_view document_type,
                                          std::string_view document_number) const {
  return crypto::hmac_sha256(persons_.view(), binding(document_type, as_bytes(document_number)));
}

crypto::Digest StorageKeys::content_digest(std::string_view canonical_line) const {
  return crypto::hmac_sha256(contents_.view(), as_bytes(canonical_line));
}

}  // namespace dk::district
