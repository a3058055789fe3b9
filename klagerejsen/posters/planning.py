"""How much every event may say: the bands planned at one level of detail, or refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from klagerejsen.catalogue import Translate
from klagerejsen.posters.bands import Plan, planned
from klagerejsen.posters.cards import Detail, measured
from klagerejsen.posters.content import Band, Entry, PosterContent
from klagerejsen.posters.listing import listing
from klagerejsen.posters.rails import Laned, Row, laned
from klagerejsen.posters.skeleton import Frame
from klagerejsen.posters.timescale import Timescale
from klagerejsen.posters.wings import Wing

Level = Literal["full", "gaps", "lines", "chosen"]
_CHOSEN = (45, 36, 28, 20, 12, 6, 0)


@dataclass(frozen=True, slots=True)
class Field:
    """The field of time that the bands stand in."""

    content: PosterContent
    frame: Frame
    scale: Timescale
    marked: Row


def plans(field: Field, level: Level, room: float, _: Translate) -> list[Plan] | None:
    """Return the bands at a level of detail, or None when they are taller than `room` millimetres."""
    if level == "lines":
        return _listed(field, room, _)
    if level != "chosen":
        return _carded(field, field.content.entries, level, room, _)
    by_weight = sorted(field.content.entries, key=lambda entry: -entry.weight)
    for count in _CHOSEN:
        chosen = {entry.id for entry in by_weight[:count]}
        kept = [entry for entry in field.content.entries if entry.id in chosen]
        found = _carded(field, kept, "full", room, _)
        if found is not None:
            return found
    return None


def _carded(field: Field, entries: Sequence[Entry], detail: Detail, room: float, _: Translate) -> list[Plan] | None:
    found = []
    for band in field.content.bands:
        cards = [measured(entry, field.frame.sizes, detail, _) for entry in entries if entry.side == band.side]
        plan = planned(band, cards, _silences(field, band), field.scale, field.frame.sizes, field.marked.half, room)
        if plan is None:
            return None
        found.append(plan)
        room -= plan.height
    return found if room >= 0 else None


def _listed(field: Field, room: float, _: Translate) -> list[Plan] | None:
    found = []
    for band in field.content.bands:
        own = [entry for entry in field.content.entries if entry.side == band.side]
        lines = listing(own, field.scale, field.frame.sizes, _)
        silences = _silences(field, band)
        found.append(Plan(band, Wing(), Wing(), silences, field.frame.sizes, field.marked.half, lines))
    return found if sum(plan.height for plan in found) <= room else None


def _silences(field: Field, band: Band) -> Laned:
    return laned([bar for bar in field.content.bars if bar.side == band.side], field.scale)
