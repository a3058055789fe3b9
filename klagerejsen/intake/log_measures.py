"""Measures of the field over a whole event log, computed on its columns.

Who handed over to whom, who worked on the same cases, and how long everything took. Events of a
case count in order of time where all of them have one, otherwise as they stand in the file. An event without a
resource is a gap: it is nobody's handover and nobody's work. Resources may be persons: these figures are for reading a
log, never for comparing people.

Sources: van der Aalst, Reijers & Song (2005), Discovering social networks from event logs; Song & van der Aalst (2008),
Towards comprehensive support for organizational mining. What was done again stands in `log_rework`, how long it usually
is from one activity until another in `log_profile`.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import sqrt
from operator import gt
from statistics import fmean, median

from klagerejsen.intake.log_columns import MISSING, NO_TIME, Words
from klagerejsen.intake.logs import Log

SECOND = 1_000_000
MOST_ALIKE = 1_000
"""With more resources than this, joint activities are left out: there would be over half a million pairs."""

Weights = dict[tuple[str, str], float]


class Ordered:
    """A log's columns with the events of each case in order of time, ready to be counted."""

    def __init__(self, log: Log) -> None:
        self.starts, self.cases = log.starts, log.cases
        self.micros: Sequence[int] = log.times.micros
        self.resources, self.activities = log.resources, log.activities
        self.who: Sequence[int] = self.resources.codes
        self.what: Sequence[int] = self.activities.codes
        rows = self._out_of_order()
        if rows is not None:
            self.micros, self.who, self.what = (_at(rows, each) for each in (self.micros, self.who, self.what))

    def _out_of_order(self) -> "array[int] | None":
        """Return where each row should stand, or None where all stand there already."""
        micros, starts = self.micros, self.starts
        falls = [row for row, fell in enumerate(map(gt, micros, micros[1:]), start=1) if fell]
        firsts = set(starts)
        cases = _cases_of((row for row in falls if row not in firsts), starts)
        if not cases:
            return None
        order = array("q", range(len(micros)))
        for case in cases:
            rows = range(starts[case], starts[case + 1])
            if all(micros[row] != NO_TIME for row in rows):
                order[rows.start : rows.stop] = array("q", sorted(rows, key=micros.__getitem__))
        return order

    def slices(self, column: Sequence[int]) -> Iterator[Sequence[int]]:
        """Give a column case by case."""
        starts = self.starts
        return (column[starts[case] : starts[case + 1]] for case in range(self.cases))

    def successions(self, column: Sequence[int]) -> "Counter[tuple[int, int]]":
        """Count direct successions inside cases: those of the whole column, less those from a case to the next."""
        found = Counter(pairwise(column))
        found.subtract((column[row - 1], column[row]) for row in self._borders())
        return Counter({pair: count for pair, count in found.items() if count and MISSING not in pair})

    def _borders(self) -> Iterable[int]:
        """Return the first row of every case but the first; cases without events have none."""
        return (row for row in dict.fromkeys(self.starts) if 0 < row < len(self.micros))


def _cases_of(rows: Iterable[int], starts: Sequence[int]) -> list[int]:
    """Return the cases that rows, which rise, belong to."""
    found: list[int] = []
    case = 0
    for row in rows:
        while starts[case + 1] <= row:
            case += 1
        if not found or found[-1] != case:
            found.append(case)
    return found


def _at(rows: "array[int]", column: Sequence[int]) -> "array[int]":
    return array("q", map(column.__getitem__, rows))


def _named(words: Words, weights: Iterable[tuple[tuple[int, int], float]]) -> Weights:
    return {(words.texts[one], words.texts[other]): weight for (one, other), weight in weights}


def handover_of_work(log: Ordered) -> Weights:
    """Return how often one resource's event follows another's directly in a case, as a share of all such successions.

    Self-loops are included (van der Aalst, Reijers & Song 2005, direct succession, β = 0). The weights sum to 1.
    """
    found = log.successions(log.who)
    total = found.total()
    return _named(log.resources, ((pair, count / total) for pair, count in found.items()))


