#include "district/recovery_import.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/log.h"
#include "district/chains.h"
#include "offline-cache/wire/sealed_record.h"

namespace dk::district {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kOutboxApplicationId = 0x444b4f42;  // "DKOB"
constexpr std::int64_t kOutboxFormatVersion = 2;

// A private folder that goes away with its owner. What is copied there is sealed anyway.
class WorkingCopy {
 public:
  static Result<std::unique_ptr<WorkingCopy>> make(const std::string& dir,
                                                   const std::string& disk) {
    std::string pattern = dir + "/import-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) return fail(FailureCode::io_error, "mkdtemp");
    std::unique_ptr<WorkingCopy> copy(new WorkingCopy(pattern));
    std::error_code error;
    if (!fs::copy_file(disk + "/outbox.db", copy->database(), error)) {
      return fail(FailureCode::not_found, disk + "/outbox.db cannot be copied");
    }
    // The log is part of the data; only a cleanly closed database has none.
    const std::string log = disk + "/outbox.db-wal";
    if (fs::exists(log, error) && !fs::copy_file(log, copy->database() + "-wal", error)) {
      return fail(FailureCode::io_error, log + " cannot be copied");
    }
    return copy;
  }
  ~WorkingCopy() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  WorkingCopy(const WorkingCopy&) = delete;
  WorkingCopy& operator=(const WorkingCopy&) = delete;
  [[nodiscard]] std::string database() const { return folder_ + "/outbox.db"; }

