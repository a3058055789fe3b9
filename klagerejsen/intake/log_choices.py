"""Which cases of a log somebody wants: looked for in the database that the parser "xes" made; pure."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from klagerejsen.intake.traces import Attribute, Event, Trace

SHOWN = 25
ORDERS = {"file": "number", "longest": "events DESC, number", "latest": "last DESC, number", "name": "name, number"}
"""The orders in which cases are listed and taken."""


class Case(NamedTuple):
    """A case as it is listed."""

    number: int
    name: str
    events: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What cases must be like; of those, `numbers` where there are any, and else the first `limit`."""

    text: str = ""
    activity: int | None = None
    least: int = 0
    most: int = 0
    since: str = ""
    until: str = ""
    order: str = "file"
    limit: int = 0
    names: tuple[str, ...] = ()
    numbers: tuple[int, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Return it for the parsing process."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Choice":
        """Read what `as_json` wrote."""
        known = {each.name: told[each.name] for each in fields(cls) if each.name in told}
        return cls(**known | {name: tuple(known.get(name, ())) for name in ("names", "numbers")})

    def _condition(self) -> tuple[str, list[object]]:
        """Return the condition and its values; every piece of it is ours."""
        pieces: list[tuple[bool, str, list[object]]] = [
            (bool(self.text), "instr(lower(name), lower(?)) > 0", [self.text]),
            (bool(self.names), f"name IN ({', '.join('?' * len(self.names))})", [*self.names]),
            (self.activity is not None, "number IN (SELECT number FROM acts WHERE activity = ?)", [self.activity]),
            (self.least > 0, "events >= ?", [self.least]),
            (self.most > 0, "events <= ?", [self.most]),
            (bool(self.since), "first >= ?", [self.since]),
            (bool(self.until), "first <> '' AND first <= ?", [self.until]),
        ]
        used = [(text, values) for wanted, text, values in pieces if wanted]
        condition = " AND ".join(["usable", *(text for text, _values in used)])
        return condition, [value for _text, values in used for value in values]


def fitting(log: Path, choice: Choice) -> int:
    """Return how many cases are as they must be."""
    condition, values = choice._condition()
    with closing(_opened(log)) as database:
        count: int = database.execute(f"SELECT count(*) FROM cases WHERE {condition}", values).fetchone()[0]  # noqa: S608
    return count


def listed(log: Path, choice: Choice, most: int = SHOWN) -> list[Case]:
    """Return the first of the cases that are as they must be."""
    condition, values = choice._condition()
    query = (
        f"SELECT number, name, events, first, last FROM cases WHERE {condition} ORDER BY {ORDERS[choice.order]} LIMIT ?"  # noqa: S608
    )
    with closing(_opened(log)) as database:
        return [Case(*row) for row in database.execute(query, [*values, most])]


def chosen(log: Path, choice: Choice) -> list[Case]:
    """Return the cases that are taken."""
    if not choice.numbers:
        return listed(log, choice, choice.limit)
    wanted = set(choice.numbers)
    return [case for case in listed(log, Choice(order=choice.order), -1) if case.number in wanted]


def traces_of(log: Path, cases: list[Case]) -> Iterator[Trace]:
    """Give the cases as the log has them."""
    with closing(_opened(log)) as database:
        for case in cases:
            [body] = database.execute("SELECT body FROM cases WHERE number = ?", [case.number]).fetchone()
            stated, events, line = json.loads(body)
            happened = tuple(Event(_attributes(attributes), at) for attributes, at in events)
            yield Trace(_attributes(stated), happened, line)


def _attributes(pieces: list[Any]) -> tuple[Attribute, ...]:
    return tuple(Attribute(key, kind, value, _attributes(inside)) for key, kind, value, inside in pieces)


def _opened(log: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{log.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
