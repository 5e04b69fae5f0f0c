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
from hall import PIN, Door, Hall, tube_code  # noqa: E402

WIDTH, HEIGHT, DOCK = 1920, 1080, 340


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
               f"{WIDTH + DOCK}x{HEIGHT}x24", "-nolisten", "tcp")
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


def start_kiosk(hall, folder, environment):
    control = folder / "kiosk-LH-TS-0002.sock"
    control.unlink(missing_ok=True)
    hall.start("kiosk-LH-TS-0002", hall.bin / "kiosk-dev", "--mode", "testing", "--config",
               hall.config, "--data", hall.data, "--clock", hall.now(), "--window",
               f"{WIDTH}x{HEIGHT}", "--control", f"unix:{control}", "--device",
               "scanner=emulator:", "--device", "receipt-printer=emulator:", "--dock",
               "--district-dir", hall.district_dir, env=environment)
    hall.kiosk = Door(control)


def watch_kiosk(hall, folder, environment):
    """What a terminal's service manager does: a kiosk that was killed comes back."""
    while True:
        hall.processes["kiosk-LH-TS-0002"].wait()
        print("  the kiosk ended; it comes back with what it had promised", flush=True)
        hall.kiosk.close()
        start_kiosk(hall, folder, environment)


def check(hall, folder):
    """What a newcomer would try first, done by the door: badge, PIN, tube, person P02."""
    control = Door(str(folder / "data-LH-TS-0002-emulators" / "scanner.sock"))

    def scan(text):
        control.must(verb="scan", text=text)

    hall.wait(path="/devices/scanner", equals="Healthy")
    scan(hall.badge_of("S-0041"))
    hall.wait(path="/stage", equals="EnterPin")
    for digit in PIN:
        hall.kiosk.must(cmd="tap", target=f"sampling.pin.key[{digit}]")
    hall.kiosk.must(cmd="tap", target="sampling.pin.enter")
    hall.wait(path="/stage", equals="Desk")
    scan(tube_code("LH1122", 457))
    hall.wait(path="/tube/capacity", equals=10)
    scan(hall.code_of("P02"))
    hall.wait(path="/last/position", equals=1)
    screenshot = folder / "screenshot.png"
    hall.kiosk.must(cmd="screenshot", file=str(screenshot))
    hall.wait(path="/counters/waiting", equals=0)
    held = [r for r in hall.ledger()["registrations"] if not r["undone"]]
    assert len(held) == 1, held
    print(f"  checked: P02 is registered and at the district; {screenshot}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--bin", default=str(ROOT / "build" / "release" / "bin"))
    parser.add_argument("--folder", default=str(ROOT / "build" / "demo"))
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    shutil.rmtree(folder, ignore_errors=True)
    steps = Steps()
    print("District Kiosk demo", flush=True)
    with Hall(options.bin, folder) as hall:
        hall.init_district("--seed-facts", "catalogue", "--seed-items", "catalogue")
        steps.done("district made: keys, certificates, persons, site, service items")
        hall.serve_district()
        steps.done(f"district serves https://127.0.0.1:{hall.port}")
        hall.enrol_terminal()
        environment, page = {}, None
        if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
            environment, page = start_display(hall)
            steps.done("virtual display and its page")
        start_kiosk(hall, folder, environment)
        hall.wait(path="/stage", equals="ScanBadge")
        steps.done("kiosk: enrolled, synced, ready for a badge")
        if page:
            print(f"\n  Open {page}")
        print(f"  The dock at the right scans badges, tubes and people. PIN: {PIN}\n"
              f"  Printed labels: {hall.data}-emulators/tickets/*.png\n"
              f"  Ctrl-C ends the demo.\n", flush=True)
        try:
            if options.check:
                check(hall, folder)
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
