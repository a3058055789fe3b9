"""Complaints of a file on their way in: how its source is read, what is in the register already, storing them all."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, insert, literal, select

from klagerejsen.complaints import columns
from klagerejsen.complaints.models import Complaint, ComplaintChange
from klagerejsen.complaints.services import BROUGHT_IN, made, next_number, typed
from klagerejsen.complaints.terms import terms_of
from klagerejsen.database import table_of, utcnow
from klagerejsen.extensions import db
from klagerejsen.intake.columns import signature_of
from klagerejsen.intake.mappings import Mapping as Chosen
from klagerejsen.intake.mappings import decided, orders_again, orders_by_heading
from klagerejsen.intake.vocabulary import plainly

AT_ONCE = 500


def signature(headings: list[str]) -> str:
    """Return what knows a source of complaints again; the same headings may head a table of events."""
    return signature_of(["klager", *headings])


def proposed(summary: Mapping[str, Any], remembered: Mapping[str, Any] | None) -> Chosen:
    """Return how a table is read: as the last one with its headings, else as these say."""
    headings = summary["headings"]
    mapping = Chosen(columns.propose(headings, summary["profiles"]), header=summary["header"])
    if remembered:
        mapping.fields = [remembered["columns"].get(heading, "") for heading in headings]
        mapping.words, mapping.area = dict(remembered["words"]), remembered["area"]
        mapping.orders = orders_again(remembered, summary)
    mapping.orders |= decided(mapping, summary["profiles"], columns.DAYS)
    return mapping


def remembered_as(mapping: Chosen, headings: list[str]) -> dict[str, Any]:
    """Return what is kept of a mapping for the next file of the same source."""
    chosen = dict(zip(headings, mapping.fields, strict=False))
    orders = orders_by_heading(mapping, headings)
    return {"columns": chosen, "orders": orders, "words": mapping.words, "area": mapping.area}


def areas_by_word(names: Mapping[str, str], english: Mapping[str, str]) -> dict[str, str]:
    """Return the team's areas by every word that a file may have for them."""
    return {plainly(word): code for each in (names, english) for code, name in each.items() for word in (code, name)}


def pieces_in(result: Path) -> Iterator[dict[str, Any]]:
    """Give the complaints that the parser wrote, as a service takes them."""
    with result.open(encoding="utf-8") as file:
        for line in file:
            yield typed(json.loads(line))


def known_references(team_id: int, result: Path) -> set[str]:
    """Return which references of a file stand in the team's register already."""
    references, found = (piece["reference"] for piece in pieces_in(result) if piece["reference"]), set[str]()
    while some := list(islice(references, AT_ONCE)):
        query = select(Complaint.reference).where(Complaint.team_id == team_id, Complaint.reference.in_(some))
        found |= {reference for reference in db.session.scalars(query) if reference}
    return found


def prepared(team_id: int, result: Path, left_out: set[str]) -> list[dict[str, Any]]:
    """Build the rows of a file, without their numbers, before anybody has to wait for them to be stored."""
    terms, now = terms_of(team_id), utcnow()
    kept = (piece for piece in pieces_in(result) if piece["reference"] not in left_out)
    return [row_of(made(team_id, 0, piece, terms), now) for piece in kept]


def row_of(complaint: Complaint, now: dt.datetime) -> dict[str, Any]:
    """Return a complaint that was not stored as a row of its table, for a statement that stores many."""
    names = (column.name for column in table_of(Complaint).columns if column.name != "id")
    return {name: getattr(complaint, name) for name in names} | {"created_at": now, "updated_at": now}


def bring_in(team_id: int, rows: list[dict[str, Any]], user_id: int | None) -> int:
    """Store the rows with the team's next numbers, each with the first line of its history; return how many."""
    first = next_number(team_id)
    numbered = ({**row, "number": number} for number, row in enumerate(rows, first))
    while some := list(islice(numbered, AT_ONCE)):
        db.session.execute(insert(table_of(Complaint)), some)
    new = select(
        Complaint.id, literal(BROUGHT_IN), literal(user_id), literal({}, JSON), literal({}, JSON)
    ).where(Complaint.team_id == team_id, Complaint.number >= first)  # fmt: skip
    lines = insert(table_of(ComplaintChange))
    db.session.execute(lines.from_select(["complaint_id", "what", "user_id", "before", "after"], new))
    db.session.flush()
    return len(rows)
