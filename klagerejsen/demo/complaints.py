"""Invented complaints for the demo: the same every time, counted back from the day it is made, so that some are due."""

import datetime as dt
import random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from klagerejsen.codes import PROMISES, WISHES, Handling, Kept, Outcome, Reassessment, Track
from klagerejsen.complaints import services
from klagerejsen.complaints.conversation import polling
from klagerejsen.complaints.conversation import services as conversations
from klagerejsen.complaints.course import Course
from klagerejsen.complaints.deadlines import first_working_day, last_working_day
from klagerejsen.complaints.flow import Step, open_steps
from klagerejsen.complaints.models import Complaint
from klagerejsen.demo import earlier
from klagerejsen.demo.matters import matter
from klagerejsen.extensions import db
from klagerejsen.journeys.models import Journey

HOW_MANY = 60
_SEED = 2024
_THINNING = 9
"""The nth last complaint came n² days ago, divided by this: many are new, and a few are from a year ago."""

_CAUSES = ("KOM1", "KOM2", "KOM3", "KOO1", "KOO2", "KOO3", "TID1", "TID2", "OPL1", "AFG1", "AFG4", "INV1", "SYS4")
_LEARNED = (
    ("Brevet sagde ikke, hvornår der kom svar.", "Skabelonen siger nu en uge at svare i."),
    ("Ingen overtog sagen, da sagsbehandleren gik på ferie.", "Teamet har en makkerordning."),
    ("Begrundelsen var en standardtekst.", "Vi skriver, hvad netop den her borger har fået vurderet."),
    ("To enheder bad om de samme oplysninger.", "Lægeattester ligger nu, hvor begge kan se dem."),
)
# How long a step usually takes from the one before, in days, and how often it is taken where it can be.
_PACE = {
    "acknowledge": (1, 9, 1.0), "offer": (1, 3, 0.6), "contact": (1, 6, 0.7), "reassess": (8, 30, 1.0),
    "forward": (0, 4, 1.0), "decide": (120, 300, 1.0), "redecide": (20, 60, 1.0), "answer": (6, 30, 1.0),
    "withdraw": (2, 20, 0.1),
}  # fmt: skip

_TOLD = select(Complaint.journey_id).where(Complaint.journey_id.is_not(None))


def add(team_id: int, today: dt.date) -> None:
    """Register the complaints, each as far as it would have come by today, after those of earlier years."""
    chance = random.Random(_SEED)  # noqa: S311 - the same complaints every time, nothing secret
    earlier.bring(team_id, today)
    untold = select(Journey.area, Journey.id).where(Journey.team_id == team_id, ~Journey.id.in_(_TOLD))
    journeys = dict(db.session.execute(untold).all())
    for number in range(HOW_MANY, 0, -1):
        received = last_working_day(today - dt.timedelta(number * number // _THINNING))
        piece = matter(chance, received)
        # One complaint of each area is what its invented journey tells of, where none is yet.
        piece["journey_id"] = journeys.pop(piece["area"], None)
        complaint = services.register(team_id, piece, None)
        _walk(complaint, chance, today)
        if complaint.municipal_closed_on and not complaint.offered:
            services.edit(complaint, {"offered": False}, complaint.version, None)
        if complaint.closed_on:
            _learn(complaint, chance)
    db.session.flush()


def _walk(complaint: Complaint, chance: random.Random, today: dt.date) -> None:
    day, skipped = complaint.received_on, set[str]()
    while step := _next(complaint.course(), chance, skipped):
        fast, slow, _often = _PACE[step.code]
        day = first_working_day(day + dt.timedelta(chance.randint(fast, slow)))
        if day > today:
            return
        if step.code == "contact":
            _talk(complaint, chance, day, today)
        else:
            services.take(complaint, step.code, day, _answer(step, chance), today, None)


def _talk(complaint: Complaint, chance: random.Random, day: dt.date, today: dt.date) -> None:
    """Reach the complainant, now and then after an attempt; agree; follow up, or see the complaint withdrawn."""

    def take(code: str, after: int, **answers: Any) -> None:
        on = day + dt.timedelta(after)
        if on <= today:
            said = {"channel": "phone", "minutes": chance.randint(5, 15), **answers}
            conversations.take(complaint, code, on, said, today, complaint.version, None)

    if chance.random() < 0.4:
        take("attempt", 0)
    promises = chance.sample(PROMISES, chance.randint(1, 2))
    wishes, track = chance.sample(WISHES, chance.randint(1, 3)), chance.choice(list(Track))
    agreed = {"track": track, "promises": promises, "promised_by": day + dt.timedelta(14), "wishes": wishes}
    take("talk", 0, minutes=chance.randint(15, 50), **agreed)
    take("confirm", 1)
    if track == Track.SOLVED and day + dt.timedelta(6) <= today:
        take("leave", 0)
        take("consent", 6, channel="digital_post")
    take("follow_up", 14, follow_up=chance.choice((Kept.KEPT, Kept.KEPT, Kept.PARTLY)))
    _ask(complaint, chance, day, today)


def _ask(complaint: Complaint, chance: random.Random, day: dt.date, today: dt.date) -> None:
    """Ask how it was, those who were talked with a while ago; not everybody answers."""
    if day + dt.timedelta(14) > today:
        return
    poll = polling.by_token(polling.ask(complaint, day + dt.timedelta(14)))
    if poll and chance.random() < 0.7:
        polling.answer_link(poll, chance.choice((2, 3, 4, 4, 5)))
    if chance.random() < 0.8:
        polling.answer_at_work(complaint, chance.choice((3, 4, 4, 5)))


def _next(course: Course, chance: random.Random, skipped: set[str]) -> Step | None:
    """Return the step that is taken next: a conversation before what closes the complaint, each asked about once."""
    usual = sorted(open_steps(course), key=lambda step: list(_PACE).index(step.code))
    for step in usual:
        if step.code not in skipped and chance.random() < _PACE[step.code][2]:
            return step
        skipped.add(step.code)
    return None


def _answer(step: Step, chance: random.Random) -> str:
    if step.asks == "reassessment":
        kinds = (Reassessment.MAINTAINED, Reassessment.MAINTAINED, Reassessment.PARTLY_UPHELD, Reassessment.UPHELD)
        return chance.choice(kinds).value
    if step.asks == "outcome":
        return chance.choice((*[Outcome.CONFIRMED] * 4, *Outcome)).value
    return "Ankestyrelsen" if step.asks else ""


def _learn(complaint: Complaint, chance: random.Random) -> None:
    learning, action = chance.choice(_LEARNED) if chance.random() < 0.4 else (None, None)
    said = {
        "handling": complaint.handling or Handling.TRADITIONAL,
        "offered": bool(complaint.offered),
        "satisfaction": chance.choice((2, 3, 4, 4, 5)) if chance.random() < 0.5 else None,
        "learning": learning,
        "action": action,
    }
    services.edit(complaint, said, complaint.version, None)
    query = select(Complaint).where(Complaint.id == complaint.id).options(selectinload(Complaint.causes))
    loaded = db.session.scalars(query.execution_options(populate_existing=True)).one()
    services.set_causes(loaded, chance.sample(_CAUSES, chance.randint(1, 3)), None)
