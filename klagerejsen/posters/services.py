"""From the rows of a journey to the bytes of its poster."""

from typing import Literal, cast

from klagerejsen.database import utcnow
from klagerejsen.insights.measuring import measure_of
from klagerejsen.journeys.documents import pooled_document_from
from klagerejsen.journeys.models import Journey
from klagerejsen.journeys.queries import cause_names
from klagerejsen.posters import PosterError, build_poster, render_isolated
from klagerejsen.web.filters import ROOM
from klagerejsen.web.line import Line
from klagerejsen.web.transactions import done_reading

__all__ = ["FORMATS", "MIMETYPES", "SIZES", "PosterError", "line", "poster_of"]

SIZES = ("a0", "a1", "a2", "a3")
FORMATS = ("pdf", "svg", "png")
MIMETYPES = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}
line = Line(3)


def poster_of(journey: Journey, *, size: str = "a1", kind: str = "pdf", language: str = "da") -> bytes:
    """Draw the poster of a journey that was loaded whole; raises `PosterError` where it cannot be drawn.

    The drawing runs in a process of its own with limits on time and memory, and holds no connection to the database.
    """
    document, names = pooled_document_from(journey), cause_names(journey.team_id, language)
    analysis = measure_of(journey, document).analyse(document)
    done_reading()
    layout = build_poster(
        document,
        analysis,
        size=cast(Literal["a0", "a1", "a2", "a3"], size),
        language=language,
        made=utcnow().astimezone(ROOM).date(),
        cause_names=names,
    )
    return render_isolated(layout, cast(Literal["pdf", "svg", "png"], kind))
