"""Writes of a conversation: each is a line of the complaint's history, and is taken back as any other."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from klagerejsen.complaints import services
from klagerejsen.complaints.conversation import polling
from klagerejsen.complaints.conversation.course import FIELDS, STEP_OF, Answers, Talk, problems
from klagerejsen.complaints.course import Course, settled
from klagerejsen.complaints.course import problems as course_problems
from klagerejsen.complaints.models import Complaint
from klagerejsen.complaints.services import Clash, NotNow

RATED = "rated"


def take(
    complaint: Complaint, code: str, day: dt.date, answers: Answers, today: dt.date, version: int, user_id: int | None
) -> None:
    """Take a step. Raises `Clash` where somebody wrote meanwhile, and `NotNow` where it cannot be taken, or not so."""
    if complaint.version != version:
        raise Clash
    step, talk = STEP_OF[code], complaint.talk()
    if not step.opens(talk):
        raise NotNow
    after = step.taken(talk, day, answers)
    found = {**course_problems(_course(complaint, after), today), **problems(after, today)}
    if found:
        raise NotNow(found)
    services.change(complaint, {name: getattr(after, name) for name in FIELDS}, code, user_id)
    if after.contacted_on:
        polling.open_poll(complaint)


def _course(complaint: Complaint, talk: Talk) -> Course:
    shared: Mapping[str, Any] = {name: getattr(talk, name) for name in ("offered_on", "contacted_on", "withdrawn_on")}
    return settled(replace(complaint.course(), **shared))


def rate(complaint: Complaint, score: int, version: int, user_id: int | None) -> None:
    """Keep what the complainant said when asked aloud. Raises `Clash`."""
    if complaint.version != version:
        raise Clash
    services.change(complaint, {"satisfaction": score}, RATED, user_id)
