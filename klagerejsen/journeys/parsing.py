"""From the bytes of a file to plain data, small enough to be looked at."""

import json
from collections import Counter
from collections.abc import Iterable
from math import isfinite
from typing import Any, NoReturn

from flask_babel import gettext as _

from klagerejsen.journeys.faults import Fault, NotAJourney

LARGEST_FILE = 5_000_000
# Every value costs time in a thread that pages need; the largest case of the field has a tenth of them.
MOST_VALUES = 400_000
LONGEST_LIST = 5_000
DEEPEST = 60


def text_of(data: bytes) -> str:
    """Read the bytes of a file as text; raise `NotAJourney` for a file too large, before anything is read of it."""
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1_000_000
        raise _refused(_("Filen er over %(limit)s MB. Del den op i flere rejser.", limit=limit))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _refused(_("Filen er ikke gemt som UTF-8. Gem den igen som UTF-8."), line) from error


def _refused(reason: str, line: int | None = None) -> NotAJourney:
    return NotAJourney([Fault("", line, reason)])


def parsed(text: str) -> dict[str, Any]:
    """Read the text as one JSON object that says everything once, or raise `NotAJourney`."""
    try:
        document = json.loads(text, parse_constant=_no_constant, parse_float=_float, object_pairs_hook=_no_twins)
    except json.JSONDecodeError as error:
        reason = _("Filen er ikke gyldig JSON (%(reason)s).", reason=error.msg)
        raise _refused(reason, error.lineno) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise _refused(_("Filen er ikke gyldig JSON (%(reason)s).", reason=type(error).__name__)) from error
    except RecursionError as error:
        raise _refused(_("Filen er indlejret for dybt.")) from error
    if not isinstance(document, dict):
        raise _refused(_("Filen skal indeholde ét JSON-objekt: en klagerejse."), 1)
    return document


def _no_constant(name: str) -> NoReturn:
    raise _refused(_("%(name)s er ikke et tal i JSON.", name=name))


def _float(digits: str) -> float:
    """Read a number; one too large for any computer would be written back as a word that is not JSON."""
    number = float(digits)
    return number if isfinite(number) else _no_constant(digits)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says the same thing twice: one of the two would be lost without a word."""
    twins = [key for key, count in Counter(key for key, _value in pairs).items() if count > 1]
    if twins:
        raise _refused(_("«%(key)s» står to gange i det samme objekt.", key=twins[0]))
    return dict(pairs)


def refuse_too_much(document: dict[str, Any]) -> None:
    """Raise `NotAJourney` for what would take long to check; this takes no longer than reading it did."""
    level: list[Any] = [document]
    count = 0
    for _depth in range(DEEPEST):
        if any(isinstance(value, list) and len(value) > LONGEST_LIST for value in level):
            raise _refused(_("Højst %(most)s hændelser, aktører eller andet i én liste.", most=LONGEST_LIST))
        level = [inner for value in level for inner in _inside(value)]
        count += len(level)
        if count > MOST_VALUES:
            raise _refused(_("Filen har for mange oplysninger. Del den op i flere rejser."))
        if not level:
            return
    raise _refused(_("Filen er indlejret for dybt."))


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
