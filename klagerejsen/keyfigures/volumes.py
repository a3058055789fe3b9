"""How many complaints there were, by what they have in common, and how many decisions were reversed."""

from collections.abc import Mapping
from dataclasses import dataclass

from klagerejsen.keyfigures.counting import REVERSED, STOOD
from klagerejsen.keyfigures.kept import Register
from klagerejsen.keyfigures.naming import ORDERS
from klagerejsen.statistics.shares import Share

BREAKDOWNS = ("period", "area", "kind", "theme", "outcome")
Where = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """So many of a group have a value; `count` is None where it is withheld, `share` where the whole is too."""

    value: str
    count: int | None
    share: Share | None


def breakdown(register: Register, where: Where, dimension: str) -> list[Part]:
    """Return a group's complaints by the values of a dimension; nothing where it is of one value, or not on offer."""
    if dimension in where or not on_offer(register, where, dimension):
        return []
    whole = register.release.count(where)
    values = ORDERS.get(dimension) or register.values(dimension)
    return [_part(value, register.release.count({**where, dimension: value}), whole) for value in values]


def on_offer(register: Register, where: Where, dimension: str) -> bool:
    """Whether a group may be told by a dimension."""
    return register.release.tables.offers([*where, dimension])


def _part(value: str, count: int | None, whole: int | None) -> Part:
    return Part(value, count, Share(count, whole) if whole and count is not None else None)


def reversal(register: Register, where: Where) -> Share | None:
    """Return how many decisions that were tried did not stand; None where none was tried, or it is not told."""
    if not on_offer(register, where, "ending"):
        return None
    changed, stood = (register.release.count({**where, "ending": ending}) for ending in (REVERSED, STOOD))
    return Share(changed, changed + stood) if changed is not None and stood is not None and changed + stood else None


def none_tried(register: Register, where: Where) -> bool:
    """Whether it may be told that the appeals body tried none of the group's decisions."""
    tried = [{**where, "ending": ending} for ending in (REVERSED, STOOD)]
    return on_offer(register, where, "ending") and register.release.total(tried) == 0


def parts_of(register: Register, where: Where) -> tuple[str | None, dict[str, dict[str, str]]]:
    """Return by what a group is cut, area before period, and its parts; none where it is of one area and period."""
    cut = next((name for name in ("area", "period") if name not in where), None)
    return cut, groups_by(register, cut, where) if cut else {}


def groups_by(register: Register, dimension: str, where: Where) -> dict[str, dict[str, str]]:
    """Return a group cut by the values of a dimension, each with what its complaints have."""
    return {value: {**where, dimension: value} for value in register.values(dimension)}
