// A dead terminal's disk, made here from the written format and not by the terminal's code.
#include "district/recovery_import.h"

#include <fstream>

#include "district/test_district.h"
#include "offline-cache/wire/sealed_record.h"

namespace dk::district::testing {
namespace {

constexpr const char* kOutboxSchema = R"sql(
PRAGMA application_id=1145786178;
PRAGMA user_version=2;
CREATE TABLE store(instance BLOB);
INSERT INTO store VALUES(x'0184a9d27c007a519f3b2d5e8c1f4a6b');
CREATE TABLE audit_entry(seq INTEGER PRIMARY KEY, hash BLOB);
CREATE TABLE event(seq INTEGER PRIMARY KEY, id BLOB UNIQUE, type TEXT, class TEXT, day TEXT,
  priority INTEGER, state INTEGER, tries INTEGER, reason TEXT);
CREATE TABLE event_sealed(seq INTEGER PRIMARY KEY, record BLOB, recovery_wrap BLOB);
)sql";

class Recovery : public District {
 protected:
  void SetUp() override {
    District::SetUp();
    (void)enrol();
    std::filesystem::create_directory(disk());
    auto outbox = Database::open(disk() + "/outbox.db", OpenAs::Create);
    ASSERT_TRUE(outbox);
    outbox_ = std::move(*outbox);
    ASSERT_TRUE(outbox_->script(kOutboxSchema));
    recovery_ = *crypto::PublicKey::from_spki(gateway_->recovery_spki());
  }
  void TearDown() override {
    outbox_.reset();
    District::TearDown();
  }
  [[nodiscard]] std::string disk() const { return folder_ + "/disk"; }

  // state: 0 saved, 1 sent, 2 confirmed
  void write(const wire::Envelope& event, std::int64_t state, bool keep_wrap = false) {
    write(event, state, keep_wrap, suite());
  }
  void write(const wire::Envelope& event, std::int64_t state, bool keep_wrap, crypto::Suite by) {
    const wire::RecordBinding binding{event.id, event.seq, event.type, "sampling", "2022-11-18"};
    const Bytes day_key = random_.bytes(32);  // nobody but the terminal has it
    const auto record =
        wire::make_sealed_record(binding, as_bytes(wire::to_json(event)), day_key,
                                 crypto::Sealer::to(recovery_).value(), random_, by);
    ASSERT_TRUE(record) << record.error().detail;
    const auto seq = static_cast<std::int64_t>(event.seq);
    ASSERT_TRUE(outbox_->run(
        "INSERT INTO event VALUES(?,?,?,'sampling','2022-11-18',1,?,0,NULL)",
        {seq, Bytes(event.id.bytes.begin(), event.id.bytes.end()), event.type, state}));
    Value wrap = nullptr;
    if (state != 2 || keep_wrap) wrap = record->recovery_wrap;
    ASSERT_TRUE(
        outbox_->run("INSERT INTO event_sealed VALUES(?,?,?)", {seq, record->record, wrap}));
  }
  std::unique_ptr<Database> outbox_;
  crypto::PublicKey recovery_;
};

TEST_F(Recovery, event_hidden_as_confirmed_is_found) {
  write(p02(1), 2);
  write(p03(2), 2, true);  // says confirmed, and nobody stripped it as a confirmation does
  const auto summary = import_disk(*gateway_, files_, disk());
  ASSERT_TRUE(summary) << summary.error().detail;
  EXPECT_EQ(summary->found, 1);
  EXPECT_EQ(summary->accepted, 1);
}

TEST_F(Recovery, disk_is_compared_with_what_was_countersigned) {
  write(p02(1), 0);
  EXPECT_EQ(import_disk(*gateway_, files_, disk())->chain, "not_countersigned");
  ASSERT_TRUE(gateway_->database().run(
      "INSERT INTO chain "
      "VALUES('LH-TS-0002',x'0184a9d27c007a519f3b2d5e8c1f4a6b',7,x'aa',x'',x'',0)",
      {}));
  EXPECT_EQ(import_disk(*gateway_, files_, disk())->chain, "older");
  ASSERT_TRUE(outbox_->run("INSERT INTO audit_entry VALUES(7,x'bb')", {}));
  EXPECT_EQ(import_disk(*gateway_, files_, disk())->chain, "differs");
  ASSERT_TRUE(outbox_->run("UPDATE audit_entry SET hash=x'aa'", {}));
  EXPECT_EQ(import_disk(*gateway_, files_, disk())->chain, "continues");
}

TEST_F(Recovery, main_board_died_before_the_network_came_back) {
  const auto confirmed = p02(1);
  const auto sent = p03(2);
  const auto saved = registration(3, 3, "黄亚妹", "440309193011189582");
  ASSERT_TRUE(push({confirmed, sent}));  // the answer to the second was lost
  write(confirmed, 2);
  write(sent, 1);
  write(saved, 0);
  const auto first = import_disk(*gateway_, files_, disk());
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_EQ(first->terminal, kTerminal);
  EXPECT_EQ(first->found, 2);
  EXPECT_EQ(first->accepted, 1);
  EXPECT_EQ(first->duplicate, 1);
  EXPECT_TRUE(first->rejected.empty());
  EXPECT_TRUE(first->unreadable.empty());
  const auto again = import_disk(*gateway_, files_, disk());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->accepted, 0);
  EXPECT_EQ(again->duplicate, 2);
  EXPECT_EQ(count("registration"), 3);
  EXPECT_EQ(outbox_->query("SELECT count(*) FROM event", {})->at(0).integer(0), 3);
}

