"""What was done again in an event log: in how many cases, at once or later, by the same or by another.

Cases as the field counts them; self-loops and repetitions as the edeaR package does (Janssenswillen et al. 2019,
Knowledge-Based Systems 163:927–930). A million events are gone through without a step of ours for each where that can
be: as bytes, a letter for each activity.
"""

import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from klagerejsen.intake.log_columns import MISSING
from klagerejsen.intake.log_measures import Ordered

_FEW = 64
"""Up to so many activities it is faster to look through everything once for each of them than case by case."""
_BORDER, _NOTHING = b"\xfe", b"\xff"


@dataclass(slots=True)
class Rework:
    """What was done again, for one activity.

    ``cases`` is the number of cases in which it was done more than once. Done again at once is a self-loop, after
    something else a repetition; each by the resource that had done it last, or by another. Where one of the two
    resources is missing only ``cases`` counts it.
    """

    cases: int = 0
    self_loops_same: int = 0
    self_loops_other: int = 0
    repetitions_same: int = 0
    repetitions_other: int = 0


def rework_cases(log: Ordered) -> dict[str, int]:
    """Return in how many cases each activity was done more than once; activities that never were are left out."""
    texts = log.activities.texts
    counted = _letter_by_letter(log, len(texts)) if len(texts) <= _FEW else _case_by_case(log)
    return {texts[code]: count for code, count in counted.items() if count and code != MISSING}


def _letter_by_letter(log: Ordered, activities: int) -> dict[int, int]:
    """Leave one activity's letters and the borders of cases: where a case begins with two letters, it came again."""
    column = _letters(log.what)
    text = _BORDER + _BORDER.join([column[start:end] for start, end in pairwise(log.starts)])
    letters = bytes(range(activities))
    found = {}
    for code in range(activities):
        own = letters[code : code + 1]
        found[code] = text.translate(None, letters.replace(own, b"") + _NOTHING).count(_BORDER + own + own)
    return found


def _letters(codes: Sequence[int]) -> bytes:
    """Return the lowest byte of each number, which is all of it for small ones; what is missing is 255."""
    numbers = codes if isinstance(codes, array) else array("q", codes)
    first = 0 if sys.byteorder == "little" else numbers.itemsize - 1
    return numbers.tobytes()[first :: numbers.itemsize]


def _case_by_case(log: Ordered) -> dict[int, int]:
    found: Counter[int] = Counter()
    for what in log.slices(log.what):
        if len(set(what)) < len(what):
            found.update(code for code, count in Counter(what).items() if count > 1)
    return found


def rework(log: Ordered) -> dict[str, Rework]:
    """Return what was done again, by activity."""
    texts, what, who = log.activities.texts, log.what, log.who
    found = {name: Rework(cases) for name, cases in rework_cases(log).items()}
    times = Counter(
        (what[row], row - before == 1, who[row] == who[before])
        for before, row in zip(*_again(log), strict=True)
        if MISSING not in (what[row], who[row], who[before])
    )
    for (code, at_once, same), count in times.items():
        kind = f"{'self_loops' if at_once else 'repetitions'}_{'same' if same else 'other'}"
        setattr(found[texts[code]], kind, count)
    return found


def _again(log: Ordered) -> tuple["array[int]", "array[int]"]:
    """Return every row whose activity its case had before, and beside it the row where it had it last."""
    befores, rows = array("q"), array("q")
    last = [-1] * (len(log.activities.texts) + 1)  # the last place is that of what is missing
    what = log.what
    for start, end in pairwise(log.starts):
        for row, code in enumerate(what[start:end], start):
            before = last[code]
            last[code] = row
            if before >= start:
                befores.append(before)
                rows.append(row)
    return befores, rows
