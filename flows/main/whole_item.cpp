#include "flows/main/whole_item.h"

#include <filesystem>
#include <iostream>

#include "base/files.h"
#include "flows/engine/bundle_signature.h"
#include "flows/engine/check.h"
#include "flows/main/item_folder.h"

namespace dk::flows {

std::expected<engine::Files, engine::Finding> read_item(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return read_item_folder(path);
  const auto refused = [&](const Failure& failure) {
    return std::unexpected(
        engine::Finding{path, std::string(name_of(failure.code)), failure.detail});
  };
  PosixFiles disk;
  const auto bytes =
      disk.read(std::filesystem::absolute(path).string(), engine::kMaxSignedBundleBytes);
  if (!bytes) return refused(bytes.error());
  if (engine::looks_signed(*bytes)) {
    auto opened = engine::open_signed_bundle(*bytes);
    if (!opened) return refused(opened.error());
    return std::move(opened->bundle.files);
  }
  auto bundle = engine::read_bundle(*bytes);
  if (!bundle) return std::unexpected(std::move(bundle.error()));
  return std::move(bundle->files);
}

std::expected<std::shared_ptr<const engine::Item>, engine::Findings> whole_item(
    const engine::Files& files) {
  auto item = engine::Item::load(files);
  if (!item) return item;
  auto findings = engine::check(**item);
  if (!findings.empty()) return std::unexpected(std::move(findings));
  return item;
}

std::expected<std::shared_ptr<const engine::Item>, engine::Findings> load_whole(
    const std::string& path) {
  const auto files = read_item(path);
  if (!files) return std::unexpected(engine::Findings{files.error()});
  return whole_item(*files);
}

int print_findings(const engine::Findings& findings) {
  for (const engine::Finding& finding : findings) {
    std::cout << finding.file << (finding.element.empty() ? "" : ": ") << finding.element << ": "
              << finding.message << '\n';
  }
  std::cout << findings.size() << (findings.size() == 1 ? " finding\n" : " findings\n");
  return findings.empty() ? 0 : 1;
}

}  // namespace dk::flows
