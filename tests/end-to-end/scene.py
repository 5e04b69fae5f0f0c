"""A hall whose terminal and district can be put back to how they were, so that one attack after the
other starts from the same disk; and what says that it found the attack.
"""

import contextlib
import sqlite3
import time

import thief


class Scene:
    """A hall whose terminal and district can be put back to how they were."""

    def __init__(self, hall):
        self.hall = hall
        self.shelf = hall.folder / "shelf"
        self.shelf.mkdir()

    def keep(self, name):
        thief.copy(self.hall.data, self.shelf / name)

    def put_back(self, name):
        thief.copy(self.shelf / name, self.hall.data)

    def keep_district(self):
        self.hall.kill("district", 15)
        thief.copy(self.hall.district_dir, self.shelf / "district")
        self.hall.serve_district()

    @contextlib.contextmanager
    def attack(self, name="today"):
        """The terminal's store as it was, open for the thief; the district as it was, too."""
        self.hall.kill("district", 15)
        thief.copy(self.shelf / "district", self.hall.district_dir)
        self.hall.serve_district()
        self.put_back(name)
        with thief.Store(self.hall.data) as store:
            yield store

    def key_file(self):
        return self.hall.data / "keys" / "terminal.key"

    # What finds it

    def start_says(self, code):
        self.hall.start_kiosk()
        try:
            self.hall.wait(path="/not_ready_why", equals=code)
        except AssertionError:
            raise AssertionError(f"wanted {code}: {self.hall.state()}") from None
        self.hall.kill_kiosk()

    def start_opens(self):
        self.hall.start_kiosk()
        self.hall.wait(path="/stage", equals="ScanBadge")

    def verify_says(self, words, keys=False):
        code, said = self.verify(self.hall.data, keys)
        assert code != 0 and words in said, (words, code, said)

    def verify_is_content(self):
        code, said = self.verify(self.hall.data, False)
        assert code == 0, said

    def verify(self, data, keys):
        more = ["--keys", self.hall.data / "keys"] if keys else []
        done = self.hall.run("cachectl", "verify", "--data", data, *more, check=False)
        return done.returncode, done.stdout + done.stderr

    def alarms(self):
        return {(a["kind"], a["detail"]) for a in self.hall.ledger()["alarms"]}

    def district_says(self, *kinds, patience_s=20):
        give_up = time.monotonic() + patience_s
        while True:
            found = {kind for kind, _ in self.alarms()}
            if set(kinds) <= found:
                return
            assert time.monotonic() < give_up, (kinds, self.alarms())
            time.sleep(0.2)


def countersigned(hall):
    with contextlib.closing(sqlite3.connect(f"file:{hall.district_dir}/district.db?mode=ro",
                                            uri=True)) as db:
        return db.execute("SELECT coalesce(max(seq), 0) FROM chain").fetchone()[0]


def settle(hall):
    """Until everything is handed over and the chain's end is countersigned."""
    hall.wait(path="/counters/waiting", equals=0, timeout_ms=60000)
    before, give_up = -1, time.monotonic() + 30
    while (now := countersigned(hall)) != before or now == 0:
        assert time.monotonic() < give_up, "the district countersigns nothing"
        before = now
        time.sleep(2.5)  # longer than a pass
