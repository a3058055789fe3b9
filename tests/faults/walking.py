"""Walks over every address that the program has, and over every row that it keeps."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import MetaData

from klagerejsen.access.guard import access_of
from klagerejsen.access.permissions import Permission
from klagerejsen.extensions import db
from tests.functional.room import Room

SAFE = {"GET", "HEAD", "OPTIONS"}
Address = tuple[str, str, Permission | str | None, set[str]]


def addresses(app: Flask, values: Mapping[str, object]) -> list[Address]:
    """Every method and URL with what it asks for and the arguments it takes; `values` fill them, else 1."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint == "static":
                continue
            built = rule.build({name: values.get(name, 1) for name in rule.arguments}, append_unknown=False)
            assert built, rule
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                found.append((method, built[1], access_of(app.view_functions[rule.endpoint]), rule.arguments))
    return found


def rows(app: Flask) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table as it is, but for sessions and for when somebody was last seen."""
    with app.app_context():
        tables = MetaData()
        tables.reflect(db.engine)
        return {
            name: [
                {key: row[key] for key in row if key != "seen_at"}
                for row in db.session.execute(table.select()).mappings()
            ]
            for name, table in tables.tables.items()
            if name != "sessions"
        }


def first_rows(room: Room) -> dict[str, object]:
    """What stands in the addresses of a room and its case, where every kind of row has one."""
    return {"journey_id": room.journey_id, "workshop_id": room.id, "event_id": room.events[0]}
