"""How long until everyone has it: from the start of a POST until all open streams hold the note.

    python bench/fan_out.py            50, 200 and 1,000 subscribers at 5 and 20 notes/s; under four minutes
    python bench/fan_out.py --quick    50 subscribers, a few seconds
    python bench/fan_out.py --subscribers 1000 --page '/journeys/{journey}/board'
                                       the same with board pages fetched five times a second meanwhile
    python bench/fan_out.py --rooms 30 --subscribers 30 --rates 45
                                       30 workshops of 30, each of whom writes every twenty seconds

The real server runs in a process of its own, with real sessions, form tokens, rows and a durable commit
(synchronous=FULL). Beside it stands the floor: a bare socket server that writes the same bytes to the same number of
sockets. The two take turns of a second, with the same client, so that both meet the machine as it is just then.
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import fan_out_load as clients
import uvloop
from fan_out_room import Room, furnish, new_directory, settle

HERE = Path(__file__).resolve().parent
POSTERS = 12
MOST_OF_A_SESSION = 20
WARM_UP = 8
TURN_SECONDS = 1.0
SERVE = """
from klagerejsen.serving import serve
from klagerejsen.settings import from_environment
serve(from_environment(), "127.0.0.1", 0, lambda address: print(address, flush=True))
"""


@dataclass(frozen=True)
class Load:
    """What a run sends: requests for streams and a page, and the notes, numbered from `first`, so many a second."""

    timed: list[bytes]
    untimed: list[bytes]
    rooms: int
    page: bytes
    notes: list[bytes]
    first: int
    rate: float


@dataclass(frozen=True)
class Options:
    """How many notes a second, how many in all with those of the warm-up, and what is fetched meanwhile."""

    rate: float
    count: int
    page: str


@contextmanager
def running(*command: str):
    """Run a server that prints its address, and give the address and its process id."""
    process = subprocess.Popen([sys.executable, "-W", "ignore", *command], stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip(), process.pid
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def memory_kb(pid: int) -> int:
    """Return the resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


def cpu_seconds(pid: int) -> float:
    """Return the processor time a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of the sorted values lie."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


class Side:
    """One of the two servers under the same load: its streams are open all the time, its notes come in turns."""

    def __init__(self, address: str, pid: int, load: Load) -> None:
        self.port, self.pid, self.load = int(address.rsplit(":", 1)[1]), pid, load
        self.board = clients.Board(len(load.timed) // load.rooms, load.first)
        self.each_kb = self.cpu = self.seconds = 0.0
        self.written = 0

    async def open(self) -> None:
        """Open the streams and write the first few notes, which are not counted."""
        before = memory_kb(self.pid)
        self.streams = await clients.subscribe(self.port, self.load.timed, self.board)
        await asyncio.sleep(0.5)
        self.each_kb = (memory_kb(self.pid) - before) / len(self.load.timed)
        self.streams += await clients.subscribe(self.port, self.load.untimed, None)
        self.posters = await clients.posters(self.port, POSTERS)
        await self.write(WARM_UP)
        self.cpu = self.seconds = 0.0

    async def write(self, number: int) -> None:
        """Write so many notes, and fetch a page meanwhile where one is named."""
        notes = self.load.notes[self.written : self.written + number]
        cpu, began = cpu_seconds(self.pid), time.perf_counter()
        visitor = asyncio.create_task(clients.visit(self.port, self.load.page, self.board)) if self.load.page else None
        first = self.load.first + self.written
        await clients.write_notes(self.posters, notes, first, self.load.rate, self.board)
        if visitor is not None:
            visitor.cancel()
        self.written += len(notes)
        self.cpu += cpu_seconds(self.pid) - cpu
        self.seconds += time.perf_counter() - began

    def result(self) -> dict:
        """Say how it went."""
        taken = self.board.milliseconds(after=WARM_UP)
        return {
            "p50": percentile(taken, 0.5),
            "p95": percentile(taken, 0.95),
            "p99": percentile(taken, 0.99),
            "page_p95": percentile(sorted(self.board.pages), 0.95),
            "missing": self.written - len(self.board.done),
            "again": self.board.again,
            "kb_each": self.each_kb,
            "cpu": self.cpu / self.seconds,
        }


async def compare(rooms: list[Room], subscribers: int, first: int, options: Options, directory: str) -> dict:
    """Measure the real server and the floor in turns of a second, so that both meet the same machine."""
    with running("-c", SERVE) as (address, pid):
        load = real_load(rooms, subscribers, first, options, clients.take_form(address))
        real = Side(address, pid, load)
        await real.open()
        frame = Path(directory) / "frame"
        frame.write_bytes(re.sub(clients.TOKEN.pattern.encode(), b"note-000000", unchunked(real.board.frame)))
        with running(str(HERE / "fan_out_bare.py"), str(frame)) as (bare_address, bare_pid):
            bare = Side(bare_address, bare_pid, bare_load(load))
            await bare.open()
            while real.written < len(load.notes):
                for side in (real, bare):
                    await side.write(max(1, int(options.rate * TURN_SECONDS)))
            return {"real": real.result(), "bare": bare.result()}


def real_load(rooms: list[Room], subscribers: int, first: int, options: Options, form: clients.Form) -> Load:
    """Say what the real server has to do: participants, screens, and facilitators who follow but are not timed."""

    def note(number: int) -> bytes:
        room, turn = rooms[number % len(rooms)], number // len(rooms)
        seat, event = room.seats[turn % (subscribers - 1)], room.events[turn % len(room.events)]
        return clients.note_request(f"/workshops/{room.workshop_id}/notes", form, seat, number, event)

    def stream(room: Room, cookie: str) -> bytes:
        return clients.stream_request(f"/journeys/{room.journey_id}/stream", cookie)

    page = options.page.format(journey=rooms[0].journey_id)
    return Load(
        timed=[stream(room, who) for room in rooms for who in (room.screen, *room.seats)[:subscribers]],
        untimed=[stream(room, room.facilitator) for room in rooms[:MOST_OF_A_SESSION]],
        rooms=len(rooms),
        page=clients.page_request(page, rooms[0].facilitator) if page else b"",
        notes=[note(number) for number in range(first, first + options.count)],
        first=first,
        rate=options.rate,
    )


def bare_load(real: Load) -> Load:
    """Say the same for the floor, which has no rows, no guard and no pages."""
    form, streams = clients.Form("bare=1", "x" * 90), len(real.timed) // real.rooms
    numbers = range(real.first, real.first + len(real.notes))
    return replace(
        real,
        timed=[clients.stream_request(f"/{room}", "bare=1") for room in range(real.rooms) for _ in range(streams)],
        untimed=[],
        page=b"",
        notes=[clients.note_request(f"/{number % real.rooms}", form, "seat=1", number, 1) for number in numbers],
    )


def unchunked(data: bytes) -> bytes:
    """Return the first HTTP chunk's content."""
    size, _, rest = data.partition(b"\r\n")
    return rest[: int(size, 16)]


