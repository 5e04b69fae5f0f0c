"""Citizens alone at a kiosk, each in their own way: card, social card or code; a finger, a keypad, or
somebody who sees nothing and only hears; somebody who walks away, forgets the card, has the network
or the reader pulled in the middle, or changes the language there; portrait and wide.

The real kiosk-dev, district, emulators and pcscd. Usage: journeys_test.py BIN_DIR
"""

import sys
import time

from citizen_hall import WIDE, Zone
from hands import Finger, Keypad, Listener

LANGUAGES = ("en", "zh-HK", "zh-CN")


def consent(hand, zone):
    """Reads the notice to its end."""
    zone.kiosk.must(cmd="wait", target="notice.decline", timeout_ms=15000)
    while zone.page().startswith("notice."):
        hand.take("notice.accept" if "notice.accept" in zone.ids() else "page.next")
    zone.at("form.0", timeout_ms=20000)


def fill(hand, zone):
    """What each page of the form asks, one page or several."""
    while (page := zone.page()).startswith("form."):
        here = zone.ids()
        for target in ("form.option[Field_card][0]", "form.confirm[Field_phone]"):
            if target in here:
                hand.take(target)
        hand.take("form.next")
        assert zone.page() != page, page
    zone.at("review.0")


def choose(hand, zone):
    """From the notice to the review."""
    consent(hand, zone)
    fill(hand, zone)


def to_the_guide(hand):
    hand.take("service[senior-allowance]")
    hand.take("guide.start")


def approved(zone):
    zone.at("decision")
    view = zone.state()["view"]
    assert view["outcome"] == "APPROVE" and view["case_number"], view


def home_again(zone):
    """Nothing of the visit is left, and the next person finds a clean home."""
    zone.at("goodbye", timeout_ms=20000)
    zone.wait(path="/view/wiped/identity", equals=True)
    wiped = zone.state()["view"]["wiped"]
    assert all(wiped.values()), wiped
    zone.advance(7)
    zone.at("home")
    state = zone.state()
    assert not state["logged_in"] and state["person"] == "" and state["language"] == "zh-CN", state
    for look in ("elder", "low_reach", "high_contrast", "voice"):
        assert not state[look], look


def at_the_district(zone):
    """Once."""
    zone.wait(path="/waiting", equals=0, timeout_ms=60000)
    zone.handed_in = getattr(zone, "handed_in", 0) + 1
    assert zone.case_events() == zone.handed_in, zone.arrivals()


def with_a_card(zone, way, put, take):
    """L2 by the card, what needs a face by a code, and the card is not forgotten."""
    hand = Finger(zone)
    zone.ready()
    put()
    zone.at("mine")
    hand.take("mine.cases")
    zone.at("cases.0")
    hand.take("page.back")
    hand.take("mine.all")
    to_the_guide(hand)
    hand.take("whom[me]")
    zone.at("login")
    zone.show_code("P02")
    choose(hand, zone)
    hand.take("review.submit")
    approved(zone)
    hand.take("decision.finish")
    zone.at("take_card")
    # Long after everybody would have taken it: it still says so, and nobody is logged in.
    zone.advance(300)
    assert zone.page() == "take_card" and not zone.state()["logged_in"]
    take()
    home_again(zone)
    at_the_district(zone)
    print(f"ok {way}: the card came first, the face later, the card was not forgotten", flush=True)


def by_code(zone, hand, how):
    zone.ready()
    to_the_guide(hand)
    zone.at("login")
    zone.show_code("P02")
    hand.take("whom[me]")
    choose(hand, zone)
    hand.take("review.submit")
    approved(zone)
    hand.take("decision.rate[5]")
    hand.take("decision.finish")
    home_again(zone)
    at_the_district(zone)
    keys = f", {hand.presses} keys" if hasattr(hand, "presses") else ""
    print(f"ok {how}{keys}", flush=True)


def elder_by_keypad(zone):
    """Elder mode is a flow of its own: one question a page, and the keys lead through that, too."""
    zone.ready()
    hand = Keypad(zone)
    hand.take("dock.elder")
    zone.wait(path="/elder", equals=True)
    hand.take("home.area[instant]")
    to_the_guide(hand)
    zone.show_code("P02")
    hand.take("whom[me]")
    choose(hand, zone)
    while zone.page().startswith("review"):
        hand.take("review.submit" if "review.submit" in zone.ids() else "page.next")
    approved(zone)
    hand.take("decision.finish")
    home_again(zone)
    at_the_district(zone)
    print(f"ok elder mode by keypad only, {hand.presses} keys", flush=True)


def sees_nothing(zone):
    """Only what the voice says, and keys. Neither ids nor places: the words lead."""
    zone.ready()
    ear = Listener(zone)
    ear.press("star")  # the voice's own key
    ear.wait_for("想办什么事")
    ear.take("高龄津贴")
    ear.take("开始办")
    ear.wait_for("请刷身份证")
    zone.show_code("P02")
    ear.wait_for("替谁办")
    ear.take("我自己")
    ear.wait_for("要用您的这些信息")
    notice = ear.everything()
    assert any("只用来办这件事" in words for words in notice), notice
    ear.take("知道了")
    ear.wait_for("高龄津贴")
    ear.take("颐年卡")
    ear.take("对，没错")
    ear.take("下一步")
    ear.wait_for("交上去")
    review = ear.everything()
    assert not any("1380" in words or "陈" in words for words in review), "said to the whole hall"
    ear.take("交上去")
    ear.wait_for("批准了")
    said = ear.everything()
    assert any("每月200元" in words for words in said), said
    assert any(words.startswith("受理号") for words in said), said
    ear.take("完成并退出")
    ear.wait_for("再见")
    wiped = ear.everything()
    assert any("清" in words for words in wiped), wiped
    home_again(zone)
    at_the_district(zone)
    print(f"ok by voice alone, {ear.presses} keys", flush=True)


