"""Leaves of A4: text that runs down a page and on to the next, with the small print at the foot of the last.

One page is tried first, in the largest type in which all of it stands there. What needs more is set in comfortable type
on as many pages as it takes: nothing is cut, and what belongs together is not parted unless it is longer than a page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial

from klagerejsen.catalogue import Translate
from klagerejsen.pieces import pieces
from klagerejsen.posters.paper.display import PT, Line, Passage, Sheet, Style, Text
from klagerejsen.posters.paper.errors import PosterError
from klagerejsen.posters.paper.flow import Setter, height
from klagerejsen.posters.paper.ink import SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.setting import RISE, Column, set_lines
from klagerejsen.posters.paper.tables import Table
from klagerejsen.posters.paper.typeface import runs, wrap

A4 = (210.0, 297.0)
MOST_LEAVES = 12
LEAF_SIZES = Sizes(
    title=20, figure=19, sentence=12, subtitle=10.8, section=11, answer=9.8, finding=9.8, body=9.5, date=9,
    legend=8.6, small=7.8,
)  # fmt: skip
"""Points on A4, before the type is made larger or smaller as a whole."""
LARGER = (1.18, 1.12, 1.06, 1.0, 0.95)
"""What is tried on a single page; at the last, small print is 7.4 points and running text nine."""
COMFORTABLE = 1.06
_TOGETHER = 12
"""Lines of a text that no page parts."""
_HIGHEST = 0.55
"""What stands side by side takes at most this share of a page; else it is set below one another."""

_GAP = 8.0

Section = Callable[[float], Sequence[Setter]]
"""What stands in a section, given how wide it may be, in pieces that pages may part."""


def resized(sizes: Sizes, larger: float) -> Sizes:
    """Return the sizes, all of them so much larger."""
    return replace(sizes, **{each.name: getattr(sizes, each.name) * larger for each in fields(sizes)})


def together(*setters: Setter) -> Setter:
    """Return what sets several things that no page may part."""

    def set_all(column: Column) -> None:
        for setter in setters:
            setter(column)

    return set_all


def paragraph(text: str, face: Style, measure: float, ours: bool = False) -> Iterator[Setter]:
    """Yield a text in pieces that pages may part; empty text yields nothing."""
    for lines in pieces(wrap(text, face, measure), _TOGETHER):
        yield partial(_set, lines=tuple(runs(line, face, ours) for line in lines), size=face.size)


def _set(column: Column, lines: tuple[Line, ...], size: float) -> None:
    text = Text(column.x, column.y + size * PT * RISE, lines, leading(size))
    column.passages.append(Passage("paragraph", (text,)))
    column.y += len(lines) * text.leading


@dataclass(slots=True)
class Leaves:
    """Pages that are filled from the top; the last one is being filled."""

    margin: float
    bottom: float
    pages: list[Column]
    paper: tuple[float, float] = A4

    @classmethod
    def begun(cls, margin: float, foot: float, paper: tuple[float, float] = A4) -> "Leaves":
        """Return leaves with an empty page; `foot` is kept free below the text."""
        leaves = cls(margin, paper[1] - foot, [], paper)
        leaves.turn()
        return leaves

    @property
    def column(self) -> Column:
        """The page that is being filled."""
        return self.pages[-1]

    @property
    def measure(self) -> float:
        """How wide the text is."""
        return self.paper[0] - 2 * self.margin

    @property
    def room(self) -> float:
        """How much of the page is left."""
        return self.bottom - self.column.y

    def turn(self) -> None:
        """Begin another page."""
        self.pages.append(Column(self.margin, self.margin - 2.0, self.measure))

    def put(self, setters: Iterable[Setter]) -> None:
        """Set things in turn, each on a page that has room for the whole of it."""
        for setter in setters:
            if height(setter, self.measure) > self.room and self.column.passages:
                self.turn()
            setter(self.column)

    def section(self, section: Section) -> None:
        """Set a section across the page."""
        self.put(section(self.measure))

    def shortest(self, several: Sequence[Sequence[float]], sections: Sequence[Section]) -> Sequence[float]:
        """Return the shares of the width with which sections take the least height side by side."""
        return min(several, key=lambda shares: self._tallest(self._parts(shares, sections)))

    def _parts(self, shares: Sequence[float], sections: Sequence[Section]) -> list[tuple[Setter, float]]:
        usable = self.measure - _GAP * (len(sections) - 1)
        widths = [usable * share for share in shares]
        return [(together(*section(wide)), wide) for section, wide in zip(sections, widths, strict=True)]

    @staticmethod
    def _tallest(parts: Sequence[tuple[Setter, float]]) -> float:
        return max(height(each, wide) for each, wide in parts)

    def beside(self, shares: Sequence[float], sections: Sequence[Section], above: Setter | None = None) -> None:
        """Set sections side by side, under a heading if there is one; below one another where one is long."""
        parts, head = self._parts(shares, sections), above or together()
        if self._tallest(parts) > _HIGHEST * (self.bottom - self.margin):
            first, *others = sections
            self.section(lambda measure: [together(head, (pieces := first(measure))[0]), *pieces[1:]])
            for section in others:
                self.section(section)
            return

        def set_beside(column: Column) -> None:
            head(column)
            left, top = column.x, column.y
            for each, wide in parts:
                part = Column(left, top, wide)
                each(part)
                column.passages += part.passages
                column.y = max(column.y, part.y)
                left += wide + _GAP

        self.put([set_beside])

    def table(self, above: Setter, table: Table) -> None:
        """Set a table under what introduces it, with its titles again on every page that it runs on to."""
        rows, first = list(table.rows), True
        while rows:
            lead = above if first else together()
            count = self._fitting(lead, table, rows)
            if count == 0 and self.column.passages:
                self.turn()
                continue
            part = replace(table, rows=rows[: max(count, 1)])
            together(lead, part.set)(self.column)
            rows, first = rows[max(count, 1) :], False

    def _fitting(self, lead: Setter, table: Table, rows: Sequence[Sequence[object]]) -> int:
        """Return how many of the rows the page has room for."""
        count = len(rows)
        while count and height(together(lead, replace(table, rows=rows[:count]).set), self.measure) > self.room:  # type: ignore[arg-type]
            count -= 1
        return count

    def close(self, small_print: str, size: float) -> None:
        """Set the small print at the foot of the last page."""
        face = style("regular", size, SECONDARY)
        tall = height(lambda column: column.add(small_print, face, ours=True), self.measure)
        if tall + 3.0 > self.room:
            self.turn()
        self.column.y = self.bottom - tall
        self.column.add(small_print, face, ours=True)


def one_or_more(forms: Sequence[Callable[[Sizes], Leaves]], sizes: Sizes, _: Translate, wanted: int = 1) -> Leaves:
    """Return one page, in the first of the forms and the largest type that it has room for, or as many as it takes.

    With `wanted` so many pages are as good as one. More are set in the first form. Raises PosterError when it takes
    more than `MOST_LEAVES`.
    """
    for filled in forms:
        for larger in LARGER:
            leaves = filled(resized(sizes, larger))
            if len(leaves.pages) <= wanted:
                return leaves
    leaves = forms[0](resized(sizes, COMFORTABLE))
    if len(leaves.pages) > MOST_LEAVES:
        raise PosterError(_("Teksterne fylder mere end {n} ark.").format(n=MOST_LEAVES))
    return leaves


def sheets_of(leaves: Leaves, title: str, _: Translate) -> tuple[Sheet, ...]:
    """Return the pages as sheets, numbered where there are several."""
    total = len(leaves.pages)
    return tuple(
        Sheet(
            *leaves.paper, 1.0, (*column.passages, *(_numbered(number, total, title, leaves, _) if total > 1 else ()))
        )
        for number, column in enumerate(leaves.pages, start=1)
    )


def _numbered(number: int, total: int, title: str, leaves: Leaves, _: Translate) -> Iterator[Passage]:
    face = style("regular", LEAF_SIZES.small, SECONDARY)
    wide, tall = leaves.paper
    y = tall - 7.5
    page = _("Side {n} af {m}").format(n=number, m=total)
    said = Text(wide - leaves.margin, y, (runs(page, face, True),), anchor="end")
    name = set_lines(title, face, leaves.margin, y, leaves.measure - 30)
    yield Passage("artifact", (replace(name, y=y, lines=name.lines[:1]), said))
