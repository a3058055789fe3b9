"""A journey analysed as the application shows it: by the limits of its area, and against the area's other journeys."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klagerejsen.analysis import Analysis, Population, Thresholds, analyse, read_journey, sample
from klagerejsen.insights.limits import OwnLimits
from klagerejsen.insights.whole import BESIDE_ONE, whole_of
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


def analysis_of(journey: Journey, limits: OwnLimits | None = None) -> Analysis:
    """Analyse a journey that was loaded whole, by its team's limits unless others are tried."""
    document = pooled_document_from(journey)
    return measure_of(journey, document, limits).analyse(document)


def measure_of(journey: Journey, document: Mapping[str, Any], limits: OwnLimits | None = None) -> Measure:
    """Return what a journey is measured by, itself among its area's journeys as ``document`` says it is."""
    whole = whole_of(journey.team_id, BESIDE_ONE)
    thresholds = (limits or whole.limits).thresholds(journey.area)
    own, part = sample(read_journey(document), thresholds), whole.parts.get(journey.id)
    if part is not None and part.sample == own:
        norms = whole.norms_of(journey.area, limits)
    else:
        _others, tally = whole.without([journey.id] if part else [])
        tally.add(own)
        norms = tally.norms(journey.area, thresholds)
    return Measure(thresholds, Population({journey.area: norms}, norms))
