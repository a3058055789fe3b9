"""Has a document the shape of the schema, and text that can be stored? In plain words where not."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from flask_babel import gettext as _
from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError

from klagerejsen.journeys.faults import Path
from klagerejsen.paths import PACKAGE
from klagerejsen.screening import masked
from klagerejsen.web.personal import refusal


def _pattern(_validator: Any, pattern: str, text: Any, _schema: Any) -> Iterator[ValidationError]:
    """Read a pattern as JSON Schema means it: `$` is the end of the text, where Python allows a line break after it."""
    if isinstance(text, str) and not re.search(pattern.replace("$", r"\Z"), text):
        yield ValidationError(f"{text!r} does not match {pattern!r}")


_Validator = validators.extend(Draft202012Validator, {"pattern": _pattern})


@cache
def _validator() -> Any:
    schema = json.loads((PACKAGE / "journeys" / "journey.schema.json").read_text(encoding="utf-8"))
    return _Validator(schema, format_checker=FormatChecker(formats=("date",)))


@cache
def _event_validator() -> Any:
    schema = _validator().schema
    event = {**schema["properties"]["events"]["items"], "$defs": schema["$defs"]}
    return _Validator(event, format_checker=FormatChecker(formats=("date",)))


def wrong_shape(document: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Find where a document departs from the schema."""
    return _departures(_validator(), document)


def wrong_shape_of_event(event: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Find where one event does."""
    return _departures(_event_validator(), event)


def _departures(validator: Any, piece: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    return ((tuple(error.absolute_path), _reason(error)) for error in validator.iter_errors(piece))


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


def unstorable(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Find text that no database can keep, or ours must not."""
    if isinstance(value, str):
        if any("\ud800" <= character <= "\udfff" or character == "\0" for character in value):
            yield path, _("Teksten indeholder et halvt tegn, der ikke kan gemmes. Skriv den igen.")
        elif problem := refusal(value):
            yield path, problem
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from unstorable(key, path)
            yield from unstorable(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from unstorable(inner, (*path, index))
