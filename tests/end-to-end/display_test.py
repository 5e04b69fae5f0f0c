"""The display of a citizen's kiosk is unplugged and comes back, with the real program, full screen
on an X server of its own.

The cable: its output is switched off and on; whoever stands there goes on where they were. The X
server itself: the program ends with it, the service manager (here this program: deploy/*.service)
starts it every 200 ms until the display is back, and it comes up with its first page, nobody logged
in, nothing of the last person on it; what was handed in is at the district.

  display_test.py BIN [--minutes 60] [--seed N]

With minutes: visitors (visitors.py) all that time, one every ten seconds, the output off and on
every two minutes in the middle of a visit, the X server killed twice; the second half of each life
may not stand more than 4 MiB higher than the first.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import time

from citizen_hall import Zone
from visitors import MOST_GROWTH_KB, Visitors, growth_kb, resident_kb, slope_kb

RESTART_S = 0.2      # of deploy/district-kiosk.service
VISIT_EVERY_S = 10
OUTPUT_EVERY_S = 120


class Display:
    """An X server that can be killed and comes back under the same number."""

    def __init__(self):
        self.name = None
        self.back()

    def back(self):
        reader, writer = os.pipe()
        number = [self.name] if self.name else []
        self.process = subprocess.Popen(
            ["Xvfb", *number, "-displayfd", str(writer), "-screen", "0", "1080x1920x24",
             "-nolisten", "tcp", "-noreset", "-br"], pass_fds=[writer],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as ready:
            self.name = f":{ready.readline().strip()}"

    def kill(self):
        self.process.kill()
        self.process.wait()
        # What a killed server leaves; a display manager clears it away.
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"/tmp/.X{self.name[1:]}-lock")

    def output(self, plugged):
        # The screen keeps its size, which xrandr counts as a failure when nothing is plugged in.
        subprocess.run(["xrandr", "-d", self.name, "--output", "screen",
                        "--auto" if plugged else "--off"], capture_output=True, check=plugged)
        shown = subprocess.run(["xrandr", "-d", self.name], capture_output=True, text=True,
                               check=True).stdout
        assert ("*" in shown) == plugged, shown


class Service:
    """What systemd does with the unit: always again, 200 ms later."""

    def __init__(self, zone, display):
        self.zone, self.display, self.starts = zone, display, 0
        self.name = f"kiosk-{zone.terminal}"

    def start(self):
        self.starts += 1
        self.zone.start_kiosk(window="0x0", env={"SDL_VIDEODRIVER": "x11",
                                                 "DISPLAY": self.display.name})

    @property
    def process(self):
        return self.zone.processes[self.name]

    def ended(self, patience_s=20):
        self.process.wait(timeout=patience_s)
        self.zone.processes.pop(self.name)
        self.zone.kiosk.close()
        self.zone.kiosk = None

    def until_up(self, give_up_s=60):
        """Starts until one stays; the seconds that took."""
        began = time.monotonic()
        while time.monotonic() < began + give_up_s:
            time.sleep(RESTART_S)
            try:
                self.start()
                self.zone.wait(target="page.title", timeout_ms=20_000)
                return time.monotonic() - began
            except OSError:  # it ended before it opened its door: no display yet
                self.zone.processes.pop(self.name).wait(timeout=20)
        raise AssertionError("the kiosk does not come up")


def to_the_form(zone):
    zone.tap("service[senior-allowance]")
    zone.tap("guide.start")
    zone.at("login")
    zone.show_code("P02")
    zone.tap("whom[me]")
    zone.tap("notice.accept")
    zone.at("form.0")


def cable(zone, display):
    """Pulled and put back while somebody fills in a form."""
    to_the_form(zone)
    zone.tap("form.option[Field_card][0]")
    display.output(False)
    zone.tap("form.confirm[Field_phone]")
    display.output(True)
    zone.tap("form.next")
    zone.tap("review.submit")
    zone.at("decision")
    zone.tap("decision.finish")
    zone.at("home", timeout_ms=30_000)


def shows(zone, words):
    return any(words in node["label"] for node in zone.tree())


def server(zone, display, service):
    """Gone in the middle of a form, and with it everything of the person."""
    to_the_form(zone)
    person = zone.state()["person"]
    assert person and shows(zone, person), "the page does not name the person"
    display.kill()
    service.ended()
    starts = service.starts
    try:  # without a display it ends by itself instead of waiting for one
        service.start()
        raise AssertionError("it runs without a display")
    except OSError:
        code = zone.processes.pop(service.name).wait(timeout=20)
        assert code == 1, code
    display.back()
    took = service.until_up()
    zone.ready()
    state = zone.state()
    assert not state["logged_in"] and state["person"] == "", state
    assert not shows(zone, person)
    print(f"display back: first page after {took:.2f} s, {service.starts - starts} starts",
          flush=True)


def long_run(zone, display, service, options):
    visitors = Visitors(zone, options.seed)
    began = next_output = time.monotonic()
    lives, samples = [], []
    kills = [began + options.minutes * 60 * part for part in (1 / 3, 2 / 3)]
    while time.monotonic() < began + options.minutes * 60:
        visit = time.monotonic()
        if kills and visit > kills[0]:
            kills.pop(0)
            lives.append(samples)
            samples = []
            visitors.settle()
            if zone.page() == "attract":
                zone.tap("attract.start")
            server(zone, display, service)
        if visit > next_output:
            next_output = visit + OUTPUT_EVERY_S
            display.output(False)
            visitors.visit()
            display.output(True)
        visitors.visit()
        samples.append(resident_kb(service.process.pid))
        if len(samples) % 30 == 0:
            print(f"{(time.monotonic() - began) / 60:.0f} min: {samples[-1]} kB", flush=True)
        time.sleep(max(0.0, visit + VISIT_EVERY_S - time.monotonic()))
    lives.append(samples)
    print(f"done {visitors.done}, given up {visitors.given_up}, faults {visitors.wrongs}")
    for life in lives:
        growth = growth_kb(life)
        slope = slope_kb(life[len(life) // 2:]) * 3600 / VISIT_EVERY_S
        print(f"{len(life)} visits: {life[0]} to {life[-1]} kB, second half against the first "
              f"{growth} kB, its slope {slope:.0f} kB an hour")
        assert len(life) < 80 or growth < MOST_GROWTH_KB, life


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin")
    parser.add_argument("--minutes", type=int, default=0)
    parser.add_argument("--seed", type=int, default=20221118)
    options = parser.parse_args()
    display = Display()
    try:
        with Zone(options.bin) as zone:
            zone.init_district()
            zone.serve_district()
            zone.enrol_terminal()
            zone.start_emulators()
            service = Service(zone, display)
            service.start()
            zone.ready()
            if options.minutes:
                long_run(zone, display, service, options)
            else:
                cable(zone, display)
                server(zone, display, service)
            zone.wait(path="/waiting", equals=0, timeout_ms=60_000)
            decided = [one for one in zone.arrivals() if one["type"] == "case.decided"]
            assert decided, "what was handed in is not at the district"
    finally:
        display.kill()


sys.exit(main())
