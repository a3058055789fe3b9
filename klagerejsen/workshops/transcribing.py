"""What the facilitator types for somebody without a phone: rows of answers, and lines of notes to look through."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from klagerejsen.codes import Known
from klagerejsen.journeys.models import Answer, Event
from klagerejsen.screening import kinds
from klagerejsen.web import personal
from klagerejsen.workshops.forms import LONGEST, AnswerForm, new_key
from klagerejsen.workshops.papernotes import PaperNote

WHOLE = "room"
"""Stands for the whole course where a note could be about an event."""


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the table: what is answered or typed, and what is wrong with it."""

    event: Event
    form: AnswerForm
    problem: str = ""


def rows(events: Iterable[Event], answers: Mapping[int, Answer]) -> list[Row]:
    """Return the table as it stands."""
    return [_shown(event, answers.get(event.id)) for event in events]


def _shown(event: Event, answer: Answer | None) -> Row:
    form = _form({})
    form.show(answer)
    return Row(event, form)


def typed(events: Iterable[Event], sent: MultiDict[str, str]) -> list[Row]:
    """Return the rows in which something was sent; a score says by itself that the event was known."""
    found = [
        (event, _sent(event, sent)) for event in events if f"known-{event.id}" in sent or f"text-{event.id}" in sent
    ]
    return [_checked(event, form) for event, form in found if not form.blank]


def _sent(event: Event, sent: MultiDict[str, str]) -> AnswerForm:
    fields = {name: sent.get(f"{name}-{event.id}", "") for name in ("known", "score", "text")}
    if fields["score"] and not fields["known"]:
        fields["known"] = Known.KNOWN.value
    return _form(fields)


def _form(fields: Mapping[str, str]) -> AnswerForm:
    return AnswerForm(MultiDict(fields), meta={"csrf": False})


def _checked(event: Event, form: AnswerForm) -> Row:
    fits = form.validate()
    problems = [str(problem) for field in form for problem in field.errors]
    return Row(event, form, "" if fits else " ".join(problems))


@dataclass(frozen=True, slots=True)
class Line:
    """A note before it is accepted: its words, what it is about ("" where that is still asked), and its key."""

    key: str
    text: str
    about: str
    candidates: tuple[Event, ...] = ()
    question: str = ""
    problem: str = ""

    @property
    def hint(self) -> str:
        """Say what in the words looks like personal data: the note is held until somebody has looked at it."""
        return "" if self.problem else personal.looks_like(kinds(self.text))


def offered(notes: Iterable[PaperNote]) -> list[Line]:
    """Return what was read from paper, to look through."""
    return [_offered(note) for note in notes]


def _offered(note: PaperNote) -> Line:
    about = "" if note.question else str(note.event.id) if note.event else WHOLE
    return Line(new_key(), note.text, about, note.candidates, note.question, _wrong(note.text))


def looked_through(events: Sequence[Event], sent: MultiDict[str, str]) -> list[Line]:
    """Return the lines as they were sent back; one whose words were taken out is left out."""
    by_id = {str(event.id): event for event in events}
    fields = (sent.getlist(name) for name in ("key", "note", "about", "asked"))
    return [
        _line(key, text.strip(), about if about in by_id or about == WHOLE else "", asked, by_id)
        for key, text, about, asked in zip(*fields, strict=False)
        if text.strip()
    ]


def _line(key: str, text: str, about: str, asked: str, by_id: Mapping[str, Event]) -> Line:
    candidates = tuple(by_id[one] for one in asked.split() if one in by_id)
    question = "" if about else _("Vælg, hvad noten handler om.")
    return Line(key, text, about, candidates, question, _wrong(text))


def _wrong(text: str) -> str:
    if len(text) > LONGEST:
        return _("Højst %(max)d tegn.", max=LONGEST)
    return personal.refusal(text) or ""
