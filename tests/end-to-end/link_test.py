"""A desk behind a link as a field has it: 2 s round trip, 10 % loss, 32 kbit/s each way, and then
no link at all.

  link_test.py BIN [--full] [--seed N]

What the worker waits for does not change: between scan and "registered" there is no network. Times
are printed for the three links; what is asserted needs no stop-watch: without a link everybody is
registered and nobody confirmed, and over the bad link "registered" comes in less than the one round
trip that any question to the district would take. Then the queue drains over the bad link, in the
order of priority, everything once. --full queues a thousand people before that.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

from hall import ROOT, Hall, tube_code
from invented_persons import write_with_catalogue
from watch import until

ROUND_TRIP_S = 2.0
# Of every type that a desk sends: the smaller travels first. The terminal's table is
# offline-cache/wire/event_priority.cpp.
RECORDS = {"sampling.shift_opened", "sampling.shift_closed", "sampling.label_printed"}


class Proxy:
    def __init__(self, port, seed):
        self.process = subprocess.Popen(
            [sys.executable, pathlib.Path(__file__).with_name("link_proxy.py"), "--to",
             f"127.0.0.1:{port}", "--round-trip-s", str(ROUND_TRIP_S), "--loss", "0.1",
             "--bits-per-s", "32000", "--seed", str(seed)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(json.loads(self.process.stdout.readline())["listening"].rsplit(":", 1)[1])

    def counts(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()


class Line:
    """People, one after the other, and how long each waited for the screen."""

    def __init__(self, hall, people, codes):
        self.hall, self.people, self.codes = hall, list(people), codes
        self.tube, self.registered = 0, 0

    def register(self, count):
        """(on the screen in s, durable in ms) of each."""
        times = []
        for _ in range(count):
            if self.hall.state()["tube"]["code"] == "":
                self.tube += 1
                code = tube_code("LH1122", self.tube)
                self.hall.scan(code)
                until(self.hall, lambda s: s["tube"]["code"] == code)
            text = self.codes[self.people.pop()["id"]]["text"]
            self.registered += 1
            started = time.monotonic()
            self.hall.scan(text)
            state = until(self.hall, lambda s: s["counters"]["persons_today"] == self.registered)
            times.append((time.monotonic() - started, state["last"]["took_ms"]))
        return times


def say(name, times):
    screen = sorted(s * 1000 for s, _ in times)
    durable = sorted(ms for _, ms in times)

    def of(values):
        return (f"p50 {statistics.median(values):.0f} ms, "
                f"p95 {values[int(0.95 * (len(values) - 1))]:.0f} ms, most {values[-1]:.0f} ms")
    print(f"{name}: {len(times)} people; scan to screen {of(screen)}; "
          f"last byte to durable {of(durable)}", flush=True)


def last_seq(state):
    counters = state["counters"]
    return sum(counters[name] for name in ("saved", "sent", "confirmed", "quarantined"))


def move_to(hall, port):
    """The same terminal, its district now behind another port."""
    hall.kill_kiosk()
    old = hall.config.read_text()
    at = old.index("https://127.0.0.1:")
    hall.config.write_text(old[:at] + f"https://127.0.0.1:{port}" + old[old.index('"', at):])
    hall.start_kiosk()
    hall.sign_in()


def in_order_of_priority(arrivals, after_seq):
    queued = [(2 if event["type"] in RECORDS else 1, event["seq"])
              for event in arrivals if event["seq"] > after_seq]
    assert {priority for priority, _ in queued} == {1, 2}, "nothing to compare"
    assert queued == sorted(queued), f"not in the order of priority: {queued}"
    # The first in the queue was a record, and persons overtook it.
    first = min(seq for _, seq in queued)
    assert queued[0][1] != first, queued
    return len(queued)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--seed", type=int, default=20221118)
    options = parser.parse_args()
    each, queue = (60, 1000) if options.full else (20, 40)
    print("seed", options.seed, flush=True)
    with Hall(options.bin) as hall:
        people = write_with_catalogue(ROOT / "assets/persons/persons.json", 3 * each + queue,
                                      hall.folder / "persons.json")
        hall.init_district(persons=hall.folder / "persons.json")
        hall.serve_district()
        codes = hall.codes_of([person["id"] for person in people])
        hall.enrol_terminal()
        hall.start_emulators()
        hall.start_kiosk()
        hall.sign_in()
        line = Line(hall, people, codes)
        proxy = Proxy(hall.port, options.seed)
        try:
            say("good link", line.register(each))
            hall.wait(path="/counters/waiting", equals=0, timeout_ms=30000)

            move_to(hall, proxy.port)
            over_bad = line.register(each)
            say("bad link", over_bad)
            slowest = max(seconds for seconds, _ in over_bad[1:])
            assert statistics.median(s for s, _ in over_bad) < ROUND_TRIP_S / 2, slowest
            until(hall, lambda s: s["counters"]["waiting"] == 0, timeout_s=300)

            hall.kiosk.must(cmd="network", plugged=False)
            state = until(hall, lambda s: not s["online"])
            before, confirmed = last_seq(state), state["counters"]["confirmed"]
            hall.kiosk.must(cmd="tap", target="sampling.lock")
            hall.sign_in("S-0040")  # the lead takes over: records before all the people
            say("no link", line.register(each))
            line.register(queue)
            state = until(hall, lambda s: s["labels_owed"] == 0)
            assert state["counters"]["confirmed"] == confirmed, "confirmed without a link"

            sent_before, started = proxy.counts()["bytes"]["up"], time.monotonic()
            hall.kiosk.must(cmd="network", plugged=True)
            until(hall, lambda s: s["counters"]["waiting"] == 0,
                            timeout_s=900 if options.full else 300)
            took = time.monotonic() - started
            queued = in_order_of_priority(hall.arrivals(), before)
            counts = proxy.counts()
            print(f"{queued} queued events drained over the bad link in {took:.0f} s, "
                  f"{(counts['bytes']['up'] - sent_before) / queued:.0f} bytes each; "
                  f"the link: {counts}", flush=True)
            ledger = hall.ledger()
            assert len(ledger["registrations"]) == 3 * each + queue
            assert ledger["rejections"] == 0 and ledger["alarms"] == []
            assert hall.state()["counters"]["quarantined"] == 0
        finally:
            proxy.close()


main()
