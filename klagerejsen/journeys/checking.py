"""Is a file a journey? Every refusal says where (path and line), what is wrong and what to do."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Any, NoReturn

from flask_babel import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from klagerejsen.dates import parse_edtf
from klagerejsen.dates.messages import UNLIKELY_YEAR
from klagerejsen.journeys.places import line_of
from klagerejsen.paths import PACKAGE
from klagerejsen.screening import masked
from klagerejsen.web.personal import refusal

LARGEST_FILE = 5_000_000
MOST_EVENTS = 5_000
DEEPEST = 60
MOST_FAULTS = 20
# No case is older or lies further ahead, and every day that is drawn or counted needs days round it.
LIKELY_YEARS = range(1800, 2200)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a document out: its path, its line (1-based, None if unknown) and the reason."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        where = _("Linje %(line)s, ", line=self.line) if self.line else ""
        place = self.path or _("filen")
        return f"{where}{place}: {self.reason}"


class NotAJourney(ValueError):  # noqa: N818 - says what the file is
    """The file cannot be read as a journey; `faults` lists why, at most `MOST_FAULTS`."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def read_document(data: bytes) -> dict[str, Any]:
    """Parse and check one journey document; raise `NotAJourney`, having changed nothing."""
    text = _text(data)
    document = _parsed(text)
    found = _first(_faults(document))
    faults = [Fault(_written(path), line_of(text, path) if path else None, reason) for path, reason in found]
    if faults:
        raise NotAJourney(faults)
    return document


def _text(data: bytes) -> str:
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


def _parsed(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text, parse_constant=_no_constant, parse_float=_float, object_pairs_hook=_no_twins)
    except json.JSONDecodeError as error:
        reason = _("Filen er ikke gyldig JSON (%(reason)s).", reason=error.msg)
        raise _refused(reason, error.lineno) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise _refused(_("Filen er ikke gyldig JSON (%(reason)s).", reason=type(error).__name__)) from error
    except RecursionError as error:
        raise _refused(_("Filen er indlejret for dybt.")) from error
    except _Unreadable as error:
        raise _refused(str(error)) from error
    if not isinstance(document, dict):
        raise _refused(_("Filen skal indeholde ét JSON-objekt: en klagerejse."), 1)
    return document


class _Unreadable(Exception):  # noqa: N818 - says what the text is
    pass


def _no_constant(name: str) -> NoReturn:
    raise _Unreadable(_("%(name)s er ikke et tal i JSON.", name=name))


