#!/usr/bin/env python3
"""Makes C++ and manual of the audit events from their declaration.

audit_events.py INPUT.toml [OUTPUT_DIR] [--manual FILE] [--check-manual FILE]
"""

import argparse
import pathlib
import re
import sys
import tomllib

TYPES = {"int": "IntField", "text-token": "TokenField", "digest": "DigestField", "uuid": "UuidField"}
SENSITIVITIES = {"public": "Public", "internal": "Internal"}
RETENTION_MIN_DAYS = 180
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
SENTENCE = re.compile(r'[A-Z][^"\\\n|]*\.')
CPP_WORDS = {"default", "class", "new", "delete", "this", "operator", "int", "union", "template"}


class Refused(Exception):
    pass


class Event:
    def __init__(self, name, declared, retention):
        self.name = name
        self.type = "".join(part.capitalize() for part in name.split("_"))
        if set(declared) != {"number", "sentence", "retention", "fields"}:
            raise Refused(f"{name}: needs number, sentence, retention and fields, nothing else")
        self.number = declared["number"]
        if type(self.number) is not int or not 1 <= self.number <= 65535:
            raise Refused(f"{name}: number is 1 to 65535")
        self.sentence = declared["sentence"]
        if not isinstance(self.sentence, str) or not SENTENCE.fullmatch(self.sentence):
            raise Refused(f"{name}: sentence starts with a capital and ends with a full stop")
        self.retention = declared["retention"]
        if self.retention not in retention:
            raise Refused(f"{name}: retention {self.retention!r} is not in [retention]")
        self.days = retention[self.retention]
        self.fields = [self.field(*pair) for pair in declared["fields"].items()]

    def field(self, name, text):
        if not NAME.fullmatch(name):
            raise Refused(f"{self.name}.{name}: a field is in lower case")
        kind, _, sensitivity = text.partition(" ")
        if kind not in TYPES:
            raise Refused(f"{self.name}.{name}: {kind!r} is not one of {', '.join(TYPES)}")
        if sensitivity == "personal":
            raise Refused(f"{self.name}.{name}: no personal field in an audit event: "
                          "the log outlives every person's data")
        if sensitivity not in SENSITIVITIES:
            raise Refused(f"{self.name}.{name}: {sensitivity!r} is not one of "
                          f"{', '.join(SENSITIVITIES)}")
        return name, kind, sensitivity

    def member(self, name):
        return name + "_" if name in CPP_WORDS else name


def read(text):
    try:
        declared = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(str(error)) from error
    retention = declared.pop("retention", {})
    for name, days in retention.items():
        if type(days) is not int or days < RETENTION_MIN_DAYS:
            raise Refused(f"retention {name}: at least {RETENTION_MIN_DAYS} days")
    events, numbers = [], {}
    for name, event in declared.items():
        if not NAME.fullmatch(name) or not isinstance(event, dict):
            raise Refused(f"{name}: an event is a table named in lower case")
        events.append(Event(name, event, retention))
        if events[-1].number in numbers:
            raise Refused(f"{name}: number {events[-1].number} is {numbers[events[-1].number]}'s")
        numbers[events[-1].number] = name
    if not events:
        raise Refused("no events")
    return sorted(events, key=lambda event: event.number)


def header(events):
    out = ["// Generated from base/audit_events.toml: change it there.",
           "#pragma once", "", '#include "base/audit_fields.h"', "", "namespace dk::audit {", "",
           "// The values stand in stored logs.", "enum class EventId : std::uint16_t {"]
    out += [f"  {event.type} = {event.number}," for event in events]
    out += ["};", "", "// Its declaration; an id that is none is a bug and stops the program.",
            "[[nodiscard]] const Description& describe(EventId id);",
            "// All of them, by number.",
            "[[nodiscard]] std::span<const Description> all_events();", ""]
    for event in events:
        out += [f"// {event.sentence}", f"struct {event.type} {{"]
        out += [f"  {TYPES[kind]} {event.member(name)};" for name, kind, _ in event.fields]
        out += ["  [[nodiscard]] Record to_record() const;", "};", ""]
    return "\n".join(out + ["}  // namespace dk::audit", ""])


