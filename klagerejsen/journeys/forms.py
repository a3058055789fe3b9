"""The forms of a case: what people type, turned into pieces of the document."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Optional, ValidationError
from wtforms.widgets import HiddenInput

from klagerejsen import dates, labels
from klagerejsen.codes import CHANNELS, EVENT_TYPES, ROLES, Perspective
from klagerejsen.dates import messages
from klagerejsen.journeys.checking import date_problem
from klagerejsen.journeys.models import Actor, Area, Event
from klagerejsen.web.filters import language
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.personal import by_role

LONGEST_TEXT = 4000
needed = DataRequired(lazy("Skal udfyldes."))


def _codes(kind: str, codes: tuple[str, ...], blank: str) -> list[tuple[str, str]]:
    named = sorted(((code, labels.label(kind, code, _)) for code in codes), key=lambda pair: pair[1].casefold())
    return [("", blank), *named]


class JourneyForm(Form):
    """What a case is called and what it is about."""

    title = StringField(lazy("Titel"), [needed, at_most(200), by_role])
    subtitle = StringField(lazy("Undertitel"), [Optional(), at_most(300), by_role])
    summary = TextAreaField(lazy("Resumé"), [Optional(), at_most(LONGEST_TEXT), by_role])
    area = SelectField(lazy("Område"), [Optional()])
    fictional = BooleanField(lazy("Opdigtet eksempel"))
    version = IntegerField(widget=HiddenInput(), default=1)

    def offer(self, areas: list[Area], current: str | None = None) -> "JourneyForm":
        """Fill the list of areas; a code that came with a file and is not ours stays choosable."""
        named = [(area.code, area.label(language())) for area in areas]
        if current and current not in {code for code, _name in named}:
            named.append((current, current))
        self.area.choices = [("", _("Intet område")), *named]
        return self

    def piece(self) -> dict[str, Any]:
        """Return the journey's own properties as the document has them."""
        return {
            "title": self.title.data.strip(),
            "subtitle": written(self.subtitle),
            "summary": written(self.summary),
            "area": self.area.data or None,
            "fictional": self.fictional.data,
        }


class ActorForm(Form):
    """A role in the case, never a name."""

    label = StringField(lazy("Rolle"), [needed, at_most(120), by_role], description=lazy("En rolle, aldrig et navn."))
    role = SelectField(lazy("Slags"), [Optional()])
    perspective = RadioField(lazy("Side"), [needed])
    unit = StringField(
        lazy("Enhed"), [Optional(), at_most(120), by_role], description=lazy("To aktører med samme enhed er én part.")
    )
    version = IntegerField(widget=HiddenInput(), default=1)

    def offer(self) -> "ActorForm":
        """Fill the lists."""
        self.role.choices = _codes("role", tuple(code for codes in ROLES.values() for code in codes), _("Ikke angivet"))
        self.perspective.choices = labels.choices("perspective", _)
        return self

    def piece(self) -> dict[str, Any]:
        """Return the actor as the document has it, without its id."""
        return {
            "label": self.label.data.strip(),
            "role": self.role.data or None,
            "perspective": Perspective(self.perspective.data),
            "unit": written(self.unit),
        }


