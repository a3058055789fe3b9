"""The parser "xes": an event log in, a small database of its cases out, in which cases are looked for and chosen.

A log may have forty thousand cases, and people work with a few of them. So nothing becomes a journey here: the cases
are kept as they are, with what one needs to choose among them.
"""

import datetime as dt
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import Tell
from klagerejsen.catalogue import mark as _
from klagerejsen.intake import traces
from klagerejsen.intake.traces import Attribute, Event, Head, Trace, moment, value_of
from klagerejsen.intake.xes.reading import Reading, Remarks
from klagerejsen.intake.xes.unpacking import unpacked

DENMARK = ZoneInfo("Europe/Copenhagen")
LIKELY_YEARS = range(1800, 2200)
MOST_EVENTS = 5_000
MOST_ACTIVITIES, MOST_KEYS = 5_000, 400
MOST_TOLD = 200
EXAMPLES, LONGEST_EXAMPLE = 3, 60
PLACED = frozenset((traces.ACTIVITY, traces.TIME, traces.TRANSITION, traces.RESOURCE, traces.GROUP))
"""Attributes of an event that have a place of their own in a journey."""

_TABLES = """
CREATE TABLE cases (number INTEGER PRIMARY KEY, name TEXT, line INTEGER, events INTEGER, first TEXT, last TEXT,
                    usable INTEGER, body TEXT);
CREATE TABLE acts (activity INTEGER, number INTEGER);
"""
_INDEX = "CREATE INDEX acts_by_activity ON acts (activity, number);"


READING = _("Hændelsesloggen læses")
NO_CASES = _("Der er ingen sager med hændelser i filen. Vælg en anden fil.")
TOO_MANY_ACTIVITIES = _("Der er over {limit} forskellige aktiviteter. Det er næppe en hændelseslog.")
TOO_MANY_KEYS = _("Der er over {limit} forskellige slags oplysninger om hver hændelse. Gem loggen med færre.")
NO_NAME = _("En sag har intet navn. Den hedder her «{name}».")
SAME_NAME = _("En sag til hedder «{name}».")
NO_EVENTS = _("En sag har ingen hændelser og kan ikke vælges.")
MANY_EVENTS = _("En sag har over {limit} hændelser og kan ikke vælges.")
NO_TIME = _("En hændelse har intet tidspunkt. Den får en dato mellem sine naboer.")
BAD_TIME = _("Et tidspunkt kan ikke læses. Hændelsen får en dato mellem sine naboer.")
NAMELESS = "Uden navn {number}"


def parse(source: Path, target: Path, tell: Tell) -> dict[str, Any]:
    """Read a log (XES, plain or gzipped) into a database of its cases; raises `Refusal`."""
    with unpacked(source, lambda share, _words: tell(share, READING)) as file:
        reading = Reading(file)
        gathered = _Gathered(reading.head, reading.remarks)
        with _database(target) as database:
            gathered.keep(database, reading.traces())
    if not gathered.usable:
        raise Refusal(NO_CASES)
    return gathered.summary() | {
        "name": value_of(reading.head.attributes, traces.CASE),
        "log": [[each.key, each.value] for each in reading.head.attributes if each.value][:MOST_TOLD],
        "promised": sorted({each.key for stated in reading.head.promised.values() for each in stated}),
    }


