"""A proposal as chips: fields that were understood, each of which can be set by hand and is then left alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from klagerejsen import dates
from klagerejsen.analysis.model import Actor
from klagerejsen.codes import CHANNELS, EVENT_TYPES
from klagerejsen.dates import Span, Understood
from klagerejsen.dates.messages import EMPTY
from klagerejsen.intake.proposals import Case, Party, Proposal
from klagerejsen.intake.quick import propose
from klagerejsen.intake.quick.when import with_year
from klagerejsen.intake.quick.words import words
from klagerejsen.journeys.checking import date_problem
from klagerejsen.screening import screen
from klagerejsen.screening.replacing import Replacing
from klagerejsen.web.personal import refusal

FIELDS = ("date", "type", "senders", "recipients", "channel", "expects_reply", "reply_due")
NEW = "new:"
"""Before the label of a role that the case does not have yet, where an actor's id stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Chips:
    """A proposal, what keeps it from being accepted, and what is to be seen before it is.

    `kept` are the fields that were set by hand. `problems` say for a field what to do. `personal` are words that
    look like personal data. `asked` names the questions that the reader has seen, and answers by sending again.
    """

    line: str
    proposal: Proposal
    kept: frozenset[str] = frozenset()
    problems: Mapping[str, str] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()
    replaced: bool = False

    @property
    def questions(self) -> tuple[str, ...]:
        """What must be answered before it is accepted; the first of it gets the focus."""
        warned = () if "personal" in self.asked or not self.personal else ("personal",)
        return (*self.problems, *warned)


def read(form: MultiDict[str, str], case: Case) -> Chips:
    """Read a line with the chips that were sent along with it."""
    roles = {said: role for said, role in zip(form.getlist("words"), form.getlist("role"), strict=False) if role}
    typed = form.get("line", "").strip()
    line = Replacing(roles)(typed)
    asked = frozenset(form.getlist("asked"))
    kept = frozenset(form.get("kept", "").split()) & set(FIELDS)
    by_hand = kept | (asked & {"date"})
    chosen = understood(form.get("date", ""), case.near) if "date" in by_hand else None
    proposal = propose(line, case, date=chosen.edtf if chosen else None)
    if chosen:
        # What else the date may mean can still be chosen.
        asked_back = chosen.choices or propose(line, case).date_choices
        choices = asked_back if chosen.edtf is None or chosen.edtf in asked_back else ()
        proposal = dated(proposal, replace(chosen, choices=choices))
    proposal = set_by_hand(proposal, form, by_hand, case)
    problems = problems_of(proposal, form.get("reply_due", "") if "reply_due" in kept else "", line)
    return Chips(line, proposal, kept, problems, personal_words(line), asked, line != typed)


def understood(text: str, near: Span | None) -> Understood:
    """Understand a date that was typed or chosen."""
    return with_year(dates.understand(text, near.middle if near else None), near)


def dated(proposal: Proposal, said: Understood) -> Proposal:
    """Return a proposal with another date."""
    return replace(proposal, date=said.edtf, date_choices=said.choices, date_reason=said.reason)


def set_by_hand(proposal: Proposal, form: MultiDict[str, str], kept: Collection[str], case: Case) -> Proposal:
    """Put what was set by hand in place of what was understood, but for the date."""
    by_hand: dict[str, object] = {}
    for name, codes in (("type", EVENT_TYPES), ("channel", CHANNELS)):
        if name in kept:
            by_hand[name] = form[name] if form.get(name) in codes else None
    for name in ("senders", "recipients"):
        if name in kept:
            by_hand[name] = tuple(filter(None, (party(value, case) for value in form.getlist(name))))
    if "expects_reply" in kept:
        by_hand["expects_reply"] = "expects_reply" in form
    if "reply_due" in kept:
        by_hand["reply_due"] = _day(form.get("reply_due", ""), proposal)
    return replace(proposal, **by_hand)  # type: ignore[arg-type]


def _day(text: str, proposal: Proposal) -> str | None:
    """Understand the day of a reply; a year that was not said is the event's."""
    near = dates.parse_edtf(proposal.date).latest if proposal.date else None
    said = dates.understand(text, near)
    edtf = said.edtf or next((choice for choice in said.choices if proposal.date and choice >= proposal.date), None)
    return edtf if edtf and dates.parse_edtf(edtf).exact else None


def party(value: str, case: Case) -> Party | None:
    """Return whom a chip names: an actor by its id, or a new role by its label."""
    if value.startswith(NEW) and value != NEW:
        label = value.removeprefix(NEW)[:120]
        word = words().get(tuple(label.lower().split()))
        return Party(None, label, word.role if word else None)
    return next((Party(actor.id, actor.label, actor.role) for actor in case.actors if actor.id == value), None)


def problems_of(proposal: Proposal, due: str, *texts: str) -> dict[str, str]:
    """Say for each field that keeps the event out what to do; `due` is the day of the reply as it was typed."""
    number = next(filter(None, map(refusal, texts)), "")
    problems = {
        "line": number or ("" if proposal.title else _("Skriv også, hvad der skete.")),
        "date": date_problem(proposal.date) if proposal.date else _(proposal.date_reason or EMPTY),
        "reply_due": _("Skriv en bestemt dag, for eksempel 12/3-2024.") if due and not proposal.reply_due else "",
    }
    return {name: said for name, said in problems.items() if said}


def spoken(actor: Actor) -> str:
    """Return an actor's role as it stands inside a sentence: "mor", "rådgiver 1", "Ankestyrelsen"."""
    label = actor.label.split(" (")[0].split(",")[0]
    return label[:1].lower() + label[1:] if actor.unit != label and not label[:2].isupper() else label


def personal_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that look like personal data, each once; a CPR number is refused elsewhere."""
    found = (text[hit.start : hit.end] for hit in screen(text) if hit.kind != "cpr" or hit.certainty != "certain")
    return tuple(dict.fromkeys(" ".join(each.split()) for each in found))
