"""The parser "complaints": a table that was read and its mapping in, one complaint as JSON for each row out.

It runs in a process of its own, and knows neither Flask nor the database.
"""

import datetime as dt
import json
from collections.abc import Mapping as Dictionary
from pathlib import Path
from typing import Any

from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import Tell
from klagerejsen.catalogue import mark as _
from klagerejsen.complaints.course import as_json
from klagerejsen.complaints.rows import Reading, Seen, pieces_of
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.taking import filled, unknown

MOST_COMPLAINTS = 20_000

READING = _("Rækkerne bliver til klager")
TOO_MANY = _("Der er over {limit} klager. Del filen op.")


def parse(
    source: Path,
    target: Path,
    tell: Tell,
    *,
    mapping: Dictionary[str, Any],
    areas: Dictionary[str, str],
    today: str,
    marked: bool = False,
) -> dict[str, Any]:
    """Make complaints of a table that was read. Raises `Refusal`."""
    how, seen, count = Reading(Mapping.from_json(mapping), areas, dt.date.fromisoformat(today), marked), Seen(), 0
    rows = filled(source, how.mapping.header, lambda share: tell(share, READING))
    with target.open("w", encoding="utf-8") as out:
        for count, piece in enumerate(pieces_of(rows, how, seen), 1):
            if count > MOST_COMPLAINTS:
                raise Refusal(TOO_MANY, limit=MOST_COMPLAINTS)
            out.write(json.dumps(as_json(piece), ensure_ascii=False) + "\n")
    return _summary(count, how.mapping, seen)


def _summary(count: int, mapping: Mapping, seen: Seen) -> dict[str, Any]:
    return {
        "complaints": count,
        "first": str(min(seen.days)) if seen.days else None,
        "last": str(max(seen.days)) if seen.days else None,
        **seen.told(),
        "personal": dict(seen.personal),
        "words": unknown(seen.words, mapping),
    }
