"""What people chose for a table: what its columns are, how its days are written, who its people are; pure.

A mapping goes to the parsing process whole. Remembered for a source, or saved as a file, it knows columns by their
headings and leaves out what may be personal data.
"""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from klagerejsen.catalogue import mark as _
from klagerejsen.intake import columns
from klagerejsen.intake.days import ORDERS
from klagerejsen.intake.vocabulary import plainly
from klagerejsen.screening import kinds

FORMAT, VERSION = "klagerejsen-mapping", 1
KINDS_OF_WORDS = {"type": "event_type", "channel": "channel"}


class NotAMapping(ValueError):  # noqa: N818 - says what it is
    """A saved mapping cannot be used; the message is a sentence of the catalogue."""


NO_MAPPING = _("Filen er ikke en gemt kolonneopsætning. Gem en fra siden med kolonner, og brug den.")
OTHER_HEADINGS = _("Opsætningen passer ikke til filen: ingen af dens overskrifter er i den.")


@dataclass(slots=True)
class Mapping:
    """The choices for one table; `fields` has one for each column, "" where it is not taken."""

    fields: list[str]
    header: int = 1
    orders: dict[str, str] = field(default_factory=dict)
    title: str = ""
    area: str = ""
    actors: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    replacements: dict[str, str] = field(default_factory=dict)
    skip: list[int] = field(default_factory=list)
    skip_all: bool = False

    def columns_of(self, name: str) -> list[int]:
        """Return the columns that were given a field."""
        return [number for number, chosen in enumerate(self.fields) if chosen == name]

    def as_json(self) -> dict[str, Any]:
        """Return it for the parsing process."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Dictionary[str, Any]) -> "Mapping":
        """Read what `as_json` wrote."""
        return cls(**{each.name: told[each.name] for each in fields(cls) if each.name in told})


def proposed(summary: Dictionary[str, Any]) -> Mapping:
    """Return what the table itself says."""
    chosen = columns.propose(summary["headings"], summary["profiles"])
    mapping = Mapping(fields=chosen, header=summary["header"])
    mapping.orders = decided(mapping, summary["profiles"])
    return mapping


def decided(
    mapping: Mapping, profiles: Sequence[Dictionary[str, Any]], days: Sequence[str] = columns.DAYS
) -> dict[str, str]:
    """Return the order of the days of each column whose own days decide it; `days` names the fields that hold days."""
    day_columns = [number for number, name in enumerate(mapping.fields) if name in days]
    return {
        str(number): profiles[number]["orders"][0] for number in day_columns if len(profiles[number]["orders"]) == 1
    }


def undecided(
    mapping: Mapping, profiles: Sequence[Dictionary[str, Any]], days: Sequence[str] = columns.DAYS
) -> list[int]:
    """Return the columns of days whose order must be asked for."""
    return [
        number
        for number, name in enumerate(mapping.fields)
        if name in days and len(profiles[number]["orders"]) > 1 and str(number) not in mapping.orders
    ]


def likely_order(profiles: Sequence[Dictionary[str, Any]]) -> str | None:
    """Return the order that the days of a file speak for where they decide it, None where none do or they disagree.

    >>> likely_order([{"orders": ["dmy", "mdy"]}, {"orders": ["dmy"]}, {"orders": []}])
    'dmy'
    >>> likely_order([{"orders": ["mdy"]}, {"orders": ["dmy"]}])
    """
    said = {profile["orders"][0] for profile in profiles if len(profile["orders"]) == 1}
    return said.pop() if len(said) == 1 else None


def saved(mapping: Mapping, headings: Sequence[str]) -> dict[str, Any]:
    """Return a mapping as it is remembered: by headings, without the rows of one file and without names."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "columns": dict(zip(headings, mapping.fields, strict=False)),
        "orders": orders_by_heading(mapping, headings),
        "title": mapping.title,
        "area": mapping.area,
        "actors": {value: _kept(actor) for value, actor in mapping.actors.items() if not kinds(value)},
        "words": mapping.words,
    }


def _kept(actor: Dictionary[str, Any]) -> dict[str, Any]:
    return {key: actor[key] for key in ("label", "role", "perspective", "unit") if actor.get(key)}


def applied(told: Any, summary: Dictionary[str, Any]) -> Mapping:
    """Return a remembered mapping for a table; what it does not say is proposed anew. Raises `NotAMapping`."""
    _check(told)
    mapping, headings = proposed(summary), summary["headings"]
    known = {plainly(heading): name for heading, name in told["columns"].items()}
    if not any(plainly(heading) in known for heading in headings):
        raise NotAMapping(OTHER_HEADINGS)
    mapping.fields = [known.get(plainly(heading), "") for heading in headings]
    mapping.orders = orders_again(told, summary) | decided(mapping, summary["profiles"])
    mapping.title, mapping.area = str(told.get("title", "")), str(told.get("area", ""))
    mapping.actors, mapping.words = dict(told.get("actors", {})), dict(told.get("words", {}))
    return mapping


def orders_by_heading(mapping: Mapping, headings: Sequence[str]) -> dict[str, str]:
    """Return how the days of columns are written, as it is remembered."""
    return {headings[int(number)]: order for number, order in mapping.orders.items()}


def orders_again(told: Dictionary[str, Any], summary: Dictionary[str, Any]) -> dict[str, str]:
    """Return the remembered orders that the days of this file allow; its own days decide where they can."""
    orders = {plainly(heading): order for heading, order in told.get("orders", {}).items()}
    remembered = [orders.get(plainly(heading)) for heading in summary["headings"]]
    allowed = [profile["orders"] for profile in summary["profiles"]]
    return {str(n): order for n, order in enumerate(remembered) if order and order in allowed[n]}


def _check(told: Any) -> None:
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("columns"), dict):
        raise NotAMapping(NO_MAPPING)
    parts = [told.get(key, {}) for key in ("orders", "actors", "words")]
    whole = all(isinstance(part, dict) for part in parts)
    if not whole or not set(told["columns"].values()) <= {"", *columns.FIELDS} or told.get("version") != VERSION:
        raise NotAMapping(NO_MAPPING)
    if not set(parts[0].values()) <= set(ORDERS):
        raise NotAMapping(NO_MAPPING)
    for actor in parts[1].values():
        if not isinstance(actor, dict) or not {"label", "role", "perspective"} <= actor.keys():
            raise NotAMapping(NO_MAPPING)
