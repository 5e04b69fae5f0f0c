#!/usr/bin/env python3
"""Our reader beside the editors': what they write we read or refuse by name, what is ours they keep.

editors.py FLOWCTL runs every check; npm fetches the editors' packages into build/editors at the
versions and hashes of package-lock.json. Without node or the packages: skipped (77)."""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent)]

from npm_packages import fetch  # noqa: E402

CHECKS = ("round_trip.mjs", "written_bpmn.mjs", "refused_bpmn.mjs", "written_dmn.mjs", "forms.mjs")


def main():
    flowctl = pathlib.Path(sys.argv[1]).resolve()
    place = flowctl.parents[1] / "editors"
    trouble = fetch(HERE, place)
    if trouble:
        print(f"skipped: {trouble}")
        return 77
    # Every check says what it found, also when one before it failed.
    failed = [name for name in CHECKS
              if subprocess.run(["node", HERE / name, flowctl, ROOT, place]).returncode != 0]
    if failed:
        print("failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
