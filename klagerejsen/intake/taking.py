"""Rows taken one after the other: which are left out, and of which it is told why they cannot be read; pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from klagerejsen.background.refusals import Refusal
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.tables import Row, rows_of

MOST_FAULTS, MOST_WORDS = 200, 60
T = TypeVar("T")
Numbered = Iterable[tuple[int, Row]]
"""Rows with the numbers that people see."""


def filled(source: Path, header: int, tell: Callable[[float], None]) -> Iterator[tuple[int, Row]]:
    """Give the rows below the headings that hold anything, and tell which share of the table is read."""
    read, size = 0, max(source.stat().st_size, 1)
    for number, row in enumerate(rows_of(source), 1):
        read += sum(map(len, row)) + 4 * len(row)
        if number > header and any(map(str.strip, row)):
            tell(min(1.0, read / size))
            yield number, row


@dataclass(slots=True)
class Tally:
    """How many rows are skipped and how many cannot be read, and why, of the first of these."""

    faults: list[Refusal] = field(default_factory=list)
    fault_rows: int = 0
    skipped: int = 0

    def each(self, rows: Numbered, mapping: Mapping, read: Callable[[int, Row], T]) -> Iterator[T]:
        """Give what is read of each row that is not skipped; a row that is refused is counted, or skipped too."""
        skip = set(mapping.skip)
        for number, row in rows:
            if number in skip:
                self.skipped += 1
                continue
            try:
                told = read(number, row)
            except Refusal as fault:
                self.refused(fault, mapping)
            else:
                yield told

    def refused(self, fault: Refusal, mapping: Mapping) -> None:
        """Note why something is not taken, unless people chose to leave out all such."""
        if mapping.skip_all:
            self.skipped += 1
            return
        self.fault_rows += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)

    def told(self) -> dict[str, Any]:
        """Return what a parser's summary says of it."""
        faults = [fault.as_json() for fault in self.faults]
        return {"faults": faults, "fault_rows": self.fault_rows, "skipped": self.skipped}


def unknown(words: Dictionary[str, Counter[str]], mapping: Mapping) -> dict[str, list[list[Any]]]:
    """Return the words of each field that are not known: how often each stands there, and what people say it means."""
    chosen = {name: mapping.words.get(name, {}) for name in words}
    return {
        name: [[word, count, chosen[name].get(word, "")] for word, count in counts.most_common(MOST_WORDS)]
        for name, counts in words.items()
    }
