"""One way of writing for the many that Unicode has, so that a dash is a dash and a digit is a digit.

Nothing is taken away that a reader sees, and every sign remembers where it stood.
"""

import unicodedata
from dataclasses import dataclass, replace

from klagerejsen.screening.hits import Hit

# Signs that look like a dash although Unicode counts them as something else than a dash (Pd).
SOFT_HYPHEN = "\u00ad"
OTHER_DASHES = "−˗⁃➖─━⎯ー⁻₋﹘"


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in one way of writing; `starts` and `ends` say where each of its signs stood before."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def placed(self, hit: Hit) -> Hit:
        """Return a hit in the plain text as one in the text it was made from."""
        return replace(hit, start=self.starts[hit.start], end=self.ends[hit.end - 1])


def plain(text: str) -> Plain:
    """Return the text with ASCII digits, "-" for every dash and " " for every space; unseen signs are left out.

    >>> plain("１２０３４３\\u2011５６７８").text
    '120343-5678'
    """
    if text.isascii():
        places = range(len(text))
        return Plain(text.replace("\t", " ").replace("\r", "\n"), tuple(places), tuple(n + 1 for n in places))
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        if signs and unicodedata.combining(character):
            signs[-1] = _together(signs[-1], character)
            ends[-1] = place + 1
        elif sign := _plain(character) or _hyphen(text, place):
            signs.append(sign)
            starts.append(place)
            ends.append(place + 1)
    return Plain("".join(signs), tuple(starts), tuple(ends))


def _together(letter: str, mark: str) -> str:
    composed = unicodedata.normalize("NFC", letter + mark)
    return composed if len(composed) == 1 else letter


def _hyphen(text: str, place: int) -> str:
    """Return the dash that a soft hyphen is between digits, which is where nobody breaks a line."""
    between = text[place] == SOFT_HYPHEN and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
    return "-" if between else ""


def _plain(character: str) -> str:
    """Return how one character is written plainly; nothing for what is not seen."""
    if character.isascii():
        return {"\t": " ", "\r": "\n"}.get(character, character)
    category = unicodedata.category(character)
    if category == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F:
        return ""
    if category == "Pd" or character in OTHER_DASHES:
        return "-"
    if category in ("Zs", "Zl", "Zp"):
        return " " if category == "Zs" else "\n"
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    normal = unicodedata.normalize("NFKC", character)
    return normal if len(normal) == 1 else character
