"""One afternoon at a desk, with the real programs: codes that are refused, paper that runs out, a
scanner whose plug comes off, another language, a terminal that is revoked, a terminal that dies.
"""

import json
import sys
import time

from hall import PIN, Hall, tube_code


class CardDesk(Hall):
    """A desk with a card reader beside its scanner."""

    def start_emulators(self):
        super().start_emulators()
        self.start_card_reader()

    def start_kiosk(self, *more, env=None):
        super().start_kiosk("--device", f"id-card-reader=serial:{self.card_line}?baud=115200",
                            *more, env=env)


def acknowledge(hall):
    """A second press within 300 ms of the last one is taken for a trembling hand: press again."""
    for _ in range(10):
        if not hall.kiosk.ask(cmd="tap", target="sampling.alert.ack")["ok"]:
            hall.kiosk.ask(cmd="tap", target="sampling.alert.skip")
        if not hall.state()["alert"]:
            break
        time.sleep(0.1)
    hall.wait(gone="sampling.alert")


def alert(hall, code):
    hall.wait(path="/alert/code", equals=code)
    state = hall.state()
    assert state["clipped"] == [] and state["missing_glyphs"] == [], state
    acknowledge(hall)


def person_codes_as_badges_and_badges_as_persons(hall):
    hall.wait(path="/stage", equals="ScanBadge")
    hall.wait(path="/devices/scanner", equals="Healthy")
    hall.scan(hall.code_of("P02"))
    hall.wait(path="/pin/trouble", equals="staff_required")
    hall.scan(hall.badge_of("S-0041"))
    hall.wait(path="/stage", equals="EnterPin")
    for digit in "0000":
        hall.kiosk.must(cmd="tap", target=f"sampling.pin.key[{digit}]")
    hall.kiosk.must(cmd="tap", target="sampling.pin.enter")
    hall.wait(path="/pin/trouble", equals="staff_pin_wrong")
    for digit in PIN:
        hall.kiosk.must(cmd="tap", target=f"sampling.pin.key[{digit}]")
    hall.kiosk.must(cmd="tap", target="sampling.pin.enter")
    hall.wait(path="/stage", equals="Desk")


def codes_that_are_refused(hall):
    hall.scan(hall.code_of("P02"))
    alert(hall, "tube_required")
    hall.scan("LH1122-0001-99")
    alert(hall, "tube_code_invalid")
    hall.scan(tube_code("LH1122", 1))
    hall.wait(path="/tube/code", equals=tube_code("LH1122", 1))
    hall.scan("LH1:NOT-BASE45-AT-ALL!")
    alert(hall, "code_malformed")
    hall.scan("134567890123456789")
    alert(hall, "code_payment")
    out = hall.run("district", "issue-code", "--dir", hall.district_dir, "--person", "P02", "--at",
                   "2022-11-18T09:00:00+08:00").stdout
    hall.scan(json.loads(out)["text"])
    alert(hall, "code_expired")
    hall.scan(hall.code_of("P35"))
    hall.wait(path="/alert/kind", equals="SingleOnly")
    hall.scan("DKC:skip")  # only an answer in so many words lets the queue go on
    hall.wait(path="/alert", equals=None)
    assert hall.state()["tube"]["count"] == 0


def registrations_of_every_kind(hall):
    hall.scan(hall.code_of("P13"))  # a name beyond the basic plane
    hall.wait(path="/last/position", equals=1)
    hall.scan(hall.code_of("P30"))  # Latin letters
    hall.wait(path="/last/position", equals=2)
    hall.scan("https://example.invalid/t/9f31")  # the district shall resolve it
    hall.wait(path="/last/position", equals=3)
    assert hall.state()["last"]["not_compared"]
    hall.scan(hall.code_of("P13"))
    alert(hall, "person_in_tube")
    hall.kiosk.must(cmd="tap", target="sampling.undo")
    hall.wait(target="sampling.ask.yes")
    hall.kiosk.must(cmd="tap", target="sampling.ask.yes")
    hall.wait(path="/tube/count", equals=2)
    for language in ("en", "zh-HK", "zh-CN"):
        hall.kiosk.must(cmd="tap", target="sampling.lock")
        hall.wait(path="/stage", equals="ScanBadge")
        hall.kiosk.must(cmd="tap", target=f"sampling.language[{language}]")
        hall.wait(path="/language", equals=language)
        hall.sign_in()
        state = hall.state()
        assert state["tube"]["count"] == 2, state
        assert state["clipped"] == [] and state["missing_glyphs"] == [], state