def source(events):
    out = ["// Generated from base/audit_events.toml: change it there.",
           '#include "base/audit_events.gen.h"', "", "#include <cstdlib>", "#include <utility>", "",
           "namespace dk::audit {", "namespace {", ""]
    for event in events:
        if event.fields:
            out.append(f"constexpr FieldDescription k{event.type}Fields[] = {{")
            out += [f'    {{"{name}", "{kind}", Sensitivity::{SENSITIVITIES[sensitivity]}}},'
                    for name, kind, sensitivity in event.fields]
            out.append("};")
    out += ["", "constexpr Description kEvents[] = {"]
    for event in events:
        fields = f"k{event.type}Fields" if event.fields else "{}"
        out.append(f'    {{EventId::{event.type}, "{event.name}", "{event.sentence}", '
                   f"{event.days}, {fields}}},")
    out += ["};", "", "}  // namespace", "",
            "const Description& describe(EventId id) {",
            "  for (const Description& event : kEvents) {",
            "    if (event.id == id) return event;", "  }", "  std::abort();", "}", "",
            "std::span<const Description> all_events() { return kEvents; }", ""]
    for event in events:
        out.append(f"Record {event.type}::to_record() const {{")
        out.append(f'  std::string json = R"({{"event":"{event.name}","fields":{{)";')
        for index, (name, _, _) in enumerate(sorted(event.fields)):
            comma = "," if index else ""
            out.append(f'  json += R"({comma}"{name}":)";')
            out.append(f"  json += {event.member(name)}.json();")
        out.append(f'  json += R"(}},"number":{event.number}}})";')
        out += [f"  return {{EventId::{event.type}, std::move(json)}};", "}", ""]
    return "\n".join(out + ["}  // namespace dk::audit", ""])


def manual(events):
    out = ["# Audit events", "",
           "Made from `base/audit_events.toml` by `base/audit_events.py`; a test keeps it up to date.",
           "", "The audit log says what happened at a terminal and never to whom: it has no personal "
           "fields.", "A record is one line of JSON with sorted keys, for example", "",
           "```json", sample(events), "```", "",
           "Types: `int`; `text-token`, a word of a closed set or a version; `digest`, a SHA-256 in "
           "hex; `uuid`.", "*Public* fields may be shown on the terminal itself, *internal* ones are "
           "for operators and auditors.", "Days are how long a record is kept at least.", "",
           "| Number | Event | What happened | Fields | Days |", "|--:|---|---|---|--:|"]
    for event in events:
        fields = "<br>".join(f"`{name}` {kind}, {sensitivity}"
                             for name, kind, sensitivity in event.fields)
        out.append(f"| {event.number} | `{event.name}` | {event.sentence} | {fields or '–'} | "
                   f"{event.days} |")
    return "\n".join(out + [""])


def sample(events):
    values = {"int": "12", "text-token": '"word"', "digest": f'"{"5e" * 32}"',
              "uuid": '"0184a9d2-7c00-7a51-9f3b-2d5e8c1f4a6b"'}
    event = max(events, key=lambda e: (len({kind for _, kind, _ in e.fields}), -e.number))
    fields = ",".join(f'"{name}":{values[kind]}' for name, kind, _ in sorted(event.fields))
    return f'{{"event":"{event.name}","fields":{{{fields}}},"number":{event.number}}}'


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path, nargs="?")
    parser.add_argument("--manual", type=pathlib.Path)
    parser.add_argument("--check-manual", type=pathlib.Path)
    asked = parser.parse_args(arguments)
    try:
        events = read(asked.input.read_text(encoding="utf-8"))
    except Refused as refused:
        print(f"{asked.input}: {refused}", file=sys.stderr)
        return 1
    if asked.output:
        write(asked.output / "audit_events.gen.h", header(events))
        write(asked.output / "audit_events.gen.cpp", source(events))
    if asked.manual:
        write(asked.manual, manual(events))
    if asked.check_manual:
        there = asked.check_manual.read_text(encoding="utf-8") if asked.check_manual.exists() else ""
        if there != manual(events):
            print(f"{asked.check_manual} is not up to date: base/audit_events.py "
                  f"base/audit_events.toml --manual {asked.check_manual}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
