"""Units beside each other: how many decisions were reversed, where that may be told, and never a rank."""

from dataclasses import dataclass

from klagerejsen.keyfigures.counting import UNKNOWN
from klagerejsen.keyfigures.kept import Register
from klagerejsen.keyfigures.volumes import none_tried, reversal
from klagerejsen.statistics.units import Benchmark, Unit, benchmark


@dataclass(frozen=True, slots=True)
class Beside:
    """A unit with its complaints; `count` is None where it is withheld, `unit` where its share is, or there is none.

    `none_tried` says that the appeals body tried none of its decisions, where that may be told.
    """

    name: str
    count: int | None
    unit: Unit | None
    none_tried: bool


def units(register: Register) -> tuple[Benchmark, list[Beside]]:
    """Return the units that complaints name, by name, and all whose share may be told together."""
    names = [name for name in register.values("unit") if name != UNKNOWN]
    shares = {name: reversal(register, {"unit": name}) for name in names}
    found = benchmark((name, share.count, share.total) for name, share in shares.items() if share)
    by_name = {unit.name: unit for unit in found.units}
    return found, [
        Beside(name, register.release.count({"unit": name}), by_name.get(name), none_tried(register, {"unit": name}))
        for name in names
    ]
