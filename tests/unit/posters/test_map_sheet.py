"""The collaboration map on paper, measured without drawing: nothing overlaps, leaves the paper, or is lost."""

import json
import random
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from klagerejsen.analysis import analyse, read_journey
from klagerejsen.board.collaboration import CollaborationMap
from klagerejsen.paths import DEMO_CASES
from klagerejsen.posters import Layout, PosterError, build_map
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.paper.display import Area, Path, Text, passage_marks
from klagerejsen.posters.paper.typeface import extent, plain, printable
from tests.unit.posters.geometry import faults, overlapping
from tests.unit.posters.strategies import ODD

MADE = date(2026, 11, 22)
CASES = ("boern-to-teams", "voksne-stoette", "handicap-koerestol")
SIZES = ("a0", "a1", "a2", "a3")
LEAST = {"a0": 9.8 * 1.4, "a1": 9.8, "a2": 9.8 * 0.7, "a3": 6.4}


def demo(name: str) -> dict:
    return json.loads((DEMO_CASES / f"{name}.json").read_text("utf-8"))


def map_of(document: dict, by: str = "unit", language: str = "da") -> CollaborationMap:
    return CollaborationMap(analyse(read_journey(document)), by, language, {})


def sheet(document: dict, by: str = "unit", size: str = "a1", language: str = "da", **more: object) -> Layout:
    return build_map(map_of(document, by, language), document, Choices(size=size, **more), made=MADE)


def said(layout: Layout) -> list[str]:
    marks = (mark for page in layout.sheets for passage in page.passages for mark in passage_marks(passage))
    return [plain(mark) for mark in marks if isinstance(mark, Text)]


def told(layout: Layout) -> list[tuple[str, ...]]:
    """Return the rows of all tables, without their headers."""
    grids = [passage.grid for page in layout.sheets for passage in page.passages if passage.grid]
    return [
        tuple(" ".join(plain(text) for text in cell.texts) for cell in row) for grid in grids for row in grid.rows[1:]
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("by", ["unit", "actor"])
@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_a_demo_case_stands_on_one_sheet_with_nothing_touching(name: str, portrait: bool, by: str, size: str) -> None:
    layout = sheet(demo(name), by, size, "en" if portrait else "da", portrait=portrait)
    assert faults(layout) == []
    assert len(layout.sheets) == 1


def cast(roles: int, moves: int, seed: int) -> dict:
    """Return a journey of so many roles, some with odd names, and so many events between them."""
    chance = random.Random(seed)
    actors = [
        {
            "id": f"a{n}",
            "label": chance.choice([*ODD[1:], f"Sagsbehandler {n}", f"Afdeling {n}"]),
            "perspective": chance.choice(["citizen", "authority", "external"]),
            "unit": chance.choice([None, f"Enhed {n}"]),
        }
        for n in range(roles)
    ]
    events = [
        {
            "id": f"e{n}",
            "date": f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}",
            "type": chance.choice(["handover", "information", "enquiry"]),
            "from": [f"a{chance.randrange(roles)}"],
            "to": [f"a{chance.randrange(roles)}"],
        }
        | ({"carries_from": f"a{chance.randrange(roles)}"} if chance.random() < 0.3 else {})
        for n in range(moves)
    ]
    return {"title": chance.choice(ODD[1:]), "actors": actors, "events": events}


casts = st.builds(cast, roles=st.integers(2, 40), moves=st.integers(0, 200), seed=st.integers(0, 9999))


def wide(roles: int) -> dict:
    """Return a journey in which so many roles of the authority all turn to a citizen."""
    sides = [{"id": "b", "label": "Borgeren", "perspective": "citizen"}]
    sides += [{"id": f"m{n}", "label": f"Sagsbehandler {n}", "perspective": "authority"} for n in range(roles)]
    events = [
        {"id": f"e{n}", "date": "2024-01-08", "type": "enquiry", "from": [f"m{n}"], "to": ["b"]} for n in range(roles)
    ]
    return {"title": "Mange", "actors": sides, "events": events}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=casts, by=st.sampled_from(["unit", "actor"]), size=st.sampled_from(SIZES), portrait=st.booleans())
