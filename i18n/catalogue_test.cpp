#include "i18n/catalogue.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace dk::i18n {
namespace {

const std::string kFile = DK_BIN_DIR "/../share/i18n/zh-CN/LC_MESSAGES/district-kiosk.mo";

std::vector<char> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class TempFile {
 public:
  TempFile()
      : path_(std::filesystem::temp_directory_path() /
              ("dk_catalogue_" + std::to_string(::getpid()) + ".mo")) {}
  ~TempFile() { std::filesystem::remove(path_); }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  Result<std::shared_ptr<const Catalogue>> open(const std::vector<char>& bytes) const {
    std::ofstream(path_, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return open_catalogue(path_);
  }

 private:
  std::filesystem::path path_;
};

TEST(Catalogue, words_of_a_good_file) {
  const auto catalogue = open_catalogue(kFile);
  ASSERT_TRUE(catalogue) << catalogue.error().detail;
  EXPECT_STREQ((*catalogue)->find("label.tube"), "管号");
  EXPECT_EQ((*catalogue)->find("label.tubes"), nullptr);
  EXPECT_EQ((*catalogue)->find(""), nullptr);
}

TEST(Catalogue, file_is_missing) {
  EXPECT_EQ(open_catalogue("/nowhere/x.mo").error().code, FailureCode::not_found);
}

TEST(Catalogue, folder_in_place_of_the_file) {
  const auto opened = open_catalogue(std::filesystem::temp_directory_path());
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().code, FailureCode::not_found);
}

TEST(Catalogue, update_cut_short_by_a_power_cut) {
  const auto whole = read_file(kFile);
  ASSERT_TRUE(is_sound_mo(whole));
  for (std::size_t length = 0; length < whole.size(); length += 1 + length / 64) {
    EXPECT_FALSE(is_sound_mo(std::span(whole).first(length))) << length;
  }
  const TempFile file;
  const auto opened = file.open({whole.begin(), whole.begin() + 1000});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, FailureCode::data_damaged);
  EXPECT_EQ(file.open({}).error().code, FailureCode::data_damaged);
}

TEST(Catalogue, every_byte_of_the_tables_flipped) {
  const auto whole = read_file(kFile);
  const TempFile file;
  int read = 0;
  for (std::size_t i = 0; i < 2'000 && i < whole.size(); ++i) {
    auto damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x7F);
    if (!is_sound_mo(damaged)) continue;
    // Still inside its bounds: some word may be wrong, but nothing is read past the end.
    if (const auto catalogue = file.open(damaged)) {
      (void)(*catalogue)->find("label.tube");
      (void)(*catalogue)->find("failure.internal.citizen");
      ++read;
    }
  }
  std::printf("%d damaged files could still be read\n", read);
}

}  // namespace
}  // namespace dk::i18n
