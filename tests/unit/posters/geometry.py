"""What must hold for every sheet, measured without drawing it."""

from collections.abc import Iterator

from klagerejsen.posters.paper.display import Area, Disc, Layout, Path, Sheet, Text, passage_marks
from klagerejsen.posters.paper.typeface import extent, line_extents, plain


def texts(sheet: Sheet) -> list[tuple[str, Area]]:
    """Every text that is read, with its area; letters inside shapes lie upon their shapes by design."""
    return [
        (plain(mark), area)
        for passage in sheet.passages
        if passage.role != "artifact"
        for mark in passage_marks(passage)
        if isinstance(mark, Text)
        for area in line_extents(mark)
    ]


def overlapping(named: list[tuple[str, Area]], tolerance: float) -> list[tuple[str, str]]:
    """Pairs that overlap, found by a sweep from left to right."""
    found = []
    open_areas: list[tuple[str, Area]] = []
    for name, area in sorted(named, key=lambda pair: pair[1].left):
        open_areas = [pair for pair in open_areas if pair[1].right > area.left]
        found += [(other, name) for other, taken in open_areas if area.overlaps(taken, tolerance)]
        open_areas.append((name, area))
    return found


def outside(sheet: Sheet) -> Iterator[object]:
    """Every mark that leaves the paper."""
    for passage in sheet.passages:
        for mark in passage_marks(passage):
            if not _area(mark).inside(sheet.area):
                yield mark


def _area(mark: Text | Disc | Path) -> Area:
    match mark:
        case Text():
            return extent(mark)
        case Disc():
            return Area(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)
        case Path():
            xs, ys = zip(*mark.points, strict=True)
            return Area(min(xs), min(ys), max(xs), max(ys))


def faults(layout: Layout) -> list[object]:
    """Everything that is wrong with a layout: overlaps of cards or texts, and marks outside the paper."""
    found: list[object] = []
    for sheet in layout.sheets:
        found += overlapping([(f"card {index}", area) for index, area in enumerate(sheet.cards)], 0.0)
        found += overlapping(texts(sheet), 0.35)
        found += outside(sheet)
    return found
