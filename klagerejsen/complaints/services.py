"""Writes to the register: every one leaves a line in the complaint's history. Services flush, the edge commits."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import func, select, update

from klagerejsen.accounts.models import Team
from klagerejsen.codes import ComplaintKind, Handling, Outcome, Reassessment
from klagerejsen.complaints.conversation.course import FIELDS as TALK
from klagerejsen.complaints.course import Course, as_json, problems, settled, state_of
from klagerejsen.complaints.deadlines import clocks, next_due
from klagerejsen.complaints.flow import ANSWERS, STEP_OF
from klagerejsen.complaints.models import Complaint, ComplaintCause, ComplaintChange
from klagerejsen.complaints.terms import Terms, terms_of
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Journey
from klagerejsen.web.personal import forbid
from klagerejsen.web.signals import replacing

REGISTERED, EDITED, UNDONE, BROUGHT_IN, CAUSES = "registered", "edited", "undone", "brought_in", "causes"
TIED = "tied"
COURSE = tuple(Course.__dataclass_fields__)
FIELDS = (
    "reference", "area", "unit", "other_units", "law", "paragraph", "theme", "channel", "complainant",
    "power_of_attorney", "handling", "offered", "satisfaction", "appeals_body", "learning", "action", "journey_id",
    *COURSE, *(name for name in TALK if name not in (*COURSE, "handling", "offered")),
)  # fmt: skip
"""What people state of a complaint; all else follows."""
TEXTS = ("reference", "unit", "other_units", "law", "paragraph", "appeals_body", "learning", "action")


class Clash(Exception):  # noqa: N818 - it says what it is
    """Somebody else wrote to the complaint meanwhile."""


class NotNow(Exception):  # noqa: N818 - it says what it is
    """A step cannot be taken, or not so; `problems` says why, by field."""

    def __init__(self, problems: Mapping[str, str] | None = None) -> None:
        super().__init__(", ".join(problems or ()))
        self.problems = dict(problems or {})


def register(team_id: int, piece: Mapping[str, Any], user_id: int | None, terms: Terms | None = None) -> Complaint:
    """Write a new complaint into the register, with the team's next number. Raises `PersonalNumber`."""
    complaint = made(team_id, next_number(team_id), piece, terms or terms_of(team_id))
    db.session.add(complaint)
    db.session.flush()
    _note(complaint, REGISTERED, {}, _stated(complaint), user_id)
    return complaint


def next_number(team_id: int) -> int:
    """Return the number that a team's next complaint has; the edge holds the team while it is given out."""
    return (db.session.scalar(select(func.max(Complaint.number)).where(Complaint.team_id == team_id)) or 0) + 1


def made(team_id: int, number: int, piece: Mapping[str, Any], terms: Terms) -> Complaint:
    """Build a complaint with all that follows from what is stated; it is not stored. Raises `PersonalNumber`."""
    complaint = Complaint(team_id=team_id, number=number, version=1, other_units=[])
    _write(complaint, piece, terms)
    return complaint


def edit(complaint: Complaint, piece: Mapping[str, Any], version: int, user_id: int | None) -> bool:
    """Write what is stated anew and return whether anything changed. Raises `Clash` and `PersonalNumber`."""
    if complaint.version != version:
        raise Clash
    return change(complaint, piece, EDITED, user_id)


def take(complaint: Complaint, code: str, day: dt.date, answer: str, today: dt.date, user_id: int | None) -> None:
    """Take a step. Raises `NotNow` where it cannot be taken from here, or contradicts the rest of the course."""
    step, course = STEP_OF[code], complaint.course()
    if not step.fits(course):
        raise NotNow
    after = step.taken(course, day, answer)
    found = problems(after, today)
    if found:
        raise NotNow(found)
    piece: dict[str, Any] = {name: getattr(after, name) for name in COURSE}
    if step.asks and step.asks not in ANSWERS:
        piece[step.asks] = answer or None
    change(complaint, piece | _offered(step.code), code, user_id)


def _offered(code: str) -> dict[str, Any]:
    """A conversation that took place, or was offered on a day, was offered."""
    return {"offered": True} if code == "offer" else {}


def undo(complaint: Complaint, version: int, user_id: int | None) -> bool:
    """Take back the last line of the history that was not taken back; False where there is none. Raises `Clash`."""
    if complaint.version != version:
        raise Clash
    line = last_to_undo(complaint.id)
    if line is None:
        return False
    change(complaint, _still_there(typed(line.before), complaint.team_id), UNDONE, user_id, undoes=line.id)
    return True


def _still_there(piece: dict[str, Any], team_id: int) -> dict[str, Any]:
    """A journey that was deleted meanwhile cannot be tied to again; its number may be another team's by now."""
    ours = select(Journey.id).where(Journey.id == piece.get("journey_id"), Journey.team_id == team_id)
    return piece | {"journey_id": db.session.scalar(ours)} if piece.get("journey_id") else piece


def hold(team_id: int) -> None:
    """Keep others out of the register until this transaction ends, where the address names something else."""
    db.session.execute(select(Team.id).where(Team.id == team_id).with_for_update(key_share=True))


