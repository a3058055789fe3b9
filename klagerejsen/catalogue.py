"""The one catalogue of user-visible text, for code that must not know Flask.

Danish is the source language, so it needs no translation file; English is complete (a test holds it so).
"""

import gettext
from collections.abc import Callable
from functools import cache

from klagerejsen.paths import TRANSLATIONS

LANGUAGES = ("da", "en")

Translate = Callable[[str], str]


@cache
def translator(language: str) -> Translate:
    """Return the function from Danish source text to the given language ("da" or "en")."""
    return gettext.translation("messages", TRANSLATIONS, [language], fallback=True).gettext
