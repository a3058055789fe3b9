"""Workbooks (.xlsx) of events for others, written journey by journey, in which every text says that it is one."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Self

from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _
from klagerejsen.intake.cells import dangerous
from klagerejsen.intake.sheets import Cell, headings, rows
from klagerejsen.intake.xes.writing import writable

LONGEST_CELL = 32_767
"""Characters (UTF-16) that a cell of a workbook can hold."""
MOST_ROWS = 1_000_000
"""Events on one sheet; no spreadsheet program has many more rows."""
FIRST_YEAR = 1901
"""The first year whose days a workbook counts without doubt."""
TOO_LONG = _("Teksten i række {row}, «{heading}», er over {limit} tegn. Vælg CSV eller JSON.")
CUT = _("(forkortet)")
ABOUT = _("Om filen")


class TooLong(ValueError):  # noqa: N818 - says what is the matter
    """A text does not fit into a cell of a workbook; `row` is where it would stand, `heading` in which column."""

    def __init__(self, row: int, heading: str) -> None:
        super().__init__(heading)
        self.row, self.heading = row, heading

    def said(self, translate: Translate) -> str:
        """Say so, and what to do."""
        words = {"row": self.row, "heading": self.heading, "limit": LONGEST_CELL}
        return translate(TOO_LONG).format(**words)


class Workbook:
    """A workbook being written, one row for each event.

    With `folder`, rows go to the disk there as they come, and a text that no cell can hold is cut and counted in
    `shortened`; without, such a text raises `TooLong`.
    """

    def __init__(self, file: BinaryIO, translate: Translate, folder: Path | None = None) -> None:
        import xlsxwriter

        how = {"constant_memory": True, "tmpdir": str(folder)} if folder else {"in_memory": True}
        self._book = xlsxwriter.Workbook(file, how)
        self._translate, self._cuts, self._names = translate, folder is not None, headings(translate)
        self._sheets, self.shortened = 0, 0
        self._turn_over()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._book.close()

    def _turn_over(self) -> None:
        self._sheets, self._row = self._sheets + 1, 0
        name = self._translate(_("Hændelser"))
        self._page = Page(self._book, name if self._sheets == 1 else f"{name} {self._sheets}")
        self._page.begin(self._names)

    def add(self, document: Mapping[str, Any]) -> None:
        """Write the events of a journey."""
        for row in rows(document, self._translate):
            if self._row == MOST_ROWS:
                self._turn_over()
            self._row += 1
            for column, cell in enumerate(row):
                self._page.write(self._row, column, self._fitting(cell, column))

    def _fitting(self, cell: Cell, column: int) -> Cell:
        if not isinstance(cell, str) or len(cell.encode("utf-16-le")) <= 2 * LONGEST_CELL:
            return cell
        if not self._cuts:
            raise TooLong(self._row + 1, self._names[column])
        self.shortened += 1
        mark = " " + self._translate(CUT)
        return cell.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(mark))].decode("utf-16-le", "ignore") + mark

    def tell(self, stated: Iterable[tuple[str, Cell]]) -> None:
        """Write a sheet on the file itself, behind the others."""
        page = Page(self._book, self._translate(ABOUT))
        page.widen(24, 60)
        page.fill(stated, 0)


def write_workbook(
    name: str,
    names: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    stated: Iterable[tuple[str, Cell]],
    translate: Translate,
) -> bytes:
    """Return a workbook of one table, and behind it a sheet on the file itself."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = Page(book, name)
        page.begin(names)
        page.fill(rows, 1)
        last = Page(book, translate(ABOUT))
        last.widen(24, 60)
        last.fill(stated, 0)
    return file.getvalue()


class Page:
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

    def widen(self, *widths: int) -> None:
        """Make columns so many digits wide."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def fill(self, rows: Iterable[Sequence[Cell]], first: int) -> None:
        """Write rows from the row number `first` on."""
        for row, cells in enumerate(rows, first):
            for column, cell in enumerate(cells):
                self.write(row, column, cell)

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
