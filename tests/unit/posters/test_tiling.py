"""A poster in pieces: together they show all of it, none is larger than its paper, and every word is told once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.posters.choices import PAPER
from klagerejsen.posters.paper.display import Layout, Sheet, Text, passage_marks
from klagerejsen.posters.paper.tiling import OVERLAP, SMALLEST, TILE_PAPER, UNPRINTABLE, division, tiled, windows
from klagerejsen.posters.paper.typeface import plain
from tests.unit.posters.test_layout import demo, poster

SHEETS = [size for wide, tall in PAPER.values() for size in ((wide, tall), (tall, wide))]


def pieces(layout: Layout) -> list[Sheet]:
    return [page for page in layout.sheets if page.window and page.window.seen != layout.sheets[0].window.seen]


@given(wide=st.floats(100, 2000), tall=st.floats(100, 2000), paper=st.sampled_from(sorted(TILE_PAPER)))
def test_pieces_cover_the_sheet_and_overlap_by_what_is_glued(wide: float, tall: float, paper: str) -> None:
    sheet = Sheet(wide, tall, 1.0, ())
    found = division(wide, tall, paper)
    seen = [area for _row, _column, area in windows(sheet, found)]
    assert min(area.left for area in seen) <= 0.001
    assert min(area.top for area in seen) <= 0.001
    assert max(area.right for area in seen) >= wide - 0.001
    assert max(area.bottom for area in seen) >= tall - 0.001
    for before, after in pairwise(area for row, _column, area in windows(sheet, found) if row == 1):
        assert before.right - after.left == pytest.approx(OVERLAP / found.shrink)
    assert SMALLEST <= found.shrink <= 1.0


@given(wide=st.floats(100, 2000), tall=st.floats(100, 2000), paper=st.sampled_from(sorted(TILE_PAPER)))
def test_no_piece_is_larger_than_a_printer_can_print(wide: float, tall: float, paper: str) -> None:
    found = division(wide, tall, paper)
    for _row, _column, area in windows(Sheet(wide, tall, 1.0, ()), found):
        assert (area.right - area.left) * found.shrink == pytest.approx(found.page[0] - 2 * UNPRINTABLE)
        assert (area.bottom - area.top) * found.shrink == pytest.approx(found.page[1] - 2 * UNPRINTABLE)


@pytest.mark.parametrize(
    ("sheet", "paper", "pages"),
    [
        ((841, 594), "a4", 9),
        ((594, 841), "a4", 9),
        ((841, 594), "a3", 4),
        ((420, 297), "a4", 2),
        ((1189, 841), "a3", 8),
    ],
)
def test_a_sheet_takes_no_more_pages_than_it_must(sheet: tuple, paper: str, pages: int) -> None:
    found = division(*sheet, paper)
    assert found.rows * found.columns == pages


@pytest.mark.parametrize(("size", "portrait"), [("a1", False), ("a3", True)])
def test_every_text_of_the_poster_is_told_once_and_shown_wherever_a_piece_reaches_it(size: str, portrait: bool) -> None:
    layout = poster(demo("boern-to-teams"), size=size, portrait=portrait)
    told = [words for page in pieces(tiled(layout, "a4")) for words in spoken(page)]
    wanted = [words for sheet in layout.sheets for words in spoken(sheet)]
    assert sorted(told) == sorted(wanted)


def spoken(sheet: Sheet) -> list[str]:
    """The words of a sheet that are told by themselves; those of a figure are told by its alternative text."""
    return [
        plain(mark)
        for passage in sheet.passages
        if passage.role not in ("artifact", "figure")
        for mark in passage_marks(passage)
        if isinstance(mark, Text)
    ] + [passage.alt for passage in sheet.passages if passage.role == "figure"]


def test_every_page_says_its_row_and_column() -> None:
    pages = pieces(tiled(poster(demo("boern-to-teams"), size="a2"), "a4"))
    names = [plain(passage.marks[0]) for page in pages for passage in page.over if passage.role == "heading"]
    assert names[0] == "Ark 1·1: række 1 af 2, kolonne 1 af 2"
    assert len(set(names)) == len(names) == 4


def test_a_poster_of_two_sheets_is_two_posters_to_put_together() -> None:
    layout = poster(demo("boern-to-teams"), size="a3")
    pages = tiled(layout, "a4").sheets
    assert len(layout.sheets) == 2
    assert len(pages) == 2 * (1 + 2)
