"""Where things stand, measured without drawing: nothing overlaps, leaves the paper or is lost."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from klagerejsen.analysis import analyse, read_journey
from klagerejsen.paths import DEMO_CASES
from klagerejsen.posters import Layout, PosterError, build_poster
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.legibility import AT_LEAST, distances
from klagerejsen.posters.paper.display import Text, passage_marks
from klagerejsen.posters.paper.typeface import plain, printable
from tests.unit.posters.geometry import faults
from tests.unit.posters.made import made_journey
from tests.unit.posters.strategies import choices, journeys

MADE = date(2026, 11, 22)
CASES = ("boern-to-teams", "voksne-stoette", "handicap-koerestol")
UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
SIZES = ("a0", "a1", "a2", "a3")


def demo(name: str) -> dict:
    return json.loads((DEMO_CASES / f"{name}.json").read_text("utf-8"))


def poster(document: dict, **options: object) -> Layout:
    return build_poster(document, analyse(read_journey(document)), Choices(**options), made=MADE)


def said(layout: Layout) -> str:
    marks = (mark for sheet in layout.sheets for passage in sheet.passages for mark in passage_marks(passage))
    return "\n".join(plain(mark) for mark in marks if isinstance(mark, Text))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("language", "portrait"), [("da", False), ("en", True)])
@pytest.mark.parametrize("name", CASES)
def test_no_text_of_a_demo_case_touches_another_or_leaves_the_paper(
    name: str, language: str, portrait: bool, size: str
) -> None:
    assert faults(poster(demo(name), size=size, language=language, portrait=portrait)) == []


def test_no_journey_makes_texts_touch_or_leave_the_paper(at_length: Callable[[int, int], int]) -> None:
    @settings(max_examples=at_length(25, 300), **UNHURRIED)
    @given(document=journeys(most=400), chosen=choices())
    @example(document=made_journey(300, days=2000), chosen={"size": "a0"})
    @example(document=made_journey(400, days=2400), chosen={"size": "a3", "portrait": True})
    def hold(document: dict, chosen: dict) -> None:
        assert faults(poster(document, **chosen)) == []

    hold()


@settings(max_examples=15, **UNHURRIED)
@given(document=journeys(most=120), portrait=st.booleans())
def test_every_title_stands_on_the_poster_whole(document: dict, portrait: bool) -> None:
    words = said(poster(document, size="a1", portrait=portrait))
    for event in document["events"]:
        assert printable(event["title"])[0] in words


@settings(max_examples=8, **UNHURRIED)
@given(document=journeys(), chosen=choices())
@example(document=made_journey(400, days=2400), chosen={"size": "a3", "portrait": True})
def test_everything_can_be_read_from_the_distance_of_its_paper(document: dict, chosen: dict) -> None:
    layout = poster(document, **chosen)
    found = distances(layout)
    assert found.smallest >= AT_LEAST[chosen["size"]]
    assert found.title > found.about >= found.smallest


def test_a_sheet_with_room_to_spare_has_larger_type() -> None:
    much, little = (distances(poster(made_journey(count, days=300), size="a1")) for count in (25, 5))
    assert little.about > 1.1 * much.about


@pytest.mark.parametrize("portrait", [False, True])
def test_the_weightiest_of_three_hundred_events_have_cards_even_on_a3(portrait: bool) -> None:
    assert len(poster(made_journey(300, days=1400), size="a3", portrait=portrait).sheets[0].cards) >= 6


def test_more_than_one_sheet_holds_is_said_on_the_sheet() -> None:
    assert "Ark 1 af 2." in said(poster(demo("boern-to-teams"), size="a3"))
    assert "Ark 1 af" not in said(poster(demo("boern-to-teams"), size="a1"))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("size", "portrait"), [("a0", False), ("a1", False), ("a1", True), ("a2", True)])
def test_the_demo_cases_leave_out_no_sentence(name: str, size: str, portrait: bool) -> None:
    layout = poster(demo(name), size=size, portrait=portrait)
    words = said(layout)
    assert layout.level == "full"
    assert len(layout.sheets) == 1
    for event in demo(name)["events"]:
        for view in event["perspectives"].values():
            assert not view["text"] or printable(view["text"])[0] in words


def test_what_a_small_poster_leaves_out_is_counted_and_stands_on_the_next_sheet() -> None:
    layout = poster(demo("boern-to-teams"), size="a3")
    small_print = next(line for line in said(layout).split("\n") if "Udeladt" in line)
    assert "62 af 62 sætninger" in small_print
    assert "Jeg skulle selv ringe for at opdage, at vi ingen rådgiver havde." in said(layout)


@pytest.mark.parametrize(
    ("count", "size", "level"),
    [(12, "a1", "full"), (300, "a0", "lines"), (300, "a1", "chosen")],
)
def test_more_events_mean_less_about_each(count: int, size: str, level: str) -> None:
    assert poster(made_journey(count, days=count * 6), size=size).level == level


def test_three_hundred_events_all_have_a_mark_on_every_rail() -> None:
    layout = poster(made_journey(300, days=1800), size="a1")
    field = next(passage for passage in layout.sheets[0].passages if passage.alt.startswith("Tidslinje"))
    assert "300 hændelser" in field.alt
    assert len(field.marks) > 900


def test_a_poster_of_nothing_is_refused_with_a_sentence() -> None:
    empty = demo("boern-to-teams") | {"events": [], "findings": [], "causes": []}
    with pytest.raises(PosterError, match="ingen hændelser"):
        poster(empty)


def test_a_text_no_sheet_could_hold_is_refused() -> None:
    with pytest.raises(PosterError, match="5000"):
        poster(demo("boern-to-teams") | {"summary": "x" * 5001})


def test_the_same_journey_always_gives_the_same_poster() -> None:
    assert poster(demo("voksne-stoette")) == poster(demo("voksne-stoette"))
