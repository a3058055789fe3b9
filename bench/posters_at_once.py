"""Many people printing at once: who gets a file and when, what it costs the server, and whether others notice.

Run: python bench/posters_at_once.py [--people 30] [--events 300]; where others use the machine, behind `chrt -r 1`.

A real server on SQLite; everybody asks in the same moment for the same large journey on A0, is led to the page of the
line where it does not come at once, asks again as often as the page does, and takes the file. Meanwhile somebody opens
the board of an ordinary case again and again, as before anybody printed. Memory is the resident set of the server, and
of the process that draws with its children.
"""

import argparse
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from klagerejsen import create_app
from klagerejsen.extensions import db
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.services import import_document
from tests.conftest import furnish, settings_for
from tests.live_room import Person, Room, serving
from tests.live_room import furnish as furnish_room
from tests.unit.posters.made import made_journey


def large_journey(folder: Path, events: int) -> int:
    """Store the journey that is printed and return its number."""
    with create_app(settings_for(folder)).test_request_context():
        journey = import_document(1, made_journey(events, days=events * 6) | {"id": "stor"}, NOBODY)
        db.session.commit()
        number = journey.id
        db.session.remove()
        db.engine.dispose()
    return number


def printed(person: Person, path: str) -> tuple[float, int]:
    """Return after how many seconds somebody has the file, and how many were ahead at most."""
    began, most = time.perf_counter(), 0
    while True:
        answer = person.get(path)
        if answer.headers.get_content_type() == "application/pdf":
            return time.perf_counter() - began, most
        if answer.status == 303:
            path = answer.headers["Location"]
            continue
        assert answer.status == 200, answer.text
        ahead = re.search(r"(\d+) er foran", answer.text)
        now = int(ahead[1]) if ahead else 0
        most = max(most, now)
        onward = re.search(r'content="0; url=([^"]+)"', answer.text)
        if onward:
            path = onward[1]
        else:
            time.sleep(1 + now // 10)


@contextmanager
def opening(person: Person, path: str) -> Iterator[list[float]]:
    """Open a page again and again, and note how long each took."""
    took: list[float] = []
    over = threading.Event()

    def work() -> None:
        while not over.wait(0.05):
            began = time.perf_counter()
            assert person.get(path).status == 200
            took.append(time.perf_counter() - began)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield took
    finally:
        over.set()
        thread.join()


class Memory:
    """The peaks of a server and of what it has started, in MB."""

    def __init__(self, process: int) -> None:
        self._process, self._over = process, threading.Event()
        self.server = self.drawing = 0.0
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            self.server = max(self.server, megabytes(self._process))
            self.drawing = max(self.drawing, sum(map(megabytes, below(self._process))))


def below(process: int) -> list[int]:
    """Return the processes that a process has started, and those that they have."""
    found = []
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(child) for child in tasks.read_text().split()]
        except OSError:
            continue
        found += [each for child in children for each in (child, *below(child))]
    return found


def megabytes(process: int) -> float:
    """Return the resident memory of a process; nothing for one that has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0) / 1024


def milliseconds(took: list[float]) -> str:
    return f"median {statistics.median(took) * 1000:.0f} p95 {statistics.quantiles(took, n=20)[-1] * 1000:.0f} ms"


def report(room: Room, large: int, people: int) -> None:
    path, board = f"/journeys/{large}/poster.pdf?size=a0", f"/journeys/{room.journey_id}/board"
    printed(room.person("facilitator"), path)
    alone = [printed(room.person("facilitator"), path)[0] for _ in range(5)]
    print(f"one person: {statistics.median(alone):.2f} s")
    with opening(room.person("facilitator"), board) as before:
        time.sleep(5)
    rest = room.memory() / 1024
    with (
        Memory(room.process.pid) as memory,
        opening(room.person("facilitator"), board) as meanwhile,
        ThreadPoolExecutor(people) as crowd,
    ):
        files = list(crowd.map(lambda _: printed(room.person("facilitator"), path), range(people)))
    times = sorted(took for took, _ahead in files)
    print(
        f"{len(files)} of {people} have a file: first {times[0]:.2f}, median {statistics.median(times):.2f}, ", end=""
    )
    print(f"last {times[-1]:.2f} s; at most {max(ahead for _took, ahead in files)} were ahead")
    print(f"the board: {milliseconds(before)} before, {milliseconds(meanwhile)} meanwhile ({len(meanwhile)} times)")
    print(f"server {rest:.0f} to {memory.server:.0f} MB, what draws {memory.drawing:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--events", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = furnish(Path(place) / "data")
        large = large_journey(folder, options.events)
        with serving(furnish_room(folder)) as room:
            report(room, large, options.people)


if __name__ == "__main__":
    main()
