"""A terminal dies with 500 events that it never sent. Its disk gives each of them to the district
exactly once, also when half of them had arrived and when the disk is read twice; a spare terminal
with keys of its own opens nothing of it.
"""

import json
import shutil
import sqlite3
import sys

import thief
from hall import Hall, tube_code

EVENTS = 500


def waiting(hall):
    return hall.state()["counters"]["waiting"]


def register_until(hall, wanted, number):
    """Strangers' codes, one each: the district shall resolve them later."""
    while waiting(hall) < wanted:
        state = hall.state()
        if state["tube"]["code"] == "":
            serial = number // 10 + 1
            hall.scan(tube_code("LH1122", serial))
            hall.wait(path="/tube/code", equals=tube_code("LH1122", serial))
            continue
        number += 1
        count = state["tube"]["count"]
        hall.scan(f"https://example.invalid/t/{number:06d}")
        if count + 1 < state["tube"]["capacity"]:
            hall.wait(path="/tube/count", equals=count + 1)
        else:
            hall.wait(path="/tube/code", equals="")
    return number


def copy_disk(hall, name):
    hall.kill_kiosk()
    thief.copy(hall.data, hall.folder / name)
    return hall.folder / name


def import_disk(hall, disk):
    return json.loads(hall.run("district", "import", "--disk", disk, "--dir",
                               hall.district_dir).stdout)


def offline(hall):
    hall.kiosk.must(cmd="network", plugged=False)
    hall.wait(path="/online", equals=False)
    hall.sign_in()


def main():
    with Hall(sys.argv[1]) as hall:
        hall.open()
        hall.wait(path="/stage", equals="ScanBadge")
        offline(hall)
        number = register_until(hall, EVENTS // 2, 0)
        half_of_it = waiting(hall)
        half = copy_disk(hall, "half")
        # The district is not there any more: the network cannot come back by itself.
        hall.kill("district", 15)
        hall.start_kiosk()
        hall.sign_in()
        register_until(hall, EVENTS, number)
        all_of_it = waiting(hall)
        whole = copy_disk(hall, "whole")
        shutil.rmtree(hall.data)  # it is dead
        hall.serve_district()

        events = {str(seq): bytes(id_) for seq, id_ in sqlite3.connect(whole / "outbox.db").execute(
            "SELECT seq, id FROM event")}
        assert len(events) == all_of_it >= EVENTS, (len(events), all_of_it)
        first = import_disk(hall, half)
        assert (first["found"], first["accepted"]) == (half_of_it, half_of_it), first
        second = import_disk(hall, whole)
        assert second["found"] == all_of_it, second
        assert second["duplicate"] == half_of_it, second
        assert second["accepted"] == all_of_it - half_of_it, second
        assert not second["unreadable"] and not second["rejected"], second
        again = import_disk(hall, whole)
        assert (again["accepted"], again["duplicate"]) == (0, all_of_it), again
        ledger = hall.ledger()
        assert ledger["events"] == all_of_it and ledger["alarms"] == [], ledger["alarms"]
        ids = [r["id"] for r in ledger["registrations"]]
        assert len(ids) == len(set(ids))
        here = {id_.hex() for id_ in events.values()}
        assert {i.replace("-", "") for i in ids} <= here
        print(f"ok {all_of_it} unsent events of a dead terminal: each once, from two copies of the "
              f"disk and read three times", flush=True)

        spare = Hall(sys.argv[1], folder=hall.folder / "spare", terminal="LH-TS-0009",
                     district=hall)
        with spare:
            spare.enrol_terminal()
            spare.start_emulators()
            spare.start_kiosk()
            spare.wait(path="/stage", equals="ScanBadge", timeout_ms=30000)
            spare.kill_kiosk()
            for file in spare.data.glob("outbox.db*"):
                file.unlink()
            for file in whole.glob("outbox.db*"):
                shutil.copy2(file, spare.data)
            spare.start_kiosk()
            spare.wait(path="/not_ready_why", equals="key_missing")
            spare.kill_kiosk()
            verified = spare.run("cachectl", "verify", "--data", whole, "--keys",
                                 spare.data / "keys", check=False)
            assert verified.returncode != 0 and "key" in verified.stdout + verified.stderr, verified
        print("ok a spare terminal opens nothing of it: key_missing", flush=True)


main()
