"""A hall in a folder: the real district, the real kiosk-dev, the real emulators, over real wires.

Nothing here knows how a program works inside; it starts programs, talks JSON over their control
sockets and reads what they print. Standard library only.
"""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
T1 = "2022-11-18T10:00:00+08:00"  # the catalogue's clock at which sampling is switched on
PIN = "135790"


class Door:
    """A control socket: one JSON line there, one back."""

    def __init__(self, path, patience_s=20, alive=lambda: True):
        give_up = time.monotonic() + patience_s
        while True:
            self.socket = socket.socket(socket.AF_UNIX)
            try:
                self.socket.connect(str(path))
                break
            except OSError:
                self.socket.close()
                if time.monotonic() > give_up or not alive():
                    raise
                time.sleep(0.01)
        self.socket.settimeout(60)
        self.file = self.socket.makefile("rw", encoding="utf-8", newline="\n")
        self.number = 0

    def ask(self, **request):
        self.number += 1
        request["id"] = self.number
        self.file.write(json.dumps(request, ensure_ascii=False) + "\n")
        self.file.flush()
        line = self.file.readline()
        if not line:
            raise ConnectionError("the program is gone")
        return json.loads(line)

    def must(self, **request):
        answer = self.ask(**request)
        assert answer.get("ok"), f"{request} -> {answer}"
        return answer

    def close(self):
        try:
            self.file.close()
        except OSError:
            pass  # what was not sent yet was for a program that is gone
        self.socket.close()


