"""A piece of a journey as flat attributes, one for each value in it, and back.

`{"from": ["a1"], "perspectives": {"citizen": {"score": -2}}}` becomes `klagerejsen:from:1` and
`klagerejsen:perspectives:citizen:score`, so that any tool sees plain columns, and nothing has to be nested.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from klagerejsen.intake.traces import Attribute

PREFIX = "klagerejsen"
MOST_STEPS = 8


def flat(piece: Any, key: str = PREFIX) -> Iterator[Attribute]:
    """Give the attributes of a piece of a document; what is empty has none.

    >>> [(each.key, each.kind, each.value) for each in flat({"to": ["a1"], "topic": None})]
    [('klagerejsen:to:1', 'string', 'a1')]
    """
    if isinstance(piece, dict):
        for name, value in piece.items():
            yield from flat(value, f"{key}:{name}")
    elif isinstance(piece, list):
        for number, value in enumerate(piece, 1):
            yield from flat(value, f"{key}:{number}")
    elif piece is not None:
        yield Attribute(key, *_scalar(piece))


def _scalar(value: str | bool | int | float) -> tuple[str, str]:
    if isinstance(value, bool):
        return "boolean", str(value).lower()
    if isinstance(value, int):
        return "int", str(value)
    return ("float", repr(value)) if isinstance(value, float) else ("string", value)


def ours(attribute: Attribute) -> bool:
    """Whether an attribute is one that `flat` may have written."""
    return attribute.key.startswith(f"{PREFIX}:") and attribute.key.count(":") <= MOST_STEPS


def whole(attributes: Iterable[Attribute]) -> dict[str, Any]:
    """Put a piece of a document together again from its attributes; others are passed over.

    >>> whole(flat({"to": ["a1", "a2"], "perspectives": {"citizen": {"score": -2}}}))
    {'to': ['a1', 'a2'], 'perspectives': {'citizen': {'score': -2}}}
    """
    tree: dict[str, Any] = {}
    for attribute in filter(ours, attributes):
        *steps, last = attribute.key.split(":")[1:]
        place = tree
        for step in steps:
            place = place.setdefault(step, {})
            if not isinstance(place, dict):
                break
        else:
            place[last] = _value(attribute)
    return {name: _listed(value) for name, value in tree.items()}


def _value(attribute: Attribute) -> Any:
    """Return a value as it was; one that is not what its kind says stays a text, and is refused with its place."""
    try:
        match attribute.kind:
            case "boolean":
                return attribute.value == "true"
            case "int":
                return int(attribute.value)
            case "float":
                return float(attribute.value)
    except ValueError:
        pass
    return attribute.value


def _listed(value: Any) -> Any:
    """Make lists of what is counted from 1."""
    if not isinstance(value, dict):
        return value
    inside = {name: _listed(inner) for name, inner in value.items()}
    if all(name.isdecimal() for name in inside):
        return [inside[name] for name in sorted(inside, key=int)]
    return inside
