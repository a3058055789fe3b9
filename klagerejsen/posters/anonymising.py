"""A case told without what points at people: parties by their roles.

What is drawn is worked out from the changed document, so nothing that was left out can show through on the sheet, in
its alternative texts or in a figure. A machine replaces only what it knows (the labels and units of the parties, and
what screening takes for personal); the rest is for the person who proofreads.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from klagerejsen.catalogue import Translate, translator
from klagerejsen.labels import label
from klagerejsen.posters.choices import Anonymity
from klagerejsen.posters.paper.ink import SIDES
from klagerejsen.posters.wording import role_words
from klagerejsen.screening import masked

Rewrite = Callable[[str], str]
_CODED = frozenset((
    "format", "id", "language", "area", "legal_basis", "consulted", "opened", "closed", "date", "type", "from", "to",
    "channel", "reply_due", "responds_to", "basis", "completed_by", "contradicts", "carries_from", "known", "status",
    "origin", "certainty", "code", "addresses", "level", "due", "answer",
))  # fmt: skip
"""Keys whose values are references, codes, dates and the names of laws, none of which names a party."""


def anonymised(document: Mapping[str, Any], anonymity: Anonymity, language: str) -> Mapping[str, Any]:
    """Return the document as a poster of this anonymity may know it; "as_is" returns it as it was.

    Whoever reads dates from it keeps to months himself where days are left out (`grain.py`).
    """
    return document if anonymity == "as_is" else with_roles(document, translator(language))


def with_roles(document: Mapping[str, Any], _: Translate) -> dict[str, Any]:
    """Name every party by its role, with a number where several share it, and number the units of the authority.

    So are they in every text, and what looks like personal data there is dotted.
    """
    actors = document["actors"]
    names = dict(_roles(actors, _))
    units = dict(_units(actors, names, _))
    changed: dict[str, Any] = _rewritten(dict(document), _replacing(actors, names, units))
    changed["actors"] = [
        actor | {"label": names[actor["id"]], "unit": units.get(actor.get("unit"))} for actor in actors
    ]
    return changed


def _roles(actors: Iterable[Mapping[str, Any]], _: Translate) -> Iterator[tuple[str, str]]:
    """Yield each actor with its role: the one parent is "the parent", of several each is a parent with a number."""
    counts: dict[str, int] = {}
    keys = {actor["id"]: actor.get("role") or actor["perspective"] for actor in actors}
    for actor, role in keys.items():
        counts[role] = counts.get(role, 0) + 1
        if list(keys.values()).count(role) == 1:
            yield actor, role_words(_)[role]
        else:
            word = label("role", role, _) if role not in SIDES else label("perspective", role, _)
            yield actor, f"{word} {counts[role]}"


def _units(actors: Iterable[Mapping[str, Any]], names: Mapping[str, str], _: Translate) -> Iterator[tuple[str, str]]:
    """Yield each unit of the authority with its number; the units of others are called what their actor is."""
    found: dict[str, None] = {}
    for actor in actors:
        unit = actor.get("unit")
        if unit and actor["perspective"] != "authority":
            yield unit, names[actor["id"]]
        elif unit:
            found.setdefault(unit)
    for number, unit in enumerate(found, start=1):
        yield unit, _("Enhed {n}").format(n=number)


def _replacing(actors: Iterable[Mapping[str, Any]], names: Mapping[str, str], units: Mapping[str, str]) -> Rewrite:
    """Return what replaces every mention of a party or unit, a trailing genitive kept, in a text that was masked."""
    found = {masked(unit).lower(): word for unit, word in units.items()}
    for actor in actors:
        whole = actor["label"].strip()
        for mention in (whole, re.split(r"[(,]", whole)[0].strip()):
            found.setdefault(masked(mention).lower(), names[actor["id"]])
    mentions = "|".join(re.escape(mention) for mention in sorted(found, key=len, reverse=True) if mention)
    pattern = re.compile(rf"(?<!\w)({mentions})(s?)(?!\w)", re.IGNORECASE)

    def replaced(hit: re.Match[str]) -> str:
        word = found[hit[1].lower()]
        first = word[0] if hit[1][0].isupper() else word[0].lower()
        return f"{first}{word[1:]}{hit[2]}"

    return lambda text: pattern.sub(replaced, masked(text))


def _rewritten(value: Any, rewrite: Rewrite) -> Any:
    if isinstance(value, str):
        return rewrite(value)
    if isinstance(value, list):
        return [_rewritten(each, rewrite) for each in value]
    if isinstance(value, dict):
        return {key: each if key in _CODED else _rewritten(each, rewrite) for key, each in value.items()}
    return value
