"""Where the peer is: feelin, a FEEL interpreter of npm's, at the version that package-lock.json pins
with its hashes. It is fetched into build/feelin once; nothing of it is part of the product."""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1])]

from npm_packages import fetch  # noqa: E402


def folder(build):
    """Folder with feelin in node_modules, and "" or why there is none."""
    place = pathlib.Path(build) / "feelin"
    why = fetch(HERE, place)
    return (None, why) if why else (place, "")
