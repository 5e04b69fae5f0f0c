#!/usr/bin/env python3
"""The release program holds nothing of the test door, the dock or the emulators.

`no_test_door.py BIN_FOLDER LIBDK_DEV.a LIBDK_EMULATORS.a LIBDK_DISK_FAULTS.a`

Asked in three ways: by what the libraries define, by texts of theirs, and by what the command line
takes. Every search must find what it looks for in the program that does hold it (kiosk-dev,
devicectl); a search that finds nothing anywhere has lost its subject and fails.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

BIN, DEV_LIBRARY, EMULATOR_LIBRARY, DISK_LIBRARY = None, None, None, None

# Where each name of the door must turn up among kiosk-dev's functions. Patterns of demangled names.
DOOR_NAMES = ["dk::kiosk::dev::", "ControlServer::", "Door::", "Dock::", "Emulators::",
              "NetworkSwitch::", "DevClock::", "DiskSwitch::", "FaultVfs::",
              "ask_emulator", "run_program"]
EMULATOR_NAMES = ["ScannerEmulator::", "PrinterEmulator::", "ControlServer::", "EmulatedDevice::"]

# At least eight characters: a compiler writes shorter ones into the code in pieces, and of longer
# ones it may do so with pieces of eight.
DOOR_TEXTS = ["--control", "--emulator-control", "--district-dir", "/devicectl", "-emulators",
              "emulator:", "control socket: ", "emulator does not answer", "issue-code",
              "development program", "test-door-disk", "no such fault of a disk"]

DOOR_OPTIONS = {"--control": "unix:{folder}/x", "--device": "scanner=emulator:",
                "--emulator-control": "scanner=unix:{folder}/x",
                "--clock": "2022-11-18T10:00:00+08:00", "--dock": None,
                "--district-dir": "{folder}"}


def output(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True,
                          text=True).stdout


def names(file, kinds=None):
    """The demangled names that a program or library defines, with nm's letters `kinds`."""
    found = set()
    for line in output("nm", "-C", "--defined-only", file).splitlines():
        parts = re.match(r"[0-9a-f]+ (\w) (.+)", line)
        if parts and (kinds is None or parts[1] in kinds):
            found.add(parts[2])
    return found


def with_names(program):
    """The program's names; a stripped one would make every search for them empty."""
    found = names(program)
    assert any(name.startswith("main") for name in found), f"{program} is stripped"
    return found


def holds(program, text):
    """Whether the bytes of a text, or of each piece of eight, are in the program."""
    data, wanted = program.read_bytes(), text.encode()
    pieces = [wanted[i:i + 8] for i in range(0, len(wanted) - 7, 8)]
    return wanted in data or all(piece in data for piece in pieces)


class ReleaseProgram(unittest.TestCase):
    def test_library_of_the_door_is_not_linked(self):
        self.library_is_not_linked(DEV_LIBRARY, BIN / "kiosk-dev")

    def test_library_of_the_emulators_is_not_linked(self):
        self.library_is_not_linked(EMULATOR_LIBRARY, BIN / "devicectl")

    def test_library_of_the_failing_disk_is_not_linked(self):
        self.library_is_not_linked(DISK_LIBRARY, BIN / "kiosk-dev")

    def library_is_not_linked(self, library, holder):
        # Only strong functions: a weak one may be a template that others use as well.
        defined = names(library, "T")
        self.assertTrue(defined, f"{library} defines nothing")
        self.assertTrue(defined & with_names(holder), f"{holder} holds nothing of {library}")
        self.assertEqual(defined & with_names(BIN / "kiosk"), set())

    def test_no_name_of_the_door(self):
        self.no_name_like(DOOR_NAMES, BIN / "kiosk-dev")

    def test_no_name_of_the_emulators(self):
        self.no_name_like(EMULATOR_NAMES, BIN / "devicectl")

    def no_name_like(self, wanted, holder):
        holders, release = with_names(holder), with_names(BIN / "kiosk")
        for part in wanted:
            pattern = re.compile(r"(?<!\w)" + re.escape(part))
            with self.subTest(part):
                self.assertTrue(any(pattern.search(name) for name in holders), f"not in {holder}")
                self.assertEqual([name for name in release if pattern.search(name)], [])

    def test_no_text_of_the_door(self):
        for text in DOOR_TEXTS:
            with self.subTest(text):
                self.assertTrue(holds(BIN / "kiosk-dev", text), "not in kiosk-dev")
                self.assertFalse(holds(BIN / "kiosk", text), "in kiosk")

    def test_options_of_the_door_are_refused(self):
        known = output(BIN / "kiosk-dev", "--help")
        with tempfile.TemporaryDirectory() as folder:
            for option, value in DOOR_OPTIONS.items():
                given = [] if value is None else [value.format(folder=folder)]
                with self.subTest(option):
                    self.assertRegex(known, rf"(?m)^\s*{option}\b")
                    done = subprocess.run([str(BIN / "kiosk"), option, *given],
                                          capture_output=True, text=True, timeout=20)
                    self.assertNotEqual(done.returncode, 0)
                    self.assertIn(option, done.stderr)
                    self.assertRegex(done.stderr, "not expected")
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    BIN, DEV_LIBRARY, EMULATOR_LIBRARY, DISK_LIBRARY = map(pathlib.Path, sys.argv[1:])
    unittest.main(argv=sys.argv[:1], verbosity=2)