def _float(digits: str) -> float:
    """Read a number; one too large for any computer would be written back as a word that is not JSON."""
    number = float(digits)
    return number if isfinite(number) else _no_constant(digits)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says the same thing twice: one of the two would be lost without a word."""
    twins = [key for key, count in Counter(key for key, _value in pairs).items() if count > 1]
    if twins:
        raise _Unreadable(_("«%(key)s» står to gange i det samme objekt.", key=twins[0]))
    return dict(pairs)


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((PACKAGE / "journeys" / "journey.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker(formats=("date",)))


@cache
def _event_validator() -> Draft202012Validator:
    schema = _validator().schema
    event = {**schema["properties"]["events"]["items"], "$defs": schema["$defs"]}
    return Draft202012Validator(event, format_checker=FormatChecker(formats=("date",)))


def _first(faults: Iterator[tuple[Path, str]]) -> list[tuple[Path, str]]:
    return [fault for _number, fault in zip(range(MOST_FAULTS), faults, strict=False)]


def _faults(document: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    try:
        unstorable = list(_unstorable(document, ()))
    except _Unreadable as error:
        yield (), str(error)
        return
    yield from unstorable
    wrong_shape = [(tuple(error.absolute_path), _reason(error)) for error in _validator().iter_errors(document)]
    yield from wrong_shape
    if not wrong_shape:
        yield from _wrong_sense(document)


def _unstorable(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Find text that no database can keep, or ours must not, and nesting that no reader can follow."""
    if len(path) > DEEPEST:
        raise _Unreadable(_("Filen er indlejret for dybt."))
    if isinstance(value, str):
        if any("\ud800" <= character <= "\udfff" or character == "\0" for character in value):
            yield path, _("Teksten indeholder et halvt tegn, der ikke kan gemmes. Skriv den igen.")
        elif problem := refusal(value):
            yield path, problem
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _unstorable(key, path)
            yield from _unstorable(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unstorable(inner, (*path, index))


def _reason(error: ValidationError) -> str:
    """Say in plain Danish what a schema violation means."""
    value = masked(json.dumps(error.instance, ensure_ascii=False, default=str)[:200])[:60]
    wanted = error.validator_value
    match error.validator:
        case "additionalProperties":
            known = error.schema.get("properties", {})
            unknown = ", ".join(sorted(set(error.instance) - set(known)))
            return _("Ukendt egenskab: %(names)s. Fjern den eller ret navnet.", names=unknown)
        case "required":
            missing = ", ".join(name for name in wanted if name not in error.instance)
            return _("Mangler: %(names)s.", names=missing)
        case "enum" | "const":
            allowed = ", ".join(map(str, wanted)) if isinstance(wanted, list) else str(wanted)
            return _("%(value)s er ikke en af de tilladte værdier: %(allowed)s.", value=value, allowed=allowed)
        case "type":
            names = wanted if isinstance(wanted, str) else ", ".join(wanted)
            return _("%(value)s har forkert type; der skal stå: %(type)s.", value=value, type=names)
        case "maxLength" | "minLength" | "minimum" | "maximum" | "minItems":
            return _("%(value)s er uden for grænsen (%(limit)s).", value=value, limit=wanted)
        case "format":
            return _("%(value)s er ikke en dato på formen ÅÅÅÅ-MM-DD.", value=value)
        case _:
            return _("%(value)s passer ikke til formatet (%(rule)s).", value=value, rule=str(error.validator))


def _wrong_sense(document: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Check what a schema cannot: dates, ids that stand twice, references that lead nowhere."""
    actors = [actor["id"] for actor in document["actors"]]
    events = [event["id"] for event in document["events"]]
    if len(events) > MOST_EVENTS:
        yield ("events",), _("Højst %(most)s hændelser i en rejse.", most=MOST_EVENTS)
        return
    for key in ("opened", "closed"):
        yield from _wrong_date(document.get(key), (key,))
    for number, action in enumerate(document.get("actions", [])):
        yield from _wrong_date(action.get("due"), ("actions", number, "due"))
    yield from _twice("actors", actors)
    yield from _twice("events", events)
    known_actors, known_events = set(actors), set(events)
    for number, event in enumerate(document["events"]):
        yield from _wrong_event(event, ("events", number), known_actors, known_events)
    for key in ("findings", "causes"):
        for number, piece in enumerate(document.get(key, [])):
            yield from _astray(piece, (key, number), ("events",), known_events, _("en hændelse"))


def _wrong_event(event: Mapping[str, Any], at: Path, actors: set[str], events: set[str]) -> Iterator[tuple[Path, str]]:
    yield from _wrong_date(event["date"], (*at, "date"))
    yield from _wrong_date(event.get("reply_due"), (*at, "reply_due"))
    yield from _astray(event, at, ("from", "to", "carries_from"), actors, _("en aktør"))
    yield from _astray(event, at, ("responds_to", "contradicts"), events, _("en hændelse"))
    deadline = event.get("deadline") or {}
    yield from _wrong_date(deadline.get("date"), (*at, "deadline", "date"))
    yield from _astray(deadline, (*at, "deadline"), ("completed_by",), events, _("en hændelse"))


def event_faults(event: Mapping[str, Any], actors: set[str], events: set[str]) -> list[Fault]:
    """Check one event as it would stand in a document with these actor and event ids."""
    found = list(_unstorable(event, ()))
    found += [(tuple(error.absolute_path), _reason(error)) for error in _event_validator().iter_errors(event)]
    if not found:
        found = list(_wrong_event(event, (), actors, events))
    return [Fault(_written(path), None, reason) for path, reason in found]


def _twice(key: str, ids: list[str]) -> Iterator[tuple[Path, str]]:
    seen: set[str] = set()
    for number, value in enumerate(ids):
        if value in seen:
            yield (key, number, "id"), _("«%(id)s» bruges to gange. Hvert id må kun stå én gang.", id=value)
        seen.add(value)


def _wrong_date(text: str | None, path: Path) -> Iterator[tuple[Path, str]]:
    reason = date_problem(text) if text is not None else ""
    if reason:
        yield path, reason


def date_problem(text: str) -> str:
    """Say what is wrong with an EDTF date, nothing where a case can have it."""
    try:
        span = parse_edtf(text)
    except ValueError as error:
        return _(str(error))
    likely = span.earliest.year in LIKELY_YEARS and span.latest.year in LIKELY_YEARS
    return "" if likely else _(UNLIKELY_YEAR)


def _astray(
    piece: Mapping[str, Any], path: Path, keys: tuple[str, ...], known: set[str], kind: str
) -> Iterator[tuple[Path, str]]:
    """Find references to ids that the document does not have."""
    for key in keys:
        value = piece.get(key)
        for target in value if isinstance(value, list) else [value]:
            if target is not None and target not in known:
                yield (*path, key), _("«%(id)s» er ikke %(kind)s i filen.", id=target, kind=kind)


def _written(path: Path) -> str:
    """Write a path as people read it: events[3].from."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
