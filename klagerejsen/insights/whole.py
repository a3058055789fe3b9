"""What the journeys of a team add up to, kept in the process for as long as no row says otherwise.

Rows that are missing or stale are worked out for the answer at hand, a few at a time, and stored by `keeping`; those
that are left are not counted, and `Whole.waiting` says how many.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from flask import current_app
from sqlalchemy import and_, func, select

from klagerejsen.analysis.population import Norms, Tally
from klagerejsen.extensions import db
from klagerejsen.insights.contributions import Origin, Part, fingerprint, part_from, work_out, yardstick_of
from klagerejsen.insights.limits import OwnLimits, limits_of
from klagerejsen.insights.models import Contribution
from klagerejsen.insights.pieces import Pieces, pieces_of
from klagerejsen.journeys.models import Journey
from klagerejsen.journeys.queries import WHOLE
from klagerejsen.pieces import pieces

AT_ONCE = 100
"""So many journeys, the newest, are worked out while somebody waits for a page about all of them."""

BESIDE_ONE = 4
"""So many while somebody waits for a page about one of them."""

_TEAMS_KEPT = 8
_BATCH = 500

Result = TypeVar("Result")
_BESIDE = and_(Contribution.journey_id == Journey.id, Contribution.seq == Journey.seq)


@dataclass(frozen=True, slots=True)
class State:
    """How many journeys a team has, for each area how many of its rows hold with the sum of their marks, and limits."""

    total: int
    holding: frozenset[tuple[str | None, int, int]]
    limits: OwnLimits

    @property
    def waiting(self) -> int:
        """How many journeys have no row that holds."""
        return self.total - sum(count for _area, count, _sum in self.holding)


class Row(NamedTuple):
    """What is stored of a journey of an area: the mark and the yardstick of its row, None where no row holds."""

    area: str | None
    mark: int | None
    yardstick: str | None


@dataclass(frozen=True)
class Whole:
    """The parts of a team's journeys by id, and what their samples add up to. Nobody changes what it holds.

    ``rows`` are what is stored of each journey, ``pieces`` the parts as they are counted, ``results`` what was computed
    from the parts for as long as they stand.
    """

    team_id: int
    state: State
    rows: Mapping[int, Row]
    parts: Mapping[int, Part]
    tally: Tally
    pieces: Pieces = field(default_factory=dict)
    results: dict[Any, Any] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """How many journeys are not counted yet."""
        return self.state.total - len(self.parts)

    @property
    def limits(self) -> OwnLimits:
        """What the team set itself."""
        return self.state.limits

    @cached_property
    def outdated(self) -> list[int]:
        """The journeys whose breakdowns were judged by other norms or limits than today's, the newest first."""
        areas = [(part, part.sample.area) for part in self.parts.values()]
        wanted = {area: self.yardstick_of(area) for area in {area for _part, area in areas}}
        return sorted((part.id for part, area in areas if part.yardstick != wanted[area]), reverse=True)

    @cached_property
    def lacking(self) -> list[int]:
        """The journeys without a row that holds, then those judged by other norms or limits than today's."""
        missing = [key for key, row in self.rows.items() if row.mark is None]
        wanted = {area: self.yardstick_of(area) for area in {row.area for row in self.rows.values()}}
        rest = (key for key, row in self.rows.items() if row.mark is not None and row.yardstick != wanted[row.area])
        return [*missing, *rest]

    def norms_of(self, area: str | None, limits: OwnLimits | None = None) -> Norms:
        """Return the norms of an area, by other limits than the team's where some are given."""
        thresholds = (limits or self.limits).thresholds(area)
        return self.kept(("norms", area, thresholds), lambda: self.tally.norms(area, thresholds))

    def yardstick_of(self, area: str | None) -> str:
        """Return what breakdowns in an area are judged by today."""
        return yardstick_of(self.norms_of(area), self.limits.thresholds(area))

    def kept(self, key: object, compute: Callable[[], Result]) -> Result:
        """Return a result, computed the first time."""
        if key not in self.results:
            self.results[key] = compute()
        result: Result = self.results[key]
        return result

    def without(self, gone: Iterable[int]) -> "tuple[dict[int, Part], Tally]":
        """Return the parts and the tally without some journeys, to be changed."""
        parts, tally = dict(self.parts), self.tally.copy()
        for key in gone:
            tally.add(parts.pop(key).sample, -1)
        return parts, tally


