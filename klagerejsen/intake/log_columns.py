"""The columns of an event log: words that are kept once, moments in microseconds."""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal, NamedTuple

from klagerejsen.intake.traces import Attribute

MISSING = -1
NO_TIME = -(2**63)
NO_ZONE = 2**15 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1)


class Words:
    """A column of texts: a number for each row, and each different text once; None where a row has none."""

    __slots__ = ("_numbers", "codes", "texts")

    def __init__(self, rows: int = 0) -> None:
        self.codes = array("i", [MISSING]) * rows
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}

    def put(self, row: int, text: str) -> None:
        """Set a row, which is the last one or lies behind it."""
        self.fill(row)
        number = self._numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        self.codes.append(number)

    def fill(self, rows: int) -> None:
        """Make the column this long; the rows that it lacks have no text."""
        if len(self.codes) < rows:
            self.codes.extend(array("i", [MISSING]) * (rows - len(self.codes)))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str | None:
        code = self.codes[row]
        return None if code == MISSING else self.texts[code]

    def __iter__(self) -> Iterator[str | None]:
        return (None if code == MISSING else self.texts[code] for code in self.codes)


class Times:
    """A column of moments: microseconds since 1970 in UTC, and the zone that was stated, in minutes.

    A moment without a zone counts as UTC in `micros` and comes back without one.
    """

    __slots__ = ("micros", "zones")

    def __init__(self) -> None:
        self.micros = array("q")
        self.zones = array("h")

    def append(self, when: datetime | None) -> None:
        """Add a row."""
        offset = when.utcoffset() if when else None
        self.zones.append(NO_ZONE if offset is None else offset // _MINUTE)
        if when is None:
            self.micros.append(NO_TIME)
        else:
            known = when if offset is not None else when.replace(tzinfo=UTC)
            self.micros.append((known - _EPOCH) // _MICROSECOND)

    def __len__(self) -> int:
        return len(self.micros)

    def __getitem__(self, row: int) -> datetime | None:
        if self.micros[row] == NO_TIME:
            return None
        when = _EPOCH + timedelta(microseconds=self.micros[row])
        if self.zones[row] == NO_ZONE:
            return when.replace(tzinfo=None)
        return when.astimezone(timezone(timedelta(minutes=self.zones[row])))


class Column(NamedTuple):
    """What a column holds: the values of a key, of one kind; or what lies in them, as JSON."""

    key: str
    kind: str
    part: Literal["value", "children"] = "value"


Columns = dict[Column, Words]


def store(columns: Columns, row: int, attributes: Iterable[Attribute]) -> None:
    """Put the attributes of one element into a row, which is the last one or lies behind it."""
    for key, kind, value, children in attributes:
        _column(columns, Column(key, kind), row).put(row, value)
        if children:
            nested = json.dumps(children, ensure_ascii=False, separators=(",", ":"))
            _column(columns, Column(key, kind, "children"), row).put(row, nested)


def _column(columns: Columns, name: Column, row: int) -> Words:
    words = columns.get(name)
    if words is None:
        words = columns[name] = Words(row)
    return words


def attributes_of(columns: Mapping[Column, Words], row: int) -> Iterator[Attribute]:
    """Give back the attributes of a row."""
    for name, words in columns.items():
        text = words[row] if name.part == "value" else None
        if text is not None:
            inside = columns.get(name._replace(part="children"))
            nested = inside[row] if inside is not None else None
            yield Attribute(name.key, name.kind, text, _nested(json.loads(nested)) if nested else ())


def _nested(pieces: Iterable[Sequence[object]]) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(str(key), str(kind), str(value), _nested(children))  # type: ignore[arg-type]
        for key, kind, value, children in pieces
    )


def merged(columns: Mapping[Column, Words], key: str, rows: int) -> Words:
    """Return the one column of a key; where a key was stated as several kinds, all of them together."""
    found = [words for name, words in columns.items() if name.key == key and name.part == "value"]
    for words in found:
        words.fill(rows)
    if len(found) == 1:
        return found[0]
    together = Words()
    for row in range(rows):
        text = next((words[row] for words in found if words[row] is not None), None)
        if text is not None:
            together.put(row, text)
    together.fill(rows)
    return together
