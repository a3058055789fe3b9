"""The learning note as a PDF: tagged, titled, dated, and read in the order in which a leader reads it."""

from io import BytesIO

import pikepdf
import pytest

from klagerejsen.posters import render
from tests.functional.test_poster_pdf import flat, heard
from tests.pdf_reading import Element, read, spoken
from tests.unit.posters.test_layout import demo
from tests.unit.posters.test_note import note


@pytest.fixture(scope="module")
def data() -> bytes:
    return render(note(demo("boern-to-teams")), "pdf")


@pytest.fixture(scope="module")
def elements(data: bytes) -> list[Element]:
    return read(data)


def test_it_is_tagged_titled_dated_embedded_and_kept_to_the_standards(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        assert pdf.Root.Lang == "da"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.Title) == "Læringsnotat: Da to teams ventede på hinanden"
        assert str(pdf.docinfo.CreationDate).startswith("D:20261122")
        assert (metadata["pdfuaid:part"], metadata.pdfa_status) == ("1", "2A")
        assert all(
            "/FontFile3" in font.DescendantFonts[0].FontDescriptor
            for page in pdf.pages
            for font in page.Resources.Font.values()
        )


def test_it_is_read_from_title_to_small_print(elements: list[Element]) -> None:
    words = flat(spoken(elements))
    order = [
        "Da to teams ventede på hinanden",
        "Klagen ender med en hjemvisning.",
        "Sagen gik i stå de steder, hvor ingen kunne se den",
        "145",
        "Bekræftede fund",
        "112 dage, hvor kommunen ikke selv tager kontakt",
        "14. maj og 3. september",
        "Rodårsager",
        "Uklart ansvar",
        "1. Hvad er der sket?",
        "4. Kunne det uønskede ske igen?",
        "Ja (stor sandsynlighed).",
        "Ring til borgeren senest tre hverdage efter, at en klage er modtaget",
        "Klagekonsulent",
        "1. juli 2025",
        "Fiktivt eksempel.",
        "Udeladt: tidslinjen med 25 hændelser og sidernes beretninger",
    ]
    places = [words.find(piece) for piece in order]
    assert -1 not in places
    assert places == sorted(places)


def test_the_headings_tell_what_the_page_holds(elements: list[Element]) -> None:
    headings = [(element.tag, flat(element.text)) for element in elements if element.tag in ("H1", "H2")]
    assert headings[0] == ("H1", "Da to teams ventede på hinanden")
    assert [text for tag, text in headings if tag == "H2"] == [
        "Bekræftede fund", "Rodårsager", "De fem spørgsmål", "Handlinger",
    ]  # fmt: skip


def test_the_actions_are_one_table_a_page_with_headers(elements: list[Element]) -> None:
    tags = [element.tag for element in elements]
    assert (tags.count("Table"), tags.count("TH"), tags.count("TD")) == (1, 3, 12)


def test_an_action_prints_what_was_typed_and_never_reads_it_as_markup() -> None:
    document = demo("boern-to-teams")
    typed = '#import "x" *bold* $x$ @ref <b>&amp;</b>'
    document["actions"][0]["title"] = typed
    document["learning"]["why"] = typed
    words = heard(read(render(note(document), "pdf")))
    assert words.count(typed) == 2


def test_twenty_long_actions_run_over_several_pages_each_with_its_headers() -> None:
    document = demo("boern-to-teams")
    document["actions"] = [
        {"title": f"Handling {number}: " + "aftale på én side " * 14, "measure": "antal pr. kvartal " * 12}
        for number in range(20)
    ]
    elements = read(render(note(document), "pdf"))
    tags = [element.tag for element in elements]
    assert tags.count("Table") >= 2
    assert tags.count("TH") == 3 * tags.count("Table")
    words = heard(elements)
    assert all(f"Handling {number}: aftale" in words for number in range(20))
