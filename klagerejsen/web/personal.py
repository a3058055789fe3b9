"""Personal data in forms: a CPR number is refused wherever it is typed, and what else looks personal is pointed out.

Give `by_role` to every text field that others read, and call `hint_at` once the form is taken. Where a text
comes by another way than a form, ask `refusal`. Below them all, services `forbid` what would be stored.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import flash
from flask_babel import gettext as _
from wtforms import Field, FieldList, FormField
from wtforms.validators import ValidationError

from klagerejsen import labels
from klagerejsen.catalogue import listed
from klagerejsen.screening import has_cpr, kinds
from klagerejsen.web.forms import Form


class PersonalNumber(ValueError):  # noqa: N818 - says what is the matter
    """A text holds a CPR number: it is not stored, whichever way it came."""


class LooksPersonal(ValueError):  # noqa: N818 - says what is the matter
    """A text looks like something that should not be shown to a room; `found` holds the kinds."""

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__(", ".join(found))
        self.found = found


def forbid(value: Any) -> None:
    """Raise `PersonalNumber` where a CPR number stands in a text, or anywhere in a piece of a document."""
    if isinstance(value, str):
        if has_cpr(value):
            raise PersonalNumber
    elif isinstance(value, dict):
        forbid(list(value.values()))
    elif isinstance(value, list | tuple):
        for inner in value:
            forbid(inner)


def why_not() -> str:
    """Say why a text with a CPR number is not taken, and what to do."""
    return _("Der står noget, der ligner et cpr-nummer. Skriv «mor» eller «rådgiver 1» i stedet.")


def refusal(text: str | None) -> str | None:
    """Return why a text cannot be taken; None where it can."""
    return why_not() if text and has_cpr(text) else None


def by_role(_form: Form, field: Field) -> None:
    """Validate that nobody is named by CPR number in a field."""
    problem = refusal(field.data)
    if problem:
        raise ValidationError(problem)


def looks_like(found: Iterable[str]) -> str:
    """Say what kinds of personal data a text looks like: "Ligner et navn og et telefonnummer."."""
    names = [labels.label("personal", kind, _) for kind in found]
    return _("Ligner %(what)s.", what=listed(names, _)) if names else ""


def hint_at(form: Form) -> None:
    """Point out which fields of a form that was taken look like personal data; the words are not repeated."""
    for field in _screened(form):
        found = kinds(field.data or "")
        if found:
            place = {"label": str(field.label.text).rstrip("?"), "what": looks_like(found)}
            flash(_("«%(label)s»: %(what)s Skriv rollen i stedet, hvis det er en person.", **place), "hint")


def _screened(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        if isinstance(field, FieldList | FormField):
            yield from _screened(field)
        elif by_role in field.validators:
            yield field