class EventForm(Form):
    """An event, its date typed as people say it."""

    date = StringField(
        lazy("Dato"),
        [needed, at_most(80)],
        description=lazy("Skriv den, som I siger den: 12/3-24, medio maj 2024, uge 14 2024, ca. 20. marts 2024."),
    )
    title = StringField(lazy("Hvad skete der?"), [needed, at_most(200), by_role])
    type = SelectField(lazy("Slags"), [Optional()])
    senders = SelectMultipleField(lazy("Fra"))
    recipients = SelectMultipleField(lazy("Til"))
    channel = SelectField(lazy("Kanal"), [Optional()])
    description = TextAreaField(lazy("Beskrivelse"), [Optional(), at_most(LONGEST_TEXT), by_role])
    topic = StringField(lazy("Emne"), [Optional(), at_most(120), by_role])
    artefact = StringField(lazy("Dokument eller oplysning"), [Optional(), at_most(120), by_role])
    source = StringField(lazy("Kilde"), [Optional(), at_most(120), by_role])
    expects_reply = BooleanField(lazy("Der ventes et svar"))
    reply_due = StringField(lazy("Svar senest"), [Optional(), at_most(40)])
    responds_to = SelectField(lazy("Svar på"), [Optional()])
    deadline = StringField(lazy("Frist"), [Optional(), at_most(40)])
    deadline_basis = StringField(lazy("Fristens grundlag"), [Optional(), at_most(200), by_role])
    version = IntegerField(widget=HiddenInput(), default=0)

    def offer(self, actors: list[Actor], events: list[Event], near: dt.date | None) -> "EventForm":
        """Fill the lists; `near` is the day that a date without a year lies close to."""
        self.near = near
        self.date_choices: tuple[str, ...] = ()
        self.type.choices = _codes("event_type", EVENT_TYPES, _("Ikke angivet"))
        self.channel.choices = _codes("channel", CHANNELS, _("Ikke angivet"))
        self.senders.choices = self.recipients.choices = [(actor.ref, actor.label) for actor in actors]
        titles = [(event.ref, f"{dates.in_words(event.date, language())}: {event.title or ''}") for event in events]
        self.responds_to.choices = [("", _("Intet bestemt")), *titles]
        return self

    def validate_date(self, field: Field) -> None:
        """Understand the date, or ask back with what it may mean."""
        understood = dates.understand(field.data, self.near)
        if understood.edtf is None:
            self.date_choices = understood.choices
            raise ValidationError(_(understood.reason))
        field.data = likely(understood.edtf)

    def validate_reply_due(self, field: Field) -> None:
        """A day, understood like any other date."""
        understand_day(field, dates.understand(field.data or "", self.near))

    def validate_deadline(self, field: Field) -> None:
        """A day, understood like any other date."""
        understand_day(field, dates.understand(field.data or "", self.near))

    def show(self, event: Event) -> None:
        """Show an event in the form."""
        for name in ("date", "title", "description", "topic", "artefact", "source", "expects_reply", "version"):
            getattr(self, name).data = getattr(event, name)
        for name in ("type", "channel", "responds_to"):
            getattr(self, name).data = getattr(event, name) or ""
        self.date.data = dates.in_words(event.date, language())
        self.senders.data, self.recipients.data = list(event.senders), list(event.recipients)
        self.reply_due.data = dates.in_words(event.reply_due, language()) if event.reply_due else ""
        if event.deadline:
            self.deadline.data = dates.in_words(event.deadline["date"], language())
            self.deadline_basis.data = event.deadline.get("basis") or ""

    def piece(self, before: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the event as the document has it; what the form does not show stays as it was."""
        kept = {key: value for key, value in (before or {}).items() if key != "id"}
        return kept | {
            "date": self.date.data,
            "title": self.title.data.strip(),
            "type": self.type.data or None,
            "description": written(self.description),
            "from": self.senders.data or [],
            "to": self.recipients.data or [],
            "channel": self.channel.data or None,
            "topic": written(self.topic),
            "artefact": written(self.artefact),
            "source": written(self.source),
            "expects_reply": self.expects_reply.data,
            "reply_due": written(self.reply_due),
            "responds_to": self.responds_to.data or None,
            "deadline": self._deadline(kept.get("deadline")),
        }

    def _deadline(self, before: dict[str, Any] | None) -> dict[str, Any] | None:
        if not self.deadline.data:
            return None
        return {**(before or {}), "date": self.deadline.data, "basis": written(self.deadline_basis)}


class CauseWordsForm(Form):
    """The words of one root cause; its code stays."""

    label_da = StringField(lazy("Dansk"), [needed, at_most(200), by_role])
    label_en = StringField(lazy("Engelsk"), [needed, at_most(200), by_role])


def show_now(field: Field, value: Any) -> None:
    """Show a value in a form that was sent, in place of what was sent."""
    field.data, field.raw_data = value, None


def written(field: Field) -> str | None:
    """Return what stands in a text field, None where nothing does."""
    return (field.data or "").strip() or None


def understand_day(field: Field, understood: dates.Understood) -> None:
    """Turn a day as people say it into ISO; raise `ValidationError` with what to do where it is none."""
    if not field.data:
        return
    if understood.edtf is None:
        without_proposals = {messages.CHOOSE_YEAR: messages.WRITE_YEAR}
        raise ValidationError(_(without_proposals.get(understood.reason, understood.reason)))
    if not dates.parse_edtf(understood.edtf).exact:
        raise ValidationError(_("Skriv en bestemt dag, for eksempel 12/3-2024."))
    field.data = likely(understood.edtf)


def likely(edtf: str) -> str:
    """Return a date that a case can have; raise `ValidationError` for any other."""
    problem = date_problem(edtf)
    if problem:
        raise ValidationError(problem)
    return edtf
