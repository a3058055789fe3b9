"""Names of people, told cautiously: Danish writes nouns small, so capitals inside a sentence are mostly names.

A name is a common first name, with or without what follows it; a surname after another word with a capital; or
two words with capitals inside a sentence that are neither units, roles, places nor days. All hits are likely
only: a name can be said to be one by people alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from klagerejsen.screening.hits import LIKELY, Hit
from klagerejsen.screening.words import FIRST_NAMES, MONTHS_TOO, NOBODY, SURNAMES, TOWNS, UNIT_ENDINGS, WORDS_TOO

_CAPITAL = r"[A-ZÆØÅÄÖÜÉÇŞĞ]"
_WORD = rf"{_CAPITAL}(?:[a-zæøåäöüéèáíóúñçşğı]+(?:['’-]{_CAPITAL}?[a-zæøåäöüé]+)*|\.)"
_LINK = r" (?:(?:von|van|de|den|der|el|al|af|bin|la|da|dos|di) )?|-"
_RUN = re.compile(rf"(?<![\w'’-]){_WORD}(?:(?:{_LINK}){_WORD}){{0,7}}(?!\w)")
_PART = re.compile(_WORD)
_STARTS = re.compile(r"(?:^|[.!?:;\n»«\"“”(•>–/]|\n-|^-|\d\))\s*$")
_TITLE = re.compile(
    r"(?:\bhr\.?|\bherr|\bfru|\bfrk\.?|\bfrøken|\bdr\.?|\bdoktor|\bhedder|\bkaldes|\bnavn(?:et)?(?: er)?:?"
    r"|\b(?:sagsbehandler|rådgiver|socialrådgiver|læge|psykolog|pædagog|lærer)(?:e?n)?) $",
    re.IGNORECASE,
)
_SAINT = re.compile(r"\b(?:sankt|sct|skt|st)\.? $", re.IGNORECASE)
_UNIT = re.compile(rf"(?:{'|'.join(sorted(UNIT_ENDINGS))})(?:en|n|et|s|ens|ns|ets|r|er|erne)?$")
_OLD = 4
"""How many letters a name has at least before an s at its end counts as a genitive."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with a capital letter; `opens` where any word would have one."""

    text: str
    start: int
    end: int
    opens: bool

    @property
    def nobody(self) -> bool:
        """Whether it is a unit, a role, a place or a day rather than a part of a name."""
        known = self.text in NOBODY or self.text in TOWNS or self.text.removesuffix("s") in TOWNS
        return known or _UNIT.search(self.text.casefold()) is not None

    @property
    def first(self) -> bool:
        """Whether it is a common first name, also "Mettes" and "Anne-Mette"."""
        parts = self.text.split("-")
        return any(_known(part, FIRST_NAMES) for part in parts)

    @property
    def last(self) -> bool:
        """Whether it reads as a surname."""
        parts = self.text.split("-")
        return any(_known(part, SURNAMES) or _patronymic(part) for part in parts)

    @property
    def initial(self) -> bool:
        """Whether it is one letter: "K."."""
        return len(self.text) == 2 and self.text.endswith(".")


def _known(word: str, names: frozenset[str]) -> bool:
    return word in names or (len(word) > _OLD and word.endswith("s") and word[:-1] in names)


def _patronymic(word: str) -> bool:
    return len(word) > _OLD and word.removesuffix("s").endswith(("sen", "søn", "sens", "dottir"))


def find(text: str) -> Iterator[Hit]:
    """Find names in a plain text."""
    for run in _RUN.finditer(text):
        words = _words(text, run)
        while words:
            span = _name_in(text, words)
            if span is None:
                break
            yield Hit("name", span[0].start, span[-1].end - span[-1].text.endswith("."), LIKELY)
            words = [word for word in words if word.start > span[-1].start]


def _words(text: str, run: re.Match[str]) -> list[_Word]:
    opens = _STARTS.search(text, max(0, run.start() - 6), run.start()) is not None or run.start() == 0
    parts = list(_PART.finditer(text, run.start(), run.end()))
    return [_Word(part[0], part.start(), part.end(), opens and part is parts[0]) for part in parts]


def _name_in(text: str, words: Sequence[_Word]) -> Sequence[_Word] | None:
    """Return the first words of a run that are a name together."""
    for at, word in enumerate(words):
        if _SAINT.search(text, max(0, word.start - 8), word.start):
            continue
        rest = _belonging(words[at + 1 :])
        if _begins_name(text, word, rest):
            return [word, *rest]
    return None


def _belonging(words: Sequence[_Word]) -> list[_Word]:
    """Return the words that go with a first one: up to three, as far as they are no unit or place."""
    kept: list[_Word] = []
    for word in words[:3]:
        if word.nobody and not (word.last and kept):
            break
        kept.append(word)
    return kept if any(not word.initial for word in kept) else []


def _begins_name(text: str, word: _Word, rest: list[_Word]) -> bool:
    if word.first and (rest or _stands_alone(word)):
        return True
    if word.nobody or (word.initial and not rest):
        return False
    if rest:
        return rest[-1].last or rest[-1].first or not word.opens
    titled = _TITLE.search(text, max(0, word.start - 24), word.start) is not None
    return titled or (not word.opens and _patronymic(word.text))


def _stands_alone(word: _Word) -> bool:
    if word.text in MONTHS_TOO:
        return False
    return not (word.opens and (word.text in WORDS_TOO or word.text.removesuffix("s") in WORDS_TOO))