def tie(complaint: Complaint, journey_id: int | None, user_id: int | None) -> bool:
    """Say which journey tells of a complaint, or that none does any more; return whether that is new."""
    return change(complaint, {"journey_id": journey_id}, TIED, user_id)


@replacing.connect
def stay_with_the_journey(_sender: object, journey_id: int) -> Callable[[int], Any]:
    """Complaints of a journey that comes in again from a file are the new one's, as they were."""
    tied = list(db.session.scalars(select(Complaint.id).where(Complaint.journey_id == journey_id)))
    them = update(Complaint).where(Complaint.id.in_(tied))
    return lambda key: db.session.execute(them.values(journey_id=key, updated_at=Complaint.updated_at))


def last_to_undo(complaint_id: int) -> ComplaintChange | None:
    """Return the line that would be taken back next; what a complaint was registered with stays."""
    query = select(ComplaintChange).where(ComplaintChange.complaint_id == complaint_id)
    taken_back: set[int] = set()
    for line in db.session.scalars(query.order_by(ComplaintChange.id.desc())):
        if line.what == UNDONE and line.undoes:
            taken_back.add(line.undoes)
        elif line.id not in taken_back and line.what not in (REGISTERED, BROUGHT_IN, CAUSES):
            return line
    return None


def set_causes(complaint: Complaint, codes: Iterable[str], user_id: int | None) -> bool:
    """Give a complaint its root causes, in this order; its `causes` must be loaded. Returns whether they changed."""
    wanted, before = list(dict.fromkeys(codes)), [cause.code for cause in complaint.causes]
    if wanted == before:
        return False
    known = {cause.code: cause for cause in complaint.causes}
    complaint.causes = [known.get(code) or ComplaintCause(code=code, position=0) for code in wanted]
    for position, cause in enumerate(complaint.causes, 1):
        cause.position = position
    complaint.version += 1
    db.session.flush()
    _note(complaint, CAUSES, {"causes": before}, {"causes": wanted}, user_id)
    return True


def change(
    complaint: Complaint, piece: Mapping[str, Any], what: str, user_id: int | None, undoes: int | None = None
) -> bool:
    """Write fields and the line about it, and return whether any changed. Raises `PersonalNumber`.

    What takes a line back says so even where nothing is left to change, else it would be offered for ever.
    """
    before = {name: getattr(complaint, name) for name in FIELDS}
    _write(complaint, piece, terms_of(complaint.team_id))
    after = {name: getattr(complaint, name) for name in FIELDS}
    names = [name for name in FIELDS if before[name] != after[name]]
    if not names and undoes is None:
        return False
    complaint.version += 1
    db.session.flush()
    _note(complaint, what, {n: before[n] for n in names}, {n: after[n] for n in names}, user_id, undoes)
    return True


def _write(complaint: Complaint, piece: Mapping[str, Any], terms: Terms) -> None:
    forbid([piece.get(name) for name in TEXTS])
    for name in FIELDS:
        if name in piece:
            setattr(complaint, name, piece[name])
    course = settled(complaint.course())
    complaint.municipal_closed_on, complaint.closed_on = course.municipal_closed_on, course.closed_on
    # Who was offered a conversation on a day was offered one.
    complaint.offered = True if complaint.offered_on else complaint.offered
    time(complaint, terms)


def time(complaint: Complaint, terms: Terms) -> None:
    """Write where a complaint is and when what is due, as the terms are."""
    course = complaint.course()
    found = clocks(course, terms.of(complaint.area, complaint.received_on))
    due = {clock.duty.code: clock.due for clock in found}
    complaint.state = state_of(course)
    complaint.acknowledge_by, complaint.contact_by = due.get("acknowledge"), due.get("contact")
    complaint.reassess_by, complaint.close_by = due.get("reassess"), due.get("close")
    coming = next_due(found)
    complaint.due_on, complaint.due_what = (coming.due, coming.duty.code) if coming else (None, None)


def _stated(complaint: Complaint) -> dict[str, Any]:
    return {name: value for name in FIELDS if (value := getattr(complaint, name)) not in (None, [])}


def _note(
    complaint: Complaint,
    what: str,
    before: dict[str, Any],
    after: dict[str, Any],
    user_id: int | None,
    undoes: int | None = None,
) -> None:
    line = ComplaintChange(
        complaint_id=complaint.id, user_id=user_id, what=what, undoes=undoes, before=as_json(before),
        after=as_json(after),
    )  # fmt: skip
    db.session.add(line)
    db.session.flush()


_ENUMS = {"kind": ComplaintKind, "reassessment": Reassessment, "outcome": Outcome, "handling": Handling}


def typed(told: Mapping[str, Any]) -> dict[str, Any]:
    """Read what `as_json` wrote."""
    return {name: _value(name, value) for name, value in told.items()}


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name.endswith(("_on", "_by")):
        return dt.date.fromisoformat(value)
    if name in _ENUMS:
        return _ENUMS[name](value)
    return value
