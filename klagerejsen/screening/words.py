"""The words that screening knows: names, towns, and what begins with a capital letter and is nobody.

The lists are of modest size: the names are among the commonest in Denmark, and the towns are those of larger
postal districts. They are words of the language and say nothing of any one person.
"""

from pathlib import Path

_LISTS = Path(__file__).parent / "lists"


def _listed(name: str) -> frozenset[str]:
    return frozenset((_LISTS / f"{name}.txt").read_text(encoding="utf-8").split())


FIRST_NAMES = _listed("first-names")
SURNAMES = _listed("surnames")
TOWNS = _listed("towns")

NO_ROADS = _listed("no-roads")
"""What ends like a road and is none, in small letters."""

UNIT_ENDINGS = _listed("unit-endings")
"""How the names of units, bodies and documents end."""

NOBODY = _listed("nobody")
"""Units, roles, bodies, places, days, and the words that begin sentences."""

WORDS_TOO = _listed("names-and-words")
"""First names that are words or little else too: they say nothing alone where any word has a capital letter."""

MONTHS_TOO = frozenset(("August",))
"""First names that are never enough alone."""
