// examine_store(): is the outbox what was written? Each check looks for one kind of damage and goes
// on after what it finds, so that one look names everything.
#include <algorithm>

#include "offline-cache/outbox/head_seal.h"
#include "offline-cache/outbox/inspect.h"
#include "offline-cache/outbox/inspect_chain.h"
#include "offline-cache/outbox/key_ring.h"
#include "offline-cache/wire/sealed_record.h"

namespace dk::cache {
namespace {

constexpr std::size_t kKeyIdBytes = 8;

Result<std::uint64_t> number(Database& database, std::string_view sql) {
  Query row = database.query(sql);
  DK_CHECK(row.one_row());
  return row.unsigned_integer(0);
}

// `each` for every row; a row that cannot be read is damage of the structure, which is found apart.
template <class Each>
Status for_rows(const Check& check, std::string_view sql, Each each) {
  Query rows = check.database.query(sql);
  while (!check.enough()) {
    DK_TRY(row, rows.step());
    if (!row) return {};
    each(rows);
  }
  return {};
}

Status check_structure(const Check& check) {
  // SQLite keeps the text that made a table or an index as it was written.
  const std::string& schema = outbox_format().schema;
  DK_CHECK(for_rows(check, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL",
                    [&](const Query& row) {
                      if (schema.find(row.text(1)) != std::string::npos) return;
                      check.found(Damage::Structure,
                                  "structure: " + row.text(0) + " is not as this format has it");
                    }));
  return for_rows(check, "PRAGMA integrity_check(20)", [&](const Query& row) {
    if (row.text(0) != "ok") check.found(Damage::Structure, "structure: " + row.text(0));
  });
}

Status check_rows(const Check& check, const Counts& counts) {
  DK_CHECK(for_rows(check,
                    "SELECT seq FROM event LEFT JOIN event_sealed USING (seq) WHERE record IS NULL",
                    [&](const Query& row) {
                      check.found(Damage::RowMissing,
                                  "record " + row.text(0) + ": is missing, its event is there");
                    }));
  DK_CHECK(for_rows(check,
                    "SELECT s.seq FROM event_sealed s LEFT JOIN event e ON e.seq = s.seq "
                    "WHERE e.id IS NULL",
                    [&](const Query& row) {
                      check.found(Damage::RowMissing,
                                  "event " + row.text(0) + ": is missing, its record is there");
                    }));
  DK_CHECK(check_events_against_chain(check));
  DK_TRY(highest, number(check.database, "SELECT coalesce(max(seq), 0) FROM event"));
  if (highest > counts.last_seq) {
    check.found(Damage::Counters, "counters: an event is newer than last_seq");
  }
  return {};
}

Status check_counters(const Check& check, const Counts& counts) {
  const std::uint64_t expected[] = {counts.saved, counts.sent, counts.confirmed,
                                    counts.quarantined};
  for (int state = 0; state < 4; ++state) {
    Query row = check.database.query("SELECT count(*) FROM event WHERE state = ?");
    DK_CHECK(row.bind(1, state).one_row());
    if (row.unsigned_integer(0) == expected[state]) continue;
    check.found(Damage::Counters, "counters: " + std::to_string(row.unsigned_integer(0)) +
                                      " events " +
                                      std::string(name_of(static_cast<EventState>(state))) +
                                      ", the counter says " + std::to_string(expected[state]));
  }
  return {};
}

// The clear head of a wrapped key names the terminal key under which it lies.
void check_wrapped_by(const Check& check, const std::string& what, ByteView wrapped,
                      ByteView key_id) {
  if (wrapped.size() <= kKeyIdBytes) {
    check.found(Damage::Record, what + ": the wrapped key is too short");
  } else if (!std::ranges::equal(wrapped.first(kKeyIdBytes), key_id)) {
    check.found(Damage::WrongKey, what + ": wrapped by terminal key " +
                                      to_hex(wrapped.first(kKeyIdBytes)) +
                                      ", the store belongs to " + to_hex(key_id));
  }
}

Status check_keys(const Check& check, const StoreIdentity& identity) {
  DK_CHECK(for_rows(check, "SELECT class, day, wrapped FROM class_day_key", [&](const Query& row) {
    check_wrapped_by(check, "class-day key " + row.text(0) + " " + row.text(1), row.blob(2),
                     identity.terminal_key_id);
  }));
  bool local = false;
  DK_CHECK(for_rows(check, "SELECT wrapped FROM local_key", [&](const Query& row) {
    local = true;
    check_wrapped_by(check, "local-state key", row.blob(0), identity.terminal_key_id);
  }));
  DK_TRY(seal, load_seal_key(check.database));
  check_wrapped_by(check, "key of the seal", seal, identity.terminal_key_id);
  DK_TRY(pieces, number(check.database, "SELECT count(*) FROM local_state"));
  if (pieces > 0 && !local) check.found(Damage::KeyMissing, "local-state key: is missing");
  return for_rows(check,
                  "SELECT DISTINCT e.class, e.day FROM event e LEFT JOIN class_day_key k ON "
                  "k.class = e.class AND k.day = e.day WHERE k.wrapped IS NULL",
                  [&](const Query& row) {
                    check.found(Damage::KeyMissing, "class-day key " + row.text(0) + " " +
                                                        row.text(1) + ": is missing");
                  });
}

Status check_records(const Check& check) {
  return for_rows(check,
                  "SELECT e.seq, e.state, s.record, s.recovery_wrap FROM event e "
                  "JOIN event_sealed s ON s.seq = e.seq ORDER BY e.seq",
                  [&](const Query& row) {
                    const std::string which = "record " + row.text(0) + ": ";
                    if (auto parts = wire::parse_sealed_record(row.blob(2)); !parts) {
                      check.found(Damage::Record, which + parts.error().detail);
                    }
                    if (row.integer(1) == static_cast<int>(EventState::Confirmed)) return;
                    if (auto wrap = wire::parse_recovery_wrap(row.blob(3)); !wrap) {
                      check.found(Damage::Record, which + wrap.error().detail);
                    }
                  });
}

// The seal over the one-row tables: nobody without the terminal key moves the head back.
Status check_seal(const Check& check, const StoreIdentity& identity, const StoredLedger& stored,
                  Keys& keys) {
  DK_TRY(wrapped, load_seal_key(check.database));
  const auto key = keys.unwrap(seal_key_context(identity.instance), wrapped);
  if (!key) {
    check.found(Damage::Record, "seal: its key does not open");
  } else if (const Status fits = check_head_seal(key->view(), identity, stored); !fits) {
    check.found(Damage::ChainBroken, "seal: " + fits.error().detail);
  }
  return {};
}

// With the terminal's keys: does everything open?
Status open_everything(const Check& check, Keys& keys) {
  SystemRandom random;
  KeyRing ring(keys, random);
  std::vector<ClassDay> closed;
  DK_CHECK(for_rows(check, "SELECT class, day FROM class_day_key", [&](const Query& row) {
    ClassDay of{row.text(0), row.text(1)};
    if (auto key = ring.class_day(check.database, of); !key) {
      check.found(Damage::Record, "class-day key " + of.first + " " + of.second +
                                      ": does not open, " + key.error().detail);
      closed.push_back(std::move(of));
    }
  }));
  DK_CHECK(
      for_rows(check,
               "SELECT e.seq, e.id, e.type, e.class, e.day, s.record FROM event e "
               "JOIN event_sealed s ON s.seq = e.seq "
               "JOIN class_day_key k ON k.class = e.class AND k.day = e.day ORDER BY e.seq",
               [&](const Query& row) {
                 const ClassDay of{row.text(3), row.text(4)};
                 if (std::ranges::find(closed, of) != closed.end()) return;
                 const auto key = ring.class_day(check.database, of);
                 const auto id = uuid_from_bytes(row.blob(1));
                 const std::string which = "record " + row.text(0) + ": ";
                 if (!id)
                   return check.found(Damage::Record, which + "the event's id is not readable");
                 if (!key) return;
                 const auto json = wire::open_with_day_key(
                     {*id, row.unsigned_integer(0), row.text(2), of.first, of.second}, row.blob(5),
                     key->view());
                 if (!json)
                   check.found(Damage::Record, which + "does not open, " + json.error().detail);
               }));
  return for_rows(check, "SELECT name FROM local_state", [&](const Query& row) {
    const std::string name = row.text(0);
    if (auto value = ring.get_local(check.database, name); !value) {
      check.found(Damage::Record,
                  "local state " + name + ": does not open, " + value.error().detail);
    }
  });
}

Status examine(const Check& check, Keys* keys) {
  DK_CHECK(check_structure(check));
  const auto identity = load_identity(check.database);
  const auto stored = load_ledger(check.database);
  if (!identity || !stored) {
    const Failure& why = identity ? stored.error() : identity.error();
    check.found(Damage::RowMissing, "identity or counters: " + why.detail);
    return {};
  }
  const Ledger& ledger = stored->ledger;
  DK_CHECK(check_rows(check, ledger.counts));
  DK_CHECK(check_counters(check, ledger.counts));
  DK_CHECK(check_keys(check, *identity));
  DK_CHECK(check_records(check));
  const Status chain = verify_chain(check.database, ledger.audit);
  if (!chain && chain.error().code != FailureCode::chain_broken) return chain;
  if (!chain) check.found(Damage::ChainBroken, "audit chain: " + chain.error().detail);
  DK_CHECK(check_receipt_against_chain(check, ledger.audit));
  if (keys == nullptr) return {};
  if (keys->terminal_key_id() != identity->terminal_key_id) {
    check.found(Damage::WrongKey,
                "this disk belongs to terminal key " + to_hex(identity->terminal_key_id) +
                    ", the key that was given is " + to_hex(keys->terminal_key_id()));
    return {};
  }
  DK_CHECK(check_seal(check, *identity, *stored, *keys));
  return open_everything(check, *keys);
}

}  // namespace

Result<std::vector<Finding>> examine_store(const std::string& folder, Keys* keys) {
  DK_TRY(database, open_store_for_reading(outbox_path(folder), outbox_format()));
  std::vector<Finding> findings;
  const Status looked = examine({database, findings}, keys);
  // What breaks off the look is damage too, unless the disk itself does not answer.
  if (!looked && looked.error().code != FailureCode::data_damaged) {
    return std::unexpected(looked.error());
  }
  if (!looked) findings.push_back({Damage::Structure, "structure: " + looked.error().detail});
  std::ranges::stable_sort(findings, {}, &Finding::kind);
  return findings;
}

Result<std::vector<std::string>> verify_store(const std::string& folder, Keys* keys) {
  DK_TRY(findings, examine_store(folder, keys));
  std::vector<std::string> lines;
  for (Finding& finding : findings) lines.push_back(std::move(finding.text));
  return lines;
}

}  // namespace dk::cache
