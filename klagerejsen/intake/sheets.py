"""The events of a journey as a table with one row each, as CSV and as a workbook."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from klagerejsen import labels
from klagerejsen.catalogue import LANGUAGES, Translate, translator
from klagerejsen.catalogue import mark as _
from klagerejsen.codes import Perspective
from klagerejsen.dates import parse_edtf
from klagerejsen.intake.cells import dangerous, marked
from klagerejsen.intake.xes.writing import writable

Cell = str | int | dt.date | None
LONGEST_CELL = 32_767
"""Characters (UTF-16) that a cell of a workbook can hold."""
FIRST_YEAR = 1901
"""The first year whose days a workbook counts without doubt."""


class TooLong(ValueError):  # noqa: N818 - says what is the matter
    """A text does not fit into a cell of a workbook; `row` is where it would stand, `heading` in which column."""

    def __init__(self, row: int, heading: str) -> None:
        super().__init__(heading)
        self.row, self.heading = row, heading

    def said(self, translate: Translate) -> str:
        """Say so, and what to do."""
        words = {"row": self.row, "heading": self.heading, "limit": LONGEST_CELL}
        return translate(TOO_LONG).format(**words)


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


TOO_LONG = _("Teksten i række {row}, «{heading}», er over {limit} tegn. Vælg CSV eller JSON.")
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
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(headings(translate))
    for row in rows(document, translate):
        writer.writerow([marked(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_workbook(document: Mapping[str, Any], translate: Translate) -> bytes:
    """Return a journey as a workbook (.xlsx) in which every text says that it is one; raises `TooLong`."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = _Page(book, translate(_("Hændelser")))
        names = headings(translate)
        page.begin(names)
        for number, row in enumerate(rows(document, translate), 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and len(cell.encode("utf-16-le")) > 2 * LONGEST_CELL:
                    raise TooLong(number + 1, names[column])
                page.write(number, column, cell)
    return file.getvalue()


class _Page:
    """A sheet being written."""

    def __init__(self, book: Any, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        top = {"valign": "top", "text_wrap": True}
        self._heading = book.add_format({"bold": True, "bottom": 1})
        self._text = book.add_format(top)
        # Excel keeps such a cell a text also when somebody edits it.
        self._formula = book.add_format({**top, "quote_prefix": True})
        self._day = book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})

    def begin(self, names: Sequence[str]) -> None:
        """Write the headings, and keep them in sight."""
        for column, name in enumerate(names):
            self._sheet.write_string(0, column, name, self._heading)
        self._sheet.set_column(0, len(names) - 1, 16)
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, 1, len(names) - 1)

    def write(self, row: int, column: int, cell: Cell) -> None:
        """Write one cell."""
        if isinstance(cell, dt.date) and cell.year >= FIRST_YEAR:
            self._sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), self._day)
        elif isinstance(cell, int):
            self._sheet.write_number(row, column, cell, self._text)
        elif cell:
            self._write_text(row, column, writable(str(cell)))

    def _write_text(self, row: int, column: int, text: str) -> None:
        style = self._formula if dangerous(text) else self._text
        if text.startswith("<r>"):  # the library would take it for markup of its own
            self._sheet.write_rich_string(row, column, text[:1], self._text, text[1:], style)
        else:
            self._sheet.write_string(row, column, text, style)
