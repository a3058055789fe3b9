"""F19 and F20: backups taken while sixteen people write are whole, and one that is not is refused."""

import shutil
import sqlite3
import threading
import time
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from random import Random

import pytest

from klagerejsen.database import utcnow
from klagerejsen.upkeep.backups import Damaged, back_up, checked, note_beside
from klagerejsen.upkeep.restoring import restore
from tests import databases
from tests.live_room import Room, furnish, key, serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.sqlite]

BACKUPS, WRITERS, FLIPS = 20, 16, 200


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


def test_f20_a_backup_that_is_not_the_one_that_was_made_is_refused(furnished: Path, tmp_path: Path) -> None:
    database = databases.copy(furnished, tmp_path / "data") / "klagerejsen.sqlite3"
    backup, broken, before = tmp_path / "a.sqlite3", tmp_path / "b.sqlite3", database.read_bytes()
    back_up(database, backup)
    whole, dice, accepted = backup.read_bytes(), Random(20), 0
    shutil.copyfile(note_beside(backup), note_beside(broken))
    for _ in range(FLIPS):
        data = bytearray(whole)
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        broken.write_bytes(data if dice.random() < 0.8 else data[: dice.randrange(len(data))])
        with suppress(Damaged):
            restore(broken, database, utcnow())
            accepted += 1
    print(f"\nF20: {FLIPS} backups with a bit turned or the end missing, accepted {accepted}")
    assert accepted == 0
    assert database.read_bytes() == before
