"""What was stated, in a form in which two statements can be compared: "4 uger" is "28 dage"."""

import re
from functools import lru_cache

from klagerejsen.analysis.words import stems

_NUMBERS = (
    "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve"
)
_WORDS = {word: number for number, word in enumerate(_NUMBERS.split())} | {"et": 1, "én": 1, "ét": 1}
_DAYS = {"dag": 1, "døgn": 1, "uge": 7, "måned": 30, "år": 365}
_LASTS = re.compile(r"^(\d+|[a-zæøåé]+) (?:kalender)?(dag|døgn|uge|måned|år)(?:e|r|er|en|n)?$")
_AMOUNT = re.compile(r"^(\d[\d .]*)(?:,(\d+)|,-)? ?(kr|kroner|dkk|%|procent|timer?)?\.?(?: om (?:ugen|måneden|året))?$")
_UNITS = {"kroner": "kr", "dkk": "kr", "procent": "%", "time": "timer"}
_NOTHING = frozenset({"gratis", "ingen", "intet", "nul", "uden betaling", "uden beregning", "ingen betaling"})
_NOT = re.compile(r"^(?:ikke|ej|uden|ingen|intet) ")
_YES_LIST = (
    "ja bevilget godkendt imødekommet tilkendt medhold tilladt tilladelse påkrævet nødvendig nødvendigt krævet kræves"
)
_NO_LIST = "nej afslag afslået afvist nægtet afvises frivillig frivilligt fritaget undtaget unødvendig forbudt"
_YES, _NO = frozenset(_YES_LIST.split()), frozenset(_NO_LIST.split())


@lru_cache(maxsize=4096)
def canonical(value: str) -> str:
    """Return a statement so that the same thing in other words is the same text.

    >>> canonical("4 uger") == canonical("28 dage") == canonical("fire uger")
    True
    >>> canonical("gratis") == canonical("0 kr."), canonical("1.200 kr")
    (True, '1200 kr')
    >>> canonical("ikke bevilget") == canonical("Afslag")
    True
    """
    text = re.sub(r"\s+", " ", value.strip().lower()).rstrip(".!")
    return _lasting(text) or _amount(text) or _answer(text) or " ".join(sorted(stems(text))) or text


def _lasting(text: str) -> str | None:
    match = _LASTS.match(text)
    if match is None:
        return None
    number = int(match[1]) if match[1].isdigit() else _WORDS.get(match[1])
    return None if number is None else f"{number * _DAYS[match[2]]} dage"


def _amount(text: str) -> str | None:
    if text in _NOTHING:
        return "0"
    match = _AMOUNT.match(text)
    if match is None:
        return None
    number = match[1].replace(".", "").replace(" ", "")
    cents = (match[2] or "").rstrip("0")
    unit = _UNITS.get(match[3] or "", match[3] or "")
    whole = f"{int(number)}{',' + cents if cents else ''}"
    return "0" if whole == "0" else f"{whole} {unit}".strip()


def _answer(text: str) -> str | None:
    """Return "ja" or "nej" for a word that says either; "ikke" turns it round."""
    bare = _NOT.sub("", text)
    yes, no = bare in _YES, bare in _NO
    if not (yes or no):
        return None
    return "ja" if yes == (bare == text) else "nej"
