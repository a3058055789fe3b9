"""What the room's pages show of its ballots: the console, the screen and the phones."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from flask_babel import gettext as _

from klagerejsen.access.rules import Scope
from klagerejsen.codes import Subject
from klagerejsen.workshops import papers, tally, votes
from klagerejsen.workshops.models import Ballot, Workshop

SUBJECTS: Mapping[str, tuple[Subject, bool]] = {
    "written": (Subject.CAUSE, False),
    "all": (Subject.CAUSE, True),
    "event": (Subject.EVENT, True),
}
"""What the console offers to vote on: the subject, and whether it is all there is."""
LINE, ROW, WALL = 34, 19, 460
"""Characters in a line of a choice's name on the screen; the height of a row beside its lines, and of all rows
together, in the screen's units of 1/1920."""
LINE_HEIGHT, MOST_LINES = 38, 2
FEW = 12
"""Causes that are written large on the screen while they are voted on."""


def question(ballot: Ballot) -> str:
    """Return what a ballot asks."""
    if ballot.subject is Subject.EVENT:
        return _("Hvor vendte det?")
    return _("Hvilke årsager vejede tungest?")


def call(ballot: Ballot) -> str:
    """Say what to do: "Sæt 3 prikker på telefonen"."""
    if ballot.dots == 1:
        return _("Sæt 1 prik på telefonen")
    return _("Sæt %(n)s prikker på telefonen", n=ballot.dots)


def left_words(left: int, dots: int) -> str:
    """Say how many dots are left: "2 af 3 prikker tilbage"."""
    return _("%(left)s af %(dots)s prikker tilbage", left=max(left, 0), dots=dots)


def console(scope: Scope, room: Workshop) -> dict[str, Any]:
    """Return what the console's part about votes shows."""
    listed, current, written = votes.ballots(room), votes.open_ballot(room), papers.written_causes(scope)
    counts = {name: len(papers.keys_for(scope, *wanted)) for name, wanted in SUBJECTS.items()}
    return {
        "ballot": current,
        "turnout": votes.turnout(room, current) if current else [],
        "results": [(one, tally.result(scope, one)) for one in listed if one.closed_at is not None],
        "choices": counts,
        "first_choice": next((name for name in counts if counts[name] > 1), "written"),
        "written": written,
        "on_screen": votes.on_screen(room),
        "usual_dots": votes.USUAL_DOTS,
        "most_dots": votes.MOST_DOTS,
    }


def turnout(room: Workshop) -> dict[str, Any]:
    """Return how many have voted in the open ballot, if there is one."""
    current = votes.open_ballot(room)
    return {"ballot": current, "turnout": votes.turnout(room, current) if current else []}


def shown(scope: Scope, room: Workshop) -> dict[str, Any]:
    """Return the ballot that the room looks at: its choices while it is open, its result when it is closed."""
    ballot = votes.on_screen(room)
    if ballot is None:
        return {"ballot": None, "groups": [], "result": None}
    choices = papers.paper(scope, ballot) if ballot.subject is Subject.CAUSE else []
    result = tally.result(scope, ballot)
    return {
        "ballot": ballot,
        "groups": grouped(ballot, choices) if choices else [],
        "many": len(choices) > FEW,
        "result": result,
        "rows": on_the_wall(result.rows) if result else (),
    }


def on_the_wall(rows: tuple[tally.Row, ...]) -> tuple[tally.Row, ...]:
    """Return the rows of a result that fit on the screen; the places say what they share with those that do not.

    >>> on_the_wall(())
    ()
    """
    heights = accumulate(ROW + LINE_HEIGHT * min(MOST_LINES, -(-len(row.choice.name) // LINE)) for row in rows)
    return tuple(row for row, height in zip(rows, heights, strict=True) if height <= WALL)


def grouped(ballot: Ballot, choices: list[papers.Choice]) -> list[tuple[str, list[papers.Choice]]]:
    """Put causes under the names of their groups, in the order in which these come first; events stay one list."""
    if ballot.subject is Subject.EVENT:
        return [("", choices)]
    groups: dict[str, list[papers.Choice]] = {}
    for choice in choices:
        groups.setdefault(choice.hint, []).append(choice)
    return list(groups.items())


def on_phone(room: Workshop) -> dict[str, Any]:
    """Return what every phone is told of the room's ballots, the same for all."""
    return {"ballot": votes.on_screen(room)}
