"""F25: event logs that mean harm are refused at once by the process that reads them, and ask nobody for anything."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from klagerejsen.background.worker import Limits, State, run
from tests.faults.hostile_xml import corpus, harmless

SECRET = "hemmelig-1f2e3d"
MOST_SECONDS = 1.0
LIMITS = Limits(megabytes=512, cpu_seconds=10, seconds=20.0, file_megabytes=50)


@pytest.fixture
def canary() -> Iterator[tuple[str, list[bytes]]]:
    """A listener on the loopback that notes whoever comes."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    visitor, _address = server.accept()
                except TimeoutError:
                    continue
                with visitor:
                    visitor.settimeout(1)
                    heard.append(visitor.recv(1000))

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", heard
        ended.set()
        thread.join()


def read(folder: Path, data: bytes) -> tuple[State, float, bytes]:
    """Have the limited process read a file; return how it ended, the seconds it took, and all that it left behind."""
    source, target, told = folder / "source", folder / "result", folder / "told"
    source.write_bytes(data)
    begun = time.perf_counter()
    state = run("xes", source, target, told, limits=LIMITS)
    seconds = time.perf_counter() - begun
    return state, seconds, told.read_bytes() + (target.read_bytes() if target.exists() else b"")


def test_f25_every_hostile_log_is_refused_in_under_a_second_and_the_canary_stays_silent(tmp_path, canary):
    url, heard = canary
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    files = corpus(url, str(secret))
    idle = min(read(tmp_path, b"")[1] for _time in range(3))
    slowest, taken, leaked = ("", 0.0), [], []
    for name, data in files.items():
        state, seconds, left = read(tmp_path, data)
        slowest = max(slowest, (name, seconds), key=lambda pair: pair[1])
        taken += [name] if state.kind != "refused" else []
        leaked += [name] if SECRET.encode() in left else []
    print(
        f"F25: {len(files)} files, taken {len(taken)}, slowest {slowest[1]:.2f} s ({slowest[0]}), "
        f"of which starting the process {idle:.2f} s, canary hits {len(heard)}, secrets read {len(leaked)}"
    )
    assert (taken, leaked, heard) == ([], [], [])
    # A busy machine takes its time to start any process; what the file costs comes on top.
    assert slowest[1] - idle < MOST_SECONDS, slowest


def test_f25_an_address_in_an_honest_log_is_not_visited(tmp_path, canary):
    url, heard = canary
    for name, data in harmless(url).items():
        state, _seconds, _left = read(tmp_path, data)
        assert state.kind == "done", name
        assert state.summary["cases"] == 1
    assert heard == []


def test_f25_a_refusal_says_what_to_do_and_where_and_never_what_stands_in_the_file(tmp_path):
    state, _seconds, _left = read(tmp_path, f"<log>\n<trace>\n<{SECRET}<</log>".encode())
    said = json.dumps(state.refusal.as_json())
    assert (state.refusal.line, SECRET in said) == (3, False)
    assert "Hent den igen" in state.refusal.text
