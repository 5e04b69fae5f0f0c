#!/usr/bin/env python3
"""FEEL beside feelin: generated expressions are evaluated by both, and every difference must be one
that known.py explains by a clause of DMN 1.5.

    tests/differential/feel/differential.py build/release/bin/feel_lines [--count 20000] [--seed 1]

A difference is traced to the smallest part whose own parts agree; only that is explained, from its
operator, the values of its parts and both results. Ends with 77 (skipped) without node or feelin."""

import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys

import feelin
import known
from expressions import CONTEXT, Generator, tests
from values import alike, normal

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77


class Engine:
    """A program that answers each line; what it has answered before is not asked again."""

    def __init__(self, command, folder=None):
        self.command, self.folder, self.known = command, folder, {}

    def answers(self, jobs):
        lines = [json.dumps(job, ensure_ascii=False, sort_keys=True) for job in jobs]
        fresh = [line for line in dict.fromkeys(lines) if line not in self.known]
        if fresh:
            done = subprocess.run(self.command + [json.dumps(CONTEXT)], cwd=self.folder,
                                  input="\n".join(fresh) + "\n", capture_output=True, text=True)
            out = done.stdout.splitlines()
            if done.returncode != 0 or len(out) != len(fresh):
                sys.exit(f"{self.command[0]} answered {len(out)} of {len(fresh)} lines: "
                         f"{done.stderr[-500:]}")
            self.known.update((line, normal(json.loads(text))) for line, text in zip(fresh, out))
        return [self.known[line] for line in lines]


def expression_job(expression):
    return {"expression": expression.text()}


class Difference:
    def __init__(self, op, text, parts, ours, theirs):
        self.op, self.text, self.parts, self.ours, self.theirs = op, text, parts, ours, theirs


def smallest(expressions, ours, theirs):
    """The innermost parts that differ while their own parts agree."""
    found, seen = [], set()
    level = expressions
    while level:
        inner = [[part for part in one.inner() if not part.free()] for one in level]
        jobs = [expression_job(part) for parts in inner for part in parts]
        mine, other = iter(ours.answers(jobs)), iter(theirs.answers(jobs))
        whole = list(zip(ours.answers([expression_job(one) for one in level]),
                         theirs.answers([expression_job(one) for one in level])))
        below = []
        for one, parts, (a, b) in zip(level, inner, whole):
            values = [(next(mine), next(other)) for _ in parts]
            differing = [part for part, (x, y) in zip(parts, values) if not alike(x, y)]
            if differing:
                below += [part for part in differing if part.text() not in seen]
                seen.update(part.text() for part in differing)
            else:
                found.append(Difference(one.op, one.text(), values, a, b))
        level = below
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feel_lines", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="unexplained differences to print")
    parser.add_argument("--explained", action="store_true", help="also print an example of each")
    options = parser.parse_args()
    folder, why = feelin.folder(options.feel_lines.resolve().parents[2])
    if not folder:
        print(f"skipped: {why}")
        return SKIPPED
    ours = Engine([str(options.feel_lines.resolve())])
    theirs = Engine(["node", str(HERE / "feelin.mjs")], folder)

    generator = Generator(random.Random(options.seed))
    expressions = [generator.any(generator.random.randint(1, 3)) for _ in range(options.count * 9 // 10)]
    cells = [tests(generator) for _ in range(options.count - len(expressions))]
    jobs = [expression_job(one) for one in expressions]
    differing = [one for one, a, b in zip(expressions, ours.answers(jobs), theirs.answers(jobs))
                 if not alike(a, b)]
    differences = smallest(differing, ours, theirs)

    jobs = [{"tests": text, "input": value.text()} for text, value, _ in cells]
    cell_differences = 0
    for (text, value, parts), a, b in zip(cells, ours.answers(jobs), theirs.answers(jobs)):
        if alike(a, b):
            continue
        cell_differences += 1
        inner = [expression_job(part) for part in [value] + parts]
        values = list(zip(ours.answers(inner), theirs.answers(inner)))
        if all(alike(x, y) for x, y in values):
            differences.append(Difference("tests", f"{value.text()}  tested by  {text}", values, a, b))
        else:
            differences += smallest([part for part, (x, y) in zip([value] + parts, values)
                                     if not alike(x, y)], ours, theirs)

    explained, examples, open_ones = collections.Counter(), {}, []
    for one in {one.text: one for one in differences}.values():
        rule = known.explain(one)
        if rule:
            explained[rule] += 1
            examples.setdefault(rule, one)
        else:
            open_ones.append(one)
    distinct = len({job for job in ours.known})
    print(f"{options.count} generated ({distinct} distinct texts with their parts), seed "
          f"{options.seed}: {len(differing) + cell_differences} differ, in "
          f"{sum(explained.values()) + len(open_ones)} smallest parts")
    for rule, count in explained.most_common():
        print(f"  {count:5}  {rule.name}: {rule.clause}, {rule.right}")
        if options.explained:
            one = examples[rule]
            print(f"         {one.text}: ours {one.ours}, feelin {one.theirs}")
    unused = [rule.name for rule in known.RULES if rule not in explained]
    if unused and options.count >= 20000:
        print("rules that explained nothing: " + ", ".join(unused))
    for one in sorted(open_ones, key=lambda one: len(one.text))[:options.show]:
        print(f"NOT EXPLAINED [{one.op}] {one.text}\n    ours {one.ours}\n    feelin {one.theirs}")
        print(f"    parts {[x for x, _ in one.parts]}")
    if open_ones:
        ops = collections.Counter(
            one.text.split("(")[0] if one.op == "call" else one.op for one in open_ones)
        print(f"{len(open_ones)} differences are not explained: {dict(ops.most_common(40))}")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
