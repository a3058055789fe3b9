"""How long until what one server process takes is told by another on the same PostgreSQL, woken and only by the sweep.

    python bench/two_processes.py              # about a minute

Starts a PostgreSQL of its own with its usual settings (it waits for the disk), two `klagerejsen serve` on it, and five
readers: two at one process, three at the other. Notes are written through the first, ten a second. Timed is from the
start of the POST until a reader has the note, apart for readers at the process that took it and at the other one.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests import databases, live_room
from tests.conftest import furnish as furnish_database
from tests.faults.following import SIDES, Both, everybody, note, reading, words

DEAF = (
    "import sys; from klagerejsen.live.wakeups import Ear; Ear.start = lambda self: None; "
    "from klagerejsen.commands import main; sys.exit(main(sys.argv[1:]))"
)
Waits = tuple[list[float], list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=200)
    notes = parser.parse_args().notes
    cluster = databases.Cluster()
    cluster.start()
    os.environ[databases.SOCKET] = str(cluster.folder)
    try:
        for how, command in (("woken", ["-m", "klagerejsen.commands"]), ("sweep only", ["-c", DEAF])):
            live_room.COMMAND[:] = command
            show(how, measured(notes))
    finally:
        cluster.remove()


def measured(notes: int) -> Waits:
    with tempfile.TemporaryDirectory() as place:
        room = live_room.furnish(furnish_database(Path(place) / "data"))
        with live_room.serving_twice(room) as both:
            return timed(both, notes)


def timed(both: Both, notes: int) -> Waits:
    own, other = [], []
    with reading(both) as read:
        readers, before = everybody(both, read), both[0].latest()
        room, began = both[0], {}
        people = cycle([room.person(side) for side in SIDES])
        for number, person in zip(range(1, notes + 1), people, strict=False):
            began[before + number] = time.monotonic()
            assert note(person, room, words(number), number % 20) == 303
            time.sleep(max(0, began[before + number] + 0.1 - time.monotonic()))
        for reader in readers:
            reader.reach(before + notes)
            waits = (told - began[seq] for seq, told in reader.told.items())
            (own if reader.room is room else other).extend(waits)
    return own, other


def show(how: str, waits: Waits) -> None:
    for where, seconds in zip(("its own process", "the other process"), waits, strict=True):
        figures = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1], max(seconds)
        middle, p95, longest = (1000 * figure for figure in figures)
        print(f"{how:10}  {where:17}  p50 {middle:6.1f}  p95 {p95:7.1f}  longest {longest:7.1f} ms")


if __name__ == "__main__":
    main()
