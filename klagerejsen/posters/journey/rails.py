"""A side's rail: a mark for every event, and above it the silences, as wide as they were long."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from klagerejsen.posters.journey.content import Bar, Entry
from klagerejsen.posters.journey.timescale import Timescale
from klagerejsen.posters.paper.display import (
    PT,
    Area,
    Disc,
    Line,
    Mark,
    Passage,
    Path,
    Pen,
    Run,
    Text,
    rectangle,
    stroke,
)
from klagerejsen.posters.paper.ink import LOOKS, PAPER, Side, Sizes, style
from klagerejsen.posters.paper.shapes import number_disc, shape
from klagerejsen.posters.paper.typeface import line_width

RAIL_HEIGHT = 7.5
BAR_HEIGHT = 9.0
LANE_GAP = 1.0
MARK = 3.7
_MARK_SIZES = (MARK, 3.0, 2.4, 1.9, 1.5, 1.2, 0.9, 0.7, 0.5)
_RAIL, _SPAN = 0.45, 1.5
_TALLEST, _TALLEST_OF_MANY, _MANY = 5.7, 8.5, 80
_ASTRAY = 4.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event's mark stands: x, and how far below the rail's line."""

    x: float
    dy: float


@dataclass(frozen=True, slots=True)
class Row:
    """The marks of every rail: their spots, their size, and how far the tallest column reaches from the line."""

    spots: tuple[Spot, ...]
    size: float
    half: float


def row(xs: Sequence[float], right: float) -> Row:
    """Return a spot for each x, ascending, with marks as large as the rail can hold.

    The second of two close marks steps aside by half a mark; from three on they stand in columns. A column that
    would be taller than the rail goes on in the next, as long as that is near; no mark passes `right`.
    """
    tallest = _TALLEST if len(xs) <= _MANY else _TALLEST_OF_MANY
    found: list[Spot] = []
    size = MARK
    for size in _MARK_SIZES:
        found = _spots(xs, size, tallest, right)
        if max((abs(spot.x - x) for spot, x in zip(found, xs, strict=True)), default=0.0) <= _ASTRAY:
            break
    reach = max((abs(spot.dy) for spot in found), default=0.0) + size / 2
    return Row(tuple(found), size, max(RAIL_HEIGHT / 2, reach + 0.3))


def _spots(xs: Sequence[float], size: float, tallest: float, right: float) -> list[Spot]:
    found: list[Spot] = []
    cluster: list[float] = []
    for x in [*xs, float("inf")]:
        if cluster and x - cluster[-1] >= size * 0.95:
            found += _clustered(cluster, size, tallest, right)
            cluster = []
        cluster.append(x)
    return found


