"""Three visitors who do the same in different ways: a finger, a keypad, and somebody who sees
nothing. Each has `take` (press what is called so) and no more; what is done with it is the test's.
"""

import collections
import time

UNREAD_S = 0.45  # a page that has just come up takes no Enter (kiosk/ui/focus.cpp)


class Finger:
    """Touches what is on the screen, nothing else."""

    def __init__(self, zone):
        self.zone = zone

    def take(self, target):
        self.zone.tap(target)


class Keypad:
    """Sees the screen and the ring on it, and has the four arrows of a numeric keypad and Enter."""

    ARROWS = {"6": (1, 0), "4": (-1, 0), "2": (0, 1), "8": (0, -1)}

    def __init__(self, zone):
        self.zone, self.presses, self.page = zone, 0, None
        self.leads = {}  # (from, arrow) -> where the ring went

    def press(self, key):
        self.presses += 1
        self.zone.kiosk.must(cmd="key", key=key)

    def nodes(self):
        return {node["id"]: node for node in self.zone.tree()}

    @staticmethod
    def ring(nodes):
        return next((i for i, node in nodes.items() if "focused" in node["state"].split()), None)

    def take(self, target):
        self.zone.kiosk.must(cmd="wait", target=target, timeout_ms=15000)
        page = self.zone.page()
        if page != self.page:
            self.page, self.leads = page, {}
            time.sleep(UNREAD_S)
        self.walk(target)
        self.press("enter")

    def walk(self, target):
        for _ in range(120):
            nodes = self.nodes()
            assert target in nodes, f"{target} is gone"
            here = self.ring(nodes)
            if here == target:
                return
            if here is None:
                self.press("2")  # the first key only shows the ring
                continue
            arrow = self.towards(here, target, nodes)
            self.press(arrow)
            self.leads[here, arrow] = self.ring(self.nodes()) or here
        raise AssertionError(f"no way to {target}: {self.leads}")

    def towards(self, here, target, nodes):
        """The first step of the shortest known way, else of one to an arrow not tried yet."""
        def middle(node):
            x, y, w, h = node["rect"]
            return x + w / 2, y + h / 2
        goal = middle(nodes[target])

        def untried(at):
            x, y = middle(nodes[at])
            left = [a for a in self.ARROWS if (at, a) not in self.leads]
            return max(left, key=lambda a: self.ARROWS[a][0] * (goal[0] - x) +
                       self.ARROWS[a][1] * (goal[1] - y), default=None)
        seen, queue, open_end = {here}, collections.deque([(here, None)]), None
        while queue:
            at, first = queue.popleft()
            if at == target:
                return first
            if open_end is None and at in nodes and untried(at) is not None:
                open_end = first or untried(at)
            for arrow in self.ARROWS:
                to = self.leads.get((at, arrow))
                if to is not None and to not in seen:
                    seen.add(to)
                    queue.append((to, first or arrow))
        assert open_end is not None, f"no arrow leads from {here} to {target}"
        return open_end


class Listener:
    """Sees nothing: hears what the voice says and has the keys Tab, Enter and those of the voice."""

    def __init__(self, zone):
        self.zone, self.presses, self.last = zone, 0, []

    def press(self, key):
        """What is heard upon it."""
        self.presses += 1
        self.zone.kiosk.must(cmd="key", key=key)
        self.last = self.hear()
        return self.last

    def hear(self):
        return self.zone.kiosk.must(cmd="heard")["words"]

    def wait_for(self, words, seconds=15):
        """Until that was said."""
        give_up, said = time.monotonic() + seconds, list(self.last)
        while not any(words in one for one in said):
            assert time.monotonic() < give_up, f"{words} was never said, but {said}"
            said += self.hear()
            time.sleep(0.05)
        return said

    def everything(self):
        """The whole page, read from its beginning."""
        return self.press("dot")

    def take(self, words, most=60):
        """Goes on until the voice says these words first, then presses."""
        time.sleep(UNREAD_S)
        said = []
        for _ in range(most):
            if self.last and words in self.last[0]:
                return self.press("enter")
            said += self.last
            self.press("tab")
        raise AssertionError(f"{words} is not among what is said: {said}")
