"""A shift of invented people with names, numbers, telephones and free texts that occur nowhere else.
The terminal crashes (SIGSEGV) at seeded random steps and comes back. Then everything that it left is
searched for them: data folder, temporary folder, working folder, cores, logs, the emulators'
sockets and logs, and the district's folder. `marker_test.py BIN [SEED [CRASHES]]`.

Left out by name: the emulated printer's tickets. They are the paper; what may stand on paper is the
label's own test. The people's file itself is the test's and lies outside of what is searched.
"""

import json
import pathlib
import random
import sys
import tempfile
import time

import sweep
from crashing import Crashing, machine_leaves_cores
from hall import PIN, ROOT, Hall, tube_code

SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20221118
CRASHES = int(sys.argv[3]) if len(sys.argv) > 3 else 5
# Characters that stand in no text of ours.
RARE = "龘靐齉爩鱻麤灪籲鸞驫麣纛鬱虪齾黌鑪驪鸝灩"


class CrashingHall(Crashing, Hall):
    pass


def invent(dice, folder):
    """The catalogue's people with names that are nobody's."""
    people = json.loads((ROOT / "assets/persons/persons.json").read_text(encoding="utf-8"))
    words = {}
    for person in people["persons"]:
        person["name"] = "".join(dice.sample(RARE, 4))
        words[person["id"]] = [person["name"]]
        if len(person["document_number"]) >= 15:
            words[person["id"]].append(person["document_number"])
    file = folder / "people.json"
    file.write_text(json.dumps(people, ensure_ascii=False), encoding="utf-8")
    return file, words


def scanned_texts(dice):
    """Codes of others: an address with a telephone and a free text in it, a bare free text."""
    for number in range(4):
        telephone = f"1990000{dice.randrange(10000):04d}"
        note = "".join(dice.sample(RARE, 6))
        yield f"https://example.invalid/q?tel={telephone}&note={note}", [telephone, note]
        note = "".join(dice.sample(RARE, 7))
        yield f"{note}-{number}", [note]


def maybe_crash(hall, dice, crash_at, step):
    if step not in crash_at:
        return
    time.sleep(dice.random() * 0.15)  # anywhere between the last byte and well after the answer
    hall.crash()
    hall.start_kiosk()
    hall.sign_in()
    while hall.state()["alert"]:  # a label that was being printed
        hall.kiosk.ask(cmd="tap", target="sampling.alert.ack")
        time.sleep(0.1)


def shift(hall, dice, words):
    persons = [p for p in words if p not in ("P27", "P34", "P35", "P40", "P41")]
    planted = words["P41"][:1]  # the roster names the sampler
    steps = [("person", p) for p in dice.sample(persons, 14)]
    steps += [("text", text) for text in scanned_texts(dice)]
    dice.shuffle(steps)
    crash_at = set(dice.sample(range(len(steps)), min(CRASHES, len(steps))))
    serial = 0
    for step, (kind, what) in enumerate(steps):
        if hall.state()["tube"]["code"] == "":
            serial += 1
            hall.scan(tube_code("LH1122", serial))
            hall.wait(path="/tube/code", equals=tube_code("LH1122", serial))
        if step == len(steps) // 3:
            hall.kiosk.must(cmd="network", plugged=False)
        if step == 2 * len(steps) // 3:
            hall.kiosk.must(cmd="network", plugged=True)
        before = hall.state()["tube"]["count"]
        text, marks = (hall.code_of(what), words[what]) if kind == "person" else what
        planted += marks + ([text[-40:]] if kind == "person" else [])
        hall.scan(text)
        if step not in crash_at:
            hall.wait(path="/last/position", equals=before + 1)
        maybe_crash(hall, dice, crash_at, step)
    return planted


def main():
    dice = random.Random(SEED)
    print(f"seed {SEED}, {CRASHES} crashes", flush=True)
    with tempfile.TemporaryDirectory(prefix="markers-") as private:
        private = pathlib.Path(private)
        people, words = invent(dice, private)
        proved = sweep.prove_that_it_finds(private / "planted", ["龘靐齉爩", "440309194905209540"])
        print(f"ok the search finds {proved} planted forms, bare and in three kinds of stream",
              flush=True)
        cores = machine_leaves_cores(private / "control")
        with CrashingHall(sys.argv[1]) as hall:
            hall.run("district", "init", "--dir", hall.district_dir, "--demo-pins",
                     "--seed-persons", people, "--now", hall.clock)
            hall.serve_district()
            hall.enrol_terminal()
            hall.start_emulators()
            hall.start_kiosk()
            hall.sign_in()
            planted = shift(hall, dice, words)
            # Once more while it runs, with a person on the screen.
            for when in ("while it runs", "after the last crash"):
                found, files = sweep.look([hall.folder], planted, leave_out=[hall.tickets])
                assert not found, (when, found[:10])
                if when == "while it runs":
                    hall.crash()
            left = sorted(p.name for p in hall.cwd.iterdir())
            assert left == [], f"left in the working folder: {left}"
            print(f"ok {len(planted)} markers in {len(sweep.forms(planted[0]))} forms: none in "
                  f"{files} files; {CRASHES + 1} crashes left no core "
                  f"({'another program leaves one' if cores else 'this machine leaves none at all'})",
                  flush=True)
            assert PIN  # signed in with it; six digits are too few to search for


main()
