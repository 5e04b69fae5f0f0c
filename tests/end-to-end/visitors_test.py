"""Eight hours of a citizen's kiosk by its own clock, from 20:00 over midnight, with the real
programs: each hour visitors come and things go wrong as a seed says (visitors.py), then the rest of
the hour passes. After every visit the terminal is at rest by its own times, nobody is logged in; at
the end everything that was handed in is at the district. The resident memory may not grow: the
second half stands no more than 4 MiB higher than the first.

  visitors_test.py BIN [--hours 8] [--visits 40] [--seed N]
"""

import argparse
import collections
import time

from citizen_hall import Zone
from visitors import MOST_GROWTH_KB, Visitors, growth_kb, resident_kb, slope_kb


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
        growth = growth_kb(samples)
        slope = slope_kb(samples[len(samples) // 2:]) * options.visits
        print(f"second half against the first: {growth} kB; its slope {slope:.0f} kB an hour")
        if options.hours >= 4:  # before that engines are opened for the first time
            assert growth < MOST_GROWTH_KB, samples


main()
