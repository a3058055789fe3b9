"""Invented complaints of earlier years for the demo, as a spreadsheet would have brought them in.

The register's statistics are about half-years that are over, and need more complaints than somebody would click
through. These have only the days and answers that a spreadsheet has. They are the same at every start on the same day.

Conversations are offered more and more often, and rather where the complaint is about how somebody was treated. So the
plain difference between the two groups and the one within like complaints are not the same, as in a real register.
"""

import datetime as dt
import random
from collections.abc import Iterator
from math import exp, log
from typing import Any

from klagerejsen.codes import ComplaintKind, Handling, Outcome, Reassessment
from klagerejsen.complaints.bringing import bring_in, row_of
from klagerejsen.complaints.deadlines import first_working_day, last_working_day
from klagerejsen.complaints.services import made
from klagerejsen.complaints.terms import Terms
from klagerejsen.database import utcnow
from klagerejsen.demo.matters import matter
from klagerejsen.keyfigures.periods import finished

HOW_MANY = 720
_SEED = 2021
_SHARES = {"boern": 1.0, "voksne": 0.7, "handicap": 0.45}
"""How often a complaint of an area is kept of those that are drawn: areas are not equally large."""

_REASSESSED = {Reassessment.UPHELD: 13, Reassessment.PARTLY_UPHELD: 14, Reassessment.MAINTAINED: 73}
_DECIDED = {
    Outcome.CONFIRMED: 62, Outcome.REMITTED: 13, Outcome.AMENDED: 10, Outcome.ANNULLED: 4, Outcome.DISMISSED: 7,
    Outcome.LAPSED: 4,
}  # fmt: skip

Happened = tuple[dt.date, dict[str, Any]]
"""A day, and what is written of it."""


def bring(team_id: int, today: dt.date) -> None:
    """Bring in the complaints of the half-years that are over, each as far as it had come by today."""
    chance = random.Random(_SEED)  # noqa: S311 - the same complaints every time, nothing secret
    first, last = finished(today)[0].first, finished(today)[-1].last
    # A little more each year: the root moves days towards the end.
    days = sorted(first + (last - first) * chance.random() ** 0.8 for _each in range(HOW_MANY))
    terms, now = Terms(), utcnow()
    pieces = (_piece(chance, last_working_day(day), (day - first) / (last - first), today) for day in days)
    bring_in(team_id, [row_of(made(team_id, 0, piece, terms), now) for piece in pieces], None)


def _piece(chance: random.Random, received: dt.date, progress: float, today: dt.date) -> dict[str, Any]:
    piece = matter(chance, received)
    while chance.random() > _SHARES[piece["area"]]:
        piece = matter(chance, received)
    handled = piece["kind"] is ComplaintKind.FORMALITY
    offered = chance.random() < 0.12 + 0.45 * progress + 0.12 * handled
    piece["offered"] = offered
    for day, what in _course(chance, received, handled, offered):
        if day > today:
            break
        piece |= what
    return piece


def _course(chance: random.Random, received: dt.date, handled: bool, offered: bool) -> Iterator[Happened]:
    """Yield what happened, day by day, until the complaint was over."""
    day = _after(chance, received, 2)
    yield day, {"acknowledged_on": day}
    if chance.random() < (0.85 if offered else 0.25):
        day = _after(chance, day, 3 if offered else 14)
        yield day, {"contacted_on": day, "handling": Handling.CONVERSATION if offered else Handling.TRADITIONAL}
    if chance.random() < (0.2 if offered else 0.07):
        day = _after(chance, day, 8)
        yield day, {"withdrawn_on": day}
        return
    day = _after(chance, day, 13 if offered else 16)
    if handled:
        yield day, {"municipal_closed_on": day, "closed_on": day}
    else:
        yield from _appealed(chance, day)


def _appealed(chance: random.Random, day: dt.date) -> Iterator[Happened]:
    answer = _one_of(chance, _REASSESSED)
    yield day, {"reassessed_on": day, "reassessment": answer}
    if answer is Reassessment.UPHELD:
        return
    day = _after(chance, day, 2)
    yield day, {"forwarded_on": day, "appeals_body": "Ankestyrelsen"}
    day, outcome = _after(chance, day, 160), _one_of(chance, _DECIDED)
    yield day, {"appeal_decided_on": day, "outcome": outcome}
    if outcome is Outcome.REMITTED:
        day = _after(chance, day, 40)
        yield day, {"closed_on": day}


def _after(chance: random.Random, day: dt.date, usual: float) -> dt.date:
    """Return a working day after: half of them within the usual number of days, a few long after."""
    return first_working_day(day + dt.timedelta(round(exp(chance.gauss(log(usual), 0.45)))))


def _one_of(chance: random.Random, shares: dict[Any, int]) -> Any:
    return chance.choices(list(shares), list(shares.values()))[0]
