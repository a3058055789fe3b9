"""The one catalogue of user-visible text, for code that must not know Flask.

Danish is the source language, so it needs no translation file; English is complete (a test holds it so).
"""

import gettext
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from klagerejsen.paths import TRANSLATIONS

LANGUAGES = ("da", "en")

# The language of a terminal, in the order in which a name counts.
_ASKED_BY = ("KLAGEREJSEN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

Translate = Callable[[str], str]


def mark(text: str) -> str:
    """Mark a Danish text for the catalogue where it is written (as `_`); it is translated where it is said."""
    return text


@cache
def translator(language: str) -> Translate:
    """Return the function from Danish source text to the given language ("da" or "en")."""
    return gettext.translation("messages", TRANSLATIONS, [language], fallback=True).gettext


def listed(words: Iterable[str], _: Translate) -> str:
    """Join words as in a sentence; of none, nothing.

    >>> listed(["Mor", "skolen", "lægen"], translator("da")), listed(["Mor"], translator("da"))
    ('Mor, skolen og lægen', 'Mor')
    """
    *head, last = list(words) or [""]
    return _("{first} og {last}").format(first=", ".join(head), last=last) if head else last


def spoken(environment: Mapping[str, str]) -> str:
    """Return the language that a terminal asks for ("da" or "en"); Danish where it asks for none of ours.

    >>> spoken({"LC_ALL": "en_GB.UTF-8", "LANG": "da_DK.UTF-8"}), spoken({"LANG": "C.UTF-8"})
    ('en', 'da')
    """
    asked = next(filter(None, map(environment.get, _ASKED_BY)), "")
    return next((language for language in LANGUAGES if asked.lower().startswith(language)), LANGUAGES[0])
