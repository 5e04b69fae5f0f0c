"""A visitor with a name, a number, a photo and words that occur nowhere else: card, code, search by
pinyin and by hand, a telephone number for a call back, a case to its end. After the goodbye the whole
memory of the terminal, which still runs, is searched for all of it; and after SIGSEGV at seeded
random steps everything that it left: data, temporary and working folder, cores, logs, sockets, the
input method's folder in memory. `citizen_marker_test.py BIN [SEED [CRASHES]]`.

Before the goodbye the same search must find them: it can fail. Left out by name: the district, whose
data they are, and the printed tickets. Twice the memory is looked at: whoever comes next must not
drive out what a first visit left.
"""

import json
import pathlib
import random
import shutil
import sys
import tempfile
import time

import memory_sweep
import sweep
from citizen_hall import Zone
from crashing import Crashing, machine_leaves_cores
from hall import ROOT
from journeys_test import consent, fill

SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20261123
CRASHES = int(sys.argv[3]) if len(sys.argv) > 3 else 2
RARE = "龘靐齉爩鱻麤灪籲鸞驫麣纛鬱虪齾黌鑪驪鸝灩"  # they stand in no text of ours
PINYIN = ("yingwu", "hupo", "feicui", "zhangyu")  # no word of a dictionary in this order
LOOK_AFTER = (2, 4, 11)  # steps: typed, the telephone number, the review
SHARED_MEMORY = pathlib.Path("/dev/shm")


class MarkedZone(Crashing, Zone):
    def pid(self):
        return self.processes[f"kiosk-{self.terminal}"].pid

    def input_folders(self):
        """Of our terminals: what others had there is theirs."""
        return sorted(set(SHARED_MEMORY.glob("district-kiosk-input-*")) - self.others)

    def __enter__(self):
        self.others = set(SHARED_MEMORY.glob("district-kiosk-input-*"))
        return super().__enter__()

    def close(self):
        super().close()
        for folder in self.input_folders():
            shutil.rmtree(folder, ignore_errors=True)


class Visitor:
    """What is planted, by its kind: {kind: {form: bytes}}."""

    def __init__(self, dice, person):
        self.dice, self.person = dice, person
        self.photo = dice.randbytes(1024)
        self.phone = f"1990000{dice.randrange(10000):04d}"
        self.markers = {"name": sweep.forms(person["name"]),
                        "number": sweep.forms(person["document_number"]),
                        "photo": memory_sweep.forms_of_bytes(self.photo[400:424]),
                        "phone": sweep.forms(self.phone)}

    def typed(self, kind, words):
        self.markers[kind] = sweep.forms(words)


def first_candidate(zone):
    node = next(n for n in zone.tree() if n["id"] == "input.candidates[0]")
    return node["label"]


def search_by_pinyin(zone, who):
    zone.tap("home.search")
    zone.tap("input.tab.pinyin")
    words = ""
    for syllables in PINYIN:
        for letter in syllables:
            zone.kiosk.must(cmd="tap", target=f"input.key[{letter}]")
            time.sleep(0.01)
        zone.kiosk.must(cmd="wait", target="input.candidates[0]")
        words += first_candidate(zone)
        zone.tap("input.candidates[0]")
    who.typed("pinyin", words)


def search_by_hand(zone, who):
    zone.tap("input.tab.ink")
    words = ""
    for _ in range(4):
        left, top = who.dice.uniform(0.1, 0.3), who.dice.uniform(0.2, 0.7)
        zone.kiosk.must(cmd="draw", target="input.pad",
                        points=[[left + 0.06 * i, top] for i in range(9)])
        zone.kiosk.must(cmd="wait", target="input.candidates[0]", timeout_ms=15000)
        at = who.dice.randrange(4)
        label = next(n for n in zone.tree() if n["id"] == f"input.candidates[{at}]")["label"]
        words += label
        zone.tap(f"input.candidates[{at}]")
        zone.kiosk.must(cmd="wait", gone="input.candidates[0]")
    who.typed("handwriting", words)


def leave_a_phone_number(zone, who):
    zone.tap("dock.help")
    zone.tap("help.phone")
    for digit in who.phone:
        zone.kiosk.must(cmd="wait", target=f"input.digit.{digit}")
        zone.kiosk.must(cmd="tap", target=f"input.digit.{digit}")
        time.sleep(0.31 if digit == "0" else 0.01)  # the same key sooner is a trembling hand
    zone.tap("input.done")
    zone.kiosk.must(cmd="wait", target="help.ticket", timeout_ms=15000)


