"""Addresses: a road with a number, and a postcode with a town.

Roads are known by how Danish road names end. "vej", "gade" and their like are enough by themselves; endings
that are common words too ("parken", "haven") ask for a capital letter and nothing that is counted after the
number. A postcode is known by its town, so that a year before a capital letter is none.
"""

import re
from collections.abc import Iterator

from klagerejsen.screening.hits import CERTAIN, LIKELY, Hit
from klagerejsen.screening.words import NO_ROADS, TOWNS

_ROAD = r"(?:vej|gade|allé|alle|stræde|boulevard|vænge|gyde|chaussé|sti)(?:en|n|t|et)?"
_LARGE = (
    r"(?:Vej|Landevej|Gade|Allé|Alle|Stræde|Boulevard|Vænge|Plads|Torv|Have|Park|Bakke|Toft|Gård|Kaj|Strand|Esplanade)"
)
_PLACE = (
    r"(?:plads|torv|park|have|bakke|toft|krog|høj|gård|kaj|mark|eng|esplanade|kvarter)(?:en|n|et|ten)?"
    r"|(?:lunden|brinken|skrænten|vangen)"
)
_COUNTED = r" ?(?:gang|dag|uge|måned|mdr|år|time|minut|min\b|procent|%|kr|møde|børn|barn|elever|plads|meter|km\b)"
_NUMBER = rf"(?:nr\.? )?\d{{1,3}}(?:-\d{{1,3}})?(?: ?[A-ZÆØÅ]|[a-zæøå])?\b(?![.,:/-]\d|{_COUNTED})"
_FLOOR = r"(?:, ?(?:st|kl|\d{1,2})\b\.?(?: ?sal\b\.?)?(?:,? ?(?:tv|th|mf)\b\.?)?)?"

_SMALL_ROAD = re.compile(rf"(?<!\w)(?P<road>[A-ZÆØÅa-zæøå][a-zæøåéü'-]{{0,30}}?{_ROAD}),? {_NUMBER}{_FLOOR}")
_LARGE_ROAD = re.compile(rf"(?<!\w)(?P<road>(?:[A-ZÆØÅ][\w.'é-]{{0,24}} ){{1,3}}{_LARGE}),? {_NUMBER}{_FLOOR}")
_PLACE_ROAD = re.compile(
    rf"(?<!\w)(?P<road>[A-ZÆØÅ][a-zæøåéü-]{{2,24}}?(?:{_PLACE})),? {_NUMBER}{_FLOOR}"
    r"(?=[,.;)\n!?]|$| \d{4}| (?:i|og|på|er|var|til|fra|hvor|men)\b)"
)
_POSTCODE = re.compile(
    r"(?<![\d./-])(?P<code>(?:DK-? ?)?[1-9]\d{3})\.? (?P<town>[A-ZÆØÅ][a-zæøåé]+(?:[ -][A-ZÆØÅ][a-zæøåé]*|-[a-z]+)?)"
)


def find(text: str) -> Iterator[Hit]:
    """Find addresses in a plain text."""
    for pattern, certainty in ((_SMALL_ROAD, CERTAIN), (_LARGE_ROAD, CERTAIN), (_PLACE_ROAD, LIKELY)):
        for found in pattern.finditer(text):
            if found["road"].casefold() not in NO_ROADS:
                sure = certainty if found["road"][0].isupper() else LIKELY
                yield Hit("address", found.start(), found.end(), sure)
    for found in _POSTCODE.finditer(text):
        if found["town"] in TOWNS or re.split("[ -]", found["town"])[0] in TOWNS:
            yield Hit("address", found.start("code"), found.end("town"), LIKELY)
