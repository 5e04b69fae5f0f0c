#include <algorithm>
#include <string_view>

#include "offline-cache/keys/keys.h"

namespace dk::cache {
namespace {

using namespace std::string_view_literals;
constexpr std::string_view kFileHead = "dk-terminal-key/1\r\n"sv;
constexpr std::string_view kIdInfo = "dk.terminal-key-id/1"sv;
constexpr std::string_view kWrapInfo = "dk.terminal-wrap/1"sv;
constexpr std::string_view kWrapInfoShangmi = "dk.terminal-wrap/2"sv;
constexpr std::string_view kWrapLabel = "dk.wrap/1\0"sv;
constexpr std::size_t kKeyIdBytes = 8;

Bytes additional_data(std::string_view context) {
  return to_bytes(std::string(kWrapLabel).append(context));
}

class FileKeys : public Keys {
 public:
  FileKeys(ByteView terminal_key, crypto::PublicKey recovery_key, Random& random)
      : random_(random), recovery_key_(std::move(recovery_key)) {
    const Secret id = crypto::hkdf_sha256(terminal_key, {}, as_bytes(kIdInfo), kKeyIdBytes);
    id_.assign(id.view().begin(), id.view().end());
    wrap_key_ = crypto::hkdf_sha256(terminal_key, {}, as_bytes(kWrapInfo), crypto::kAeadKeyBytes);
    wrap_key_shangmi_ = crypto::hkdf(crypto::HashAlgorithm::Sm3, terminal_key, {},
                                     as_bytes(kWrapInfoShangmi), crypto::kAeadKeyBytes);
  }

  Result<Bytes> wrap(std::string_view context, ByteView secret, crypto::Suite suite) override {
    DK_TRY(box, crypto::box_seal(wrap_key(suite), additional_data(context), secret, random_,
                                 crypto::algorithms_of(suite).aead));
    Bytes out = id_;
    append(out, box);
    return out;
  }

  Result<Secret> unwrap(std::string_view context, ByteView wrapped) override {
    if (wrapped.size() <= kKeyIdBytes) {
      return fail(FailureCode::data_damaged, "wrapped key: too short");
    }
    const ByteView wrapped_by = wrapped.first(kKeyIdBytes);
    if (!std::ranges::equal(wrapped_by, id_)) {
      return fail(FailureCode::key_missing, "wrapped by terminal key " + to_hex(wrapped_by) +
                                                ", this terminal's key is " + to_hex(id_));
    }
    const ByteView box = wrapped.subspan(kKeyIdBytes);
    DK_TRY(suite, crypto::suite_of_box(box));
    return crypto::box_open(wrap_key(suite), additional_data(context), box);
  }

  Bytes terminal_key_id() const override { return id_; }
  const crypto::PublicKey& recovery_key() const override { return recovery_key_; }
  bool hardware_protected() const override { return false; }

 private:
  [[nodiscard]] ByteView wrap_key(crypto::Suite suite) const {
    return suite == crypto::Suite::Shangmi ? wrap_key_shangmi_.view() : wrap_key_.view();
  }

  Random& random_;
  crypto::PublicKey recovery_key_;
  Bytes id_;
  Secret wrap_key_;
  Secret wrap_key_shangmi_;
};

Result<Secret> make_key_file(Files& files, Random& random, const std::string& folder,
                             const std::string& path) {
  DK_CHECK(files.make_folder(folder));
  Secret content(kFileHead.size() + crypto::kAeadKeyBytes);
  std::ranges::copy(as_bytes(kFileHead), content.writable().begin());
  random.fill(content.writable().subspan(kFileHead.size()));
  DK_CHECK(files.write_private(path, content.view()));
  return content;
}

}  // namespace

Result<std::unique_ptr<Keys>> open_file_keys(Files& files, Random& random,
                                             const std::string& folder, ByteView recovery_spki,
                                             bool create) {
  DK_TRY(recovery_key, crypto::PublicKey::from_spki(recovery_spki));
  // Anything but X25519 or SM2 could not seal; better known now than at the first person.
  const auto raw = recovery_key.raw();
  if (!raw || (raw->size() != 32 && recovery_key.suite() != crypto::Suite::Shangmi)) {
    return fail(FailureCode::algorithm_refused, "recovery key is neither X25519 nor SM2");
  }
  const std::string path = folder + "/terminal.key";
  Result<Secret> content = files.read_private(path);
  if (!content) {
    if (content.error().code != FailureCode::not_found) return std::unexpected(content.error());
    // Making a new key beside an old disk would lock that disk for ever: only when asked to.
    if (!create) return fail(FailureCode::key_missing, "no terminal key in " + folder);
    content = make_key_file(files, random, folder, path);
    if (!content) return std::unexpected(content.error());
  } else if (const Status named = files.rename(path, path);  // makes the name durable
             !named && named.error().code != FailureCode::disk_read_only) {
    // Whoever made it may not have come to the folder's fsync: nothing may be wrapped by a key that
    // the next power cut takes away.
    return std::unexpected(named.error());
  }
  const ByteView view = content->view();
  if (view.size() != kFileHead.size() + crypto::kAeadKeyBytes ||
      as_text(view.first(kFileHead.size())) != kFileHead) {
    return fail(FailureCode::data_damaged, path + " is not a terminal key");
  }
  return std::make_unique<FileKeys>(view.subspan(kFileHead.size()), std::move(recovery_key),
                                    random);
}

}  // namespace dk::cache
