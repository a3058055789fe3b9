"""Causes across journeys on one sheet: how many journeys each was seen in, and what stands out; no journey is named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from klagerejsen.catalogue import Translate, listed, translator
from klagerejsen.dates import in_words
from klagerejsen.figures import counted
from klagerejsen.posters.choices import PAPER as PAPERS
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.content import PosterError
from klagerejsen.posters.display import (
    Anchor,
    Area,
    Cell,
    Disc,
    Grid,
    Layout,
    Mark,
    Passage,
    Pen,
    Sheet,
    rectangle,
    stroke,
)
from klagerejsen.posters.grain import Grain
from klagerejsen.posters.grey import in_grey
from klagerejsen.posters.hand import LONGEST_TITLE, Hand
from klagerejsen.posters.ink import A1_SIZES, A3_SIZES, GRID, INK, RULE, SECONDARY, Sizes, leading, style
from klagerejsen.posters.leaves import resized
from klagerejsen.posters.map_sheet import SCALES
from klagerejsen.posters.setting import Column, set_lines
from klagerejsen.posters.skeleton import MARGIN
from klagerejsen.posters.wording import day_words

_LEFT, _BETWEEN = 0.64, 18.0
_SHARES = (0.37, 0.12, 0.21)
"""How causes, journeys and shares divide the left part; the rest is the drawing of the intervals."""
_TALLEST, _AIR = 24.0, 2.4
_LARGER = (1.9, 1.7, 1.5, 1.35, 1.2, 1.1, 1.0)
"""The type is the largest in which all has room; in the smallest, the rarest causes and last patterns give way."""
_MOST = (7, 5, 3, 2, 1)
_MOST_PAIRS = 5
"""The page of causes shows so many pairs, and seven of the other patterns."""
_MARKED: tuple[tuple[float, Anchor], ...] = ((0.0, "start"), (0.5, "middle"), (1.0, "end"))
_BAR = "#b9c2ce"


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    journeys: str
    share: str
    at: float
    low: float
    high: float


def build_causes(report: Mapping[str, Any], team: str, choices: Choices, *, made: date) -> Layout:
    """Return the sheet of what `insights.causes.page_for` says of a team; it holds no more than the page shows.

    Raises PosterError where no cause is in as many journeys as may be shown.
    """
    _ = translator(choices.language)
    if not report["causes"]:
        raise PosterError(_("Ingen årsag er set i mindst {k} rejser.").format(k=report["least"]))
    scale = SCALES[choices.size]
    wide, tall = (each / scale for each in PAPERS[choices.size])
    sizes = A3_SIZES if choices.size == "a3" else A1_SIZES
    title = _("Årsager, der går igen")
    for larger in _LARGER:
        grown = replace(resized(sizes, larger), title=sizes.title)
        causes = _Causes(report, Hand(_, Grain()), team, title, choices.language, grown, made)
        sheet, unsaid = causes.sheet(wide, tall)
        if not unsaid:
            break
    day = (made.year, made.month, made.day)
    layout = Layout(title, choices.language, choices.language, day, (replace(sheet, scale=scale),), "causes")
    return in_grey(layout) if choices.grey else layout


@dataclass(frozen=True, slots=True)
class _Causes:
    report: Mapping[str, Any]
    hand: Hand
    team: str
    title: str
    language: str
    sizes: Sizes
    made: date

    @property
    def say(self) -> Translate:
        return translator(self.language)

    def sheet(self, wide: float, tall: float) -> tuple[Sheet, int]:
        """Return the whole sheet in design millimetres, and how many causes and patterns had no room."""
        measure = wide - 2 * MARGIN
        head = self._head(measure)
        top = head.y + 9.0
        bottom = tall - MARGIN - self._foot(999, 99, Column(MARGIN, 0.0, measure)).y - 6.0
        left = measure * _LEFT - _BETWEEN / 2
        table, dropped = self._table(MARGIN, top, left, bottom)
        side, unsaid = self._side(MARGIN + left + _BETWEEN, top, measure - left - _BETWEEN, bottom)
        high = self._foot(dropped, unsaid, Column(MARGIN, 0.0, measure)).y
        foot = self._foot(dropped, unsaid, Column(MARGIN, tall - MARGIN - high, measure))
        passages = (*head.passages, *table, *side.passages, *foot.passages)
        return Sheet(wide, tall, 1.0, passages), dropped + unsaid

    def _head(self, measure: float) -> Column:
        _, report, sizes = self.say, self.report, self.sizes
        column = Column(MARGIN, MARGIN, measure)
        column.add(self.title, style("bold", sizes.title), ours=True, heading=1, factor=1.06)
        column.skip(1.0)
        count = counted(report["journeys"], _("én klagerejse"), _("{n} klagerejser"))
        parts = [self.hand(self.team, LONGEST_TITLE), count, report["period"]]
        column.add(" · ".join(filter(None, parts)), style("regular", sizes.subtitle, SECONDARY), ours=True)
        column.skip(2.0)
        said = _("Rejserne er valgt ud, fordi noget gik skævt; de siger ikke, hvor ofte det sker.")
        column.add(said, style("regular", sizes.answer), ours=True)
        if report["patterns"]["few"]:
            few = _("Få rejser: tallene er en liste over, hvad vi har set, ikke en måling.")
            column.add(few, style("semibold", sizes.answer), ours=True)
        return column

    def _rows(self) -> list[_Row]:
        _, n = self.say, self.report["journeys"]
        return [
            _Row(
                self.hand(cause["label"], LONGEST_TITLE),
                _("{n} af {m}").format(n=cause["journeys"], m=n),
                _("{share} % ({low}–{high} %)").format(
                    share=round(cause["share"] * 100), low=round(cause["low"] * 100), high=round(cause["high"] * 100)
                ),
                cause["share"],
                cause["low"],
                cause["high"],
            )
            for cause in self.report["causes"]
        ]

    def _table(self, x: float, top: float, measure: float, bottom: float) -> tuple[list[Passage], int]:
        """Return the causes as a table with their intervals drawn beside it, and how many had no room."""
        sizes, rows = self.sizes, self._rows()
        widths = tuple(measure * share for share in _SHARES)
        head = leading(sizes.small) * 2 + 1.6
        face = style("semibold", sizes.finding)
        heights = [
            len(set_lines(row.name, face, 0, 0, widths[0] - 4).lines) * leading(face.size) + _AIR for row in rows
        ]
        shown = len(rows)
        while shown > 1 and sum(heights[:shown]) > bottom - top - head:
            shown -= 1
        spare = (bottom - top - head - sum(heights[:shown])) / shown
        heights = [max(each, min(each + spare, _TALLEST)) for each in heights[:shown]]
        grid = self._grid(rows[:shown], x, top, widths, (head, *heights))
        chart = Area(x + sum(widths) + 3.0, top, x + measure, top + head + sum(heights))
        drawn = Passage("artifact", tuple(self._drawn(rows[:shown], chart, head, heights)))
        scale = Passage("artifact", tuple(self._scale(chart)))
        return [drawn, scale, Passage("table", grid=grid)], len(rows) - shown

    def _grid(
        self, rows: Sequence[_Row], x: float, top: float, widths: Sequence[float], heights: Sequence[float]
    ) -> Grid:
        _, sizes = self.say, self.sizes
        xs = [x + sum(widths[:place]) for place in range(len(widths))]
        small = style("regular", sizes.small, SECONDARY)
        titles = (_("Årsag"), _("Rejser"), _("Andel af rejserne, 95 % interval"))
        cells = [
            tuple(
                Cell((set_lines(title, small, at, top, wide - 4, True),))
                for title, at, wide in zip(titles, xs, widths, strict=True)
            )
        ]
        name, figure = style("semibold", sizes.finding), style("regular", sizes.finding)
        y = top + heights[0]
        for row, tall in zip(rows, heights[1:], strict=True):
            said = ((row.name, name), (row.journeys, figure), (row.share, figure))
            texts = []
            for (words, face), at, wide in zip(said, xs, widths, strict=True):
                text = set_lines(words, face, at, y, wide - 4, True)
                down = (tall - len(text.lines) * text.leading) / 2
                texts.append(Cell((replace(text, y=text.y + down),)))
            cells.append(tuple(texts))
            y += tall
        return Grid(x, top, tuple(widths), tuple(heights), tuple(cells))

    def _scale(self, chart: Area) -> Iterator[Mark]:
        face = style("regular", self.sizes.small, SECONDARY)
        for share, anchor in _MARKED:
            at = chart.left + share * (chart.right - chart.left)
            label = set_lines(f"{round(share * 100)} %", face, at, chart.top, 60, True)
            yield replace(label, anchor=anchor)

    def _drawn(self, rows: Sequence[_Row], chart: Area, head: float, heights: Sequence[float]) -> Iterator[Mark]:
        """Yield a bar as long as each share, its interval across it, and the lines that one reads them by."""
        wide, y = chart.right - chart.left, chart.top + head
        for quarter in range(5):
            at = chart.left + wide * quarter / 4
            yield stroke(GRID, (at, y), (at, chart.bottom))
        for row, tall in zip(rows, heights, strict=True):
            middle, half = y + tall / 2, min(tall * 0.3, 3.2)
            yield rectangle(Area(chart.left, middle - half, chart.left + wide * row.at, middle + half), _BAR)
            low, high = chart.left + wide * row.low, chart.left + wide * row.high
            yield stroke(Pen(INK, 0.6), (low, middle), (high, middle))
            for end in (low, high):
                yield stroke(Pen(INK, 0.6), (end, middle - 1.3), (end, middle + 1.3))
            yield Disc(chart.left + wide * row.at, middle, 1.3, INK)
            y += tall

    def _side(self, x: float, top: float, measure: float, bottom: float) -> tuple[Column, int]:
        """Set what stands out, as many lines of each kind as there is room for; return how many were left out."""
        for most in _MOST:
            column, unsaid = Column(x, top, measure), 0
            for title, rows, otherwise in self._patterns():
                unsaid += len(rows) - len(rows[:most])
                self._section(column, title, rows[:most] or [(otherwise, False)])
            if column.y <= bottom:
                break
        return column, unsaid

    def _patterns(self) -> Iterator[tuple[str, list[tuple[str, bool]], str]]:
        """Yield each kind of pattern: its name, its lines with whether chance leaves them unexplained, and if none."""
        _, patterns = self.say, self.report["patterns"]
        of = _("{what}: {k} af {n} rejser, ventet {expected}.")
        areas = [
            (
                of.format(
                    what=_("{cause} i {area}").format(cause=each["label"], area=each["area_label"]),
                    k=each["journeys"], n=each["of"], expected=self._number(each["expected"]),
                ),
                True,
            )
            for each in patterns["areas"]
            if each["notable"]
        ]  # fmt: skip
        yield _("Forskel mellem områder"), areas, _("Ingen, der kan ses.")
        trends = [(self._trend(each), True) for each in patterns["trends"] if each["direction"]]
        yield _("Udvikling"), trends, _("Ingen årsag er tydeligt blevet hyppigere eller sjældnere.")
        pairs = [
            (
                of.format(
                    what=_("{first} og {last}").format(first=each["labels"][0], last=each["labels"][1]),
                    k=each["journeys"], n=self.report["journeys"], expected=self._number(each["expected"]),
                ),
                each["notable"],
            )
            for each in patterns["together"][:_MOST_PAIRS]
        ]  # fmt: skip
        yield _("Optræder sammen"), pairs, _("Ingen, der kan ses.")

    def _trend(self, each: Mapping[str, Any]) -> str:
        _ = self.say
        word = _("oftere") if each["direction"] == "up" else _("sjældnere")
        ends = [each["months"][0], each["months"][-1]] if each["months"] else []
        spans = (
            _("{start}–{end}: {k} af {n}").format(
                start=in_words(month["from"], self.language), end=in_words(month["to"], self.language),
                k=month["journeys"], n=month["of"],
            )
            for month in ends
        )  # fmt: skip
        return f"{each['label']}, {word}. {'; '.join(spans)}".strip()

    def _number(self, value: float) -> str:
        text = f"{value:.1f}"
        return text.replace(".", ",") if self.language == "da" else text

    def _section(self, column: Column, title: str, rows: Sequence[tuple[str, bool]]) -> None:
        sizes = self.sizes
        column.draw(stroke(RULE, (column.x, column.y), (column.x + column.measure, column.y)))
        column.skip(2.4)
        column.add(title, style("bold", sizes.section), ours=True, heading=2)
        column.skip(1.4)
        for words, notable in rows:
            column.add(self.hand(words), style("bold" if notable else "regular", sizes.body), ours=True)
            column.skip(1.8)
        column.skip(5.0)

    def _foot(self, dropped: int, unsaid: int, column: Column) -> Column:
        _, report = self.say, self.report
        parts = [
            _("Søjlen er andelen af rejserne, stregen 95 % intervallet (Wilson)."),
            _("Fed: forskellen er for stor til at være tilfældig. Alt andet kan være tilfældigt."),
            _("Formål: læring, ikke placering af skyld."),
        ]
        if report["least"] > 1:
            parts.append(_("Årsager i færre end {k} rejser vises ikke.").format(k=report["least"]))
        if report["suppressed"]:
            parts.append(
                counted(
                    report["suppressed"],
                    _("Én årsag er ikke vist af den grund."),
                    _("{n} årsager er ikke vist af den grund."),
                )
            )
        left = [counted(dropped, _("én sjældnere årsag"), _("{n} sjældnere årsager"))] if dropped else []
        left += [counted(unsaid, _("ét mønster"), _("{n} mønstre"))] if unsaid else []
        if left:
            parts.append(_("Udeladt: {list}.").format(list=listed(left, _)))
        parts.append(_("Lavet {date} med Klagerejsen.").format(date=day_words(self.made, self.language)))
        column.add(" ".join(parts), style("regular", self.sizes.small, SECONDARY), ours=True)
        return column
