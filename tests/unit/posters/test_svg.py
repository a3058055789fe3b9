"""The SVG edition: well-formed, real text, nothing that runs or fetches."""

import xml.etree.ElementTree as ET

import pytest

from klagerejsen.posters import render
from tests.unit.posters.made import made_journey
from tests.unit.posters.test_layout import CASES, demo, poster

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {f"{SVG}{name}" for name in ("svg", "title", "desc", "rect", "circle", "path", "text", "tspan")}


def parsed(document: dict, sheet: int = 1, **options: object) -> ET.Element:
    return ET.fromstring(render(poster(document, **options), "svg", sheet))


@pytest.mark.parametrize("name", CASES)
def test_titles_are_real_text(name: str) -> None:
    words = " ".join("".join(text.itertext()) for text in parsed(demo(name)).iter(f"{SVG}text"))
    for event in demo(name)["events"]:
        assert all(word in words for word in event["title"].split())


def test_it_measures_what_the_paper_measures() -> None:
    root = parsed(demo("boern-to-teams"), size="a2")
    assert (root.get("width"), root.get("height")) == ("594mm", "420mm")


def test_it_holds_shapes_and_text_and_nothing_else() -> None:
    document = demo("boern-to-teams")
    document["title"] = '<script>alert(1)</script> & "citat"'
    document["events"][0]["title"] = "]]><image href='http://example.dk/x.png'/>"
    root = parsed(document)
    assert {element.tag for element in root.iter()} <= ALLOWED
    assert not any(name.lower().startswith("on") or "href" in name for each in root.iter() for name in each.attrib)
    assert root.find(f"{SVG}title").text == '<script>alert(1)</script> & "citat"'


def test_it_asks_for_the_font_by_name_and_holds_every_run_to_its_width() -> None:
    root = parsed(demo("boern-to-teams"))
    assert "Source Sans 3" in root.get("font-family")
    assert all(float(run.get("textLength")) > 0 for run in root.iter(f"{SVG}tspan") if run.text and run.text.strip())


def test_the_list_is_a_sheet_of_its_own() -> None:
    layout = poster(made_journey(300, days=1800), size="a1")
    assert len(layout.sheets) > 1
    words = "".join(ET.fromstring(render(layout, "svg", 2)).itertext())
    assert "Kronologisk liste" in words
