"""Actions across a team's cases: what was done about which causes, and how often each was seen before and after."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from klagerejsen.analysis.helped import Comparison, Done, Group, Key, Seen, before_and_after
from klagerejsen.analysis.recurrence import JourneyCauses
from klagerejsen.extensions import db
from klagerejsen.insights.across import Across
from klagerejsen.insights.patterns import FEW, Names
from klagerejsen.journeys.models import Journey

OPEN, DONE, DROPPED = STATUSES = "open", "done", "dropped"
MOST_SHOWN = 100
"""No more actions than these of each status on one page."""

_STATED = ("title", "owner", "measure", "level", "due", "done_on", "helped", "evidence")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions are asked for: about a cause, of an area, with a status; empty for any."""

    cause: str = ""
    area: str = ""
    status: str = ""

    def fits(self, row: Mapping[str, Any]) -> bool:
        """Tell whether an action is asked for."""
        return (
            self.status in ("", row["status"])
            and self.area in ("", row["area"])
            and (not self.cause or any(cause["code"] == self.cause for cause in row["causes"]))
        )


def actions_of(everything: Across, names: Names, nameable: Collection[str] | None = None) -> list[dict[str, Any]]:
    """Return every action with its causes, JSON-able, and for those that were done each cause before and after.

    Only ``nameable`` causes are named where they are given; the others are counted.
    """
    found, seen = everything.whole.kept(("actions", everything.least), lambda: _compared_all(everything))
    return [_row(each, names, seen, nameable) for each in found]


def _compared_all(everything: Across) -> "tuple[list[_Listed], Mapping[Key, Seen]]":
    cases = everything.found.cases
    found = list(_listed(everything.whole.team_id, cases))
    return found, before_and_after(cases, (done for each in found if (done := each.done)), everything.least)


def page_of(everything: Across, names: Names, wanted: Wanted, today: date) -> dict[str, Any]:
    """Return the actions asked for by status, the overdue and the last done first, and what to choose by."""
    rows = actions_of(everything, names)
    chosen = sorted(filter(wanted.fits, rows), key=lambda row: (row["due"] or "9999", row["title"]))
    parts = {status: [row for row in chosen if row["status"] == status] for status in STATUSES}
    parts[DONE].sort(key=lambda row: row["done_on"] or "", reverse=True)
    for row in parts[OPEN]:
        row["overdue"] = bool(row["due"]) and row["due"] < today.isoformat()
    return {
        "total": len(rows),
        "not_counted": everything.whole.waiting,
        "least": everything.least,
        "wanted": wanted,
        "parts": {status: part[:MOST_SHOWN] for status, part in parts.items()},
        "counts": {status: len(part) for status, part in parts.items()},
        "causes": _choices((each["code"], each["label"]) for row in rows for each in row["causes"]),
        "areas": _choices((row["area"], row["area_label"]) for row in rows if row["area"]),
    }


def _choices(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(set(pairs), key=lambda pair: (pair[1].casefold(), pair[0]))


@dataclass(frozen=True, slots=True)
class _Listed:
    """An action as the document has it, its place in its case's list, and the case."""

    action: Mapping[str, Any]
    number: int
    case: JourneyCauses

    @property
    def key(self) -> str:
        return f"{self.case.id}-{self.number}"

    @property
    def status(self) -> str:
        return self.action.get("status") or OPEN

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.action.get("addresses") or ()))

    @property
    def done(self) -> Done | None:
        day = self.action.get("done_on") if self.status == DONE else None
        return Done(self.key, self.codes, date.fromisoformat(day), self.case.area) if day else None


def _listed(team_id: int, cases: Collection[JourneyCauses]) -> Iterable[_Listed]:
    rows = db.session.execute(
        select(Journey.id, Journey.actions).where(Journey.team_id == team_id).order_by(Journey.id)
    )
    known = {case.id: case for case in cases}
    for journey_id, actions in rows:
        # A journey that is not counted yet comes with the others once it is.
        if case := known.get(str(journey_id)):
            yield from (_Listed(action, number, case) for number, action in enumerate(actions, start=1))


def _row(each: _Listed, names: Names, seen: Mapping[Key, Seen], nameable: Collection[str] | None) -> dict[str, Any]:
    codes = [code for code in each.codes if nameable is None or code in nameable]
    return {
        **{name: each.action.get(name) for name in _STATED},
        "status": each.status,
        "number": each.number,
        "journey": names.journey(each.case),
        "area": each.case.area,
        "area_label": names.areas.get(each.case.area or "", each.case.area),
        "causes": [
            {"code": code, "label": names.cause(code), "seen": _seen(seen.get((each.key, code)), names)}
            for code in codes
        ],
        "rare_causes": len(each.codes) - len(codes),
    }


def _seen(seen: Seen | None, names: Names) -> dict[str, Any] | None:
    if seen is None or seen.here is None:
        return None
    return {
        "everywhere": seen.everywhere,
        "here": _compared(seen.here, names),
        "elsewhere": _compared(seen.elsewhere, names) if seen.elsewhere else None,
    }


def _compared(found: Comparison, names: Names) -> dict[str, Any]:
    told = found.difference
    return {
        "before": _group(found.before, names),
        "after": _group(found.after, names),
        "across": found.across,
        "difference": round(told.value, 4),
        "low": round(told.low, 4),
        "high": round(told.high, 4),
        "rules_out_none": told.clear,
        "few": min(found.before.total, found.after.total) < FEW,
    }


def _group(group: Group, names: Names) -> dict[str, Any]:
    low, high = group.interval
    return {
        "journeys": group.count,
        "of": group.total,
        "share": round(group.share, 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "behind": [names.journey(case) for case in group.journeys],
    }
