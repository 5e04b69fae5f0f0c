"""People who come to a citizen's kiosk, one after the other, drawn by a seed; and what goes wrong
while they are there: a reader is unplugged, the paper ends, the network goes, somebody walks away.

A visit does what it can see and gives up where it can see nothing more. However it went, the
terminal must be back at its first page with nobody logged in, by its own times: settle() moves the
application's clock as far as that may take and no further.
"""

import contextlib
import pathlib
import random

PEOPLE = [f"P{number:02d}" for number in range(1, 13)]
LANGUAGES = ("zh-CN", "zh-HK", "en")
STEP_MS = 33_000  # past every warning, short of the end of an answer that is awaited
MOST_GROWTH_KB = 4096
MOST_STEPS = 40   # 22 minutes: the longest chain of help and every time-out together
AT_REST = ("home", "attract")


class GaveUp(Exception):
    """What the visitor wanted to press is not there."""


def resident_kb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


def growth_kb(samples):
    """The most of the second half beyond the most of the first. Single values jump by megabytes: the
    allocator gives back or keeps."""
    half = len(samples) // 2
    return max(samples[half:]) - max(samples[:half])


def slope_kb(samples):
    """Least squares over equal steps: kB a sample."""
    n = len(samples)
    middle, mean = (n - 1) / 2, sum(samples) / n
    return (sum((i - middle) * (value - mean) for i, value in enumerate(samples))
            / sum((i - middle) ** 2 for i in range(n)))


