"""A terminal's disk in the hands of a thief. Every attack is really done to files that the real
programs made, without and with the stolen key file; each is found and named: by the terminal at its
start, by `cachectl verify`, or by the district when the terminal speaks to it. What cannot be found
is tested as well, so that docs/security.md says the truth about it.
"""

import contextlib
import difflib
import json
import random
import sqlite3
import sys
import time

import thief
from hall import Hall, tube_code
from scene import Scene, settle

SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20221118
UNSENT = 3

# A changed value here is not found, and harms nobody (docs/security.md).
NOBODY_LOOKS = {("event", "tries", "state = 0"), ("event", "tries", "state = 2"),
                ("event", "priority", "state = 2")}  # it is sent: its order means nothing now


def register(hall, tube, persons):
    hall.scan(tube)
    hall.wait(path="/tube/code", equals=tube)
    for position, person in enumerate(persons, 1):
        hall.scan(hall.code_of(person))
        hall.wait(path="/last/position", equals=position)


def seal_tube(hall):
    hall.kiosk.must(cmd="tap", target="sampling.seal")
    hall.wait(target="sampling.ask.yes")
    hall.kiosk.must(cmd="tap", target="sampling.ask.yes")
    hall.wait(path="/tube/code", equals="")
    hall.wait(path="/labels_owed", equals=0, timeout_ms=20000)


def a_shift(scene):
    hall = scene.hall
    hall.start_kiosk()
    hall.sign_in()
    register(hall, tube_code("LH1122", 1), ["P01", "P02", "P03", "P04"])
    settle(hall)
    hall.kill_kiosk()
    scene.keep("yesterday")
    hall.start_kiosk()
    hall.sign_in()
    for position, person in enumerate(["P05", "P06", "P07"], 5):
        hall.scan(hall.code_of(person))
        hall.wait(path="/last/position", equals=position)
    seal_tube(hall)
    settle(hall)
    hall.kiosk.must(cmd="network", plugged=False)
    hall.wait(path="/online", equals=False)
    register(hall, tube_code("LH1122", 2), ["P10", "P11"])
    waiting = hall.state()["counters"]["waiting"]
    assert waiting == UNSENT, waiting
    witness = hall.data / "keys" / "witness.box"
    last, give_up = time.time(), time.monotonic() + 100  # more than the longest pause
    while witness.stat().st_mtime <= last:  # a pass that fails notes it too
        assert time.monotonic() < give_up, "no pass noted the witness"
        time.sleep(0.1)
    hall.kill_kiosk()
    scene.keep("today")
    scene.keep_district()


def whole_store_is_whole(scene):
    with scene.attack():
        pass
    scene.verify_is_content()
    code, said = scene.verify(scene.hall.data, True)
    assert code == 0, said


def cut_tail(store, first):
    """Entries from `first` on, the events that they speak of, and all counters: consistent."""
    gone = [json.loads(text)["fields"]["seq"] for (text,) in store.all(
        "SELECT json FROM audit_entry WHERE seq >= ? AND event = 18", first)]
    for seq in gone:
        store.run("DELETE FROM event_sealed WHERE seq = ?", seq)
        store.run("DELETE FROM event WHERE seq = ?", seq)
    store.run("DELETE FROM audit_entry WHERE seq >= ?", first)
    store.run("UPDATE counter SET last_seq = last_seq - ?", len(gone))
    store.count_again()
    store.remake_chain()
    return len(gone)


def tail_cut_without_the_key(scene):
    with scene.attack() as store:
        first_unsent = store.one("SELECT min(seq) FROM event WHERE state = 0")[0]
        queued = store.one("SELECT min(seq) FROM audit_entry WHERE event = 18 AND "
                           "json_extract(json, '$.fields.seq') = ?", first_unsent)[0]
        assert cut_tail(store, queued) == UNSENT
    scene.verify_is_content()  # it is consistent; only the seal is not
    scene.verify_says("seal: ", keys=True)
    scene.start_says("chain_broken")


def countersigned_tail_cut_with_the_stolen_key(scene):
    with scene.attack() as store:
        assert cut_tail(store, 12) > UNSENT
        store.seal(scene.key_file())
    scene.verify_says("countersigned and gone")
    scene.start_says("chain_broken")


