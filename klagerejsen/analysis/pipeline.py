"""From a journey to everything that is said of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from klagerejsen.analysis.context import Context, build_context
from klagerejsen.analysis.curves import curves
from klagerejsen.analysis.folding import folds
from klagerejsen.analysis.graph import handover_graph
from klagerejsen.analysis.limits import own_figures
from klagerejsen.analysis.listening import listen
from klagerejsen.analysis.measures import measure
from klagerejsen.analysis.model import Journey
from klagerejsen.analysis.population import Population, Sample, gather
from klagerejsen.analysis.ranking import rank
from klagerejsen.analysis.results import Analysis, Finding
from klagerejsen.analysis.rules import RULES
from klagerejsen.analysis.samples import sample_of
from klagerejsen.analysis.thresholds import Thresholds

_DEFAULTS = Thresholds()


def analyse(journey: Journey, thresholds: Thresholds = _DEFAULTS, population: Population | None = None) -> Analysis:
    """Analyse one journey; the same journey, thresholds and population always give the same answer.

    Without a population of other journeys it is measured against itself. Never raises for a journey that
    ``read_journey`` returned. Time grows with the square of the number of events at worst (requests matched to
    replies).
    """
    context = build_context(journey, thresholds)
    return _analysed(context, population or gather([sample_of(context)], thresholds))


def analyse_all(journeys: Iterable[Journey], thresholds: Thresholds = _DEFAULTS) -> Iterator[Analysis]:
    """Analyse journeys that are one another's population: the yardsticks of an area are those of all given."""
    contexts = [build_context(journey, thresholds) for journey in journeys]
    population = gather(map(sample_of, contexts), thresholds)
    return (_analysed(context, population) for context in contexts)


def sample(journey: Journey, thresholds: Thresholds = _DEFAULTS) -> Sample:
    """Return what a journey adds to its area's yardsticks, to be kept beside it and gathered."""
    return sample_of(build_context(journey, thresholds))


def _analysed(context: Context, population: Population) -> Analysis:
    journey, thresholds = context.journey, context.thresholds
    context = _heard(replace(context, norms=population.of(journey.area)))
    bars = tuple(chain.from_iterable(context.silences.values()))
    waits = tuple(sorted((*context.appeals, *context.announced), key=lambda wait: (wait.start, wait.end)))
    found = [_told(each, thresholds) for rule in RULES for each in rule(journey, thresholds, context)]
    return Analysis(
        journey=context.recorded,
        findings=rank(found, thresholds.front),
        silences=context.silences,
        waits=waits,
        handovers=handover_graph(context),
        measures=measure(context, context.silences),
        folds=folds(journey, bars, waits, thresholds),
        curves=curves(journey),
        front=thresholds.front,
    )


def _told(finding: Finding, thresholds: Thresholds) -> Finding:
    """Have a finding tell which of its limits are the organisation's own."""
    own = own_figures(finding.code, thresholds)
    return replace(finding, figures={**finding.figures, **own}) if own else finding


def _heard(context: Context) -> Context:
    silences, announced = listen(context)
    return replace(context, silences=silences, announced=announced)
