"""A case as a sheet: every property of an event as the text of a cell, and what a text in a cell means."""

import datetime as dt
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from klagerejsen import dates, labels
from klagerejsen.intake import people
from klagerejsen.intake.vocabulary import code_of, truth_of
from klagerejsen.journeys.checking import date_problem
from klagerejsen.journeys.models import Actor
from klagerejsen.web.filters import language
from klagerejsen.web.personal import refusal

FIELDS = ("date", "title", "type", "from", "to", "channel", "expects_reply", "reply_due", "topic")
LONGEST = {"title": 200, "topic": 120}
BETWEEN = "; "


class NotUnderstood(ValueError):  # noqa: N818 - says what is the matter
    """A cell says something that its column cannot hold; `reason` says what to do, `choices` what it may mean."""

    def __init__(self, reason: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason, self.choices = reason, choices


def headings() -> dict[str, str]:
    """Return the name of each column."""
    return {
        "date": _("Dato"),
        "title": _("Hvad skete der?"),
        "type": _("Slags"),
        "from": _("Fra"),
        "to": _("Til"),
        "channel": _("Kanal"),
        "expects_reply": _("Der ventes et svar"),
        "reply_due": _("Svar senest"),
        "topic": _("Emne"),
    }


@dataclass(frozen=True)
class Sheet:
    """What cells refer to: the case's actors, and the day that a date without a year lies close to."""

    actors: list[Actor]
    near: dt.date | None

    def shown(self, piece: Mapping[str, Any]) -> dict[str, str]:
        """Return the cells of an event of the document, as they are read back."""
        return {name: self._shown(name, piece.get(name)) for name in FIELDS}

    def _shown(self, name: str, value: Any) -> str:
        if not value:
            return ""
        if name in ("date", "reply_due"):
            return dates.in_words(value, language())
        if name in ("from", "to"):
            names = {actor.ref: actor.label for actor in self.actors}
            return BETWEEN.join(names.get(ref, ref) for ref in value)
        if name in ("type", "channel"):
            return labels.label("event_type" if name == "type" else name, value, _)
        return _("ja") if value is True else str(value)

    def read(self, name: str, text: str) -> dict[str, Any]:
        """Return what a cell says, as properties of an event of the document; raises `NotUnderstood`."""
        text = " ".join(text.split())
        value = _READERS[name](self, name, text)
        # A day by which an answer is due says that one is waited for.
        return {name: value, "expects_reply": True} if name == "reply_due" and value else {name: value}

    def _date(self, _name: str, text: str) -> str:
        if not text:
            raise NotUnderstood(_("Skal udfyldes."))
        understood = dates.understand(text, self.near)
        if understood.edtf is None:
            choices = tuple(dates.in_words(choice, language()) for choice in understood.choices)
            raise NotUnderstood(_(understood.reason), choices)
        problem = date_problem(understood.edtf)
        if problem:
            raise NotUnderstood(problem)
        return understood.edtf

    def _day(self, name: str, text: str) -> str | None:
        if not text:
            return None
        date = self._date(name, text)
        if not dates.parse_edtf(date).exact:
            raise NotUnderstood(_("Skriv en bestemt dag, for eksempel 12/3-2024."))
        return date

    def _words(self, name: str, text: str) -> str | None:
        if len(text) > LONGEST[name]:
            raise NotUnderstood(_("Højst %(max)d tegn.", max=LONGEST[name]))
        problem = refusal(text) or (_("Skal udfyldes.") if name == "title" and not text else None)
        if problem:
            raise NotUnderstood(problem)
        return text or None

    def _code(self, name: str, text: str) -> str | None:
        kind = "event_type" if name == "type" else name
        code = code_of(kind, text) if text else None
        if text and code is None:
            near = difflib.get_close_matches(text, [label for _code, label in labels.choices(kind, _)], 3, 0.5)
            raise NotUnderstood(_("Det kender arket ikke. Vælg fra listen."), tuple(near))
        return code

    def _people(self, _name: str, text: str) -> list[str]:
        known = {actor.label.casefold(): actor.ref for actor in self.actors}
        named = people.split(text, known)
        for label in named:
            if label.casefold() not in known:
                near = difflib.get_close_matches(label, [actor.label for actor in self.actors], 3, 0.5)
                reason = _("Sagen har ingen «%(label)s». Vælg fra listen, eller tilføj rollen først.", label=label)
                raise NotUnderstood(reason, tuple(near))
        return list(dict.fromkeys(known[label.casefold()] for label in named))

    def _truth(self, _name: str, text: str) -> bool:
        said = truth_of(text) if text else False
        if said is None:
            raise NotUnderstood(_("Skriv ja eller nej."), (_("ja"), _("nej")))
        return said


_READERS: dict[str, Callable[[Sheet, str, str], Any]] = {
    "date": Sheet._date,
    "title": Sheet._words,
    "type": Sheet._code,
    "from": Sheet._people,
    "to": Sheet._people,
    "channel": Sheet._code,
    "expects_reply": Sheet._truth,
    "reply_due": Sheet._day,
    "topic": Sheet._words,
}
