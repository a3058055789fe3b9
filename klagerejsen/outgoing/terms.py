"""What a file that leaves the house may be used for, and until when; said in the file, or in its name. Pure."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _

USUAL_DAYS = 180
"""Days after which a file is to be deleted unless somebody says otherwise."""
MOST_DAYS = 3653
LONGEST_WORDS = 120
TOOL = f"Klagerejsen {version('klagerejsen')}"

PURPOSES: Mapping[str, tuple[str, str]] = {
    "learning": (_("Læring hos os selv"), _("laering")),
    "together": (_("Forbedring sammen med andre enheder"), _("forbedring")),
    "report": (_("Rapport til ledelse eller politikere"), _("rapport")),
    "oversight": (_("Tilsyn eller klageinstans"), _("tilsyn")),
    "research": (_("Forskning eller statistik"), _("forskning")),
    "move": (_("Flytning til en anden Klagerejsen"), _("flytning")),
    "other": (_("Andet"), _("andet")),
}
"""What a file can be for: its code, its words, and how it is called in the name of a file."""

DELETED = _("slettes")
ONLY_FOR = _("Må kun bruges til formålet, og slettes senest den dag.")
PURPOSE, DELETE_BY, MADE, MADE_WITH, PLEASE = (
    _("Formål"),
    _("Slettes senest"),
    _("Lavet"),
    _("Lavet med"),
    _("Husk"),
)
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True, slots=True)
class Terms:
    """A purpose of the list, what people say of it in their own words, and the last day that the file may be kept."""

    purpose: str
    words: str
    delete_by: dt.date

    def said(self, translate: Translate) -> str:
        """Say what the file is for: "Andet: oplæg på temadag"."""
        return purpose_said(self.purpose, self.words, translate)

    def in_a_name(self, translate: Translate) -> str:
        """Say it in a part of a file's name: "andet-oplaeg-paa-temadag-slettes-2027-05-22"."""
        slug = "-".join(filter(None, (translate(PURPOSES[self.purpose][1]), slug_of(self.words)[:40].strip("-"))))
        return f"{slug}-{translate(DELETED)}-{self.delete_by}"

    def as_json(self) -> dict[str, Any]:
        """Return it for a manifest."""
        return {"purpose": {"code": self.purpose, "words": self.words}, "delete_by": str(self.delete_by)}


def purpose_said(code: str, words: str, translate: Translate) -> str:
    """Say a purpose, with the words that people gave it."""
    return ": ".join(filter(None, (translate(PURPOSES[code][0]), words)))


def slug_of(text: str) -> str:
    """Write a text with the signs that every file system takes.

    >>> slug_of("Oplæg på temadag (7/9)")
    'oplaeg-paa-temadag-7-9'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.casefold().translate(_LETTERS)).strip("-")


def about(terms: Terms, made: dt.datetime, translate: Translate) -> list[tuple[str, str]]:
    """Return what a file says of itself, heading by heading."""
    stated = {
        PURPOSE: terms.said(translate),
        DELETE_BY: str(terms.delete_by),
        MADE: made.isoformat(timespec="minutes"),
        MADE_WITH: TOOL,
        PLEASE: translate(ONLY_FOR),
    }
    return [(translate(heading), text) for heading, text in stated.items()]
