"""The first sheet: everything in its place, or nothing when this level of detail does not fit."""

from collections.abc import Sequence
from dataclasses import replace

from klagerejsen.catalogue import Translate
from klagerejsen.posters.journey import bands, panel
from klagerejsen.posters.journey.bands import Drawing, Plan, entry_passages
from klagerejsen.posters.journey.chronicle import Chronicle, chronicle
from klagerejsen.posters.journey.content import PosterContent
from klagerejsen.posters.journey.curves import curves
from klagerejsen.posters.journey.footer import footer
from klagerejsen.posters.journey.planning import CardBook, Field, Level, plans, worth_trying
from klagerejsen.posters.journey.rails import row
from klagerejsen.posters.journey.sidecolumn import SideColumn, side_column
from klagerejsen.posters.journey.skeleton import MARGIN, Frame, Skeleton, Squeeze, skeleton
from klagerejsen.posters.journey.smallprint import LeftOut, small_print
from klagerejsen.posters.journey.timescale import Strip, ticks, timescale
from klagerejsen.posters.paper.display import Mark, Passage, Sheet
from klagerejsen.posters.paper.ink import leading

_BAND_GAP = 4.0
_AROUND_PANEL = 4.0
_PANEL = (42.0, 70.0, 110.0)
_TIGHT_PANEL = 28.0


def sheets(
    content: PosterContent, frame: Frame, level: Level, book: CardBook, _: Translate
) -> tuple[Sheet, ...] | None:
    """Return the sheets of a poster at one level of detail: the poster itself, and the list when it is needed."""
    if not worth_trying(content, frame, level):
        return None
    fixed = skeleton(content, frame, _)
    first = min(entry.earliest for entry in content.entries)
    last = max(entry.latest for entry in content.entries)
    scale = timescale(first, last, content.folds, *frame.field)
    field = Field(content, frame, scale, row([scale.x(entry.middle) for entry in content.entries], scale.right), book)
    room = _room(fixed) - _panel(field)[0]
    found = plans(field, level, room, _)
    return None if found is None else _composed(field, fixed, found, level, _)


def _room(fixed: Skeleton) -> float:
    """Return the height that panel and bands share."""
    return fixed.field_bottom - fixed.axis_top - panel.AXIS - 2 * _AROUND_PANEL - 3 * _BAND_GAP


def _panel(field: Field) -> tuple[float, float, float]:
    """Return how tall the panel of curves must, should and may be."""
    if "curves" not in field.content.sections:
        return 0.0, 0.0, 0.0
    least, good, most = _PANEL
    return _TIGHT_PANEL if field.frame.squeeze is Squeeze.ALL else least, good, most


def _composed(
    field: Field, fixed: Skeleton, found: Sequence[Plan], level: Level, _: Translate
) -> tuple[Sheet, ...] | None:
    content, frame = field.content, field.frame
    height, spread = _spread(found, _room(fixed), _panel(field))
    top = fixed.axis_top + panel.AXIS + _AROUND_PANEL
    drawing, bottom = _bands(field, spread, top + height + _AROUND_PANEL + _BAND_GAP, _)
    side = fixed.side or _beside(field, fixed.axis_top, bottom, _)
    if not side.fits and level != "chosen":
        return None
    left_out = _left_out(content, level, drawing, side.left_out, len(fixed.long_texts))
    following: tuple[Sheet, ...] = ()
    if left_out.any:
        paper = frame.width, frame.height
        more = chronicle(content, paper, MARGIN, frame.sizes, fixed.long_texts, _)
        left_out, following = replace(left_out, listed=_listed(more, _), sheets=1 + len(more.sheets)), more.sheets
    foot = footer(content, small_print(content, left_out, _), MARGIN, frame.foot, frame.measure, frame.sizes, _)[0]
    passages = (
        Passage("artifact", tuple(drawing.ground)),
        *fixed.head,
        _time(field, fixed, top, height, bottom, drawing, _),
        Passage("artifact", tuple(drawing.paper)),
        *drawing.names,
        *entry_passages(drawing, content.entries),
        *drawing.silences,
        *side.passages,
        *fixed.strip.passages,
        *foot,
    )
    return (Sheet(frame.width, frame.height, 1.0, passages, tuple(drawing.cards)), *following)