def walks_away_with_the_card_in(zone):
    zone.ready()
    zone.put_card("P02")
    zone.at("mine")
    for _ in range(2):
        zone.advance(61)
        zone.wait(path="/modal/kind", equals="timeout")
        assert zone.state()["modal"]["seconds_left"] >= 20
        zone.tap("timeout.stay")
        time.sleep(0.35)  # the same tap sooner would be a trembling hand
    zone.advance(61)
    zone.wait(path="/modal/kind", equals="timeout")
    zone.advance(31)
    zone.at("take_card")
    assert not zone.state()["logged_in"]
    zone.take_card()
    home_again(zone)
    print("ok walked away and forgot the card: wiped, then called back for the card", flush=True)


def network_pulled_after_the_notice(zone):
    zone.ready()
    hand = Finger(zone)
    to_the_guide(hand)
    zone.show_code("P02")
    hand.take("whom[me]")
    choose(hand, zone)
    zone.kiosk.must(cmd="network", plugged=False)
    zone.wait(path="/online", equals=False, timeout_ms=30000)
    assert zone.page() == "review.0"
    hand.take("review.submit")
    zone.at("decision")
    view = zone.state()["view"]
    assert zone.state()["waiting"] > 0 and zone.case_events() == zone.handed_in
    hand.take("decision.finish")
    home_again(zone)
    zone.kiosk.must(cmd="network", plugged=True)
    zone.wait(path="/online", equals=True, timeout_ms=60000)
    at_the_district(zone)
    print(f"ok the network went between notice and decision: {view['outcome']} from facts that were "
          "fresh, handed over once when it came back", flush=True)


def reader_pulled_in_the_middle(zone):
    zone.ready()
    zone.put_card("P02")
    zone.at("mine")
    zone.tap("mine.all")
    to_the_guide(Finger(zone))
    zone.tap("whom[me]")
    zone.at("login")
    # The scanner, which is wanted now: no way is left that is not there.
    zone.scanner.must(verb="unplug")
    zone.wait(path="/view/ways", equals=0, timeout_ms=20000)
    zone.scanner.must(verb="plug")
    zone.wait(path="/view/ways", equals=1, timeout_ms=20000)
    zone.show_code("P02")
    zone.at("notice.0")
    # The reader with the card on it: the visit goes on.
    zone.card_reader.must(verb="unplug")
    choose(Finger(zone), zone)
    zone.tap("review.submit")
    approved(zone)
    zone.tap("decision.finish")
    zone.take_card()
    home_again(zone)
    at_the_district(zone)
    zone.card_reader.must(verb="plug")
    zone.ready()
    # And it reads again.
    zone.put_card("P03")
    zone.at("mine")
    zone.take_card()
    zone.tap("page.exit")
    home_again(zone)
    print("ok scanner and reader pulled in the middle: the visit went on, both are used again",
          flush=True)


def languages_in_the_middle(zone, hand):
    """At every page another language; what was chosen stays."""
    zone.ready()
    at = iter(LANGUAGES * 5)

    def change():
        language = next(at)
        hand.take(f"dock.lang[{language}]")
        zone.wait(path="/language", equals=language)
    change()
    hand.take("service[senior-allowance]")
    change()
    hand.take("guide.start")
    change()
    zone.show_code("P02")
    zone.at("whom")
    change()
    hand.take("whom[me]")
    change()
    consent(hand, zone)
    change()
    hand.take("form.option[Field_card][0]")
    for _ in LANGUAGES:
        change()
        field = next(f for f in zone.state()["view"]["fields"] if f["place"] == "Field_card")
        assert field["options"][0]["chosen"], field
    fill(hand, zone)
    change()
    hand.take("review.submit")
    approved(zone)
    change()
    state = zone.state()
    assert not state["clipped"] and not state["missing_glyphs"], state
    hand.take("decision.finish")
    home_again(zone)
    at_the_district(zone)
    print("ok the language changed on every page, nothing was lost", flush=True)


def main(bin_dir):
    began = time.monotonic()
    with Zone(bin_dir) as zone:
        zone.init_district()
        zone.serve_district()
        zone.enrol_terminal()
        zone.start_emulators()
        no_social_card = zone.start_social_card()
        zone.start_kiosk()
        by_code(zone, Finger(zone), "by code, with a finger")
        with_a_card(zone, "id card", lambda: zone.put_card("P02"), zone.take_card)
        if no_social_card:
            print(f"skipped: social card: {no_social_card}", flush=True)
        else:
            with_a_card(zone, "social card",
                        lambda: zone.social_card.must(verb="insert_card", person="P02"),
                        lambda: zone.social_card.must(verb="remove_card"))
        by_code(zone, Keypad(zone), "by keypad only")
        elder_by_keypad(zone)
        sees_nothing(zone)
        walks_away_with_the_card_in(zone)
        network_pulled_after_the_notice(zone)
        reader_pulled_in_the_middle(zone)
        zone.kill_kiosk()
        zone.start_kiosk(window=WIDE)
        languages_in_the_middle(zone, Finger(zone))
        by_code(zone, Keypad(zone), "wide, by keypad only")
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1])
