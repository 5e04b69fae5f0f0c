"""Eight hours of one kiosk's clock, from 20:00 over midnight, with the real program: each hour
people are registered, then the hour passes and the desk locks itself. Prints the most resident
memory of each hour; the second half of the shift may not stand higher than the first by more than
4 MiB. (The check of a PIN takes 32 MB for a moment, which the allocator gives back or keeps, so
single values jump. tests/simulation looks at the heap itself, to some bytes a person.)

  hours_test.py BIN [--people-per-hour N]
"""

import argparse
import pathlib

from hall import ROOT, Hall, tube_code
from invented_persons import write_with_catalogue
from watch import until

HOURS = 8
MOST_GROWTH_KB = 4096


def resident_kb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin")
    parser.add_argument("--people-per-hour", type=int, default=300)
    options = parser.parse_args()
    with Hall(options.bin, clock="2022-11-18T20:00:00+08:00") as hall:
        people = write_with_catalogue(ROOT / "assets/persons/persons.json",
                                      HOURS * options.people_per_hour,
                                      hall.folder / "persons.json")
        hall.init_district(persons=hall.folder / "persons.json")
        hall.serve_district()
        codes = hall.codes_of([person["id"] for person in people])
        hall.enrol_terminal()
        hall.start_emulators()
        hall.start_kiosk()
        pid = hall.processes[f"kiosk-{hall.terminal}"].pid
        badge = hall.badge_of("S-0041")
        hall.badge_of = lambda _: badge
        samples, tubes = [], 0
        for hour in range(HOURS):
            hall.sign_in()
            samples.append(0)
            for _ in range(options.people_per_hour):
                state = hall.state()
                if state["tube"]["code"] == "":
                    tubes += 1
                    code = tube_code("LH1122", tubes)
                    hall.scan(code)
                    state = until(hall, lambda s: s["tube"]["code"] == code)
                hall.scan(codes[people.pop()["id"]]["text"])
                place = (state["tube"]["code"], state["tube"]["count"])
                until(hall, lambda s: (s["tube"]["code"], s["tube"]["count"]) != place)
                samples[-1] = max(samples[-1], resident_kb(pid))
            until(hall, lambda s: s["counters"]["waiting"] == 0 and s["labels_owed"] == 0)
            # The rest of the hour; after five minutes without a touch the desk is locked.
            hall.kiosk.must(cmd="clock", advance_ms=50 * 60_000)
            until(hall, lambda s: s["stage"] == "ScanBadge")
            print(f"hour {hour + 1}: {samples[-1]} kB resident at most", flush=True)
        held = hall.ledger()["registrations"]
        assert len(held) == HOURS * options.people_per_hour, len(held)
        growth = max(samples[HOURS // 2:]) - max(samples[:HOURS // 2])
        print(f"second half against the first: {growth} kB")
        assert growth < MOST_GROWTH_KB, samples


main()
