"""Somebody who has every figure that is shown, knows how tables add up, and wants to know the others."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product

from klagerejsen.statistics.figures import Key, Tables

PRIME = 2**61 - 1  # arithmetic modulo a large prime: a sum that tells a figure tells it here too


def all_figures(tables: Tables, values: list[list[str]]) -> Iterator[Key]:
    """Yield every figure on offer, those that are nothing too."""
    for places in tables.offered:
        for chosen in product(*(values[place] for place in places)):
            named = dict(zip(places, chosen, strict=True))
            yield tuple(named.get(place) for place in range(len(values)))


def sums(
    tables: Tables, values: list[list[str]], followed: Callable[[int, str], str]
) -> Iterator[tuple[Key, list[Key]]]:
    """Yield each figure with the figures that add up to it.

    `followed` says, for the place of a dimension that follows another one, what it has for a value of that.
    """
    on_offer = set(tables.offered)
    for key in all_figures(tables, values):
        named = [place for place, value in enumerate(key) if value is not None]
        for place in range(len(values)):
            if place not in named and tuple(sorted([*named, place])) in on_offer:
                yield key, [(*key[:place], value, *key[place + 1 :]) for value in values[place]]
        for place, other in tables.follows.items():
            if place in named and tuple(sorted({*named, other} - {place})) in on_offer:
                told = [value for value in values[other] if followed(place, value) == key[place]]
                yield key, [_instead(key, {place: None, other: value}) for value in told]


def _instead(key: Key, values: Mapping[int, str | None]) -> Key:
    return tuple(values.get(place, value) for place, value in enumerate(key))


def solved(shown: Mapping[Key, int], relations: list[tuple[Key, list[Key]]]) -> dict[Key, int]:
    """Return every figure that the sums determine, by elimination."""
    rows: list[tuple[dict[Key, int], int]] = []
    pivots: dict[Key, int] = {}
    for whole, parts in relations:
        row, right = {}, -shown.get(whole, 0)
        for key, sign in [(whole, -1), *((part, 1) for part in parts)]:
            if key not in shown:
                row[key] = row.get(key, 0) + sign
            elif key != whole:
                right += shown[key]
        right = -right
        for pivot in [key for key in row if key in pivots]:
            row, right = _less(row, right, *rows[pivots[pivot]], pivot)
        if not row:
            assert right % PRIME == 0, "the figures that are shown add up"
            continue
        pivot = next(iter(row))
        inverse = pow(row[pivot], -1, PRIME)
        row, right = {key: number * inverse % PRIME for key, number in row.items()}, right * inverse % PRIME
        for place, (other, value) in enumerate(rows):
            if pivot in other:
                rows[place] = _less(other, value, row, right, pivot)
        pivots[pivot] = len(rows)
        rows.append((row, right))
    return {next(iter(row)): right for row, right in rows if len(row) == 1}


def _less(row: dict[Key, int], right: int, other: dict[Key, int], value: int, pivot: Key) -> tuple[dict[Key, int], int]:
    times = row.get(pivot, 0)
    kept = {key: (row.get(key, 0) - times * other.get(key, 0)) % PRIME for key in row.keys() | other.keys()}
    return {key: number for key, number in kept.items() if number}, (right - times * value) % PRIME


def bounded(shown: Mapping[Key, int], relations: list[tuple[Key, list[Key]]], total: int) -> dict[Key, tuple[int, int]]:
    """Return between which numbers each other figure must lie, since none is less than nothing."""
    keys = {key for whole, parts in relations for key in (whole, *parts)}
    low = {key: shown.get(key, 0) for key in keys}
    high = {key: shown.get(key, total) for key in keys}
    moved = True
    while moved:
        moved = False
        for whole, parts in relations:
            lows, highs = sum(low[part] for part in parts), sum(high[part] for part in parts)
            bounds = [(whole, lows, highs)]
            bounds += [(part, low[whole] - (highs - high[part]), high[whole] - (lows - low[part])) for part in parts]
            for key, least, most in bounds:
                if least > low[key] or most < high[key]:
                    low[key], high[key], moved = max(low[key], least), min(high[key], most), True
    return {key: (low[key], high[key]) for key in keys if key not in shown}


def filter_pairs(shown: Mapping[Key, int]) -> Iterator[tuple[Key, Key, int]]:
    """Yield each two figures of which one filters the other further, with what lies between them."""
    for wide, count in shown.items():
        for narrow, part in shown.items():
            if wide != narrow and all(value in (None, other) for value, other in zip(wide, narrow, strict=True)):
                yield wide, narrow, count - part
