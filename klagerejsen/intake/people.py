"""Who stands in a file's columns of senders and recipients, as roles of a case: guessed, and then edited; pure."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from typing import Any

from klagerejsen.codes import ROLES, Perspective
from klagerejsen.intake.vocabulary import role_of
from klagerejsen.screening import kinds

MOST_ACTORS = 300
LONGEST_LABEL = 120
_APART = re.compile(r"\s*[;\n|]\s*")
_SIDE = {role: side for side, roles in ROLES.items() for role in roles}


CITIZEN = {"label": "Borgeren", "role": "citizen", "perspective": "citizen"}
AUTHORITY = {"label": "Kommunen", "role": "unit", "perspective": "authority", "unit": "Kommunen"}


def split(cell: str, known: Container[str] | None = None) -> list[str]:
    """Return who stands in a cell; several are kept apart by semicolons, bars or lines.

    Where the names that may stand there are `known` (casefolded), commas keep apart what is none of them.

    >>> split("Mor; Far"), split("Børn og Unge, Center 2")
    (['Mor', 'Far'], ['Børn og Unge, Center 2'])
    >>> split("Mor, Børn og Unge", {"mor"}), split("Barnet, 9 år; Mor", {"barnet, 9 år", "mor"})
    (['Mor', 'Børn og Unge'], ['Barnet, 9 år', 'Mor'])
    """
    names = [" ".join(name.split()) for name in _APART.split(cell.strip()) if name.strip()]
    if known is None:
        return names
    return [one for name in names for one in ([name] if name.casefold() in known else _at_commas(name))]


def _at_commas(name: str) -> list[str]:
    return [part.strip() for part in name.split(",") if part.strip()]


def cast(
    seen: Mapping[str, int],
    units: Mapping[str, str],
    chosen: Mapping[str, Mapping[str, Any]],
    *,
    roles: Mapping[str, str] | None = None,
) -> dict[str, dict[str, Any]]:
    """Return an actor (label, role, perspective, unit, guessed) for everybody seen, the most frequent first.

    What looks like a person's name becomes a role with a number. Two who get the same label become one actor. `roles`
    has words for what some of them are, where their names do not tell.
    """
    told = roles or {}
    numbers: Counter[str] = Counter()
    found: dict[str, dict[str, Any]] = {}
    for value in sorted(seen, key=lambda each: -seen[each]):
        actor = chosen.get(value) or _guessed(value, numbers, told.get(value, value))
        found[value] = {
            "unit": units.get(value) or _own_unit(actor),
            **actor,
            "count": seen[value],
            "guessed": value not in chosen,
        }
    return found


def numbered(names: Iterable[str], roles: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return a role with a number for each of these names, whatever it looks like."""
    numbers: Counter[str] = Counter()
    return {name: _guessed(name, numbers, roles.get(name, name), hidden=True) for name in names}


def _guessed(value: str, numbers: Counter[str], told: str, *, hidden: bool = False) -> dict[str, Any]:
    role, side = role_of(told) or ("caseworker", Perspective.AUTHORITY)
    if hidden or kinds(value) or len(value) > LONGEST_LABEL:
        word = _KIND_OF_PERSON.get(role, "Person")
        numbers[word] += 1
        label = f"{word} {numbers[word]}"
    else:
        label = value
    return {"label": label, "role": role, "perspective": side.value}


_KIND_OF_PERSON = {"caseworker": "Medarbejder", "manager": "Leder", "citizen": "Borger", "parent": "Forælder"}


def _own_unit(actor: Mapping[str, Any]) -> str | None:
    return actor["label"] if actor["role"] in ("unit", "other_unit") else None