def steps(zone, who):
    """One visit, cut where a crash may come."""
    def tap(*targets):
        return lambda: [zone.tap(target) for target in targets]

    def card():
        zone.card_reader.must(verb="insert_card", person=who.person["id"], photo=who.photo.hex())
        zone.at("mine")

    def code():
        zone.at("login")
        zone.show_code(who.person["id"])
        zone.kiosk.must(cmd="wait", target="notice.decline", timeout_ms=15000)

    yield tap("dock.voice")
    yield lambda: search_by_pinyin(zone, who)
    yield lambda: search_by_hand(zone, who)
    yield tap("input.done", "page.back")
    yield lambda: leave_a_phone_number(zone, who)
    yield tap("help.ticket", "help.end")
    yield card
    yield tap("mine.all", "service[senior-allowance]", "guide.start", "whom[me]")
    yield code

    class Hand:
        take = staticmethod(zone.tap)
    yield lambda: consent(Hand, zone)
    yield lambda: fill(Hand, zone)
    yield tap("review.submit")
    yield lambda: zone.at("decision")


def goodbye(zone):
    zone.wait(path="/view/paper", equals="Printed")
    zone.tap("decision.rate[5]")
    zone.tap("decision.finish")
    zone.at("take_card")
    zone.take_card()
    zone.at("goodbye")
    zone.wait(path="/view/wiped/identity", equals=True)
    assert all(zone.state()["view"]["wiped"].values())
    zone.advance(7)
    zone.at("home")
    zone.wait(path="/waiting", equals=0, timeout_ms=60000)
    zone.wait(idle=True)


def tell(found):
    return "\n".join(f"{marker} as {form} in {name} at {at}: {around}"
                     for marker, form, name, at, around in found)


def memory_is_clean(zone, dice, people):
    for number, person in enumerate(people):
        who, there = Visitor(dice, person), set()
        zone.ready()
        for at, step in enumerate(steps(zone, who)):
            step()
            if number == 0 and at in LOOK_AFTER:
                there |= {marker for marker, *_ in memory_sweep.look(zone.pid(), who.markers)[0]}
        assert number > 0 or there >= {"name", "number", "phone", "pinyin", "handwriting"}, \
            f"the search finds nothing: {there}"
        goodbye(zone)
        left, seen = memory_sweep.look(zone.pid(), who.markers)
        # The photo is gone as soon as the card was read.
        assert not left, f"visit {number + 1} left:\n{tell(left)}"
        during = f", {', '.join(sorted(there))} in memory during the visit" if there else ""
        print(f"ok visit {number + 1}: {len(who.markers)} markers{during}, none in {seen >> 20} MiB "
              "after it", flush=True)


def crashes(zone, dice, people, planted):
    for number in range(CRASHES):
        who = Visitor(dice, people[number % len(people)])
        zone.ready()
        plan = list(steps(zone, who))
        last = dice.randrange(len(plan))
        for step in plan[:last + 1]:
            step()
        time.sleep(dice.random() * 0.15)
        zone.crash()
        zone.card_reader.ask(verb="remove_card")  # if it lay there already
        zone.start_kiosk()
        planted += [(kind, forms) for kind, forms in who.markers.items()]
    return planted


def look_at_files(zone, planted):
    needles = [(kind, name, form) for kind, forms in planted for name, form in forms.items()]
    found, seen = [], 0
    for folder in (zone.folder, *zone.input_folders()):
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.is_relative_to(zone.district_dir) or \
                    path.is_relative_to(zone.tickets):
                continue
            seen += 1
            haystacks = [str(path).encode(), *sweep.pieces(path)]
            found += [(str(path), kind, name) for kind, name, form in needles
                      if any(form in haystack for haystack in haystacks)]
    assert not found, found[:20]
    return seen


def main():
    dice = random.Random(SEED)
    print(f"seed {SEED}, {CRASHES} crashes", flush=True)
    with tempfile.TemporaryDirectory(prefix="citizen-markers-") as private:
        private = pathlib.Path(private)
        persons = json.loads((ROOT / "assets/persons/persons.json").read_text(encoding="utf-8"))
        visitors = [p for p in persons["persons"] if p["id"] in ("P02", "P03")]
        for person in visitors:
            person["name"] = "".join(dice.sample(RARE, 4))
        file = private / "persons.json"
        file.write_text(json.dumps(persons, ensure_ascii=False), encoding="utf-8")
        cores = machine_leaves_cores(private / "control")
        with MarkedZone(sys.argv[1]) as zone:
            zone.persons = file
            zone.init_district(persons=file)
            zone.serve_district()
            zone.enrol_terminal()
            zone.start_emulators()
            zone.start_kiosk()
            if memory_sweep.may_read(zone.pid()):
                memory_is_clean(zone, dice, [visitors[0], visitors[0]])
            else:
                print("skipped: the memory of another program is for root only", flush=True)
            planted = crashes(zone, dice, visitors[:1], [])
            files = look_at_files(zone, planted)
            left = sorted(p.name for p in zone.cwd.iterdir())
            assert left == [], f"left in the working folder: {left}"
            print(f"ok {CRASHES} crashes, {len(planted)} markers: none in {files} files, no core "
                  f"({'another program leaves one' if cores else 'this machine leaves none at all'})",
                  flush=True)


if __name__ == "__main__":
    main()