TEST_F(Recovery, what_only_the_log_holds_is_found) {
  write(p02(1), 0);
  ASSERT_TRUE(std::filesystem::exists(disk() + "/outbox.db-wal"));
  const auto summary = import_disk(*gateway_, files_, disk());
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->accepted, 1);
}

TEST_F(Recovery, a_damaged_record_does_not_stop_the_others) {
  write(p02(1), 0);
  write(p03(2), 0);
  ASSERT_TRUE(outbox_->run("UPDATE event SET day='2022-11-19' WHERE seq=1", {}));
  const auto summary = import_disk(*gateway_, files_, disk());
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->accepted, 1);
  ASSERT_EQ(summary->unreadable.size(), 1u);
  EXPECT_EQ(summary->unreadable[0].seq, 1u);
  EXPECT_EQ(summary->unreadable[0].reason, "crypto_failed");
}

TEST_F(Recovery, a_record_below_the_floor_is_named_and_taken_when_the_site_lets_it_count) {
  const auto below =
      suite() == crypto::Suite::Shangmi ? crypto::Suite::International : crypto::Suite::Shangmi;
  write(p02(1), 0);
  write(p03(2), 0, false, below);
  const auto first = import_disk(*gateway_, files_, disk());
  ASSERT_TRUE(first) << first.error().detail;
  EXPECT_EQ(first->accepted, 1);
  ASSERT_EQ(first->unreadable.size(), 1u);
  EXPECT_EQ(first->unreadable[0].seq, 2u);
  EXPECT_EQ(first->unreadable[0].reason, "algorithm_refused");

  const auto object = gateway_->objects().newest(wire::kObjectSite, kSite, gateway_->root());
  auto site = wire::site_from_json(as_text(object->content));
  site->algorithms = {true, true, suite()};
  ASSERT_TRUE(gateway_->objects().publish(
      {std::string(wire::kObjectSite), kSite, to_bytes(wire::to_json(*site))}, gateway_->root(),
      files_, gateway_->layout()));
  const auto second = import_disk(*gateway_, files_, disk());
  ASSERT_TRUE(second);
  EXPECT_EQ(second->accepted, 1);
  EXPECT_EQ(second->duplicate, 1);
  EXPECT_TRUE(second->unreadable.empty());
}

TEST_F(Recovery, disks_of_this_format_version_are_read_and_no_other) {
  write(p02(1), 0);
  for (const auto& [version, known] :
       {std::pair{1, false}, std::pair{2, true}, std::pair{3, false}}) {
    const std::string pragma = "PRAGMA user_version=" + std::to_string(version);
    ASSERT_TRUE(outbox_->script(pragma.c_str()));
    const auto summary = import_disk(*gateway_, files_, disk());
    EXPECT_EQ(summary.has_value(), known) << version;
    if (!summary) {
      EXPECT_EQ(summary.error().code, FailureCode::store_version);
    }
  }
}

TEST_F(Recovery, the_disk_belongs_to_another_district) {
  write(p02(1), 0);
  const auto other = crypto::PrivateKey::generate_x25519();
  const auto pem = other->to_pem();
  ASSERT_TRUE(files_.write_private(Layout{dir()}.offline_key("recovery"), pem->view()));
  const auto summary = import_disk(*gateway_, files_, disk());
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->accepted, 0);
  ASSERT_EQ(summary->unreadable.size(), 1u);
  EXPECT_EQ(summary->unreadable[0].reason, "key_missing");
}

TEST_F(Recovery, a_terminal_that_was_never_enrolled_brings_nothing) {
  auto event = p02(1);
  event.terminal = "LH-TS-0099";
  write(event, 0);
  const auto summary = import_disk(*gateway_, files_, disk());
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, FailureCode::not_found);
}

TEST_F(Recovery, there_is_no_outbox_or_another_file) {
  outbox_.reset();
  EXPECT_EQ(import_disk(*gateway_, files_, folder_ + "/nowhere").error().code,
            FailureCode::not_found);
  std::filesystem::remove(disk() + "/outbox.db");
  std::ofstream(disk() + "/outbox.db") << "not a database at all, but long enough to be read";
  EXPECT_EQ(import_disk(*gateway_, files_, disk()).error().code, FailureCode::data_damaged);
}

TEST_F(Recovery, no_working_copy_is_left_behind) {
  write(p02(1), 0);
  ASSERT_TRUE(import_disk(*gateway_, files_, disk()));
  for (const auto& entry : std::filesystem::directory_iterator(dir())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("import-")) << entry.path();
  }
}

}  // namespace
}  // namespace dk::district::testing
