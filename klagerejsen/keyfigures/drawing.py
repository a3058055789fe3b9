"""From what may be told to what is drawn: curves of one clock share their axis, and end where their numbers do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klagerejsen.catalogue import Translate
from klagerejsen.keyfigures.counting import OUTCOME
from klagerejsen.keyfigures.endings import Endings
from klagerejsen.keyfigures.kept import Register
from klagerejsen.keyfigures.waits import Wait, axis
from klagerejsen.statistics.pictures import Cell, Picture, picture, rising, small_multiples, table_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing and the same as a table."""

    picture: Picture
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def one(register: Register, clock: str, waits: Mapping[str, Wait]) -> Drawn | None:
    """Draw the curves of groups, by name, into one drawing; None where there is nothing to draw."""
    shown = {name: wait for name, wait in waits.items() if wait.drawn}
    if not shown:
        return None
    curves = {name: wait.curve for name, wait in shown.items()}
    until = {name: wait.until for name, wait in shown.items()}
    drawn = picture(curves, days=axis(register, clock)[-1], least=register.least, until=until)
    return Drawn(drawn, table_of(drawn, curves, register.least, until))


def several(register: Register, clock: str, parts: Mapping[str, Wait | None]) -> dict[str, Picture]:
    """Draw groups each into a small drawing of its own, all on the same axes."""
    shown = {name: wait for name, wait in parts.items() if wait and wait.drawn}
    return small_multiples(
        {name: {name: wait.curve} for name, wait in shown.items()},
        least=register.least,
        days=axis(register, clock)[-1],
        until={name: {name: wait.until} for name, wait in shown.items()},
    )


def furthest(waits: Iterable[Wait | None]) -> float:
    """Return how far a scale must reach for all medians with their intervals."""
    ends = [
        end
        for wait in waits
        if wait and not wait.few
        for end in (wait.curve.median.value, wait.curve.median.low, wait.curve.median.high)
        if end
    ]
    return max(ends, default=1)


def rising_of(register: Register, found: Endings, names: Mapping[str, str], translate: Translate) -> Picture | None:
    """Draw how many had ended in each way as days passed."""
    if not found.shares:
        return None
    _ = translate
    curves = {names[way]: share for way, share in found.shares.items()}
    everybody = {_("Antal, der endnu følges"): found.everybody.curve}
    return rising(curves, everybody, axis(register, OUTCOME)[-1], found.everybody.until, register.least)
