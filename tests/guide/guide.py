#!/usr/bin/env python3
"""docs/authoring.md cannot rot: what it shows of files is their text, what it runs says just that.

guide.py FLOWCTL. Above a block of the guide stands what it is:
  <!-- file NAME -->   the whole file
  <!-- part NAME -->   lines of the file that follow each other, however far indented
  <!-- cells NAME -->  a table: what is in `backticks` below its head stands in the file as a text
  <!-- run -->         commands (`$ flowctl ...`) and what they print; … is any text
"""

import html
import os
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs/examples"
GUIDE = ROOT / "docs/authoring.md"
MARK = re.compile(r"<!-- (file|part|cells|run) ?(\S*) -->\n"
                  r"(?:```\w+\n(.*?)\n```|((?:\|[^\n]*\n)+))", re.S)


def stripped(text):
    return "\n".join(line.strip() for line in text.strip().splitlines())


def same_file(name, shown):
    if (EXAMPLES / name).read_text().strip() != shown.strip():
        yield f"{name} is not as the guide shows it"


def part_of(name, shown):
    if stripped(shown) not in stripped((EXAMPLES / name).read_text()):
        yield f"{name} has no such lines: {shown.splitlines()[0]} ..."


def cells_of(name, table):
    held = html.unescape((EXAMPLES / name).read_text())
    for cell in re.findall(r"`([^`]+)`", "\n".join(table.splitlines()[2:])):
        if f"<text>{cell}</text>" not in held:
            yield f"{name} has no cell {cell}"


def runs_as_shown(flowctl, shown):
    for call in re.split(r"^\$ ", shown, flags=re.M)[1:]:
        command, _, wanted = call.partition("\n")
        words = shlex.split(command)
        done = subprocess.run([flowctl, *words[1:]], cwd=EXAMPLES, capture_output=True, text=True)
        pattern = ".*".join(re.escape(part) for part in wanted.strip().split("…"))
        if words[0] != "flowctl" or not re.fullmatch(pattern, done.stdout.strip()):
            yield f"{command}\nprints\n{done.stdout}{done.stderr}"


def findings(guide, flowctl):
    kinds = set()
    shown = set()
    for kind, name, block, table in MARK.findall(guide):
        kinds.add(kind)
        shown.add(name)
        if kind == "file":
            yield from same_file(name, block)
        elif kind == "part":
            yield from part_of(name, block)
        elif kind == "cells":
            yield from cells_of(name, table)
        else:
            yield from runs_as_shown(flowctl, block)
    if kinds != {"file", "part", "cells", "run"}:
        yield f"the guide shows only {sorted(kinds)}"
    if len(re.findall("^<!--", guide, re.M)) != len(MARK.findall(guide)):
        yield "a mark of the guide stands above no block"


def cases(flowctl):
    """Every case of the examples ends as its name says: <outcome>-<what>.json."""
    folder = EXAMPLES / "library-card-cases"
    for case in sorted(folder.glob("*.json")):
        done = subprocess.run(
            [flowctl, "run", EXAMPLES / "library-card", "--facts", case, "--language", "en",
             "--clock", "2022-11-18T10:00:00+08:00"], capture_output=True, text=True)
        outcome = case.name.split("-")[0].upper()
        if f"\noutcome   {outcome}" not in done.stdout:
            yield f"{case.name} ends otherwise:\n{done.stdout}{done.stderr}"


def main():
    flowctl = os.path.abspath(sys.argv[1])
    guide = GUIDE.read_text()
    found = [*findings(guide, flowctl), *cases(flowctl)]
    # The comparisons must be able to fail.
    for text in ("library-card/1/", "P1D", "library rules, section 4", "taskHeaders", "msgstr"):
        if not list(findings(re.sub(text, "~", guide, flags=re.I), flowctl)):
            found.append(f"a guide without {text} is not noticed")
    print("\n".join(found) or "the guide is as its files are")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
