"""Words of a text that look like personal data, each once, with how often and where; pure.

What is done about them is `screening.replacing`: words to roles in, a text to a text.
"""

from collections import Counter
from dataclasses import dataclass

from klagerejsen.screening import KINDS, screen

AROUND = 60
"""Characters shown before and after a word."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """Words of a kind, the first place in which they stand, and whether they must go (a CPR number beyond doubt)."""

    words: str
    kind: str
    count: int
    before: str
    after: str
    must_go: bool = False


def suspects(text: str) -> list[Suspect]:
    """Return what looks like personal data, the gravest kind first.

    >>> [(one.words, one.count) for one in suspects("Kirsten Holmgaard ringer. Kirsten Holmgaard skriver.")]
    [('Kirsten Holmgaard', 2)]
    """
    hits = screen(text)
    counts = Counter(" ".join(text[hit.start : hit.end].split()) for hit in hits)
    found: dict[str, Suspect] = {}
    for hit in hits:
        words = " ".join(text[hit.start : hit.end].split())
        before = _from_a_word(text[max(0, hit.start - AROUND) : hit.start].rpartition("\n")[2])
        after = _from_a_word(text[hit.end : hit.end + AROUND].partition("\n")[0][::-1])[::-1]
        must_go = hit.kind == "cpr" and hit.certainty == "certain"
        found.setdefault(words, Suspect(words, hit.kind, counts[words], before, after, must_go))
    return sorted(found.values(), key=lambda one: (not one.must_go, KINDS.index(one.kind), -one.count))


def _from_a_word(text: str) -> str:
    """Leave out a word that was cut at the beginning of a text as long as it may be."""
    return text if len(text) < AROUND else text.partition(" ")[2]
