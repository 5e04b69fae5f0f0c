"""Eight hours of a citizen's kiosk by its own clock, from 20:00 over midnight, with the real
programs: each hour visitors come and things go wrong as a seed says (visitors.py), then the rest of
the hour passes. After every visit the terminal is at rest by its own times, nobody is logged in; at
the end everything that was handed in is at the district. The resident memory may not grow: over the
second half by less than a quarter of a megabyte an hour, by least squares.

  visitors_test.py BIN [--hours 8] [--visits 40] [--seed N]
"""

import argparse
import collections
import time

from citizen_hall import Zone
from visitors import Visitors, resident_kb, slope_kb

MOST_KB_AN_HOUR = 256


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin")
    parser.add_argument("--hours", type=int, default=1)
    parser.add_argument("--visits", type=int, default=8, help="each hour")
    parser.add_argument("--seed", type=int, default=20221118)
    options = parser.parse_args()
    with Zone(options.bin, clock="2022-11-18T20:00:00+08:00") as zone:
        zone.open()
        zone.ready()
        visitors = Visitors(zone, options.seed)
        pid = zone.processes[f"kiosk-{zone.terminal}"].pid
        samples = []
        for hour in range(options.hours):
            began = time.monotonic()
            for _ in range(options.visits):
                visitors.visit()
                samples.append(resident_kb(pid))
            zone.wait(path="/waiting", equals=0, timeout_ms=60_000)
            visitors.advance(30 * 60_000)  # the rest of a night's hour
            zone.at("attract")
            print(f"hour {hour + 1}: {options.visits} visits in {time.monotonic() - began:.0f} s, "
                  f"{samples[-1]} kB resident", flush=True)
        print(f"done {visitors.done}, given up {visitors.given_up}, faults {visitors.wrongs}")
        assert sum(visitors.done.values()) > len(samples) / 2, "most visits came to no end"
        kinds = collections.Counter(one["type"] for one in zone.arrivals())
        print(f"at the district: {dict(kinds)}")
        assert kinds["case.decided"] >= visitors.done.get("allowance", 0) > 0, kinds
        assert kinds["session.ended"] >= kinds["case.decided"], kinds
        half = samples[len(samples) // 2:]
        growth = slope_kb(half) * options.visits
        print(f"second half: {growth:.0f} kB an hour")
        if options.hours >= 4:
            assert growth < MOST_KB_AN_HOUR, samples


main()
