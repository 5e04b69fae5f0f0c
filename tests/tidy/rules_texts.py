"""Rules about texts: code and the three catalogues name the same keys."""

import re

from tree import CPP, Finding, is_test

CATALOGUES = "i18n/po/"
LANGUAGES = 3
FAILURE_CODES = "base/failure_codes.def"
READERS = ("citizen", "clerk", "technician")

KEY = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+$")
# What takes a text key: tr(...), tr_plural(...), text_key(...), TextKey{...}, title_key = "...".
TAKES_KEY = re.compile(r"(?:\b(?:tr\w*|text_key|TextKey)\s*(?:\w+\s*)?[({]|\b\w*_key\s*(?:=|\(|\{))\s*$")


class Entry:
    def __init__(self, line):
        self.line = line
        self.key = ""
        self.texts = []
        self.fuzzy = False


def parse_po(text):
    """Entries of a .po file in order, the header left out."""
    entries, entry, target, fuzzy = [], None, None, False
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if line.startswith("#,") and "fuzzy" in line:
            fuzzy = True
        found = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*"(.*)"$', line)
        if not found or line.startswith("#"):
            continue
        keyword, value = found.groups()
        if keyword in ("msgctxt", "msgid_plural"):
            target = keyword
        elif keyword == "msgid":
            entry = Entry(number)
            entry.fuzzy, fuzzy = fuzzy, False
            entries.append(entry)
            entry.key = value
            target = keyword
        elif keyword:
            entry.texts.append(value)
            target = "msgstr"
        elif target == "msgid":
            entry.key += value
        elif target == "msgstr":
            entry.texts[-1] += value
    return [e for e in entries if e.key]


def catalogues(tree):
    """{path: {key: Entry}} and what is wrong with single entries."""
    found, findings = {}, []
    for path in tree.files(".po"):
        if not path.startswith(CATALOGUES):
            continue
        keys = found.setdefault(path, {})
        for entry in parse_po(tree.text(path) or ""):
            if entry.key in keys:
                findings.append(Finding(path, entry.line, f"{entry.key} stands twice"))
            if not entry.texts or not all(entry.texts):
                findings.append(Finding(path, entry.line, f"{entry.key} has no text"))
            if entry.fuzzy:
                findings.append(Finding(path, entry.line, f"{entry.key} is fuzzy: settle it"))
            keys[entry.key] = entry
    return found, findings


def placeholders(entry):
    return {name for text in entry.texts for name in re.findall(r"\{(\w+)[^{}]*\}", text)}


def catalogues_agree(tree):
    """Three languages, the same keys in each, with a text and the same {places}."""
    found, findings = catalogues(tree)
    yield from findings
    if len(found) != LANGUAGES:
        yield Finding(CATALOGUES, 1, f"{len(found)} catalogues, not {LANGUAGES}: {sorted(found)}")
    for path, keys in found.items():
        for other, theirs in found.items():
            for key, entry in keys.items():
                if key not in theirs:
                    yield Finding(path, entry.line, f"{key} is missing in {other}")
                elif path < other and placeholders(entry) != placeholders(theirs[key]):
                    yield Finding(path, entry.line, f"{key} has other {{places}} than in {other}")


def keys_in_code(tree):
    """(path, line, key) of each text key that C++ names."""
    for path in tree.files(*CPP):
        if is_test(path):
            continue
        cpp = tree.cpp(path)
        for literal in cpp.literals:
            if KEY.match(literal.text) and takes_key(cpp.code, literal.start):
                yield path, literal.line, literal.text


def takes_key(code, start):
    """Whether the literal at `start` is an argument of something that takes a key."""
    depth = 0
    for position in range(start - 1, max(-1, start - 400), -1):
        character = code[position]
        assigns = (character == "=" and code[position - 1] not in "=!<>"
                   and code[position + 1] != "=")
        if depth == 0 and assigns:
            return TAKES_KEY.search(code[max(0, position - 60):position + 1]) is not None
        if character in ")]}":
            depth += 1
        elif character in "([{":
            if depth == 0:
                return TAKES_KEY.search(code[max(0, position - 60):position + 1]) is not None
            depth -= 1
        elif character == ";":
            return False
    return False


def keys_exist(tree):
    """Each text key in C++ is in every catalogue."""
    found, _ = catalogues(tree)
    if not found:
        yield Finding(CATALOGUES, 1, "there are no catalogues")
    for path, line, key in keys_in_code(tree):
        for catalogue, keys in found.items():
            if key not in keys:
                yield Finding(path, line, f"{key} is not in {catalogue}")


def failures_have_words(tree):
    """Each failure has words for the citizen, the clerk and the technician."""
    found, _ = catalogues(tree)
    if not tree.has(FAILURE_CODES):
        yield Finding(FAILURE_CODES, 1, "is missing")
        return
    codes = 0
    for number, line in enumerate(tree.cpp(FAILURE_CODES).code.splitlines(), 1):
        code = re.match(r"\s*[A-Z]\w*\(\s*([a-z]\w*)", line)
        if not code:
            continue
        codes += 1
        for path, keys in found.items():
            for reader in READERS:
                key = f"failure.{code.group(1)}.{reader}"
                if key not in keys:
                    yield Finding(FAILURE_CODES, number, f"{key} is not in {path}")
    if codes == 0 or not found:
        yield Finding(FAILURE_CODES, 1, f"{codes} codes and {len(found)} catalogues to compare")
