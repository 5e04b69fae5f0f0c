#include "i18n/catalogue.h"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <cstdint>
#include <exception>
#include <fstream>
#include <locale>
#include <vector>

namespace dk::i18n {
namespace {

constexpr std::size_t kMostBytes = std::size_t{8} << 20;
constexpr std::uint32_t kMagic = 0x950412de;

using Messages = boost::locale::message_format<char>;

class MoCatalogue : public Catalogue {
 public:
  // Takes the facet over: a std::locale owns its facets.
  explicit MoCatalogue(Messages* facet)
      : owner_(std::locale::classic(), facet), messages_(std::use_facet<Messages>(owner_)) {}

  const char* find(const std::string& key) const override {
    if (key.empty()) return nullptr;  // the header of the file
    try {
      return messages_.get(0, nullptr, key.c_str());
    } catch (const std::exception&) {
      return nullptr;
    }
  }

 private:
  std::locale owner_;
  const Messages& messages_;
};

// 32 bits, little-endian: msgfmt writes so on every machine that we run on.
class Words {
 public:
  explicit Words(std::span<const char> file) : file_(file) {}
  // The caller has checked that `offset` + 4 is inside.
  std::uint64_t at(std::uint64_t offset) const {
    std::uint64_t value = 0;
    for (std::size_t i = 4; i-- > 0;) {
      value = value << 8 | static_cast<unsigned char>(file_[offset + i]);
    }
    return value;
  }
  bool holds(std::uint64_t offset, std::uint64_t bytes) const {
    return offset <= file_.size() && bytes <= file_.size() - offset;
  }
  bool sound_strings(std::uint64_t table, std::uint64_t count) const {
    if (!holds(table, 8 * count)) return false;
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto length = at(table + 8 * i);
      const auto offset = at(table + 8 * i + 4);
      if (!holds(offset, length + 1) || file_[offset + length] != '\0') return false;
    }
    return true;
  }

 private:
  std::span<const char> file_;
};

Result<std::vector<char>> read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return fail(FailureCode::not_found, path);
  const auto size = static_cast<std::streamoff>(file.tellg());
  if (size < 0) return fail(FailureCode::io_error, path);
  if (static_cast<std::uint64_t>(size) > kMostBytes) {
    return fail(FailureCode::data_damaged, path + ": too large");
  }
  std::vector<char> bytes(static_cast<std::size_t>(size));
  file.seekg(0);
  file.read(bytes.data(), size);
  if (!file) return fail(FailureCode::io_error, path);
  return bytes;
}

}  // namespace

bool is_sound_mo(std::span<const char> file) {
  constexpr std::uint64_t kHeader = 28;
  const Words words(file);
  if (!words.holds(0, kHeader) || words.at(0) != kMagic || words.at(4) != 0) return false;
  const auto count = words.at(8);
  const auto keys = words.at(12);
  const auto texts = words.at(16);
  const auto hash_size = words.at(20);
  const auto hash = words.at(24);
  if (count == 0 || !words.sound_strings(keys, count) || !words.sound_strings(texts, count)) {
    return false;
  }
  // The reader divides by hash_size - 2.
  if (hash_size < 3 || !words.holds(hash, 4 * hash_size)) return false;
  for (std::uint64_t i = 0; i < hash_size; ++i) {
    if (words.at(hash + 4 * i) > count) return false;
  }
  return true;
}

Result<std::map<std::string, std::string, std::less<>>> read_mo(std::span<const char> file) {
  if (file.size() > kMostBytes || !is_sound_mo(file)) return fail(FailureCode::data_damaged, "mo");
  const Words words(file);
  const auto text = [&](std::uint64_t table, std::uint64_t i) {
    const auto entry = words.at(table) + 8 * i;
    return std::string(file.data() + words.at(entry + 4), words.at(entry));
  };
  std::map<std::string, std::string, std::less<>> entries;
  for (std::uint64_t i = 0; i < words.at(8); ++i) {
    std::string key = text(12, i);
    if (!key.empty() && key.find('\0') == std::string::npos) {
      entries.emplace(std::move(key), text(16, i));
    }
  }
  return entries;
}

Result<std::shared_ptr<const Catalogue>> open_catalogue(const std::string& path) {
  DK_TRY(bytes, read_whole(path));
  if (!is_sound_mo(bytes)) return fail(FailureCode::data_damaged, path);

  boost::locale::gnu_gettext::messages_info info;
  info.language = "any";  // with the callback below only a part of a file name that nobody opens
  info.encoding = "UTF-8";
  info.domains.emplace_back("district-kiosk");
  info.paths.emplace_back(".");
  info.callback = [&bytes](const std::string&, const std::string&) { return bytes; };
  try {
    auto* facet = boost::locale::gnu_gettext::create_messages_facet<char>(info);
    if (facet == nullptr) return fail(FailureCode::data_damaged, path);
    return std::make_shared<MoCatalogue>(facet);
  } catch (const std::exception& error) {
    return fail(FailureCode::data_damaged, path + ": " + error.what());
  }
}

}  // namespace dk::i18n