class _database:  # noqa: N801 - used as a function
    """A new database, written whole at the end: it is nobody's before the parser is done."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(path)

    def __enter__(self) -> sqlite3.Connection:
        self._connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        return self._connection

    def __exit__(self, error: object, *_more: object) -> None:
        if error is None:
            self._connection.execute(_INDEX)
            self._connection.commit()
        self._connection.close()


@dataclass(slots=True)
class _Key:
    """What is known of one key: how many elements state it, the first few values, and whether it is said twice."""

    filled: int = 0
    examples: list[str] = field(default_factory=list)
    repeats: bool = True

    def see(self, attribute: Attribute, said: Collection[str]) -> None:
        self.filled += 1
        self.repeats = self.repeats and attribute.value in said and not attribute.children
        text = attribute.value[:LONGEST_EXAMPLE]
        if len(self.examples) < EXAMPLES and text and text not in self.examples:
            self.examples.append(text)


@dataclass(slots=True)
class _Gathered:
    """What there is to tell of a log, gathered while its cases go by."""

    head: Head
    remarks: Remarks
    cases: int = 0
    usable: int = 0
    events: int = 0
    first: str = ""
    last: str = ""
    names: set[str] = field(default_factory=set)
    activities: dict[str, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    cases_with: Counter[str] = field(default_factory=Counter)
    transitions: Counter[str] = field(default_factory=Counter)
    keys: dict[str, _Key] = field(default_factory=lambda: defaultdict(_Key))
    case_keys: dict[str, _Key] = field(default_factory=lambda: defaultdict(_Key))

    @property
    def classifier(self) -> tuple[str, ...]:
        return next((each.keys for each in self.head.classifiers if each.scope == "event"), ())

    def keep(self, database: sqlite3.Connection, cases: Iterable[Trace]) -> None:
        for trace in cases:
            self.cases += 1
            days = sorted(filter(None, map(self._see_event, trace.events)))
            first, last = (days[0], days[-1]) if days else ("", "")
            usable = self._see_case(trace)
            row = (self.cases, self._name(trace), trace.line, len(trace.events), first, last, usable)
            body = json.dumps(trace, ensure_ascii=False, separators=(",", ":")) if usable else ""
            database.execute("INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, body))
            database.executemany("INSERT INTO acts VALUES (?, ?)", self._acts(trace))
            self.first, self.last = min(filter(None, (self.first, first)), default=""), max(self.last, last)

    def _name(self, trace: Trace) -> str:
        name = value_of(trace.attributes, traces.CASE)
        if name is None:
            name = NAMELESS.format(number=self.cases)
            self.remarks.add(NO_NAME, trace.line, name=name)
        elif name in self.names:
            self.remarks.add(SAME_NAME, trace.line, name=name)
        self.names.add(name)
        return name

    def _acts(self, trace: Trace) -> list[tuple[int, int]]:
        done = Counter(activity_of(event.attributes, self.classifier) for event in trace.events)
        self.counts.update(done)
        self.cases_with.update(done.keys())
        if len(self.counts) > MOST_ACTIVITIES:
            raise Refusal(TOO_MANY_ACTIVITIES, limit=MOST_ACTIVITIES)
        return [(self.activities.setdefault(each, len(self.activities)), self.cases) for each in done]

    def _see_case(self, trace: Trace) -> bool:
        """Look at a case and return whether it can become a journey."""
        for attribute in trace.attributes:
            self.case_keys[attribute.key].see(attribute, ())
        if len(self.keys) + len(self.case_keys) > MOST_KEYS:
            raise Refusal(TOO_MANY_KEYS, limit=MOST_KEYS)
        if not trace.events:
            self.remarks.add(NO_EVENTS, trace.line)
        elif len(trace.events) > MOST_EVENTS:
            self.remarks.add(MANY_EVENTS, trace.line, limit=MOST_EVENTS)
        usable = 0 < len(trace.events) <= MOST_EVENTS
        self.usable += usable
        return usable

    def _see_event(self, event: Event) -> str:
        """Look at an event and return its day, nothing where it has none."""
        self.events += 1
        said = {each.value for each in event.attributes if each.key in PLACED}
        for attribute in event.attributes:
            self.keys[attribute.key].see(attribute, said)
        self.transitions[value_of(event.attributes, traces.TRANSITION) or ""] += 1
        when = when_of(event)
        if when is None:
            stated = value_of(event.attributes, traces.TIME)
            self.remarks.add(BAD_TIME if stated else NO_TIME, event.line)
        return when.date().isoformat() if when else ""

    def summary(self) -> dict[str, Any]:
        """Return what a page needs to know."""
        return {
            "cases": self.cases,
            "usable": self.usable,
            "events": self.events,
            "first": self.first,
            "last": self.last,
            "activities": [
                {"name": name, "number": number, "events": self.counts[name], "cases": self.cases_with[name]}
                for name, number in sorted(self.activities.items(), key=lambda pair: -self.counts[pair[0]])
            ][:MOST_TOLD],
            "all_activities": len(self.activities),
            "classifier": list(self.classifier),
            "transitions": dict(self.transitions),
            "keys": {key: asdict(known) for key, known in self.keys.items()},
            "case_keys": {key: asdict(known) for key, known in self.case_keys.items()},
            "remarks": [remark.as_json() for remark in self.remarks.first],
            "remarked": dict(self.remarks.counts),
        }


def activity_of(stated: Sequence[Attribute], classifier: Sequence[str] = ()) -> str:
    """Return what an event's activity is called: its name, else the values that the log's first classifier compares."""
    named = value_of(stated, traces.ACTIVITY)
    return named or " · ".join(filter(None, (value_of(stated, key) for key in classifier))) or "?"


def danish(when: dt.datetime) -> dt.datetime:
    """Return a moment by Danish clocks where it is told in UTC; any other zone was somebody's own."""
    return when.astimezone(DENMARK) if when.tzinfo and not when.utcoffset() else when


def when_of(event: Event) -> dt.datetime | None:
    """Return an event's moment as it is told here, None where there is none that a case can have."""
    when = moment(value_of(event.attributes, traces.TIME) or "")
    if when is None or when.year not in LIKELY_YEARS:
        return None
    return danish(when)
