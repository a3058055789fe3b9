"""What was learned from a complaint in MiniFOKUS: the notes about it, and what became of their actions."""

from dataclasses import dataclass

from klagerejsen.access.rules import Scope
from klagerejsen.complaints.models import Complaint
from klagerejsen.reflections import asking, queries
from klagerejsen.reflections.actions import Agreed, of_note
from klagerejsen.reflections.models import Followup, Reflection


@dataclass(frozen=True, slots=True)
class Followed:
    """An action, and what those who were asked said of it."""

    one: Agreed
    said: list[Followup]


@dataclass(frozen=True, slots=True)
class Learned:
    """A note about a complaint; `new_causes` are its causes that the complaint does not have.

    What a draft says is nobody's yet, so neither its actions nor its causes are told.
    """

    note: Reflection
    actions: list[Followed]
    new_causes: list[str]


def of_complaint(scope: Scope, complaint: Complaint, user_id: int) -> list[Learned]:
    """Return the team's notes about a complaint and one's own drafts; its `causes` must be loaded."""
    notes = queries.about_complaint(scope, complaint.id, user_id)
    said = asking.answered([note.id for note in notes])
    known = {cause.code for cause in complaint.causes}
    return [_learned(note, said, known) for note in notes]


def _learned(note: Reflection, said: dict[tuple[int, str], list[Followup]], known: set[str]) -> Learned:
    if note.shared_at is None:
        return Learned(note, [], [])
    actions = [Followed(one, said.get((note.id, one.action["title"]), [])) for one in of_note(note)]
    return Learned(note, actions, [code for code in note.causes if code not in known])
