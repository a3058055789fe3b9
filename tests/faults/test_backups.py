"""F19: backups taken while sixteen people write are whole, and hold all that was acknowledged before they began."""

import sqlite3
import threading
import time
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from klagerejsen.upkeep.backups import back_up, checked
from tests import databases
from tests.live_room import Room, furnish, key, serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.sqlite]

BACKUPS, WRITERS = 20, 16


@pytest.fixture
def room(furnished: Path, tmp_path: Path):
    folder = databases.copy(furnished, tmp_path / "data")
    with serving(furnish(folder)) as room:
        yield room


class Writer(threading.Thread):
    """Somebody who writes one note after another; `acknowledged` counts those that the server took."""

    def __init__(self, room: Room, number: int, code: str) -> None:
        super().__init__(daemon=True)
        self.code = code
        self.room, self.number, self.acknowledged, self.over = room, number, 0, threading.Event()

    def run(self) -> None:
        person = self.room.person("nobody")
        assert person.post("/join", code=self.code, side="citizen").status == 303
        for turn in count():
            if self.over.is_set():
                return
            words = f"Skriver {self.number}, note {turn}"
            answer = person.post(self.room.notes, note=words, key=key(words), event=self.room.events[0])
            self.acknowledged += answer.status == 303
            self.over.wait(0.4)


def test_f19_backups_under_load_are_whole(room: Room, tmp_path: Path) -> None:
    with closing(sqlite3.connect(room.folder / "klagerejsen.sqlite3")) as database:
        code = database.execute("SELECT code FROM workshops").fetchone()[0]
    writers = [Writer(room, number, code) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    missing, sizes = [], []
    for number in range(BACKUPS):
        before = sum(writer.acknowledged for writer in writers)
        target = tmp_path / f"kopi-{number}.sqlite3"
        back_up(room.folder / "klagerejsen.sqlite3", target)
        note = checked(target)
        sizes.append(note.rows["notes"])
        missing += [number] * (note.rows["notes"] < before)
        time.sleep(0.3)
    for writer in writers:
        writer.over.set()
    for writer in writers:
        writer.join()
    print(
        f"\nF19: {BACKUPS} backups while {WRITERS} people wrote {sum(writer.acknowledged for writer in writers)} notes:"
        f" bad 0, without something acknowledged before {len(missing)}"
    )
    assert missing == []
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[0]
