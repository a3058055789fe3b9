"""What one journey adds to its team's whole: worked out of the journey, and to and from the row that keeps it."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from klagerejsen.analysis import Journey as Case
from klagerejsen.analysis import Population, Sample, Thresholds, analyse, read_journey, sample
from klagerejsen.analysis.population import Norms, Tally
from klagerejsen.analysis.recurrence import JourneyCauses
from klagerejsen.analysis.repeated import Breakdown, Broken, broken
from klagerejsen.codes import Status
from klagerejsen.insights.findings import judged
from klagerejsen.insights.limits import OwnLimits
from klagerejsen.journeys.documents import pooled_document_from
from klagerejsen.journeys.models import Journey
from klagerejsen.paths import PACKAGE

Origin = int | tuple[int, dt.datetime]
"""What a part was taken from: the mark of its row, or a journey's length of log and its beginning."""

WORKED_OUT_BY = ("analysis/*.py", "dates/*.py", "journeys/documents.py", "insights/findings.py", "insights/contrib*.py")


@dataclass(frozen=True, slots=True)
class Part:
    """What a journey adds: numbers for the yardsticks, its causes, and its breakdowns as judged by a ``yardstick``."""

    id: int
    ref: str
    origin: Origin
    yardstick: str
    sample: Sample
    case: JourneyCauses
    broken: Broken

    @property
    def area(self) -> str | None:
        """The journey's area."""
        return self.sample.area


@cache
def fingerprint() -> str:
    """Return what tells this analysis from any other.

    It is drawn from the very code, so that nobody has to remember to count a version up. The limits that people may
    set are not in it: they decide what is found, and change nothing of a sample.
    """
    drawn = sha256()
    for path in sources():
        drawn.update(path.read_bytes())
    return drawn.hexdigest()[:16]


def sources() -> list[Path]:
    """Return the files whose code decides what is worked out."""
    return sorted(path for pattern in WORKED_OUT_BY for path in PACKAGE.glob(pattern))


def yardstick_of(norms: Norms, thresholds: Thresholds) -> str:
    """Return what tells norms and limits from others by which other breakdowns would be found."""
    return sha256(repr((norms.decisive, thresholds)).encode()).hexdigest()[:16]


def work_out(journeys: Iterable[Journey], others: Tally, limits: OwnLimits) -> list[Part]:
    """Work out the parts of a team's journeys that were loaded whole; ``others`` holds the samples of all others.

    The new samples are added to ``others``, so that each is measured against all that are known.
    """
    read = [(journey, read_journey(pooled_document_from(journey))) for journey in journeys]
    samples = [sample(case, limits.thresholds(journey.area)) for journey, case in read]
    for each in samples:
        others.add(each)
    return [
        _part(journey, case, each, others, limits.thresholds(journey.area))
        for (journey, case), each in zip(read, samples, strict=True)
    ]


def _part(journey: Journey, case: Case, own: Sample, tally: Tally, thresholds: Thresholds) -> Part:
    norms = tally.norms(journey.area, thresholds)
    return Part(
        id=journey.id,
        ref=journey.ref,
        origin=(journey.seq, journey.created_at),
        yardstick=yardstick_of(norms, thresholds),
        sample=own,
        case=_causes(journey),
        broken=_broken(journey, case, norms, thresholds),
    )


def _causes(journey: Journey) -> JourneyCauses:
    """Read a journey's causes: those of the whole, and those that only an event shows."""
    events = [event for event in journey.events if not event.deleted]
    causes = {cause["code"]: False for event in events for cause in event.causes if cause.get("code")}
    for row in journey.causes:
        if not row.deleted:
            causes[row.code] = row.primary or causes.get(row.code, False)
    first = min((event.earliest for event in events), default=None)
    last = max((event.latest for event in events), default=None)
    return JourneyCauses(str(journey.id), journey.title, journey.area, causes, first, last)


def _broken(journey: Journey, case: Case, norms: Norms, thresholds: Thresholds) -> Broken:
    """Analyse a journey; what the room dismissed is not counted, what it marked is."""
    analysis = analyse(case, thresholds, Population.of_one(norms))
    stand = [one.finding for one in judged(journey.findings, analysis) if one.status is not Status.DISMISSED]
    return replace(broken(analysis.journey, stand), id=str(journey.id), title=journey.title, area=journey.area)


def row_of(part: Part) -> dict[str, Any]:
    """Write a part that was just worked out as the row that keeps it."""
    assert isinstance(part.origin, tuple), "worked out, not read"
    row = {
        "journey_id": part.id,
        "seq": part.origin[0],
        "fingerprint": fingerprint(),
        "yardstick": part.yardstick,
        "adds": _adds(part),
    }
    return row | {"mark": _mark(row)}


def _mark(row: Mapping[str, Any]) -> int:
    return int.from_bytes(sha256(json.dumps(row, sort_keys=True).encode()).digest()[:5])


def _adds(part: Part) -> dict[str, Any]:
    """Write what a part holds flatly, list by list: ten thousand of them are read at once."""
    case, found = part.case, part.broken
    breakdowns = ((each.code, each.day.isoformat(), *(each.between or (None, None))) for each in found.breakdowns)
    return {
        "gaps": part.sample.gaps,
        "differences": part.sample.differences,
        "waits": list(chain.from_iterable(part.sample.waits)),
        "causes": dict(case.causes),
        "first": case.opened and case.opened.isoformat(),
        "last": case.ended and case.ended.isoformat(),
        "breakdowns": list(chain.from_iterable(breakdowns)),
        "contacts": list(chain.from_iterable(sorted(found.contacts))),
    }


def part_from(row: Any, same: dict[Any, Any]) -> Part:
    """Read a part from a row of its journey with what is kept beside it; ``same`` holds what many parts have in common,
    so that it is in memory once."""
    adds, key = row.adds, str(row.id)
    share = same.setdefault
    waits = tuple((share(unit, unit), days) for unit, days in _by(2, adds["waits"]))
    units = (share(pair, pair) for pair in _by(2, adds["contacts"]))
    breakdowns = (same.get(each) or share(each, _breakdown(each, same)) for each in _by(4, adds["breakdowns"]))
    return Part(
        id=row.id,
        ref=row.ref,
        origin=row.mark,
        yardstick=share(row.yardstick, row.yardstick),
        sample=Sample(row.area, tuple(adds["gaps"]), tuple(adds["differences"]), waits),
        case=JourneyCauses(key, row.title, row.area, adds["causes"], _day(adds["first"]), _day(adds["last"])),
        broken=Broken(key, row.title, row.area, tuple(breakdowns), frozenset(units)),
    )


def _by(size: int, flat: list[Any]) -> Iterator[tuple[Any, ...]]:
    each = iter(flat)
    return zip(*([each] * size), strict=True)


def _breakdown(each: tuple[str, str, str | None, str | None], same: dict[Any, Any]) -> Breakdown:
    code, day, one, other = each
    units = (one, other) if one is not None and other is not None else None
    return Breakdown(same.setdefault(code, code), dt.date.fromisoformat(day), units and same.setdefault(units, units))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
