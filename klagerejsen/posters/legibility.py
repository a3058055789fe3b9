"""From how far a poster can be read: 400 times the height of its small letters, a rule of this project."""

import struct
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from klagerejsen.posters.choices import PaperSize
from klagerejsen.posters.paper.display import PT, Layout, Passage, Text, passage_marks
from klagerejsen.posters.paper.typeface import extent, plain, table

TIMES_X_HEIGHT = 400
AT_LEAST: dict[PaperSize, float] = {"a0": 0.65, "a1": 0.65, "a2": 0.46, "a3": 0.43}
"""Metres from which everything on the first sheet can be read at least, the letters inside shapes apart."""


@dataclass(frozen=True, slots=True)
class Distances:
    """Metres from which the title, what the sheet is about and the smallest words of the first sheet can be read."""

    title: float
    about: float
    smallest: float


@cache
def x_height() -> float:
    """Return the height of an x in em (OpenType table OS/2, sxHeight)."""
    per_em = struct.unpack_from(">H", table("regular", "head"), 18)[0]
    return float(struct.unpack_from(">h", table("regular", "OS/2"), 86)[0]) / per_em


def metres(points: float) -> float:
    """Return from how far type of this printed size can be read."""
    return points * PT * x_height() * TIMES_X_HEIGHT / 1000


def distances(layout: Layout) -> Distances:
    """Measure a layout's first sheet.

    What it is about are its events, on cards; else the names on its map; else the size that most of it is set in.
    """
    sheet = layout.sheets[0]
    spoken = [mark for passage in sheet.passages if passage.role != "artifact" for mark in _texts(passage)]
    titles = [mark for passage in sheet.passages if passage.level == 1 for mark in _texts(passage)]
    about = [mark for mark in spoken if any(extent(mark).inside(card) for card in sheet.cards)]
    about = about or [mark for passage in sheet.passages if passage.role == "figure" for mark in _texts(passage)]
    size = min(map(_size, about)) if about else _commonest(spoken)
    found = (min(map(_size, titles)), size, min(map(_size, spoken)))
    return Distances(*(metres(points * sheet.scale) for points in found))


def _texts(passage: Passage) -> list[Text]:
    """Return the texts of a passage that are more than a letter or a number in a shape."""
    texts = (mark for mark in passage_marks(passage) if isinstance(mark, Text))
    return [text for text in texts if len(plain(text)) > 2]


def _commonest(texts: Sequence[Text]) -> float:
    """Return the size in which most letters are set."""
    letters: Counter[float] = Counter()
    for text in texts:
        letters[_size(text)] += len(plain(text))
    return max(letters, key=lambda size: letters[size])


def _size(text: Text) -> float:
    return min(run.style.size for line in text.lines for run in line)
