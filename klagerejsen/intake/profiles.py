"""What a column holds, seen once while its file is read; pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from klagerejsen.intake import vocabulary
from klagerejsen.intake.days import Evidence, looks_like_day

MOST_VALUES = 200
"""Different values that a column may have for them to be listed; a column with more holds texts or numbers."""
FIRST = 200
SHOWN = 60


@dataclass(slots=True)
class Profile:
    """A column's cells so far: how many are filled, how long they are, which there are, and how days are written."""

    filled: int = 0
    letters: int = 0
    longest: int = 0
    days: int = 0
    looked_at: int = 0
    values: Counter[str] | None = field(default_factory=Counter)
    evidence: Evidence = field(default_factory=Evidence)

    def see(self, cells: Sequence[str]) -> None:
        """Look at some more cells."""
        full = [cell for cell in map(str.strip, cells) if cell]
        if not full:
            return
        self.filled += len(full)
        lengths = list(map(len, full))
        self.letters += sum(lengths)
        self.longest = max(self.longest, *lengths)
        self._see_values(full)
        self._see_days(full)

    def _see_values(self, full: Sequence[str]) -> None:
        if self.values is None:
            return
        self.values.update(full)
        if len(self.values) > MOST_VALUES:
            self.values = None

    def _see_days(self, full: Sequence[str]) -> None:
        if self.looked_at < FIRST:
            first = full[: FIRST - self.looked_at]
            self.looked_at += len(first)
            self.days += sum(map(looks_like_day, first))
        if self.days:
            self.evidence.see(full)

    def as_json(self) -> dict[str, Any]:
        """Return what the columns are proposed from."""
        values: Counter[str] = self.values or Counter()
        return {
            "filled": self.filled,
            "mean": self.letters / self.filled if self.filled else 0.0,
            "longest": self.longest,
            "few": self.values is not None,
            "values": values.most_common(SHOWN),
            "days": self.days / self.looked_at if self.looked_at else 0.0,
            "orders": list(self.evidence.open_orders()),
            "example": self.evidence.example(),
            "types": _share("event_type", values),
            "channels": _share("channel", values),
        }


def _share(kind: str, values: Mapping[str, int]) -> float:
    """Return the share of cells whose word is known as one of a kind."""
    known = sum(count for value, count in values.items() if vocabulary.code_of(kind, value))
    return known / sum(values.values()) if values else 0.0
