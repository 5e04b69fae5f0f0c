"""Looking at a screen until it says something."""

import time


def until(hall, holds, timeout_s=60):
    give_up = time.monotonic() + timeout_s
    while not holds(state := hall.state()):
        assert time.monotonic() < give_up, state
        time.sleep(0.004)
    return state
