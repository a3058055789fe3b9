"""Causes across journeys on one sheet: how many journeys each was seen in, and what stands out; no journey is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from klagerejsen.catalogue import Translate, listed, translator
from klagerejsen.figures import counted
from klagerejsen.posters.causes.patterns import pattern_kinds
from klagerejsen.posters.causes.table import CauseTable, cause_rows
from klagerejsen.posters.choices import PAPER as PAPERS
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.grain import Grain
from klagerejsen.posters.hand import LONGEST_TITLE, Hand
from klagerejsen.posters.journey.skeleton import MARGIN
from klagerejsen.posters.journey.smallprint import closing
from klagerejsen.posters.map.sheet import SCALES
from klagerejsen.posters.paper.display import Area, Layout, Sheet, stroke
from klagerejsen.posters.paper.errors import PosterError
from klagerejsen.posters.paper.grey import in_grey
from klagerejsen.posters.paper.ink import A1_SIZES, A3_SIZES, RULE, SECONDARY, Sizes, style
from klagerejsen.posters.paper.leaves import resized
from klagerejsen.posters.paper.setting import Column

_LEFT, _BETWEEN = 0.64, 18.0
_LARGER = (3.0, 2.6, 2.25, 1.9, 1.7, 1.5, 1.35, 1.2, 1.1, 1.0)
"""The type is the largest in which all has room; in the smallest, the rarest causes and last patterns give way."""
_AROUND = 1.9
"""What stands above and below is made no larger than this, and the title begins to grow here."""
_MOST = (7, 5, 3, 2, 1)


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
        grown = _grown(sizes, larger)
        causes = _Causes(report, Hand(_, Grain()), team, title, choices.language, grown, made)
        sheet, whole = causes.sheet(wide, tall)
        if whole:
            break
    day = (made.year, made.month, made.day)
    layout = Layout(title, choices.language, choices.language, day, (replace(sheet, scale=scale),), "causes")
    return in_grey(layout) if choices.grey else layout


def _grown(sizes: Sizes, larger: float) -> Sizes:
    around = resized(sizes, min(larger, _AROUND))
    title = sizes.title * max(larger / _AROUND, 1.0)
    return replace(
        resized(sizes, larger), title=title, subtitle=around.subtitle, answer=around.answer, small=around.small
    )


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

    def sheet(self, wide: float, tall: float) -> tuple[Sheet, bool]:
        """Return the whole sheet in design millimetres, and whether all of it has room, with no figure broken."""
        measure = wide - 2 * MARGIN
        head = self._head(measure)
        top = head.y + 9.0
        bottom = tall - MARGIN - self._foot(999, 99, Column(MARGIN, 0.0, measure)).y - 6.0
        left = measure * _LEFT - _BETWEEN / 2
        place = Area(MARGIN, top, MARGIN + left, bottom)
        rows, causes = cause_rows(self.report, self.hand, self.say), CauseTable(place, self.sizes, self.say)
        table, dropped = causes.set(rows)
        side, unsaid = self._side(MARGIN + left + _BETWEEN, top, measure - left - _BETWEEN, bottom)
        high = self._foot(dropped, unsaid, Column(MARGIN, 0.0, measure)).y
        foot = self._foot(dropped, unsaid, Column(MARGIN, tall - MARGIN - high, measure))
        passages = (*head.passages, *table, *side.passages, *foot.passages)
        return Sheet(wide, tall, 1.0, passages), not dropped + unsaid and causes.figures_whole(rows)

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
        if report["not_counted"]:
            waiting = counted(
                report["not_counted"],
                _("1 rejse er ikke talt med endnu."),
                _("{n} rejser er ikke talt med endnu."),
            )
            column.add(waiting, style("semibold", sizes.answer), ours=True)
        return column

    def _side(self, x: float, top: float, measure: float, bottom: float) -> tuple[Column, int]:
        """Set what stands out, as many lines of each kind as there is room for; return how many were left out."""
        for most in _MOST:
            column, unsaid = Column(x, top, measure), 0
            for kind in pattern_kinds(self.report, self.language):
                unsaid += len(kind.lines) - len(kind.lines[:most])
                self._section(column, kind.title, kind.lines[:most] or [(kind.otherwise, False)])
            if column.y <= bottom:
                break
        return column, unsaid

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
        parts += closing(0, self.made, self.language)
        column.add(" ".join(parts), style("regular", self.sizes.small, SECONDARY), ours=True)
        return column
