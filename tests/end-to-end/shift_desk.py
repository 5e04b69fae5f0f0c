"""One desk of a shift, and what its screen promised.

The desk works on its own thread: it opens tubes, registers people, takes some back, seals early,
and writes down what the screen acknowledged. Its program is killed at random moments, also while
it starts and while somebody signs in. A kill between the durable commit and the screen's word
leaves one question, whether the last thing was done; the screen answers it after the restart (the
tube's places and the counters), and that answer is the promise: exactly one step more or not, and
nothing else may have changed.
"""

import random
import threading
import time

from hall import PIN, Hall, tube_code
from invented_persons import masked


def share(whole, index, parts):
    """How much of the whole the index-th part has; together they have all of it."""
    return whole * (index + 1) // parts - whole * index // parts


class Gone(Exception):
    """The program was killed under our hands."""


class Desk(threading.Thread):
    def __init__(self, district, number, people, codes, options):
        super().__init__(name=f"desk-{number}")
        self.dice = random.Random(f"{options.seed}-desk-{number}")
        self.hall = Hall(district.bin, folder=district.folder / f"desk-{number}", desk=str(number),
                         clock=district.clock, terminal=f"LH-TS-{number + 1:04d}",
                         district=district)
        self.hall.clock_started = district.clock_started
        self.batch = f"LH{1121 + number}"
        self.queue, self.codes, self.total = list(people), codes, len(people)
        self.kills_wanted = share(options.kills, number - 1, options.desks)
        self.kills = self.kills_starting = self.restarts = 0
        self.fallen = None        # what ended the thread, if it was not its work
        self.plugged = True       # the network, as the weather wants it
        self.timer = None
        self.badge = None
        # What the screen promised.
        self.tube, self.inside = "", []     # the open tube and who is in it
        self.next_tube = 0
        self.standing, self.undone = {}, []  # {(tube, position): person}, [(tube, position, person)]
        self.opened, self.unused = 0, 0      # tubes
        self.sealed = {}                     # those with somebody in them: how many
        self.asked = None                    # the step under way: a function that applies it
        self.steps = {"undone": 0, "early": 0, "printer": 0}
        self.capacities = set()
        self.slowest_restart_s = 0.0
        self.registered_at = 0.0

    # The program

    @property
    def process(self):
        return self.hall.processes.get(f"kiosk-{self.hall.terminal}")

    def alive(self):
        process = self.process
        return process is not None and process.poll() is None

    def kill_now(self, starting=False):
        process = self.process
        if process is not None and process.poll() is None:
            process.kill()
            process.wait()
            self.kills += 1
            self.kills_starting += starting

    def perhaps_kill(self, within_s, steps_left, starting=False):
        """Lets a kill come in a random moment of what follows, such that all come in the end."""
        left = self.kills_wanted - self.kills
        if left <= 0 or (self.timer and self.timer.is_alive()):
            return
        if self.dice.random() < min(0.9, left / max(1, steps_left)):
            self.timer = threading.Timer(self.dice.random() * within_s, self.kill_now, [starting])
            self.timer.start()

    def or_gone(self, action, *arguments, **more):
        """What fails because the program is gone is no failure of the program."""
        try:
            return action(*arguments, **more)
        except (OSError, AssertionError, ValueError, AttributeError):
            if self.alive():
                time.sleep(0.05)  # a program that is being killed may still look alive
            if self.alive():
                raise
            raise Gone from None

    def state(self):
        return self.or_gone(self.hall.state)

    def ask(self, **request):
        return self.or_gone(self.hall.kiosk.must, **request)

    def until(self, what, holds, timeout_s=60):
        """The screen's state as soon as it holds; an alert that nobody expects ends the test."""
        give_up = time.monotonic() + timeout_s
        while True:
            state = self.state()
            if holds(state):
                return state
            self.look_at_alert(state, what)
            assert time.monotonic() < give_up, f"{self.name}: {what} never came: {state}"
            time.sleep(0.004)

    def look_at_alert(self, state, what):
        if state["alert"]:
            kind = state["alert"]["kind"]
            # Paper comes and goes; everything else is a promise that was refused.
            assert kind in ("LabelFailed", "LabelUnknown"), (self.name, what, state)
            self.or_gone(self.hall.kiosk.ask, cmd="tap", target="sampling.alert.ack")

    def scan(self, text):
        self.or_gone(self.hall.scan, text)

    # Start, and what the screen says then

    def start_up(self):
        started = time.monotonic()
        while True:
            try:
                self.hall.kill_kiosk()
                if self.asked is not None or self.restarts:
                    self.perhaps_kill(1.2, 3 * max(1, len(self.queue)), starting=True)
                self.restarts += 1
                self.or_gone(self.hall.start_kiosk)
                self.ask(cmd="network", plugged=self.plugged)
                self.sign_in()
                self.read_screen(self.until("the desk", lambda s: s["stage"] == "Desk"))
                self.slowest_restart_s = max(self.slowest_restart_s, time.monotonic() - started)
                return
            except Gone:
                continue

    def sign_in(self):
        staff = ("S-0041", "S-0040")[self.restarts % 2]
        self.until("ready", lambda s: s["stage"] == "ScanBadge"
                   and s["devices"]["scanner"] == "Healthy")
        self.scan(self.badge[staff])
        self.until("the keypad", lambda s: s["stage"] == "EnterPin")
        for digit in PIN:
            self.ask(cmd="tap", target=f"sampling.pin.key[{digit}]")
        self.ask(cmd="tap", target="sampling.pin.enter")
        self.until("the desk", lambda s: s["stage"] == "Desk")

    def read_screen(self, state):
        """The tube on the screen is the one before the step that was under way, or after it."""
        shown = (state["tube"]["code"], state["tube"]["count"])
        if self.asked is not None and shown != (self.tube, len(self.inside)):
            self.asked()
        self.asked = None
        assert shown == (self.tube, len(self.inside)), (self.name, shown, self.tube, self.inside)
        assert state["counters"]["persons_today"] == len(self.standing), (self.name, state)
        assert state["counters"]["tubes_sealed"] == len(self.sealed), (self.name, state)
        assert state["counters"]["quarantined"] == 0, (self.name, state)
        places = {node["id"]: node for node in self.ask(cmd="tree")["nodes"]
                  if node["id"].startswith("sampling.cell[")}
        for position, person in enumerate(self.inside, 1):
            place = places[f"sampling.cell[{position}]"]
            assert masked(person["name"]) in place["label"], (self.name, place, person)

    # The steps: `asked` is what becomes true when the screen has acknowledged it

    def acknowledged(self):
        step, self.asked = self.asked, None
        step()

    def open_tube(self):
        code = tube_code(self.batch, self.next_tube + 1)

        def apply():
            self.next_tube += 1
            self.opened += 1
            self.tube, self.inside = code, []
        self.asked = apply
        self.scan(code)
        state = self.until("a tube", lambda s: s["tube"]["code"] == code)
        self.capacities.add(state["tube"]["capacity"])
        self.acknowledged()

    def close_tube(self):
        self.sealed[self.tube] = len(self.inside)
        self.tube, self.inside = "", []

    def register(self, state):
        person = self.queue[0]
        tube, position = self.tube, len(self.inside) + 1
        full = position == state["tube"]["capacity"]

        def apply():
            assert self.queue.pop(0) is person
            self.inside.append(person)
            self.standing[(tube, position)] = person
            if full:
                self.close_tube()
        self.asked = apply
        self.scan(self.codes[person["id"]]["text"])
        expected = len(self.standing) + 1
        state = self.until(f"position {position}",
                           lambda s: s["counters"]["persons_today"] == expected)
        if state["last"]:
            assert state["last"]["position"] == position, state
            assert state["last"]["name"] == masked(person["name"]), (state, person)
        self.acknowledged()
        self.registered_at = time.monotonic()

    def undo(self):
        def apply():
            person = self.inside.pop()
            place = (self.tube, len(self.inside) + 1)
            del self.standing[place]
            self.undone.append((*place, person))
            # Whoever was taken back stands in the queue again.
            self.queue.insert(min(len(self.queue), 3), person)
            self.steps["undone"] += 1
        expected = len(self.standing) - 1
        self.question("sampling.undo", "UndoLast", apply,
                      lambda s: s["counters"]["persons_today"] == expected)

    def seal_early(self):
        def apply():
            self.close_tube()
            self.steps["early"] += 1
        self.question("sampling.seal", "SealEarly", apply, lambda s: s["tube"]["code"] == "")

    def leave_empty_tube(self):
        def apply():
            self.unused += 1
            self.tube = ""
        self.question("sampling.change", None, apply, lambda s: s["tube"]["code"] == "")

    def question(self, button, kind, apply, done):
        """Presses until it is done: an alert about paper may cover the button or the question."""
        self.asked = apply
        give_up = time.monotonic() + 30
        while not done(state := self.state()):
            assert time.monotonic() < give_up, (self.name, button, state)
            if state["ask"] and state["ask"] == kind:
                self.or_gone(self.hall.kiosk.ask, cmd="tap", target="sampling.ask.yes")
            elif not state["saving"]:
                self.look_at_alert(state, button)
                self.or_gone(self.hall.kiosk.ask, cmd="tap", target=button)
            time.sleep(0.02)
        self.acknowledged()

    def trouble_printer(self):
        """Paper, cover, knife, power: at once or in the middle of the next label; later a hand."""
        fault, cure = self.dice.choice([("run_out_of_paper", "load_paper"),
                                        ("open_cover", "close_cover"),
                                        ("jam_cutter", "clear"), ("power_off", "power_on")])
        rows = self.dice.choice([None, 40, 150, 300])
        self.steps["printer"] += 1
        self.hall.printer.must(verb=fault, **({} if rows is None else {"after_dots": rows}))
        time.sleep(self.dice.random() * 0.4)
        # A fault that has not struck yet strikes later: the drain at the end cures again.
        self.hall.printer.must(verb=cure)

    def step(self):
        self.perhaps_kill(0.25, 1.15 * len(self.queue))
        if not self.tube:
            return self.open_tube()
        state = self.state()
        self.look_at_alert(state, "the next person")
        luck = self.dice.random()
        # The site lets a person be taken back for 60 s.
        if self.inside and luck < 0.06 and time.monotonic() - self.registered_at < 30:
            return self.undo()
        if self.inside and luck < 0.09:
            return self.seal_early()
        if not self.inside and luck < 0.03:
            return self.leave_empty_tube()
        if luck > 0.98:
            return self.trouble_printer()
        return self.register(state)

    def run(self):
        try:
            self.start_up()
            while self.queue:
                try:
                    self.step()
                except Gone:
                    self.start_up()
            while self.tube or self.kills < self.kills_wanted:
                try:  # what is left of the kills comes while the desk only prints and sends
                    if self.tube:
                        self.seal_early() if self.inside else self.leave_empty_tube()
                    else:
                        self.perhaps_kill(0.5, 1)
                        self.until("a kill", lambda s: not (self.timer and self.timer.is_alive()))
                except Gone:
                    self.start_up()
            if self.timer:
                self.timer.join()
            if not self.alive():
                self.start_up()
        except BaseException as trouble:  # the test reports it and ends
            self.fallen = trouble

    # The end of the shift

    def cure_printer(self):
        for cure in ("load_paper", "close_cover", "clear", "power_on"):
            self.hall.printer.must(verb=cure)

    def drain(self, timeout_s):
        give_up = time.monotonic() + timeout_s
        while True:
            self.cure_printer()
            state = self.state()
            if state["labels_owed"] == 0 and state["counters"]["waiting"] == 0:
                return state
            self.look_at_alert(state, "the drain")
            assert time.monotonic() < give_up, (self.name, state)
            time.sleep(0.1)

    @property
    def progress(self):
        return 1 - len(self.queue) / max(1, self.total)
