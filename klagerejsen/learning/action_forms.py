"""The forms of actions: what is to be done about which causes, and later whether it was done and helped."""

from collections.abc import Mapping, Sequence
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from wtforms import (
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from klagerejsen import labels
from klagerejsen.dates import in_words, understand_coming, understand_past
from klagerejsen.journeys.forms import understand_day, written
from klagerejsen.web.filters import language, today
from klagerejsen.web.forms import Form, at_most
from klagerejsen.web.personal import by_role

MOST_ACTIONS = 20
OPEN = "open"
_TEXTS = ("title", "owner", "measure", "evidence")
_DAYS = ("due", "done_on")
_CHOSEN = ("level", "status", "helped")


class ActionForm(wtforms.Form):
    """One action: what, who (a role), when, about which causes, how to see that it helped, and whether it did.

    A field that was not sent leaves what there is as it was.
    """

    title = StringField(lazy("Handling"), [at_most(300), by_role])
    owner = StringField(lazy("Ejer (en rolle)"), [at_most(120), by_role])
    due = StringField(lazy("Senest"), [Length(max=40)])
    measure = StringField(lazy("Måles på"), [at_most(300), by_role])
    addresses = SelectMultipleField(lazy("Hvilke af sagens årsager skal den fjerne?"), validate_choice=False)
    level = SelectField(lazy("Niveau"), [Optional()])
    status = RadioField(lazy("Status"), [Optional()])
    done_on = StringField(lazy("Gennemført den"), [Length(max=40)])
    helped = RadioField(lazy("Hjalp det?"), [Optional()], default="")
    evidence = StringField(lazy("Hvad ser I det på?"), [at_most(300), by_role])

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.level.choices = [("", _("Ikke angivet")), *labels.choices("level", _)]
        self.status.choices = labels.choices("action_status", _)
        self.helped.choices = [*labels.choices("helped", _), ("", _("Ikke vurderet"))]

    def offer(self, causes: Sequence[str], names: Mapping[str, str], known: set[str]) -> None:
        """Offer the causes of the case, and those the action has besides; `known` are all that it may have."""
        self.known = known
        codes = dict.fromkeys([*causes, *filter(None, self.addresses.data or ())])
        self.addresses.choices = [(code, names.get(code, code)) for code in codes]

    def validate_due(self, field: StringField) -> None:
        """A day, understood as people say it; without a year it is the next such day that comes."""
        understand_day(field, understand_coming(field.data or "", today()))

    def validate_addresses(self, field: SelectMultipleField) -> None:
        """Causes of the case, or what the actions had before."""
        if any(code not in self.known for code in field.data or [] if code):
            raise ValidationError(_("Vælg blandt sagens årsager."))

    def validate_done_on(self, field: StringField) -> None:
        """A day that has been, of an action that was carried out; without a year it is the last such day."""
        understand_day(field, understand_past(field.data or "", today()))
        if field.data and self.status.data == OPEN:
            raise ValidationError(_("Er den gennemført den dag, så vælg Gennemført. Er den åben, så slet dagen."))
        if field.data and field.data > today().isoformat():
            raise ValidationError(_("Dagen er ikke kommet endnu."))

    def piece(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return the action as the document has it; what is empty is written only where something was."""
        sent = [name for name in (*_TEXTS, *_DAYS, *_CHOSEN, "addresses") if self[name].raw_data]
        said = {name: self._said(name, before) for name in sent}
        return {**before, **{name: value for name, value in said.items() if _says(name, value, before)}}

    def _said(self, name: str, before: Mapping[str, Any]) -> Any:
        if name == "addresses":
            chosen, had = [code for code in self.addresses.data or [] if code], before.get(name) or []
            return [code for code in had if code in chosen] + [code for code in chosen if code not in had]
        return self[name].data or None if name in _CHOSEN else written(self[name])


def _says(name: str, value: Any, before: Mapping[str, Any]) -> bool:
    empty: tuple[Any, ...] = (None, "", [], OPEN if name == "status" else None)
    return value not in empty or before.get(name) not in empty


class ActionsForm(Form):
    """All actions of a case, with an empty row for the next."""

    actions = FieldList(FormField(ActionForm), max_entries=MOST_ACTIONS)
    version = IntegerField(widget=HiddenInput(), default=1)

    def show(self, actions: Sequence[Mapping[str, Any]], version: int) -> "ActionsForm":
        """Show the actions there are, and one empty row."""
        for action in [*actions, {}][:MOST_ACTIONS]:
            self.actions.append_entry(shown(action))
        self.version.data = version
        return self

    def offer(
        self, causes: Sequence[str], names: Mapping[str, str], actions: Sequence[Mapping[str, Any]]
    ) -> "ActionsForm":
        """Fill the lists with the codes of the case's causes, in the words of the taxonomy."""
        known = {*causes, *(code for action in actions for code in action.get("addresses") or ())}
        for row in self.actions:
            row.form.offer(causes, names, known)
        return self

    def pieces(self, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the actions as the document has them; a row without words goes, what was not shown stays."""
        rows = zip(self.actions, [*before, *[{"status": OPEN}] * len(self.actions)], strict=False)
        kept = [row.form.piece(had) for row, had in rows if written(row.form.title)]
        return kept + before[MOST_ACTIONS:]


def shown(action: Mapping[str, Any]) -> dict[str, Any]:
    """Return how an action of the document stands in the fields."""
    texts = {name: action.get(name) or "" for name in (*_TEXTS, *_CHOSEN)}
    days = {name: in_words(action[name], language()) if action.get(name) else "" for name in _DAYS}
    return {**texts, **days, "status": action.get("status") or OPEN, "addresses": action.get("addresses") or []}
