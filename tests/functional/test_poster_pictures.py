"""The posters of the demo cases look as they did when somebody last looked at them."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from klagerejsen.posters import Layout, render
from klagerejsen.posters.choices import SECTIONS
from klagerejsen.posters.paper.display import Area, Sheet
from klagerejsen.posters.paper.tiling import OVERLAP, UNPRINTABLE, tiled
from tests import poster_pictures
from tests.poster_pictures import CASES, FORMS, PART, WHOLE, difference, drawn, kept
from tests.unit.posters.test_layout import demo, poster

PIECE = 12.0
"""How much any hundredth part of a piece may differ from the whole, which is drawn at another size."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_a_poster_looks_as_it_did(case: str, form: str) -> None:
    with Image.open(kept(case, form)) as before:
        whole, part = difference(before, drawn(case, form))
    assert whole < WHOLE, f"{kept(case, form).name} differs by {whole:.2f}: python -m tests.poster_pictures"
    assert part < PART, f"a part of {kept(case, form).name} differs by {part:.2f}: python -m tests.poster_pictures"


@pytest.mark.parametrize(
    "changed", [{"sections": frozenset(SECTIONS) - {"figures"}}, {"quotes": frozenset({"citizen"})}, {"grey": True}]
)
def test_a_difference_that_anybody_sees_is_seen(changed: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(poster_pictures.FORMS, "a1", {"size": "a1", **changed})
    with Image.open(kept("boern-to-teams", "a1")) as before:
        whole, part = difference(before, drawn("boern-to-teams", "a1"))
    assert whole >= WHOLE or part >= PART


def test_pieces_beside_one_another_look_like_the_whole_sheet() -> None:
    layout = poster(demo("boern-to-teams"), size="a1")
    whole, first_row = layout.sheets[0], tiled(layout, "a4").sheets[1:4]
    picture = _picture(layout, whole)
    for piece in first_row:
        inner = _apart_from_edges(piece.window.seen, (UNPRINTABLE + OVERLAP) / piece.scale)
        moved = piece.window.x - piece.window.seen.left, piece.window.y - piece.window.seen.top
        there = _seen(_picture(layout, piece), piece, inner, moved)
        assert difference(_seen(picture, whole, inner, (0, 0)), there)[1] < PIECE


def _apart_from_edges(seen: Area, edge: float) -> Area:
    """What a piece shows where no cross and no caption stands."""
    return Area(seen.left + edge, seen.top + edge, seen.right - edge, seen.bottom - edge)


def _picture(layout: Layout, sheet: Sheet) -> Image.Image:
    return Image.open(BytesIO(render(replace(layout, sheets=(sheet,)), "png"))).convert("RGB")


def _seen(picture: Image.Image, sheet: Sheet, area: Area, moved: tuple[float, float]) -> Image.Image:
    """Return an area of a sheet, given in its own millimetres, at one size whatever it was drawn at."""
    sides = area.left + moved[0], area.top + moved[1], area.right + moved[0], area.bottom + moved[1]
    box = tuple(side * picture.width / sheet.width for side in sides)
    return picture.resize((240, 165), Image.Resampling.BOX, box=box)
