"""The steps of a complaint as a small machine: which are open from where, what each asks for, and where it leads; pure.

A step writes a day and, where it asks for one, an answer; where that leads follows from the course itself
(`course.state_of`). So a step taken by hand, a correction and a row of a file lead to the same place.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from klagerejsen.catalogue import mark as _
from klagerejsen.codes import ComplaintKind, ComplaintState, Outcome, Reassessment
from klagerejsen.complaints.course import Course, settled, state_of

State = ComplaintState
BEGUN = (State.RECEIVED, State.ACKNOWLEDGED)
OPEN = tuple(state for state in State if state is not State.CLOSED)
AT_HOME = (*BEGUN, State.REASSESSED, State.REMITTED)
"""States in which it is the municipality's turn."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done with a complaint: the day that it writes, and what else it asks for.

    `asks` names a field; `kinds` are the complaints that it is for, and `opens` says what else must be so.
    """

    code: str
    words: str
    done: str
    day: str
    since: tuple[State, ...]
    asks: str = ""
    kinds: tuple[ComplaintKind, ...] = tuple(ComplaintKind)
    closes: bool = False
    opens: Callable[[Course], bool] = lambda _course: True

    def fits(self, course: Course) -> bool:
        """Whether it can be taken now."""
        return state_of(course) in self.since and course.kind in self.kinds and self.opens(course)

    def taken(self, course: Course, day: dt.date, answer: str = "") -> Course:
        """Return the course after it; raises ValueError for an answer that there is not."""
        changed: dict[str, Any] = {self.day: day}
        if self.asks in ANSWERS:
            changed[self.asks] = ANSWERS[self.asks](answer)
        if self.closes:
            changed["closed_on"] = day
        return settled(replace(course, **changed))


ANSWERS: dict[str, Callable[[str], Any]] = {"reassessment": Reassessment, "outcome": Outcome}
"""What steps ask for that is one of a list."""

_DECIDED = (ComplaintKind.MERITS, ComplaintKind.BOTH)
STEPS = (
    Step("acknowledge", _("Kvittér for klagen"), _("Kvitteret"), "acknowledged_on", (State.RECEIVED,)),
    Step(
        "offer", _("Tilbyd en samtale"), _("Samtale tilbudt"), "offered_on", AT_HOME,
        opens=lambda course: course.offered_on is None and course.contacted_on is None,
    ),
    Step(
        "contact", _("Notér første personlige kontakt"), _("Første personlige kontakt"), "contacted_on", AT_HOME,
        opens=lambda course: course.contacted_on is None,
    ),
    Step(
        "reassess", _("Genvurdér afgørelsen"), _("Genvurderet"), "reassessed_on", BEGUN,
        asks="reassessment", kinds=_DECIDED,
    ),
    Step("forward", _("Send videre til klageinstansen"), _("Sendt videre"), "forwarded_on", (State.REASSESSED,),
         asks="appeals_body"),
    Step("decide", _("Notér klageinstansens afgørelse"), _("Afgjort af klageinstansen"), "appeal_decided_on",
         (State.APPEALED,), asks="outcome"),
    Step("redecide", _("Notér ny afgørelse og afslut"), _("Ny afgørelse truffet"), "closed_on", (State.REMITTED,)),
    Step(
        "answer", _("Besvar klagen og afslut"), _("Besvaret"), "municipal_closed_on", BEGUN,
        kinds=(ComplaintKind.FORMALITY,), closes=True,
    ),
    # After a conversation it takes the complainant's own confirmation: `conversation.course`.
    Step("withdraw", _("Klagen er trukket tilbage"), _("Trukket tilbage"), "withdrawn_on", OPEN,
         opens=lambda course: course.contacted_on is None),
)  # fmt: skip
"""The steps in their usual order; the order is also that in which they are offered."""
STEP_OF = {step.code: step for step in STEPS}
_ON_THE_WAY = ("acknowledge", "reassess", "answer", "forward", "decide", "redecide")


def open_steps(course: Course) -> tuple[Step, ...]:
    """Return the steps that can be taken now, the next one first.

    The next is what moves the complaint on; a conversation may be offered beside it at any time.
    """
    fitting = [step for step in STEPS if step.fits(course)]
    return tuple(sorted(fitting, key=lambda step: step.code not in _ON_THE_WAY))
