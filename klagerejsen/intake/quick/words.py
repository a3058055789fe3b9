"""Everyday words for roles, read from the lists beside this module, with the forms in which Danish writes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from klagerejsen.codes import ROLES, Perspective

_LISTS = Path(__file__).parent / "lists"
SIDE: dict[str, Perspective] = {role: side for side, roles in ROLES.items() for role in roles}
"""The side of a role where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word for somebody: its role, and the line of the list whose words may mean the same actor."""

    name: str
    role: str
    line: int
    shared: bool = False


def rows(name: str) -> Iterator[tuple[str, str]]:
    """Give the lines of a list, split at their first colon; what stands behind # is for people."""
    for line in (_LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, _colon, rest = line.partition(":")
            yield head.strip(), rest.strip()


@cache
def words() -> dict[tuple[str, ...], Word]:
    """Return every listed word in every form, as the small words that it is made of."""
    found: dict[tuple[str, ...], Word] = {}
    for number, (head, listed) in enumerate(rows("roles")):
        for synonyms in listed.split(","):
            forms = [form.strip() for form in synonyms.split("/")]
            word = Word(forms[0], head.rstrip(" ~"), number, head.endswith("~"))
            for form in forms:
                for written in inflected(tuple(form.lower().split())):
                    found.setdefault(written, word)
    return found


@cache
def endings() -> tuple[tuple[str, str], ...]:
    """Return how words end that no list has, with the role of each ending; the longest first."""
    found = [(ending.strip(), role) for role, listed in rows("endings") for ending in listed.split(",")]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def inflected(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the forms of a word, or of the last word of several: indefinite, definite, and each with its genitive.

    Danish has more than one way, and which one a word takes is not told by its looks: some of the forms are none.

    >>> {"skole", "skolens", "skolens"} <= {form for form, in inflected(("skolen",))}
    True
    """
    *before, last = words
    bases = [last, last[:-1], last[:-2]] if last.endswith(("en", "et")) and len(last) > 4 else [last]
    for base in bases:
        ends = ("", "n", "t") if base.endswith("e") else ("", "en", "et")
        for form in (base + end for end in ends):
            yield (*before, form)
            yield (*before, f"{form}s")
