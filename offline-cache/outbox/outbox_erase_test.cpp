// Erasure, and what a thief of the disk can read.
#include <iconv.h>
#include <sqlite3.h>

#include <algorithm>
#include <fstream>

#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/outbox_test_support.h"
#include "offline-cache/wire/sealed_record.h"

namespace dk::cache {
namespace {

Bytes content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

// Names of the files under `folder` that hold `needle`.
std::vector<std::string> files_with(const std::string& folder, ByteView needle) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const Bytes content = content_of(entry.path());
    if (std::search(content.begin(), content.end(), needle.begin(), needle.end()) !=
        content.end()) {
      found.push_back(entry.path().filename());
    }
  }
  return found;
}

Bytes converted(const std::string& text, const char* encoding) {
  const iconv_t converter = ::iconv_open(encoding, "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) std::abort();
  std::string in = text;
  std::string out(text.size() * 4, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size();
  std::size_t to_left = out.size();
  if (::iconv(converter, &from, &from_left, &to, &to_left) != 0) std::abort();
  ::iconv_close(converter);
  out.resize(out.size() - to_left);
  return to_bytes(out);
}

// Every form in which a text could have slipped onto the disk.
std::vector<Bytes> forms_of(const std::string& text) {
  std::vector<Bytes> forms;
  for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"}) {
    const Bytes bytes = converted(text, encoding);
    forms.push_back(bytes);
    std::string hex = to_hex(bytes);
    forms.push_back(to_bytes(hex));
    std::ranges::transform(hex, hex.begin(),
                           [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    forms.push_back(to_bytes(hex));
    // Base64 depends on where the text starts: cut what the neighbours change.
    for (std::size_t before = 0; before < 3; ++before) {
      Bytes shifted(before, 0);
      shifted.insert(shifted.end(), bytes.begin(), bytes.end());
      const std::string base64 = to_base64(shifted);
      forms.push_back(to_bytes(base64.substr(before == 0 ? 0 : 4, (bytes.size() / 3 - 2) * 4)));
    }
  }
  // JSON's way of writing it.
  std::string escaped;
  const Bytes units = converted(text, "UTF-16BE");
  for (std::size_t i = 0; i + 1 < units.size(); i += 2) {
    escaped += "\\u" + to_hex(ByteView(units).subspan(i, 2));
  }
  forms.push_back(to_bytes(escaped));
  return forms;
}

Bytes wrapped_key(const std::string& folder, const std::string& day) {
  sqlite3* raw = nullptr;
  EXPECT_EQ(sqlite3_open_v2((folder + "/outbox.db").c_str(), &raw, SQLITE_OPEN_READONLY, nullptr),
            SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(raw, "SELECT wrapped FROM class_day_key WHERE day = ?", -1,
                               &statement, nullptr),
            SQLITE_OK);
  sqlite3_bind_text(statement, 1, day.c_str(), -1, SQLITE_TRANSIENT);
  Bytes out;
  if (sqlite3_step(statement) == SQLITE_ROW) {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, 0));
    out.assign(data, data + sqlite3_column_bytes(statement, 0));
  }
  sqlite3_finalize(statement);
  sqlite3_close(raw);
  return out;
}

TEST(OutboxErase, nothing_personal_in_clear_on_disk) {
  Desk desk;
  const std::string name = "龘靐齉爩鱻麤灪";  // no name, and found nowhere else
  const std::string number = "440309199913320017";
  // The search itself must be able to find what it searches for.
  {
    TemporaryFolder planted;
    for (const std::string& text : {name, number}) {
      std::vector<Bytes> forms = forms_of(text);
      for (std::size_t i = 0; i < forms.size(); ++i) {
        std::ofstream out(planted.path() + "/" + std::to_string(i), std::ios::binary);
        out << "before" << as_text(forms[i]) << "after";
      }
      for (const Bytes& form : forms) {
        ASSERT_GE(form.size(), 8u);
        ASSERT_FALSE(files_with(planted.path(), form).empty());
      }
    }
  }
  const auto expect_nothing = [&](const char* when) {
    for (const std::string& text : {name, number}) {
      for (const Bytes& form : forms_of(text)) {
        EXPECT_EQ(files_with(desk.folder.path(), form), std::vector<std::string>{}) << when;
      }
    }
  };
  auto outbox = desk.open().value();
  for (int i = 0; i < 20; ++i) {
    Append append = desk.registration(name + number, name + number);
    append.drafts[0].envelope.operator_id = number;
    ASSERT_TRUE(outbox->append(append));
  }
  expect_nothing("queued");
  std::vector<wire::EventAnswer> answers;
  const auto taken = outbox->take(15).value();
  for (const Pending& pending : taken) {
    ASSERT_NE(pending.json.find(number), std::string::npos);
    answers.push_back(answers.size() < 5 ? rejected(pending.id, name) : accepted(pending.id));
  }
  ASSERT_TRUE(outbox->settle(answers));
  expect_nothing("settled");
  outbox.reset();
  expect_nothing("closed");
}

TEST(OutboxErase, key_erased_only_after_confirmed) {
  Desk desk;
  auto outbox = desk.open().value();
  const Append sent = desk.registration();
  const Append late = desk.registration();
  ASSERT_TRUE(outbox->append(sent));
  ASSERT_TRUE(outbox->append(late));
  ASSERT_EQ(outbox->take(1).value().size(), 1u);
  ASSERT_TRUE(outbox->settle({accepted(sent.drafts[0].envelope.id)}));
  // Not yet over: yesterday's are kept one day.
  desk.clock.advance(std::chrono::days(1));
  ASSERT_TRUE(outbox->erase_expired({{"sampling", 1}}));
  EXPECT_EQ(outbox->counts().confirmed, 1u);
  // A year without network: the confirmed row goes, the key stays for the one that waits.
  desk.clock.advance(std::chrono::days(365));
  ASSERT_TRUE(outbox->erase_expired({{"sampling", 1}}));
  EXPECT_EQ(outbox->counts().confirmed, 0u);
  EXPECT_EQ(outbox->counts().saved, 1u);
  auto taken = outbox->take(10).value();
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken[0].id, late.drafts[0].envelope.id);
  ASSERT_TRUE(outbox->erase_expired({{"sampling", 1}}));  // sent is not confirmed
  ASSERT_TRUE(outbox->release());
  ASSERT_EQ(outbox->take(10).value().size(), 1u);
  ASSERT_TRUE(outbox->settle({accepted(taken[0].id)}));
  ASSERT_TRUE(outbox->erase_expired({{"sampling", 1}}));
  EXPECT_EQ(outbox->counts().confirmed, 0u);
  outbox.reset();
  EXPECT_TRUE(summarize_store(desk.folder.path())->class_days.empty());
  EXPECT_EQ(*verify_store(desk.folder.path()), std::vector<std::string>{});
}