def uncountersigned_tail_cut_with_the_stolen_key(scene):
    def cut():
        with scene.attack() as store:
            first_unsent = store.one("SELECT min(seq) FROM event WHERE state = 0")[0]
            queued = store.one("SELECT min(seq) FROM audit_entry WHERE event = 18 AND "
                               "json_extract(json, '$.fields.seq') = ?", first_unsent)[0]
            cut_tail(store, queued)
            store.seal(scene.key_file())
    cut()
    scene.start_says("store_rolled_back")  # the witness saw more
    # With the witness removed too this is the limit: nobody else ever saw these entries.
    cut()
    (scene.hall.data / "keys" / "witness.box").unlink()
    scene.start_opens()
    settle(scene.hall)
    scene.hall.kill_kiosk()
    assert not scene.alarms(), scene.alarms()


def chain_made_anew_with_the_stolen_key(scene):
    def remake(store):
        changed = store.run("UPDATE audit_entry SET json = replace(json, '\"position\":1,', "
                            "'\"position\":9,') WHERE json LIKE '%\"position\":1,%'")
        assert changed >= 1
        store.remake_chain()
    with scene.attack() as store:
        remake(store)
        store.seal(scene.key_file())
    scene.verify_says("not the one that the district countersigned")
    scene.start_says("chain_broken")
    # He also throws away the receipt and the witness: then only the district knows.
    with scene.attack() as store:
        remake(store)
        store.run("DELETE FROM receipt")
        store.seal(scene.key_file())
    (scene.hall.data / "keys" / "witness.box").unlink()
    scene.start_opens()
    scene.district_says("checkpoint_forked")
    scene.hall.wait(path="/sync_trouble", equals="chain_forked", timeout_ms=20000)
    scene.hall.kill_kiosk()


def store_alone_from_yesterday(scene):
    with scene.attack():
        pass
    for suffix in ("", "-wal"):
        (scene.hall.data / f"outbox.db{suffix}").unlink(missing_ok=True)
        old = scene.shelf / "yesterday" / f"outbox.db{suffix}"
        if old.exists():
            target = scene.hall.data / f"outbox.db{suffix}"
            target.write_bytes(old.read_bytes())
            target.chmod(0o600)
    scene.start_says("store_rolled_back")


def whole_disk_from_yesterday(scene):
    with scene.attack("yesterday"):
        pass
    scene.start_opens()  # nothing on this disk can know
    scene.district_says("checkpoint_regressed", "report_seq_regressed")
    scene.hall.wait(path="/sync_trouble", equals="store_rolled_back", timeout_ms=20000)
    scene.hall.sign_in()
    for person in ("P21", "P22", "P23", "P25", "P26"):
        before = scene.hall.state()["tube"]["count"]
        scene.hall.scan(scene.hall.code_of(person))
        scene.hall.wait(path="/last/position", equals=before + 1)
    # Its numbers are used again for other people: nobody is lost, and it is named.
    scene.district_says("clone_suspected")
    scene.hall.kill_kiosk()


def cloned_disk_in_a_second_machine(scene):
    with scene.attack():
        pass
    hall = scene.hall
    with Hall(hall.bin, folder=hall.folder / "second", district=hall) as second:
        thief.copy(hall.data, second.data)
        second.clock_started = hall.clock_started
        second.config = hall.config
        second.start_emulators()
        scene.start_opens()
        hall.sign_in()
        second.start_kiosk()
        second.sign_in()
        for machine, persons in ((hall, ["P21", "P22"]), (second, ["P23", "P25", "P26", "P28"])):
            for person in persons:
                before = machine.state()["tube"]["count"]
                machine.scan(machine.code_of(person))
                machine.wait(path="/last/position", equals=before + 1)
        scene.district_says("clone_suspected")
        give_up = time.monotonic() + 20
        while not {m.state()["sync_trouble"] for m in (hall, second)} & {"chain_forked",
                                                                         "store_rolled_back"}:
            assert time.monotonic() < give_up, "neither machine says so"
            time.sleep(0.2)
        assert {"checkpoint_forked", "checkpoint_regressed"} & {k for k, _ in scene.alarms()}
        hall.wait(path="/counters/waiting", equals=0, timeout_ms=60000)
        second.wait(path="/counters/waiting", equals=0, timeout_ms=60000)
        registered = hall.ledger()["registrations"]
        assert len(registered) == 7 + 2 + 2 + 4, len(registered)  # nobody is lost
        second.kill_kiosk()
        hall.kill_kiosk()


