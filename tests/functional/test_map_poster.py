"""The collaboration map as a poster: tagged, embedded, told in words, legible in grey, and handed out by the page."""

from io import BytesIO

import pikepdf
import pytest

from klagerejsen.posters import render
from klagerejsen.posters.paper.ink import INK, LINE, SECONDARY
from tests.pdf_reading import read, spoken
from tests.unit.posters.test_map_sheet import CASES, demo, sheet

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def data() -> bytes:
    return render(sheet(demo("boern-to-teams")), "pdf")


def test_it_says_that_it_keeps_to_pdf_ua_1_and_pdf_a_2a(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata.pdfa_status == "2A"
        assert pdf.Root.Lang == "da"
        assert str(pdf.docinfo.Title) == "Da to teams ventede på hinanden"


def test_every_font_is_embedded(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all("/FontFile3" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_it_is_heard_as_title_picture_words_and_table(data: bytes) -> None:
    elements = read(data)
    tags = [element.tag for element in elements]
    assert (tags.count("H1"), tags.count("H2"), tags.count("Table"), tags.count("TH")) == (1, 2, 1, 5)
    assert tags.count("TD") == 16 * 5
    words = " ".join(spoken(elements).split())
    order = [
        "Da to teams ventede på hinanden",
        "Samarbejdskort efter enheder: hvem der henvendte sig til hvem",
        "Kort over, hvem der henvendte sig til hvem: 8 parter og 16 veje.",
        "Hvad kortet viser",
        "Borgerens side bragte oplysninger fra Regionen til Familierådgivningen og Børnehandicap.",
        "Hvem til hvem",
        "Familierådgivningen til Børnehandicap",
        "sagen blev givet videre",
        "Lavet 22. november 2026 med Klagerejsen.",
    ]
    places = [words.find(piece) for piece in order]
    assert -1 not in places
    assert places == sorted(places)
    assert all(element.alt for element in elements if element.tag == "Figure")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", ["svg", "png"])
def test_every_case_is_drawn_in_the_other_formats(name: str, kind: str) -> None:
    drawn = render(sheet(demo(name), "actor", "a3"), kind)
    assert drawn.startswith(b"<?xml" if kind == "svg" else b"\x89PNG")


def lightness(ink: str) -> float:
    """Return the relative luminance of an ink by WCAG 2."""
    parts = (int(ink[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", [INK, LINE, SECONDARY])
def test_every_line_is_dark_enough_on_paper_without_colour(ink: str) -> None:
    assert 1.05 / (lightness(ink) + 0.05) >= 3


def test_a_handover_and_another_contact_differ_in_grey() -> None:
    assert (lightness(LINE) + 0.05) / (lightness(INK) + 0.05) >= 3


def test_the_page_shows_the_sheet_and_hands_it_out(facilitator, journey_id) -> None:
    page = facilitator.get(f"/journeys/{journey_id}/poster?sheet=map-by-role").get_data(as_text=True)
    assert 'name="sheet" value="map-by-role" checked' in page
    assert "Samarbejdskort efter roller" in page
    answer = facilitator.get(f"/journeys/{journey_id}/poster.svg?sheet=map&size=a3")
    assert answer.status_code == 200
    assert f"klagerejse-{journey_id}-map-a3.svg" in answer.headers["Content-Disposition"]
    assert "Borgerens side" in answer.get_data(as_text=True)
    english = facilitator.get(f"/journeys/{journey_id}/poster.svg?sheet=map-by-role&language=en")
    assert "Collaboration map by role" in english.get_data(as_text=True)


def test_the_map_is_printed_in_pieces_like_any_poster(facilitator, journey_id) -> None:
    answer = facilitator.get(f"/journeys/{journey_id}/poster.pdf?sheet=map&size=a2&tiles=a4")
    assert answer.status_code == 200
    with pikepdf.open(BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) > 4


def test_an_anonymised_map_names_no_unit(facilitator, journey_id) -> None:
    drawing = facilitator.get(f"/journeys/{journey_id}/poster.svg?sheet=map&anonymity=roles").get_data(as_text=True)
    assert "Enhed 1" in drawing
    assert "Familierådgivningen" not in drawing


def test_a_sheet_that_there_is_not_is_not_found(facilitator, journey_id) -> None:
    assert facilitator.get(f"/journeys/{journey_id}/poster.svg?sheet=moon").status_code == 404


def test_the_map_leads_to_its_poster(facilitator, journey_id) -> None:
    page = facilitator.get(f"/journeys/{journey_id}/map?by=actor").get_data(as_text=True)
    assert f"/journeys/{journey_id}/poster?sheet=map-by-role" in page


def test_nobody_else_gets_it(client, stranger, journey_id) -> None:
    assert stranger.get(f"/journeys/{journey_id}/poster.svg?sheet=map").status_code == 404
    assert client.get(f"/journeys/{journey_id}/poster.svg?sheet=map").status_code in (302, 303, 401)
