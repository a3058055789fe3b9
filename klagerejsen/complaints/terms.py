"""The terms of a team: those that come with the program, and what was set anew, dated."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from klagerejsen.accounts.services import seed
from klagerejsen.complaints.deadlines import Term
from klagerejsen.complaints.models import TermChange
from klagerejsen.extensions import db


@cache
def given() -> tuple[Term, ...]:
    """Return the terms that hold where nobody set another."""
    return tuple(Term(**row) for row in seed("complaint_terms"))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Terms:
    """Every term of a team, the one that counts before those that it takes the place of."""

    lines: tuple[Term, ...] = ()

    def of(self, area: str | None, received_on: dt.date) -> Mapping[str, Term]:
        """Return by their codes the terms that hold for complaints of an area that came on a day."""
        found: dict[str, Term] = {}
        for term in (*self._for(area, received_on), *self._for(None, received_on), *given()):
            found.setdefault(term.code, term)
        return found

    def _for(self, area: str | None, day: dt.date) -> Iterable[Term]:
        return (term for term in self.lines if term.area == area and term.since is not None and term.since <= day)


def terms_of(team_id: int) -> Terms:
    """Return a team's terms."""
    query = select(TermChange).where(TermChange.team_id == team_id)
    rows = db.session.scalars(query.order_by(TermChange.since.desc(), TermChange.id.desc()))
    return Terms(tuple(_term(row) for row in rows))


def _term(row: TermChange) -> Term:
    statutory = next((term.statutory for term in given() if term.code == row.code), False)
    return Term(row.code, row.days, row.unit, row.basis, statutory, row.area, row.since)
