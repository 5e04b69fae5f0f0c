"""Rules about everything that is written: links, licences, traces of the workplace."""

import re
import urllib.parse
from pathlib import PurePosixPath

from tree import Finding

PACKAGES = "tools/packages.txt"
DEPENDENCIES = "docs/dependencies.md"

# Put together so that this file does not find itself.
WORKPLACE = re.compile(r"(?<![\w.~])/" + r"work/(main|shared|\.library)?|(?<!\w)/tmp/" + r"w\b")
LEFT_TASK = re.compile(r"\b(" + "TO" + "DO|FIX" + r"ME)\b(?!\([^)\s][^)]*\): \S)")


def dead_links(tree):
    """Each relative link of a .md file leads to a file, and its #part to a heading."""
    for path in tree.files(".md"):
        folder = PurePosixPath(path).parent
        for number, line in enumerate(prose(tree.text(path) or ""), 1):
            for found in re.finditer(r"\]\(\s*<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\s*\)", line):
                target = urllib.parse.unquote(found.group(1))
                if re.match(r"[a-z][a-z0-9+.-]*:", target):
                    continue
                file, _, part = target.partition("#")
                if file.startswith("/"):
                    yield Finding(path, number, f"{target}: link relatively")
                    continue
                there = normal(folder / file) if file else path
                if there is None or not tree.has(there):
                    yield Finding(path, number, f"{target} leads nowhere")
                elif part and there.endswith(".md") and part not in anchors(tree.text(there)):
                    yield Finding(path, number, f"{target}: {there} has no such heading")


def normal(path):
    parts = []
    for part in path.parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts) or "."


def prose(text):
    """The lines of a .md file with code blanked."""
    fenced = False
    for line in text.splitlines():
        if re.match(r"\s*(```|~~~)", line):
            fenced = not fenced
            yield ""
        else:
            yield "" if fenced else re.sub(r"`[^`]*`", "", line)


def anchors(text):
    """The ids that headings get: lower case, no punctuation, hyphens for spaces."""
    found, fenced = set(), False
    for line in text.splitlines():
        if re.match(r"\s*(```|~~~)", line):
            fenced = not fenced
        heading = None if fenced else re.match(r"#{1,6}\s+(.*?)\s*#*$", line)
        if heading:
            plain = re.sub(r"[^\w\- ]", "", heading.group(1).lower()).replace(" ", "-")
            same = 1
            name = plain
            while name in found:
                name = f"{plain}-{same}"
                same += 1
            found.add(name)
        found.update(re.findall(r'<a\s+(?:id|name)="([^"]+)"', line))
    return found


def licences(tree):
    """Each linked package of tools/packages.txt stands with its licence in dependencies.md."""
    if not tree.has(PACKAGES) or not tree.has(DEPENDENCIES):
        yield Finding(PACKAGES, 1, f"{PACKAGES} and {DEPENDENCIES} must both exist")
        return
    named = {}
    for line in tree.text(DEPENDENCIES).splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.lstrip().startswith("|") and len(cells) >= 3:
            for name in re.findall(r"`([^`]+)`", cells[0]):
                named[name] = cells[1]
    kinds = ("linked", "build", "run", "test", "dev", "bench")
    for number, line in enumerate(tree.text(PACKAGES).splitlines(), 1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) != 2 or words[1] not in kinds:
            yield Finding(PACKAGES, number, f"a line is: name, one of {', '.join(kinds)}, # why")
        elif not line.partition("#")[2].strip():
            yield Finding(PACKAGES, number, f"{words[0]}: say why")
        elif words[1] == "linked" and not named.get(words[0]):
            yield Finding(PACKAGES, number, f"{words[0]} is linked but {DEPENDENCIES} has no row "
                                            "with its licence")


def traces(tree):
    """Nothing of the place where the code was written, and no task left without its reason."""
    for path in tree.paths:
        text = tree.text(path)
        if text is None:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if WORKPLACE.search(line):
                yield Finding(path, number, "names a folder of somebody's workplace")
            if LEFT_TASK.search(line):
                yield Finding(path, number, "a task in a comment is written KIND(why it waits): what")
