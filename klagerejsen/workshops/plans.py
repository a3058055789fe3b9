"""The course of a workshop: which phases, how long, with which question, and which begin in private.

A room without a plan of its own follows the usual course. A plan can be kept for the team's other workshops.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from klagerejsen.catalogue import mark as _
from klagerejsen.codes import Phase
from klagerejsen.extensions import db
from klagerejsen.workshops.method import GUIDE_OF, GUIDES, Guide
from klagerejsen.workshops.models import Plan, Workshop

LONGEST_PHASE = 240
LONGEST_QUESTION = 120
LONGEST_NAME = 80

Entry = Mapping[str, Any]


def _entries(minutes: Mapping[Phase, int]) -> list[dict[str, Any]]:
    return [
        {"phase": guide.phase.value, "minutes": minutes[guide.phase], "question": "", "private": guide.private}
        for guide in GUIDES
        if guide.phase in minutes
    ]


_TWO_HOURS = (10, 20, 25, 10, 20, 15, 15, 5)
BUILT_IN: Mapping[str, tuple[str, list[dict[str, Any]]]] = {
    "three-hours": (_("3 timer"), _entries({guide.phase: guide.minutes for guide in GUIDES})),
    "two-hours": (
        _("2 timer"),
        _entries({guide.phase: minutes for guide, minutes in zip(GUIDES, _TWO_HOURS, strict=True)}),
    ),
    "minifokus": (
        _("Kun MiniFOKUS"),
        _entries({Phase.FRAME: 10, Phase.CAUSES: 30, Phase.ACTIONS: 30, Phase.CLOSE: 10}),
    ),
}


def course(room: Workshop) -> tuple[Guide, ...]:
    """Return the phases of a room in their order."""
    return tuple(_guide(entry) for entry in room.plan) or GUIDES


def guide_of(room: Workshop) -> Guide:
    """Return what the room's phase says; a phase that the plan left out says what it usually does."""
    planned = {guide.phase: guide for guide in course(room)}
    return planned.get(room.phase, GUIDE_OF[room.phase])


def _guide(entry: Entry) -> Guide:
    usual = GUIDE_OF[Phase(entry["phase"])]
    # Every question is shown through the catalogue, where a percent sign begins a placeholder.
    own = (entry.get("question") or "").replace("%", "%%")
    return replace(usual, minutes=entry["minutes"], question=own or usual.question, private=bool(entry.get("private")))


def checked(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return a plan as it is stored; raises ValueError for an empty one or minutes out of range."""
    plan: list[dict[str, Any]] = [
        {
            "phase": Phase(entry["phase"]).value,
            "minutes": int(entry["minutes"]),
            "question": str(entry.get("question") or "").strip()[:LONGEST_QUESTION],
            "private": bool(entry.get("private")),
        }
        for entry in entries
    ]
    if not plan or not all(1 <= entry["minutes"] <= LONGEST_PHASE for entry in plan):
        raise ValueError("a plan has at least one phase, and each takes from 1 to 240 minutes")
    return plan


def kept(team_id: int) -> list[Plan]:
    """Return the plans a team has kept, by name."""
    return list(db.session.scalars(select(Plan).where(Plan.team_id == team_id).order_by(Plan.name)))


def keep(team_id: int, name: str, plan: list[dict[str, Any]]) -> Plan:
    """Keep a plan under a name; a plan of the same name is replaced."""
    name = name.strip()[:LONGEST_NAME]
    row = db.session.scalar(select(Plan).where(Plan.team_id == team_id, Plan.name == name))
    if row is None:
        row = Plan(team_id=team_id, name=name)
        db.session.add(row)
    row.phases = plan
    db.session.flush()
    return row


def begin_with(team_id: int, choice: str) -> list[dict[str, Any]]:
    """Return the plan that a choice names: a built-in one by its code, or a kept one by "kept-ID"; KeyError else."""
    if choice in BUILT_IN:
        return BUILT_IN[choice][1]
    row = next((row for row in kept(team_id) if f"kept-{row.id}" == choice), None)
    if row is None:
        raise KeyError(choice)
    return row.phases
