"""Personal data in the cells of a file, found with their places; pure. Roles are put in by `screening.replacing`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from klagerejsen.screening import KINDS, Hit, screen

MOST_LISTED = 300
MOST_PLACES = 6


@lru_cache(maxsize=20_000)
def _hits(text: str) -> tuple[Hit, ...]:
    return screen(text)


@dataclass(slots=True)
class Found:
    """What was found so far: how often each, and where first."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)
    columns: dict[int, Counter[str]] = field(default_factory=dict)

    def look_at(self, text: str, row: int, column: int) -> None:
        """Look through one cell."""
        for hit in _hits(text):
            kind = "number" if hit.kind == "cpr" and hit.certainty != "certain" else hit.kind
            key = (kind, text[hit.start : hit.end])
            self.counts[key] += 1
            self.columns.setdefault(column, Counter())[kind] += 1
            places = self.places.setdefault(key, [])
            if len(places) < MOST_PLACES and (row, column) not in places:
                places.append((row, column))

    def cpr_numbers(self) -> int:
        """Return in how many places a CPR number stands beyond doubt."""
        return sum(count for (kind, _text), count in self.counts.items() if kind == "cpr")

    def listed(self, suggestions: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return what was found, CPR numbers first, then by kind and number, with the role that may stand for each."""
        order = ("cpr", "number", *KINDS)
        keys = sorted(self.counts, key=lambda key: (order.index(key[0]), -self.counts[key], key[1]))
        return [
            {
                "kind": kind,
                "text": text,
                "count": self.counts[kind, text],
                "places": self.places[kind, text],
                "suggestion": suggestions.get(text) or _of_part(text, suggestions) or "",
            }
            for kind, text in keys[:MOST_LISTED]
        ]


def _of_part(text: str, suggestions: Mapping[str, str]) -> str | None:
    """Return the role of somebody whose name the text is a part of: "Kirsten" of "Kirsten Holmgaard"."""
    words = {text, text.removesuffix("s")}
    fitting = {role for name, role in suggestions.items() if words & set(name.split())}
    return fitting.pop() if len(fitting) == 1 else None
