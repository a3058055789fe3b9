"""Which root causes a phrase of people's own may mean: suggestions with their reason, never a decision.

A phrase is the character n-grams (3 to 5, within words) of its stems, weighted by TF-IDF over everything that is known,
and two phrases are as alike as the cosine of their weights (Salton & Buckley 1988; n-grams within words: Cavnar &
Trenkle 1994). Danish compounds and misspellings share n-grams, so nothing needs to be split, and nothing downloaded.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klagerejsen.analysis.words import stem

SHORTEST, LONGEST = 3, 5
# Less alike than this, and it is better to say nothing.
LEAST = 0.08
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_LIST = (
    "af alle alt at bare blev blive bliver da de dem den denne der deres det dette disse du efter eller en end er et"
    " for fra før ham han hans har havde hende hendes her hun hvad hver hvor i igen ikke ind ingen intet jeg kan kun"
    " kunne man med meget men mere mig min mod må måtte noget nogen nogle nu når og også om op os over på selv sig sin"
    " sit skal skulle slet som så til ud uden under var ved vi vil ville vores være været"
)
_SMALL_WORDS = frozenset(_SMALL_LIST.split())


@dataclass(frozen=True)
class Phrase:
    """Words that stand for a root cause; `own` where people of the team chose the cause for these words."""

    code: str
    text: str
    own: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A cause that a phrase may mean, how alike (0 to 1) the nearest known words are, and these words."""

    code: str
    likeness: float
    because: Phrase


class Lexicon:
    """Known phrases, weighed once and looked up by what they share with a text.

    >>> lexicon = Lexicon([Phrase("TID2", "travlhed"), Phrase("KOM2", "uforståeligt brev")])
    >>> [found.code for found in lexicon.suggest("Vi forstod ikke brevet")]
    ['KOM2']
    """

    def __init__(self, known: Iterable[Phrase]) -> None:
        self.known = tuple(known)
        grams = [_grams(phrase.text) for phrase in self.known]
        holding = Counter(gram for counted in grams for gram in counted)
        self._rarity = {gram: math.log((1 + len(grams)) / (1 + count)) + 1 for gram, count in holding.items()}
        self._holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, counted in enumerate(grams):
            for gram, weight in self._weigh(counted).items():
                self._holding[gram].append((number, weight))

    def suggest(self, text: str, most: int = 3, leaving_out: Phrase | None = None) -> tuple[Suggestion, ...]:
        """Return the causes whose known words are most like a text, the likeliest first; none where nothing is.

        `leaving_out` is a known phrase that must not speak for itself.
        """
        likeness: dict[int, float] = defaultdict(float)
        for gram, weight in self._weigh(_grams(text)).items():
            for number, other in self._holding.get(gram, ()):
                likeness[number] += weight * other
        best: dict[str, Suggestion] = {}
        for number, value in sorted(likeness.items(), key=lambda item: (-item[1], item[0])):
            phrase = self.known[number]
            if value >= LEAST and phrase is not leaving_out:
                best.setdefault(phrase.code, Suggestion(phrase.code, round(min(value, 1.0), 3), phrase))
        return tuple(best.values())[:most]

    def _weigh(self, grams: Mapping[str, int]) -> dict[str, float]:
        """Weigh and bring to length 1; a gram that no known phrase has is like nothing, and as rare as can be."""
        unseen = max(self._rarity.values(), default=1.0)
        weights = {gram: (1 + math.log(count)) * self._rarity.get(gram, unseen) for gram, count in grams.items()}
        length = math.hypot(*weights.values()) or 1.0
        return {gram: weight / length for gram, weight in weights.items()}


def _grams(text: str) -> Counter[str]:
    words = (word for word in _WORD.findall(text.lower()) if word not in _SMALL_WORDS)
    return Counter(gram for word in words for gram in _of_word(f"_{stem(word)}_"))


def _of_word(word: str) -> Iterable[str]:
    for size in range(SHORTEST, LONGEST + 1):
        yield from (word[start : start + size] for start in range(len(word) - size + 1))
