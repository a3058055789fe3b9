"""What other limits would change on the journeys there are: analysed with both, and nothing saved."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select

from klagerejsen.analysis import Analysis, explain, name_of
from klagerejsen.analysis.results import Finding as Computed
from klagerejsen.codes import FINDING_TYPES, Status
from klagerejsen.extensions import db
from klagerejsen.insights.findings import judged
from klagerejsen.insights.limits import OwnLimits
from klagerejsen.insights.measuring import analyses_of
from klagerejsen.insights.whole import BESIDE_ONE, Whole, whole_of
from klagerejsen.journeys.models import Event, Journey
from klagerejsen.journeys.queries import WHOLE
from klagerejsen.pieces import pieces

NEWEST = 100
"""No more journeys than these, the newest, are looked at for one answer."""

SECONDS = 8.0
"""No further journeys are looked at after so long."""

_AT_ONCE = 10

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Moved:
    """A finding that comes or goes; `status` is what the room said of it, `event` the first event behind it."""

    journey_id: int
    journey: str
    code: str
    key: str
    name: str
    what: str
    event: int | None
    status: Status


@dataclass(frozen=True, slots=True)
class Front:
    """A journey where other findings stand in front than before: the marks that come there, and that leave."""

    journey_id: int
    journey: str
    comes: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: how many, and in how many journeys, before and after."""

    code: str
    name: str
    before: int
    before_in: int
    after: int
    after_in: int

    @property
    def more(self) -> int:
        """Return how many more there are after."""
        return self.after - self.before


@dataclass(slots=True)
class Effect:
    """What changes on `analysed` of the `total` journeys that the limits are about."""

    total: int
    analysed: int = 0
    comes: list[Moved] = field(default_factory=list)
    leaves: list[Moved] = field(default_factory=list)
    fronts: list[Front] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)

    @property
    def moving(self) -> set[str]:
        """Return the kinds of which a finding comes or goes."""
        return {moved.code for moved in (*self.comes, *self.leaves)}


def effect(
    team_id: int, area: str | None, before: OwnLimits, after: OwnLimits, language: str, clock: Clock = time.monotonic
) -> Effect:
    """Analyse the newest journeys of an area, or of the whole organisation, with both limits."""
    end, counts = clock() + SECONDS, (_Count(), _Count())
    found = Effect(db.session.scalar(_of(select(func.count()).select_from(Journey), team_id, area)) or 0)
    whole = whole_of(team_id, BESIDE_ONE)
    for journey in _newest(team_id, area):
        if found.analysed and clock() > end:
            break
        then, now = _both(journey, whole, before, after)
        counts[0].add(then)
        counts[1].add(now)
        _compare(found, journey, then, now, language)
        found.analysed += 1
    found.kinds = sorted(_kinds(*counts, language), key=lambda kind: kind.code not in found.moving)
    return found


def _of(query: Select, team_id: int, area: str | None) -> Select:
    query = query.where(Journey.team_id == team_id)
    return query if area is None else query.where(Journey.area == area)


def _newest(team_id: int, area: str | None) -> Iterator[Journey]:
    """Read the journeys a few at a time, so that those that are not reached are not read."""
    ids = db.session.scalars(_of(select(Journey.id), team_id, area).order_by(Journey.id.desc()).limit(NEWEST)).all()
    for some in pieces(ids, _AT_ONCE):
        query = select(Journey).where(Journey.id.in_(some)).order_by(Journey.id.desc())
        yield from db.session.scalars(query.options(*WHOLE))


def _both(journey: Journey, whole: Whole, before: OwnLimits, after: OwnLimits) -> tuple[Analysis, Analysis]:
    if before.thresholds(journey.area) == after.thresholds(journey.area):
        (same,) = analyses_of(journey, whole, [before])
        return same, same
    then, now = analyses_of(journey, whole, [before, after])
    return then, now


class _Count:
    """How many findings of each kind, and in how many journeys."""

    def __init__(self) -> None:
        self.findings: Counter[str] = Counter()
        self.journeys: Counter[str] = Counter()

    def add(self, analysis: Analysis) -> None:
        codes = [finding.code for finding in analysis.findings]
        self.findings.update(codes)
        self.journeys.update(set(codes))


def _kinds(before: _Count, after: _Count, language: str) -> Iterator[Kind]:
    for code in FINDING_TYPES:
        kind = Kind(
            code,
            name_of(code, language),
            before.findings[code],
            before.journeys[code],
            after.findings[code],
            after.journeys[code],
        )
        if kind.before or kind.after:
            yield kind


def _compare(found: Effect, journey: Journey, then: Analysis, now: Analysis, language: str) -> None:
    comes, leaves = _without(now.findings, then.findings), _without(then.findings, now.findings)
    found.comes += _moved(journey, now, comes, language)
    found.leaves += _moved(journey, then, leaves, language)
    first, last = then.findings[: then.front], now.findings[: now.front]
    arrived, left = _short(now, _without(last, first), language), _short(then, _without(first, last), language)
    front = Front(journey.id, journey.title, arrived, left)
    if front.comes or front.leaves:
        found.fronts.append(front)


def _without(some: Iterable[Computed], others: Iterable[Computed]) -> list[Computed]:
    """Return those that are not among the others; a finding is known by its key."""
    keys = {finding.key for finding in others}
    return [finding for finding in some if finding.key not in keys]


def _moved(journey: Journey, analysis: Analysis, findings: list[Computed], language: str) -> Iterator[Moved]:
    said = {one.finding.key: one.status for one in judged(journey.findings, analysis)}
    rows: dict[str, Event] = {event.ref: event for event in journey.events}
    for finding in findings:
        words = explain(finding, analysis.journey, language)
        row = next((rows[ref] for ref in finding.events if ref in rows), None)
        yield Moved(
            journey_id=journey.id,
            journey=journey.title,
            code=finding.code,
            key=finding.key,
            name=words.short[:1].upper() + words.short[1:],
            what=words.what,
            event=row.id if row else None,
            status=said.get(finding.key, Status.SUGGESTED),
        )


def _short(analysis: Analysis, findings: list[Computed], language: str) -> tuple[str, ...]:
    return tuple(explain(finding, analysis.journey, language).short for finding in findings)
