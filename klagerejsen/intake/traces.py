"""What an event log is made of, as its file states it: attributes, events, and traces of one case each.

The names are those of the XES standard (IEEE 1849). Pure: neither a file format nor a journey is known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

CASE = ACTIVITY = "concept:name"
INSTANCE = "concept:instance"
TIME = "time:timestamp"
TRANSITION = "lifecycle:transition"
RESOURCE, GROUP, ROLE = "org:resource", "org:group", "org:role"
COST = "cost:total"

SCALARS = ("string", "date", "int", "float", "boolean", "id")
NESTED = ("list", "container")


class Attribute(NamedTuple):
    """One attribute: its key, its kind (one of `SCALARS` or `NESTED`), its value as written, and what lies in it."""

    key: str
    kind: str
    value: str = ""
    children: tuple["Attribute", ...] = ()


class Event(NamedTuple):
    """One event of a trace; `line` is where it begins in its file (1-based), None where there is no file."""

    attributes: tuple[Attribute, ...]
    line: int | None = None


class Trace(NamedTuple):
    """The events of one case, in the order of the file."""

    attributes: tuple[Attribute, ...]
    events: tuple[Event, ...]
    line: int | None = None


class Extension(NamedTuple):
    """A vocabulary that a log uses; its keys begin with the prefix and a colon."""

    name: str
    prefix: str
    uri: str


class Classifier(NamedTuple):
    """A way to say which events are the same: the keys whose values are compared."""

    name: str
    scope: str
    keys: tuple[str, ...]


@dataclass(slots=True)
class Head:
    """What a log says of itself before its traces."""

    version: str = ""
    extensions: list[Extension] = field(default_factory=list)
    # Attributes that are promised for every trace or event, with the value that stands for a missing one.
    promised: dict[str, tuple[Attribute, ...]] = field(default_factory=dict)
    classifiers: list[Classifier] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)


def value_of(attributes: Iterable[Attribute], key: str) -> str | None:
    """Return the value of a key, None where it is missing or empty."""
    for attribute in attributes:
        if attribute.key == key:
            return attribute.value or None
    return None


def moment(text: str) -> datetime | None:
    """Read a timestamp as logs write them; None for what is none.

    A zone is kept as it is stated, and its absence too; what is finer than a microsecond is cut off.

    >>> moment("2024-03-12T09:30:00.000+01:00").isoformat(), moment("i går")
    ('2024-03-12T09:30:00+01:00', None)
    """
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def stamp(when: datetime) -> str:
    """Write a timestamp as XES has it, to the thousandth of a second or as finely as it is known.

    >>> stamp(datetime(2024, 3, 12, 9, 30))
    '2024-03-12T09:30:00.000'
    """
    return when.isoformat(timespec="microseconds" if when.microsecond % 1000 else "milliseconds")
