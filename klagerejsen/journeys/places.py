"""Where in a JSON text a path stands, so that an error can name its line."""

import json
import re

_SPACE = re.compile(r"[ \t\n\r]*")
_decode = json.JSONDecoder().raw_decode

Path = tuple[str | int, ...]


def line_of(text: str, path: Path) -> int | None:
    """Return the 1-based line on which the value at `path` begins, or None if it is not there.

    >>> line_of('{"a": 1,\\n "b": [true,\\n  {"c": 2}]}', ("b", 1, "c"))
    3
    """
    at = _after_space(text, 1 if text.startswith("\ufeff") else 0)
    for step in path:
        found = _member(text, at, step) if isinstance(step, str) else _item(text, at, step)
        if found is None:
            return None
        at = found
    return text.count("\n", 0, at) + 1


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _member(text: str, at: int, wanted: str) -> int | None:
    if text[at : at + 1] != "{":
        return None
    at = _after_space(text, at + 1)
    while text[at : at + 1] == '"':
        key, at = _decode(text, at)
        at = _after_space(text, _after_space(text, at) + 1)
        if key == wanted:
            return at
        at = _past_comma(text, at)
    return None


def _item(text: str, at: int, wanted: int) -> int | None:
    if text[at : at + 1] != "[":
        return None
    at = _after_space(text, at + 1)
    for _number in range(wanted):
        if text[at : at + 1] in ("]", ""):
            return None
        at = _past_comma(text, at)
    return at


def _past_comma(text: str, at: int) -> int:
    """Step over the value that begins here and the comma behind it."""
    _value, at = _decode(text, at)
    at = _after_space(text, at)
    return _after_space(text, at + 1) if text[at : at + 1] == "," else at
