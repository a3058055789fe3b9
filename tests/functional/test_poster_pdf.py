"""The poster as a PDF: tagged, embedded, dated, read in order, and what people typed printed as they typed it."""

import re
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings

from klagerejsen.posters import render
from klagerejsen.posters.paper.display import Text, passage_marks
from klagerejsen.posters.paper.tiling import tiled
from klagerejsen.posters.paper.typeface import HYPHEN, plain
from tests.pdf_reading import Element, read, spoken
from tests.unit.posters.made import made_journey
from tests.unit.posters.strategies import choices, journeys
from tests.unit.posters.test_layout import CASES, SIZES, demo, poster


def flat(text: str) -> str:
    """Words as one line, divided words joined, spaces of every kind alike."""
    return re.sub(r"\s+", " ", text.replace(HYPHEN, "").replace("\u00a0", " ")).strip()


def heard(elements: list[Element]) -> str:
    return flat(" ".join(element.text for element in elements))


@pytest.fixture(scope="module")
def data() -> bytes:
    return render(poster(demo("boern-to-teams")), "pdf")


@pytest.fixture(scope="module")
def elements(data: bytes) -> list[Element]:
    return read(data)


def test_it_is_tagged_titled_dated_and_in_danish(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.Lang == "da"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo.Title) == "Da to teams ventede på hinanden"
        assert str(pdf.docinfo.CreationDate).startswith("D:20261122")
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_it_says_that_it_keeps_to_pdf_ua_1_and_pdf_a_2a(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata.pdfa_status == "2A"


def test_every_font_is_embedded(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert len(fonts) == 4
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
            assert "SourceSans3" in str(descriptor.FontName)


@pytest.mark.parametrize(("size", "points"), [("a0", (3370, 2384)), ("a1", (2384, 1684)), ("a3", (1191, 842))])
def test_the_page_is_as_large_as_the_paper(size: str, points: tuple[int, int]) -> None:
    with pikepdf.open(BytesIO(render(poster(demo("boern-to-teams"), size=size), "pdf"))) as pdf:
        wide, tall = (float(value) for value in pdf.pages[0].MediaBox[2:])
        assert abs(wide - points[0]) < 2
        assert abs(tall - points[1]) < 2


def test_events_are_headings_in_the_order_of_time_whatever_their_band(elements: list[Element]) -> None:
    headings = [flat(element.text) for element in elements if element.tag == "H2"]
    events = [event["title"] for event in demo("boern-to-teams")["events"]]
    assert [heading for heading in headings if any(heading.endswith(title) for title in events)] == headings[:25]
    for heading, title in zip(headings, events, strict=False):
        assert heading.endswith(title)


def test_it_is_read_from_title_to_small_print(elements: list[Element]) -> None:
    words = flat(spoken(elements))
    order = [
        "Da to teams ventede på hinanden",
        "ca. 440",
        "Tidslinje, februar 2024 til april 2025, 25 hændelser.",
        "6. marts Møde på skolen",
        "Borgeren, plus 1",
        "29. april 2025 Ankestyrelsen hjemviser sagen",
        "Borgeren: 112 dage uden besked fra kommunen, 14. maj til 3. september",
        "Hvad vi fandt",
        "Rodårsager",
        "Hvad er der sket?",
        "Hvad kan vi i givet fald gøre for at undgå gentagelse?",
        "Ring til borgeren senest tre hverdage efter, at en klage er modtaget",
        "Sagen gik i stå de steder, hvor ingen kunne se den",
        "Fiktivt eksempel.",
        "Lavet 22. november 2026 med Klagerejsen.",
    ]
    places = [words.find(piece) for piece in order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_actions_are_a_table_with_headers(elements: list[Element]) -> None:
    tags = [element.tag for element in elements]
    assert tags.count("Table") == 1
    assert tags.count("TH") == 3
    assert tags.count("TD") == 12


def test_only_the_time_field_shapes_and_scores_are_figures_and_all_have_words(elements: list[Element]) -> None:
    figures = [element for element in elements if element.tag == "Figure"]
    assert figures
    assert all(figure.alt for figure in figures)


def test_headings_begin_at_one_and_skip_no_level(elements: list[Element]) -> None:
    levels = [int(element.tag[1]) for element in elements if re.fullmatch(r"H\d", element.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CASES)
def test_every_demo_case_is_accepted_by_the_validators(name: str, size: str) -> None:
    words = heard(read(render(poster(demo(name), size=size), "pdf")))
    for event in demo(name)["events"]:
        assert flat(event["title"]) in words


def test_an_english_poster_marks_what_was_said_in_danish() -> None:
    data = render(poster(demo("boern-to-teams"), language="en"), "pdf")
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.Lang == "en"
    assert any(element.language == "da" for element in read(data))


def test_three_hundred_events_are_accepted_and_all_can_be_read() -> None:
    document = made_journey(300, days=1800)
    for size in ("a0", "a1"):
        words = heard(read(render(poster(document, size=size), "pdf")))
        assert all(flat(event["title"]) in words for event in document["events"])


def test_what_cannot_be_shown_is_counted_in_the_small_print() -> None:
    document = demo("boern-to-teams")
    document["events"][0]["title"] = "Barnet 😀 ringer 😀"
    words = heard(read(render(poster(document), "pdf")))
    assert "Barnet □ ringer □" in words
    assert "Tegn, som skriften ikke har, er vist som □ (2)." in words


def test_the_same_layout_gives_the_same_bytes() -> None:
    layout = poster(demo("voksne-stoette"))
    assert render(layout, "pdf") == render(layout, "pdf")


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_stays_below_forty_million_pixels(size: str) -> None:
    png = render(poster(demo("boern-to-teams"), size=size), "png")
    wide, tall = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    assert png.startswith(b"\x89PNG")
    assert 3_000_000 < wide * tall < 40_000_000


def test_a_poster_in_pieces_is_as_readable_as_a_whole_one() -> None:
    pages = tiled(poster(demo("boern-to-teams"), size="a2"), "a4")
    data = render(pages, "pdf")
    with pikepdf.open(BytesIO(data)) as pdf:
        sizes = {tuple(sorted(float(value) for value in page.MediaBox[2:])) for page in pdf.pages}
        assert len(pdf.pages) == len(pages.sheets) == 5
    assert all(abs(short - 595.3) < 1 and abs(long - 841.9) < 1 for short, long in sizes)
    words = heard(read(data))
    assert "Ark 2·1: række 2 af 2, kolonne 1 af 2" in words
    for event in demo("boern-to-teams")["events"]:
        assert words.count(flat(event["title"])) >= 1


SAME = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SAME
@given(document=journeys(most=400), chosen=choices())
def test_what_is_read_from_the_file_is_what_was_laid_out(document: dict, chosen: dict) -> None:
    layout = poster(document, **chosen)
    words = flat(spoken(read(render(layout, "pdf"))))
    for sheet in layout.sheets:
        for passage in sheet.passages:
            texts = [] if passage.role in ("artifact", "figure") else passage_marks(passage)
            wanted = [plain(mark) for mark in texts if isinstance(mark, Text)] + [passage.alt]
            for text in wanted:
                assert flat(text) in words
