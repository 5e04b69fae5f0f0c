"""FEEL expressions from a seed: well typed ones over all kinds, operators and built-ins, and ill typed
ones, in which a part of another kind stands. An expression knows its parts, so that a difference
can be traced to the smallest part that shows it."""

import itertools

# The names that every expression may use.
CONTEXT = {
    "n": 5, "monthly payment": 12.5, "s": "深圳", "flag": True, "xs": [1, 2, 3, 10],
    "words": ["a", "b", "罗湖"], "nothing": None,
    "person": {"age": 78, "name": "李梅", "resident": True},
    "people": [{"age": 78, "name": "a"}, {"age": 9, "name": "b"}, {"age": 30, "name": "c"}],
}
ATOMS = {"literal", "name", "var", "call", "list", "context"}


class E:
    """`form` has a field for each part, then for each body. A body may use the variables of `bound`:
    environments, one for each time that it is evaluated."""

    def __init__(self, op, form, parts=(), bodies=(), bound=(), names=()):
        self.op, self.form = op, form
        self.parts, self.bodies, self.bound = tuple(parts), tuple(bodies), tuple(bound)
        self.names = set(names) or set(itertools.chain.from_iterable(self.bound))

    def text(self):
        if not self.parts and not self.bodies:
            return self.form
        return self.form.format(*(wrapped(part) for part in self.parts + self.bodies))

    def substitute(self, values):
        if self.op == "var":
            return values.get(self.form, self)
        if not self.parts and not self.bodies:
            return self
        others = {name: value for name, value in values.items() if name not in self.names}
        return E(self.op, self.form, (part.substitute(values) for part in self.parts),
                 (body.substitute(others) for body in self.bodies),
                 ({name: value.substitute(values) for name, value in one.items()}
                  for one in self.bound), self.names)

    def free(self):
        names = {self.form} if self.op == "var" else set()
        for part in self.parts:
            names |= part.free()
        for body in self.bodies:
            names |= body.free() - self.names
        return names

    def inner(self):
        """Its parts, and its bodies as they are each time."""
        for part in self.parts:
            yield part
        for body in self.bodies:
            for values in self.bound:
                yield body.substitute(values)


def wrapped(part):
    text = part.text()
    return text if part.op in ATOMS and not text.startswith("-") else f"({text})"


def literal(text):
    return E("literal", text)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


NUMBERS = ["0", "1", "2", "3", "5", "10", "-1", "-3", "0.5", "2.5", "-2.5", "0.1", "100", "1.25", "7",
           "1234.5678", "99999", "-0.001", "1e3", ".5"]
STRINGS = ["", "a", "b", "abc", "foobar", "Foo Bar", "深圳市", "罗湖", "a,b;c", "12", "1,200.50", "𠮷野",
           "x\"y", "2020-02-29", "P1D", "aAbB", "  ", "true"]
DATES = ["2020-02-29", "2022-11-18", "1970-01-01", "1940-02-29", "2021-12-31", "2000-01-31",
         "1999-12-31", "2023-03-26"]
TIMES = ["10:00:00", "00:00:00", "23:59:59", "10:00:00Z", "10:00:00+08:00", "12:30:15.5",
         "10:00:00@Asia/Shanghai", "07:15:00-05:00"]
ZONES = ["", "", "", "Z", "+08:00", "-05:00", "@Asia/Shanghai", "@Europe/Paris"]
MONTHS = ["P1Y", "P1M", "P14M", "-P1Y2M", "P0M", "P70Y", "P2Y6M"]
DAYS = ["P1D", "PT1H", "P1DT2H3M4S", "-P2D", "PT0S", "PT36H", "PT90M", "P365D", "PT0.5S"]
PATTERNS = ["a", "[a-z]+", "o{2}", "^f", "r$", "(o)(b)", "\\\\d+", "[^a-z]", ".", ",", "a|b", "x*y",
            "[a-z-[aeiou]]", "(a", "\\\\s"]
