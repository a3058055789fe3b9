"""The limits as a page shows them and as people type them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from klagerejsen.analysis.limits import LIMITS, Limit
from klagerejsen.figures import number
from klagerejsen.limits.services import Meanwhile
from klagerejsen.limits.words import kind_name
from klagerejsen.web.filters import language


@dataclass(frozen=True, slots=True)
class Row:
    """One limit on the page: what is typed or holds, what holds without it, and what is the matter."""

    limit: Limit
    text: str
    own: bool
    inherited: float
    problem: str = ""
    meanwhile: Meanwhile | None = None


@dataclass(slots=True)
class Typed:
    """What was typed: the values that are allowed, and for the others what to do instead; by name."""

    texts: dict[str, str]
    values: dict[str, float] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def typed(form: Mapping[str, str]) -> Typed:
    """Read the limits that a form names; an empty field has none."""
    found = Typed({limit.name: form[limit.name].strip() for limit in LIMITS if limit.name in form})
    for limit in LIMITS:
        if limit.name in found.texts:
            value = _number(found.texts[limit.name])
            if value is None or not limit.takes(value):
                found.problems[limit.name] = _asks_for(limit)
            else:
                found.values[limit.name] = value
    return found


def _number(text: str) -> float | None:
    """Read digits with at most one comma or point; words, signs and powers of ten are no limit."""
    whole, _point, part = text.replace(",", ".").partition(".")
    plain = (whole + part).isascii() and whole.isdigit() and (part.isdigit() or not part) and len(text) <= 6
    return float(f"{whole}.{part or 0}") if plain else None


def _asks_for(limit: Limit) -> str:
    least, most = number(limit.least, language()), number(limit.most, language())
    if limit.step == 1:
        return _("Skriv et helt tal fra %(least)s til %(most)s.", least=least, most=most)
    return _("Skriv et tal fra %(least)s til %(most)s, helt eller med en halv.", least=least, most=most)


def rows_by_kind(
    now: Mapping[str, float],
    without: Mapping[str, float],
    sent: Typed | None,
    meanwhile: Mapping[str, Meanwhile],
) -> dict[str, list[Row]]:
    """Return the limits by the name of the kind of finding that they belong to."""
    texts, problems = (sent.texts, sent.problems) if sent else ({}, {})
    groups: dict[str, list[Row]] = {}
    for limit in LIMITS:
        row = Row(
            limit=limit,
            text=texts.get(limit.name, number(now[limit.name], language())),
            own=now[limit.name] != without[limit.name],
            inherited=without[limit.name],
            problem=problems.get(limit.name, ""),
            meanwhile=meanwhile.get(limit.name),
        )
        groups.setdefault(kind_name(limit), []).append(row)
    return groups
