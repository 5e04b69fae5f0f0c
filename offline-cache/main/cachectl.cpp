// cachectl: what lies in a terminal's outbox, for engineers. Prints no personal data: nothing about
// a person is clear, and what `verify --keys` opens it only tries. All commands but
// rotate-terminal-key read only, and work on a disk image that cannot be written.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/files.h"
#include "offline-cache/keys/rotation.h"
#include "offline-cache/outbox/inspect.h"
#include "offline-cache/sync/enrolment.h"

namespace {

using namespace dk;
using namespace dk::cache;

// Exit codes: 0 whole; 2 could not be looked at; 3 another format version; 10 and more: the worst
// kind of damage found (enum Damage).
constexpr int kFailed = 2;
constexpr int kOtherVersion = 3;

void print(const char* label, std::uint64_t value) {
  std::printf("%-24s %llu\n", label, static_cast<unsigned long long>(value));
}
void print(const char* label, const std::string& value) {
  std::printf("%-24s %s\n", label, value.c_str());
}

int failed(const Failure& failure) {
  std::fprintf(stderr, "cachectl: %s: %s\n", std::string(name_of(failure.code)).c_str(),
               failure.detail.c_str());
  if (failure.code == FailureCode::store_in_use) {
    std::fprintf(stderr, "The terminal program has the outbox open. Stop it first.\n");
  }
  if (failure.code == FailureCode::store_version) return kOtherVersion;
  if (failure.code == FailureCode::data_damaged) return static_cast<int>(Damage::Structure);
  return kFailed;
}

int inspect(const std::string& folder) {
  const auto summary = summarize_store(folder);
  if (!summary) return failed(summary.error());
  const Counts& counts = summary->ledger.counts;
  print("instance", to_string(summary->identity.instance));
  print("terminal key", to_hex(summary->identity.terminal_key_id));
  print("created", to_rfc3339(summary->identity.created));
  print("saved", counts.saved);
  print("sent", counts.sent);
  print("confirmed", counts.confirmed);
  print("quarantined", counts.quarantined);
  print("last seq", counts.last_seq);
  print("audit entries", summary->ledger.audit.seq);
  print("audit head", to_hex(summary->ledger.audit.hash));
  std::printf("\n%-12s %-16s %-32s %-12s %10s %14s\n", "day", "class", "type", "state", "events",
              "sealed bytes");
  for (const EventGroup& group : summary->events) {
    std::printf("%-12s %-16s %-32s %-12s %10llu %14llu\n", group.day.c_str(),
                group.retention_class.c_str(), group.type.c_str(),
                std::string(name_of(group.state)).c_str(),
                static_cast<unsigned long long>(group.count),
                static_cast<unsigned long long>(group.sealed_bytes));
  }
  for (const QuarantineGroup& group : summary->quarantined) {
    print("quarantined because", group.reason + " " + std::to_string(group.count));
  }
  for (const std::string& key : summary->class_days) print("class-day key", key);
  for (const std::string& name : summary->local_names) print("local state", name);
  return 0;
}

Result<std::vector<Finding>> examine(const std::string& folder, const std::string& keys_folder,
                                     const std::string& data_folder) {
  if (keys_folder.empty()) return examine_store(folder);
  PosixFiles files;
  SystemRandom random;
  // Opening needs no recovery key, but keys know theirs: the one that was pinned at enrolment.
  DK_TRY(enrolled, load_enrolment(data_folder, files));
  DK_TRY(keys, open_file_keys(files, random, keys_folder, enrolled.recovery_spki, false));
  return examine_store(folder, keys.get());
}

int verify(const std::string& folder, const std::string& keys_folder,
           const std::string& data_folder) {
  const auto findings = examine(folder, keys_folder, data_folder);
  if (!findings) return failed(findings.error());
  for (const Finding& finding : *findings) std::printf("%s\n", finding.text.c_str());
  std::printf("%s\n", findings->empty() ? "whole" : "damaged");
  return findings->empty() ? 0 : static_cast<int>(findings->front().kind);
}

int rotate(const std::string& folder) {
  PosixFiles files;
  SystemRandom random;
  const SystemClock clock;
  const auto enrolled = load_enrolment(folder, files);
  if (!enrolled) return failed(enrolled.error());
  const Status done = rotate_terminal_key({files, random, clock, folder, enrolled->recovery_spki});
  if (!done) return failed(done.error());
  std::printf("The terminal key was changed. The old one is gone.\n");
  return 0;
}

int stats(const std::string& folder) {
  const auto sizes = measure_store(folder);
  if (!sizes) return failed(sizes.error());
  print("database bytes", sizes->database_bytes);
  print("wal bytes", sizes->wal_bytes);
  print("reserve bytes", sizes->reserve_bytes);
  print("events", sizes->events);
  print("sealed bytes", sizes->sealed_bytes);
  print("audit entries", sizes->audit_entries);
  print("free pages", sizes->free_pages);
  print("most tries", sizes->most_tries);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Looks into a terminal's outbox.", "cachectl"};
  app.require_subcommand(1);
  std::string data;
  std::string keys;
  bool image = false;
  const auto command = [&](const char* name, const char* help) {
    CLI::App* sub = app.add_subcommand(name, help);
    sub->add_option("--data", data, "the terminal's data folder")->required();
    return sub;
  };
  const auto reading = [&](const char* name, const char* help) {
    CLI::App* sub = command(name, help);
    sub->add_flag("--image", image, "work on a copy (always done where nothing can be written)");
    return sub;
  };
  const CLI::App* inspect_command =
      reading("inspect", "identity, counters, events by day, class, type and state");
  CLI::App* verify_command =
      reading("verify",
              "is it what was written? exit 0 whole, 2 not looked at, 3 another version, "
              "10 structure, 11 missing row, 12 missing key, 13 audit chain, "
              "14 counters, 15 sealed content, 16 wrong key");
  verify_command->add_option("--keys", keys, "folder of terminal.key: open every record as well");
  reading("stats", "sizes");
  const CLI::App* rotate_command =
      command("rotate-terminal-key", "a new terminal key for everything on this disk");
  CLI11_PARSE(app, argc, argv);
  if (rotate_command->parsed()) return rotate(data);

  std::string folder = data;
  std::optional<StoreCopy> copy;
  if (image || is_read_only(data)) {
    auto made = StoreCopy::make(data);
    if (!made) return failed(made.error());
    copy.emplace(std::move(*made));
    folder = copy->folder();
  }
  if (inspect_command->parsed()) return inspect(folder);
  if (verify_command->parsed()) return verify(folder, keys, data);
  return stats(folder);
}
