"""F15 and F16: a disk that takes nothing more, and one that does not keep what it took."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests import databases
from tests.live_room import Room, furnish, key, serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.sqlite]

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


class Writer:
    """Writes one note after another, and knows which of them the server took and which it refused."""

    def __init__(self, room: Room) -> None:
        self.room, self.person = room, room.person("citizen")
        self.taken: list[str] = []
        self.refused: list[str] = []
        self.statuses: Counter[int] = Counter()

    def write(self) -> int:
        words = f"Sætning nummer {sum(self.statuses.values())}"
        answer = self.person.post(self.room.notes, note=words, key=key(words), event=self.room.events[0])
        self.statuses[answer.status] += 1
        (self.taken if answer.status == 303 else self.refused).append(words)
        return answer.status

    def mismatches(self) -> tuple[list[str], list[str]]:
        """Return what was taken and is not there, and what was refused and is."""
        with closing(sqlite3.connect(self.room.folder / "klagerejsen.sqlite3")) as database:
            stored = {row[0] for row in database.execute("SELECT text FROM notes")}
        return [one for one in self.taken if one not in stored], [one for one in self.refused if one in stored]


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", folder], capture_output=True)
    if made.returncode != 0:
        pytest.skip("no disk can be made here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.skipif(not ROOT, reason="makes a disk of its own")
def test_f16_a_full_disk_refuses_what_is_written_and_loses_nothing(furnished: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        room = furnish(databases.copy(furnished, disk / "data"))
        with serving(room):
            writer, watcher = Writer(room), room.person("nobody")
            assert [writer.write() for _ in range(5)] == [303] * 5
            assert watcher.get("/readyz").status == 200
            fill(disk / "filler")
            until = next(number for number in range(200) if writer.write() == 507)
            full = [writer.write() for _ in range(5)]
            read = [watcher.get("/healthz").status, room.person("facilitator").get("/").status,
                    room.person("citizen").get(f"/workshops/{room.workshop_id}/phone").status]  # fmt: skip
            red = watcher.get("/readyz")
            (disk / "filler").unlink()
            after = [writer.write() for _ in range(5)]
            green = watcher.get("/readyz").status
            room.stop()
        lost, extra = writer.mismatches()
    print(
        f"\nF16: 507 after {until} more writes, then {Counter(full)}; pages meanwhile {read}, readiness {red.status};"
        f" after room was made {Counter(after)}, readiness {green};"
        f" lost {len(lost)}, stored although refused {len(extra)}"
    )
    assert set(writer.statuses) == {303, 507}
    assert set(full) == {507}
    assert read == [200, 200, 200]
    assert (red.status, red.json()) == (503, {"status": "disk full"})
    assert (set(after), green) == ({303}, 200)
    assert lost == extra == []


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)


@contextmanager
def unkept(process: subprocess.Popen) -> Iterator[None]:
    """Have the system say, whenever a process waits for the disk, that the disk failed."""
    calls = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO"]
    injector = subprocess.Popen([*calls, "-o", "/dev/null", "-p", str(process.pid)])
    time.sleep(1)
    try:
        yield
    finally:
        injector.send_signal(signal.SIGINT)
        injector.wait(10)


@pytest.mark.skipif(not ROOT or not shutil.which("strace"), reason="injects failures with strace")
def test_f15_what_the_disk_did_not_keep_is_refused_and_told_to_the_operator(
    furnished: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    room = furnish(databases.copy(furnished, tmp_path / "data"))
    with serving(room):
        writer, watcher = Writer(room), room.person("nobody")
        before = [writer.write() for _ in range(20)]
        with unkept(room.process):
            failing = [writer.write() for _ in range(20)]
            red = watcher.get("/readyz")
        after = [writer.write() for _ in range(20)]
        green = watcher.get("/readyz").status
        with unkept(room.process):
            failing.append(writer.write())
        # What was refused last may lie in the log, whole and yet not kept: nobody wrote over it.
        room.stop(signal.SIGKILL)
        lost, extra = writer.mismatches()
    logged = capfd.readouterr().err.count("the disk fails")
    print(
        f"\nF15: with fsync failing {Counter(failing)}, readiness {red.status}, lines in the log {logged}; after it"
        f" {Counter(after)}; lost {len(lost)}, stored although refused {len(extra)}"
    )
    assert set(before) == set(after) == {303}
    assert set(failing) == {503}
    assert (red.status, red.json(), green) == (503, {"status": "disk fails"}, 200)
    assert logged >= 20
    assert lost == extra == []
