"""Reads of what a team's files left behind."""

from typing import Any

from sqlalchemy import select

from klagerejsen.access.rules import Scope
from klagerejsen.extensions import db
from klagerejsen.intake.models import ImportedFile, ImportMapping


def mapping_of(scope: Scope, signature: str) -> dict[str, Any] | None:
    """Return how a source was read the last time, None where it is new."""
    query = select(ImportMapping.mapping).where(ImportMapping.team_id == scope.team_id)
    return db.session.scalar(query.where(ImportMapping.signature == signature))


def imported(scope: Scope, digest: str) -> ImportedFile | None:
    """Return when the same file was brought in before, None where it was not."""
    query = select(ImportedFile).where(ImportedFile.team_id == scope.team_id)
    return db.session.scalar(query.where(ImportedFile.digest == digest))
