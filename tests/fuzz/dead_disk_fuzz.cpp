// links: dk_cache
// decodes: offline-cache/outbox/inspect.cpp offline-cache/audit/chain.cpp
// decodes: offline-cache/store/store.cpp
// The outbox of a dead terminal, with bytes changed by whoever had the disk: cachectl looks at it
// and says what it finds, or that it is none.
// Input: changes of 3 bytes where, 1 byte how many, then the bytes; the top bit of "where" cuts the
// file there instead.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/outbox.h"

namespace {

using namespace dk;

class Disk {
 public:
  Disk() {
    std::string name = std::filesystem::temp_directory_path() / "dk-fuzz-disk-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
    fill();
    const auto read = PosixFiles().read(path(), 1u << 24);
    image_ = read.value();
  }
  ~Disk() { std::filesystem::remove_all(folder_); }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  [[nodiscard]] std::string path() const { return folder_ + "/outbox.db"; }
  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] const Bytes& image() const { return image_; }
  void put(ByteView bytes) const {
    std::ofstream file(path(), std::ios::binary | std::ios::trunc);
    file << as_text(bytes);
  }

 private:
  // A shift of four people, one of them refused by the district, one not yet answered.
  void fill() const {
    SeededRandom random(1);
    SimulatedClock clock(from_rfc3339("2022-11-18T02:00:00Z").value());
    UuidGenerator ids(clock, random);
    SimulatedFiles files;
    const auto recovery = crypto::PrivateKey::generate_x25519().value();
    const auto keys =
        cache::open_file_keys(files, random, "/keys", recovery.public_key().value().spki(), true)
            .value();
    const auto outbox = cache::Outbox::open({.folder = folder_, .reserve_bytes = 4096, .vfs = ""},
                                            *keys, clock, random)
                            .value();
    std::vector<wire::EventAnswer> answers;
    for (int i = 0; i < 4; ++i) {
      cache::Append append;
      auto& envelope = append.drafts.emplace_back().envelope;
      envelope.id = ids.next();
      envelope.terminal = "LH-TS-0002";
      envelope.type = wire::kTubeOpened;
      envelope.schema = "tube_opened/1";
      envelope.at = clock.now();
      envelope.body = wire::to_json(
          wire::TubeOpened{.tube = "LH1122-0457-15", .capacity = 10, .site = "QH-01", .desk = "2"});
      append.local_state["desk"] = "{}";
      append.audit.push_back(audit::CodeRefused{.reason = "code_expired"}.to_record());
      if (i < 2) answers.push_back({envelope.id, wire::EventResult::Accepted, ""});
      if (i == 2) answers.push_back({envelope.id, wire::EventResult::Rejected, "schema_unknown"});
      if (!outbox->append(std::move(append))) std::abort();
    }
    if (!outbox->take(10) || !outbox->settle(answers)) std::abort();
  }

  std::string folder_;
  Bytes image_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Disk disk;
  Bytes bytes = disk.image();
  for (std::size_t at = 0; at + 4 <= size && !bytes.empty();) {
    const std::size_t where =
        ((data[at] & 0x7FU) << 16 | unsigned{data[at + 1]} << 8 | data[at + 2]) % bytes.size();
    if ((data[at] & 0x80U) != 0) {
      bytes.resize(where);
      at += 4;
      continue;
    }
    const std::size_t count =
        std::min({std::size_t{data[at + 3]}, size - at - 4, bytes.size() - where});
    std::copy_n(data + at + 4, count, bytes.begin() + static_cast<std::ptrdiff_t>(where));
    at += 4 + std::max<std::size_t>(count, 1);
  }
  disk.put(bytes);
  const auto findings = cache::verify_store(disk.folder());
  if (findings && findings->size() > 200) std::abort();
  if (bytes == disk.image() && (!findings || !findings->empty())) std::abort();
  (void)cache::summarize_store(disk.folder());
  (void)cache::measure_store(disk.folder());
  return 0;
}