def _beside(field: Field, top: float, bottom: float, _: Translate) -> SideColumn:
    """Set findings and causes in a column beside the field; on a sheet without them, nothing."""
    frame = field.frame
    if not frame.beside:
        return SideColumn((), {"findings": 0, "causes": 0}, True, top, top)
    left = frame.width - MARGIN - frame.side_width
    return side_column(field.content, left, top, bottom, frame.side_width, frame.sizes, _)


def _listed(more: Chronicle, _: Translate) -> tuple[str, ...]:
    """Say what the list holds."""
    found: tuple[str, ...] = (_("alle hændelser"),)
    if more.form.sentences:
        found += (_("sætninger"),)
    return (*found, _("beskrivelser")) if more.form.descriptions else found


def _spread(found: Sequence[Plan], room: float, wanted: tuple[float, float, float]) -> tuple[float, list[Plan]]:
    """Share what room is left: first to the panel of curves, then to the bands."""
    left = room - sum(plan.height for plan in found)
    _least, good, most = wanted
    tall = min(left, good)
    left -= tall
    if left > 30:
        more = min(most - tall, (left - 30) * 0.5)
        tall, left = tall + more, left - more
    return tall, [replace(plan, spare=left / len(found)) for plan in found]


def _bands(field: Field, found: Sequence[Plan], top: float, _: Translate) -> tuple[Drawing, float]:
    """Draw the bands below one another; return the drawing and where the last one ends."""
    drawing = Drawing()
    heavy = {finding.number for finding in field.content.findings if finding.heavy}
    for plan in found:
        bands.place(plan, top, MARGIN, field.content.entries, field.marked, field.scale, heavy, drawing, _)
        top += plan.height + _BAND_GAP
    return drawing, top - _BAND_GAP


def _time(
    field: Field, fixed: Skeleton, top: float, height: float, bottom: float, drawing: Drawing, _: Translate
) -> Passage:
    """Return axis, curves, rails, silences and folds as one figure, painted from back to front."""
    content, scale, sizes, language = field.content, field.scale, field.frame.sizes, field.content.language
    ground: list[Mark] = []
    upon: list[Mark] = []
    torn_top = fixed.axis_top + panel.AXIS

    def words_at(strip: Strip) -> tuple[float, float]:
        return (top, top + height) if ground else panel.widest_opening(strip, drawing.cards, torn_top, bottom)

    if "curves" in content.sections:
        lines, upon = curves(content.curves, content.entries, scale, top, height, sizes, language)
        ground = [*panel.grid(scale, top, height, MARGIN, sizes, language, _), *lines]
    tick_room = leading(sizes.body) * 5
    marks: list[Mark] = [
        *ground,
        *drawing.behind,
        *panel.folds(scale, torn_top, bottom, words_at, sizes),
        *drawing.marks,
        *upon,
        *panel.axis(ticks(scale, language, tick_room), scale, fixed.axis_top, content.first_year, MARGIN, sizes),
    ]
    return Passage("figure", tuple(marks), alt=content.alt)


def _left_out(
    content: PosterContent, level: Level, drawing: Drawing, dropped: dict[str, int], long_texts: int
) -> LeftOut:
    said = [entry for entry in content.entries for account in entry.accounts if account.text]
    silent = [
        entry
        for entry in said
        if level in ("scores", "lines") or entry.id not in drawing.entries or (level == "gaps" and entry.gap < 2)
    ]
    return LeftOut(
        sentences=len(silent),
        all_sentences=len(said),
        cards=sum(entry.id not in drawing.entries for entry in content.entries),
        findings=dropped["findings"],
        causes=dropped["causes"],
        texts=long_texts,
        figures=drawing.unlabelled,
        members=drawing.unnamed,
    )
