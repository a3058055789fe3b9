"""A journey becomes a poster: the fullest arrangement that fits the paper is found and placed.

Everything is computed in design millimetres, the millimetres of the A1 sheet, and scaled to the paper at the
end. Order of filling: header, strip and foot take what their words need; the bands take what their cards
need; what is left goes to the panel of curves and to air.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from klagerejsen.analysis import Analysis
from klagerejsen.catalogue import translator
from klagerejsen.posters.content import PosterContent, PosterError
from klagerejsen.posters.display import Layout, Sheet
from klagerejsen.posters.gathering import gather
from klagerejsen.posters.ink import A1_SIZES, A3_SIZES, Sizes
from klagerejsen.posters.planning import CardBook, Level
from klagerejsen.posters.sheet import sheets
from klagerejsen.posters.skeleton import Frame

PaperSize = Literal["a0", "a1", "a2", "a3"]
PAPER: Mapping[str, tuple[float, float]] = {
    "a0": (1189, 841),
    "a1": (841, 594),
    "a2": (594, 420),
    "a3": (420, 297),
}
"""Landscape paper in millimetres."""


_SCALES = {"a0": (1.414, 1.0, 0.955), "a1": (1.0, 0.955), "a2": (0.707, 0.675), "a3": (0.6,)}
"""Scales of type to try while everything is to be said; the last one still prints 9.8 points on A1."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to fill the paper: the scale of type, the sizes, and how much every event may say."""

    scale: float
    sizes: Sizes
    level: Level
    tight: bool = False


def attempts(size: str, count: int) -> Iterator[Attempt]:
    """Yield the ways to fill a paper with this many events, fullest first.

    A0 is read from further away as long as A1 enlarged has room; else it has A1's type and twice its cards.
    """
    scales = _SCALES[size]
    sizes = A3_SIZES if size == "a3" else A1_SIZES
    largest, *others = scales
    yield Attempt(largest, sizes, "full")
    for scale in others:
        yield Attempt(scale, sizes, "full")
    yield Attempt(scales[-1], sizes, "gaps")
    yield Attempt(scales[-1], sizes, "scores")
    yield Attempt(scales[-1], sizes, "lines")
    yield Attempt(scales[-1], sizes, "chosen")
    yield Attempt(scales[-1], sizes, "chosen", tight=True)


def build_poster(
    document: Mapping[str, Any],
    analysis: Analysis,
    *,
    size: PaperSize = "a1",
    language: str = "da",
    made: date,
    released_quotes: Collection[tuple[str, str]] | None = None,
    cause_names: Mapping[str, str] | None = None,
) -> Layout:
    """Return the finished poster of an interchange document and its analysis.

    `released_quotes` are the pairs of event id and perspective whose sentences may be printed; None releases
    all. `cause_names` are the organisation's own names of root causes by code. Raises PosterError when the
    journey has no events or holds more than a poster can carry.
    """
    if size not in PAPER:
        raise PosterError(size)
    content = gather(document, analysis, language, made, released_quotes, cause_names)
    return lay_out(content, size)


def lay_out(content: PosterContent, size: str = "a1") -> Layout:
    """Return the poster of gathered content at the fullest level that fits."""
    _ = translator(content.language)
    book = CardBook(_)
    for attempt in attempts(size, len(content.entries)):
        frame = _frame(size, attempt)
        found = sheets(content, frame, attempt.level, book, _)
        if found is not None:
            return _finished(content, found, attempt)
    raise PosterError(_("Plakatens tekster er for lange til papiret."))


def _frame(size: str, attempt: Attempt) -> Frame:
    wide, tall = PAPER[size]
    return Frame(wide / attempt.scale, tall / attempt.scale, attempt.sizes, attempt.tight)


def _finished(content: PosterContent, found: tuple[Sheet, ...], attempt: Attempt) -> Layout:
    made = content.made
    return Layout(
        title=content.title,
        language=content.language,
        text_language=content.text_language,
        made=(made.year, made.month, made.day),
        sheets=tuple(replace(sheet, scale=attempt.scale) for sheet in found),
        level=attempt.level,
    )
