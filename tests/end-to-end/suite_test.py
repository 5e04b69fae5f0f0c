"""A district founded with the second algorithm suite: SM2 signs roles, manifest, lists and codes, SM4
and SM3 seal and chain what lies on the terminal's disk. A tube, a cut network, a dead terminal.
"""

import json
import sqlite3
import sys

from hall import Hall, tube_code

BOX_SM4, SEALED_SM2, SM3 = 83, 2, -65539


def registered_with_codes_of_sm2(hall):
    hall.sign_in()
    hall.scan(tube_code("LH1122", 1))
    hall.wait(path="/tube/code", equals=tube_code("LH1122", 1))
    for n, person in enumerate(("P02", "P03", "P05"), start=1):
        hall.scan(hall.code_of(person))
        hall.wait(path="/last/position", equals=n)
    hall.wait(path="/counters/waiting", equals=0)
    assert len(hall.ledger()["registrations"]) == 3


def floor_that_would_lock_terminals_out_is_not_signed(hall):
    site = {"schema": "site/1", "site": "QH-01", "name": {"en": "Qinghu"}, "district": "440309",
            "population": 1, "tube": {"capacity": 10, "prefix": "LH", "check": "mod97",
                                      "min_length": 10, "max_length": 16},
            "undo_s": 60, "list_max_age_h": 12, "offline_max_h": 24, "manifest_max_age_h": 72,
            "services": {"sampling": True}, "devices": {},
            "algorithms": {"accept": ["international"], "write": "international"}}
    file = hall.folder / "site.json"
    file.write_text(json.dumps(site))
    refused = hall.run("district", "publish", "site", file, "--dir", hall.district_dir, "--at",
                       hall.now(), check=False)
    assert refused.returncode != 0 and "algorithm_refused" in refused.stderr, refused


def dead_terminal_gives_its_people_to_the_district(hall):
    hall.kiosk.must(cmd="network", plugged=False)
    hall.wait(path="/online", equals=False)
    for n, person in enumerate(("P06", "P07"), start=4):
        hall.scan(hall.code_of(person))
        hall.wait(path="/last/position", equals=n)
    hall.kill_kiosk()
    verified = hall.run("cachectl", "verify", "--data", hall.data)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    imported = json.loads(hall.run("district", "import", "--disk", hall.data, "--dir",
                                   hall.district_dir).stdout)
    assert imported["unreadable"] == [] and imported["rejected"] == [], imported
    assert len(hall.ledger()["registrations"]) == 5, imported


def nothing_on_the_disk_is_of_the_other_suite(hall):
    store = sqlite3.connect(hall.data / "outbox.db")
    for record, wrap in store.execute("SELECT record, recovery_wrap FROM event_sealed"):
        box = 3 + (record[1] << 8 | record[2])
        assert record[3] == BOX_SM4 and record[box] == BOX_SM4, record[:4].hex()
        assert wrap is None or wrap[9] == SEALED_SM2, wrap[:10].hex()
    for table in ("class_day_key", "local_key"):
        wraps = list(store.execute(f"SELECT wrapped FROM {table}"))
        assert wraps and all(wrapped[8] == BOX_SM4 for wrapped, in wraps), table
    assert list(store.execute("SELECT DISTINCT algorithm FROM audit_entry")) == [(SM3,)]
    store.close()


def main():
    with Hall(sys.argv[1]) as hall:
        hall.init_district("--suite", "shangmi")
        hall.serve_district()
        hall.enrol_terminal()
        hall.start_emulators()
        hall.start_kiosk()
        for scenario in (registered_with_codes_of_sm2,
                         floor_that_would_lock_terminals_out_is_not_signed,
                         dead_terminal_gives_its_people_to_the_district,
                         nothing_on_the_disk_is_of_the_other_suite):
            scenario(hall)
            print(f"ok {scenario.__name__}", flush=True)


main()
