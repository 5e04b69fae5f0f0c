"""What the rules look at: the files of a project tree, and C++ files cut into their parts."""

import dataclasses
import functools
import os
import re
from pathlib import Path

SKIPPED_FOLDERS = {".git", "build", "__pycache__", ".cache", ".vscode", ".idea"}
CPP = (".cpp", ".h", ".def")


@dataclasses.dataclass(frozen=True)
class Finding:
    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


@dataclasses.dataclass(frozen=True)
class Literal:
    """A string literal: its line, its raw text between the quotes, where it stands in `code`."""
    line: int
    text: str
    start: int
    end: int


class Cpp:
    """A C++ file. `code` has comments and the insides of literals blanked, lines kept;
    `literals` are the string literals in order."""

    TOKEN = re.compile(
        r'//[^\n]*|/\*.*?\*/'
        r'|(?:u8|u|U|L)?R"(?P<tag>[^()\\\s]{0,16})\((?P<raw>.*?)\)(?P=tag)"'
        r'|(?:u8|u|U|L)?"(?P<str>(?:\\.|[^"\\\n])*)"'
        r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'", re.DOTALL)

    def __init__(self, text):
        self.text = text
        self.literals = []
        pieces, last = [], 0
        for token in self.TOKEN.finditer(text):
            pieces.append(text[last:token.start()])
            inside = token.group("raw") if token.group("raw") is not None else token.group("str")
            whole = token.group()
            if inside is not None:
                line = text.count("\n", 0, token.start()) + 1
                self.literals.append(Literal(line, inside, token.start(), token.end()))
                pieces.append('"' + re.sub(r"[^\n]", " ", whole[1:-1]) + '"')
            else:
                pieces.append(re.sub(r"[^\n]", " ", whole))
            last = token.end()
        pieces.append(text[last:])
        self.code = "".join(pieces)

    def includes(self):
        """(line, form, path) of each #include; form is '"' or '<'."""
        for number, line in enumerate(self.text.splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
            if found:
                yield number, found.group(1), found.group(2)

    @functools.cached_property
    def data_lines(self):
        """Lines of the blocks that a `// tidy: data` line opens; a blank line ends a block."""
        marked, inside = set(), False
        for number, line in enumerate(self.text.splitlines(), 1):
            if re.match(r"\s*// tidy: data\b", line):
                inside = True
            elif not line.strip():
                inside = False
            if inside:
                marked.add(number)
        return marked


class Tree:
    """The files of a project below `root`, without what is built."""

    def __init__(self, root):
        self.root = Path(root)

    @functools.cached_property
    def paths(self):
        found = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(f for f in folders if f not in SKIPPED_FOLDERS)
            here = os.path.relpath(folder, self.root)
            found += [os.path.normpath(os.path.join(here, f)) for f in sorted(files)]
        return found

    def files(self, *suffixes):
        return [p for p in self.paths if p.endswith(suffixes)] if suffixes else self.paths

    @functools.cache
    def text(self, path):
        """The text of a file, or None where it is not text."""
        data = (self.root / path).read_bytes()
        if b"\0" in data[:8192]:
            return None
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return None

    @functools.cache
    def cpp(self, path):
        return Cpp(self.text(path) or "")

    def has(self, path):
        return (self.root / path).exists()


def is_test(path):
    """Whether a C++ file is a test or only for tests: beside what it tests, or below tests/."""
    return path.startswith("tests/") or re.search(
        r"(_test|_test_support)\.(cpp|h)$|/test_\w+\.(cpp|h)$", path) is not None
