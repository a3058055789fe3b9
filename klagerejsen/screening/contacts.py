"""E-mail addresses and Danish telephone numbers.

A Danish number has eight digits and never begins with 0 or 1. Eight digits are many things in a case, so
those that stand as an amount, a date, a case number or a company's number are none; a country code or a word
for telephone makes one certain.
"""

import re
from collections.abc import Iterator

from klagerejsen.screening.hits import CERTAIN, LIKELY, Hit

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[a-zæøå]{2,24}\b", re.IGNORECASE)
_SPELT = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:[(\[]at[)\]]| snabel-?a ) ?[\w-]{1,63}(?:(?:\.| punktum )[\w-]{1,63}){1,3}",
    re.IGNORECASE,
)

_GAP = r"[ .\-/]?"
_EIGHT = "|".join(
    (
        rf"[2-9]\d{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d",
        r"[2-9]\d{3}[ -]\d{4}",
        r"[2-9]\d{2}[ -]\d{2}[ -]\d{3}",
        r"[2-9]\d[ -]\d{3}[ -]\d{3}",
        r"[2-9]\d{2}[ -]\d{3}[ -]\d{2}",
    )
)
_PHONE = re.compile(
    rf"(?<![\d.,/+-])(?P<code>(?:\(?(?:\+|00) ?45\)?)[ -]?)?\(?(?P<number>{_EIGHT})\)?(?![\d%]|[.,/-]\d)"
)
_FOREIGN = re.compile(r"(?<![\d+])\+(?!45)\d{1,3}(?:[ -]?\d{2,4}){2,5}(?!\d)")
_CALLED = re.compile(
    r"(?:\btlf|telefon\w*|\bmobil\w*|\bnummer(?:et)?|\bnr|\bsms\w*|ringe?r?|\bopkald\w*|\bfon|kontakte?s?|fanges?|træffes?)"
    r"\b[^\d\n]{0,24}$",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:\bsag(?:en|s)?\b|sags-?(?:nr|nummer|id)|\bjournal|\bj\.? ?nr|\besdh|\bcvr|\bse-?nr|\bean|\bref\b|referencenr|"
    r"\bid\b|-id\b|faktura|ordre|bilags?|\bdok|dokumentnr|konto|\breg|matrikel|p-?(?:nr|nummer)|acadre|sbsys|kp-?nr|"
    r"\bkr\.?|kroner|§|\blov|\bkle|postnr|\bløbenr|varenr|\bproduktionsn\w+|afgørelsesnr|klagesag\w*|klagenr)[^\d\n]{0,14}$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(r"[ -]?(?:kr\b|kroner|mio|dkk|,-|%|point|timer|dage|sider)", re.IGNORECASE)
_DAY = re.compile(
    r"(?:19|20)\d\d[.\-/ ]?(?:0[1-9]|1[0-2])[.\-/ ]?(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])[.\-/ ]?(?:0[1-9]|1[0-2])[.\-/ ]?(?:19|20)\d\d"
)
_YEARS = re.compile(r"(?:19|20)\d\d[ -](?:19|20)\d\d")
_THOUSANDS = re.compile(r"\d{2}[ .]\d{3}[ .]\d{3}")
NEAR = 34


def find(text: str) -> Iterator[Hit]:
    """Find e-mail addresses and telephone numbers in a plain text."""
    for found in _EMAIL.finditer(text):
        yield Hit("email", found.start(), found.end(), CERTAIN)
    for found in _SPELT.finditer(text):
        yield Hit("email", found.start(), found.end(), LIKELY)
    for found in _PHONE.finditer(text):
        certainty = _judge(text, found)
        if certainty is not None:
            yield Hit("phone", found.start("code" if found["code"] else "number"), found.end("number"), certainty)
    for found in _FOREIGN.finditer(text):
        yield Hit("phone", found.start(), found.end(), LIKELY)


def _judge(text: str, found: re.Match[str]) -> str | None:
    """Say how sure eight digits are a telephone number; None where they are something else."""
    if found["code"]:
        return CERTAIN
    before = text[max(0, found.start() - NEAR) : found.start()]
    if _NOT_BEFORE.search(before) or _NOT_AFTER.match(text, found.end()):
        return None
    if _CALLED.search(before):
        return CERTAIN
    other = any(shape.fullmatch(found["number"]) for shape in (_DAY, _YEARS, _THOUSANDS))
    return None if other else LIKELY
