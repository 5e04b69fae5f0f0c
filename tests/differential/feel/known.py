"""What the two engines are known to say differently, each with the clause of DMN 1.5 that says who is
right. A rule looks at one smallest difference: its operator, the values of its parts (on which both
agree) and both results; it explains nothing else.

`right`: "ours", or "open" where the clause leaves it to the engine."""

import calendar
import datetime
import decimal
import re
import zoneinfo

from values import kind


class Rule:
    def __init__(self, name, clause, right, holds):
        self.name, self.clause, self.right, self.holds = name, clause, right, holds


def function(d):
    return d.text.split("(")[0] if d.op == "call" else ""


def kinds(d):
    return [kind(ours) for ours, _ in d.parts]


def values(d):
    return [ours for ours, _ in d.parts]


def threw(value):
    """The peer's own trouble: neither a value nor a text that it does not read."""
    return isinstance(value, tuple) and value[0] == "error" and value[1] != "syntax"


def syntax(value):
    return value == ("error", "syntax")


def numbers(value):
    """All numbers within a value."""
    if not isinstance(value, tuple):
        return []
    if value and value[0] in ("number", "seconds", "months") and isinstance(value[1], decimal.Decimal):
        return [value[1]]
    return [number for part in value for number in numbers(part)]


def binary_fraction(d):
    """A part or the result has no exact form as a binary fraction of 53 bits, or the peer's parts are
    off already."""
    inside = [n for ours, theirs in d.parts for n in numbers(ours) + numbers(theirs)]
    return any(decimal.Decimal(float(n)) != n for n in inside + numbers(d.ours))


TEMPORAL = ("date", "time", "moment")
DURATIONS = ("months", "seconds")
ORDERED = ("number", "string") + TEMPORAL + DURATIONS


def zoned(value):
    return re.search(r"(Z|[+-]\d\d:\d\d|@.*)$", value[1][value[1].find("T") + 1:]) is not None


def local_meets_zoned(found):
    """A local time of day or moment among zoned ones."""
    clocks = [value for value in found if kind(value) in ("time", "moment")]
    return len({zoned(value) for value in clocks}) == 2


def scalar(found):
    return [value for value in found if kind(value) in ORDERED]


def no_order(found):
    """Not all of one kind that has an order, local and zoned being two."""
    return len({kind(value) for value in found}) > 1 or local_meets_zoned(found) or any(
        kind(value) not in ORDERED for value in found)


def above(low, high):
    if kind(low) == kind(high) == "moment":
        return instant(low) > instant(high)
    if kind(low) == kind(high) == "time":
        return instant(("moment", "1970-01-01T" + low[1])) > instant(("moment", "1970-01-01T" + high[1]))
    return kind(low) == kind(high) and kind(low) in ("number", "string", "date", "seconds", "months") \
        and low[1] > high[1]


def items(value):
    return value[1] if kind(value) == "list" else ()


def out_of_places(d):
    """A position, the second argument, that its list does not have."""
    found = values(d)
    if len(found) < 2 or kind(found[1]) != "number":
        return False
    length = len(items(found[0])) if kind(found[0]) == "list" else 1
    at = int(found[1][1])
    return at == 0 or at > length or -at > length