@example(document=wide(40), by="actor", size="a3", portrait=False)
@example(document=cast(9, 200, 1), by="actor", size="a1", portrait=True)
def test_no_cast_makes_texts_touch_leave_the_paper_or_get_lost(
    document: dict, by: str, size: str, portrait: bool
) -> None:
    drawn = map_of(document, by)
    if not drawn.found.links:
        return
    layout = build_map(drawn, document, Choices(size=size, portrait=portrait), made=MADE)
    assert faults(layout) == []
    assert signs_that_touch(layout) == []
    wanted = [
        (printable(f"{drawn.names[row.giver]} til {drawn.names[row.taker]}")[0], str(row.times))
        for row in drawn.rows().values()
    ]
    assert [row[:2] for row in told(layout)] == wanted
    named = said(layout)
    assert all(printable(drawn.names[place.id])[0] in named for place in drawn.found.places)
    smallest = min(
        run.style.size * page.scale
        for page in layout.sheets
        for passage in page.passages
        if passage.role != "artifact" and passage.role != "figure"
        for mark in passage_marks(passage)
        if isinstance(mark, Text)
        for line in mark.lines
        for run in line
    )
    assert smallest >= LEAST[size]


def signs_that_touch(layout: Layout) -> list:
    """Return envelopes and figures on lines that lie on one another, or on a name."""
    picture = next(passage for passage in layout.sheets[0].passages if passage.role == "figure")
    words = [(plain(mark), extent(mark)) for mark in picture.marks if isinstance(mark, Text)]
    signs = [
        ("envelope", Area(*mark.points[0], *mark.points[2]))
        for mark in picture.marks
        if isinstance(mark, Path) and mark.closed and mark.pen and len(mark.points) == 4
    ]
    return overlapping([*words, *signs], 0.35)


def test_more_than_paper_can_name_is_refused_in_words() -> None:
    with pytest.raises(PosterError, match="flere parter"):
        sheet(wide(300), "actor")


def test_a_case_without_a_map_is_refused_in_words() -> None:
    with pytest.raises(PosterError, match="Kortet er tomt"):
        sheet({"title": "Tom", "actors": [], "events": []})


def test_what_was_carried_has_dashes_an_envelope_and_a_line_of_the_legend() -> None:
    layout = sheet(demo("boern-to-teams"))
    picture = next(passage for passage in layout.sheets[0].passages if passage.role == "figure")
    ways = [mark for mark in picture.marks if isinstance(mark, Path) and len(mark.points) > 10]
    assert (len(ways), sum(bool(way.pen and way.pen.dashes) for way in ways)) == (16, 3)
    envelopes = [mark for mark in picture.marks if isinstance(mark, Path) and mark.closed and mark.pen]
    assert len(envelopes) == 3
    assert any("fik eller bragte noget videre" in words for words in said(layout))
    assert [row for row in told(layout) if row[3]] == [
        ("Borgerens side til Familierådgivningen", "4", "", "1", "16"),
        ("Borgerens side til Børnehandicap", "2", "", "1", "20"),
        ("Regionen til Borgerens side", "1", "", "1", ""),
    ]


def test_the_picture_is_told_in_words_before_anybody_sees_it() -> None:
    layout = sheet(demo("boern-to-teams"))
    alts = [passage.alt for passage in layout.sheets[0].passages if passage.role == "figure"]
    assert alts == [
        "Kort over, hvem der henvendte sig til hvem: 8 parter og 16 veje. Tabellen siger det samme.",
    ]


def test_months_leave_no_day_and_the_small_print_says_so() -> None:
    words = " ".join(said(sheet(demo("boern-to-teams"), anonymity="months")))
    assert "(juni 2024, september 2024)" in words
    assert "9. september" not in words
    assert "dage er gjort til måneder" in words


def test_in_black_and_white_no_ink_has_a_hue() -> None:
    assert {
        ink for ink in inks(sheet(demo("boern-to-teams"), grey=True)) if len({ink[1:3], ink[3:5], ink[5:]}) > 1
    } == set()
    assert "#0f4c81" in inks(sheet(demo("boern-to-teams")))


def inks(layout: Layout) -> set[str]:
    marks = (mark for passage in layout.sheets[0].passages for mark in passage_marks(passage))
    return {mark.fill for mark in marks if not isinstance(mark, Text) and mark.fill}


def test_the_same_map_is_always_the_same_sheet() -> None:
    assert sheet(demo("voksne-stoette"), "actor") == sheet(demo("voksne-stoette"), "actor")
