"""The bands: each side's gutter, rail, silences and cards, planned first and placed when its y is known."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from klagerejsen.catalogue import Translate
from klagerejsen.posters.journey import cards as card_module
from klagerejsen.posters.journey.cards import Card
from klagerejsen.posters.journey.content import Band, Entry
from klagerejsen.posters.journey.listing import Listing, placed
from klagerejsen.posters.journey.packing import GAP, Side
from klagerejsen.posters.journey.rails import Laned, Row, bars, rail
from klagerejsen.posters.journey.timescale import Timescale
from klagerejsen.posters.journey.wings import TRACK, Stand, Wing, wing
from klagerejsen.posters.paper.display import PT, Area, Mark, Passage, Pen, Text, rectangle, stroke
from klagerejsen.posters.paper.ink import LOOKS, POLE, SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.shapes import lettered
from klagerejsen.posters.paper.typeface import fitting, runs, wrap

GUTTER = 32.0
_PAD = 2.2
_EMBLEM = 13.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A band measured: cards above and below the rail, and the silences."""

    band: Band
    above: Wing
    below: Wing
    silences: Laned
    sizes: Sizes
    half: float
    listing: Listing | None = None
    spare: float = 0.0

    @property
    def rail_offset(self) -> float:
        """How far the rail lies under the band's top."""
        zone = self.silences.height + (1.0 if self.silences.lanes else 0.0)
        return _PAD + self.above.height + zone + self.half

    @property
    def height(self) -> float:
        """The band's height; never less than its emblem and name need."""
        own = self.rail_offset + self.half + (self.listing or self.below).height + _PAD
        return max(own, _EMBLEM + 4 + leading(self.sizes.section) + leading(self.sizes.small)) + self.spare


@dataclass(slots=True)
class Drawing:
    """What the bands put on the sheet, kept apart by when it is painted and read."""

    ground: list[Mark] = field(default_factory=list)
    behind: list[Mark] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    paper: list[Mark] = field(default_factory=list)
    names: list[Passage] = field(default_factory=list)
    entries: dict[str, list[Passage]] = field(default_factory=dict)
    silences: list[Passage] = field(default_factory=list)
    cards: list[Area] = field(default_factory=list)
    unlabelled: int = 0
    unnamed: int = 0