def _clustered(xs: Sequence[float], size: float, tallest: float, right: float) -> list[Spot]:
    if len(xs) == 1:
        return [Spot(xs[0], 0.0)]
    if len(xs) == 2:
        return [Spot(xs[0], 0.0), Spot(xs[1], size * 0.52)]
    step = size * 0.96
    deepest = 2 * int((tallest - size / 2) / step) + 1
    columns: list[int] = []
    placed = []
    for x in xs:
        wanted = int((x - xs[0]) / size)
        columns += [0] * (wanted + 1 - len(columns))
        column = next((at for at in range(wanted, len(columns)) if columns[at] < deepest), len(columns))
        columns += [0] * (column + 1 - len(columns))
        placed.append((column, columns[column]))
        columns[column] += 1
    left = min(xs[0], max(right - (len(columns) - 0.5) * size, size / 2))
    return [Spot(left + at * size, (1 if depth % 2 else -1) * ((depth + 1) // 2) * step) for at, depth in placed]


def rail(
    side: Side, entries: Sequence[Entry], marked: Row, scale: Timescale, y: float
) -> tuple[list[Mark], list[Mark]]:
    """Return a rail's line with the imprecise dates upon it, and its marks."""
    look = LOOKS[side]
    line: list[Mark] = [stroke(Pen(look.ink, _RAIL), (scale.left, y), (scale.right, y))]
    marks: list[Mark] = []
    for entry, place in zip(entries, marked.spots, strict=True):
        state = entry.states[side]
        if not entry.exact and state == "known":
            left, right = scale.x(entry.earliest), scale.x(entry.latest)
            line.append(stroke(Pen(look.ink, _SPAN), (max(left, scale.left), y), (min(right, scale.right), y)))
        marks += shape(side, place.x, y + place.dy, marked.size, state)
    return line, marks


@dataclass(frozen=True, slots=True)
class Label:
    """What stands in or beside a bar."""

    x: float
    line: Line
    disc: float | None


@dataclass(frozen=True, slots=True)
class Laned:
    """The bars of one side, each in the lane that keeps it apart from those it overlaps in time."""

    bars: tuple[tuple[Bar, int], ...]
    lanes: int

    @property
    def height(self) -> float:
        """How much room the lanes need above the rail."""
        return self.lanes * (BAR_HEIGHT + LANE_GAP)


def laned(found: Sequence[Bar], scale: Timescale) -> Laned:
    """Give every bar a lane; one lane is the rule, since silences of one side follow one another."""
    ends: list[float] = []
    placed = []
    for bar in sorted(found, key=lambda bar: (bar.start, bar.end)):
        left = scale.x(bar.start) + 0.5
        lane = next((lane for lane, end in enumerate(ends) if end <= left), len(ends))
        ends[lane : lane + 1] = [scale.x(bar.end)]
        placed.append((bar, lane))
    return Laned(tuple(placed), len(ends))


def bars(
    found: Laned, scale: Timescale, bottom: float, sizes: Sizes, heavy: Collection[int]
) -> tuple[list[Mark], list[Passage], int]:
    """Return the bars of one side, their labels as passages, and how many bars had no room for a figure."""
    marks: list[Mark] = []
    passages: list[Passage] = []
    unlabelled = 0
    for index, (bar, lane) in enumerate(found.bars):
        top = bottom - (lane + 1) * BAR_HEIGHT - lane * LANE_GAP
        marks += _drawn(bar, scale, top)
        after = [scale.x(other.start) for other, at in found.bars[index + 1 :] if at == lane][:1]
        label = _label(bar, scale, min([scale.right, *after]), sizes)
        if label is None:
            unlabelled += 1
        else:
            passages.append(_lettered(bar, label, top, sizes, heavy))
    return marks, passages, unlabelled


def _drawn(bar: Bar, scale: Timescale, top: float) -> list[Mark]:
    """Draw a bar: soft where it is sure, dashed where it only may be, empty where the wait was a lawful one."""
    look = LOOKS[bar.side]
    left, right = scale.x(bar.start), scale.x(bar.end)
    dashed = Pen(look.ink, 0.35, (1.6, 1.1))
    area = Area(left, top, right, top + BAR_HEIGHT)
    if bar.kind != "silence":
        return [rectangle(area, fill=PAPER, pen=dashed)]
    sure_left = min(max(scale.x(bar.sure_from), left), right)
    sure_right = max(min(scale.x(bar.sure_to), right), sure_left)
    bottom = top + BAR_HEIGHT
    marks: list[Mark] = [rectangle(Area(sure_left, top, sure_right, bottom), fill=look.soft)]
    for start, end in ((left, sure_left), (sure_right, right)):
        if end > start:
            marks.append(rectangle(Area(start, top, end, bottom), fill=PAPER, pen=dashed))
    thin = Pen(look.ink, 0.3)
    marks += [stroke(thin, (sure_left, y), (sure_right, y)) for y in (top, bottom)]
    strong, dotted = Pen(look.ink, 0.9), Pen(look.ink, 0.9, (0.01, 1.6), True)
    for x, inset, sure in ((left, 0.45, sure_left <= left), (right, -0.45, sure_right >= right)):
        marks.append(stroke(strong if sure else dotted, (x + inset, top), (x + inset, bottom)))
    return marks + list(_contacts(bar, scale, top))


def _contacts(bar: Bar, scale: Timescale, top: float) -> Iterator[Mark]:
    """Yield the side's own attempts on the bar's upper edge, and words from third parties on its lower edge."""
    pen = Pen(LOOKS[bar.side].ink, 0.4)
    for day in bar.attempts:
        yield Disc(scale.x(day), top, 1.05, PAPER, pen)
    for day in bar.others:
        x, y = scale.x(day), top + BAR_HEIGHT
        yield Path(((x - 1.1, y + 0.2), (x, y - 1.6), (x + 1.1, y + 0.2)), True, PAPER, pen)


def _visible(bar: Bar, scale: Timescale) -> tuple[float, float]:
    """Return the widest piece of a bar that no fold covers; of a silence, what is sure of it."""
    left, right = scale.x(bar.start), scale.x(bar.end)
    if bar.kind == "silence" and bar.sure_from < bar.sure_to:
        left, right = max(left, scale.x(bar.sure_from)), min(right, scale.x(bar.sure_to))
    pieces = []
    for strip in scale.strips:
        if left < strip.right and strip.left < right:
            pieces.append((left, strip.left))
            left = strip.right
    return max([*pieces, (left, right)], key=lambda piece: piece[1] - piece[0])


def _label(bar: Bar, scale: Timescale, free: float, sizes: Sizes) -> Label | None:
    """Find the fullest label that leaves the bar visible; else the figure alone, smaller, or to its right."""
    left, right = _visible(bar, scale)
    disc = _disc_size(sizes) + 1.2 if bar.number is not None else 0.0
    fullest = [(sizes.silence, f" {words}", 0.82) for words in bar.words]
    for size, words, share in (
        *fullest,
        (sizes.silence, "", 0.86),
        (sizes.date, "", 0.9),
        (sizes.silence, None, 0.9),
        (sizes.date, None, 0.94),
    ):
        line = _words(bar, size, words, sizes)
        wide = line_width(line) + disc
        if wide <= (right - left - 1.8) * share:
            return Label((left + right - wide) / 2, line, disc or None)
    line = _words(bar, sizes.date, "", sizes)
    if right == scale.x(bar.end) and right + 1.2 + disc + line_width(line) <= free - 1.0:
        return Label(right + 1.2, line, disc or None)
    return None


def _words(bar: Bar, size: float, words: str | None, sizes: Sizes) -> Line:
    """Return a label: the figure, its unit unless `words` is None, and the words."""
    ink = LOOKS[bar.side].ink
    strong, plain = style("bold", size, ink), style("regular", sizes.body, ink)
    line = (Run(bar.days if words is None else f"{bar.days} {bar.unit}", strong, True),)
    return (*line, Run(words, plain, True)) if words else line


def _disc_size(sizes: Sizes) -> float:
    return sizes.date * PT * 1.16


def _lettered(bar: Bar, label: Label, top: float, sizes: Sizes, heavy: Collection[int]) -> Passage:
    middle = top + BAR_HEIGHT / 2
    size = label.line[0].style.size
    marks: list[Mark] = []
    x = label.x
    if label.disc is not None and bar.number is not None:
        disc = _disc_size(sizes)
        marks += number_disc(x + disc / 2, middle, bar.number, bar.number in heavy, disc, sizes.letter + 0.6)
        x += label.disc
    marks.append(Text(x, middle + size * PT * 0.32, (label.line,)))
    return Passage("figure", tuple(marks), alt=bar.spoken)
