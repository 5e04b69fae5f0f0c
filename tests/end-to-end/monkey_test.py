"""Somebody who presses anything at the real terminal: seeded random touches, keys, cards, codes,
strokes, minutes that pass, languages, a network and readers that come and go. After each visit
everybody goes home, and the terminal must, too: a clean home page, nothing of the visitor on it, and
at the end nothing in its memory. `monkey_test.py BIN [SEED [VISITS]]`; thousands of visits to the same
machine and screens, without devices, are tests/monkey.
"""

import json
import pathlib
import random
import sys
import tempfile
import time

import memory_sweep
import sweep
from citizen_hall import Zone
from hall import ROOT

SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20261123
VISITS = int(sys.argv[3]) if len(sys.argv) > 3 else 5
STEPS = 25
RARE = "龘靐齉爩鱻麤灪籲鸞驫麣纛鬱虪齾黌鑪驪鸝灩"
KEYS = ("up", "down", "left", "right", "enter", "tab", "esc", "back", "star", "dot", "slash", "plus",
        "minus", "space", "5")
TARGETS = ("button", "key", "choice", "tab", "field", "pad", "row", "list", "text")
# The models of handwriting, the pictures and the letters of three languages come when they are first
# wanted: only a long run says whether anything grows.
LONG, GROWTH_KB = 100, 8192


class Monkey:
    def __init__(self, zone, dice, codes):
        self.zone, self.dice, self.codes = zone, dice, codes
        self.pages, self.card = set(), None

    def tap(self):
        nodes = [n for n in self.zone.tree() if n["role"] in TARGETS and n["id"] != "page.exit"
                 and "disabled" not in n["state"]]
        if not nodes:
            return
        node = self.dice.choice(nodes)
        if node["role"] == "pad":
            x, y = self.dice.random() * 0.5, self.dice.random() * 0.5
            self.zone.kiosk.ask(cmd="draw", target=node["id"],
                                points=[[x + 0.05 * i, y + 0.03 * i] for i in range(8)])
        else:
            self.zone.kiosk.ask(cmd="tap", target=node["id"])

    def put_card(self):
        if self.card is None:
            self.card = self.dice.choice(("P02", "P03"))
            self.zone.put_card(self.card)
        else:
            self.zone.take_card()
            self.card = None

    def step(self):
        what = self.dice.randrange(100)
        if what < 70:
            self.tap()
        elif what < 80:
            self.zone.kiosk.must(cmd="key", key=self.dice.choice(KEYS))
        elif what < 85:
            self.put_card()
        elif what < 90:
            self.zone.scanner.ask(verb="scan", text=self.dice.choice(self.codes))
        elif what < 94:
            self.zone.advance(self.dice.randrange(1, 40))
        elif what < 96:
            self.zone.kiosk.must(cmd="network", plugged=self.dice.random() < 0.5)
        elif what < 98:
            self.zone.scanner.must(verb=self.dice.choice(("plug", "unplug")))
        else:
            self.zone.kiosk.must(cmd="key", key="esc")

    def visit(self):
        for _ in range(STEPS):
            self.step()
            state = self.zone.state()
            self.pages.add(state["page"].split(".")[0])
            assert not state["clipped"] and not state["missing_glyphs"], \
                (state["page"], state["clipped"], state["missing_glyphs"])
            ids = [node["id"] for node in self.zone.tree()]
            assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
        self.go_home()

    def go_home(self):
        if self.card is not None:
            self.zone.take_card()
            self.card = None
        self.zone.scanner.must(verb="plug")
        self.zone.kiosk.must(cmd="network", plugged=True)
        for _ in range(60):
            self.zone.wait(idle=True)
            state = self.zone.state()
            if state["page"] in ("home", "attract") and not state["logged_in"]:
                break
            self.zone.advance(20)
            time.sleep(0.05)
        self.zone.advance(150)  # nobody comes: typed words and looks go as well
        self.zone.at("attract")
        state = self.zone.state()
        assert state["person"] == "" and state["subject"] == "" and not state["logged_in"], state
        assert state["language"] == "zh-CN" and not state["voice"] and not state["elder"], state


def resident_kb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


def main():
    dice = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="monkey-") as private:
        persons = json.loads((ROOT / "assets/persons/persons.json").read_text(encoding="utf-8"))
        visitors = [p for p in persons["persons"] if p["id"] in ("P02", "P03")]
        markers = {}
        for person in visitors:
            person["name"] = "".join(dice.sample(RARE, 4))
            markers[person["id"] + " name"] = sweep.forms(person["name"])
            markers[person["id"] + " number"] = sweep.forms(person["document_number"])
        file = pathlib.Path(private) / "persons.json"
        file.write_text(json.dumps(persons, ensure_ascii=False), encoding="utf-8")
        with Zone(sys.argv[1]) as zone:
            zone.persons = file
            zone.init_district(persons=file)
            zone.serve_district()
            zone.enrol_terminal()
            zone.start_emulators()
            zone.start_kiosk()
            zone.ready()
            pid = zone.processes[f"kiosk-{zone.terminal}"].pid
            held, pages = [], set()
            for number in range(VISITS):
                codes = [zone.code_of(p, "--loa", level) for p, level in (("P02", "3"), ("P03", "2"))]
                monkey = Monkey(zone, dice, codes)
                try:
                    monkey.visit()
                except AssertionError as error:
                    raise AssertionError(f"seed {SEED}, visit {number}: {error}") from error
                pages |= monkey.pages
                held.append(resident_kb(pid))
            assert len(pages) >= 6, f"it saw too little: {pages}"
            if memory_sweep.may_read(pid):
                left, _ = memory_sweep.look(pid, markers)
                assert not left, "\n".join(map(str, left))
            else:
                print("skipped: the memory of another program is for root only")
            growth = max(held[VISITS // 2:]) - max(held[:VISITS // 2])
            print(f"ok seed {SEED}: {VISITS} visits, {len(pages)} pages ({', '.join(sorted(pages))}), "
                  f"{held[-1]} kB resident, second half against the first {growth} kB", flush=True)
            assert VISITS < LONG or growth < GROWTH_KB, held


main()