def whole_of(team_id: int, most: int, *, judged: bool = False) -> Whole:
    """Return a team's whole as of now, with at most ``most`` journeys worked out for it.

    With ``judged``, at most so many are also judged again whose area has come to have other norms.
    """
    kept: dict[int, Whole] = current_app.extensions.setdefault("insights.wholes", {})
    whole = _brought_up(kept.get(team_id) or _nothing(team_id), state_of(team_id), most)
    if judged and whole.outdated[:most]:
        whole = _judged_again(whole, whole.outdated[:most])
    kept[team_id] = whole
    while len(kept) > _TEAMS_KEPT:
        kept.pop(next(iter(kept)), None)
    return whole


def _nothing(team_id: int) -> Whole:
    return Whole(team_id, State(0, frozenset(), OwnLimits()), {}, {}, Tally())


def state_of(team_id: int) -> State:
    """Ask in two short questions whether anything of a team changed."""
    rows = db.session.execute(
        select(Journey.area, Contribution.fingerprint, func.count(), func.sum(Contribution.mark))
        .outerjoin(Contribution, _BESIDE)
        .where(Journey.team_id == team_id)
        .group_by(Journey.area, Contribution.fingerprint)
    ).all()
    holding = ((area, count, int(marks)) for area, drawn, count, marks in rows if drawn == fingerprint())
    return State(sum(row[2] for row in rows), frozenset(holding), limits_of(team_id))


def _brought_up(whole: Whole, state: State, most: int) -> Whole:
    """Return the whole as the rows are now; the very same where nothing changed."""
    if whole.state == state and not state.waiting:
        return whole
    rows = _rows(whole.team_id)
    now = _origins(rows)
    gone = [key for key, part in whole.parts.items() if now.get(key) != part.origin]
    parts, tally = whole.without(gone)
    stored = [key for key, origin in now.items() if key not in parts and isinstance(origin, int)]
    waiting = [key for key, origin in now.items() if key not in parts and not isinstance(origin, int)]
    worked_out = sorted(waiting, reverse=True)[:most]
    if whole.state == state and not gone and not stored and not worked_out:
        return whole
    for part in _read(whole.team_id, stored):
        parts[part.id] = part
        tally.add(part.sample)
    parts |= {part.id: part for part in work_out(loaded(worked_out), tally, state.limits)}
    return Whole(whole.team_id, state, rows, parts, tally, pieces_of(parts, whole.pieces))


def _judged_again(whole: Whole, keys: list[int]) -> Whole:
    """Judge some journeys by today's norms and limits; what they add to the norms stays what it was."""
    parts, tally = whole.without(keys)
    judged = work_out(loaded(keys), tally, whole.limits)
    again = {part.id: replace(part, origin=whole.parts[part.id].origin) for part in judged}
    parts |= again
    return Whole(whole.team_id, whole.state, whole.rows, parts, tally, pieces_of(parts, whole.pieces))


def _rows(team_id: int) -> dict[int, Row]:
    """Return what is stored of each journey of a team, the newest first."""
    asked = (
        select(Journey.id, Journey.area, Contribution.fingerprint, Contribution.mark, Contribution.yardstick)
        .outerjoin(Contribution, _BESIDE)
        .where(Journey.team_id == team_id)
        .order_by(Journey.id.desc())
    )
    now = fingerprint()
    return {
        key: Row(area, mark, yardstick) if drawn == now else Row(area, None, None)
        for key, area, drawn, mark, yardstick in db.session.execute(asked)
    }


def _origins(rows: Mapping[int, Row]) -> dict[int, Origin]:
    """Return for each journey the mark of its row, or what it is worked out of where no row holds."""
    found: dict[int, Origin] = {key: row.mark for key, row in rows.items() if row.mark is not None}
    for some in pieces((key for key, row in rows.items() if row.mark is None), _BATCH):
        asked = select(Journey.id, Journey.seq, Journey.created_at).where(Journey.id.in_(some))
        found |= {key: (seq, created) for key, seq, created in db.session.execute(asked)}
    return found


def _read(team_id: int, keys: list[int]) -> Iterator[Part]:
    """Read the parts of some journeys."""
    query = (
        select(
            Journey.id, Journey.ref, Journey.title, Journey.area, Contribution.mark, Contribution.yardstick,
            Contribution.adds,
        )
        .join(Contribution, _BESIDE)
        .where(Journey.team_id == team_id)
    )  # fmt: skip
    same: dict[Any, Any] = {}
    for some in pieces(keys, _BATCH):
        for row in db.session.execute(query.where(Journey.id.in_(some))):
            yield part_from(row, same)


def loaded(keys: list[int]) -> list[Journey]:
    """Return journeys with everything that belongs to their documents."""
    query = select(Journey).where(Journey.id.in_(keys)).options(*WHOLE)
    return list(db.session.scalars(query.execution_options(populate_existing=True))) if keys else []
