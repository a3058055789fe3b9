"""Two hundred posters in a row leave nothing behind: no memory, no process, no open file and no file on the disk."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from klagerejsen.posters import build_poster, render_isolated
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.drawing import isolation
from klagerejsen.posters.drawing.render import empty_folder
from klagerejsen.posters.paper.tiling import tiled
from tests.unit.posters.made import made_journey
from tests.unit.posters.test_layout import MADE, analyse, demo, read_journey

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of processes")
MEGABYTES = 24
"""So much more may a process hold than after its first posters; a large poster's cache would be ninety."""


def megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def childless(process: int) -> bool:
    """Tell whether a process's children are gone; the last one may be ending still."""
    children = Path(f"/proc/{process}/task/{process}/children")
    deadline = time.monotonic() + 10
    while children.read_text().split():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def open_files() -> int:
    return sum(1 for _file in Path("/proc/self/fd").iterdir())


def draw(number: int) -> None:
    """Draw a poster that nobody has drawn before: a changed title, and by turns every way to hand one out."""
    large = number % 5 == 0
    document = made_journey(300, seed=number, days=1800) if large else demo("boern-to-teams")
    document["title"] = f"Plakat {number}"
    choices = Choices(size="a0" if large else "a2", portrait=number % 2 == 0, grey=number % 3 == 0)
    layout = build_poster(document, analyse(read_journey(document)), choices, made=MADE)
    kind = ("pdf", "svg", "png", "pieces")[number % 4]
    assert render_isolated(tiled(layout, "a4") if kind == "pieces" else layout, "pdf" if kind == "pieces" else kind)


@pytest.fixture
def worker() -> Iterator[isolation.Worker]:
    isolation._WORKER.stop()
    yield isolation._WORKER
    isolation._WORKER.stop()


def test_posters_in_a_row_leave_nothing_behind(worker: isolation.Worker, at_length: Callable[[int, int], int]) -> None:
    count, first = at_length(12, 200), 5
    for number in range(first):
        draw(number)
    drawer = worker._process.pid
    files, ours, theirs = open_files(), megabytes(os.getpid()), megabytes(drawer)
    for number in range(first, count):
        draw(number)
    grown, grew = megabytes(os.getpid()) - ours, megabytes(drawer) - theirs
    print(f"\n{count} posters: the server {ours:.0f} MB {grown:+.1f}, what draws {theirs:.0f} MB {grew:+.1f}")  # noqa: T201
    assert worker._process.pid == drawer
    assert childless(drawer)
    assert open_files() == files
    assert list(Path(empty_folder()).iterdir()) == []
    assert grown < MEGABYTES
    assert grew < MEGABYTES
