"""Danish words by their stems, so that "lægeerklæring" and "erklæring fra lægen" are one artefact.

The stemmer is the first step of the Danish Snowball stemmer (Porter 2001, snowballstem.org): the longest
inflectional ending is taken off. Compounds are not split; one word counts as part of another that contains it.
"""

import re
from functools import lru_cache

_ENDING_LIST = (
    "hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes erendes enes"
    " ernes eres ens hedens erens ers ets erets et eret"
)
_ENDINGS = sorted(_ENDING_LIST.split(), key=len, reverse=True)
_S_AFTER = frozenset("abcdfghjklmnoprtvyzå")
_SMALL_LIST = "af at den der det de en et for fra i hos igen med ny nye nyt om og på samme sin sit som svar til ved"
_SMALL_WORDS = frozenset(_SMALL_LIST.split())
_ASKS = re.compile(
    r"\b(?:anmod(?:er|et|es)?(?: \w+)? om|bed(?:er|t|es)?(?: \w+)? om|mangler|efterspørger|efterlyser|indhenter)"
    r" (?:en |et |den |det |de )?(?P<what>[^(,;.]+)",
    re.IGNORECASE,
)
_ANSWERS = frozenset({"svar", "svaret", "hjælp", "kontakt", "opkald", "møde"})
_LEAST = 4  # letters that a stem needs to count as part of a longer word


def stem(word: str) -> str:
    """Return a word without its inflectional ending.

    >>> stem("ansøgningen"), stem("vurderinger"), stem("bilags")
    ('ansøgning', 'vurdering', 'bilag')
    """
    region = _region(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= region:
            return word.removesuffix(ending)
    if word.endswith("s") and len(word) - 1 >= region and word[-2:-1] in _S_AFTER:
        return word[:-1]
    return word


def _region(word: str) -> int:
    """Return where R1 begins: behind the first consonant after a vowel, and never before three letters."""
    match = re.search("[aeiouyæøå][^aeiouyæøå]", word)
    return max(3, match.end() if match else len(word))


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    words = re.findall(r"[a-zæøåäöüé]+", text.lower())
    return frozenset(stem(word) for word in words if word not in _SMALL_WORDS)


@lru_cache(maxsize=4096)
def same_thing(one: str, other: str) -> bool:
    """Tell whether two names mean the same artefact: every stem of the shorter name is part of the other.

    >>> same_thing("lægeerklæring", "erklæring fra lægen"), same_thing("statusattest", "lægeattest")
    (True, False)
    """
    fewer, more = sorted((stems(one), stems(other)), key=len)
    return bool(fewer) and all(any(_part(each, word) for word in more) for each in fewer)


def _part(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _LEAST and shorter in longer)


@lru_cache(maxsize=4096)
def asked_in(title: str) -> str | None:
    """Return what the title of a request says that it asks for, or None.

    >>> asked_in("Anmoder om lægeerklæring (den gamle er udløbet)"), asked_in("Beder om svar på status")
    ('lægeerklæring', None)
    """
    match = _ASKS.search(title)
    what = match["what"].strip() if match else ""
    return what if what and what.split()[0].lower() not in _ANSWERS else None
