"""Words that name a person, put away for a role wherever they stand. Pure: a text in, a text out."""

import re
from collections.abc import Mapping
from typing import Any

_ENDS_A_SENTENCE = re.compile(r"(?:^|[.!?:]\s+|\n\s*)\Z")


class Replacing:
    """Puts roles in place of words, all in one go, so that what was put in is not itself replaced.

    Words are found in any case and spacing, as whole words, with or without the s of a genitive, which the role
    then gets:

    >>> Replacing({"Kirsten Holmgaard": "rådgiver 1", "Kirsten": "rådgiver 1"})("Mødet hos kirsten  Holmgaards leder.")
    'Mødet hos rådgiver 1s leder.'
    >>> Replacing({"Kirsten": "rådgiver 1"})("Kirsten ringer. Kirstenbo svarer.")
    'Rådgiver 1 ringer. Kirstenbo svarer.'
    """

    def __init__(self, roles: Mapping[str, str]) -> None:
        self._roles = {_key(words): role for words, role in roles.items() if _key(words)}
        longest_first = sorted(self._roles, key=len, reverse=True)
        either = "|".join(r"\s+".join(map(re.escape, words.split())) for words in longest_first)
        self._pattern = re.compile(rf"(?<!\w)({either})(['’]?s)?(?!\w)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """Return the text with roles."""
        return self._pattern.sub(self._role, text) if self._roles else text

    def within(self, value: Any) -> Any:
        """Return a piece of a document with roles in all of its texts; keys stay as they are."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, Mapping):
            return {key: self.within(inner) for key, inner in value.items()}
        return [self.within(inner) for inner in value] if isinstance(value, list) else value

    def _role(self, match: re.Match[str]) -> str:
        role = self._roles[_key(match[1])]
        begins = _ENDS_A_SENTENCE.search(match.string[: match.start()]) is not None
        return (role[:1].upper() + role[1:] if begins else role) + ("s" if match[2] else "")


def _key(words: str) -> str:
    """Return words as they are compared: in one case and with single spaces."""
    return " ".join(words.casefold().split())
