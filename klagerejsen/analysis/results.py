"""What the analysis gives back: frozen dataclasses, so that a page can keep them and nobody can change them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import networkx

from klagerejsen.analysis.model import Journey
from klagerejsen.dates import Span

CERTAIN, POSSIBLE = "certain", "possible"


@dataclass(frozen=True, slots=True)
class Finding:
    """One suggested breakdown of the collaboration.

    ``key`` is a stable text id (code, side where there is one, event ids). ``events`` are the events named, in
    the order of the rule. ``raw`` is the rule's own measure of weight, ``severity`` the same cut to 0–3.
    ``figures`` holds the numbers and the threshold behind it, ``set_aside`` codes of what was considered and
    set aside as benign. ``start`` and ``end`` are the days that a mark on the timeline covers.
    """

    key: str
    code: str
    events: tuple[str, ...]
    parties: tuple[str, ...]
    certainty: str
    raw: float
    severity: float
    start: date
    end: date
    figures: Mapping[str, Any] = field(default_factory=dict)
    set_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch without a word to one side: a bar under that side's glasses.

    ``days`` are calendar days between the middles of ``start`` and ``end``; ``days_min`` and ``days_max`` are
    what the imprecise dates allow. ``attempts`` are that side's own events to the authority meanwhile,
    ``third_party`` what others than the authority told it; neither shortens the bar. ``finding`` tells whether
    the whole rule of a silence holds.
    """

    perspective: str
    start_event: str
    end_event: str
    start: Span
    end: Span
    days: int
    days_min: int
    days_max: int
    certainty: str
    attempts: tuple[str, ...] = ()
    third_party: tuple[str, ...] = ()
    finding: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait that somebody announced, or the appeals body's: never a silence.

    ``at`` is the label of who was waited for, ``days`` calendar days between the middles, ``kind`` "appeal" or
    "announced", ``events`` the ids of its first event, of a notice, and of its last event.
    """

    start: Span
    end: Span
    days: int
    at: str
    events: tuple[str, ...]
    kind: str = "appeal"


@dataclass(frozen=True, slots=True)
class Fold:
    """An empty stretch that is folded away on the timeline, from ``start`` to ``end``; ``days`` calendar days."""

    start: date
    end: date
    days: int
    wait: Wait | None = None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One answer on an experience curve, at the middle of the event's days."""

    event: str
    day: date
    score: float
    voices: int = 1
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """One side's experience.

    ``segments`` are runs of two or more indices into ``points`` that are joined by a line; a point in none of
    them stands alone.
    """

    points: tuple[CurvePoint, ...] = ()
    segments: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of one journey.

    ``units`` and ``persons`` count the authority's units and the roles in them that touched the case (the
    "antal led"), ``handovers`` its handovers between different parties. ``days_min`` and ``days_max`` are
    calendar days from the first event to the last. ``days_without_contact`` sums the silences of known length
    between two events, ``days_without_contact_about`` those of uncertain length. ``known`` gives for each side
    how many events it knew, of those it said yes or no to.
    """

    units: int
    persons: int
    handovers: int
    days_min: int
    days_max: int
    days_without_contact: Mapping[str, int]
    days_without_contact_about: Mapping[str, int]
    known: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that the analysis says of one journey.

    ``findings`` are ranked, most important first; the first ``front`` of them belong in front. ``silences``
    and ``curves`` are by perspective. ``handovers`` has a node per party and an edge per handover.
    """

    journey: Journey
    findings: tuple[Finding, ...]
    silences: Mapping[str, tuple[Silence, ...]]
    waits: tuple[Wait, ...]
    handovers: "networkx.MultiDiGraph[str]"
    measures: Measures
    folds: tuple[Fold, ...]
    curves: Mapping[str, Curve]
    front: int = 7
