"""An event log as a value: columns over its events, each different word kept once.

A million events take some tens of megabytes, so that measures can run over a whole log in memory. The columns
are plain arrays: what is done with them is going through them once in order, for which numpy would bring nothing
but its weight (bench/intake_xes.py has the figures).
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC

from klagerejsen.intake import traces
from klagerejsen.intake.log_columns import MISSING, Columns, Times, Words, attributes_of, merged, store
from klagerejsen.intake.traces import Attribute, Event, Head, Trace, moment, stamp


@dataclass(slots=True)
class Log:
    """Cases one after the other, each with its events in the order of the file.

    `starts` has one number more than there are cases: the events of case n are `starts[n]` up to `starts[n + 1]`.
    `times` has a row for every event; a timestamp that cannot be read stays as text in `columns`.
    """

    head: Head = field(default_factory=Head)
    starts: "array[int]" = field(default_factory=lambda: array("q", [0]))
    times: Times = field(default_factory=Times)
    columns: Columns = field(default_factory=dict)
    case_columns: Columns = field(default_factory=dict)

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return len(self.starts) - 1

    @property
    def events(self) -> int:
        """How many events there are."""
        return len(self.times)

    def events_of(self, case: int) -> range:
        """Return the rows of a case's events."""
        return range(self.starts[case], self.starts[case + 1])

    def column(self, key: str) -> Words:
        """Return the texts of a key for every event, whatever kind they were stated as."""
        return merged(self.columns, key, self.events)

    def case_column(self, key: str) -> Words:
        """Return the texts of a key for every case."""
        return merged(self.case_columns, key, self.cases)

    @property
    def activities(self) -> Words:
        """What was done."""
        return self.column(traces.ACTIVITY)

    @property
    def resources(self) -> Words:
        """Who did it."""
        return self.column(traces.RESOURCE)

    @property
    def groups(self) -> Words:
        """The unit of who did it."""
        return self.column(traces.GROUP)

    @property
    def roles(self) -> Words:
        """The role of who did it."""
        return self.column(traces.ROLE)

    @property
    def transitions(self) -> Words:
        """Whether an activity was begun, completed, or something between."""
        return self.column(traces.TRANSITION)

    @property
    def names(self) -> Words:
        """What the cases are called."""
        return self.case_column(traces.CASE)

    def costs(self, key: str = traces.COST) -> "array[float]":
        """Return what every event cost; not a number where nothing is stated."""
        column = self.column(key)
        known = [_number(text) for text in column.texts]
        nothing = float("nan")
        return array("d", (nothing if code == MISSING else known[code] for code in column.codes))

    def add(self, trace: Trace) -> None:
        """Add a case behind the others."""
        store(self.case_columns, self.cases, trace.attributes)
        for event in trace.events:
            self._add_event(event)
        self.starts.append(self.events)

    def _add_event(self, event: Event) -> None:
        when = moment(traces.value_of(event.attributes, traces.TIME) or "")
        store(self.columns, self.events, (each for each in event.attributes if when is None or not _is_time(each)))
        self.times.append(when)

    def traces(self) -> Iterator[Trace]:
        """Give the cases back as traces, their attributes in the order in which their keys first came."""
        for columns, rows in ((self.case_columns, self.cases), (self.columns, self.events)):
            for words in columns.values():
                words.fill(rows)
        for case in range(self.cases):
            events = tuple(Event(self._event(row)) for row in self.events_of(case))
            yield Trace(tuple(attributes_of(self.case_columns, case)), events)

    def _event(self, row: int) -> tuple[Attribute, ...]:
        stated, when = tuple(attributes_of(self.columns, row)), self.times[row]
        if when is None or any(attribute.key == traces.TIME for attribute in stated):
            return stated
        return (*stated, Attribute(traces.TIME, "date", stamp(when)))


def log_of(cases: Iterable[Trace], head: Head | None = None) -> Log:
    """Build a log from traces.

    >>> log = log_of([Trace((), (Event((Attribute("concept:name", "string", "Klage"),)),))])
    >>> log.cases, log.events, log.activities[0]
    (1, 1, 'Klage')
    """
    log = Log(head or Head())
    for trace in cases:
        log.add(trace)
    return log


def log_of_rows(rows: Iterable[Sequence[str]], keys: Sequence[str], case: int) -> Log:
    """Build a log from the rows of a table, one event each, `case` being the place of the column that names the case.

    `keys` says what each column is: a key of the standard ("concept:name", "time:timestamp", "org:resource"), or the
    column's own heading. Cases come in the order of their first row; inside a case events are ordered by time where
    every one of them has a time, and stay as they stand otherwise. Empty cells are missing values.
    """
    found: dict[str, list[Event]] = {}
    for row in rows:
        cells = zip(keys, row, strict=False)
        stated = [
            Attribute(key, "date" if key == traces.TIME else "string", text)
            for place, (key, text) in enumerate(cells)
            if text and place != case
        ]
        found.setdefault(row[case] if case < len(row) else "", []).append(Event(tuple(stated)))
    return log_of(
        Trace((Attribute(traces.CASE, "string", name),) if name else (), tuple(_in_order(events)))
        for name, events in found.items()
    )


def _in_order(events: list[Event]) -> list[Event]:
    times = [moment(traces.value_of(event.attributes, traces.TIME) or "") for event in events]
    if None in times:
        return events
    keyed = [when if when.tzinfo else when.replace(tzinfo=UTC) for when in times if when]
    return [events[place] for place in sorted(range(len(events)), key=keyed.__getitem__)]


def _is_time(attribute: Attribute) -> bool:
    """Whether an attribute is a timestamp and nothing more; one with attributes of its own keeps its column."""
    return attribute.key == traces.TIME and not attribute.children


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