KINDS = ["number", "string", "boolean", "date", "time", "moment", "months", "days", "numbers",
         "strings", "mixed", "context", "contexts", "range", "dates", "null"]
TYPES = ["number", "string", "boolean", "date", "time", "date and time", "days and time duration",
         "years and months duration", "list<number>", "list<string>", "context<a: number>", "Any",
         "range<number>", "list<Any>"]

# Built-ins: what they give, and the kinds that they take ("?": a part of any kind, "i": a small
# whole number, "p": a pattern).
CALLS = {
    "number": [
        ("decimal", "number", "i"), ("floor", "number"), ("floor", "number", "i"),
        ("ceiling", "number"), ("ceiling", "number", "i"), ("round up", "number", "i"),
        ("round down", "number", "i"), ("round half up", "number", "i"),
        ("round half down", "number", "i"), ("abs", "number"), ("modulo", "number", "number"),
        ("sqrt", "number"), ("log", "number"), ("exp", "i"), ("string length", "string"),
        ("count", "mixed"), ("min", "numbers"), ("max", "numbers"), ("sum", "numbers"),
        ("mean", "numbers"), ("product", "numbers"), ("median", "numbers"), ("stddev", "numbers"),
        ("min", "number", "number", "number"), ("sum", "number", "number"),
        ("number", "string"), ("number", "string", "group", "point"), ("day of year", "date"),
        ("week of year", "date"), ("day of year", "moment")],
    "string": [
        ("substring", "string", "i"), ("substring", "string", "i", "i"), ("upper case", "string"),
        ("lower case", "string"), ("substring before", "string", "string"),
        ("substring after", "string", "string"), ("replace", "string", "p", "string"),
        ("string join", "strings", "string"), ("string join", "strings"), ("string", "?"),
        ("string", "number"), ("string", "date"), ("string", "days"), ("day of week", "date"),
        ("month of year", "date"), ("min", "strings"), ("max", "strings")],
    "boolean": [
        ("not", "boolean"), ("contains", "string", "string"), ("starts with", "string", "string"),
        ("ends with", "string", "string"), ("matches", "string", "p"), ("odd", "number"),
        ("even", "number"), ("list contains", "numbers", "number"),
        ("list contains", "mixed", "?"), ("all", "booleans"), ("any", "booleans"), ("is", "?", "?"),
        ("is", "moment", "moment"), ("is", "time", "time"),
        ("before", "number", "number"), ("after", "date", "date"), ("before", "range", "number"),
        ("before", "range", "range"), ("after", "range", "range"), ("meets", "range", "range"),
        ("met by", "range", "range"), ("overlaps", "range", "range"),
        ("overlaps before", "range", "range"), ("overlaps after", "range", "range"),
        ("finishes", "range", "range"), ("finishes", "number", "range"),
        ("finished by", "range", "number"), ("includes", "range", "number"),
        ("includes", "range", "range"), ("during", "number", "range"), ("during", "range", "range"),
        ("starts", "number", "range"), ("starts", "range", "range"),
        ("started by", "range", "number"), ("coincides", "range", "range"),
        ("coincides", "number", "number")],
    "numbers": [
        ("sublist", "numbers", "i"), ("sublist", "numbers", "i", "i"),
        ("append", "numbers", "number"), ("concatenate", "numbers", "numbers"),
        ("insert before", "numbers", "i", "number"), ("remove", "numbers", "i"),
        ("reverse", "numbers"), ("index of", "numbers", "number"), ("union", "numbers", "numbers"),
        ("distinct values", "numbers"), ("flatten", "nested"), ("mode", "numbers"),
        ("list replace", "numbers", "i", "number")],
    "strings": [("split", "string", "p"), ("distinct values", "strings"), ("reverse", "strings"),
                ("append", "strings", "string", "string")],
    "mixed": [("append", "mixed", "?"), ("concatenate", "mixed", "strings"), ("reverse", "mixed"),
              ("distinct values", "mixed"), ("get value", "context", "key"), ("flatten", "mixed"),
              ("union", "mixed", "mixed"), ("index of", "mixed", "?")],
    "date": [("date", "datetext"), ("date", "year", "i", "i"), ("date", "moment"), ("date", "date"),
             ("min", "dates"), ("max", "dates")],
    "time": [("time", "moment"), ("time", "i", "i", "i"), ("time", "timetext")],
    "moment": [("date and time", "date", "time"), ("date and time", "datetext"),
               ("date and time", "date")],
    "months": [("years and months duration", "date", "date"), ("abs", "months"),
               ("duration", "monthstext")],
    "days": [("abs", "days"), ("duration", "daystext")],
    "context": [("context put", "context", "key", "?"), ("context merge", "contexts"),
                ("context", "entries")],
    "contexts": [("get entries", "context")],
}
NAMED = [("substring(string: {0}, start position: {1})", "string", "string", "i"),
         ("number(from: {0})", "number", "string"), ("contains(match: {1}, string: {0})", "boolean",
                                                     "string", "string"),
         ("date(year: {0}, month: {1}, day: {2})", "date", "year", "i", "i"),
         ("modulo(dividend: {0}, divisor: {1})", "number", "number", "number")]
