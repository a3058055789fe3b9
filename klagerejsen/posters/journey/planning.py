"""How much every event may say: the bands planned at one level of detail, or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from klagerejsen.catalogue import Translate
from klagerejsen.posters.journey.bands import Plan, planned
from klagerejsen.posters.journey.cards import WIDTH, Card, Detail, measured
from klagerejsen.posters.journey.content import Band, Entry, PosterContent
from klagerejsen.posters.journey.listing import listing
from klagerejsen.posters.journey.packing import GAP
from klagerejsen.posters.journey.rails import Row, laned
from klagerejsen.posters.journey.skeleton import Frame
from klagerejsen.posters.journey.timescale import Timescale
from klagerejsen.posters.journey.wings import ROW_GAP, Wing
from klagerejsen.posters.paper.ink import SIDES, Side, Sizes, leading

Level = Literal["full", "gaps", "scores", "lines", "chosen"]
_FULLEST = 0.9
"""How much of the field cards can cover at most, gaps included; seventy per cent is common."""
_ELBOWS = (36.0, 90.0, 220.0)
_CHOSEN: tuple[tuple[int, Detail], ...] = (
    *((count, detail) for detail in ("full", "gaps", "scores") for count in (45, 36, 28)),
    *((count, detail) for count in (20, 12, 6) for detail in ("full", "gaps", "scores")),
    (0, "full"),
)
"""How many cards to try when not all events can have one, and what they say."""
_CROWD, _CROWD_MM = 4, 40.0


@dataclass(frozen=True, slots=True)
class Field:
    """The field of time that the bands stand in."""

    content: PosterContent
    frame: Frame
    scale: Timescale
    marked: Row
    book: "CardBook"


class CardBook:
    """The cards of a poster, measured once for every detail and type: most attempts share them."""

    def __init__(self, _: Translate) -> None:
        self._translate = _
        self._cards: dict[tuple[str, str, Sizes], Card] = {}

    def card(self, entry: Entry, detail: Detail, sizes: Sizes) -> Card:
        """Return an event's card."""
        key = entry.id, detail, sizes
        if key not in self._cards:
            self._cards[key] = measured(entry, sizes, detail, self._translate)
        return self._cards[key]


def plans(field: Field, level: Level, room: float, _: Translate) -> list[Plan] | None:
    """Return the bands at a level of detail, or None when they are taller than `room` millimetres."""
    if level == "lines":
        return _listed(field, room, _)
    if level != "chosen":
        return _carded(field, field.content.entries, level, room)
    for count, detail in _CHOSEN:
        found = _carded(field, _chosen(field, count), detail, room)
        if found is not None:
            return found
    return None


def _chosen(field: Field, count: int) -> list[Entry]:
    """Return the weightiest events, in order, but never a crowd of them at one place."""
    taken: dict[str, list[float]] = {side: [] for side in SIDES}
    kept: set[str] = set()
    for entry in sorted(field.content.entries, key=lambda entry: -entry.weight):
        x = field.scale.x(entry.middle)
        near = sum(abs(x - other) < _CROWD_MM for other in taken[entry.side])
        if len(kept) < count and near < _CROWD:
            taken[entry.side].append(x)
            kept.add(entry.id)
    return [entry for entry in field.content.entries if entry.id in kept]


def _carded(field: Field, entries: Sequence[Entry], detail: Detail, room: float) -> list[Plan] | None:
    """Plan bands of cards with short elbows; where they are too tall, lengthen the elbows that save most."""
    if not _worth_measuring(field.frame, entries, detail, room):
        return None
    cards = {
        band.side: [field.book.card(entry, detail, field.frame.sizes) for entry in entries if entry.side == band.side]
        for band in field.content.bands
    }
    if not _could_fit(field, cards, room):
        return None
    options = [_Options(field, band, cards[band.side]) for band in field.content.bands]
    while True:
        chosen = [option.plan for option in options]
        if any(plan is None for plan in chosen):
            return None
        if sum(plan.height for plan in chosen if plan) <= room:
            return [plan for plan in chosen if plan]
        if not max(options, key=lambda option: option.saving).take():
            return None


def worth_trying(content: PosterContent, frame: Frame, level: Level) -> bool:
    """Tell by the number of letters whether all events could have cards in this frame.

    Some letters are narrow, so 0.7 of what they need is the bar. Header, learning and small print leave four fifths of
    a sheet at the most.
    """
    if level == "lines" or level == "chosen":
        return True
    return _worth_measuring(frame, content.entries, level, frame.height * 0.8)


def _worth_measuring(frame: Frame, entries: Sequence[Entry], detail: Detail, room: float) -> bool:
    lines = 0.0
    for entry in entries:
        lines += 2.5 + len(entry.title) / 28
        if detail == "full" or (detail == "gaps" and entry.gap >= 2):
            lines += sum(0.5 + len(account.text) / 38 for account in entry.accounts)
    need = lines * leading(frame.sizes.body) * (WIDTH + GAP)
    left, right = frame.field
    return need * 0.7 <= room * (right - left)


def _could_fit(field: Field, cards: Mapping[Side, Sequence[Card]], room: float) -> bool:
    """Tell by area alone whether it is worth trying."""
    wide = field.scale.right - field.scale.left + GAP
    area = sum((card.height + ROW_GAP) * (card.width + GAP) for each in cards.values() for card in each)
    return area <= _FULLEST * room * wide


class _Options:
    """The arrangements of one band, from short elbows to long ones."""

    def __init__(self, field: Field, band: Band, cards: Sequence[Card]) -> None:
        silences = laned([bar for bar in field.content.bars if bar.side == band.side], field.scale)
        sizes, half = field.frame.sizes, field.marked.half
        self._left = (planned(band, cards, silences, field.scale, sizes, half, elbow) for elbow in _ELBOWS)
        self.plan = next((plan for plan in self._left if plan), None)
        self._next: Plan | None = None

    @property
    def saving(self) -> float:
        """How much lower the band becomes with longer elbows; worked out only when it is asked for."""
        if self.plan is None:
            return 0.0
        if self._next is None:
            lowest = self.plan.height
            self._next = next((plan for plan in self._left if plan and plan.height < lowest), self.plan)
        return self.plan.height - self._next.height

    def take(self) -> bool:
        """Change to the longer elbows; False when they save nothing."""
        if self.saving <= 0:
            return False
        self.plan, self._next = self._next, None
        return True


def _listed(field: Field, room: float, _: Translate) -> list[Plan] | None:
    """Plan bands of one line per event, in the largest type that fits."""
    for larger in (1.3, 1.2, 1.1, 1.0):
        sizes = replace(field.frame.sizes, date=field.frame.sizes.date * larger)
        found = [_listed_band(field, band, sizes, _) for band in field.content.bands]
        if sum(plan.height for plan in found) <= room:
            return found
    return None


def _listed_band(field: Field, band: Band, sizes: Sizes, _: Translate) -> Plan:
    own = [entry for entry in field.content.entries if entry.side == band.side]
    silences = laned([bar for bar in field.content.bars if bar.side == band.side], field.scale)
    lines = listing(own, field.scale, sizes, _)
    return Plan(band, Wing(), Wing(), silences, field.frame.sizes, field.marked.half, lines)
