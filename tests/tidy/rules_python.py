"""Rules about the Python of tests and tools."""

import re
import shutil
import subprocess

from tree import Finding

SKIPPED = 77


def python_names(tree):
    """Every name in a Python file is defined, and what it imports or sets is used."""
    tool = shutil.which("pyflakes3")
    if tool is None:
        print("SKIPPED: pyflakes3 is missing; tools/setup --dev installs it")
        raise SystemExit(SKIPPED)
    paths = [p for p in tree.paths if p.endswith(".py") or is_python(tree, p)]
    done = subprocess.run([tool, *paths], cwd=tree.root, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    found = re.findall(r"^(\S+?):(\d+):\d+:? (.*)", done.stdout, re.MULTILINE)
    if done.returncode != 0 and not found:
        yield Finding(paths[0], 1, done.stdout.strip())
    for path, line, text in found:
        yield Finding(path, int(line), text)


def is_python(tree, path):
    if "." in path.rsplit("/", 1)[-1]:
        return False
    return re.match(r"#!.*\bpython3?\n", tree.text(path) or "") is not None
