"""A screen without glass, whose pixels lie in a file: Xvfb with its frame buffer mapped."""

import ctypes
import mmap
import os
import pathlib
import signal
import struct
import subprocess
import time

WIDTH, HEIGHT = 1920, 1080
PORTRAIT = (1080, 1920)
# Where every first screen differs from the root: top bar, card, title, bottom bar.
ROWS = (50, 300, 540, 1010)
# Between the icon and the hint lies the title, in the middle: nothing else does on these pages.
TITLE_ROWS, TITLE_LEFT, TITLE_RIGHT = range(520, 651, 10), 660, 1260


class Screen:
    def __init__(self, folder, size=(WIDTH, HEIGHT)):
        self.width, self.height = size
        reader, writer = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{self.width}x{self.height}x24", "-fbdir",
             str(folder), "-nolisten", "tcp", "-noreset", "-br", "-nocursor"], pass_fds=[writer],
            stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as ready:
            number = ready.readline().strip()
        if not number:
            raise RuntimeError("Xvfb does not start")
        self.display = f":{number}"
        with open(pathlib.Path(folder) / "Xvfb_screen0", "rb") as file:
            self.pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(">25I", self.pixels[:100])  # XWDFileHeader, version 7
        if header[1] != 7 or header[11] != 32:
            raise RuntimeError("the frame buffer is no 32 bit XWD of version 7")
        self.line_bytes, self.start = header[12], header[0] + header[19] * 12
        self.empty = [self.row(y) for y in ROWS]

    def row(self, y, left=0, right=None):
        start = self.start + y * self.line_bytes
        return self.pixels[start + left * 4:start + (right or self.width) * 4]

    def is_empty(self):
        return all(self.row(y) == empty for y, empty in zip(ROWS, self.empty))

    def has_title(self):
        """Dark letters on a light ground, at the place of the title."""
        for y in TITLE_ROWS:
            green = self.row(y, TITLE_LEFT, TITLE_RIGHT)[1::4]
            if 40 < sum(value < 0x60 for value in green) < len(green) / 2:
                return True
        return False

    def look(self, rows, left=0, right=None):
        return b"".join(self.row(y, left, right) for y in rows)

    def last_change(self, rows, until):
        """The monotonic time at which any of these rows changed for the last time before `until`."""
        seen, at = self.look(rows), time.monotonic()
        while (now := time.monotonic()) < until:
            if (look := self.look(rows)) != seen:
                seen, at = look, now
            time.sleep(0.0005)
        return at

    def wait(self, what, patience_s=30):
        """The monotonic time at which `what` came true, looked at about every half millisecond."""
        give_up = time.monotonic() + patience_s
        while not what():
            if time.monotonic() > give_up:
                raise TimeoutError("the screen does not show what was waited for")
            time.sleep(0.0005)
        return time.monotonic()

    def close(self):
        self.process.terminate()
        self.process.wait()


def adopt_orphans():
    """Processes of ours whose parent ends become ours instead of init's: no one is lost."""
    pr_set_child_subreaper = 36
    if ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0) != 0:
        raise RuntimeError("prctl(PR_SET_CHILD_SUBREAPER) failed")


def tree(root, without=()):
    """The processes below `root` (without it), and not those in or below `without`."""
    children = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [root]
    while todo:
        for child in children.get(todo.pop(), []):
            if child not in without:
                found.append(child)
                todo.append(child)
    return found


def pss_kb(process):
    try:
        text = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it ended between the list and the look
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def end(processes):
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass


def reap(processes):
    """Waits until none of them is there; the adopted ones are ours to bury."""
    give_up = time.monotonic() + 20
    while any(pathlib.Path(f"/proc/{process}").exists() for process in processes):
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            pass
        if time.monotonic() > give_up:
            raise TimeoutError("a process does not end")
        time.sleep(0.005)
