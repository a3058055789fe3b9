"""Days as a file writes them: the order of day, month and year is decided by a column's evidence or asked; pure.

A day in figures is read in the one order in which every day of its column exists. Where several orders are left the
order is asked for, and where none is, the one that fits most is taken only if no day speaks for another one alone.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from klagerejsen import dates
from klagerejsen.dates import messages

ORDERS = ("dmy", "mdy", "ymd")
PIVOT = 70
"""Years of two figures below it are of this century."""
_FIGURES = re.compile(
    r"(?P<a>\d{1,4}) ?[-./] ?(?P<b>\d{1,2}) ?[-./] ?(?P<c>\d{4}|\d{2})"
    r"(?:[T ,]+(?:kl\.? ?)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.]\d\d)?(?:[.,]\d+)?"
    r" ?(?P<half>[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?"
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):?(\d\d)\S*(?: ?[+-]\d\d:?\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as EDTF and the minute of the day (−1 where it was not said); or why there is none."""

    edtf: str | None
    minute: int = -1
    reason: str = ""


def looks_like_day(cell: str) -> bool:
    """Whether a cell holds a day in figures."""
    return _FIGURES.fullmatch(cell.strip()) is not None


def read_day(cell: str, order: str | None) -> Day:
    """Read a day as its column writes days; the reason is a sentence of the catalogue."""
    return _read(cell.strip(), order)


@lru_cache(maxsize=50_000)
def _read(cell: str, order: str | None) -> Day:
    iso = _ISO.fullmatch(cell)
    if iso:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]), _minute(iso[4], iso[5]))
    figures = _FIGURES.fullmatch(cell)
    if figures:
        orders = ("ymd",) if _year_first(figures) else (order,) if order else _orders_of(cell)
        return _in_order(figures, orders[0]) if len(orders) == 1 else Day(None, reason=messages.AMBIGUOUS)
    understood = dates.understand(cell)
    return Day(understood.edtf, reason=understood.reason)


def _in_order(figures: re.Match[str], order: str) -> Day:
    parts = _parts(figures, order)
    if parts is None:
        return Day(None, reason=messages.NO_SUCH_DAY)
    return _made(*parts, _minute(figures["hour"], figures["minute"], figures["half"]))


def _made(year: int, month: int, day: int, minute: int) -> Day:
    try:
        return Day(dt.date(year, month, day).isoformat(), minute)
    except ValueError:
        return Day(None, reason=messages.NO_SUCH_DAY)


def _minute(hour: str | None, minute: str | None, half: str | None = None) -> int:
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return -1
    hours = int(hour) % 12 + (12 if half.lower().startswith("p") else 0) if half else int(hour)
    return hours * 60 + int(minute)


def _parts(figures: re.Match[str], order: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a day in figures that is read in an order; None where it has no such order."""
    a, b, c = figures["a"], figures["b"], figures["c"]
    year, month, day = {"dmy": (c, b, a), "mdy": (c, a, b), "ymd": (a, b, c)}[order]
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return None
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < PIVOT else 1900)
    return full, int(month), int(day)


def _year_first(figures: re.Match[str]) -> bool:
    """Whether the year stands first and in full: such a day is read in one way wherever it stands."""
    return len(figures["a"]) == 4


@lru_cache(maxsize=10_000)
def _orders_of(cell: str) -> tuple[str, ...]:
    figures = _FIGURES.fullmatch(cell.strip())
    if figures is None or _year_first(figures):
        return ()
    return tuple(order for order in ORDERS if _exists(_parts(figures, order)))


def _exists(parts: tuple[int, int, int] | None) -> bool:
    if parts is None:
        return False
    try:
        dt.date(*parts)
    except ValueError:
        return False
    return True


@dataclass(slots=True)
class Evidence:
    """What the days of a column say of their order: how often which orders were possible, and one day for each."""

    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    examples: dict[tuple[str, ...], str] = field(default_factory=dict)

    def see(self, cells: Iterable[str]) -> None:
        """Look at some cells of the column."""
        for cell in cells:
            orders = _orders_of(cell)
            if orders:
                self.counts[orders] += 1
                self.examples.setdefault(orders, cell.strip())

    def open_orders(self) -> tuple[str, ...]:
        """Return the orders that the column may be written in; one where its days decide it, none without days.

        >>> one = Evidence(); one.see(["03-04-2024", "13-04-2024"]); one.open_orders()
        ('dmy',)
        >>> two = Evidence(); two.see(["03-04-2024", "05-04-2024"]); two.open_orders()
        ('dmy', 'mdy')
        """
        if not self.counts:
            return ()
        everywhere = tuple(order for order in ORDERS if all(order in orders for orders in self.counts))
        if everywhere:
            return everywhere
        # Some day exists in no order that the others have: ask, between those that some day asks for alone.
        alone = {orders[0] for orders in self.counts if len(orders) == 1}
        return tuple(order for order in ORDERS if order in alone) or ORDERS

    def example(self) -> str:
        """Return a day that may be read in several ways, else any."""
        return self.examples[max(self.examples, key=len)] if self.examples else ""
