"""Where the peer is: feelin, a FEEL interpreter of npm's, at the version that package-lock.json pins
with its hashes. It is fetched into build/feelin once; nothing of it is part of the product."""

import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
LOCK = HERE / "package-lock.json"


def folder(build):
    """Folder with feelin in node_modules and feelin.mjs beside it, and "" or why there is none."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            return None, f"no {program} here"
    place = pathlib.Path(build) / "feelin"
    stamp = place / "stamp"
    if not stamp.exists() or stamp.read_bytes() != LOCK.read_bytes():
        place.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, place)
        done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                              cwd=place, capture_output=True, text=True)
        if done.returncode != 0:
            return None, "npm ci: " + (done.stderr.strip().splitlines() or ["failed"])[-1]
        stamp.write_bytes(LOCK.read_bytes())
    return place, ""
