"""The question "did it help?", sent as a link to whoever owns an action or to the citizen: made, answered, withdrawn.

A link is for one question about one action and shows nothing else of the case. It can be answered for some weeks from
the day it opens, once, and nobody needs an account. Only the hash of its token is kept, so it is shown when it is
made and never again; a new one takes the place of one that nobody has answered.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select, update

from klagerejsen.codes import Asked
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.reflections.actions import Agreed
from klagerejsen.reflections.models import Followup
from klagerejsen.web.personal import forbid
from klagerejsen.web.tokens import hash_of, new_token

OPEN_FOR = timedelta(days=60)


class NotDone(ValueError):  # noqa: N818 - says what is the matter
    """Whether something helped is asked when it was done on a day."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The questions sent about an action, and those about what has other words by now."""

    about_this: list[Followup]
    about_former: list[Followup]


def ask(team_id: int, one: Agreed, whom: Asked, today: date) -> str:
    """Make a link and return its token; raises `NotDone`."""
    if one.done_on is None or one.asked_on is None:
        raise NotDone
    _withdraw_unanswered(one, whom)
    token, opens = new_token(), max(one.asked_on, today)
    db.session.add(
        Followup(
            team_id=team_id,
            journey_id=one.journey_id,
            reflection_id=one.reflection_id,
            asked=whom,
            title=one.action["title"],
            measure=one.action.get("measure"),
            token_hash=hash_of(token),
            opens_on=opens,
            closes_on=opens + OPEN_FOR,
        )
    )
    db.session.flush()
    return token


def _of(one: Agreed) -> list[object]:
    return [
        Followup.journey_id.is_not_distinct_from(one.journey_id),
        Followup.reflection_id.is_not_distinct_from(one.reflection_id),
    ]


def _withdraw_unanswered(one: Agreed, whom: Asked) -> None:
    same = Followup.title == one.action["title"], Followup.asked == whom, Followup.answered_at.is_(None)
    db.session.execute(delete(Followup).where(*_of(one), *same))  # type: ignore[arg-type]


def by_token(token: str) -> Followup | None:
    """Return the question that a link asks."""
    return db.session.scalar(select(Followup).where(Followup.token_hash == hash_of(token)))


def answers(one: Agreed, titles: set[str]) -> Answers:
    """Return what was asked about an action; `titles` are those that the case or note has now."""
    rows = db.session.scalars(select(Followup).where(*_of(one)).order_by(Followup.id))  # type: ignore[arg-type]
    found = list(rows)
    return Answers(
        [row for row in found if row.title == one.action["title"]],
        [row for row in found if row.title not in titles and row.answered_at is not None],
    )


def answered(reflection_ids: Collection[int]) -> dict[tuple[int, str], list[Followup]]:
    """Return the answers about actions of notes, by the note and the words that were asked about, the oldest first."""
    query = select(Followup).where(Followup.reflection_id.in_(reflection_ids), Followup.answered_at.is_not(None))
    found: dict[tuple[int, str], list[Followup]] = {}
    for row in db.session.scalars(query.order_by(Followup.id)):
        found.setdefault((row.reflection_id or 0, row.title), []).append(row)
    return found


def answer(row: Followup, helped: str, words: str) -> bool:
    """Keep an answer, and say whether it was the first: there is one. Raises `PersonalNumber`."""
    forbid(words)
    unanswered = update(Followup).where(Followup.id == row.id, Followup.answered_at.is_(None))
    done = db.session.execute(unanswered.values(helped=helped, words=words or None, answered_at=utcnow()))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def withdraw(one: Agreed, followup_id: int) -> None:
    """Take back a question that nobody has answered; its link opens nothing from now on."""
    row = Followup.id == followup_id, Followup.answered_at.is_(None)
    db.session.execute(delete(Followup).where(*_of(one), *row))  # type: ignore[arg-type]