class Hall:
    SERVE = ()  # how `district serve` differs here

    def __init__(self, bin_dir, folder=None, clock=T1, terminal="LH-TS-0002", desk="2",
                 district=None):
        self.bin = pathlib.Path(bin_dir)
        self.own_folder = folder is None
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="hall-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.clock, self.terminal, self.desk = clock, terminal, desk
        self.district_dir = district.district_dir if district else self.folder / "district"
        self.data = self.folder / f"data-{terminal}"
        self.persons = ROOT / "assets" / "persons" / "persons.json"  # whose cards there are
        self.processes = {}
        self.kiosk = None
        self.port = district.port if district else None
        self.clock_started = time.monotonic()
        self.logs = self.folder / "logs"
        self.logs.mkdir(exist_ok=True)

    # Programs

    def run(self, program, *arguments, check=True):
        done = subprocess.run([str(self.bin / program), *map(str, arguments)],
                              capture_output=True, text=True, errors="replace", timeout=120)
        if check and done.returncode != 0:
            raise AssertionError(f"{program} {arguments}: {done.returncode}\n{done.stderr}")
        return done

    def start(self, name, *arguments, env=None, ready_line=False):
        log = open(self.logs / f"{name}.log", "a", encoding="utf-8")
        process = subprocess.Popen([str(a) for a in arguments], stderr=log,
                                   stdout=subprocess.PIPE if ready_line else log,
                                   stdin=subprocess.DEVNULL, text=True,
                                   env={**os.environ, **(env or {})})
        self.processes[name] = process
        if ready_line:
            line = process.stdout.readline()
            assert line, f"{name} said nothing; see {self.logs / name}.log"
            return json.loads(line)
        return process

    def kill(self, name, how=signal.SIGKILL):
        process = self.processes.pop(name, None)
        if process is None:
            return None
        process.send_signal(how)
        code = process.wait(timeout=30)
        if process.stdout:
            process.stdout.close()
        return code

    def close(self):
        if self.kiosk:
            self.kiosk.close()
        for name in list(self.processes):
            try:
                self.kill(name, signal.SIGTERM)
            except subprocess.TimeoutExpired:
                self.kill(name)
        if self.own_folder and "KEEP_HALL" not in os.environ:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            for log in sorted(self.logs.glob("*.log")):
                text = log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:]
                print(f"--- {log.name}", *text, sep="\n", file=sys.stderr)
        self.close()

    # District

    def now(self):
        """The application's time now, moved like the programs' clocks."""
        from datetime import datetime, timedelta
        at = datetime.fromisoformat(self.clock) + timedelta(
            seconds=time.monotonic() - self.clock_started)
        return at.isoformat(timespec="seconds")

    def init_district(self, *more, persons="catalogue"):
        self.run("district", "init", "--dir", self.district_dir, "--demo-pins",
                 "--seed-persons", persons, "--now", self.clock, *more)

    def serve_district(self, name="district"):
        ready = self.start(name, self.bin / "district", "serve", "--dir", self.district_dir,
                           "--listen", f"127.0.0.1:{self.port or 0}", "--clock", self.now(),
                           *self.SERVE, ready_line=True)
        self.port = int(ready["listening"].rsplit(":", 1)[1])

    def ledger(self):
        return json.loads(self.run("district", "ledger", "--dir", self.district_dir,
                                   "--json").stdout)

    def arrivals(self):
        """Every event in the order in which the district took it: id, terminal, seq, type."""
        return json.loads(self.run("district", "ledger", "--dir", self.district_dir,
                                   "--arrivals").stdout)["arrivals"]

    def codes_of(self, persons, valid_min=720):
        """A code for each, in one go: {person: {text, ledger: how the ledger calls them}}."""
        wanted = self.folder / "persons-wanted"
        wanted.write_text("".join(f"{person}\n" for person in persons), encoding="utf-8")
        out = self.run("district", "issue-code", "--dir", self.district_dir, "--persons", wanted,
                       "--valid-min", valid_min, "--at", self.now()).stdout
        issued = [json.loads(line) for line in out.splitlines()]
        return {code["person"]: code for code in issued}

    def code_of(self, person, *more):
        out = self.run("district", "issue-code", "--dir", self.district_dir, "--person", person,
                       "--at", self.now(), *more).stdout
        return json.loads(out)["text"]

    def badge_of(self, staff):
        out = self.run("district", "issue-code", "--dir", self.district_dir, "--staff", staff,
                       "--at", self.now(), "--valid-min", "600").stdout
        return json.loads(out)["text"]

    # Terminal

    def open(self):
        """A new district and one desk of it, as they stand in the morning."""
        self.init_district()
        self.serve_district()
        self.enrol_terminal()
        self.start_emulators()
        self.start_kiosk()

    def enrol_terminal(self):
        token = json.loads(self.run("district", "token", "--dir", self.district_dir, "--terminal",
                                    self.terminal, "--site", "QH-01").stdout)
        token_file = self.folder / f"token-{self.terminal}"
        token_file.write_text(token["token"])
        token_file.chmod(0o600)
        self.config = self.folder / f"kiosk-{self.terminal}.toml"
        self.config.write_text(f'''terminal = "{self.terminal}"
desk = "{self.desk}"
language = "zh-CN"
[district]
url = "https://127.0.0.1:{self.port}"
ca_fingerprint = "{token["ca_fingerprint"]}"
token_file = "{token_file}"
sync_interval_s = 1
''')

    def start_emulators(self):
        self.scanner_line = self.folder / f"scanner-{self.terminal}"
        self.printer_line = self.folder / f"printer-{self.terminal}"
        self.tickets = self.folder / f"tickets-{self.terminal}"
        self.tickets.mkdir(exist_ok=True)
        for device, line, more in (("scanner", self.scanner_line, []),
                                   ("receipt-printer", self.printer_line,
                                    ["--out", self.tickets])):
            control = self.folder / f"{device}-{self.terminal}.sock"
            self.start(f"{device}-{self.terminal}", self.bin / "devicectl", "emulate", device,
                       "--link", line, "--control", f"unix:{control}", *more, ready_line=True)
        self.scanner = Door(self.folder / f"scanner-{self.terminal}.sock")
        self.printer = Door(self.folder / f"receipt-printer-{self.terminal}.sock")

    def start_card_reader(self):
        self.card_line = self.folder / f"id-card-{self.terminal}"
        control = self.folder / f"id-card-reader-{self.terminal}.sock"
        self.start(f"id-card-reader-{self.terminal}", self.bin / "devicectl", "emulate",
                   "id-card-reader", "--link", self.card_line, "--control", f"unix:{control}",
                   "--persons", self.persons, ready_line=True)
        self.card_reader = Door(control)

    def put_card(self, person):
        self.card_reader.must(verb="insert_card", person=person)

    def take_card(self):
        self.card_reader.must(verb="remove_card")

    def start_kiosk(self, *more, env=None):
        name = f"kiosk-{self.terminal}"
        control = self.folder / f"{name}.sock"
        control.unlink(missing_ok=True)
        self.start(name, self.bin / "kiosk-dev", "--mode", "testing", "--config", self.config,
                   "--data", self.data, "--clock", self.now(), "--window", "1920x1080",
                   "--control", f"unix:{control}",
                   "--device", f"scanner=serial:{self.scanner_line}?baud=115200",
                   "--device", f"receipt-printer=serial:{self.printer_line}?baud=115200", *more,
                   env={"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", **(env or {})})
        process = self.processes[name]
        self.kiosk = Door(control, alive=lambda: process.poll() is None)

    def kill_kiosk(self):
        if self.kiosk:
            self.kiosk.close()
            self.kiosk = None
        return self.kill(f"kiosk-{self.terminal}")

    def state(self):
        return self.kiosk.must(cmd="state")["state"]

    def wait(self, **conditions):
        conditions.setdefault("timeout_ms", 15000)
        self.kiosk.must(cmd="wait", **conditions)

    def scan(self, text):
        self.scanner.must(verb="scan", text=text)

    def sign_in(self, staff="S-0041"):
        self.wait(path="/stage", equals="ScanBadge")
        self.wait(path="/devices/scanner", equals="Healthy")
        self.scan(self.badge_of(staff))
        self.wait(path="/stage", equals="EnterPin")
        for digit in PIN:
            self.kiosk.must(cmd="tap", target=f"sampling.pin.key[{digit}]")
        self.kiosk.must(cmd="tap", target="sampling.pin.enter")
        self.wait(path="/stage", equals="Desk")


def tube_code(batch, serial):
    """ISO 7064 MOD 97-10 over the characters before, as the site's tubes are made."""
    body = f"{batch}{serial:04d}"
    digits = "".join(str(int(c, 36)) for c in body)
    check = (98 - int(digits + "00") % 97) % 97
    return f"{batch}-{serial:04d}-{check:02d}"
