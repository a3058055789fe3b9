"""From the rows of a journey to the bytes of its poster."""

from klagerejsen.accounts.models import Team
from klagerejsen.analysis import Analysis
from klagerejsen.analysis.collaboration import ACTOR, UNIT
from klagerejsen.board.collaboration import CollaborationMap
from klagerejsen.codes import Status
from klagerejsen.insights.causes import page_for
from klagerejsen.insights.findings import judged
from klagerejsen.insights.measuring import measure_of
from klagerejsen.journeys.documents import pooled_document_from
from klagerejsen.journeys.models import Journey
from klagerejsen.journeys.queries import cause_names
from klagerejsen.posters import Layout, PosterError, build_map, build_note, build_poster, render_isolated
from klagerejsen.posters.anonymising import anonymised
from klagerejsen.posters.causes.sheet import build_causes
from klagerejsen.posters.choices import EVERYTHING, SIZES, Choices
from klagerejsen.posters.drawing.render import Format
from klagerejsen.posters.letter.sheet import build_letter
from klagerejsen.posters.letter.words import LetterText, proposal
from klagerejsen.posters.paper.tiling import TilePaper, tiled
from klagerejsen.web.filters import today
from klagerejsen.web.line import Line
from klagerejsen.web.transactions import done_reading

__all__ = ["SIZES", "Choices", "PosterError", "line", "poster_of"]

line = Line(3)


def poster_of(
    journey: Journey,
    choices: Choices = EVERYTHING,
    *,
    kind: Format = "pdf",
    sheet: int = 1,
    tiles: TilePaper | None = None,
) -> bytes:
    """Draw the poster of a journey that was loaded whole; raises `PosterError` where it cannot be drawn.

    A PDF holds all sheets, with `tiles` in pieces on ordinary paper, and a picture the one asked for. The drawing runs
    in a process of its own with limits on time and memory, and holds no connection to the database.
    """
    layout = poster_layout(journey, choices)
    if tiles is not None:
        return render_isolated(tiled(layout, tiles), "pdf")
    return render_isolated(layout, kind, min(sheet, len(layout.sheets)))


def letter_proposed(journey: Journey, language: str, quotes: bool = False) -> LetterText:
    """Return the words that are proposed for a letter to the citizen, quoting them only where that is chosen."""
    document = pooled_document_from(journey)
    return proposal(document, measure_of(journey, document).analyse(document), language, quotes)


def letter_of(journey: Journey, text: LetterText, language: str, *, kind: Format = "pdf", sheet: int = 1) -> bytes:
    """Draw a letter as it was edited; nothing of it is kept. Raises `PosterError` where it cannot be drawn."""
    layout = letter_layout(journey, text, language)
    return render_isolated(layout, kind, min(sheet, len(layout.sheets)))


def letter_layout(journey: Journey, text: LetterText, language: str) -> Layout:
    """Lay out a letter as it was edited."""
    fictional = bool(journey.fictional)
    done_reading()
    return build_letter(text, language=language, made=today(), fictional=fictional)


def causes_of(team: Team, choices: Choices, *, kind: Format = "pdf") -> bytes:
    """Draw a team's causes as the page of causes has them; raises `PosterError` where there are none."""
    return render_isolated(causes_layout(team, choices), kind)


def causes_layout(team: Team, choices: Choices) -> Layout:
    """Lay out a team's causes."""
    report, name = page_for(team, choices.language), team.name
    done_reading()
    return build_causes(report, name, choices, made=today())


def poster_layout(journey: Journey, choices: Choices = EVERYTHING) -> Layout:
    """Lay out the poster, the map or the note of a journey that was loaded whole."""
    document, names = pooled_document_from(journey), cause_names(journey.team_id, choices.language)
    measure = measure_of(journey, document)
    done_reading()
    told = anonymised(document, choices.anonymity, choices.language)
    analysis = measure.analyse(told)
    if choices.sheet in ("map", "map-by-role"):
        return build_map(_map(journey, analysis, choices), told, choices, made=today())
    build = build_note if choices.sheet == "learning" else build_poster
    return build(told, analysis, choices, made=today(), cause_names=names)


def _map(journey: Journey, analysis: Analysis, choices: Choices) -> CollaborationMap:
    """Return the map as the page has it: without what the room dismissed."""
    heard = judged(journey.findings, analysis)
    dismissed = {one.finding.key for one in heard if one.status is Status.DISMISSED}
    by = UNIT if choices.sheet == "map" else ACTOR
    return CollaborationMap(analysis, by, choices.language, {}, dismissed)
