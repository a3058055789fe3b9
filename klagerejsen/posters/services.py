"""From the rows of a journey to the bytes of its poster."""

from dataclasses import dataclass

from markupsafe import Markup

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
from klagerejsen.posters.causes_sheet import build_causes
from klagerejsen.posters.choices import EVERYTHING, SIZES, Choices
from klagerejsen.posters.legibility import Distances, distances
from klagerejsen.posters.letter import build_letter
from klagerejsen.posters.letter_words import LetterText, proposal
from klagerejsen.posters.render import Format
from klagerejsen.posters.tiling import TilePaper, tiled
from klagerejsen.web.filters import today
from klagerejsen.web.line import Line
from klagerejsen.web.transactions import done_reading

__all__ = ["SIZES", "Choices", "PosterError", "Proof", "line", "poster_of", "proof_of"]

MOST_PROVED = 3
"""So many sheets are shown before printing; a page with all twelve would be heavy."""
line = Line(3)


@dataclass(frozen=True, slots=True)
class Proof:
    """What is shown before printing: the first sheets as drawings, how many there are, and from how far they read."""

    drawings: tuple[Markup, ...]
    sheets: int
    distances: Distances


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
    layout = _laid_out(journey, choices)
    if tiles is not None:
        return render_isolated(tiled(layout, tiles), "pdf")
    return render_isolated(layout, kind, min(sheet, len(layout.sheets)))


def proof_of(journey: Journey, choices: Choices = EVERYTHING) -> Proof:
    """Draw the first sheets for a page to show, with words as words."""
    layout = _laid_out(journey, choices)
    shown = range(1, min(len(layout.sheets), MOST_PROVED) + 1)
    drawings = tuple(_inline(render_isolated(layout, "svg", sheet)) for sheet in shown)
    return Proof(drawings, len(layout.sheets), distances(layout))


def letter_proposed(journey: Journey, language: str, quotes: bool = False) -> LetterText:
    """Return the words that are proposed for a letter to the citizen, quoting them only where that is chosen."""
    document = pooled_document_from(journey)
    return proposal(document, measure_of(journey, document).analyse(document), language, quotes)


def letter_of(journey: Journey, text: LetterText, language: str, *, kind: Format = "pdf", sheet: int = 1) -> bytes:
    """Draw a letter as it was edited; nothing of it is kept. Raises `PosterError` where it cannot be drawn."""
    fictional = bool(journey.fictional)
    done_reading()
    layout = build_letter(text, language=language, made=today(), fictional=fictional)
    return render_isolated(layout, kind, min(sheet, len(layout.sheets)))


def causes_of(team: Team, choices: Choices, *, kind: Format = "pdf") -> bytes:
    """Draw a team's causes as the page of causes has them; raises `PosterError` where there are none."""
    report, name = page_for(team, choices.language), team.name
    done_reading()
    layout = build_causes(report, name, choices, made=today())
    return render_isolated(layout, kind)


def causes_proof(team: Team, choices: Choices) -> Markup:
    """Draw the same for a page to show."""
    return _inline(causes_of(team, choices, kind="svg"))


def _inline(drawing: bytes) -> Markup:
    """Return an SVG document as a piece of a page; every word in it was escaped when it was drawn."""
    return Markup(drawing.decode().partition("?>\n")[2])  # noqa: S704


def _laid_out(journey: Journey, choices: Choices) -> Layout:
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
