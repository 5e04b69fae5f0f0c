"""Reads apt's own description of where this machine gets its packages.

Both forms are understood: deb822 (`*.sources`) and one line an entry (`*.list`). The answer is
the entry of Debian's main archive, which is the one that carries the machine's release with
component main; security, backports and other vendors' archives are not it.
"""

import dataclasses
import re
from pathlib import Path

KEYRINGS = ("/usr/share/keyrings/debian-archive-keyring.pgp",
            "/usr/share/keyrings/debian-archive-keyring.gpg")


@dataclasses.dataclass(frozen=True)
class Entry:
    uri: str
    suite: str
    components: tuple
    # A path, a fingerprint list or a whole key block as in sources.list(5); "" where the entry
    # names none, then apt trusts its own keyrings.
    signed_by: str

    def with_keyring(self, path):
        return dataclasses.replace(self, signed_by=path)

    def sources_text(self, kind, suite):
        lines = [f"Types: {kind}", f"URIs: {self.uri}", f"Suites: {suite}", "Components: main"]
        if self.signed_by:
            lines.append(f"Signed-By: {self.signed_by}")
        return "\n".join(lines) + "\n"


def parse_deb822(text):
    """Entries of a `*.sources` file."""
    entries = []
    without_comments = "\n".join(l for l in text.splitlines() if not l.startswith("#"))
    for paragraph in re.split(r"\n\s*\n", without_comments):
        fields = {}
        name = None
        for line in paragraph.splitlines():
            if line[:1] in (" ", "\t"):
                if name:
                    fields[name] += "\n" + line
            elif ":" in line:
                name, _, value = line.partition(":")
                name = name.strip().lower()
                fields[name] = value.strip()
        if fields.get("enabled", "yes").lower() in ("no", "false", "0"):
            continue
        if "deb" not in fields.get("types", "").split():
            continue
        for uri in fields.get("uris", "").split():
            for suite in fields.get("suites", "").split():
                entries.append(Entry(uri, suite, tuple(fields.get("components", "").split()),
                                     fields.get("signed-by", "")))
    return entries


def parse_one_line(text):
    """Entries of a `*.list` file."""
    entries = []
    for line in text.splitlines():
        found = re.match(r"\s*deb\s+(?:\[([^]]*)\]\s*)?(.*)", line.split("#")[0])
        if not found:
            continue
        options, words = found.group(1) or "", found.group(2).split()
        if len(words) < 2:
            continue
        signed_by = re.search(r"(?:^|\s)signed-by=(\S+)", options)
        entries.append(Entry(words[0], words[1], tuple(words[2:]),
                             signed_by.group(1).replace(",", " ") if signed_by else ""))
    return entries


def all_entries(apt_etc):
    apt_etc = Path(apt_etc)
    entries = []
    for path in [apt_etc / "sources.list", *sorted((apt_etc / "sources.list.d").glob("*"))]:
        if path.is_file() and path.suffix in (".list", ".sources"):
            parse = parse_deb822 if path.suffix == ".sources" else parse_one_line
            entries += parse(path.read_text(errors="replace"))
    return entries


def is_debian_main(entry, codename):
    if "main" not in entry.components or re.search(r"security|backports", entry.uri):
        return False
    return entry.suite in (codename, "stable", "testing", "unstable", "sid")


def codename_of(os_release):
    found = re.search(r'^VERSION_CODENAME="?([a-z]+)', os_release, re.MULTILINE)
    return found.group(1) if found else "sid"


def main_entry(apt_etc="/etc/apt", os_release="/etc/os-release", keyrings=KEYRINGS):
    """The entry of Debian's main archive, or None where the machine is not a Debian."""
    text = Path(os_release).read_text() if Path(os_release).exists() else ""
    if not re.search(r'^ID="?debian"?$', text, re.MULTILINE):
        return None
    codename = codename_of(text)
    candidates = [e for e in all_entries(apt_etc) if is_debian_main(e, codename)]
    candidates.sort(key=lambda e: e.suite != codename)
    if not candidates:
        return None
    entry = candidates[0]
    if not entry.signed_by:
        for path in keyrings:
            if Path(path).exists():
                return entry.with_keyring(path)
    return entry
