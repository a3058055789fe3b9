"""From the rows of a journey to the bytes of its poster."""

from typing import Literal, cast

from klagerejsen.database import utcnow
from klagerejsen.insights.findings import analysis_of
from klagerejsen.journeys.documents import pooled_document_from
from klagerejsen.journeys.models import Journey
from klagerejsen.journeys.queries import cause_names
from klagerejsen.posters import PosterError, build_poster, render_isolated
from klagerejsen.web.filters import ROOM

__all__ = ["FORMATS", "MIMETYPES", "SIZES", "PosterError", "poster_of"]

SIZES = ("a0", "a1", "a2", "a3")
FORMATS = ("pdf", "svg", "png")
MIMETYPES = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}


def poster_of(journey: Journey, *, size: str = "a1", kind: str = "pdf", language: str = "da") -> bytes:
    """Draw the poster of a journey that was loaded whole; raises `PosterError` where it cannot be drawn.

    The drawing runs in a process of its own with limits on time and memory.
    """
    layout = build_poster(
        pooled_document_from(journey),
        analysis_of(journey),
        size=cast(Literal["a0", "a1", "a2", "a3"], size),
        language=language,
        made=utcnow().astimezone(ROOM).date(),
        cause_names=cause_names(journey.team_id, language),
    )
    return render_isolated(layout, cast(Literal["pdf", "svg", "png"], kind))
