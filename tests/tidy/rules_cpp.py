"""Rules about C++ files: who includes what, how long, how laid out, which words."""

import os
import re
import shutil
import subprocess

from tree import CPP, Finding, is_test

# Each folder and what it may include beside itself; the longest prefix counts. This is the list
# of the architecture: an include points only down it.
LAYERS = {
    "base": set(),
    "i18n": {"base"},
    "offline-cache": {"base"},
    "offline-cache/wire": {"base"},
    "drivers": {"base"},
    "flows": {"i18n", "base"},
    "district": {"flows", "offline-cache/wire", "i18n", "base"},
    "kiosk": {"flows", "drivers", "offline-cache", "offline-cache/wire", "i18n", "base"},
}

HEAVY = re.compile(
    r"^(nlohmann/|spdlog/|fmt/|httplib\.h|CLI/|curl/|openssl/|sqlite3(ext)?\.h|SDL|imgui|"
    r"toml\+\+/|boost/|zbar|qrencode\.h|unicode/)")
# The drawing layer is the one place that hands SDL's and ImGui's types around.
HEAVY_FOR_UI = re.compile(r"^(SDL|imgui)")

LONGEST_FILE_LINES = 400
SKIPPED = 77

# Han characters, kana and the like; punctuation alone is no word.
CJK = re.compile("[\u2e80-\u2fff\u3005-\u3007\u3021-\u303f\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff"
                 "\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffef\U00020000-\U0003ffff]")


def layer_of(path):
    """The folder of LAYERS that a path is in, or None."""
    parts = path.split("/")
    for length in (2, 1):
        name = "/".join(parts[:length])
        if len(parts) > length and name in LAYERS:
            return name
    return None


def include_direction(tree):
    """An include points only to a lower folder, and is written from the project's root."""
    for path in tree.files(*CPP):
        own = layer_of(path)
        if own is None:
            continue
        # A folder may include its own parts, but wire is a target that knows only base.
        allowed = LAYERS[own] | {own}
        if own == "offline-cache":
            allowed |= {"offline-cache/wire"}
        for line, form, target in tree.cpp(path).includes():
            theirs = layer_of(target)
            if form == "<":
                if theirs is not None:
                    yield Finding(path, line, f'write "{target}" in quotes: it is ours')
            elif theirs is None and not (is_test(path) and target.startswith("tests/")):
                yield Finding(path, line, f'"{target}" is not a path from the project\'s root')
            elif theirs is not None and theirs not in allowed:
                yield Finding(path, line, f"{own}/ may not include {theirs}/ ({target})")


def heavy_headers(tree):
    """Headers that are slow to compile, and other people's types, stay in .cpp files."""
    for path in tree.files(".h"):
        if is_test(path):
            continue
        for line, _, target in tree.cpp(path).includes():
            if not HEAVY.match(target):
                continue
            if path.startswith("kiosk/ui/") and HEAVY_FOR_UI.match(target):
                continue
            yield Finding(path, line, f"<{target}> belongs into a .cpp file, behind our own header")


def words_in_code(tree):
    """What a person reads comes from the catalogues, never from C++."""
    for path in tree.files(*CPP):
        if is_test(path) or re.search(r"(^|/)main/", path):
            continue
        cpp = tree.cpp(path)
        for literal in cpp.literals:
            if CJK.search(unescaped(literal.text)) and literal.line not in cpp.data_lines:
                yield Finding(path, literal.line, f'"{literal.text}": words belong into i18n/po')
        if path.startswith("kiosk/screens/"):
            yield from words_of_screen(path, cpp)


def unescaped(text):
    """`\\u673a` and the like as the characters that they are."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})",
                  lambda m: chr(min(int(m.group(1) or m.group(2), 16), 0x10FFFF)), text)
    if "\\x" in text:
        bytes_ = re.sub(rb"\\x([0-9a-fA-F]{1,2})", lambda m: bytes([int(m.group(1), 16)]),
                        text.encode("utf-8"))
        text = bytes_.decode("utf-8", errors="ignore")
    return text


# Calls that put their string on the screen as it is.
DRAWS = re.compile(r"\b(?:AddText|CalcTextSize|Text(?:Unformatted|Colored|Wrapped|Disabled|V)?|"
                   r"Button|Label|LabelText|BulletText|SetTooltip|draw_text|text_line|paragraph)"
                   r"\s*\(")


# The states that widgets put into the UI tree, and language tags inside ids.
STATE_WORDS = {"enabled", "disabled", "focused", "selected", "filled", "last", "match", "next",
               "empty", "confirmed", "not_compared", "paused", "open", "trouble"}
LANGUAGE_TAG = re.compile(r"zh-(?:CN|HK)")


def words_of_screen(path, cpp):
    """A screen's literals are ids, keys and formats: lower case, no spaces between letters."""
    include_lines = {line for line, _, _ in cpp.includes()}
    for literal in cpp.literals:
        if literal.line in include_lines or literal.line in cpp.data_lines:
            continue
        words = re.sub(r"\\.", "", re.sub(r"\{[^}]*\}|%[-+ #0-9.]*l*[a-zA-Z]", "", literal.text))
        words = LANGUAGE_TAG.sub("", words)
        if not is_drawn(cpp, literal) and (set(words.split()) <= STATE_WORDS
                                           or re.fullmatch(r"[A-Z]", words)):
            continue
        if re.search(r"[A-Za-z]\s+[A-Za-z]|[A-Z]", words):
            yield Finding(path, literal.line, f'"{literal.text}" reads like words: use a text key')
        elif re.search(r"[A-Za-z]", words) and is_drawn(cpp, literal):
            yield Finding(path, literal.line, f'"{literal.text}" is drawn as it is: use a text key')


def is_drawn(cpp, literal):
    """Whether the literal is itself an argument of a drawing call, not of a call inside it."""
    depth = 0
    for position in range(literal.start - 1, -1, -1):
        character = cpp.code[position]
        if character in ";{}":
            return False
        if character == ")":
            depth += 1
        elif character == "(":
            if depth == 0:
                before = cpp.code[max(0, position - 40):position + 1]
                found = list(DRAWS.finditer(before))
                return bool(found) and found[-1].end() == len(before)
            depth -= 1
    return False


def file_length(tree):
    """A file has one job and at most 400 lines."""
    for path in tree.files(".cpp", ".h"):
        count = len((tree.text(path) or "").splitlines())
        if count > LONGEST_FILE_LINES:
            yield Finding(path, count, f"{count} lines; more than {LONGEST_FILE_LINES}: two jobs?")


def clang_format(tree):
    """Every C++ file is laid out by clang-format 19 and the .clang-format of the root."""
    tool = shutil.which("clang-format-19")
    if tool is None:
        print("SKIPPED: clang-format-19 is missing; tools/setup --dev installs it")
        raise SystemExit(SKIPPED)
    paths = tree.files(".cpp", ".h")
    style = f"file:{os.path.abspath(tree.root / '.clang-format')}"
    for start in range(0, len(paths), 100):
        done = subprocess.run([tool, f"--style={style}", "--dry-run", "--Werror",
                               "--ferror-limit=1", *paths[start:start + 100]],
                              cwd=tree.root, text=True, stderr=subprocess.PIPE, check=False)
        found = re.findall(r"^(\S+?):(\d+):\d+: error: (.*)", done.stderr, re.MULTILINE)
        if done.returncode != 0 and not found:
            yield Finding(".clang-format", 1, done.stderr.strip())
        for path, line, text in found:
            yield Finding(path, int(line), f"{text}; run clang-format-19 -i {path}")