MEMBERS = {"date": ["year", "month", "day", "weekday"],
           "moment": ["year", "month", "day", "hour", "minute", "second", "time offset", "timezone"],
           "time": ["hour", "minute", "second", "time offset", "timezone"],
           "months": ["years", "months"], "days": ["days", "hours", "minutes", "seconds"],
           "range": ["start", "end", "start included", "end included"]}


class Generator:
    def __init__(self, random, ill=0.06):
        self.random, self.ill, self.serial = random, ill, 0

    def pick(self, items):
        return self.random.choice(items)

    def name(self):
        self.serial += 1
        return f"v{self.serial}"

    def any(self, depth):
        return self.make(self.pick(KINDS), depth)

    def make(self, kind, depth):
        if self.random.random() < self.ill:
            kind = self.pick(KINDS)
        if kind == "?":
            return self.any(depth)
        if depth <= 0 or kind not in KINDS or self.random.random() < 0.2:
            return self.leaf(kind, depth)
        ways = [self.operator, self.operator, self.call, self.call, self.conditional, self.binding,
                self.member]
        for _ in range(4):
            if made := self.pick(ways)(kind, depth - 1):
                return made
        return self.leaf(kind, depth)

    def leaf(self, kind, depth):
        pick, make = self.pick, self.make
        listed = lambda of, low, high: E(
            "list", "[" + ", ".join("{%d}" % i for i in range(count)) + "]",
            [make(of, depth - 2) for _ in range(count)]) if (
                count := self.random.randint(low, high)) else literal("[]")
        if kind == "number":
            return literal(pick(NUMBERS)) if self.random.random() < 0.8 else E(
                "name", pick(["n", "monthly payment", "person.age"]))
        if kind == "string":
            return literal(quoted(pick(STRINGS))) if self.random.random() < 0.9 else E(
                "name", pick(["s", "person.name"]))
        if kind == "boolean":
            return literal(pick(["true", "false"])) if self.random.random() < 0.8 else E("name", "flag")
        if kind == "date":
            return literal(pick(['@"%s"', 'date("%s")']) % pick(DATES))
        if kind == "time":
            return literal(pick(['@"%s"', 'time("%s")']) % pick(TIMES))
        if kind == "moment":
            text = f"{pick(DATES)}T{pick(['10:00:00', '00:00:00', '23:59:59.25'])}{pick(ZONES)}"
            return literal(pick(['@"%s"', 'date and time("%s")']) % text)
        if kind == "months":
            return literal(pick(['@"%s"', 'duration("%s")']) % pick(MONTHS))
        if kind == "days":
            return literal(pick(['@"%s"', 'duration("%s")']) % pick(DAYS))
        if kind == "range":
            low, high = sorted(self.random.sample([1, 3, 5, 8, 10], 2))
            ends = (low, high) if self.random.random() < 0.7 else tuple(
                f'@"{date}"' for date in sorted(self.random.sample(DATES, 2)))
            return E("interval", f"{pick('[(]')}{ends[0]}..{ends[1]}{pick('])[')}")
        if kind == "numbers":
            return listed("number", 0, 4) if self.random.random() < 0.8 else E("name", "xs")
        if kind == "strings":
            return listed("string", 0, 3) if self.random.random() < 0.8 else E("name", "words")
        if kind in ("dates", "booleans"):
            return listed(kind[:-1], 0, 3)
        if kind == "mixed":
            return listed("?", 0, 3)
        if kind == "nested":
            return listed("numbers", 0, 3)
        if kind == "context":
            if self.random.random() < 0.3:
                return E("name", pick(["person", "people[1]"]))
            keys = self.random.sample(["a", "b", "first name", "k"], self.random.randint(1, 3))
            return E("context", "{{" + ", ".join(f"{key}: {{{i}}}" for i, key in enumerate(keys)) + "}}",
                     [self.any(depth - 2) for _ in keys])
        if kind == "contexts":
            return listed("context", 1, 3) if self.random.random() < 0.6 else E("name", "people")
        if kind == "entries":
            return E("list", '[{{key: "a", value: {0}}}, {{key: {1}, value: {2}}}]',
                     [self.any(0), literal(quoted(pick(["a", "b"]))), self.any(0)])
        texts = {"null": ["null", "null", "nothing"], "i": ["-2", "-1", "0", "1", "2", "3", "10"],
                 "p": [f'"{pattern}"' for pattern in PATTERNS], "group": ['","', '" "', '"."', "null"],
                 "point": ['"."', '","', "null"], "key": ['"a"', '"b"', '"age"', '["a", "b"]'],
                 "year": ["2020", "2023", "1900", "-1", "99999"],
                 "datetext": [quoted(d) for d in DATES + ["2021-02-29", "2020-13-01", "20-1-1", ""]],
                 "timetext": [quoted(t) for t in TIMES + ["25:00:00", "10:00", "10"]],
                 "monthstext": [quoted(t) for t in MONTHS + ["P", "1Y"]],
                 "daystext": [quoted(t) for t in DAYS + ["PT", "P1H"]]}
        return literal(pick(texts[kind]))

    def operator(self, kind, depth):
        make, pick = self.make, self.pick
        binary = lambda op, a, b: E(op, "{0} " + op + " {1}", [make(a, depth), make(b, depth)])
        if kind == "number":
            way = self.random.random()
            if way < 0.1:
                return E("negate", "-{0}", [make("number", depth)])
            if way < 0.2:
                return E("**", "{0} ** {1}", [make("number", depth), literal(pick(["2", "3", "0", "-1"]))])
            if way < 0.3:
                ops = [pick(["+", "-", "*", "/"]) for _ in range(3)]
                return E("chain", "{0} %s {1} %s {2} %s {3}" % tuple(ops),
                         [literal(pick(["1", "2", "2.5", "7", "10"])) for _ in range(4)])
            if way < 0.37:
                return binary("/", *pick([("days", "days"), ("months", "months")]))
            return binary(pick(["+", "-", "*", "/"]), "number", "number")
        if kind == "string":
            return binary("+", "string", "string")
        if kind == "boolean":
            return self.condition(depth)
        if kind == "date":
            return binary(pick(["+", "-"]), "date", pick(["months", "days"]))
        if kind == "time":
            return binary(pick(["+", "-"]), "time", "days")
        if kind == "moment":
            return binary(pick(["+", "-"]), "moment", pick(["months", "days"]))
        if kind == "months":
            return binary(pick(["+", "-"]), "months", "months") if self.random.random() < 0.5 else binary(
                pick(["*", "/"]), "months", "number")
        if kind == "days":
            return pick([lambda: binary(pick(["+", "-"]), "days", "days"),
                         lambda: binary(pick(["*", "/"]), "days", "number"),
                         lambda: binary("-", "date", "date"), lambda: binary("-", "moment", "moment"),
                         lambda: binary("-", "time", "time")])()
        if kind == "range":
            ends = pick(["number", "date", "string"])
            return E("range", pick("[(") + "{0}..{1}" + pick("])"), [make(ends, depth), make(ends, depth)])
        return None

    def condition(self, depth):
        make, pick, way = self.make, self.pick, self.random.random()
        kind = pick(["number", "number", "string", "date", "time", "moment", "months", "days"])
        if way < 0.3:
            op = pick(["=", "!=", "<", "<=", ">", ">="])
            return E(op, "{0} " + op + " {1}", [make(kind, depth), make(kind, depth)])
        if way < 0.4:
            op = pick(["=", "!="])
            kind = pick(KINDS)
            return E(op, "{0} " + op + " {1}", [make(kind, depth), make(kind, depth)])
        if way < 0.6:
            op = pick(["and", "or"])
            return E(op, "{0} " + op + " {1}", [make("boolean", depth), make("boolean", depth)])
        if way < 0.7:
            return E("between", "{0} between {1} and {2}", [make(kind, depth) for _ in range(3)])
        if way < 0.8:
            return E("instance of", "{0} instance of " + pick(TYPES), [self.any(depth)])
        if way < 0.9:
            return E("in", "{0} in ({1}, {2})", [make(kind, depth), make(kind, depth),
                                                 make(pick([kind, "range", "numbers"]), depth)])
        return pick([
            lambda: E("in <", "{0} in (" + pick(["<", "<=", ">", ">="]) + " {1})",
                      [make(kind, depth), make(kind, 0)]),
            lambda: E("in []", "{0} in [{1}..{2}]", [make(kind, depth), make(kind, 0), make(kind, 0)]),
            lambda: E("in list", "{0} in {1}", [make("number", depth), make("numbers", depth)])])()

    def call(self, kind, depth):
        if kind not in CALLS:
            return None
        named = [one for one in NAMED if one[1] == kind]
        if named and self.random.random() < 0.1:
            form, _, *kinds = self.pick(named)
            return E("call", form, [self.make(one, depth) for one in kinds])
        name, *kinds = self.pick(CALLS[kind])
        made = E("call", name + "(" + ", ".join("{%d}" % i for i in range(len(kinds))) + ")",
                 [self.make(one, depth) for one in kinds])
        return made

    def conditional(self, kind, depth):
        return E("if", "if {0} then {1} else {2}", [self.make("boolean", depth), self.make(kind, depth),
                                                    self.make(kind, depth)])

    def member(self, kind, depth):
        if self.random.random() < 0.3:
            of = self.pick(list(MEMBERS))
            return E("path", "{0}." + self.pick(MEMBERS[of]), [self.make(of, depth)])
        if self.random.random() < 0.5:
            return E("path", "{0}." + self.pick(["a", "b", "age", "name"]),
                     [self.make(self.pick(["context", "contexts"]), depth)])
        return E("index", "{0}[{1}]", [self.make(kind + "s" if kind + "s" in KINDS else "mixed", depth),
                                       literal(self.pick(["1", "2", "-1", "0", "-4", "5"]))])

    def values(self, kind, low=1, high=3):
        return [self.leaf(kind, 0) for _ in range(self.random.randint(low, high))]

    def using(self, kind, names, of, depth):
        """An expression of that kind in which the names, of another kind, are used."""
        made = self.make(kind, depth)
        spots = []

        def collect(node, path):
            if node.op in ("literal", "interval"):
                spots.append(path)
            for i, part in enumerate(node.parts):
                if (node.op, i) != ("index", 1):  # brackets have an `item` of their own
                    collect(part, path + (i,))

        def put(node, path, name):
            if not path:
                return E("var", name)
            parts = list(node.parts)
            old = parts[path[0]]
            parts[path[0]] = put(old, path[1:], name)
            bound = [{key: parts[path[0]] if value is old else value for key, value in one.items()}
                     for one in node.bound]
            return E(node.op, node.form, parts, node.bodies, bound, node.names)

        collect(made, ())
        for name in names:
            if spots:
                spot = self.pick(spots)
                spots = [one for one in spots if one != spot]
                made = put(made, spot, name)
        return made

    def binding(self, kind, depth):
        of = self.pick(["number", "number", "string", "date"])
        way = self.random.random()
        name = self.name()
        if kind in ("numbers", "strings", "mixed", "dates") and way < 0.5:
            item = {"numbers": "number", "strings": "string", "dates": "date"}.get(kind, "?")
            if self.random.random() < 0.3:
                low, high = self.random.randint(-2, 3), self.random.randint(-2, 3)
                step = 1 if low <= high else -1
                return E("for", f"for {name} in {low}..{high} return {{0}}", [],
                         [self.using(item, [name], "number", depth)],
                         [{name: literal(str(i))} for i in range(low, high + step, step)])
            values = self.values(of)
            count = len(values)
            fields = ", ".join("{%d}" % i for i in range(count))
            if self.random.random() < 0.3:
                other = self.name()
                return E("for", f"for {name} in [{fields}], {other} in [{name}, 2] return {{{count}}}",
                         values, [self.using(item, [name, other], of, depth)],
                         [{name: value, other: second} for value in values
                          for second in (value, literal("2"))])
            return E("for", f"for {name} in [{fields}] return {{{count}}}", values,
                     [self.using(item, [name], of, depth)], [{name: value} for value in values])
        if kind in ("numbers", "strings", "dates", "mixed"):
            item = {"numbers": "number", "strings": "string", "dates": "date"}.get(kind, "number")
            values = self.values(item, 0, 4)
            count = len(values)
            fields = ", ".join("{%d}" % i for i in range(count))
            return E("filter", f"[{fields}][{{{count}}}]", values,
                     [self.using("boolean", ["item"], item, depth)],
                     [{"item": value} for value in values], {"item"})
        if kind == "boolean" and way < 0.6:
            values = self.values(of, 0, 3)
            count = len(values)
            fields = ", ".join("{%d}" % i for i in range(count))
            return E("some", self.pick(["some", "every"]) + f" {name} in [{fields}] satisfies {{{count}}}",
                     values, [self.using("boolean", [name], of, depth)],
                     [{name: value} for value in values], {name})
        value = self.make(of, depth)
        body = self.using(kind, [name], of, depth)
        if self.random.random() < 0.5:
            return E("call", f"(function({name}) {{1}})({{0}})", [value], [body], [{name: value}])
        return E("path", f"{{{{{name}: {{0}}, made: {{1}}}}}}.made", [value], [body], [{name: value}])


def tests(generator):
    """Unary tests of a value."""
    kind = generator.pick(["number", "number", "string", "date", "boolean", "days", "mixed"])
    value = generator.make(kind, 1)
    one = lambda: generator.pick([
        lambda: "{}", lambda: generator.pick(["<", "<=", ">", ">="]) + " {}",
        lambda: generator.pick("[(]") + "{}..{}" + generator.pick("])["), lambda: "? = {}",
        lambda: "not({})", lambda: "-"])()
    form = one()
    if form not in ("-", "not({})") and generator.random.random() < 0.4:
        form += ", " + generator.pick(["{}", "> {}", "[{}..{}]"])
    parts = [generator.make(kind, 0) for _ in range(form.count("{}"))]
    return form.format(*(wrapped(part) for part in parts)), value, parts