def card_on_the_reader(hall):
    """The desk takes a card like a code; one that is left there is taken once."""
    before = hall.state()["tube"]["count"]
    hall.wait(path="/devices/id_card", equals="Healthy")
    hall.put_card("P04")
    hall.wait(path="/last/position", equals=before + 1)
    time.sleep(1.5)
    assert hall.state()["tube"]["count"] == before + 1
    hall.take_card()
    time.sleep(1)  # the reader looks twice before it believes that the card is gone
    hall.put_card("P04")
    alert(hall, "person_in_tube")
    hall.take_card()
    hall.kiosk.must(cmd="tap", target="sampling.undo")
    hall.wait(target="sampling.ask.yes")
    hall.kiosk.must(cmd="tap", target="sampling.ask.yes")
    hall.wait(path="/tube/count", equals=before)


def paper_runs_out_before_the_label(hall):
    hall.printer.must(verb="run_out_of_paper")
    hall.wait(path="/devices/printer_trouble", equals="paper_out")
    hall.kiosk.must(cmd="tap", target="sampling.seal")
    hall.wait(target="sampling.ask.yes")
    hall.kiosk.must(cmd="tap", target="sampling.ask.yes")
    hall.wait(path="/labels_owed", equals=1)
    assert hall.printer.must(verb="tickets")["tickets"] == []
    hall.printer.must(verb="load_paper")
    hall.wait(path="/labels_owed", equals=0, timeout_ms=20000)
    tickets = hall.printer.must(verb="tickets")["tickets"]
    assert len(tickets) == 1, tickets
    assert any(tube_code("LH1122", 1) in line for line in tickets[0]["lines"]), tickets


def scanner_loses_its_plug(hall):
    hall.scanner.must(verb="unplug")
    hall.wait(path="/devices/scanner", equals="Trouble")
    hall.scanner.must(verb="plug")
    hall.wait(path="/devices/scanner", equals="Healthy")
    hall.scan(tube_code("LH1122", 2))
    hall.wait(path="/tube/code", equals=tube_code("LH1122", 2))


def revoked_terminal_keeps_working_and_says_so(hall):
    hall.wait(path="/counters/waiting", equals=0)
    hall.run("district", "revoke", "--dir", hall.district_dir, "--terminal", hall.terminal)
    hall.wait(path="/sync_trouble", equals="certificate_revoked", timeout_ms=70000)
    for n in range(1, 6):
        hall.scan(hall.code_of(f"P{n:02d}"))
        hall.wait(path="/last/position", equals=n)
    assert hall.state()["counters"]["waiting"] >= 5


def dead_terminal_gives_its_people_to_the_district(hall):
    before = {r["id"] for r in hall.ledger()["registrations"]}
    hall.kill_kiosk()
    first = json.loads(hall.run("district", "import", "--disk", hall.data, "--dir",
                                hall.district_dir).stdout)
    held = hall.ledger()["registrations"]
    assert len({r["id"] for r in held} - before) == 5, (first, held)
    hall.run("district", "import", "--disk", hall.data, "--dir", hall.district_dir)
    assert len(hall.ledger()["registrations"]) == len(held), "a second import added something"
    verified = hall.run("cachectl", "verify", "--data", hall.data)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def main():
    with CardDesk(sys.argv[1]) as hall:
        hall.open()
        for scenario in (person_codes_as_badges_and_badges_as_persons, codes_that_are_refused,
                         registrations_of_every_kind, card_on_the_reader, paper_runs_out_before_the_label,
                         scanner_loses_its_plug, revoked_terminal_keeps_working_and_says_so,
                         dead_terminal_gives_its_people_to_the_district):
            scenario(hall)
            print(f"ok {scenario.__name__}", flush=True)


main()
