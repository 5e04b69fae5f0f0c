"""Starts the demo: a district, emulated devices and kiosk-dev with its dock. See tools/demo."""

import argparse
import os
import pathlib
import shutil
import signal
import socket
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "end-to-end"))
import citizen_hall  # noqa: E402
from hall import PIN, Door, Hall, tube_code  # noqa: E402

DOCK = 340
CATALOGUE = ("--seed-facts", "catalogue", "--seed-items", "catalogue")


class Steps:
    """Says each step and how long it took."""

    def __init__(self):
        self.started = time.monotonic()

    def done(self, what):
        now = time.monotonic()
        print(f"  {what:<52} {now - self.started:6.2f} s", flush=True)
        self.started = now


def free_port(wanted):
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return probe.getsockname()[1]
            except OSError:
                continue
    raise RuntimeError("no free port")


def start_display(hall):
    """A virtual display and a web page of it on loopback; returns its environment and address."""
    for number in range(90, 190):
        if not os.path.exists(f"/tmp/.X11-unix/X{number}") and not os.path.exists(
                f"/tmp/.X{number}-lock"):
            break
    display = f":{number}"
    hall.start("xvfb", "/usr/bin/Xvfb", display, "-screen", "0",
               f"{hall.size[0] + DOCK}x{hall.size[1]}x24", "-nolisten", "tcp")
    give_up = time.monotonic() + 10
    while not os.path.exists(f"/tmp/.X11-unix/X{number}"):
        if time.monotonic() > give_up:
            sys.exit("tools/demo: the virtual display did not start")
        time.sleep(0.02)
    vnc, web = free_port(5990), free_port(6080)
    hall.start("x11vnc", "/usr/bin/x11vnc", "-display", display, "-localhost", "-rfbport", vnc,
               "-forever", "-shared", "-nopw", "-quiet", "-noxdamage")
    hall.start("novnc", "/usr/bin/websockify", "--web", "/usr/share/novnc",
               f"127.0.0.1:{web}", f"127.0.0.1:{vnc}")
    return {"DISPLAY": display}, f"http://127.0.0.1:{web}/vnc.html?autoconnect=1&resize=scale"


class Desk(Hall):
    """The sampling desk in landscape."""
    mode, size = "testing", (1920, 1080)
    devices = ("scanner", "receipt-printer")

    def ready(self):
        self.wait(path="/stage", equals="ScanBadge")
        return "kiosk: enrolled, synced, ready for a badge"

    def hint(self):
        return (f"The dock at the right scans badges, tubes and people. PIN: {PIN}\n"
                f"  Printed labels: {self.data}-emulators/tickets/*.png")

    def check(self, screenshot):
        """What a newcomer would try first: badge, PIN, tube, person P02."""
        self.wait(path="/devices/scanner", equals="Healthy")
        emulated(self, "scanner", verb="scan", text=self.badge_of("S-0041"))
        self.wait(path="/stage", equals="EnterPin")
        for digit in PIN:
            self.kiosk.must(cmd="tap", target=f"sampling.pin.key[{digit}]")
        self.kiosk.must(cmd="tap", target="sampling.pin.enter")
        self.wait(path="/stage", equals="Desk")
        emulated(self, "scanner", verb="scan", text=tube_code("LH1122", 457))
        self.wait(path="/tube/capacity", equals=10)
        emulated(self, "scanner", verb="scan", text=self.code_of("P02"))
        self.wait(path="/last/position", equals=1)
        self.kiosk.must(cmd="screenshot", file=str(screenshot))
        self.wait(path="/counters/waiting", equals=0)
        held = [r for r in self.ledger()["registrations"] if not r["undone"]]
        assert len(held) == 1, held
        return "P02 is registered and at the district"


