"""Workbooks (.xlsx) as rows of text, cell by cell: empty rows and columns that only have a format cost nothing."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from klagerejsen.background.refusals import Refusal, letter
from klagerejsen.catalogue import mark as _
from klagerejsen.intake.dialects import LONG_CELL, LONGEST_CELL

MOST_PARTS = 2_000
LARGEST_UNPACKED = 300_000_000
MOST_ROWS, MOST_COLUMNS = 250_000, 256
MOST_IN_A_SHEET = 1_048_576
"""Rows, empty ones among them; no sheet of any spreadsheet program has more."""
# An underscore before what would be read as the number of a sign, as workbooks write it.
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


NO_WORKBOOK = _("Filen er ikke en projektmappe, som kan læses. Gem den som .xlsx uden adgangskode, eller som CSV.")
BROKEN = _("Filen er beskadiget. Åbn den i det program, den kommer fra, og gem den igen.")
TOO_LARGE = _("Pakket ud fylder filen over {limit} MB. Del den op i mindre filer, eller gem arket som CSV.")
FAR_OUT = _("Her står noget uden for de første {rows} rækker og {columns} kolonner. Slet det, eller del arket op.")
HALF_SIGN = _("Feltet indeholder et halvt tegn, der ikke kan gemmes. Skriv teksten igen.")
NO_SHEET = _("Der er intet ark med det navn. Vælg et af arkene i filen.")


def open_package(path: Path) -> zipfile.ZipFile:
    """Open a file of parts that are packed together; raise `Refusal` where its parts are not what they should be."""
    try:
        package = zipfile.ZipFile(path)
        parts = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise Refusal(BROKEN) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Refusal(TOO_LARGE, limit=LARGEST_UNPACKED // 1_000_000)
    if any(part.filename.startswith("/") or ".." in re.split(r"[/\\]", part.filename) for part in parts):
        raise Refusal(BROKEN)
    return package


def refuse_doctype(package: zipfile.ZipFile) -> None:
    """Raise `Refusal` where a part declares a document type: no office program writes one, and it can be a bomb."""
    for part in package.infolist():
        if part.filename.endswith((".xml", ".rels")):
            try:
                with package.open(part) as file:
                    head = file.read(1 << 16)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
                raise Refusal(BROKEN) from error
            if _DOCTYPE.search(head):
                raise Refusal(BROKEN)


def open_workbook(path: Path, sheet: str | None) -> tuple[list[str], str, Iterator[list[str]]]:
    """Return the names of the sheets, the one that is read (by default the first with cells), and its rows."""
    with open_package(path) as package:
        refuse_doctype(package)
        names = set(package.namelist())
    if "xl/workbook.xml" not in names:
        raise Refusal(NO_WORKBOOK)
    book = _loaded(path)
    sheets = [each.title for each in book.worksheets]
    if sheet is not None and sheet not in sheets:
        raise Refusal(NO_SHEET)
    if not sheets:
        raise Refusal(NO_WORKBOOK)
    several = sheet is None and len(sheets) > 1
    chosen = next((name for name in sheets if next(_cells(book, name), None)), None) if several else sheet
    chosen = chosen or sheets[0]
    return sheets, chosen, _rows(book, chosen)


def _loaded(path: Path) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        # Not by its name: one that does not end in .xlsx is refused.
        return load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True, keep_links=False)
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        OSError,
        zipfile.BadZipFile,
    ) as error:
        raise Refusal(BROKEN) from error


def _rows(book: Any, name: str) -> Iterator[list[str]]:
    """Give the rows as texts, empty ones among them, up to the last one that holds anything."""
    at = 0
    for number, cells in _cells(book, name):
        for _missing in range(at + 1, number):
            yield []
        at = number
        row = [""] * (cells[-1][0] + 1)
        for column, value in cells:
            row[column] = _text(value, number, column)
        yield row


def _cells(book: Any, name: str) -> Iterator[tuple[int, list[tuple[int, Any]]]]:
    """Give each row that holds anything, with its number and its cells in order.

    openpyxl's own rows would fill in every cell that is missing, up to the last of 17 thousand millions.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    page = book[name]
    with page._get_source() as source:
        reader = WorkSheetParser(
            source,
            page._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        try:
            for count, (number, row) in enumerate(reader.parse()):
                if count > MOST_IN_A_SHEET:
                    raise Refusal(BROKEN)
                cells = [(cell["column"] - 1, cell["value"]) for cell in row if cell["value"] not in (None, "")]
                if cells:
                    _check(number, max(cells)[0] if len(cells) == 1 else max(column for column, _value in cells))
                    yield number, sorted(cells, key=lambda cell: cell[0])
        except (KeyError, ValueError, TypeError, IndexError, SyntaxError, EOFError, zipfile.BadZipFile) as error:
            if isinstance(error, Refusal):
                raise
            raise Refusal(BROKEN) from error


def _check(row: int, column: int) -> None:
    if row > MOST_ROWS or column >= MOST_COLUMNS:
        raise Refusal(FAR_OUT, row=row, column=letter(column), rows=MOST_ROWS, columns=MOST_COLUMNS)


def _text(value: Any, row: int, column: int) -> str:
    """Write a cell as people would: days as ISO, whole numbers without decimals."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).replace("_x000D_", "\r")  # how workbooks write what XML would turn into a line break
    text = _ESCAPED.sub("_", text)  # openpyxl does so for the strings that cells share, and not for those within them
    if len(text) > LONGEST_CELL:
        raise Refusal(LONG_CELL, row=row, column=letter(column), limit=LONGEST_CELL)
    if any("\ud800" <= sign <= "\udfff" or sign == "\0" for sign in text):
        raise Refusal(HALF_SIGN, row=row, column=letter(column))
    return text
