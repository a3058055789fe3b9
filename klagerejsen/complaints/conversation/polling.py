"""How satisfied people were: asked by a link without an account, or on the page, answered once, told in groups.

What a complaint keeps is that somebody answered. The answer itself stands beside no complaint, and is told among
others alone: see `told`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import case, extract, func, select, update

from klagerejsen.codes import Rater
from klagerejsen.complaints.conversation.models import Poll, Rating
from klagerejsen.complaints.models import Complaint
from klagerejsen.extensions import db
from klagerejsen.statistics.withholding import LEAST
from klagerejsen.web.tokens import hash_of, new_token

OPEN_FOR = dt.timedelta(days=30)


class NotYet(ValueError):  # noqa: N818 - says what is the matter
    """People are asked once somebody talked with them, or the complaint is closed."""


def can_ask(complaint: Complaint) -> bool:
    """Whether it is time to ask how a complaint was handled."""
    return complaint.contacted_on is not None or complaint.closed_on is not None


def ask(complaint: Complaint, today: dt.date) -> str:
    """Make a link for the complainant and return its token; one made before opens nothing any more.

    A link may be made again also where the first was answered: nobody can tell by trying. Raises `NotYet`.
    """
    if not can_ask(complaint):
        raise NotYet
    poll, token = open_poll(complaint), new_token()
    poll.token_hash, poll.closes_on = hash_of(token), today + OPEN_FOR
    db.session.flush()
    return token


def open_poll(complaint: Complaint) -> Poll:
    """Return the row that says who was asked about a complaint and who answered, made where there is none yet."""
    poll = poll_of(complaint)
    if poll is None:
        poll = Poll(team_id=complaint.team_id, complaint_id=complaint.id)
        db.session.add(poll)
        db.session.flush()
    return poll


def poll_of(complaint: Complaint) -> Poll | None:
    """Return what was asked about a complaint; None where nobody asked."""
    return db.session.scalar(select(Poll).where(Poll.complaint_id == complaint.id))


def by_token(token: str) -> Poll | None:
    """Return what a link asks about."""
    return db.session.scalar(select(Poll).where(Poll.token_hash == hash_of(token)))


def answer_link(poll: Poll, score: int) -> bool:
    """Keep a complainant's answer, and say whether it was the first: there is one."""
    complaint = db.session.get_one(Complaint, poll.complaint_id)
    return _first(poll, "citizen_answered") and _rated(complaint, Rater.CITIZEN, score)


def answer_at_work(complaint: Complaint, score: int) -> bool:
    """Keep the answer of whoever handled a complaint, and say whether it was the first. Raises `NotYet`."""
    if not can_ask(complaint):
        raise NotYet
    return _first(open_poll(complaint), "employee_answered") and _rated(complaint, Rater.EMPLOYEE, score)


def _first(poll: Poll, name: str) -> bool:
    unanswered = update(Poll).where(Poll.id == poll.id, getattr(Poll, name).is_(False))
    return bool(db.session.execute(unanswered.values({name: True})).rowcount)  # type: ignore[attr-defined]


def _rated(complaint: Complaint, rater: Rater, score: int) -> bool:
    year, offered = complaint.received_on.year, bool(complaint.offered)
    db.session.add(Rating(team_id=complaint.team_id, rater=rater, year=year, offered=offered, score=score))
    db.session.flush()
    return True


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of the complaints of a year, offered a conversation or not, by one kind of people.

    `asked` people, of whose answers `answered` are told, with their mean; None where there are too few for any.
    """

    year: int
    offered: bool
    rater: Rater
    asked: int
    answered: int
    mean: float | None

    @property
    def share(self) -> float | None:
        """The response rate of the answers that are told, in percent."""
        return 100 * self.answered / self.asked if self.answered and self.asked else None


def told(team_id: int, least: int = LEAST) -> list[Told]:
    """Return a team's figures, the newest year first.

    Answers come into the figures as many at once as the smallest figure that may be told, in the order in which they
    came. So whoever looks before and after somebody answered learns nothing of that answer. The groups do not overlap,
    and no filter divides them further.
    """
    means = {(year, offered, rater): (count, mean) for year, offered, rater, count, mean in _means(team_id, least)}
    counts = {(year, offered, rater): count for year, offered, rater, count in _asked(team_id)}
    places = sorted({*means, *counts}, key=lambda place: (-place[0], not place[1], place[2].value))
    return [Told(*place, counts.get(place, 0), *means.get(place, (0, None))) for place in places]


def _means(team_id: int, least: int) -> Iterable[tuple[int, bool, Rater, int, float]]:
    group = (Rating.year, Rating.offered, Rating.rater)
    place = func.row_number().over(partition_by=group, order_by=Rating.id).label("place")
    size = func.count().over(partition_by=group).label("size")
    rows = select(*group, Rating.score, place, size).where(Rating.team_id == team_id).subquery()
    by = (rows.c.year, rows.c.offered, rows.c.rater)
    full = rows.c.place <= rows.c.size - rows.c.size % least
    query = select(*by, func.count(), func.avg(rows.c.score)).where(full).group_by(*by)
    for year, offered, rater, count, mean in db.session.execute(query):
        yield year, offered, rater, count, float(mean)


def _asked(team_id: int) -> Iterable[tuple[int, bool, Rater, int]]:
    """Count links made, and conversations held here, whose employees could all answer."""
    year = extract("year", Complaint.received_on).label("year")
    offered = func.coalesce(Complaint.offered, False).label("offered")
    links = func.count(Poll.closes_on)
    talks = func.sum(case((Complaint.contacted_on.is_not(None) | Poll.employee_answered.is_(True), 1), else_=0))
    query = select(year, offered, links, talks).join_from(Poll, Complaint, Poll.complaint_id == Complaint.id)
    query = query.where(Poll.team_id == team_id)
    for received, was_offered, asked, talked in db.session.execute(query.group_by(year, offered)):
        counted = ((Rater.CITIZEN, asked), (Rater.EMPLOYEE, talked))
        yield from ((int(received), bool(was_offered), rater, int(count)) for rater, count in counted if count)