TEST(OutboxErase, quarantined_event_keeps_its_key) {
  Desk desk;
  auto outbox = desk.open().value();
  const Append person = desk.registration();
  ASSERT_TRUE(outbox->append(person));
  ASSERT_EQ(outbox->take(1).value().size(), 1u);
  ASSERT_TRUE(outbox->settle({rejected(person.drafts[0].envelope.id, "schema_unknown")}));
  desk.clock.advance(std::chrono::days(400));
  ASSERT_TRUE(outbox->erase_expired({{"sampling", 14}}));
  EXPECT_EQ(outbox->counts().quarantined, 1u);
  outbox.reset();
  EXPECT_EQ(summarize_store(desk.folder.path())->class_days.size(), 1u);
}

TEST(OutboxErase, classes_without_a_time_are_kept) {
  Desk desk;
  auto outbox = desk.open().value();
  const Append person = desk.registration();
  ASSERT_TRUE(outbox->append(person));
  ASSERT_EQ(outbox->take(1).value().size(), 1u);
  ASSERT_TRUE(outbox->settle({accepted(person.drafts[0].envelope.id)}));
  desk.clock.advance(std::chrono::days(400));
  ASSERT_TRUE(outbox->erase_expired({{"something-else", 0}}));
  EXPECT_EQ(outbox->counts().confirmed, 1u);
  EXPECT_FALSE(outbox->erase_expired({{"sampling", -1}}));
}

// Many days make the key table split and move its rows: their old places must be clean too.
TEST(OutboxErase, key_leaves_no_copy_in_free_pages) {
  Desk desk;
  std::vector<std::string> days;
  {
    auto outbox = desk.open().value();
    for (int day = 0; day < 120; ++day) {
      const Append person = desk.registration(std::to_string(day));
      ASSERT_TRUE(outbox->append(person));
      ASSERT_EQ(outbox->take(1).value().size(), 1u);
      ASSERT_TRUE(outbox->settle({accepted(person.drafts[0].envelope.id)}));
      days.push_back(china_day(desk.clock.now()));
      desk.clock.advance(std::chrono::days(1));
    }
  }
  std::map<std::string, Bytes> keys;
  for (const std::string& day : days) {
    keys[day] = wrapped_key(desk.folder.path(), day);
    ASSERT_FALSE(files_with(desk.folder.path(), keys[day]).empty()) << day;
  }
  auto outbox = desk.open().value();
  ASSERT_TRUE(outbox->erase_expired({{"sampling", 10}}));
  // While it is open: the WAL is part of what a thief gets.
  for (std::size_t i = 0; i < days.size(); ++i) {
    const bool kept = i >= 110;
    EXPECT_EQ(files_with(desk.folder.path(), keys[days[i]]).empty(), !kept) << days[i];
  }
  EXPECT_EQ(outbox->counts().confirmed, 10u);
  EXPECT_EQ(outbox->local_state("desk").value(), "119");
}

