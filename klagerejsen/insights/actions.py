"""Actions across a team's cases: what was done about which causes, and how often each was seen before and after."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from klagerejsen.analysis.helped import Comparison, Done, Group, Key, Seen, before_and_after
from klagerejsen.analysis.recurrence import JourneyCauses
from klagerejsen.insights.across import Across
from klagerejsen.insights.patterns import FEW, Names
from klagerejsen.reflections.actions import DONE, OPEN, STATUSES, Agreed, of_cases, of_notes

MOST_SHOWN = 50
"""No more actions than these of each status on one page."""

MOST_NAMED = 30
"""No more journeys than these are named behind a figure, unless one action is looked at alone."""

_STATED = ("title", "owner", "measure", "level", "due", "done_on", "helped", "evidence")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions are asked for: about a cause, of an area, with a status, or just one; empty for any."""

    cause: str = ""
    area: str = ""
    status: str = ""
    action: str = ""

    def fits(self, each: "Listed") -> bool:
        """Tell whether an action is asked for."""
        return (
            self.action in ("", each.key)
            and self.status in ("", each.status)
            and self.area in ("", each.case.area)
            and (not self.cause or self.cause in each.codes)
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """An action with the case that it is about; an action of a learning note has one that is counted nowhere."""

    agreed: Agreed
    case: JourneyCauses

    @property
    def action(self) -> Mapping[str, Any]:
        """The action itself."""
        return self.agreed.action

    @property
    def key(self) -> str:
        """What it is asked for by."""
        return self.agreed.key

    @property
    def status(self) -> str:
        """Whether it is open, done or dropped."""
        return self.agreed.status

    @property
    def codes(self) -> tuple[str, ...]:
        """The causes that it addresses."""
        return self.agreed.codes

    @property
    def done(self) -> Done | None:
        """What is compared of it, where it was done on a day."""
        day = self.agreed.done_on
        return Done(self.key, self.codes, day, self.case.area) if day else None


def actions_of(everything: Across, names: Names) -> list[dict[str, Any]]:
    """Return every action, JSON-able, and for those that were done each cause before and after.

    Causes too rare to show are counted, not named.
    """
    found, seen = _compared_all(everything)
    shown = {cause.code for cause in everything.found.causes}
    rows = [_row(each, names, seen, 0) for each in found]
    for row in rows:
        named = [cause for cause in row["causes"] if cause["code"] in shown]
        row |= {"causes": named, "rare_causes": len(row["causes"]) - len(named)}
    return rows


def page_of(everything: Across, names: Names, wanted: Wanted, today: date) -> dict[str, Any]:
    """Return the actions asked for by status, the overdue and the last done first, and what to choose by."""
    found, seen = _compared_all(everything)
    chosen = sorted(filter(wanted.fits, found), key=lambda each: (each.action.get("due") or "9999", each.key))
    parts = {status: [each for each in chosen if each.status == status] for status in STATUSES}
    parts[DONE].sort(key=lambda each: each.action.get("done_on") or "", reverse=True)
    most = len(everything.parts) if wanted.action else MOST_NAMED
    rows = {status: [_row(each, names, seen, most) for each in part[:MOST_SHOWN]] for status, part in parts.items()}
    for row in rows[OPEN]:
        row["overdue"] = bool(row["due"]) and row["due"] < today.isoformat()
    return {
        "total": len(found),
        "not_counted": everything.whole.waiting,
        "least": everything.least,
        "wanted": wanted,
        "parts": rows,
        "counts": {status: len(part) for status, part in parts.items()},
        "causes": _choices((code, names.cause(code)) for each in found for code in each.codes),
        "areas": _choices((area, names.areas.get(area, area)) for each in found if (area := each.case.area)),
    }


def _choices(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(set(pairs), key=lambda pair: (pair[1].casefold(), pair[0]))


def _compared_all(everything: Across) -> tuple[list[Listed], Mapping[Key, Seen]]:
    def compare() -> tuple[list[Listed], Mapping[Key, Seen]]:
        cases = everything.found.cases
        found = list(_listed(everything.whole.team_id, cases))
        return found, before_and_after(cases, (done for each in found if (done := each.done)), everything.least)

    found, seen = everything.whole.kept(("actions", everything.least), compare)
    noted = [Listed(one, _no_case(one)) for one in of_notes(everything.whole.team_id)]
    asked = tuple(done for each in noted if (done := each.done))

    def compare_noted() -> Mapping[Key, Seen]:
        return before_and_after(everything.found.cases, asked, everything.least)

    # Notes change without the whole, so what is kept of them goes by what they say.
    return [*found, *noted], {**seen, **everything.whole.kept(("noted", everything.least, asked), compare_noted)}


def _listed(team_id: int, cases: Collection[JourneyCauses]) -> Iterable[Listed]:
    known = {case.id: case for case in cases}
    for one in of_cases(team_id):
        # A journey that is not counted yet comes with the others once it is.
        if case := known.get(str(one.journey_id)):
            yield Listed(one, case)


def _no_case(one: Agreed) -> JourneyCauses:
    return JourneyCauses(f"m{one.reflection_id}", one.title, one.area, {})


def _row(each: Listed, names: Names, seen: Mapping[Key, Seen], most: int) -> dict[str, Any]:
    return {
        **{name: each.action.get(name) for name in _STATED},
        "status": each.status,
        "number": each.agreed.number,
        "journey": names.journey(each.case) if each.agreed.journey_id else None,
        "note": {"id": each.agreed.reflection_id, "title": each.agreed.title} if each.agreed.reflection_id else None,
        "area": each.case.area,
        "area_label": names.areas.get(each.case.area or "", each.case.area),
        "causes": [
            {"code": code, "label": names.cause(code), "seen": _seen(seen.get((each.key, code)), names, most)}
            for code in each.codes
        ],
    }


def _seen(seen: Seen | None, names: Names, most: int) -> dict[str, Any] | None:
    if seen is None or seen.here is None:
        return None
    return {
        "everywhere": seen.everywhere,
        "here": _compared(seen.here, names, most),
        "elsewhere": _compared(seen.elsewhere, names, most) if seen.elsewhere else None,
    }


def _compared(found: Comparison, names: Names, most: int) -> dict[str, Any]:
    told = found.difference
    return {
        "before": _group(found.before, names, most),
        "after": _group(found.after, names, most),
        "across": found.across,
        "difference": round(told.value, 4),
        "low": round(told.low, 4),
        "high": round(told.high, 4),
        "rules_out_none": told.clear,
        "few": min(found.before.total, found.after.total) < FEW,
    }


def _group(group: Group, names: Names, most: int) -> dict[str, Any]:
    low, high = group.interval
    row = {
        "journeys": group.count,
        "of": group.total,
        "share": round(group.share, 4),
        "low": round(low, 4),
        "high": round(high, 4),
    }
    return row | {"behind": [names.journey(case) for case in islice(group.journeys(), most)]} if most else row