 private:
  explicit WorkingCopy(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
};

Status check_format(Database& outbox) {
  DK_TRY(application, outbox.query("PRAGMA application_id", {}));
  DK_TRY(version, outbox.query("PRAGMA user_version", {}));
  if (application.at(0).integer(0) != kOutboxApplicationId) {
    return fail(FailureCode::data_damaged, "this is not an outbox");
  }
  if (version.at(0).integer(0) != kOutboxFormatVersion) {
    return fail(FailureCode::store_version, "outbox of another format version");
  }
  return {};
}

struct Recovered {
  std::uint64_t seq = 0;
  std::string line;
  const Row* row = nullptr;
};

Result<Recovered> recover(const Row& row, const crypto::PrivateKey& key) {
  const auto id = uuid_from_bytes(row.blob(1));
  if (!id) return fail(FailureCode::data_damaged, "event id");
  const wire::RecordBinding binding{*id, static_cast<std::uint64_t>(row.integer(0)), row.text(2),
                                    row.text(3), row.text(4)};
  DK_TRY(plain, wire::open_with_recovery_key(binding, row.blob(5), row.blob(6), key));
  return Recovered{binding.seq, std::string(plain.text()), &row};
}

// The site that the terminal was enrolled for; events of strangers are not taken.
Result<std::string> site_of(Database& database, const std::string& terminal) {
  DK_TRY(rows, database.query("SELECT site FROM terminal WHERE id=?", {terminal}));
  if (rows.empty()) return fail(FailureCode::not_found, "the terminal was never enrolled here");
  return rows[0].text(0);
}

// Whose record is below the floor is known only when it is open: the disk names its terminal
// inside.
Status drop_below_floor(Gateway& gateway, const std::string& site,
                        std::vector<Recovered>& recovered, ImportSummary& summary) {
  const auto policy = gateway.objects().policy_of_site(site, gateway.root());
  if (!policy) {
    // A site that was never described has no floor.
    if (policy.error().code == FailureCode::not_found) return {};
    return std::unexpected(policy.error());
  }
  std::erase_if(recovered, [&](const Recovered& one) {
    const Status counts = wire::check_algorithms(one.row->blob(5), one.row->blob(6), *policy);
    if (counts) return false;
    summary.unreadable.push_back({one.seq, std::string(name_of(counts.error().code))});
    return true;
  });
  return {};
}

Status accept_all(Gateway& gateway, std::vector<Recovered>& recovered, ImportSummary& summary) {
  DK_TRY(site, site_of(gateway.database(), summary.terminal));
  DK_CHECK(drop_below_floor(gateway, site, recovered, summary));
  for (std::size_t from = 0; from < recovered.size(); from += wire::kMaxBatchEvents) {
    const std::size_t to = std::min(recovered.size(), from + wire::kMaxBatchEvents);
    std::vector<std::string> lines;
    for (std::size_t i = from; i < to; ++i) lines.push_back(recovered[i].line);
    DK_TRY(answers, gateway.acceptance().accept(summary.terminal, site, lines));
    for (std::size_t i = 0; i < answers.size(); ++i) {
      switch (answers[i].result) {
        case wire::EventResult::Accepted:
          ++summary.accepted;
          break;
        case wire::EventResult::Duplicate:
          ++summary.duplicate;
          break;
        case wire::EventResult::Rejected:
          summary.rejected.push_back({recovered[from + i].seq, answers[i].reason});
          break;
      }
    }
  }
  return {};
}

// The chain on the disk beside what is countersigned of it (FORMAT.md section 8).
Result<std::string> compare_chain(Database& outbox, Database& database) {
  DK_TRY(store, outbox.query("SELECT instance FROM store", {}));
  const auto instance = store.empty() ? std::nullopt : uuid_from_bytes(store[0].blob(0));
  if (!instance) return fail(FailureCode::data_damaged, "the store's identity is not readable");
  DK_TRY(countersigned, last_countersigned(database, *instance));
  if (!countersigned) return std::string("not_countersigned");
  const auto seq = static_cast<std::int64_t>(countersigned->seq);
  DK_TRY(entries, outbox.query("SELECT hash FROM audit_entry WHERE seq=?", {seq}));
  if (entries.empty()) return std::string(seq == 0 ? "continues" : "older");
  return std::string(entries[0].blob(0) == countersigned->hash ? "continues" : "differs");
}

nlohmann::json to_array(const std::vector<ImportSummary::Trouble>& troubles) {
  auto out = nlohmann::json::array();
  for (const auto& trouble : troubles) {
    out.push_back({{"seq", trouble.seq}, {"reason", trouble.reason}});
  }
  return out;
}

}  // namespace

Result<ImportSummary> import_disk(Gateway& gateway, Files& files, const std::string& disk) {
  DK_TRY(pem, files.read_private(gateway.layout().offline_key("recovery")));
  DK_TRY(key, crypto::PrivateKey::from_pem(pem.text()));
  DK_TRY(copy, WorkingCopy::make(gateway.layout().dir, disk));
  DK_TRY(outbox, Database::open(copy->database(), OpenAs::Existing));
  DK_CHECK(check_format(*outbox));
  DK_TRY(rows, outbox->query("SELECT e.seq, e.id, e.type, e.class, e.day, s.record, "
                             "s.recovery_wrap FROM event e JOIN event_sealed s USING (seq) "
                             "WHERE e.state <> 2 OR s.recovery_wrap IS NOT NULL ORDER BY e.seq",
                             {}));
  ImportSummary summary;
  summary.found = static_cast<std::int64_t>(rows.size());
  std::vector<Recovered> recovered;
  for (const Row& row : rows) {
    auto one = recover(row, key);
    if (!one) {
      summary.unreadable.push_back(
          {static_cast<std::uint64_t>(row.integer(0)), std::string(name_of(one.error().code))});
      continue;
    }
    const auto event = wire::envelope_from_json(one->line);
    if (!event) {
      summary.unreadable.push_back({one->seq, std::string(name_of(event.error().code))});
      continue;
    }
    // The disk names its terminal only inside what is sealed. Lines of another terminal are
    // rejected by the acceptance.
    if (summary.terminal.empty()) summary.terminal = event->terminal;
    recovered.push_back(std::move(*one));
  }
  if (!recovered.empty()) DK_CHECK(accept_all(gateway, recovered, summary));
  DK_TRY(chain, compare_chain(*outbox, gateway.database()));
  summary.chain = chain;
  log::info(
      "disk_imported",
      {{"found", summary.found}, {"accepted", summary.accepted}, {"duplicate", summary.duplicate}});
  return summary;
}

std::string to_json(const ImportSummary& summary) {
  return nlohmann::json{{"terminal", summary.terminal},
                        {"chain", summary.chain},
                        {"found", summary.found},
                        {"accepted", summary.accepted},
                        {"duplicate", summary.duplicate},
                        {"rejected", to_array(summary.rejected)},
                        {"unreadable", to_array(summary.unreadable)}}
      .dump(2);
}

}  // namespace dk::district
