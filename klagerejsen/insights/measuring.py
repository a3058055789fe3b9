"""A journey analysed as the application shows it: by the limits of its area, and against the area's other journeys."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from klagerejsen.analysis import Analysis, Population, Thresholds, analyse, read_journey, sample
from klagerejsen.analysis import Journey as Case
from klagerejsen.insights.limits import OwnLimits
from klagerejsen.insights.whole import BESIDE_ONE, Whole, whole_of
from klagerejsen.journeys.documents import pooled_document_from
from klagerejsen.journeys.models import Journey


@dataclass(frozen=True, slots=True)
class Measure:
    """What a journey is measured by."""

    thresholds: Thresholds
    population: Population

    def analyse(self, document: Mapping[str, Any]) -> Analysis:
        """Analyse the journey's document, or what it was at another time."""
        return analyse(read_journey(document), self.thresholds, self.population)


def analysis_of(journey: Journey) -> Analysis:
    """Analyse a journey that was loaded whole."""
    whole = whole_of(journey.team_id, BESIDE_ONE)
    return next(analyses_of(journey, whole, [whole.limits]))


def analyses_of(journey: Journey, whole: Whole, tried: Iterable[OwnLimits]) -> Iterator[Analysis]:
    """Analyse a journey that was loaded whole by each of some limits, its team's or others."""
    case = read_journey(pooled_document_from(journey))
    return (analyse(case, each.thresholds, each.population) for each in _measures(journey, case, whole, tried))


def measure_of(journey: Journey, document: Mapping[str, Any]) -> Measure:
    """Return what a journey is measured by, itself among its area's journeys as ``document`` says it is."""
    whole = whole_of(journey.team_id, BESIDE_ONE)
    return next(_measures(journey, read_journey(document), whole, [whole.limits]))


def _measures(journey: Journey, case: Case, whole: Whole, tried: Iterable[OwnLimits]) -> Iterator[Measure]:
    area, part = journey.area, whole.parts.get(journey.id)
    own = sample(case, whole.limits.thresholds(area))
    if part is None or part.sample != own:
        parts, tally = whole.without([journey.id] if part else [])
        tally.add(own)
        whole = replace(whole, parts=parts, tally=tally, results={})
    for limits in tried:
        norms = whole.norms_of(area, limits)
        yield Measure(limits.thresholds(area), Population.of_one(norms))
