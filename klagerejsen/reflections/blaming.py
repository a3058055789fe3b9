"""Phrases that ask who instead of what, and a question to learn from in place of each. Pure.

A hint offers other words and forbids nothing: what people write is theirs. The lists hold phrases that blame somebody
whoever is meant, in Danish and in English, and none that only tells what happened: "fik aldrig svar" and "hvorfor blev
brevet ikke sendt?" stay unmarked. Danish is written first because cases are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from klagerejsen.catalogue import mark as _

# Whoever may be blamed: persons, and the roles that stand for persons in a case.
_WHO = (
    r"(?:du|(?-i:I)|jeg|vi|han|hun|man|de\b|(?:den|en|vores|deres|min|hendes|hans)?\s?(?:nye\s|gamle\s)?(?:sagsbehandler|"
    r"rådgiver|leder|kollega|medarbejder|socialrådgiver|borger|mor|far|læge|lærer|visitator|jurist|vikar)(?:en|n|ren|e)?"
    r"(?: \d)?)"
)
_WHOM = (
    r"(?:you|he|she|they|we|the (?:new )?(?:caseworker|adviser|manager|colleague|employee|citizen|mother|father|doctor|"
    r"teacher|lawyer))"
)

_SENSE = _("Hvad fik det til at give mening dengang?")
_TAKES = _("Hvad skulle der have været, for at det var sket?")
_WAY = _("Hvad i arbejdsgangen gjorde det muligt?")
_PART = _("Hvad medvirkede til, at det skete?")
_EASIER = _("Hvad ville have gjort det let at gøre i stedet?")
_REMIND = _("Hvad skulle have mindet om det?")
_SEEN = _("Hvad så I, der skete? Beskriv det, der blev gjort, ikke hvem der er sådan.")
_SLIP = _("Hvad gjorde det let at komme galt af sted?")
_STOOD = _("Hvad stod i vejen?")
_NEED = _("Hvad havde borgeren brug for, som I ikke så?")

_RULES: tuple[tuple[str, str], ...] = (
    # Danish
    (rf"hvorfor \w+ {_WHO} (?:dog )?ikke", _TAKES),
    (rf"hvorfor (?:gjorde|har|havde|valgte|sagde|skrev|sendte|lod|tog|gav|lovede|ville|skulle) {_WHO}\b", _SENSE),
    (
        r"hvem (?:gjorde|har gjort|glemte|har glemt|var det,? der|sløsede|sov|skulle have|har skylden|er skyld)",
        _WAY,
    ),
    (r"(?:hvis|hvem sin|hvems) (?:skyld|fejl)\b", _WAY),
    (r"(?:din|jeres|hans|hendes|deres|min|vores|\w+(?:en|er)s) (?:egen )?(?:fejl|skyld)\b", _PART),
    (r"(?:har|havde|får|bærer|tager) (?:selv |hele )?skylden\b", _PART),
    (r"(?:er|var) (?:selv )?skyld i\b", _PART),
    (r"(?:den|de) (?:skyldige|ansvarlige) (?:skal|må|bør|burde)\b", _PART),
    (rf"{_WHO} (?:burde|skulle) (?:have|også|selv|da)\b", _EASIER),
    (rf"{_WHO} (?:\w+ )?(?:glemte|har glemt|havde glemt|forsømte)\b", _REMIND),
    (rf"{_WHO} (?:\w+ )?(?:ignorerede|svigtede|sjuskede|sløsede|nægtede|negligerede|kvajede|dummede)\b", _STOOD),
    (rf"{_WHO} (?:gad|orkede|magtede) (?:\w+ )?ikke\b|ikke gidet\b|kunne {_WHO} ikke (?:bare|lige|da)\b", _STOOD),
    (r"\b(?:doven|dovne|inkompetent\w*|uduelig\w*|ligeglad\w*|uprofessionel\w*|sjusket|sløset|klodset|dum)\b", _SEEN),
    (r"\b(?:menneskelig\w* fejl|sjuskefejl|klokkeklare? fejl|personlig\w* svigt)\b", _SLIP),
    (r"\b(?:besværlig|umulig|krævende|vrangvillig|urimelig)e? (?:borger|mor|far|forældre|familie)\w*", _NEED),
    (r"\b(?:kværulant\w*|rethaver\w*)\b|(?:borgeren|moren|faren) (?:vil|ville) (?:bare )?ikke (?:forstå|lytte)", _NEED),
    # English
    (rf"why (?:did|do|has|had)(?:n't| not) {_WHOM}|why (?:did|do|has|had) {_WHOM} not\b", _TAKES),
    (rf"why (?:did|would|have|has) {_WHOM}\b", _SENSE),
    (r"who (?:did this|forgot|failed|is to blame|was to blame|should have)|whose fault", _WAY),
    (r"(?:your|his|her|their|my|our) (?:own )?fault\b|to blame for\b|fault of the\b", _PART),
    (rf"{_WHOM} should have\b|{_WHOM} ought to have\b", _EASIER),
    (rf"{_WHOM} (?:\w+ )?(?:forgot|has forgotten|had forgotten|neglected)\b", _REMIND),
    (rf"{_WHOM} (?:\w+ )?(?:failed to|refused to|ignored|messed up|couldn't be bothered)\b", _STOOD),
    (r"\b(?:lazy|incompetent|careless|sloppy|unprofessional|useless|stupid)\b", _SEEN),
    (r"\bhuman error\b", _SLIP),
    (r"\b(?:difficult|impossible|demanding|unreasonable) (?:citizen|mother|father|parents?|family)\b", _NEED),
)
_FOUND = tuple((re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE), rather) for pattern, rather in _RULES)
MOST = 3
"""So many hints stand under one text; more would be read as a correction."""


@dataclass(frozen=True, slots=True)
class Hint:
    """The words as they were written, and a question (in Danish, for the catalogue) that learns more."""

    words: str
    rather: str


def hints(text: str) -> tuple[Hint, ...]:
    """Return what could be asked instead, in the order of the text, each question once.

    >>> [hint.words for hint in hints("Hvorfor gjorde du ikke noget? Borgeren fik aldrig svar.")]
    ['Hvorfor gjorde du ikke']
    """
    found: dict[str, Hint] = {}
    for hint in _in_order(text):
        found.setdefault(hint.rather, hint)
    return tuple(found.values())[:MOST]


def _in_order(text: str) -> Iterator[Hint]:
    text = " ".join(text.split())
    matches = [(match, rather) for pattern, rather in _FOUND for match in pattern.finditer(text)]
    end = 0
    for match, rather in sorted(matches, key=lambda pair: (pair[0].start(), -pair[0].end())):
        # Where two rules see the same words, the longer one has seen more.
        if match.start() >= end:
            end = match.end()
            yield Hint(match[0], rather)
