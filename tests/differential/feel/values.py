"""Results of both engines in one form: what is written differently but is the same becomes the same,
nothing else."""

import decimal
import re

decimal.getcontext().prec = 60
# A binary fraction against a decimal one.
TOLERANCE = decimal.Decimal("1e-11")

DURATION = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
                      r"(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$")


def duration(text):
    """("months", n) or ("seconds", n); the text itself when it is none."""
    match = DURATION.match(text)
    if not match:
        return ("odd", text)
    sign = -1 if match[1] else 1
    number = [decimal.Decimal(part or 0) for part in match.groups()[1:]]
    if match[2] or match[3]:
        return ("months", sign * (number[0] * 12 + number[1]))
    return ("seconds", sign * (number[2] * 604800 + number[3] * 86400 + number[4] * 3600
                               + number[5] * 60 + number[6]))


def clock(text):
    text = re.sub(r"(\.\d*?)0+(?=\D|$)", r"\1", text)
    text = re.sub(r"\.(?=\D|$)", "", text)
    return re.sub(r"[+-]00:00$", "Z", text)


def normal(value):
    """A tuple of the kind and the value; null is None."""
    if value is None or isinstance(value, bool):
        return value
    (kind, inner), = value.items()
    if kind == "number":
        return (kind, decimal.Decimal(inner) + 0)
    if kind == "list":
        return (kind, tuple(normal(item) for item in inner))
    if kind == "context":
        return (kind, tuple(sorted((key, normal(item)) for key, item in inner.items())))
    if kind == "range":
        return (kind, normal(inner[0]), normal(inner[1]), inner[2], inner[3])
    if kind == "duration":
        return duration(inner)
    if kind in ("time", "moment"):
        return (kind, clock(inner))
    return (kind, inner)


def alike(a, b):
    if isinstance(a, tuple) and isinstance(b, tuple):
        if a and b and a[0] in ("number", "seconds", "months") and a[0] == b[0]:
            scale = max(abs(a[1]), abs(b[1]), 1)
            return abs(a[1] - b[1]) <= TOLERANCE * scale
        return len(a) == len(b) and all(alike(x, y) for x, y in zip(a, b))
    return type(a) is type(b) and a == b


def kind(value):
    if value is None:
        return "null"
    return "boolean" if isinstance(value, bool) else value[0]