def every_value_with_one_changed_bit(scene):
    with scene.attack() as store:
        tables = [name for (name,) in store.all(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        columns = [(table, row[1]) for table in tables
                   for row in store.all(f"PRAGMA table_info({table})") if row[1] != "one"]
    scratch = scene.hall.folder / "scratch"
    tried = 0
    for table, column in columns:
        wheres = {"event": ["state = 0", "state = 2"],
                  "event_sealed": [f"seq IN (SELECT seq FROM event WHERE state = {n})"
                                   for n in (0, 2)]}.get(table, ["1"])
        for where in wheres:
            thief.copy(scene.shelf / "today", scratch)
            with thief.Store(scratch) as store:
                if not store.one(f"SELECT 1 FROM {table} WHERE {where} AND {column} IS NOT NULL"):
                    continue
                store.change_bit(table, column, where)
            tried += 1
            code, said = scene.verify(scratch, True)
            found = code != 0
            assert found != ((table, column, where) in NOBODY_LOOKS), (table, column, where, code, said)
    assert tried > 35, tried
    return f"{tried} values"


def dump(path):
    """Every value but those of which nobody claims that they are looked at (NOBODY_LOOKS)."""
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1",
                                                uri=True)) as there:
            there.backup(db)
        db.execute("UPDATE event SET tries = 0, priority = CASE state WHEN 2 THEN 1 ELSE priority END")
        return "\n".join(line for line in db.iterdump() if line.startswith("INSERT"))


def any_byte_of_the_file(scene):
    """Found, or without any meaning: then every value reads as before."""
    with scene.attack():
        pass
    dice = random.Random(SEED)
    golden = (scene.hall.data / "outbox.db").read_bytes()
    before = dump(scene.hall.data / "outbox.db")
    scratch = scene.hall.folder / "scratch"
    thief.copy(scene.hall.data, scratch)
    target = scratch / "outbox.db"
    found = 0
    for _ in range(60):
        changed = bytearray(golden)
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
        target.write_bytes(changed)
        code, _ = scene.verify(scratch, True)
        if code != 0:
            found += 1
            continue
        after = dump(target)
        assert after == before, "\n".join(
            line for line in difflib.unified_diff(before.split("\n"), after.split("\n"), n=0))
    assert found > 10, found
    return f"{found} of 60 found, the others are free space"


def event_hidden_by_its_state(scene):
    def hide(store):
        seq = store.one("SELECT max(seq) FROM event WHERE state = 0")[0]
        store.run("UPDATE event SET state = 2 WHERE seq = ?", seq)
        return seq
    with scene.attack() as store:
        seq = hide(store)
    scene.verify_says(f"event {seq} is hidden")
    scene.start_says("data_damaged")
    with scene.attack() as store:
        hide(store)
        store.count_again()
    scene.verify_says(f"event {seq} is hidden")
    scene.start_says("chain_broken")
    # With the stolen key the terminal starts, and the district misses that number.
    with scene.attack() as store:
        hide(store)
        store.count_again()
        store.seal(scene.key_file())
    scene.verify_says(f"event {seq} is hidden")
    scene.start_opens()
    scene.district_says("seq_gap")
    assert ("seq_gap", str(seq)) in scene.alarms(), scene.alarms()
    scene.hall.kill_kiosk()
    # And what was hidden is not lost: its recovery wrap is still there.
    summary = json.loads(scene.hall.run("district", "import", "--disk", scene.hall.data, "--dir",
                                        scene.hall.district_dir).stdout)
    assert summary["accepted"] == 1 and summary["chain"] == "continues", summary


def nothing_opens_without_the_key_file(scene):
    with scene.attack():
        pass
    scene.key_file().unlink()
    scene.start_says("key_missing")
    shown = scene.hall.run("cachectl", "inspect", "--data", scene.hall.data).stdout
    assert "sampling.person_registered" in shown
    for secret in ("陈秀英", "440309194905209540", "S-0041", "LH1122"):
        assert secret not in shown, secret
    with scene.attack():
        pass
    key = bytearray(scene.key_file().read_bytes())
    key[-1] ^= 1
    scene.key_file().write_bytes(key)
    scene.start_says("key_missing")
    code, said = scene.verify(scene.hall.data, True)
    assert code != 0 and "key" in said, (code, said)


def main():
    print(f"seed {SEED}", flush=True)
    with Hall(sys.argv[1]) as hall:
        hall.init_district()
        hall.serve_district()
        hall.enrol_terminal()
        hall.start_emulators()
        scene = Scene(hall)
        a_shift(scene)
        for attack in (whole_store_is_whole, tail_cut_without_the_key,
                       countersigned_tail_cut_with_the_stolen_key,
                       uncountersigned_tail_cut_with_the_stolen_key,
                       chain_made_anew_with_the_stolen_key, store_alone_from_yesterday,
                       whole_disk_from_yesterday,
                       cloned_disk_in_a_second_machine, every_value_with_one_changed_bit,
                       any_byte_of_the_file,
                       event_hidden_by_its_state, nothing_opens_without_the_key_file):
            said = attack(scene)
            print(f"ok {attack.__name__}{': ' + said if said else ''}", flush=True)


main()