class Visitors:
    def __init__(self, zone, seed):
        self.zone, self.random = zone, random.Random(seed)
        self.done = {}      # kind of visit: how many came to their end
        self.given_up = {}  # at what
        self.wrongs = {}    # kind of fault: how often

    # What a hand does

    def press(self, target, patience_ms=4000):
        if not self.zone.kiosk.ask(cmd="wait", target=target, timeout_ms=patience_ms)["ok"]:
            raise GaveUp(target)
        if not self.zone.kiosk.ask(cmd="tap", target=target)["ok"]:
            raise GaveUp(target)  # it is grey, or it went between the look and the touch

    def advance(self, ms):
        """The terminal's clock, and with it that of whoever issues codes."""
        self.zone.kiosk.must(cmd="clock", advance_ms=ms)
        self.zone.clock_started -= ms / 1000

    def sees(self, target):
        return any(node["id"] == target for node in self.zone.tree())

    def wait_page(self, *names, patience_ms=6000):
        for name in names:
            if self.zone.kiosk.ask(cmd="wait", path="/page", equals=name,
                                   timeout_ms=patience_ms)["ok"]:
                return
        raise GaveUp(names[0])

    # Visits

    def allowance(self):
        """The whole way by a code; half of them change the language or the look on the way."""
        person = self.random.choice(PEOPLE)
        self.press("service[senior-allowance]")
        self.press("guide.start")
        self.zone.show_code(person)
        self.press("whom[me]")
        self.press("notice.accept")
        if self.random.random() < 0.5:
            self.press(f"dock.lang[{self.random.choice(LANGUAGES)}]")
        if self.random.random() < 0.2:
            self.press("dock.elder")
        for _ in range(8):  # elder mode asks one question a page
            if self.sees("form.option[Field_card][0]"):
                self.press("form.option[Field_card][0]")
            if self.sees("form.confirm[Field_phone]"):
                self.press("form.confirm[Field_phone]")
            if not self.sees("form.next"):
                break
            self.press("form.next")
        if self.sees("review.submit"):
            self.press("review.submit")
        self.wait_page("decision")
        if self.sees("decision.rate[4]"):
            self.press("decision.rate[4]")
        self.press("decision.finish")

    def own_papers(self):
        """A card, the own cases and certificates; the card is taken at once or forgotten."""
        self.zone.put_card(self.random.choice(PEOPLE))
        self.wait_page("mine")
        self.press("mine.cases")
        self.press("page.back")
        self.press("mine.certificates")
        self.press("page.back")
        self.press("page.exit")
        self.wait_page("take_card")
        if self.random.random() < 0.3:
            self.advance(60_000)

    def looks_around(self):
        """Nobody in particular: lists, a guide, a search, the looks."""
        self.press("home.area[instant]")
        self.press("service[senior-allowance]")
        self.press("page.back")
        self.press("page.back")
        self.press("home.search")
        for key in self.random.choices("abdefghijlmnopqrstuwxyz", k=5):
            if self.sees(f"input.key[{key}]"):
                self.press(f"input.key[{key}]")
        self.press("input.done")  # the pad lies over the dock

    def asks_for_help(self):
        self.press("dock.help")
        self.press("help.call")
        self.advance(self.random.choice((5_000, 40_000, 80_000)))
        self.press(self.random.choice(("help.end", "help.next")))

    def danger(self):
        self.press("home.sos")
        self.advance(40_000)
        self.press("sos.end")

    def walks_away(self):
        """In the middle, with everything on the screen."""
        self.press("service[senior-allowance]")
        self.press("guide.start")
        self.zone.show_code(self.random.choice(PEOPLE))
        for target in ("whom[me]", "notice.accept", "form.next")[:self.random.randint(0, 3)]:
            self.press(target)

    VISITS = ((allowance, 6), (own_papers, 3), (looks_around, 2), (asks_for_help, 1), (danger, 1),
              (walks_away, 3))

    # What goes wrong, and is well again when the visit is over

    @contextlib.contextmanager
    def unplugged(self, device):
        device.must(verb="unplug")
        try:
            yield
        finally:
            device.must(verb="plug")

    @contextlib.contextmanager
    def without_paper(self):
        self.zone.printer.must(verb="run_out_of_paper")
        try:
            yield
        finally:
            self.zone.printer.must(verb="load_paper")

    @contextlib.contextmanager
    def without_network(self):
        self.zone.kiosk.must(cmd="network", plugged=False)
        try:
            yield
        finally:
            self.zone.kiosk.must(cmd="network", plugged=True)

    def fault(self):
        kind = self.random.choice(("card reader", "scanner", "paper", "network") + ("none",) * 6)
        self.wrongs[kind] = self.wrongs.get(kind, 0) + 1
        return {"card reader": lambda: self.unplugged(self.zone.card_reader),
                "scanner": lambda: self.unplugged(self.zone.scanner),
                "paper": self.without_paper, "network": self.without_network,
                "none": contextlib.nullcontext}[kind]()

    # One after the other

    def visit(self):
        """One visit, with its fault, until the terminal is at rest again."""
        if self.zone.page() == "attract":
            self.press("attract.start")
        visits, weights = zip(*self.VISITS)
        kind = self.random.choices(visits, weights)[0]
        try:
            with self.fault():
                kind(self)
            self.done[kind.__name__] = self.done.get(kind.__name__, 0) + 1
        except GaveUp as what:
            reason = f"{kind.__name__}: {what}"
            self.given_up[reason] = self.given_up.get(reason, 0) + 1
        self.settle()

    def settle(self):
        for _ in range(MOST_STEPS):
            state = self.zone.state()
            if state["page"] in AT_REST and not state["logged_in"]:
                assert state["person"] == "", state
                self.zone.card_reader.ask(verb="remove_card")  # of one that was never read
                return
            if state["page"] == "take_card":
                # A reader notices in its own time, which is not the application's.
                self.zone.card_reader.ask(verb="remove_card")
                self.zone.kiosk.ask(cmd="wait", path="/page", equals="goodbye", timeout_ms=5000)
            self.advance(STEP_MS)
            self.zone.kiosk.ask(cmd="wait", idle=True, timeout_ms=3000)
        raise AssertionError(f"stuck: {self.zone.state()}")
