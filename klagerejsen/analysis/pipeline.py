"""From a journey to everything that is said of it."""

from dataclasses import replace
from itertools import chain

from klagerejsen.analysis.context import Context, build_context
from klagerejsen.analysis.curves import curves
from klagerejsen.analysis.folding import folds
from klagerejsen.analysis.graph import handover_graph
from klagerejsen.analysis.listening import listen
from klagerejsen.analysis.measures import measure
from klagerejsen.analysis.model import Journey
from klagerejsen.analysis.ranking import rank
from klagerejsen.analysis.results import Analysis
from klagerejsen.analysis.rules import RULES
from klagerejsen.analysis.thresholds import Thresholds

_DEFAULTS = Thresholds()


def analyse(journey: Journey, thresholds: Thresholds = _DEFAULTS) -> Analysis:
    """Analyse one journey; the same journey and thresholds always give the same answer.

    Never raises for a journey that ``read_journey`` returned. Time grows with the square of the number of events
    at worst (requests matched to replies).
    """
    context = _heard(build_context(journey, thresholds))
    bars = tuple(chain.from_iterable(context.silences.values()))
    waits = tuple(sorted((*context.appeals, *context.announced), key=lambda wait: (wait.start, wait.end)))
    found = [each for rule in RULES for each in rule(journey, thresholds, context)]
    return Analysis(
        journey=journey,
        findings=rank(found, thresholds.front),
        silences=context.silences,
        waits=waits,
        handovers=handover_graph(context),
        measures=measure(context, context.silences),
        folds=folds(journey, bars, waits, thresholds),
        curves=curves(journey),
        front=thresholds.front,
    )


def _heard(context: Context) -> Context:
    silences, announced = listen(context)
    return replace(context, silences=silences, announced=announced)
