"""Turns to write: in order of arrival, and given up by who waits too long."""

import threading
import time

import pytest

from klagerejsen.web.line import Full
from klagerejsen.web.transactions import FairLock


def test_whoever_waits_too_long_leaves_the_line_and_the_turn_goes_to_the_next() -> None:
    lock, had = FairLock(), threading.Event()
    lock.acquire()
    with pytest.raises(Full):
        lock.acquire(patience=0.01)
    patient = threading.Thread(target=lambda: (lock.acquire(), had.set(), lock.release()))
    patient.start()
    lock.release()
    patient.join(5)
    assert had.is_set()
    lock.acquire(patience=0)
    lock.release()


def test_a_turn_that_comes_in_the_moment_of_giving_up_is_taken() -> None:
    """Many who hardly wait, and one who holds each turn as long as they do: none is handed to somebody who left."""
    lock, taken, left = FairLock(), [], []

    def hurry() -> None:
        for _ in range(50):
            try:
                lock.acquire(patience=0.001)
            except Full:
                left.append(1)
                continue
            taken.append(1)
            time.sleep(0.001)
            lock.release()

    threads = [threading.Thread(target=hurry) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(taken) + len(left) == 400
    assert taken
    lock.acquire(patience=0)
