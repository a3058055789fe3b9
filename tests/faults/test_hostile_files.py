"""F26 and F27: packed bombs, lying sizes, slips and texts without end are refused, and the server goes on answering."""

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import pytest

from klagerejsen.background.worker import LIMITS
from tests.faults.bad_files import FILES
from tests.live_room import Answer, Person, Room, furnish, serving

PACKED = [name for name, (file, _make) in FILES.items() if file.endswith((".xlsx", ".docx", ".pdf", ".zip"))]
PLAIN = [name for name in FILES if name not in PACKED]
FAMILIAR = 150_000
"""Kilobytes by which the server's memory may grow over a whole corpus."""


@pytest.fixture(scope="module")
def room(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = shutil.copytree(furnished, tmp_path_factory.mktemp("hostile") / "data")
    with serving(furnish(folder)) as room:
        yield room


@dataclass
class Watch:
    """What the server did meanwhile: its memory and its workers' at their highest, and how long a page took."""

    server: int = 0
    worker: int = 0
    pages: list[float] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)


@contextmanager
def watching(room: Room) -> Iterator[Watch]:
    watch, over, someone = Watch(), threading.Event(), room.person("facilitator")

    def look() -> None:
        while not over.wait(0.05):
            watch.server = max(watch.server, room.memory())
            watch.worker = max(watch.worker, *map(memory_of, children_of(room.process.pid)), 0)

    def ask() -> None:
        while not over.wait(0.1):
            began = time.monotonic()
            watch.statuses.add(someone.get("/").status)
            watch.pages.append(time.monotonic() - began)

    threads = [threading.Thread(target=work) for work in (look, ask)]
    for thread in threads:
        thread.start()
    try:
        yield watch
    finally:
        over.set()
        for thread in threads:
            thread.join()


def children_of(process: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += map(int, path.read_text().split())
        except OSError:
            continue
    return found


def memory_of(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return int(match[1]) if (match := re.search(r"VmHWM:\s+(\d+)", status)) else 0


def send(person: Person, name: str, data: bytes) -> Answer:
    token = re.search(r'name="csrf-token" content="([^"]+)"', person.get("/intake").text)
    assert token
    head = f'--B\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token[1]}\r\n--B\r\n'
    head += f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + b"\r\n--B--\r\n"
    return person.ask("POST", "/intake", body, **{"Content-Type": "multipart/form-data; boundary=B"})  # type: ignore[arg-type]


def settled(person: Person, answer: Answer) -> Answer:
    """Follow a file until it is refused or read."""
    deadline = time.monotonic() + LIMITS.seconds
    while answer.status == 303 and time.monotonic() < deadline:
        time.sleep(0.1)
        page = person.get(answer.headers["Location"])
        if page.status == 303:
            answer = page
        elif "<progress" not in page.text:
            return page
    return answer


def refusal_in(page: str) -> str:
    said = re.search(r'role="alert".*?</svg>(.*?)</div>\s*(?:</div>|<p|<form)', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", said[1] if said else page).split())[:120]


def journeys(person: Person) -> int:
    return person.get("/").text.count("/board")


@pytest.mark.enable_socket
@pytest.mark.parametrize(("row", "names"), [("F26", PACKED), ("F27", PLAIN)], ids=["f26 packed", "f27 plain"])
def test_hostile_files_are_refused_with_what_to_do_while_the_server_answers(
    room: Room, row: str, names: list[str]
) -> None:
    person = room.person("facilitator")
    before, memory, slowest, highest = journeys(person), room.memory(), (0.0, ""), Watch()
    for name in names:
        file, make = FILES[name]
        data = make()
        with watching(room) as watch:
            began = time.monotonic()
            answer = settled(person, send(person, file, data))
            took = time.monotonic() - began
        print(
            f"\n{row} {name}: {len(data) // 1000} kB, {answer.status} after {took:.1f} s, server "
            f"{watch.server // 1000} MB, worker {watch.worker // 1000} MB: {refusal_in(answer.text)}",
            end="",
        )
        assert answer.status == 422, name
        assert "Traceback" not in answer.text
        assert watch.statuses <= {200}
        slowest = max(slowest, (took, name))
        highest.server, highest.worker = max(highest.server, watch.server), max(highest.worker, watch.worker)
        highest.pages += watch.pages
    p95 = quantiles(highest.pages, n=20)[-1]
    print(
        f"\n{row}: {len(names)} files, server {memory // 1000} MB before and {highest.server // 1000} MB at most, "
        f"worker {highest.worker // 1000} MB at most, slowest {slowest[0]:.1f} s ({slowest[1]}), "
        f"pages p95 {p95 * 1000:.0f} ms"
    )
    assert journeys(person) == before
    assert highest.server - memory < FAMILIAR
    assert highest.worker < LIMITS.megabytes * 1024
    assert p95 < 1.5


@pytest.mark.enable_socket
def test_a_file_that_is_stopped_leaves_no_process_and_nothing_on_the_disk(room: Room) -> None:
    person = room.person("facilitator")
    file, make = FILES["two million empty rows"]
    answer = send(person, file, make())
    assert answer.status == 303
    where = answer.headers["Location"]
    time.sleep(1.0)
    assert len(children_of(room.process.pid)) == 1
    assert person.post(f"{where}/removal").status == 303
    assert person.get(where).status == 404
    assert children_of(room.process.pid) == []
    assert not (room.folder / "intake" / where.rsplit("/", 1)[1]).exists()
