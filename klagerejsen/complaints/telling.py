"""A complaint told from its codes and days, without a word of the case: what a MiniFOKUS about it begins with."""

from typing import Any

from flask_babel import gettext as _

from klagerejsen import labels
from klagerejsen.codes import ComplaintKind, Outcome
from klagerejsen.complaints.course import Course
from klagerejsen.complaints.flow import ANSWERS, STEP_OF, STEPS, Step
from klagerejsen.complaints.models import Complaint
from klagerejsen.web.filters import day

_REDECIDED, _ANSWERED = STEP_OF["redecide"], STEP_OF["answer"]
"""Steps that write a closing, which also follows from other steps; what it came of is told below."""


def note_about(complaint: Complaint, area: str) -> dict[str, Any]:
    """Return what a note about a complaint begins with; its `causes` must be loaded, and `area` is said in words."""
    on = complaint.appeal_decided_on or complaint.closed_on or complaint.received_on
    what = labels.label("outcome", complaint.outcome, _) or _kind(complaint)
    return {
        "complaint_id": complaint.id,
        "about": f"complaint:{complaint.number}",
        "title": f"{what}: {labels.label('theme', complaint.theme, _) or area}",
        "day": on.isoformat(),
        "area": complaint.area,
        "causes": [cause.code for cause in complaint.causes],
        "learning": {"happened": _happened(complaint, area)},
    }


def _happened(complaint: Complaint, area: str) -> str:
    theme = labels.label("theme", complaint.theme, _)
    about = " · ".join(filter(None, (_kind(complaint), area, theme)))
    course = complaint.course()
    told = [
        (course.decided_on, _("Afgørelsen, der klages over")),
        (course.received_on, _("Klagen modtaget")),
        *((course.day(step.day), _step(step, course)) for step in STEPS if step not in (_REDECIDED, _ANSWERED)),
        (course.closed_on, _closed(course)),
    ]
    dated = sorted(((on, said) for on, said in told if on and said), key=lambda pair: pair[0])
    return "\n".join([about, *(f"{day(on)}: {said}" for on, said in dated)])


def _kind(complaint: Complaint) -> str:
    both = complaint.kind is ComplaintKind.BOTH
    return _("Formalitets- og realitetsklage") if both else labels.label("complaint_kind", complaint.kind, _)


def _step(step: Step, course: Course) -> str:
    if step.asks not in ANSWERS:
        return _(step.done)
    return f"{_(step.done)}: {labels.label(step.asks, getattr(course, step.asks), _)}"


def _closed(course: Course) -> str:
    """Say what a complaint was closed by; nothing where a step that is told already closed it."""
    if course.outcome is Outcome.REMITTED:
        return _(_REDECIDED.done)
    if course.closed_on in (course.withdrawn_on, course.reassessed_on, course.appeal_decided_on):
        return ""
    return _(_ANSWERED.done) if course.kind is ComplaintKind.FORMALITY else _("Afsluttet")
