"""Rules about the fuzz targets."""

import re

from tree import Finding

FOLDER = "tests/fuzz/"
MAX_FILES, MAX_BYTES = 200, 300_000
# As libFuzzer reads them: an optional name, then text in quotes with \\ \" \xAB.
WORD = re.compile(r'(\w+=)?"(?:[^"\\]|\\[\\"]|\\x[0-9a-fA-F]{2})+"')


def fuzz_targets(tree):
    """A fuzz target names what it decodes and has a dictionary and a small corpus."""
    targets = [p[len(FOLDER):-len("_fuzz.cpp")] for p in tree.files("_fuzz.cpp")
               if p.startswith(FOLDER)]
    for name in targets:
        path = f"{FOLDER}{name}_fuzz.cpp"
        lines = (tree.text(path) or "").splitlines()
        decodes = [f for line in lines if line.startswith("// decodes: ") for f in line.split()[2:]]
        if not decodes:
            yield Finding(path, 2, "says no `// decodes: FILE...`: whose coverage is it about?")
        for file in decodes:
            if not tree.has(file):
                yield Finding(path, 2, f"decodes {file}, which is not there")
        dictionary = f"{FOLDER}dict/{name}.dict"
        words = tree.text(dictionary) if tree.has(dictionary) else None
        if not (words or "").strip():
            yield Finding(path, 1, f"has no dictionary: {dictionary}")
        for number, line in enumerate((words or "").splitlines(), 1):
            if line and not line.startswith("#") and not WORD.fullmatch(line):
                yield Finding(dictionary, number, "not a word that libFuzzer reads")
        corpus = [p for p in tree.paths if p.startswith(f"{FOLDER}corpus/{name}/")]
        size = sum((tree.root / p).stat().st_size for p in corpus)
        if not corpus or len(corpus) > MAX_FILES or size > MAX_BYTES:
            yield Finding(f"{FOLDER}corpus/{name}", 1,
                          f"has {len(corpus)} seeds of {size} bytes; wanted are 1 to {MAX_FILES} "
                          f"and at most {MAX_BYTES}")
    for path in tree.paths:
        found = re.match(FOLDER + r"(?:dict/(\w+)\.dict|corpus/(\w+)/)", path)
        if found and (found.group(1) or found.group(2)) not in targets:
            yield Finding(path, 1, "belongs to no fuzz target")
