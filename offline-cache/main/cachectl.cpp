// cachectl: what lies in a terminal's outbox, for engineers. Reads only and needs no keys, so it
// can print no personal data: none is clear.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "base/clock.h"
#include "offline-cache/outbox/inspect.h"

namespace {

using namespace dk;
using namespace dk::cache;

constexpr int kDamaged = 1;
constexpr int kFailed = 2;

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

int verify(const std::string& folder) {
  const auto findings = verify_store(folder);
  if (!findings) return failed(findings.error());
  for (const std::string& finding : *findings) std::printf("%s\n", finding.c_str());
  std::printf("%s\n", findings->empty() ? "whole" : "damaged");
  return findings->empty() ? 0 : kDamaged;
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
  CLI::App app{"Looks into a terminal's outbox; changes nothing and needs no keys.", "cachectl"};
  app.require_subcommand(1);
  std::string folder;
  const auto command = [&](const char* name, const char* help) {
    CLI::App* sub = app.add_subcommand(name, help);
    sub->add_option("--data", folder, "the terminal's data folder")->required();
    return sub;
  };
  const CLI::App* inspect_command =
      command("inspect", "identity, counters, events by day, class, type and state");
  const CLI::App* verify_command = command(
      "verify", "structure, counters, record layouts, audit chain; exit 0 whole, 1 damaged");
  command("stats", "sizes");
  CLI11_PARSE(app, argc, argv);
  if (inspect_command->parsed()) return inspect(folder);
  if (verify_command->parsed()) return verify(folder);
  return stats(folder);
}
