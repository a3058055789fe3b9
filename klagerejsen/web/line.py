"""A line in which few may wait: who finds it full is sent away at once, because a wait holds a thread of the pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore


class Full(RuntimeError):  # noqa: N818 - says what is the matter
    """Nobody more may wait now; in a moment there is room."""


class Line:
    """Room for so many, those whose turn it is among them."""

    def __init__(self, places: int) -> None:
        self._places = BoundedSemaphore(places)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place; raises `Full` where there is none."""
        if not self._places.acquire(blocking=False):
            raise Full
        try:
            yield
        finally:
            self._places.release()
