#include "flows/main/bundle_commands.h"

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>

#include "base/clock.h"
#include "base/crypto/crypto.h"
#include "base/files.h"
#include "flows/engine/bundle_signature.h"
#include "flows/main/item_folder.h"
#include "flows/main/rehearse.h"
#include "flows/main/whole_item.h"

namespace dk::flows {

namespace {

constexpr std::size_t kMaxKeyBytes = 64u << 10;

int complain(const std::string& message) {
  std::cerr << "flowctl: " << message << '\n';
  return 1;
}

int complain(const std::string& file, const Failure& failure) {
  return complain(file + ": " + std::string(name_of(failure.code)) +
                  (failure.detail.empty() ? "" : ": " + failure.detail));
}

std::string whole_path(const std::string& path) {
  return std::filesystem::absolute(path).lexically_normal().string();
}

bool lies_in(const std::string& folder, const std::string& file) {
  std::error_code error;
  const auto inside = std::filesystem::weakly_canonical(file, error)
                          .lexically_relative(std::filesystem::weakly_canonical(folder, error));
  return !inside.empty() && *inside.begin() != "..";
}

void print_bundle(const engine::Bundle& bundle, ByteView content) {
  std::cout << "id      " << bundle.id << "\nversion " << bundle.version << "\nsha256  "
            << to_hex(crypto::sha256(content)) << '\n';
}

int write(const std::string& file, ByteView bytes) {
  PosixFiles disk;
  const auto written = disk.write_atomic(whole_path(file), bytes);
  return written ? 0 : complain(file, written.error());
}

Result<crypto::PrivateKey> private_key(const std::string& file) {
  PosixFiles disk;
  DK_TRY(pem, disk.read_private(whole_path(file)));
  return crypto::PrivateKey::from_pem(pem.text());
}

Result<crypto::PublicKey> public_key(const std::string& file) {
  PosixFiles disk;
  DK_TRY(pem, disk.read(whole_path(file), kMaxKeyBytes));
  return crypto::PublicKey::from_pem(as_text(pem));
}

struct Change {
  std::string id;
  Verdict before;
  Verdict after;
};

std::string shown(const std::string& rule) { return rule.empty() ? "-" : rule; }

void print_changes(const std::vector<Change>& changes, std::size_t cases) {
  std::map<std::string, std::size_t> sums;
  for (const auto& [id, before, after] : changes) {
    const std::string way = before.outcome + " -> " + after.outcome;
    std::cout << id << "  " << way << "  " << shown(before.rule) << " -> " << shown(after.rule)
              << '\n';
    ++sums[way];
  }
  if (!changes.empty()) std::cout << '\n';
  const auto line = [](const std::string& what, std::size_t count) {
    std::cout << std::left << std::setw(28) << what << std::right << std::setw(8) << count << '\n';
  };
  for (const auto& [way, count] : sums) line(way, count);
  line("changed", changes.size());
  line("cases", cases);
}

}  // namespace

int pack_item(const std::string& folder, const std::string& out) {
  // It would be a file of the next bundle.
  if (lies_in(folder, out)) return complain(out + " lies in the folder that is packed");
  const auto files = read_item_folder(folder);
  if (!files) return print_findings({files.error()});
  const auto item = whole_item(*files);
  if (!item) return print_findings(item.error());
  const auto bytes = engine::write_bundle(*files);
  if (!bytes) return print_findings({bytes.error()});
  if (const int failed = write(out, *bytes)) return failed;
  print_bundle({(*item)->id, (*item)->version, {}}, *bytes);
  return 0;
}

int sign_item(const std::string& file, const std::string& key_file, const std::string& issued,
              const std::string& out) {
  const auto at = issued.empty() ? std::optional(SystemClock().now()) : from_rfc3339(issued);
  if (!at) return complain("--issued is no time like 2022-11-18T10:00:00+08:00");
  const auto key = private_key(key_file);
  if (!key) return complain(key_file, key.error());
  PosixFiles disk;
  const auto bytes = disk.read(whole_path(file), engine::kMaxBundleBytes);
  if (!bytes) return complain(file, bytes.error());
  const auto bundle = engine::read_bundle(*bytes);
  if (!bundle) return print_findings({bundle.error()});
  const auto item = whole_item(bundle->files);
  if (!item) return print_findings(item.error());
  const auto signed_bytes = engine::sign_bundle(*bytes, to_unix_seconds(*at), *key);
  if (!signed_bytes) return complain(file, signed_bytes.error());
  if (const int failed = write(out, *signed_bytes)) return failed;
  print_bundle(*bundle, *bytes);
  std::cout << "object  " << to_hex(crypto::sha256(*signed_bytes)) << ", " << signed_bytes->size()
            << " bytes\n";
  return 0;
}

int verify_item(const std::string& file, const std::string& key_file) {
  const auto key = public_key(key_file);
  if (!key) return complain(key_file, key.error());
  PosixFiles disk;
  const auto bytes = disk.read(whole_path(file), engine::kMaxSignedBundleBytes);
  if (!bytes) return complain(file, bytes.error());
  if (!engine::looks_signed(*bytes)) return complain(file + " is not signed");
  const auto opened = engine::verify_signed_bundle(*bytes, *key);
  if (!opened) return complain(file, opened.error());
  print_bundle(opened->bundle, opened->content);
  std::cout << "signer  " << to_hex(opened->key_id) << "\nissued  "
            << to_rfc3339(from_unix_ms(opened->issued_s * 1'000)) << '\n';
  return 0;
}

int rehearse_item(const std::string& path, const std::string& cases_file, const std::string& was) {
  const auto item = load_whole(path);
  if (!item) return print_findings(item.error());
  std::shared_ptr<const engine::Item> before;
  if (!was.empty()) {
    auto loaded = load_whole(was);
    if (!loaded) return print_findings(loaded.error());
    before = std::move(*loaded);
    if (before->id != (*item)->id) return complain(was + " is another item, not its version");
  }
  std::ifstream in(cases_file, std::ios::binary);
  if (!in) return complain("cannot read " + cases_file);
  std::vector<Change> changes;
  std::size_t cases = 0;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    const std::string place = cases_file + " line " + std::to_string(number);
    auto past = read_past_case(line);
    if (!past) return complain(place + " " + past.error());
    if (before == nullptr && past->recorded.outcome.empty()) {
      return complain(place + " has no outcome, and there is no --was");
    }
    ++cases;
    Verdict old = before == nullptr ? past->recorded : rehearse(*before, *past);
    Verdict now = rehearse(**item, *past);
    if (differs(old, now)) {
      changes.push_back({std::move(past->id), std::move(old), std::move(now)});
    }
  }
  if (in.bad()) return complain("cannot read " + cases_file);
  if (cases == 0) return complain(cases_file + " holds no case");
  print_changes(changes, cases);
  return changes.empty() ? 0 : kChanged;
}

}  // namespace dk::flows
