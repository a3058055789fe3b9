"""How a text file is written: its encoding, what stands between its cells, and its decimals; pure."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from klagerejsen.background.refusals import Refusal
from klagerejsen.catalogue import mark as _

DELIMITERS = (";", "\t", ",", "|")
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
}
SAMPLE = 1 << 16
"""Bytes from which a file's way of writing is seen."""
MOST_LOOKED_AT = 60
LONGEST_CELL = 32_767
"""Characters; the most that a cell of a spreadsheet can hold."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TOLD = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_COMMA, _POINT = re.compile(r"-?\d+(?:\.\d{3})*,\d+"), re.compile(r"-?\d+(?:,\d{3})*\.\d+")


NULS = _("Her står et tomt tegn (NUL). Åbn filen i det program, den kommer fra, og gem den igen som CSV i UTF-8.")
NOT_THIS_ENCODING = _("Tegnene her kan ikke læses som {encoding}. Gem filen igen som UTF-8.")
OPEN_QUOTE = _("Her begynder et anførselstegn, som ikke slutter. Ret rækken, og hent filen igen.")
LONG_CELL = _("Et felt er på over {limit} tegn. Del teksten op, eller ret et anførselstegn, der ikke slutter.")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written; `told` says that its first line only names the delimiter, as spreadsheets do."""

    encoding: str
    delimiter: str
    decimal: str = ""
    told: bool = False


def dialect_of(path: Path, encoding: str | None = None, delimiter: str | None = None) -> Dialect:
    """Return how a file is written, as far as it is not said already."""
    encoding = encoding or encoding_of(path)
    with path.open("rb") as file:
        text = decoded_head(file.read(SAMPLE), encoding)
    told = _TOLD.match(text)
    if told:
        text = text[told.end() :]
    delimiter = delimiter or (told[1] if told else delimiter_of(text)) or ";"
    return Dialect(encoding, delimiter, _decimal(text, delimiter), told is not None)


def encoding_of(path: Path) -> str:
    """Return a file's encoding: by its mark, else UTF-8 where all of it can be read so, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        head = file.read(SAMPLE)
        marked = _marked(head)
        if marked:
            return marked
        try:
            block = head
            while block:
                decoder.decode(block)
                block = file.read(1 << 20)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _marked(head: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    # Western text in UTF-16 has a NUL in every other place.
    sides = (("utf-16-be", 0), ("utf-16-le", 1))
    return next((encoding for encoding, first in sides if _every_other(head, first)), None)


def _every_other(head: bytes, first: int) -> bool:
    places = head[first:2000:2]
    return len(places) > 3 and places.count(0) > 0.7 * len(places)


def decoded_head(head: bytes, encoding: str) -> str:
    """Return the beginning of a file as text, without the character that the cut fell into."""
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)


def delimiter_of(text: str) -> str | None:
    """Return what stands between the cells of a table; None where no line is cut into two by anything.

    The delimiter is the one that cuts the most lines into as many cells as the first; then the one with most cells.

    >>> delimiter_of("Dato;Beløb\\n12-03-2024;1,5\\n"), delimiter_of("Ingen tabel")
    (';', None)
    """
    scores = {delimiter: score(text, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: (*scores[delimiter], -DELIMITERS.index(delimiter)))
    return best if scores[best] > (0.0, 0) else None


def score(text: str, delimiter: str) -> tuple[float, int]:
    """Return the share of records that have as many cells as most, and how many cells that is."""
    widths = [len(record) for record in _sample(text, delimiter) if any(record)]
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0, 0
    width, count = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
    return count / len(widths), width


def _sample(text: str, delimiter: str) -> list[list[str]]:
    """Return the first records, without the one that the end of the sample cuts."""
    found: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            found.append(record)
            if len(found) > MOST_LOOKED_AT:
                break
    except csv.Error:
        return found
    return found[:-1] if len(found) > 2 and len(text) >= SAMPLE // 4 else found


def _decimal(text: str, delimiter: str) -> str:
    cells = [cell.strip() for record in _sample(text, delimiter) for cell in record]
    commas, points = (sum(map(bool, map(kind.fullmatch, cells))) for kind in (_COMMA, _POINT))
    return "," if commas > points else "." if points else ""


def records(path: Path, dialect: Dialect) -> Iterator[list[str]]:
    """Give the records of a file; raise `Refusal` with the row of what cannot be read."""
    csv.field_size_limit(LONGEST_CELL)
    row = 0
    with path.open(encoding=dialect.encoding, newline="") as file:
        if dialect.told:
            file.readline()
        reader = csv.reader(_lines(file), delimiter=dialect.delimiter)
        try:
            for record in reader:
                row += 1
                if record == [_END]:
                    return
                if record and record[-1].endswith(_END):
                    raise Refusal(OPEN_QUOTE, row=row)
                yield record
        except UnicodeDecodeError:
            raise Refusal(
                NOT_THIS_ENCODING, row=_row_astray(path, dialect), encoding=ENCODINGS[dialect.encoding]
            ) from None
        except csv.Error:
            raise Refusal(LONG_CELL, row=row + 1, limit=LONGEST_CELL) from None
        except _Nul:
            raise Refusal(NULS, row=row + 1) from None


# A line of our own behind the last one: it comes back as a record, or as the end of a cell whose quote is open.
_END = "\0"


class _Nul(Exception):  # noqa: N818 - says what was found
    pass


def _lines(file: Iterable[str]) -> Iterator[str]:
    for line in file:
        if _END in line:
            raise _Nul
        yield line
    yield _END


def _row_astray(path: Path, dialect: Dialect) -> int | None:
    """Return the first row with something that is not in the file's encoding; it was decoded far ahead of the rows."""
    with path.open(encoding=dialect.encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=dialect.delimiter)
        return next((row for row, record in enumerate(reader, 1) if any("\ufffd" in cell for cell in record)), None)
