"""How long until everyone has it: from the start of a POST until all open streams hold the note.

    python bench/fan_out.py            50, 200 and 1,000 subscribers at 5 and 20 notes/s; under four minutes
    python bench/fan_out.py --quick    50 subscribers, a few seconds
    python bench/fan_out.py --subscribers 1000 --page '/journeys/{journey}/board'
                                       the same with board pages fetched five times a second meanwhile
    python bench/fan_out.py --rooms 30 --subscribers 30 --rates 45
                                       30 workshops of 30, each of whom writes every twenty seconds

The real server runs in a process of its own, with real sessions, form tokens, rows and a durable commit
(synchronous=FULL). Beside each run stands the floor: a bare socket server that writes the same bytes to the
same number of sockets, with the same client in the same minute.
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
from dataclasses import dataclass
from pathlib import Path

import fan_out_load as clients
import uvloop
from fan_out_room import Room, furnish, new_directory, settle

HERE = Path(__file__).resolve().parent
POSTERS = 12
MOST_OF_A_SESSION = 20
WARM_UP = 8
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


async def measure(address: str, pid: int, load: Load) -> dict:
    """Open the streams, write the notes, and say how it went."""
    port, board = int(address.rsplit(":", 1)[1]), clients.Board(len(load.timed) // load.rooms, load.first)
    before = memory_kb(pid)
    transports = await clients.subscribe(port, load.timed, board)
    await asyncio.sleep(0.5)
    each_kb = (memory_kb(pid) - before) / len(load.timed)
    transports += await clients.subscribe(port, load.untimed, None)
    cpu, began = cpu_seconds(pid), time.perf_counter()
    visitor = asyncio.create_task(clients.visit(port, load.page, board)) if load.page else None
    await clients.write_notes(port, load.notes, load.rate, POSTERS, board)
    if visitor is not None:
        visitor.cancel()
    cpu, seconds = cpu_seconds(pid) - cpu, time.perf_counter() - began
    for transport in transports:
        transport.close()
    taken = board.milliseconds(after=WARM_UP)
    return {
        "p50": percentile(taken, 0.5),
        "p95": percentile(taken, 0.95),
        "p99": percentile(taken, 0.99),
        "page_p95": percentile(sorted(board.pages), 0.95),
        "missing": len(load.notes) - len(board.done),
        "again": board.again,
        "kb_each": each_kb,
        "cpu": cpu / seconds,
        "frame": board.frame,
    }


def run_real(rooms: list[Room], subscribers: int, rate: float, first: int, count: int, page: str) -> dict:
    """Measure the real server: participants, screens, and facilitators whose streams are open but not timed."""
    with running("-c", SERVE) as (address, pid):
        form = clients.take_form(address)

        def note(number: int) -> bytes:
            room, turn = rooms[number % len(rooms)], number // len(rooms)
            seat, event = room.seats[turn % (subscribers - 1)], room.events[turn % len(room.events)]
            return clients.note_request(f"/workshops/{room.workshop_id}/notes", form, seat, number, event)

        def stream(room: Room, cookie: str) -> bytes:
            return clients.stream_request(f"/journeys/{room.journey_id}/stream", cookie)

        load = Load(
            timed=[stream(room, who) for room in rooms for who in (room.screen, *room.seats)[:subscribers]],
            untimed=[stream(room, room.facilitator) for room in rooms[:MOST_OF_A_SESSION]],
            rooms=len(rooms),
            page=clients.page_request(page.format(journey=rooms[0].journey_id), rooms[0].facilitator) if page else b"",
            notes=[note(number) for number in range(first, first + count)],
            first=first,
            rate=rate,
        )
        return asyncio.run(measure(address, pid, load))


def run_bare(frame: bytes, rooms: int, subscribers: int, rate: float, first: int, count: int, directory: str) -> dict:
    """Measure the floor with the bytes that the real server sent."""
    path = Path(directory) / "frame"
    path.write_bytes(re.sub(clients.TOKEN.pattern.encode(), b"note-000000", unchunked(frame)))
    form = clients.Form("bare=1", "x" * 90)
    with running(str(HERE / "fan_out_bare.py"), str(path)) as (address, pid):
        load = Load(
            timed=[clients.stream_request(f"/{room}", "bare=1") for room in range(rooms) for _ in range(subscribers)],
            untimed=[],
            rooms=rooms,
            page=b"",
            notes=[clients.note_request(f"/{n % rooms}", form, "seat=1", n, 1) for n in range(first, first + count)],
            first=first,
            rate=rate,
        )
        return asyncio.run(measure(address, pid, load))


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
            real = run_real(rooms, subscribers, rate, first, count, options.page)
            bare = run_bare(real.pop("frame"), len(rooms), subscribers, rate, first, count, directory)
            bare.pop("frame")
            first += count
            ratio = real["p95"] / bare["p95"]
            results.append(
                {
                    "rooms": len(rooms),
                    "subscribers": subscribers,
                    "rate": rate,
                    "real": real,
                    "bare": bare,
                    "ratio_p95": ratio,
                }
            )
            name = f"{len(rooms)} x {subscribers} at {rate:g}/s"
            print(line(f"{name}, klagerejsen", real), file=sys.stderr)
            print(line(f"{name}, bare sockets", bare), f"  p95 x{ratio:.2f}", file=sys.stderr)
    return results


if __name__ == "__main__":
    main()
