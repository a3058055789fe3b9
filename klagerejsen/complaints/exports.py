"""Complaints as a table for others: CSV with formulas marked, or a workbook in which every text says that it is one.

The columns are those that an import knows, so that what was handed out comes in again as it was.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping

from klagerejsen import labels
from klagerejsen.catalogue import LANGUAGES, Translate, translator
from klagerejsen.catalogue import mark as _
from klagerejsen.complaints import columns
from klagerejsen.complaints.models import Complaint
from klagerejsen.database import utcnow
from klagerejsen.intake.cells import marked
from klagerejsen.intake.new_workbooks import Page
from klagerejsen.intake.sheets import NO, YES, Cell
from klagerejsen.outgoing.terms import Terms, about

MOST = 50_000
"""Complaints in one file; a register that is larger is handed out period by period."""

Areas = Mapping[str, str]


def headings(translate: Translate) -> list[str]:
    """Return what stands above the columns."""
    return [translate(words) for words in columns.FIELDS.values()]


def is_ours(row: list[str]) -> bool:
    """Whether headings are those that are written here, in whichever language."""
    return any(row == headings(translator(language)) for language in LANGUAGES)


def row_of(complaint: Complaint, areas: Areas, translate: Translate) -> list[Cell]:
    """Return a complaint's cells, in the order of the headings."""
    return [_cell(complaint, name, areas, translate) for name in columns.FIELDS]


def _cell(complaint: Complaint, name: str, areas: Areas, translate: Translate) -> Cell:
    value = getattr(complaint, name)
    if name == "area":
        return areas.get(value, value)
    if name in columns.SEVERAL:
        return _joined(labels.label(columns.WORDS[name], code, translate) for code in value or ())
    if name in columns.WORDS:
        return labels.label(columns.WORDS[name], value, translate)
    if name == "attempts":
        return _joined(f"{tried['on']} {labels.label('channel', tried['channel'], translate)}" for tried in value or ())
    if isinstance(value, bool):
        return translate(YES if value else NO)
    return ", ".join(value) if isinstance(value, list) else value


def _joined(parts: Iterable[str]) -> str | None:
    return columns.BETWEEN.join(parts) or None


def as_csv(complaints: Iterable[Complaint], areas: Areas, translate: Translate, _terms: Terms) -> bytes:
    """Return CSV in UTF-8 with a byte order mark, as Danish Excel opens it; its terms stand in its name."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(headings(translate))
    for complaint in complaints:
        writer.writerow(_marked(row_of(complaint, areas, translate)))
    return text.getvalue().encode("utf-8-sig")


def _marked(row: Iterable[Cell]) -> Iterator[str]:
    return (marked(str(cell)) if cell is not None else "" for cell in row)


def as_workbook(complaints: Iterable[Complaint], areas: Areas, translate: Translate, terms: Terms) -> bytes:
    """Return a workbook with a sheet of complaints, and one on what the file is for."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = Page(book, translate(SHEET))
    page.begin(headings(translate))
    for number, complaint in enumerate(complaints, 1):
        for column, cell in enumerate(row_of(complaint, areas, translate)):
            page.write(number, column, cell)
    _tell(Page(book, translate(ABOUT)), about(terms, utcnow(), translate))
    book.close()
    return file.getvalue()


def _tell(page: Page, stated: Iterable[tuple[str, Cell]]) -> None:
    page.widen(24, 60)
    for row, cells in enumerate(stated):
        for column, cell in enumerate(cells):
            page.write(row, column, cell)


SHEET, ABOUT = _("Klager"), _("Om filen")
Make = Callable[[Iterable[Complaint], Areas, Translate, Terms], bytes]
FORMATS: Mapping[str, tuple[Make, str]] = {
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv"),
}
"""The formats by their names, each with what makes it and its type."""
