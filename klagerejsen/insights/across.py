"""What stands out across a team's journeys, computed once for the state that they are in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from klagerejsen.accounts.models import Team
from klagerejsen.analysis import areas, repeated, together, trends
from klagerejsen.analysis.alike import Alike, Trait, Traits, nearest
from klagerejsen.analysis.areas import AreaCause
from klagerejsen.analysis.columns import Columns, by_area
from klagerejsen.analysis.counts import Counts
from klagerejsen.analysis.recurrence import JourneyCauses, Recurrence, recurring
from klagerejsen.analysis.repeated import Between, Broken, Following
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.analysis.together import Pair
from klagerejsen.analysis.trends import Trend
from klagerejsen.insights.contributions import Part
from klagerejsen.insights.pieces import summed
from klagerejsen.insights.whole import AT_ONCE, Whole, whole_of

ALIKE_AMONG = 200
"""So many journeys, the newest, are compared each with every other."""


@dataclass(frozen=True)
class Across:
    """The patterns of a whole, each computed when it is first asked for.

    ``known`` are the journeys whose breakdowns are judged by today's norms of their area.
    """

    whole: Whole
    least: int

    @cached_property
    def parts(self) -> list[Part]:
        """The parts in order of their journeys."""
        return [self.whole.parts[key] for key in sorted(self.whole.parts)]

    @cached_property
    def found(self) -> Recurrence:
        """Root causes across the journeys."""
        return recurring((part.case for part in self.parts), Thresholds(min_journeys=self.least))

    @cached_property
    def columns(self) -> Columns:
        """The causes by area, as columns."""
        return by_area(self.found)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The first day and the last of all journeys."""
        days = [(case.opened, case.ended) for case in self.found.cases if case.opened and case.ended]
        return (min(first for first, _last in days), max(last for _first, last in days)) if days else None

    @cached_property
    def known(self) -> list[Broken]:
        """The journeys that are compared by their breakdowns."""
        return [part.broken for part in self.parts if part.id not in self._outdated]

    @cached_property
    def _outdated(self) -> frozenset[int]:
        return frozenset(self.whole.outdated)

    def _causes(self, count: Callable[[Iterable[JourneyCauses]], Counts[JourneyCauses]]) -> Counts[JourneyCauses]:
        """Count something of all journeys by their causes, piece by piece."""
        return summed(self.whole.pieces, count, attrgetter("case"))

    def _breakdowns(self, count: Callable[[Iterable[Broken]], Counts[Broken]]) -> Counts[Broken]:
        """The same of those that are known, by their breakdowns."""
        return summed(self.whole.pieces, count, attrgetter("broken"), self._outdated)

    @cached_property
    def together(self) -> tuple[Pair, ...]:
        """Causes in the same journeys."""
        return together.pairs(self.found, self._causes(together.counted))

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Causes that keep company."""
        return together.groups(self.together)

    @cached_property
    def areas(self) -> tuple[AreaCause, ...]:
        """Causes by area."""
        return areas.in_areas(self.found, self._causes(areas.counted))

    @cached_property
    def trends(self) -> tuple[Trend, ...]:
        """Causes over time."""
        return trends.trends(self.found, self._causes(trends.counted))

    @cached_property
    def between(self) -> tuple[Between, ...]:
        """Breakdowns between the same two units."""
        return repeated.between_units(self.known, self.least, self._breakdowns(repeated.counted_between))

    @cached_property
    def sequences(self) -> tuple[Following, ...]:
        """One kind of breakdown before another."""
        return repeated.sequences(self.known, self.least, self._breakdowns(repeated.counted_order))

    @property
    def alike_among(self) -> int:
        """How many journeys `alike` is about."""
        return min(len(self.known), ALIKE_AMONG)

    @cached_property
    def alike(self) -> list[tuple[JourneyCauses, Alike]]:
        """Each of the newest journeys with its nearest, the most alike first and each pair once."""
        newest = self.known[-self.alike_among :]
        cases = {case.id: self.whole.parts[int(case.id)].case for case in newest}
        traits = (Traits(case.id, case.title, _traits(case, cases[case.id])) for case in newest)
        return [(cases[one.id], each) for one, each in nearest(traits, self.least)]


def _traits(case: Broken, stated: JourneyCauses) -> frozenset[Trait]:
    kinds = {("breakdown", each.code) for each in case.breakdowns}
    return frozenset(
        {("cause", code) for code in stated.causes} | kinds | {("between", *pair) for pair in case.between}
    )


def across(team: Team) -> Across:
    """Return what stands out among a team's journeys as they are now."""
    whole = whole_of(team.id, AT_ONCE, judged=True)
    return whole.kept(("across", team.least_journeys), lambda: Across(whole, team.least_journeys))
