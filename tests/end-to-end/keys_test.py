"""A shift with gloves on: everything by scanning and by the numeric keypad, nothing is touched."""

import sys
import time

from hall import PIN, Hall, tube_code


def key(hall, *names):
    for name in names:
        hall.kiosk.must(cmd="key", key=name)
        time.sleep(0.02)


def ask(hall, name, **condition):
    """A key that opens something, again after a moment where the desk was still saving."""
    give_up = time.monotonic() + 15
    while True:
        key(hall, name)
        if hall.kiosk.ask(cmd="wait", timeout_ms=1000, **condition).get("ok"):
            return
        assert time.monotonic() < give_up, (name, condition, hall.state())


def enter(hall, target):
    """Enter once the ring is on the button that is meant; a page just come up takes none."""
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        nodes = {n["id"]: n for n in hall.kiosk.must(cmd="tree")["nodes"]}
        if "focused" in nodes.get(target, {}).get("state", ""):
            time.sleep(0.5)
            hall.wait(path="/saving", equals=False)
            return key(hall, "enter")
        if target in nodes:
            key(hall, "tab")
        time.sleep(0.05)
    raise AssertionError(f"no ring on {target}: {sorted(nodes)}")


def sign_in_by_keys(hall):
    hall.wait(path="/stage", equals="ScanBadge")
    hall.wait(path="/devices/scanner", equals="Healthy")
    hall.scan(hall.badge_of("S-0041"))
    hall.wait(path="/stage", equals="EnterPin")
    key(hall, *PIN)
    hall.wait(path="/pin/digits", equals=len(PIN))
    enter(hall, "sampling.pin.enter")
    hall.wait(path="/stage", equals="Desk")


def capacity_is_chosen_and_a_tube_filled(hall):
    if hall.state()["tube"]["choices"]:
        enter(hall, "sampling.capacity[5]")
        hall.wait(path="/tube/chosen", equals=5)
    hall.scan(tube_code("LH1122", 1))
    hall.wait(path="/tube/capacity", equals=5)
    for position, person in enumerate(("P01", "P02", "P04"), 1):
        hall.scan(hall.code_of(person))
        hall.wait(path="/last/position", equals=position)


def undo_by_minus(hall):
    ask(hall, "minus", path="/ask", equals="UndoLast")
    ask(hall, "back", path="/ask", equals=None)
    ask(hall, "minus", path="/ask", equals="UndoLast")
    enter(hall, "sampling.ask.yes")
    hall.wait(path="/tube/count", equals=2)


def key_person_gets_a_single_tube(hall):
    hall.scan(hall.code_of("P35"))
    hall.wait(path="/alert/kind", equals="SingleOnly")
    reason = "sampling.alert.reason"
    hall.wait(target=reason)
    key(hall, "up")
    nodes = {n["id"]: n for n in hall.kiosk.must(cmd="tree")["nodes"]}
    assert "focused" in nodes[reason]["state"], nodes[reason]
    assert hall.state()["alert"]["reason_key"] == "", "not known before it is held"
    time.sleep(0.5)
    hall.kiosk.must(cmd="key", key="enter", state="down")
    hall.wait(target="sampling.alert.reason_words")
    assert hall.state()["alert"]["reason_key"].startswith("key_person.")
    hall.kiosk.must(cmd="key", key="enter", state="up")
    hall.wait(gone="sampling.alert.reason_words")
    hall.wait(path="/alert/reason_key", equals="")
    hall.scan(tube_code("LH1122", 2))
    hall.wait(path="/last/single", equals=True)
    state = hall.state()
    assert state["last"]["tube"] == tube_code("LH1122", 2), state["last"]
    assert state["tube"]["count"] == 2, "the pooled tube did not change"


def sealed_early_by_plus(hall):
    ask(hall, "plus", path="/ask", equals="SealEarly")
    enter(hall, "sampling.ask.reason[0]")
    enter(hall, "sampling.ask.yes")
    hall.wait(path="/tube/code", equals="")


def box_is_packed_counted_and_handed_over(hall):
    ask(hall, "dot", target="sampling.menu.pack")
    enter(hall, "sampling.menu.pack")
    hall.wait(path="/stage", equals="Packing")
    hall.scan(box_code("BX1122", 31))
    hall.wait(path="/packing/step", equals="Fill")
    hall.scan(tube_code("LH1122", 1))
    hall.wait(target=f"sampling.packing.tube[{tube_code('LH1122', 1)}]")
    enter(hall, "sampling.packing.count")
    hall.wait(path="/packing/step", equals="Count")
    key(hall, "2")
    hall.wait(path="/packing/count_typed", equals="2")
    enter(hall, "sampling.packing.enter")
    hall.wait(path="/alert/kind", equals="CountDiffers")
    enter(hall, "sampling.alert.ack")
    hall.wait(path="/packing/step", equals="Count")
    if hall.state()["packing"]["count_typed"]:
        key(hall, "back")
        hall.wait(path="/packing/count_typed", equals="")
    key(hall, "1")
    hall.wait(path="/packing/count_typed", equals="1")
    enter(hall, "sampling.packing.enter")
    hall.wait(path="/packing/step", equals="Courier")
    hall.scan(hall.badge_of("S-0042"))
    hall.wait(path="/packing/step", equals="Done")
    enter(hall, "sampling.packing.done")
    hall.wait(path="/packing/step", equals="ScanBox")
    ask(hall, "back", path="/stage", equals="Desk")


def shift_ends(hall):
    ask(hall, "dot", target="sampling.menu.shift")
    enter(hall, "sampling.menu.shift")
    hall.wait(path="/stage", equals="ShiftEnd")
    shift = hall.state()["shift"]
    assert (shift["persons"], shift["singles"], shift["undone"]) == (3, 1, 1), shift
    enter(hall, "sampling.shift.confirm")
    hall.wait(path="/stage", equals="ScanBadge")


def box_code(batch, serial):
    return tube_code(batch, serial)


def main():
    with Hall(sys.argv[1]) as hall:
        hall.open()
        sign_in_by_keys(hall)
        capacity_is_chosen_and_a_tube_filled(hall)
        undo_by_minus(hall)
        key_person_gets_a_single_tube(hall)
        sealed_early_by_plus(hall)
        box_is_packed_counted_and_handed_over(hall)
        shift_ends(hall)


if __name__ == "__main__":
    main()