def subcontracting(log: Ordered) -> Weights:
    """Return how often i, j, i follow directly in a case (i ≠ j), divided by the number of cases.

    Every occurrence counts, overlapping ones too (van der Aalst, Reijers & Song 2005, depth 2).
    """
    found: Counter[tuple[int, int]] = Counter()
    for who in log.slices(log.who):
        found.update(
            (one, other)
            for one, other, again in zip(who, who[1:], who[2:], strict=False)
            if one == again and one != other and MISSING not in (one, other)
        )
    return _named(log.resources, ((pair, count / log.cases) for pair, count in found.items()))


def working_together(log: Ordered) -> Weights:
    """Return in how many cases two resources both worked, divided by the number of cases; each pair once, by name."""
    found: Counter[tuple[int, int]] = Counter()
    for who in log.slices(log.who):
        found.update(combinations(sorted({*who} - {MISSING}), 2))
    weights = _named(log.resources, ((pair, count / log.cases) for pair, count in found.items()))
    return {(min(pair), max(pair)): weight for pair, weight in weights.items()}


def joint_activities(log: Ordered) -> Weights | None:
    """Return how alike two resources are in what they do: Pearson's r of their counts per activity, each pair once.

    After Song & van der Aalst (2008). A resource that did everything equally often has no r and is in no pair. None
    with more resources than MOST_ALIKE.
    """
    names = log.resources.texts
    if len(names) > MOST_ALIKE:
        return None
    done = Counter(zip(log.who, log.what, strict=True))
    every = [code for code in range(-1, len(log.activities.texts)) if any(done[who, code] for who in range(len(names)))]
    scores = {who: _standardised([done[who, code] for code in every if code != MISSING]) for who in range(len(names))}
    known = sorted((who for who in scores if scores[who]), key=names.__getitem__)
    pairs = combinations(known, 2)
    return _named(log.resources, (((a, b), sum(map(float.__mul__, scores[a], scores[b]))) for a, b in pairs))


def _standardised(counts: list[int]) -> list[float]:
    """Return counts less their mean and divided by their length as a vector; nothing where they are all alike."""
    if not counts:
        return []
    mean = fmean(counts)
    length = sqrt(sum((count - mean) ** 2 for count in counts))
    return [(count - mean) / length for count in counts] if length else []


@dataclass(frozen=True, slots=True)
class Took:
    """Durations in seconds: how many, their mean and their median."""

    count: int
    mean: float
    median: float


def _took(micros: Sequence[int]) -> Took:
    return Took(len(micros), fmean(micros) / SECOND, median(micros) / SECOND)


def directly_follows(log: Ordered) -> dict[tuple[str, str], Took]:
    """Return the time between every two activities that follow each other directly in a case."""
    gaps: defaultdict[tuple[int, int], array[int]] = defaultdict(lambda: array("q"))
    what, micros = log.what, log.micros
    for case in range(log.cases):
        for row in range(log.starts[case] + 1, log.starts[case + 1]):
            if NO_TIME not in (micros[row - 1], micros[row]) and MISSING not in (what[row - 1], what[row]):
                gaps[what[row - 1], what[row]].append(micros[row] - micros[row - 1])
    texts = log.activities.texts
    return {(texts[one], texts[other]): _took(each) for (one, other), each in gaps.items()}


def cycle_time(log: Ordered) -> Took | None:
    """Return how long cases took from their first event to their last; None where no case has a time."""
    known = (sorted(time for time in times if time != NO_TIME) for times in log.slices(log.micros))
    spans = [times[-1] - times[0] for times in known if times]
    return _took(spans) if spans else None


def waiting_times(log: Ordered) -> dict[str, Took]:
    """Return for each activity the time since the event before it in its case.

    A log that does not say when work began cannot tell waiting from working: both are in it.
    """
    waits: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
    what, micros = log.what, log.micros
    for case in range(log.cases):
        for row in range(log.starts[case] + 1, log.starts[case + 1]):
            if NO_TIME not in (micros[row - 1], micros[row]) and what[row] != MISSING:
                waits[what[row]].append(micros[row] - micros[row - 1])
    return {log.activities.texts[code]: _took(each) for code, each in waits.items()}
