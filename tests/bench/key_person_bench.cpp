// One person compared with a key-person list of 3,000,000, beside an indexed table in SQLite and a
// hash set in memory.
//
//   key_person_bench FOLDER [PERSONS]
//
// Each subject is a process of its own, so that memory is its own: resident after opening, and the
// most that opening took. The terminal's list is opened from its sealed file and verified (root,
// role, signature, digest) as at every start. Every look-up begins with the document: the digest is
// part of the time for all. Half of those who are looked up are on the list.
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <unordered_set>

#include "offline-cache/reference/reference_test_support.h"
#include "tests/bench/bench_desk.h"
#include "tests/bench/samples.h"

namespace {

using namespace dk;
using namespace dk::bench;
using Digest = std::array<std::uint8_t, 12>;

constexpr int kLookups = 200'000;
const Bytes kListKey(32, 0x11);
constexpr std::uint64_t kSeed = 20221118;

// A document number of the list for even n, of nobody for odd n.
std::string number_of(std::uint64_t n, std::uint64_t persons) {
  return (n % 2 == 0 ? "" : "not-") + std::to_string(n / 2 % persons);
}

Digest digest_of(const std::string& number) {
  const crypto::Digest whole = crypto::hmac_sha256(kListKey, as_bytes("id-card\x1f" + number));
  Digest out{};
  std::copy_n(whole.begin(), out.size(), out.begin());
  return out;
}

double status_mb(const char* name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::atof(line.c_str() + std::strlen(name) + 1) / 1024;
  }
  return 0;
}

void look_up(const char* name, std::uint64_t persons,
             const std::function<bool(const std::string&)>& find) {
  SeededRandom random(kSeed);
  Samples times;
  int hits = 0;
  int expected = 0;
  for (int i = 0; i < kLookups; ++i) {
    const std::uint64_t n = random.below(persons * 2);
    const std::string number = number_of(n, persons);
    if (n % 2 == 0) ++expected;
    const auto started = Steady::now();
    if (find(number)) ++hits;
    times.add(ms_between(started, Steady::now()) * 1000);
  }
  if (hits != expected) std::exit((std::fprintf(stderr, "%s: wrong answers\n", name), 1));
  print_row(name, times, "us");
}

template <class Body>
void in_child(Body body) {
  std::fflush(stdout);
  const pid_t child = ::fork();
  if (child == 0) {
    body();
    std::fflush(stdout);
    std::_Exit(0);
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child || status != 0) std::exit(1);
}

Bytes recovery_spki(PosixFiles& files, const std::string& folder) {
  return files.read(folder + "/recovery", 1024).value();
}

void make(const std::string& folder, std::uint64_t persons) {
  PosixFiles files;
  SystemRandom random;
  SystemClock clock;
  const auto recovery = crypto::PrivateKey::generate_x25519().value();
  (void)files.write_private(folder + "/recovery", recovery.public_key().value().spki()).value();
  const auto keys =
      cache::open_file_keys(files, random, folder + "/keys", recovery_spki(files, folder), true)
          .value();
  cache::test::Signer signer(clock.now());
  {
    std::vector<wire::KeyPerson> list;
    for (std::uint64_t i = 0; i < persons; ++i) list.push_back({"id-card", std::to_string(i)});
    const Bytes encoded =
        wire::encode_key_person_list(list, kListKey, to_unix_seconds(clock.now()));
    signer.put("key-person-list", 1, encoded, signer.lists);
    std::ofstream(folder + "/list", std::ios::binary)
        .write(reinterpret_cast<const char*>(encoded.data()),
               static_cast<std::streamsize>(encoded.size()));
  }
  const auto reference = cache::Reference::open(files, *keys, random, folder + "/reference",
                                                cache::test::kTerminal, signer.root_cose(), clock)
                             .value();
  if (const Status got = cache::test::bring(*reference, signer, signer.manifest_cose(1)); !got) {
    std::exit((std::fprintf(stderr, "bench: %s\n", got.error().detail.c_str()), 1));
  }
}

