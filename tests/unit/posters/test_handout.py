"""The handout of a workshop, measured without drawing it."""

import pytest
import segno

from klagerejsen.codes import Phase
from klagerejsen.posters.handout.sheet import Handout, build_handout, qr_marks
from klagerejsen.posters.legibility import distances
from klagerejsen.posters.paper.display import Layout, Path
from klagerejsen.workshops.method import GUIDES, PROMPTS, WHO, Guide
from tests.unit.posters.geometry import faults
from tests.unit.posters.test_layout import MADE
from tests.unit.posters.test_note import words

PLACE = "klagerejsen.kommune.dk/join"
LINK = "https://klagerejsen.kommune.dk/join?code=RAV482&k=ABCDEFGH"


def handout(paper: str = "a4", language: str = "da", **changed: object) -> Layout:
    said = {"title": "Da to teams ventede på hinanden", "subtitle": "Skolevægring", "steps": GUIDES, **changed}
    found = Handout(**{"place": PLACE, "code": "RAV 482", "link": LINK} | said)
    return build_handout(found, paper, language=language, made=MADE)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("paper", "pages"), [("a4", 1), ("a5", 2)])
def test_it_stands_on_one_page_of_a4_or_both_sides_of_a5_and_reads_at_arms_length(
    paper: str, pages: int, language: str
) -> None:
    layout = handout(paper, language)
    assert faults(layout) == []
    assert len(layout.sheets) == pages
    assert distances(layout).smallest > 0.5


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_long_titles_addresses_and_questions_of_ones_own_are_set_whole(paper: str) -> None:
    long = "Hvordan undgår vi, at ansvaret bliver liggende mellem to sagsbehandlingsenheder, når 100 %% er på ferie?"
    steps = tuple(Guide(guide.phase, 240, long, "", guide.participant) for guide in GUIDES)
    place = "klagerejsen-laering-og-udvikling.en-meget-lang-kommunes-navn.example.dk/klagerejsen/join"
    layout = handout(paper, steps=steps, title="Et langt forløb " * 8, place=place)
    assert faults(layout) == []
    assert words(layout).count(long.replace("%%", "%")) == len(steps)
    assert place in words(layout)


def test_it_says_the_way_in_the_sides_and_the_rooms_own_phases_and_no_others() -> None:
    one = Guide(Phase.CAUSES, 33, "Hvad er 50 %% af det?", "", "Skriv det som en note.")
    found = words(handout(steps=(one,)))
    for text in (PLACE, "RAV 482", *WHO.values(), *(each for side in PROMPTS.values() for each in side)):
        assert text in found
    assert "Hvad er 50 % af det?" in found
    assert "33 min." in found
    assert "Hvad siger vi til borgeren?" not in found


def test_the_qr_code_on_paper_is_the_one_of_the_link() -> None:
    matrix = [list(map(bool, row)) for row in segno.make(LINK, error="m", micro=False).matrix]
    marks = [mark for mark in qr_marks(LINK, 0.0, 0.0, float(len(matrix))) if isinstance(mark, Path)]
    drawn = [[False] * len(matrix) for _row in matrix]
    for mark in marks:
        (left, top), (right, bottom) = mark.points[0], mark.points[2]
        for row in range(round(top), round(bottom)):
            drawn[row][round(left) : round(right)] = [True] * round(right - left)
    assert drawn == matrix
