"""The analysis: pure functions from one journey, or many, to findings and figures.

It knows neither the web nor the database, no clock and no chance: the same document always gives the same answer.
"""

from klagerejsen.analysis.explain import Explanation, explain, name_of
from klagerejsen.analysis.model import (
    Actor,
    Claim,
    Deadline,
    Event,
    Journey,
    View,
    read_journey,
)
from klagerejsen.analysis.pipeline import analyse, analyse_all, sample
from klagerejsen.analysis.population import Population, Sample, gather
from klagerejsen.analysis.results import (
    Analysis,
    Curve,
    CurvePoint,
    Finding,
    Fold,
    Measures,
    Silence,
    Wait,
)
from klagerejsen.analysis.thresholds import Thresholds

__all__ = [
    "Actor",
    "Analysis",
    "Claim",
    "Curve",
    "CurvePoint",
    "Deadline",
    "Event",
    "Explanation",
    "Finding",
    "Fold",
    "Journey",
    "Measures",
    "Population",
    "Sample",
    "Silence",
    "Thresholds",
    "View",
    "Wait",
    "analyse",
    "analyse_all",
    "explain",
    "gather",
    "name_of",
    "read_journey",
    "sample",
]
