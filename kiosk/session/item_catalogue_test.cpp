#include "kiosk/session/item_catalogue.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "flows/engine/bundle.h"

namespace dk::kiosk {
namespace {

const std::string kId = "senior-allowance";

class ItemCatalogueTest : public ::testing::Test {
 protected:
  // As the build packs it.
  static engine::Files files() {
    PosixFiles disk;
    const auto bytes = disk.read(DK_BIN_DIR "/../share/catalogue/senior-allowance.bundle",
                                 engine::kMaxBundleBytes);
    return engine::read_bundle(bytes.value()).value().files;
  }
  static cache::ItemBundle bundle(const engine::Files& files, std::uint64_t version = 1) {
    auto content = engine::write_bundle(files).value();
    const auto digest = crypto::sha256(content);
    return {kId, version, digest, std::make_shared<const Bytes>(std::move(content))};
  }
  static engine::Files with(const std::string& file, const std::string& from,
                            const std::string& to) {
    engine::Files changed = files();
    std::string& text = changed.at(file);
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    return changed;
  }
  static engine::Files second() { return with("item.toml", "version = 1", "version = 2"); }
  void take(std::vector<cache::ItemBundle> items) {
    cache::Snapshot snapshot;
    snapshot.items = std::move(items);
    catalogue_.take(snapshot);
  }

  ItemCatalogue catalogue_;
};

TEST_F(ItemCatalogueTest, an_item_came_with_the_sync) {
  EXPECT_TRUE(catalogue_.items().empty());
  take({bundle(files())});
  ASSERT_EQ(catalogue_.items().size(), 1u);
  EXPECT_EQ(catalogue_.find(kId)->version, 1u);
  EXPECT_EQ(catalogue_.find("another"), nullptr);
  EXPECT_TRUE(catalogue_.refused().empty());
}

TEST_F(ItemCatalogueTest, the_same_item_again_is_not_read_again) {
  take({bundle(files())});
  const auto first = catalogue_.find(kId);
  take({bundle(files())});
  EXPECT_EQ(catalogue_.find(kId), first);
}

TEST_F(ItemCatalogueTest, a_new_version_came_while_a_case_was_running) {
  take({bundle(files())});
  const auto running = catalogue_.find(kId);
  take({bundle(second(), 2)});
  EXPECT_EQ(catalogue_.find(kId)->version, 2u);
  EXPECT_EQ(running->version, 1u);
  EXPECT_FALSE(running->facts.empty());
}

TEST_F(ItemCatalogueTest, an_item_that_is_not_whole_leaves_the_version_before) {
  take({bundle(files())});
  engine::Files broken = second();
  broken.erase("confirm.form");
  take({bundle(broken, 2)});
  EXPECT_EQ(catalogue_.find(kId)->version, 1u);
  ASSERT_EQ(catalogue_.refused().size(), 1u);
  EXPECT_EQ(catalogue_.refused()[0].id, kId);
  EXPECT_EQ(catalogue_.refused()[0].version, 2u);
  EXPECT_FALSE(catalogue_.refused()[0].finding.message.empty());
  // Still so after the next pass, and mended by the next version.
  take({bundle(broken, 2)});
  EXPECT_EQ(catalogue_.find(kId)->version, 1u);
  EXPECT_EQ(catalogue_.refused().size(), 1u);
  take({bundle(with("item.toml", "version = 1", "version = 3"), 3)});
  EXPECT_EQ(catalogue_.find(kId)->version, 3u);
  EXPECT_TRUE(catalogue_.refused().empty());
}

TEST_F(ItemCatalogueTest, a_first_version_that_is_not_whole_is_not_offered) {
  take({bundle(with("decision.dmn", "</definitions>", ""))});
  EXPECT_TRUE(catalogue_.items().empty());
  EXPECT_EQ(catalogue_.find(kId), nullptr);
  ASSERT_EQ(catalogue_.refused().size(), 1u);
  EXPECT_EQ(catalogue_.refused()[0].finding.file, "decision.dmn");
}

TEST_F(ItemCatalogueTest, a_bundle_under_another_name_or_version_is_refused) {
  cache::ItemBundle renamed = bundle(files());
  renamed.id = "other";
  cache::ItemBundle later = bundle(files(), 2);
  cache::ItemBundle no_bundle{"noise", 1, {}, std::make_shared<const Bytes>(to_bytes("noise"))};
  take({renamed, later, no_bundle});
  EXPECT_TRUE(catalogue_.items().empty());
  EXPECT_EQ(catalogue_.refused().size(), 3u);
}

TEST_F(ItemCatalogueTest, an_item_that_the_district_took_away_is_gone) {
  take({bundle(files())});
  const auto running = catalogue_.find(kId);
  take({});
  EXPECT_TRUE(catalogue_.items().empty());
  EXPECT_EQ(running->id, kId);
}

}  // namespace
}  // namespace dk::kiosk
