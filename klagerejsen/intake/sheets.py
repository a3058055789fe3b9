"""The events of a journey as a table with one row each, and as CSV."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TextIO

from klagerejsen import labels
from klagerejsen.catalogue import LANGUAGES, Translate, translator
from klagerejsen.catalogue import mark as _
from klagerejsen.codes import Perspective
from klagerejsen.dates import parse_edtf
from klagerejsen.intake.cells import marked

Cell = str | int | dt.date | None


class Case(NamedTuple):
    """The journey that a row is about, and the language it is written in."""

    document: Mapping[str, Any]
    actors: Mapping[str, Mapping[str, Any]]
    translate: Translate

    def named(self, refs: Sequence[str]) -> str:
        """Return actors by their labels, one a line."""
        return "\n".join(self.actors[ref]["label"] for ref in refs)

    def word(self, kind: str, code: str | None) -> str:
        """Return the word for a code."""
        return labels.label(kind, code, self.translate)


Make = Callable[[Mapping[str, Any], Case], Cell]


YES, NO = _("ja"), _("nej")
KNEW, SCORE, SAID = _("kendte det"), _("oplevelse"), _("med egne ord")


def _plain(key: str) -> Make:
    return lambda event, _case: event.get(key)


def _word(key: str, kind: str) -> Make:
    return lambda event, case: case.word(kind, event.get(key))


def _truth(key: str) -> Make:
    return lambda event, case: case.translate(YES if event.get(key) else NO)


def _actors(key: str) -> Make:
    return lambda event, case: case.named(event.get(key) or [])


def _of_deadline(key: str) -> Make:
    return lambda event, _case: (event.get("deadline") or {}).get(key)


def _unit(event: Mapping[str, Any], case: Case) -> Cell:
    units = [case.actors[ref].get("unit") for ref in event.get("from") or []]
    return "\n".join(unit for unit in dict.fromkeys(units) if unit)


def _view(event: Mapping[str, Any], side: str) -> Mapping[str, Any]:
    view: Mapping[str, Any] = (event.get("perspectives") or {}).get(side) or {}
    return view


def _views(side: Perspective) -> tuple[tuple[str, Make], ...]:
    def known(event: Mapping[str, Any], case: Case) -> Cell:
        return case.word("known", _view(event, side).get("known"))

    name = labels.PERSPECTIVES[side]
    return (
        (f"{name}: {KNEW}", known),
        (f"{name}: {SCORE}", lambda event, _case: _view(event, side).get("score")),
        (f"{name}: {SAID}", lambda event, _case: _view(event, side).get("text")),
    )


COLUMNS: tuple[tuple[str, Make], ...] = (
    (_("Sag"), lambda _event, case: case.document["id"]),
    (_("Id"), _plain("id")),
    (_("Dato"), _plain("date")),
    (_("Tidligst"), lambda event, _case: parse_edtf(event["date"]).earliest),
    (_("Senest"), lambda event, _case: parse_edtf(event["date"]).latest),
    (_("Slags"), _word("type", "event_type")),
    (_("Titel"), _plain("title")),
    (_("Beskrivelse"), _plain("description")),
    (_("Fra"), _actors("from")),
    (_("Enhed"), _unit),
    (_("Til"), _actors("to")),
    (_("Kanal"), _word("channel", "channel")),
    (_("Emne"), _plain("topic")),
    (_("Dokument"), _plain("artefact")),
    (_("Kilde"), _plain("source")),
    (_("Der ventes et svar"), _truth("expects_reply")),
    (_("Svar senest"), _plain("reply_due")),
    (_("Svar på"), _plain("responds_to")),
    (_("Frist"), _of_deadline("date")),
    (_("Fristens grundlag"), _of_deadline("basis")),
    *(column for side in Perspective for column in _views(side)),
)


def headings(translate: Translate) -> list[str]:
    """Return the headings of the columns in a language."""
    return [": ".join(map(translate, name.split(": "))) for name, _make in COLUMNS]


def is_ours(row: Sequence[str]) -> bool:
    """Whether a row has the headings that are written here, in whichever language."""
    return any(list(row) == headings(translator(language)) for language in LANGUAGES)


def rows(document: Mapping[str, Any], translate: Translate) -> Iterator[list[Cell]]:
    """Give a row of cells for each event of a journey, in chronological order."""
    case = Case(document, {actor["id"]: actor for actor in document["actors"]}, translate)
    for event in sorted(document["events"], key=lambda each: parse_edtf(each["date"])):
        yield [make(event, case) for _name, make in COLUMNS]


def as_csv(document: Mapping[str, Any], translate: Translate, delimiter: str = ";") -> bytes:
    """Return a journey as CSV in UTF-8 with a byte order mark, every cell in quotes, formulas marked."""
    text = io.StringIO(newline="")
    table = Table(text, translate, delimiter)
    table.add(document)
    return text.getvalue().encode("utf-8-sig")


class Table:
    """A CSV file being written, journey by journey; formulas are marked."""

    def __init__(self, text: TextIO, translate: Translate, delimiter: str = ";") -> None:
        self._writer, self._translate = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL), translate
        self._writer.writerow(headings(translate))

    def add(self, document: Mapping[str, Any]) -> None:
        """Write the events of a journey."""
        for row in rows(document, self._translate):
            self._writer.writerow([marked(cell) if isinstance(cell, str) else cell for cell in row])
