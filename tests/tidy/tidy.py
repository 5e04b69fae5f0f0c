#!/usr/bin/env python3
"""Holds the house rules: `tidy.py RULE...` checks the tree, no RULE means all of them.

Each rule is a function over the tree that yields what it finds; its first line of documentation
is what it demands. tidy_test.py proves of each that it can fail.
"""

import argparse
import sys
from pathlib import Path

import rules_cpp
import rules_docs
import rules_fuzz
import rules_python
import rules_texts
from tree import CPP, Tree

RULES = {
    "include_direction": rules_cpp.include_direction,
    "heavy_headers": rules_cpp.heavy_headers,
    "words_in_code": rules_cpp.words_in_code,
    "file_length": rules_cpp.file_length,
    "clang_format": rules_cpp.clang_format,
    "catalogues_agree": rules_texts.catalogues_agree,
    "keys_exist": rules_texts.keys_exist,
    "failures_have_words": rules_texts.failures_have_words,
    "dead_links": rules_docs.dead_links,
    "licences": rules_docs.licences,
    "traces": rules_docs.traces,
    "fuzz_targets": rules_fuzz.fuzz_targets,
    "python_names": rules_python.python_names,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--list", action="store_true", help="name the rules")
    parser.add_argument("rules", nargs="*", metavar="RULE")
    options = parser.parse_args()
    if options.list:
        for name, rule in RULES.items():
            print(f"{name:20} {rule.__doc__.splitlines()[0]}")
        return 0
    unknown = [name for name in options.rules if name not in RULES]
    if unknown:
        parser.error(f"no such rule: {', '.join(unknown)}")
    tree = Tree(options.root)
    if not tree.files(*CPP):
        parser.error(f"{options.root} holds no C++: there is nothing to check")
    count = 0
    # The rules that can be skipped go last.
    for name in sorted(options.rules or RULES, key=lambda n: n in ("clang_format", "python_names")):
        for finding in RULES[name](tree):
            print(f"{finding} [{name}]")
            count += 1
    print(f"{count} findings in {len(tree.paths)} files")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
