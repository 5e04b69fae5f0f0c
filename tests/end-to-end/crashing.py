"""A hall whose kiosk has its own working and temporary folder, on a machine that allows cores, and
is killed by SIGSEGV when the test says so."""

import pathlib
import shutil
import signal
import subprocess
import time


class Crashing:
    """In front of a Hall."""

    def start(self, name, *arguments, env=None, **more):
        if name.startswith("kiosk"):
            self.cwd = self.folder / "cwd"
            self.tmp = self.folder / "tmp"
            for folder in (self.cwd, self.tmp):
                folder.mkdir(exist_ok=True)
            arguments = ("/bin/sh", "-c", 'cd "$0" && ulimit -c unlimited && exec "$@"', self.cwd,
                         *arguments)
            env = {**(env or {}), "TMPDIR": str(self.tmp)}
        return super().start(name, *arguments, env=env, **more)

    def crash(self):
        self.kiosk.close()
        self.kiosk = None
        code = self.kill(f"kiosk-{self.terminal}", signal.SIGSEGV)
        assert code == -signal.SIGSEGV, code


def machine_leaves_cores(folder):
    """Whether a program that does nothing against it leaves a core in its working folder."""
    folder.mkdir()
    victim = subprocess.Popen(["/bin/sh", "-c", 'cd "$0" && ulimit -c unlimited && exec sleep 60',
                               str(folder)])
    while pathlib.Path(f"/proc/{victim.pid}/comm").read_text().strip() != "sleep":
        time.sleep(0.01)
    victim.send_signal(signal.SIGSEGV)
    victim.wait()
    left = any(folder.iterdir())
    shutil.rmtree(folder)
    return left