class Zone(citizen_hall.Zone):
    """The citizen's kiosk upright."""
    mode, size = "citizen", (1080, 1920)
    devices = ("scanner", "receipt-printer", "id-card-reader")

    def ready(self):
        super().ready()
        return "kiosk: enrolled, synced, ready for a citizen"

    def hint(self):
        return (f"The dock at the right puts a person's card on the reader or shows their code.\n"
                f"  Printed receipts: {self.data}-emulators/tickets/*.png")

    def check(self, screenshot):
        """What a newcomer would try first: P02 of 73 gets the allowance, with a code."""
        self.tap("service[senior-allowance]")
        self.tap("guide.start")
        self.at("login")
        emulated(self, "scanner", verb="scan", text=self.code_of("P02", "--loa", "3"))
        self.tap("whom[me]")
        self.tap("notice.accept")
        self.tap("form.option[Field_card][0]")
        self.tap("form.confirm[Field_phone]")
        self.tap("form.next")
        self.tap("review.submit")
        self.at("decision")
        assert self.state()["view"]["outcome"] == "APPROVE", self.state()["view"]
        self.kiosk.must(cmd="screenshot", file=str(screenshot))
        self.tap("decision.finish")
        self.at("home")
        self.wait(path="/waiting", equals=0)
        cases = [event for event in self.arrivals() if event["type"] == "case.decided"]
        assert len(cases) == 1, cases
        return "P02's allowance is approved and at the district"


def emulated(hall, device, **request):
    Door(f"{hall.data}-emulators/{device}.sock").must(**request)


def start_kiosk(hall, folder, environment):
    name = f"kiosk-{hall.terminal}"
    control = folder / f"{name}.sock"
    control.unlink(missing_ok=True)
    devices = [word for device in hall.devices for word in ("--device", f"{device}=emulator:")]
    width, height = hall.size
    # A desktop's own display is rarely as high as a kiosk; half of it is enough to try.
    if not environment and height > 1080:
        width, height = width // 2, height // 2
    hall.start(name, hall.bin / "kiosk-dev", "--mode", hall.mode, "--config", hall.config,
               "--data", hall.data, "--clock", hall.now(), "--window", f"{width}x{height}",
               "--control", f"unix:{control}", *devices, "--persons",
               ROOT / "assets" / "persons" / "persons.json", "--dock", "--district-dir",
               hall.district_dir, env=environment)
    hall.kiosk = Door(control)


def watch_kiosk(hall, folder, environment):
    """What a terminal's service manager does: a kiosk that was killed comes back."""
    while True:
        hall.processes[f"kiosk-{hall.terminal}"].wait()
        print("  the kiosk ended; it comes back with what it had promised", flush=True)
        hall.kiosk.close()
        start_kiosk(hall, folder, environment)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", nargs="?", choices=("citizen", "testing"), default="citizen")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--bin", default=str(ROOT / "build" / "release" / "bin"))
    parser.add_argument("--folder", default=str(ROOT / "build" / "demo"))
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    shutil.rmtree(folder, ignore_errors=True)
    steps = Steps()
    print("District Kiosk demo", flush=True)
    kind = Zone if options.mode == "citizen" else Desk
    with kind(options.bin, folder=folder) as hall:
        hall.init_district(*([] if kind is Zone else CATALOGUE))
        steps.done("district made: keys, certificates, persons, site, service items")
        hall.serve_district()
        steps.done(f"district serves https://127.0.0.1:{hall.port}")
        hall.enrol_terminal()
        environment, page = {}, None
        if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
            environment, page = start_display(hall)
            steps.done("virtual display and its page")
        start_kiosk(hall, folder, environment)
        steps.done(hall.ready())
        if page:
            print(f"\n  Open {page}")
        print(f"  {hall.hint()}\n  Ctrl-C ends the demo.\n", flush=True)
        try:
            if options.check:
                screenshot = folder / "screenshot.png"
                print(f"  checked: {hall.check(screenshot)}; {screenshot}")
            else:
                watch_kiosk(hall, folder, environment)
        except KeyboardInterrupt:
            print()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not cut the end
            stop_emulators(hall)


def stop_emulators(hall):
    """They outlive a killed kiosk on purpose; the demo's end ends them."""
    ours = f"unix:{hall.data}-emulators/".encode()
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if ours in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGTERM)
        except OSError:
            continue  # gone meanwhile


main()
