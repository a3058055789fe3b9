"""Drawing behind a wall: limits hold, the process knows no secrets, and the next poster comes all the same."""

import os
import pickle
import sys
from pathlib import Path

import pytest

from klagerejsen.posters import PosterError, render, render_isolated
from klagerejsen.posters.drawing.isolation import Worker
from klagerejsen.posters.drawing.render import empty_folder, order_of
from tests.unit.posters.test_layout import demo, poster

LAYOUT = poster(demo("boern-to-teams"), size="a3")


def test_it_gives_the_same_bytes_as_drawing_here() -> None:
    for kind in ("pdf", "svg", "png"):
        assert render_isolated(LAYOUT, kind) == render(LAYOUT, kind)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory exist on POSIX systems only")
def test_a_drawing_that_needs_too_much_memory_is_refused_and_the_next_one_is_not() -> None:
    with pytest.raises(PosterError, match="plads"):
        render_isolated(LAYOUT, "pdf", megabytes=120)
    assert render_isolated(LAYOUT, "pdf").startswith(b"%PDF")


def test_a_drawing_that_takes_too_long_is_stopped_and_the_next_one_is_not() -> None:
    assert render_isolated(LAYOUT, "pdf").startswith(b"%PDF")
    with pytest.raises(PosterError, match="lang tid"):
        render_isolated(LAYOUT, "png", seconds=0.02)
    assert render_isolated(LAYOUT, "pdf").startswith(b"%PDF")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads the environment of the process where Linux shows it")
def test_the_process_knows_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLAGEREJSEN_SECRET_KEY", "hemmeligt")
    worker = Worker()
    try:
        worker.draw(pickle.dumps((order_of(LAYOUT, "svg"), 20.0, 1024)), 20.0)
        process, fresh = worker._ready()
        assert not fresh
        environment = Path(f"/proc/{process.pid}/environ").read_bytes()
        assert b"PATH=" in environment
        assert b"KLAGEREJSEN" not in environment
    finally:
        worker.stop()


def test_a_temporary_folder_that_was_tidied_away_is_made_again() -> None:
    assert render_isolated(LAYOUT, "pdf").startswith(b"%PDF")
    Path(empty_folder()).rmdir()
    assert render_isolated(LAYOUT, "pdf").startswith(b"%PDF")


def test_a_process_inherited_over_a_fork_is_not_used() -> None:
    worker = Worker()
    try:
        first, _fresh = worker._ready()
        worker._owner = os.getpid() + 1
        second, fresh = worker._ready()
        assert fresh
        assert second.pid != first.pid
    finally:
        first.kill()
        first.communicate()
        assert first.stdin.closed
        worker.stop()


def test_a_process_that_died_between_two_drawings_is_replaced_and_leaves_no_pipe_open() -> None:
    worker = Worker()
    try:
        first, _fresh = worker._ready()
        first.kill()
        first.wait()
        second, fresh = worker._ready()
        assert fresh
        assert second.pid != first.pid
        assert first.stdin.closed
        assert first.stdout.closed
    finally:
        worker.stop()
