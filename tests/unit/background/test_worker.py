"""Files are read behind a wall: limits hold, settings stay outside, and the end is always told."""

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from klagerejsen.background import worker
from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import Limits, State

NAMES = __name__
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits exist on POSIX systems")


def gluttonous(_source: Path, _target: Path, _tell: worker.Tell) -> dict:
    return {"size": len(bytearray(2_000_000_000))}


def busy(_source: Path, _target: Path, tell: worker.Tell) -> dict:
    tell(0.5, "halvvejs")
    while True:
        pass


def asleep(_source: Path, _target: Path, tell: worker.Tell) -> dict:
    tell(0.25, "en fjerdedel")
    time.sleep(60)
    return {}


def long_winded(_source: Path, target: Path, _tell: worker.Tell) -> dict:
    with target.open("wb") as file:
        for _number in range(64):
            file.write(b"x" * 1_000_000)
    return {}


def calling_out(_source: Path, _target: Path, _tell: worker.Tell) -> dict:
    import socket

    socket.create_connection(("127.0.0.1", 9))
    return {}


def refusing(_source: Path, _target: Path, _tell: worker.Tell, *, limit: int) -> dict:
    raise Refusal("Over {limit} rækker.", row=7, column="B", limit=limit)


def dying(_source: Path, _target: Path, _tell: worker.Tell) -> dict:
    os.abort()


def curious(source: Path, _target: Path, _tell: worker.Tell) -> dict:
    return {"environment": dict(os.environ), "read": source.read_text()}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "source").write_text("indhold")

    def call(parser, options=None, *, started=lambda _process: None, **limits: float) -> State:
        monkeypatch.setitem(worker.PARSERS, parser.__name__, f"{NAMES}:{parser.__name__}")
        paths = (tmp_path / "source", tmp_path / "target", tmp_path / "told")
        chosen = Limits(**{"seconds": 20.0, **limits})  # type: ignore[arg-type]
        return worker.run(parser.__name__, *paths, options, limits=chosen, started=started)

    return call


@pytest.mark.parametrize(
    ("parser", "limits"),
    [
        (gluttonous, {"megabytes": 512}),
        (busy, {"cpu_seconds": 1}),
        (asleep, {"seconds": -3.0}),
        (dying, {}),
    ],
    ids=["memory", "processor", "time", "death"],
)
def test_whoever_takes_too_much_is_stopped_and_people_are_told_what_to_do(run, parser, limits) -> None:
    state = run(parser, **limits)
    assert state.kind == "refused"
    assert "Del den op" in state.refusal.said(str)


def test_a_result_that_grows_too_large_is_stopped(run, tmp_path) -> None:
    assert run(long_winded, file_megabytes=8).kind == "refused"
    assert (tmp_path / "target").stat().st_size <= 8 * 2**20


def test_a_parser_cannot_call_out(run) -> None:
    assert "PermissionError" in run(calling_out).refusal.said(str)


def test_a_refusal_comes_with_its_place_and_figures(run) -> None:
    assert run(refusing, {"limit": 5}).refusal.said(str) == "Række 7, kolonne B: Over 5 rækker."


def test_a_parser_knows_no_settings(run, monkeypatch) -> None:
    monkeypatch.setenv("KLAGEREJSEN_SECRET_KEY", "hemmeligt")
    summary = run(curious).summary
    assert summary["read"] == "indhold"
    assert not [name for name in summary["environment"] if name.startswith("KLAGEREJSEN")]


def test_progress_is_told_and_a_run_can_be_ended(run, tmp_path) -> None:
    told: list[State] = []

    def watch(process) -> None:
        def end() -> None:
            for _look in range(400):
                if worker.state_of(tmp_path / "told").share:
                    break
                time.sleep(0.02)
            told.append(worker.state_of(tmp_path / "told"))
            process.kill()

        threading.Thread(target=end).start()

    assert run(asleep, started=watch).kind == "refused"
    assert (told[0].kind, told[0].share, told[0].words) == ("running", 0.25, "en fjerdedel")
