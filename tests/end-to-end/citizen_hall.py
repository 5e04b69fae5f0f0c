"""A zone with one citizen's kiosk: readers, scanner, printer, and a visitor who uses them."""

import json
import os
import pathlib
import socket
import subprocess
import time

from hall import Door, Hall

PORTRAIT, WIDE = "1080x1920", "1920x1080"


class Zone(Hall):
    """A hall whose terminal is a citizen's kiosk."""

    SERVE = ("--issue-codes",)

    def __init__(self, bin_dir, terminal="LH-KS-0003", desk="03", **more):
        super().__init__(bin_dir, terminal=terminal, desk=desk, **more)

    def init_district(self, *more, persons="catalogue", items="catalogue"):
        super().init_district("--seed-facts", "catalogue", "--seed-items", items, *more,
                              persons=persons)

    def start_emulators(self):
        super().start_emulators()
        self.start_card_reader()

    def publish_devices(self):
        """The site's data with the addresses of the emulators: the release program knows no
        others."""
        addresses = {"id-card-reader": self.card_line, "scanner": self.scanner_line,
                     "receipt-printer": self.printer_line}
        site = {"schema": "site/1", "site": "QH-01",
                "name": {"zh-CN": "清湖社区采样点", "zh-HK": "清湖社區採樣點",
                         "en": "Qinghu Sampling Site"},
                "district": "440309", "population": 12000, "undo_s": 60, "list_max_age_h": 24,
                "offline_max_h": 72, "manifest_max_age_h": 24,
                "devices": {self.terminal: {device: f"serial:{line}?baud=115200"
                                            for device, line in addresses.items()}},
                "tube": {"capacity": 10, "prefix": "LH", "check": "mod97", "min_length": 10,
                         "max_length": 16},
                "services": {"sampling": True, "health_cert": False}}
        file = self.folder / "site.json"
        file.write_text(json.dumps(site, ensure_ascii=False), encoding="utf-8")
        self.run("district", "publish", "site", file, "--dir", self.district_dir, "--at",
                 self.now())

    def start_social_card(self):
        """A real pcscd of our own with a virtual reader, and the card at its far end; why not, when
        it cannot run here. Call it before the kiosk is started."""
        pcscd = pathlib.Path("/usr/sbin/pcscd")
        driver = pathlib.Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
        if not pcscd.exists() or not driver.exists():
            return "pcscd or vsmartcard-vpcd is not installed"
        if not os.access("/run/pcscd", os.W_OK):
            return "no right to write to /run/pcscd"
        give_up = time.monotonic() + 30
        while pathlib.Path("/run/pcscd/pcscd.pid").exists():
            if time.monotonic() > give_up:
                return "another pcscd runs here"
            time.sleep(0.2)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        readers = self.folder / "readers"
        readers.mkdir(exist_ok=True)
        (readers / "vpcd").write_text(f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{port}\n'
                                      f"LIBPATH {driver}\nCHANNELID {port}\n")
        self.pcsc = self.folder / "pcsc"
        # As systemd does it: the socket is ours, so that no other pcscd is disturbed. Not sh: its
        # descriptors have one digit, and ours may have two.
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(self.pcsc))
            listener.listen(8)
            with open(self.logs / "pcscd.log", "w", encoding="utf-8") as log:
                self.processes["pcscd"] = subprocess.Popen(
                    ["/bin/bash", "-c", 'exec 3<&"$0"; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"',
                     str(listener.fileno()), str(pcscd), "-f", "-C", "-c", str(readers)],
                    pass_fds=[listener.fileno()], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        control = self.folder / "social-card.sock"
        self.start("social-card", self.bin / "devicectl", "emulate", "social-card", "--vpcd",
                   f"127.0.0.1:{port}", "--control", f"unix:{control}",
                   "--persons", self.persons, ready_line=True)
        self.social_card = Door(control)
        return None

    def start_kiosk(self, *more, window=PORTRAIT, env=None):
        env = dict(env or {})
        if "pcscd" in self.processes:
            more = (*more, "--device", "social-card=pcsc:Virtual PCD")
            env["PCSCLITE_CSOCK_NAME"] = str(self.pcsc)
        name = f"kiosk-{self.terminal}"
        control = self.folder / f"{name}.sock"
        control.unlink(missing_ok=True)
        self.start(name, self.bin / "kiosk-dev", "--mode", "citizen", "--config", self.config,
                   "--data", self.data, "--clock", self.now(), "--window", window,
                   "--control", f"unix:{control}",
                   "--device", f"id-card-reader=serial:{self.card_line}?baud=115200",
                   "--device", f"scanner=serial:{self.scanner_line}?baud=115200",
                   "--device", f"receipt-printer=serial:{self.printer_line}?baud=115200", *more,
                   env={"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", **env})
        process = self.processes[name]
        self.kiosk = Door(control, alive=lambda: process.poll() is None)

    # What a visitor does

    def tap(self, target):
        self.kiosk.must(cmd="wait", target=target, timeout_ms=15000)
        self.kiosk.must(cmd="tap", target=target)

    def advance(self, seconds):
        """The terminal's clock; codes that are issued from now on are of that time, too."""
        self.kiosk.must(cmd="clock", advance_ms=seconds * 1000)
        self.clock_started -= seconds

    def page(self):
        return self.state()["page"]

    def at(self, page, **more):
        self.wait(path="/page", equals=page, **more)

    def tree(self):
        return self.kiosk.must(cmd="tree")["nodes"]

    def ids(self):
        return {node["id"] for node in self.tree()}

    def show_code(self, person, loa=3):
        self.scan(self.code_of(person, "--loa", str(loa)))

    def ready(self):
        """Home, with its items, and readers that work."""
        self.at("home")
        self.kiosk.must(cmd="wait", target="home.area[instant]", timeout_ms=20000)
        self.wait(path="/online", equals=True)

    def case_events(self):
        """How many cases the district has taken."""
        return sum(event["type"] == "case.decided" for event in self.arrivals())
