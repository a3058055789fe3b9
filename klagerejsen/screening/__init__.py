"""Does a Danish text look like it holds personal data? Pure: a text in, places in it out.

No personal data is needed in a complaint journey: people are known by role. So a text is looked through
before anybody else sees it. A civil registration number (CPR) that is sure is refused; all else is pointed
out to whoever can decide. What was found is told by kind and place and never by its words, so that a hit may
be logged, counted and stored while the text may not.

What each kind takes for a hit is told in the module that finds it.
"""

from collections.abc import Iterable

from klagerejsen.screening import addresses, births, contacts, names, numbers
from klagerejsen.screening.hits import KINDS, Hit
from klagerejsen.screening.plain import plain

__all__ = ["KINDS", "Hit", "has_cpr", "kinds", "masked", "pieces", "screen"]

FEWEST_DIGITS = 10
DOT = "•"


def screen(text: str) -> tuple[Hit, ...]:
    """Return what looks like personal data, in the order of the text; no two hits overlap."""
    written = plain(text)
    finders = (numbers.find, contacts.find, births.find, addresses.find, names.find)
    found = [hit for find in finders for hit in find(written.text)]
    return tuple(written.placed(hit) for hit in _apart(found))


def kinds(text: str) -> tuple[str, ...]:
    """Return the kinds of what was found, each once, the gravest first.

    >>> kinds("Ring til Kirsten Holmgaard på 20 30 40 50.")
    ('phone', 'name')
    """
    found = {hit.kind for hit in screen(text)}
    return tuple(kind for kind in KINDS if kind in found)


def has_cpr(text: str) -> bool:
    """Whether a CPR number stands in the text beyond doubt; looks for nothing else, so it is quick.

    >>> has_cpr("Barnets nummer er 120343-5678."), has_cpr("Sag 24/012345 af 12.03.24")
    (True, False)
    """
    if sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return False
    return any(hit.certainty == "certain" for hit in numbers.find(plain(text).text))


def masked(text: str) -> str:
    """Return the text with dots in place of what was found; names keep their first letters.

    >>> masked("Sagen lå hos Kirsten Holmgaard indtil ferien.")
    'Sagen lå hos K•••••• H•••••••• indtil ferien.'
    """
    return "".join(piece for piece, _hit in pieces(text))


def pieces(text: str) -> tuple[tuple[str, Hit | None], ...]:
    """Return the masked text in pieces: each hit with its dots, and what stands between them with None."""
    told: list[tuple[str, Hit | None]] = []
    before = 0
    for hit in screen(text):
        told += [(text[before : hit.start], None), (_dotted(text[hit.start : hit.end], hit.kind), hit)]
        before = hit.end
    told.append((text[before:], None))
    return tuple((piece, hit) for piece, hit in told if piece)


def _dotted(words: str, kind: str) -> str:
    def starts(place: int) -> bool:
        return kind == "name" and (place == 0 or not words[place - 1].isalnum())

    return "".join(sign if starts(n) or not sign.isalnum() else DOT for n, sign in enumerate(words))


def _apart(found: Iterable[Hit]) -> list[Hit]:
    """Where two hits share a place, keep the graver: the surer one, then the kind that comes first."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(found, key=lambda one: (one.certainty, KINDS.index(one.kind), one.start)):
        places = range(hit.start, hit.end)
        if taken.isdisjoint(places):
            kept.append(hit)
            taken.update(places)
    return sorted(kept, key=lambda hit: hit.start)
