"""A citizen alone at a kiosk: card or code, an allowance approved, a paper, nothing left behind.

The real kiosk-dev, district and emulators. Usage: citizen_test.py BIN_DIR
"""

import sys

from citizen_hall import Zone


def to_the_form(zone):
    zone.tap("service[senior-allowance]")
    zone.tap("guide.start")
    zone.at("login")
    zone.show_code("P02")
    zone.tap("whom[me]")
    zone.tap("notice.accept")
    zone.at("form.0")


def finish(zone):
    zone.tap("form.option[Field_card][0]")
    zone.tap("form.confirm[Field_phone]")
    zone.tap("form.next")
    zone.tap("review.submit")
    zone.at("decision")


def approved_by_code(zone):
    zone.ready()
    to_the_form(zone)
    finish(zone)
    view = zone.state()["view"]
    assert view["outcome"] == "APPROVE", view
    zone.wait(path="/view/paper", equals="Printed")
    zone.tap("decision.rate[5]")
    zone.tap("decision.finish")
    zone.at("goodbye")
    wiped = zone.state()["view"]["wiped"]
    assert wiped and all(wiped.values()), wiped
    zone.at("home")
    zone.wait(path="/waiting", equals=0)
    print("approved with a code, printed, rated, wiped, at the district")


def card_alone_is_referred(zone):
    zone.ready()
    zone.put_card("P02")
    zone.at("mine")
    zone.tap("mine.all")
    zone.tap("service[senior-allowance]")
    zone.tap("guide.start")
    zone.tap("whom[me]")
    zone.at("login")
    # Nothing on the way gives the level: only a code does.
    assert zone.state()["view"]["ways"] == 1
    zone.tap("login.cannot")
    zone.at("decision")
    assert zone.state()["view"]["outcome"] == "REFER"
    zone.tap("decision.finish")
    zone.at("take_card")
    zone.take_card()
    zone.at("goodbye")
    zone.at("home")
    print("a card alone ends with a person; the card was not forgotten")


def language_in_the_middle(zone):
    zone.ready()
    to_the_form(zone)
    zone.tap("form.option[Field_card][0]")
    for language in ("en", "zh-HK", "zh-CN"):
        zone.tap(f"dock.lang[{language}]")
        zone.wait(path="/language", equals=language)
        chosen = [f for f in zone.state()["view"]["fields"] if f["place"] == "Field_card"]
        assert chosen[0]["options"][0]["chosen"], (language, chosen)
    zone.tap("page.exit") if "page.exit" in zone.ids() else zone.tap("page.back")
    zone.tap("ask.yes")
    end(zone)
    print("three languages in the middle of a form; the answers stayed")


def end(zone):
    if zone.state()["logged_in"]:
        zone.tap("page.exit")
    zone.at("home", timeout_ms=30000)


def walked_away(zone):
    zone.ready()
    to_the_form(zone)
    zone.kiosk.must(cmd="clock", advance_ms=61_000)
    zone.wait(path="/modal/kind", equals="timeout")
    zone.tap("timeout.stay")
    zone.at("form.0")
    zone.kiosk.must(cmd="clock", advance_ms=61_000)
    zone.wait(path="/modal/kind", equals="timeout")
    zone.kiosk.must(cmd="clock", advance_ms=31_000)
    zone.wait(path="/logged_in", equals=False)
    zone.at("home")
    print("walked away: warned, stayed once, then everything was wiped")


def offline_is_taken_in(zone):
    zone.ready()
    zone.kiosk.must(cmd="network", plugged=False)
    zone.wait(path="/online", equals=False, timeout_ms=30000)
    zone.tap("service[senior-allowance]")
    zone.tap("guide.start")
    zone.show_code("P03")
    zone.tap("whom[me]")
    zone.tap("notice.accept")
    zone.at("decision", timeout_ms=30000)
    assert zone.state()["view"]["outcome"] == "PROVISIONAL"
    zone.tap("decision.finish")
    zone.at("home")
    zone.kiosk.must(cmd="network", plugged=True)
    zone.wait(path="/waiting", equals=0, timeout_ms=60000)
    print("offline: taken in, not promised; handed over when the network came back")


def paper_runs_out(zone):
    zone.ready()
    zone.printer.must(verb="run_out_of_paper")
    to_the_form(zone)
    finish(zone)
    # The printer said so before anything was sent to it: no job waits for paper.
    zone.tap("decision.print")
    zone.at("trouble")
    view = zone.state()["view"]
    assert view["code"] == "paper_out" and view["case_number"], view
    zone.tap("trouble.finish")
    zone.at("home")
    zone.printer.must(verb="load_paper")
    print("paper ran out: told, the case number is safe")


def main(bin_dir):
    with Zone(bin_dir) as zone:
        zone.open()
        approved_by_code(zone)
        card_alone_is_referred(zone)
        language_in_the_middle(zone)
        walked_away(zone)
        offline_is_taken_in(zone)
        paper_runs_out(zone)


if __name__ == "__main__":
    main(sys.argv[1])