def planned(
    band: Band,
    cards: Sequence[Card],
    silences: Laned,
    scale: Timescale,
    sizes: Sizes,
    half: float,
    elbow: float,
) -> Plan | None:
    """Find the lowest arrangement of a band's cards with elbows up to `elbow` millimetres; None when there is none."""
    least = -(-len(cards) * (card_module.WIDTH + GAP) // (scale.right - scale.left + GAP))
    found: list[Plan] = []
    for above, below in _shares(band, len(cards)):
        wings = _both(cards, above, below, scale, elbow) if above + below >= least else None
        if wings is not None:
            found.append(Plan(band, *wings, silences, sizes, half))
        if len(found) == 2:
            break  # yet more rows are only taller
    return min(found, key=lambda plan: plan.height, default=None)


def _shares(band: Band, count: int) -> tuple[tuple[int, int], ...]:
    """Return the numbers of rows above and below to try; only the authority's band has cards on both sides."""
    if band.side != "authority":
        return tuple((0, rows) for rows in range(1, 6))
    both = ((1, 1), (1, 2), (2, 2), (2, 3), (3, 3))
    return ((0, 1), *both) if count <= 8 else both


def _both(cards: Sequence[Card], above: int, below: int, scale: Timescale, elbow: float) -> tuple[Wing, Wing] | None:
    """Share the cards between the sides of the rail in turn, by the number of rows on each."""
    rows = above + below
    up = [(index + 1) * above // rows != index * above // rows for index in range(len(cards))]
    over = [card for card, is_up in zip(cards, up, strict=True) if is_up]
    under = [card for card, is_up in zip(cards, up, strict=True) if not is_up]
    higher = wing(over, Side(scale, card_module.WIDTH, max(above, 1), elbow))
    lower = wing(under, Side(scale, card_module.WIDTH, max(below, 1), elbow))
    return None if higher is None or lower is None else (higher, lower)


def place(
    plan: Plan,
    top: float,
    left: float,
    entries: Sequence[Entry],
    marked: Row,
    scale: Timescale,
    heavy: Collection[int],
    drawing: Drawing,
    _: Translate,
) -> None:
    """Draw a planned band with its top at `top`."""
    look = LOOKS[plan.band.side]
    y = top + plan.rail_offset
    drawing.ground.append(rectangle(Area(scale.left, top, scale.right, top + plan.height), fill=look.tint))
    found, labels, unlabelled = bars(plan.silences, scale, y - plan.half - 0.6, plan.sizes, heavy)
    line, spots = rail(plan.band.side, entries, marked, scale, y)
    drawing.behind += [*_poles(plan, y), *found, *line]
    drawing.marks += spots
    drawing.silences += labels
    drawing.unlabelled += unlabelled
    if plan.listing:
        fans, paper, areas, said = placed(plan.listing, plan.band.side, scale, y, y + plan.half)
        drawing.ground += fans
        drawing.paper += paper
        drawing.cards += areas
        drawing.entries.update(said)
    for stand, area in _areas(plan, y):
        drawing.cards.append(area)
        drawing.paper += card_module.drawn(stand.card, area.left, area.top, edge_below=area.bottom < y)
        passages = card_module.passages(stand.card, area.left, area.top, heavy, _)
        drawing.entries[stand.card.entry.id] = list(passages)
    _gutter(plan, top, left, drawing, _)


def _sides(plan: Plan) -> Iterator[tuple[Wing, int, float]]:
    """Yield the wings, which way they lie from the rail, and how far their channels begin from it."""
    yield plan.above, -1, plan.rail_offset - _PAD - plan.above.height
    yield plan.below, 1, plan.half


def _areas(plan: Plan, rail_y: float) -> Iterator[tuple[Stand, Area]]:
    for side, way, zone in _sides(plan):
        for stand in side.stands:
            near = rail_y + way * (zone + side.channel + stand.reach)
            far = near + way * stand.card.height
            yield stand, Area(stand.place.x, min(near, far), stand.place.x + stand.card.width, max(near, far))


def _poles(plan: Plan, rail_y: float) -> Iterator[Mark]:
    pen = Pen(LOOKS[plan.band.side].ink, POLE)
    for side, way, zone in _sides(plan):
        for stand in side.stands:
            end = stand.place.pole, rail_y + way * (zone + side.channel + stand.reach)
            if stand.track:
                turn = rail_y + way * (zone + stand.track * TRACK)
                yield stroke(pen, (stand.at, rail_y), (stand.at, turn), (end[0], turn), end)
            else:
                yield stroke(pen, (stand.at, rail_y), end)


def _gutter(plan: Plan, top: float, left: float, drawing: Drawing, _: Translate) -> None:
    """Write who the side is: emblem, name, and as many of its members as the band has room for."""
    sizes, look = plan.sizes, LOOKS[plan.band.side]
    y = top + _EMBLEM / 2 + 0.5
    shapes, letter = lettered(plan.band.side, left + _EMBLEM / 2, y, _EMBLEM, sizes.sentence, "known")
    drawing.ground += [*shapes, letter]
    base = top + _EMBLEM + 1.5 + sizes.card_title * PT
    name = fitting(plan.band.name, style("bold", min(sizes.card_title, 13.4), look.ink), GUTTER - 2)
    texts = [Text(left, base, (runs(plan.band.name, name, True),))]
    small = style("regular", sizes.small, SECONDARY)
    lines = wrap(plan.band.members, small, GUTTER - 5)
    if not plan.band.consulted:
        lines = [*wrap(_("er ikke spurgt"), small, GUTTER - 5), *lines]
    room = int((top + plan.height - base - 2) / leading(sizes.small))
    if len(lines) > room:
        drawing.unnamed += 1
        lines = lines[: max(room - 1, 0)] + ["…"][: max(room, 0)]
    if lines:
        step = leading(sizes.small)
        texts.append(Text(left, base + step * 1.1, tuple(runs(line, small) for line in lines), step))
    drawing.names.append(Passage("paragraph", tuple(texts)))


def entry_passages(drawing: Drawing, entries: Sequence[Entry]) -> Iterator[Passage]:
    """Yield what the cards say in the order of the events, whatever band they stand in."""
    for entry in entries:
        yield from drawing.entries.get(entry.id, ())
