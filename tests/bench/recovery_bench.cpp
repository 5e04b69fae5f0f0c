// How long a terminal needs to be ready again after a kill, with a full outbox.
//
//   recovery_bench fill FOLDER EVENTS    makes the outbox by the ordinary path (every event sealed
//                                        and chained), then kills itself in the middle of appending
//   recovery_bench open FOLDER [--cold]  opens it, and times each thing a desk does first
//
// `--cold` drops the files from the page cache before. All people are invented.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <string>

#include "base/file_descriptor.h"
#include "offline-cache/keys/keys.h"
#include "offline-cache/outbox/outbox.h"

namespace {

using namespace dk;

constexpr std::size_t kAtOnce = 100;

[[noreturn]] void die(const Failure& failure) {
  std::fprintf(stderr, "recovery_bench: %s: %s\n", std::string(name_of(failure.code)).c_str(),
               failure.detail.c_str());
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) die(result.error());
  return std::move(*result);
}
void must(const Status& status) {
  if (!status) die(status.error());
}

// The district's public key is the bench's own, made with the folder.
std::unique_ptr<cache::Keys> open_keys(Files& files, Random& random, const std::string& folder) {
  const std::string path = folder + "/recovery.spki";
  if (!files.size(path)) {
    const auto key = must(crypto::PrivateKey::generate_x25519());
    must(files.write_private(path, must(key.public_key()).spki()));
  }
  const Bytes spki = must(files.read(path, 1024));
  return must(cache::open_file_keys(files, random, folder + "/keys", spki, true));
}

cache::Draft registration(UuidGenerator& ids, const Clock& clock, std::uint64_t n) {
  cache::Draft out;
  out.envelope.id = ids.next();
  out.envelope.terminal = "LH-TS-0002";
  out.envelope.type = wire::kPersonRegistered;
  out.envelope.schema = "person_registered/1";
  out.envelope.at = clock.now();
  out.envelope.operator_id = "S-0041";
  out.envelope.rights = "sampler@roster-12";
  wire::PersonRegistered person;
  person.tube = "LH1122-0457-15";
  person.position = static_cast<int>(n % 10) + 1;
  person.method = "citizen-number";
  person.name = std::to_string(n);
  person.name.insert(person.name.begin(), 'T');
  out.envelope.body = wire::to_json(person);
  return out;
}

int fill(const std::string& folder, std::uint64_t events) {
  PosixFiles files;
  SystemRandom random;
  SystemClock clock;
  UuidGenerator ids(clock, random);
  must(files.make_folder(folder));
  auto keys = open_keys(files, random, folder);
  auto outbox = must(cache::Outbox::open({.folder = folder}, *keys, clock, random));
  for (std::uint64_t made = outbox->counts().last_seq; made < events;) {
    cache::Append append;
    for (std::size_t i = 0; i < kAtOnce && made < events; ++i) {
      append.drafts.push_back(registration(ids, clock, made++));
    }
    append.local_state["desk"] = std::to_string(made);
    must(outbox->append(std::move(append)));
    if (made % 50'000 == 0) {
      std::printf("%llu\n", static_cast<unsigned long long>(made));
      std::fflush(stdout);
    }
  }
  must(outbox->take(200));  // sent, no answer yet
  cache::Append last;
  last.drafts.push_back(registration(ids, clock, events));
  outbox->append_async(std::move(last), [](const Status&) { ::raise(SIGKILL); });
  std::promise<void>().get_future().wait();
  return 1;
}

void drop_from_cache(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file) ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
}

// Milliseconds since the last call.
double lap() {
  static auto last = std::chrono::steady_clock::now();
  const auto now = std::chrono::steady_clock::now();
  const double ms = std::chrono::duration<double, std::milli>(now - last).count();
  last = now;
  return ms;
}

int open_store_there(const std::string& folder, bool cold) {
  PosixFiles files;
  SystemRandom random;
  SystemClock clock;
  UuidGenerator ids(clock, random);
  auto keys = open_keys(files, random, folder);
  std::error_code error;
  for (const char* name : {"/outbox.db", "/outbox.db-wal"}) {
    if (cold) drop_from_cache(folder + name);
    std::printf("\"%s_bytes\": %llu, ", name + 1,
                static_cast<unsigned long long>(std::filesystem::file_size(folder + name, error)));
  }
  lap();
  auto outbox = must(cache::Outbox::open({.folder = folder}, *keys, clock, random));
  std::printf("\"open_ms\": %.1f, ", lap());
  must(outbox->local_state("desk"));
  std::printf("\"desk_state_ms\": %.1f, ", lap());
  const std::size_t taken = must(outbox->take(200)).size();
  std::printf("\"first_take_ms\": %.1f, ", lap());
  cache::Append append;
  append.drafts.push_back(registration(ids, clock, 0));
  must(outbox->append(std::move(append)));
  std::printf("\"first_append_ms\": %.1f, ", lap());
  const cache::Counts counts = outbox->counts();
  std::printf("\"waiting\": %llu, \"taken\": %zu\n",
              static_cast<unsigned long long>(counts.saved + counts.sent), taken);
  std::fflush(stdout);
  ::raise(SIGKILL);  // so that the next one finds a log again
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 2 ? argv[1] : "";
  if (command == "fill" && argc == 4) return fill(argv[2], std::strtoull(argv[3], nullptr, 10));
  if (command == "open" && argc == 3) return open_store_there(argv[2], false);
  if (command == "open" && argc == 4 && std::string(argv[3]) == "--cold")
    return open_store_there(argv[2], true);
  std::fprintf(stderr, "recovery_bench fill FOLDER EVENTS | open FOLDER [--cold]\n");
  return 2;
}