RULES = [
    Rule("numbers are decimal", "10.3.2.3.1", "ours",
         lambda d: kind(d.ours) == kind(d.theirs) and kind(d.ours) in (
             "number", "boolean", "string", "list", "seconds") and binary_fraction(d)
         and (function(d) in ("modulo", "floor", "ceiling", "decimal", "round up", "round down",
                              "round half up", "round half down", "string", "even", "odd",
                              "distinct values", "index of", "list contains", "union", "mode",
                              "is", "stddev")
              or d.op in ("=", "!=", "<", "<=", ">", ">=", "in", "in list", "between", "in []", "in <",
                          "**", "/", "+", "-", "*"))),
    Rule("an exponent in a literal", "10.3.1.2, rule 37", "ours",
         lambda d: d.op == "literal" and re.fullmatch(r"\d+e\d+", d.text) is not None),
    Rule("nothing is thrown", "10.3.2", "ours", lambda d: threw(d.theirs) and d.ours is None),
    Rule("ends of a range: one kind, the lower first", "10.3.2.7", "ours",
         lambda d: d.op == "range" and d.ours is None and kind(d.theirs) == "range"
         and (no_order(values(d)) or above(*values(d)))),
    Rule("a number in a filter is a position", "10.3.2.5", "open",
         lambda d: d.op == "filter" and "number" in [
             kind(value) for value in values(d)[len(values(d)) // 2:]]),
    Rule("only true selects", "10.3.2.5", "ours",
         lambda d: d.op == "filter" and d.theirs is None and kind(d.ours) == "list"
         and any(kind(value) != "boolean" for value in values(d)[len(values(d)) // 2:])),
    Rule("durations times and by numbers", "10.3.2.5, table 45", "ours",
         lambda d: d.op in ("*", "/") and d.theirs is None and kind(d.ours) in DURATIONS
         and sorted(kinds(d)) in (["months", "number"], ["number", "seconds"])),
    Rule("a duration by a duration", "10.3.2.5, table 45", "ours",
         lambda d: d.op == "/" and kinds(d) in (["seconds"] * 2, ["months"] * 2)
         and kind(d.ours) in ("number", "null") and kind(d.theirs) in ("null", "odd")),
    Rule("min and max of all that has an order", "10.3.4.4", "ours",
         lambda d: function(d) in ("min", "max") and d.theirs is None
         and any(kind(part) in ORDERED[1:] for value in values(d) for part in
                 (items(value) or (value,)))),
    Rule("a position outside the list", "10.3.4.4", "ours",
         lambda d: function(d) in ("remove", "sublist", "insert before", "list replace")
         and d.ours is None and out_of_places(d)),
    Rule("a position outside the text", "10.3.4.3", "ours",
         lambda d: function(d) == "substring" and d.ours is None and kinds(d)[:2] == ["string", "number"]
         and kind(d.theirs) == "string"
         and not 1 <= abs(int(values(d)[1][1])) <= len(values(d)[0][1])),
    Rule("a length below one", "10.3.4.3", "ours",
         lambda d: function(d) == "substring" and d.ours is None and len(d.parts) == 3
         and kinds(d)[2] == "number" and values(d)[2][1] < 1),
    Rule("seconds must be written", "10.3.4.1 and XML Schema", "ours",
         lambda d: function(d) in ("time", "date and time") and d.ours is None
         and kinds(d) == ["string"] and re.search(r"\d\d:\d\d$", values(d)[0][1]) is not None),
    Rule("years of five digits and before 1", "10.3.4.1 and XML Schema", "ours",
         lambda d: kind(d.ours) == kind(d.theirs) in ("date", "moment")
         and re.fullmatch(r"[+-]?0*" + re.escape(d.ours[1].lstrip("-")), d.theirs[1]) is not None
         or function(d) == "string" and kind(d.theirs) == "string" and "+0" in d.theirs[1]),
    Rule("members of lists in lists", "10.3.2.11", "ours",
         lambda d: d.op == "path" and kind(d.ours) == "list"
         and any(kind(item) == "list" for item in items(values(d)[0]))),
    Rule("fractions of a second", "10.3.2.6, table 53", "ours",
         lambda d: d.op == "path" and d.text.endswith(".second") and kind(d.ours) == "number"
         and d.ours[1] % 1 != 0),
    Rule("an offset is no time zone", "10.3.2.6, table 53", "ours",
         lambda d: d.op == "path" and d.text.endswith(".timezone") and d.ours is None
         and "@" not in values(d)[0][1]),
    Rule("the most frequent ones are sorted", "10.3.4.4", "ours",
         lambda d: function(d) == "mode" and kind(d.ours) == "list" == kind(d.theirs)
         and sorted(d.theirs[1]) == list(d.ours[1])),
    Rule("ranges as texts", "10.3.4.1", "open",
         lambda d: function(d) in ("string", "string join") and "<range>" in str(d.theirs)),
    Rule("points and ranges", "10.3.4.9", "ours",
         lambda d: function(d) in ("starts", "started by", "finishes", "finished by", "during",
                                   "includes", "coincides", "before", "after", "overlaps", "meets",
                                   "met by", "overlaps before", "overlaps after")
         and kind(d.ours) == "boolean" and d.theirs is None),
    Rule("no order between kinds", "10.3.2.13, table 50", "ours",
         lambda d: (d.op in ("<", "<=", ">", ">=", "between", "in <", "in []")
                    or function(d) in ("before", "after", "includes", "during", "starts", "started by",
                                       "finishes", "finished by", "coincides", "meets", "met by",
                                       "overlaps", "overlaps before", "overlaps after", "min", "max"))
         and d.ours is None and (no_order(ends(d)) or d.op in ("<", "<=", ">", ">=")
                                 and "range" in kinds(d))),
    Rule("a date and a duration are a date", "10.3.2.5, table 45", "ours",
         lambda d: d.op in ("+", "-") and sorted(kinds(d)) == ["date", "seconds"]
         and kind(d.ours) == "date" and kind(d.theirs) == "moment"),
    Rule("local and zoned times have no difference", "10.3.2.5, table 45", "ours",
         lambda d: d.op == "-" and d.ours is None and kind(d.theirs) == "seconds"
         and local_meets_zoned(values(d))),
    Rule("a time and a date have no difference", "10.3.2.5, table 45", "ours",
         lambda d: d.op == "-" and d.ours is None and "time" in kinds(d) and len(set(kinds(d))) == 2),
    Rule("a date is a moment at midnight in UTC", "10.3.2.9.4", "ours",
         lambda d: function(d) == "date and time" and kinds(d) == ["date"] and kind(d.ours) == "moment"),
    Rule("loops over numbers that hold 0", "10.3.2.14", "ours",
         lambda d: d.op == "for" and d.theirs is None
         and re.search(r" in (-?\d+\.\.0|0\.\.-?\d+) ", d.text) is not None),
    Rule("only true is true", "10.3.2.8", "ours",
         lambda d: d.op == "if" and kinds(d)[0] not in ("boolean", "null")),
    Rule("some and every ask booleans", "10.3.2.14", "ours",
         lambda d: d.op == "some" and d.ours is None and kind(d.theirs) == "boolean"
         and any(kind(value) != "boolean" for value in values(d)[len(values(d)) // 2:])),
    Rule("classes minus classes", "10.3.4.3 (XPath)", "ours",
         lambda d: function(d) in ("split", "matches", "replace") and "-[" in d.text),
    Rule("positions are whole", "10.3.4.3 and 10.3.4.4", "open",
         lambda d: function(d) in ("substring", "sublist", "remove", "insert before", "list replace")
         and any(kind(value) == "number" and value[1] % 1 != 0 for value in values(d)[1:])),
    Rule("whole hours and minutes", "10.3.4.1", "open",
         lambda d: function(d) in ("time", "date")
         and any(kind(value) == "number" and value[1] % 1 != 0 for value in values(d))),
    Rule("a value stands for the list of it", "10.3.2.9.4", "ours",
         lambda d: threw(d.theirs) and function(d) in ("union", "concatenate", "append", "flatten",
                                                       "distinct values", "reverse", "index of")
         and any(kind(value) != "list" for value in values(d))),
    Rule("is() is true or false", "10.3.4.13", "ours",
         lambda d: function(d) == "is" and kind(d.ours) == "boolean" and d.theirs is None),
    Rule("no keys through lists", "10.3.4.10", "ours",
         lambda d: function(d) == "context put" and d.ours is None and kind(d.theirs) == "context"),
    Rule("null is no list", "10.3.4.4", "ours",
         lambda d: function(d) in ("concatenate", "append", "union", "count", "flatten", "reverse")
         and d.ours is None and None in values(d)),
    Rule("months that end in a shorter month", "10.3.4.1", "ours",
         lambda d: function(d) == "years and months duration" and kind(d.ours) == "months" and (
             kind(d.theirs) == "seconds" and d.ours[1] == 0
             or kind(d.theirs) == "months" and abs(d.ours[1] - d.theirs[1]) == 1)),
    Rule("a duration of a duration", "10.3.4.1", "open",
         lambda d: function(d) == "duration" and kinds(d)[0] in DURATIONS
         and d.ours == values(d)[0] and d.theirs is None),
    Rule("lists of other lengths are unequal", "10.3.2.13, table 49", "ours",
         lambda d: d.op in ("=", "!=") and kinds(d) == ["list", "list"] and d.theirs is None
         and len(values(d)[0][1]) != len(values(d)[1][1])),
    Rule("texts are ordered by code point", "10.3.2.13, table 50", "ours",
         lambda d: d.op in ("between", "<", "<=", ">", ">=") and set(kinds(d)) == {"string"}
         and kind(d.ours) == "boolean"),
    Rule("fractions are neither odd nor even", "10.3.4.2", "open",
         lambda d: function(d) in ("odd", "even") and d.ours is None and values(d)[0][1] % 1 != 0),
    Rule("a cell that does not match is null or false", "8.3.3", "open",
         lambda d: d.op == "tests" and d.ours is None and d.theirs is False),
    Rule("only null equals null", "10.3.2.13, table 49", "ours",
         lambda d: d.op in ("in", "in list") and d.ours is False and d.theirs is None
         and None in values(d)),
    Rule("a cell with ends that make no range", "10.3.2.7", "ours",
         lambda d: d.op in ("tests", "in []") and d.ours is None and ".." in d.text
         and bad_range(values(d)[1:])),
    Rule("a cell goes on behind what cannot be compared", "10.3.2.9", "ours",
         lambda d: d.op in ("tests", "in") and threw(d.theirs) and kind(d.ours) == "boolean"),
    Rule("a cell of another kind is not compared", "10.3.2.13, table 50", "ours",
         lambda d: d.op == "tests" and d.ours is None and d.theirs is True
         and (len(set(kinds(d))) > 1
              or no_order([part for value in values(d) for part in spread(value)]))),
    Rule("positions from the end", "10.3.4.4", "ours",
         lambda d: function(d) in ("remove", "sublist", "insert before", "list replace")
         and len(d.parts) > 1 and kinds(d)[1] == "number" and values(d)[1][1] <= -1),
    Rule("a length outside the list", "10.3.4.4", "ours",
         lambda d: function(d) == "sublist" and d.ours is None and len(d.parts) == 3
         and kinds(d)[2] == "number"
         and not 1 <= values(d)[2][1] <= len(spread(values(d)[0])) - abs(int(values(d)[1][1])) + 1),
    Rule("what is added to a time", "10.3.2.5, table 45", "ours",
         lambda d: d.op in ("+", "-") and "time" in kinds(d) and "months" in kinds(d)
         and d.ours is None),
    Rule("durations have an opposite", "10.3.2.5, table 45", "ours",
         lambda d: d.op == "negate" and kinds(d)[0] in DURATIONS and kind(d.ours) in DURATIONS),
    Rule("a date has no distance to a local moment", "10.3.2.5, table 45", "ours",
         lambda d: d.op == "-" and d.ours is None and sorted(kinds(d)) == ["date", "moment"]
         and not all(zoned(value) for value in values(d) if kind(value) == "moment")),
    Rule("parts that are not compared", "10.3.2.13, table 49", "ours",
         lambda d: d.op in ("=", "!=") and kinds(d) in (["context"] * 2, ["list"] * 2)
         and d.ours is None and kind(d.theirs) == "boolean"),
    Rule("durations of two kinds", "10.3.2.5, table 45", "ours",
         lambda d: d.op in ("+", "-", "*", "/") and d.ours is None and kind(d.theirs) == "odd"
         and set(kinds(d)) & set(DURATIONS)),
    Rule("moments are apart by their instants", "10.3.2.3.6", "ours",
         lambda d: d.op == "-" and set(kinds(d)) <= {"moment", "date"} and kind(d.ours) == kind(d.theirs)
         == "seconds" and d.ours[1] == instant(values(d)[0]) - instant(values(d)[1])),
    Rule("the middle of sorted numbers", "10.3.4.4", "ours",
         lambda d: function(d) == "median" and kind(d.ours) == "number"
         and d.ours[1] == middle([value[1] for value in items(values(d)[0])])),
    Rule("characters, not halves of them", "10.3.4.3", "ours",
         lambda d: kind(values(d)[0] if d.parts else None) == "string"
         and any(ord(c) > 0xffff for c in values(d)[0][1])
         and function(d) in ("substring", "string length", "split", "replace", "matches")),
    Rule("false ends a conjunction", "10.3.2.8", "ours",
         lambda d: d.op == "between" and d.ours is False and len(set(kinds(d))) > 1),
    Rule("a number is a number", "10.3.4.1", "open",
         lambda d: function(d) == "number" and kinds(d) == ["number"] and d.ours == values(d)[0]),
    Rule("kinds that are not compared are null", "10.3.2.13, table 49", "ours",
         lambda d: d.op in ("in", "in list", "=", "!=") and d.ours is None
         and (len(set(kinds(d))) > 1
              or len({kind(part) for value in values(d) for part in spread(value)}) > 1)),
    Rule("only literals of numbers are numbers", "10.3.4.1", "ours",
         lambda d: function(d) == "number" and d.ours is None and kinds(d)[0] == "string"
         and not values(d)[0][1].strip()),
    Rule("a time has three parts", "10.3.4.1 and XML Schema", "ours",
         lambda d: function(d) == "time" and d.ours is None and kinds(d) == ["string"]
         and re.fullmatch(r"\d\d(:\d\d)?", values(d)[0][1]) is not None),
    Rule("arguments of another kind", "10.3.4.1", "ours",
         lambda d: function(d) in ("time", "date", "date and time") and d.ours is None
         and kind(d.theirs) in TEMPORAL and (
             len(d.parts) == 3 and set(kinds(d)) != {"number"}
             or len(d.parts) == 2 and kinds(d) not in (["date", "time"], ["moment", "time"]))),
    Rule("a moment of a moment, of the list of a day", "10.3.4.1 and 10.3.2.9.4", "open",
         lambda d: function(d) in ("date and time", "time", "date") and d.theirs is None
         and kind(d.ours) in TEMPORAL and kinds(d)[0] in ("moment", "date", "time", "list")),
    Rule("no infinity, no NaN", "10.3.2.3.1", "ours",
         lambda d: d.ours is None and d.theirs in (("odd", "Infinity"), ("odd", "-Infinity"),
                                                   ("odd", "NaN"))),
    Rule("a position in an empty list", "10.3.2.5", "ours",
         lambda d: d.op in ("filter", "index") and d.ours in (None, ("list", ()))
         and d.theirs in (None, ("list", ())) and (not d.parts or d.parts[0][0] == ("list", ()))),
    Rule("equal lists are found", "10.3.2.13, table 49", "ours",
         lambda d: function(d) in ("index of", "list contains", "distinct values", "union")
         and any(kind(item) in ("list", "context") for value in values(d) for item in spread(value))),
    Rule("a flag in a cell is compared", "8.3.3 and 10.3.2.9", "open",
         lambda d: d.op == "tests" and kinds(d)[0] == "boolean" and "boolean" in kinds(d)[1:]
         and kind(d.ours) == "boolean" == kind(d.theirs)),
    Rule("lists in a cell are compared", "10.3.2.9", "ours",
         lambda d: d.op == "tests" and kinds(d)[0] == "list" and kind(d.ours) == "boolean"),
    Rule("null in a cell is compared", "10.3.2.13, table 49", "ours",
         lambda d: d.op == "tests" and None in values(d) and kind(d.ours) == "boolean"),
    Rule("a duration of nothing is a duration", "10.3.2.13, table 49", "ours",
         lambda d: d.op == "tests" and ("seconds", decimal.Decimal(0)) in values(d)[1:]),
    Rule("durations have fractions of a second", "10.3.2.6, table 53", "ours",
         lambda d: d.op == "path" and d.text.endswith(".seconds") and kinds(d) == ["seconds"]
         and values(d)[0][1] % 1 != 0),
    Rule("types of ranges", "10.3.1.2, rule 52", "ours",
         lambda d: d.op == "instance of" and "range<" in d.text and syntax(d.theirs)),
    Rule("between has a lower and an upper end", "10.3.2.13, table 51", "ours",
         lambda d: d.op == "between" and d.ours is False and above(values(d)[1], values(d)[2])),
    Rule("times of day are apart by their zones", "10.3.2.3.5", "ours",
         lambda d: d.op == "-" and kinds(d) == ["time", "time"] and kind(d.ours) == "seconds"
         and all(zoned(value) for value in values(d))),
    Rule("months are added to the month, then the day is clipped", "10.3.2.5, table 45", "ours",
         lambda d: d.op in ("+", "-") and sorted(kinds(d)) in (["date", "months"], ["moment", "months"])
         and kind(d.ours) in ("date", "moment") and d.ours[1] == shifted(d)),
    Rule("what the condition says is selected", "10.3.2.5", "ours",
         lambda d: d.op == "filter" and kind(d.ours) == "list" and list(items(d.ours)) == [
             item for item, held in zip(values(d), values(d)[len(values(d)) // 2:]) if held is True]),
    Rule("keys are texts", "10.3.4.10", "ours",
         lambda d: function(d) == "context" and d.ours is None and any(
             kind(dict(entry[1]).get("key")) != "string" for entry in items(values(d)[0]))),
    Rule("keys with a space as texts", "10.3.4.1", "open",
         lambda d: function(d) == "string" and kind(d.theirs) == "string" and kind(d.ours) == "string"
         and d.ours[1] == d.theirs[1].replace('"first name":', "first name:")),
    Rule("digits that decimal128 does not have", "10.3.4.2", "ours",
         lambda d: function(d) in ("decimal", "floor", "ceiling", "round up", "round down",
                                   "round half up", "round half down") and d.ours is None
         and len(d.parts) == 2 and kinds(d) == ["number", "number"]
         and not -6111 <= values(d)[1][1] <= 6176),
    Rule("a text in a union is one item", "10.3.2.9.4", "ours",
         lambda d: function(d) in ("union", "concatenate") and "string" in kinds(d)
         and kind(d.ours) == "list"),
]


def shifted(d):
    """A day or moment and months, by Python's calendar."""
    (day,) = (value for value in values(d) if kind(value) != "months")
    (months,) = (int(value[1]) for value in values(d) if kind(value) == "months")
    year, month, date = (int(part) for part in day[1][:10].split("-"))
    total = year * 12 + month - 1 + (months if d.op == "+" else -months)
    year, month = total // 12, total % 12 + 1
    date = min(date, calendar.monthrange(year, month)[1]) if 1 <= year <= 9999 else date
    return f"{year:04}-{month:02}-{date:02}" + day[1][10:]


def spread(value):
    """A range's ends, a list's items, or the value."""
    if kind(value) == "range":
        return [value[1], value[2]]
    return list(items(value)) if kind(value) == "list" else [value]


def bad_range(found):
    return any(no_order([low, high]) or above(low, high) for low, high in zip(found, found[1:]))


def middle(found):
    found = sorted(found)
    half = len(found) // 2
    return found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2


def instant(value):
    """Seconds since the epoch, by Python's calendar."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?)(.*))?", value[1])
    if not match:
        return decimal.Decimal("NaN")
    year, month, day = (int(part) for part in match.groups()[:3])
    seconds = decimal.Decimal(match[6] or 0)
    zone = match[7] or ""
    moment = datetime.datetime(year, month, day, int(match[4] or 0), int(match[5] or 0), int(seconds),
                               tzinfo=zoneinfo.ZoneInfo(zone[1:]) if zone[:1] == "@" else datetime.UTC)
    offset = re.fullmatch(r"([+-])(\d\d):(\d\d)", zone)
    late = 0
    if offset:
        late = (int(offset[2]) * 60 + int(offset[3])) * (60 if offset[1] == "+" else -60)
    return decimal.Decimal(int(moment.timestamp())) + seconds % 1 - late


def ends(d):
    """What is compared: points, and the ends of ranges."""
    out = []
    for value in values(d):
        out += [value[1], value[2]] if kind(value) == "range" else [value]
    return out


def explain(difference):
    return next((rule for rule in RULES if rule.holds(difference)), None)