// Whoever has the disk and the terminal key tries the day's key at every offset of every file.
TEST(OutboxErase, erased_key_opens_nowhere_although_the_terminal_key_is_known) {
  Desk desk;
  std::vector<std::string> days;
  {
    auto outbox = desk.open().value();
    for (int day = 0; day < 3; ++day) {
      const Append person = desk.registration();
      ASSERT_TRUE(outbox->append(person));
      ASSERT_EQ(outbox->take(1).value().size(), 1u);
      ASSERT_TRUE(outbox->settle({accepted(person.drafts[0].envelope.id)}));
      days.push_back(china_day(desk.clock.now()));
      desk.clock.advance(std::chrono::days(1));
    }
  }
  const Bytes intact = wrapped_key(desk.folder.path(), days[0]);
  const Bytes key_id = desk.keys->terminal_key_id();
  const auto places_where_it_opens = [&](const std::string& day) {
    int places = 0;
    for (const auto& entry : std::filesystem::directory_iterator(desk.folder.path())) {
      const Bytes content = content_of(entry.path());
      // The name of the terminal key may be overwritten while the box behind it is not.
      const std::size_t box = intact.size() - key_id.size();
      for (std::size_t at = 0; at + box <= content.size(); ++at) {
        if (content[at] != intact[key_id.size()]) continue;  // a box begins with its algorithm
        Bytes wrapped = key_id;
        append(wrapped, ByteView(content).subspan(at, box));
        if (desk.keys->unwrap("class-day/1|sampling|" + day, wrapped)) ++places;
      }
    }
    return places;
  };
  for (const std::string& day : days) EXPECT_GT(places_where_it_opens(day), 0) << day;
  const Bytes erased = wrapped_key(desk.folder.path(), days[0]);
  auto outbox = desk.open().value();
  ASSERT_TRUE(outbox->erase_expired({{"sampling", 2}}));
  EXPECT_EQ(places_where_it_opens(days[0]), 0);
  EXPECT_GT(places_where_it_opens(days[1]), 0);
  EXPECT_GT(places_where_it_opens(days[2]), 0);
  for (std::size_t at = 0; at + 16 <= erased.size(); ++at) {
    EXPECT_TRUE(files_with(desk.folder.path(), ByteView(erased).subspan(at, 16)).empty()) << at;
  }
  outbox.reset();
  EXPECT_EQ(*verify_store(desk.folder.path()), std::vector<std::string>{});
  EXPECT_EQ(*verify_store(desk.folder.path(), desk.keys.get()), std::vector<std::string>{});
}

TEST(OutboxErase, overwritten_local_state_dies_with_the_day) {
  Desk desk;
  const auto local_key = [&] {
    sqlite3* raw = nullptr;
    EXPECT_EQ(sqlite3_open((desk.folder.path() + "/outbox.db").c_str(), &raw), SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(raw, "SELECT wrapped FROM local_key", -1, &statement, nullptr);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, 0));
    Bytes out(data, data + sqlite3_column_bytes(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(raw);
    return out;
  };
  ASSERT_TRUE(desk.open().value()->append({{}, {{"desk", "list of people"}}, {}}));
  const Bytes before = local_key();
  auto outbox = desk.open().value();
  ASSERT_TRUE(outbox->erase_expired({{"sampling", 1}}));
  EXPECT_TRUE(files_with(desk.folder.path(), before).empty());
  EXPECT_EQ(outbox->local_state("desk").value(), "list of people");
}

// The mainboard is dead: the district opens the disk with its recovery key and nothing else.
TEST(OutboxErase, district_recovers_unsent_events_without_the_terminal_key) {
  Desk desk;
  const Append confirmed = desk.registration();
  const Append unsent = desk.registration();
  {
    auto outbox = desk.open().value();
    ASSERT_TRUE(outbox->append(confirmed));
    ASSERT_TRUE(outbox->append(unsent));
    ASSERT_EQ(outbox->take(1).value().size(), 1u);
    ASSERT_TRUE(outbox->settle({accepted(confirmed.drafts[0].envelope.id)}));
  }
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open((desk.folder.path() + "/outbox.db").c_str(), &raw), SQLITE_OK);
  sqlite3_stmt* rows = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(raw,
                               "SELECT e.seq, e.id, e.type, e.class, e.day, s.record, "
                               "s.recovery_wrap FROM event e JOIN event_sealed s USING (seq) "
                               "ORDER BY e.seq",
                               -1, &rows, nullptr),
            SQLITE_OK);
  const auto blob = [&](int column) {
    return ByteView(static_cast<const std::uint8_t*>(sqlite3_column_blob(rows, column)),
                    static_cast<std::size_t>(sqlite3_column_bytes(rows, column)));
  };
  ASSERT_EQ(sqlite3_step(rows), SQLITE_ROW);
  EXPECT_EQ(sqlite3_column_type(rows, 6), SQLITE_NULL);  // confirmed: nothing to recover
  ASSERT_EQ(sqlite3_step(rows), SQLITE_ROW);
  const wire::RecordBinding binding{uuid_from_bytes(blob(1)).value(), 2,
                                    std::string(as_text(blob(2))), std::string(as_text(blob(3))),
                                    std::string(as_text(blob(4)))};
  auto opened = wire::open_with_recovery_key(binding, blob(5), blob(6), test_recovery_key());
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(wire::envelope_from_json(opened->text())->id, unsent.drafts[0].envelope.id);
  EXPECT_EQ(sqlite3_step(rows), SQLITE_DONE);
  sqlite3_finalize(rows);
  sqlite3_close(raw);
}

}  // namespace
}  // namespace dk::cache
