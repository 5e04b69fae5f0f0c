"""npm packages for tests: other people's programs at the versions that a package-lock.json pins with
its hashes, fetched into the build folder once. Nothing of them is part of the product."""

import shutil
import subprocess


def fetch(source, place):
    """Has `place` hold what `source`/package-lock.json names. Why not; empty: it does."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            return f"no {program} here"
    lock = (source / "package-lock.json").read_bytes()
    stamp = place / "stamp"
    if stamp.exists() and stamp.read_bytes() == lock:
        return ""
    place.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(source / name, place)
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                          cwd=place, capture_output=True, text=True)
    if done.returncode != 0:
        return "npm ci: " + (done.stderr.strip().splitlines() or ["failed"])[-1]
    stamp.write_bytes(lock)
    return ""
