"""A journey becomes a poster: the fullest arrangement that fits the paper is found and placed.

Everything is computed in design millimetres, the millimetres of the A1 sheet, and scaled to the paper at the
end. Order of filling: header, strip and foot take what their words need; the bands take what their cards
need; what is left goes to the panel of curves and to air.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from klagerejsen.analysis import Analysis
from klagerejsen.catalogue import translator
from klagerejsen.posters.choices import EVERYTHING, Choices, PaperSize
from klagerejsen.posters.journey.content import PosterContent
from klagerejsen.posters.journey.gathering import gather
from klagerejsen.posters.journey.planning import CardBook, Level
from klagerejsen.posters.journey.sheet import sheets
from klagerejsen.posters.journey.skeleton import Frame, Squeeze
from klagerejsen.posters.paper.display import Layout, Sheet
from klagerejsen.posters.paper.errors import PosterError
from klagerejsen.posters.paper.grey import in_grey
from klagerejsen.posters.paper.ink import A1_SIZES, A3_SIZES, Sizes

_SCALES = {
    "a0": (1.8, 1.6, 1.414, 1.2, 1.0, 0.955),
    "a1": (1.27, 1.13, 1.0, 0.955),
    "a2": (0.9, 0.8, 0.707, 0.675),
    "a3": (0.76, 0.68, 0.6),
}
"""Scales of type to try while everything is to be said; the last one still prints 9.8 points on A1."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to fill the paper: scale and sizes of type, how much every event may say, how much the rest gives way."""

    scale: float
    sizes: Sizes
    level: Level
    squeeze: Squeeze = Squeeze.NOT


def attempts(size: PaperSize, portrait: bool) -> Iterator[Attempt]:
    """Yield the ways to fill a paper, fullest first, and what is to be read from furthest away before the rest.

    A0 begins with A1's type enlarged, and ends with A1's type and twice its cards.
    """
    scales = _SCALES[size]
    sizes = A3_SIZES if size == "a3" else A1_SIZES
    for scale in scales:
        yield Attempt(scale, sizes, "full")
    last = scales[-1]
    for level in ("gaps", "scores"):
        yield Attempt(last, sizes, level)
        if portrait:
            yield Attempt(last, sizes, level, Squeeze.FINDINGS)
    yield Attempt(last, sizes, "lines")
    yield Attempt(last, sizes, "chosen")
    yield Attempt(last, sizes, "chosen", Squeeze.ALL)


def build_poster(
    document: Mapping[str, Any],
    analysis: Analysis,
    choices: Choices = EVERYTHING,
    *,
    made: date,
    released_quotes: Collection[tuple[str, str]] | None = None,
    cause_names: Mapping[str, str] | None = None,
) -> Layout:
    """Return the finished poster of an interchange document and its analysis, both anonymised already.

    `released_quotes` are the pairs of event id and perspective whose sentences may be printed; None releases
    all. `cause_names` are the organisation's own names of root causes by code. Raises PosterError when the
    journey has no events or holds more than a poster can carry.
    """
    content = gather(document, analysis, choices, made, released_quotes, cause_names)
    layout = lay_out(content, choices)
    return in_grey(layout) if choices.grey else layout


def lay_out(content: PosterContent, choices: Choices) -> Layout:
    """Return the poster of gathered content at the fullest level that fits."""
    _ = translator(content.language)
    book = CardBook(_)
    for attempt in attempts(choices.size, choices.portrait):
        frame = _frame(choices, attempt)
        found = sheets(content, frame, attempt.level, book, _)
        if found is not None:
            return _finished(content, found, attempt)
    raise PosterError(_("Plakatens tekster er for lange til papiret."))


def _frame(choices: Choices, attempt: Attempt) -> Frame:
    wide, tall = choices.paper
    beside = not choices.portrait and not choices.sections.isdisjoint({"findings", "causes"})
    return Frame(wide / attempt.scale, tall / attempt.scale, attempt.sizes, attempt.squeeze, beside)


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
