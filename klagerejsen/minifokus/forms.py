"""The form of a MiniFOKUS, and the filter of the list."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from wtforms import FieldList, FormField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional, ValidationError

from klagerejsen import dates
from klagerejsen.journeys.forms import likely, written
from klagerejsen.journeys.models import Area, Cause
from klagerejsen.learning.action_forms import OPEN, ActionForm, shown
from klagerejsen.learning.forms import QuestionsForm
from klagerejsen.reflections.models import Reflection
from klagerejsen.reflections.queries import Sought
from klagerejsen.web.filters import language, today
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.personal import by_role

MOST_ACTIONS = 5


class ReflectionForm(QuestionsForm):
    """The five questions about one incident, with what it is called, when and where it happened, causes and actions."""

    title = StringField(lazy("Overskrift"), [at_most(200), by_role])
    area = SelectField(lazy("Område"), [Optional()])
    day = StringField(
        lazy("Hvornår skete det?"), [Length(max=80)], description=lazy("Skriv det, som I siger det: 12/3, medio maj.")
    )
    causes = SelectMultipleField(lazy("Årsager"), validate_choice=False)
    actions = FieldList(FormField(ActionForm), max_entries=MOST_ACTIONS)

    def offer_lists(self, areas: list[Area], taxonomy: list[Cause], note: Reflection) -> "ReflectionForm":
        """Fill the lists; what a note has stays choosable when the team takes it out of its words."""
        self.offer()
        named = {area.code: area.label(language()) for area in areas}
        kept = {note.area: note.area} if note.area else {}
        self.area.choices = [("", _("Intet område")), *(kept | named).items()]
        self.codes = {*note.causes, *(cause.code for cause in taxonomy)}
        for row in self.actions:
            row.form.offer([], {}, set(row.form.addresses.data or ()))
        return self

    def show_note(self, note: Reflection) -> "ReflectionForm":
        """Show what a note says, with an empty row for the next action."""
        self.show(note.learning, note.version)
        self.title.data, self.area.data, self.causes.data = note.title, note.area or "", note.causes
        self.day.data = dates.in_words(note.day, language()) if note.day else ""
        for action in [*note.actions, {}][:MOST_ACTIONS]:
            self.actions.append_entry(shown(action))
        return self

    def validate_day(self, field: StringField) -> None:
        """A date as people say it, or none; without a year it is the last such date."""
        if not (field.data or "").strip():
            return
        understood = dates.understand_past(field.data, today())
        if understood.edtf is None:
            raise ValidationError(_(understood.reason))
        field.data = likely(understood.edtf)

    def validate_causes(self, field: SelectMultipleField) -> None:
        """Causes of the team's taxonomy."""
        if any(code not in self.codes for code in field.data or []):
            raise ValidationError(_("Vælg en årsag."))

    def note_piece(self) -> dict[str, Any]:
        """Return what the note says, without its actions."""
        return {
            "title": (self.title.data or "").strip(),
            "area": self.area.data or None,
            "day": written(self.day),
            "causes": list(dict.fromkeys(self.causes.data or [])),
            "learning": self.piece(),
        }

    def action_pieces(self, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the actions; each addresses the causes of the note, and one without words goes."""
        rows = zip(self.actions, [*before, *[{"status": OPEN}] * len(self.actions)], strict=False)
        kept = [row.form.piece(had) for row, had in rows if written(row.form.title)]
        return [{**piece, "addresses": list(self.causes.data or [])} for piece in kept] + before[MOST_ACTIONS:]


class SoughtForm(Form):
    """What is looked for among the notes."""

    area = SelectField(lazy("Område"), [Optional()])
    cause = SelectField(lazy("Årsag"), [Optional()])
    words = StringField(lazy("Ord"), [Length(max=100)])
    since = StringField(lazy("Fra"), [Length(max=40)])
    until = StringField(lazy("Til"), [Length(max=40)])

    def offer(self, areas: list[Area], taxonomy: list[Cause]) -> "SoughtForm":
        """Fill the lists."""
        self.area.choices = [("", _("Alle områder")), *((area.code, area.label(language())) for area in areas)]
        self.cause.choices = [
            ("", _("Alle årsager")),
            *((cause.code, f"{cause.code} {cause.label(language())}") for cause in taxonomy),
        ]
        return self

    def validate_since(self, field: StringField) -> None:
        """A date as people say it: a period begins with its first day."""
        self.first = _span(field, "earliest")

    def validate_until(self, field: StringField) -> None:
        """A date as people say it: a period ends with its last day."""
        self.last = _span(field, "latest")

    def sought(self) -> Sought:
        """Return what is looked for; to be called when the form is valid."""
        return Sought(self.area.data or "", self.cause.data or "", self.words.data or "", self.first, self.last)


def _span(field: StringField, end: str) -> dt.date | None:
    if not (field.data or "").strip():
        return None
    understood = dates.understand_past(field.data, today())
    if understood.edtf is None:
        raise ValidationError(_(understood.reason))
    found: dt.date = getattr(dates.parse_edtf(understood.edtf), end)
    return found