def line(name: str, result: dict) -> str:
    """Return one row of the table."""
    return (
        f"{name:28} {result['p50']:7.1f} {result['p95']:7.1f} {result['p99']:7.1f} {result['page_p95']:8.1f}"
        f" {result['cpu'] * 100:6.0f} {result['kb_each']:9.1f} {result['missing']:8d} {result['again']:6d}"
    )


def main() -> None:
    """Run the grid and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a smoke run")
    parser.add_argument("--rooms", type=int, default=1, help="workshops at once")
    parser.add_argument("--subscribers", type=int, nargs="+", default=[50, 200, 1000], help="in each room")
    parser.add_argument("--rates", type=float, nargs="+", default=[5, 20], help="notes a second, all rooms together")
    parser.add_argument("--page", default="", help="what is fetched five times a second meanwhile, if anything")
    parser.add_argument("--seconds", type=float, default=10, help="how long each run writes notes")
    parser.add_argument("--directory", type=Path, help="where the database is made; the system's place by default")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON instead")
    options = parser.parse_args()
    if options.quick:
        options.subscribers, options.rates, options.seconds = [50], [20], 3
    uvloop.install()
    with new_directory(options.directory) as directory:
        settle(Path(directory))
        results = run_grid(options, directory)
    if options.json:
        print(json.dumps(results, indent=1))


def run_grid(options: argparse.Namespace, directory: str) -> list[dict]:
    """Run every combination against the real server and the floor."""
    rooms, results, first = furnish(max(options.subscribers), options.rooms), [], 1
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    print(f"{'ms until all have it':28} {'p50':>7} {'p95':>7} {'p99':>7} {'page p95':>8} {'CPU %':>6} {'kB/stream':>9}"
          f" {'missing':>8} {'again':>6}", file=sys.stderr)  # fmt: skip
    for subscribers in options.subscribers:
        for rate in options.rates:
            count = int(rate * options.seconds) + WARM_UP
            asked = Options(rate, count, options.page)
            sides = asyncio.run(compare(rooms, subscribers, first, asked, directory))
            real, bare = sides["real"], sides["bare"]
            first += count
            ratio = real["p95"] / bare["p95"]
            results.append(
                {
                    "rooms": len(rooms),
                    "subscribers": subscribers,
                    "rate": rate,
                    **sides,
                    "ratio_p95": ratio,
                }
            )
            name = f"{len(rooms)} x {subscribers} at {rate:g}/s"
            print(line(f"{name}, klagerejsen", real), file=sys.stderr)
            print(line(f"{name}, bare sockets", bare), f"  p95 x{ratio:.2f}", file=sys.stderr)
    return results


if __name__ == "__main__":
    main()
