"""The cards on one side of a rail: their rows, and the elbows of their poles."""

from collections.abc import Sequence
from dataclasses import dataclass

from klagerejsen.posters.journey.cards import Card
from klagerejsen.posters.journey.packing import GAP, Place, Side, packed

ROW_GAP = 3.2
TRACK = 1.5
_NEAREST = 3.0


@dataclass(frozen=True, slots=True)
class Stand:
    """A card in its place.

    `track` is how deep its elbow runs in the channel, 0 for a straight pole; `reach` is how far beyond the channel
    its near edge lies.
    """

    card: Card
    at: float
    place: Place
    track: int
    reach: float


@dataclass(frozen=True, slots=True)
class Wing:
    """All cards on one side of a rail."""

    stands: tuple[Stand, ...] = ()

    @property
    def channel(self) -> float:
        """The room between rail and nearest row, where elbows run."""
        return _NEAREST + max((stand.track for stand in self.stands), default=0) * TRACK

    @property
    def height(self) -> float:
        """Channel and rows together; nothing when there are no cards."""
        if not self.stands:
            return 0.0
        return self.channel + max(stand.reach + stand.card.height for stand in self.stands)


def wing(cards: Sequence[Card], side: Side) -> Wing | None:
    """Place cards, given in the order of their dates; None when this many rows have no room for them."""
    dates = [side.scale.x(card.entry.middle) for card in cards]
    places = packed(dates, [card.height for card in cards], side)
    if places is None:
        return None
    tracks = _tracks(dates, [place.pole for place in places])
    reaches = _reaches(cards, places, side)
    stands = (Stand(*each) for each in zip(cards, dates, places, tracks, reaches, strict=True))
    return Wing(tuple(stands))


def _reaches(cards: Sequence[Card], places: Sequence[Place], side: Side) -> list[float]:
    """Move every card towards the rail until it meets a card of a nearer row."""
    reaches = [0.0] * len(cards)
    for index in sorted(range(len(cards)), key=lambda index: places[index].row):
        for other in range(len(cards)):
            nearer = places[other].row < places[index].row
            if nearer and abs(places[other].x - places[index].x) < side.card + GAP:
                reaches[index] = max(reaches[index], reaches[other] + cards[other].height + ROW_GAP)
    return reaches


def _tracks(dates: Sequence[float], poles: Sequence[float]) -> list[int]:
    """Give elbows that run over one another different depths, so that they never meet."""
    tracks = [0] * len(dates)
    for index, (at, pole) in enumerate(zip(dates, poles, strict=True)):
        if pole < at - 0.01:
            over = index > 0 and poles[index - 1] < dates[index - 1] - 0.01 and dates[index - 1] >= pole - 0.6
            tracks[index] = tracks[index - 1] + 1 if over else 1
    for index in range(len(dates) - 1, -1, -1):
        at, pole = dates[index], poles[index]
        if pole > at + 0.01:
            last = index + 1 == len(dates)
            over = not last and poles[index + 1] > dates[index + 1] + 0.01 and dates[index + 1] <= pole + 0.6
            tracks[index] = tracks[index + 1] + 1 if over else 1
    return tracks