void terminal(const std::string& folder, std::uint64_t persons) {
  PosixFiles files;
  SystemRandom random;
  SystemClock clock;
  const auto keys =
      cache::open_file_keys(files, random, folder + "/keys", recovery_spki(files, folder), false)
          .value();
  const double before = status_mb("VmRSS:");
  const auto started = Steady::now();
  const auto reference = cache::Reference::open(files, *keys, random, folder + "/reference",
                                                cache::test::kTerminal, {}, clock)
                             .value();
  const double took = ms_between(started, Steady::now());
  const auto snapshot = reference->snapshot();
  if (!snapshot->key_persons) std::exit(1);
  std::printf("%-34s resident %6.1f MB, most while opening %6.1f MB, opened in %.0f ms\n",
              "signed list of the terminal", status_mb("VmRSS:") - before,
              status_mb("VmHWM:") - before, took);
  look_up("  look-up", persons, [&](const std::string& number) {
    return snapshot->key_persons->find("id-card", number) != wire::KeyPersonCategory::None;
  });
}

void each_row(const std::string& folder, const std::function<void(const char*)>& use) {
  std::ifstream file(folder + "/list", std::ios::binary);
  file.seekg(52);
  for (std::array<char, 13> row{}; file.read(row.data(), row.size());) use(row.data());
}

void hash_set(const std::string& folder, std::uint64_t persons) {
  struct Hash {
    std::size_t operator()(const Digest& digest) const {
      std::size_t out = 0;
      std::memcpy(&out, digest.data(), sizeof out);
      return out;
    }
  };
  const double before = status_mb("VmRSS:");
  std::unordered_set<Digest, Hash> set;
  each_row(folder, [&](const char* row) {
    Digest digest{};
    std::memcpy(digest.data(), row, digest.size());
    set.insert(digest);
  });
  std::printf("%-34s resident %6.1f MB\n", "std::unordered_set of digests",
              status_mb("VmRSS:") - before);
  look_up("  look-up", persons,
          [&](const std::string& number) { return set.contains(digest_of(number)); });
}

void sqlite(const std::string& folder, std::uint64_t persons) {
  const std::string file = folder + "/list.db";
  const double before = status_mb("VmRSS:");
  sqlite3* database = nullptr;
  sqlite3_stmt* insert = nullptr;
  sqlite3_stmt* find = nullptr;
  bool ok = sqlite3_open(file.c_str(), &database) == SQLITE_OK;
  ok = ok && sqlite3_exec(database,
                          "CREATE TABLE person (digest BLOB PRIMARY KEY, category INTEGER) WITHOUT "
                          "ROWID; BEGIN",
                          nullptr, nullptr, nullptr) == SQLITE_OK;
  ok = ok && sqlite3_prepare_v2(database, "INSERT INTO person VALUES (?, ?)", -1, &insert,
                                nullptr) == SQLITE_OK;
  each_row(folder, [&](const char* row) {
    sqlite3_bind_blob(insert, 1, row, 12, SQLITE_TRANSIENT);
    sqlite3_bind_int(insert, 2, row[12]);
    ok = ok && sqlite3_step(insert) == SQLITE_DONE;
    sqlite3_reset(insert);
  });
  ok = ok && sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK;
  ok = ok && sqlite3_prepare_v2(database, "SELECT category FROM person WHERE digest = ?", -1, &find,
                                nullptr) == SQLITE_OK;
  if (!ok) std::exit((std::fprintf(stderr, "bench: %s\n", sqlite3_errmsg(database)), 1));
  std::ifstream made(file, std::ios::ate);
  std::printf("%-34s resident %6.1f MB, file %.1f MB (in the page cache)\n",
              "SQLite, index on the digest", status_mb("VmRSS:") - before,
              static_cast<double>(made.tellg()) / 1e6);
  look_up("  look-up", persons, [&](const std::string& number) {
    const Digest digest = digest_of(number);
    sqlite3_bind_blob(find, 1, digest.data(), static_cast<int>(digest.size()), SQLITE_STATIC);
    const bool found = sqlite3_step(find) == SQLITE_ROW;
    sqlite3_reset(find);
    return found;
  });
}

}  // namespace

int main(int argc, char** argv) {
  const std::string parent = argc > 1 ? argv[1] : ".";
  const auto persons = static_cast<std::uint64_t>(argc > 2 ? std::atoll(argv[2]) : 3'000'000);
  const BenchFolder folder(parent);
  std::printf("%llu digests\n", static_cast<unsigned long long>(persons));
  in_child([&] { make(folder.path(), persons); });
  in_child([&] { terminal(folder.path(), persons); });
  in_child([&] { sqlite(folder.path(), persons); });
  in_child([&] { hash_set(folder.path(), persons); });
  print_load();
}
