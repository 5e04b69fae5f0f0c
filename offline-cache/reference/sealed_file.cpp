#include "offline-cache/reference/sealed_file.h"

#include <algorithm>
#include <array>

#include "base/crypto/crypto.h"

namespace dk::cache {
namespace {

constexpr std::array<std::uint8_t, 4> kMagic = {'D', 'K', 'R', '1'};
constexpr std::size_t kHeaderBytes = kMagic.size() + 2;

std::unexpected<Failure> damaged(const char* what) {
  return fail(FailureCode::data_damaged, std::string("sealed file: ") + what);
}

}  // namespace

Result<Bytes> seal_file(Keys& keys, Random& random, const std::string& context, ByteView plain,
                        crypto::Suite suite) {
  Secret data_key(crypto::kAeadKeyBytes);
  random.fill(data_key.writable());
  DK_TRY(wrapped, keys.wrap(context, data_key.view(), suite));
  if (wrapped.size() > 0xFFFF) return fail(FailureCode::internal, "wrapped key too long");
  DK_TRY(box, crypto::box_seal(data_key.view(), as_bytes(context), plain, random,
                               crypto::algorithms_of(suite).aead));
  Bytes out(kMagic.begin(), kMagic.end());
  out.push_back(static_cast<std::uint8_t>(wrapped.size() >> 8U));
  out.push_back(static_cast<std::uint8_t>(wrapped.size() & 0xFFU));
  append(out, wrapped);
  append(out, box);
  return out;
}

Result<Bytes> rewrap_file(Keys& from, Keys& to, const std::string& context, ByteView sealed) {
  if (sealed.size() < kHeaderBytes || !std::equal(kMagic.begin(), kMagic.end(), sealed.begin())) {
    return damaged("magic");
  }
  const auto wrapped_size = static_cast<std::size_t>(sealed[4] << 8U | sealed[5]);
  if (sealed.size() - kHeaderBytes < wrapped_size) return damaged("length");
  const ByteView wrapped = sealed.subspan(kHeaderBytes, wrapped_size);
  if (to.unwrap(context, wrapped)) return Bytes(sealed.begin(), sealed.end());
  const auto data_key = from.unwrap(context, wrapped);
  if (!data_key) return damaged("key");
  DK_TRY(anew, to.wrap(context, data_key->view()));
  if (anew.size() > 0xFFFF) return fail(FailureCode::internal, "wrapped key too long");
  Bytes out(kMagic.begin(), kMagic.end());
  out.push_back(static_cast<std::uint8_t>(anew.size() >> 8U));
  out.push_back(static_cast<std::uint8_t>(anew.size() & 0xFFU));
  append(out, anew);
  append(out, sealed.subspan(kHeaderBytes + wrapped_size));
  return out;
}

Result<Secret> open_file(Keys& keys, const std::string& context, ByteView sealed) {
  if (sealed.size() < kHeaderBytes || !std::equal(kMagic.begin(), kMagic.end(), sealed.begin())) {
    return damaged("magic");
  }
  const auto wrapped_size = static_cast<std::size_t>(sealed[4] << 8U | sealed[5]);
  if (sealed.size() - kHeaderBytes < wrapped_size) return damaged("length");
  const auto data_key = keys.unwrap(context, sealed.subspan(kHeaderBytes, wrapped_size));
  if (!data_key) return damaged("key");
  auto plain = crypto::box_open(data_key->view(), as_bytes(context),
                                sealed.subspan(kHeaderBytes + wrapped_size));
  if (!plain) return damaged("content");
  return plain;
}

Status write_sealed(Files& files, Keys& keys, Random& random, const std::string& path,
                    const std::string& context, ByteView plain, crypto::Suite suite) {
  DK_TRY(sealed, seal_file(keys, random, context, plain, suite));
  return files.write_private(path, sealed);
}

Result<Secret> read_sealed(Files& files, Keys& keys, const std::string& path,
                           const std::string& context) {
  DK_TRY(sealed, files.read(path, kMaxSealedBytes));
  return open_file(keys, context, sealed);
}

}  // namespace dk::cache
