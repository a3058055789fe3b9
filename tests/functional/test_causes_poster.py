"""The poster of causes, from its page and as a file."""

from io import BytesIO

import pikepdf
import pytest

from klagerejsen.posters import render
from tests.functional.test_poster_pdf import heard
from tests.pdf_reading import read
from tests.unit.posters.test_causes_sheet import report, sheet

pytestmark = pytest.mark.sqlite


def test_the_page_shows_a_proof_and_hands_out_the_same_without_naming_a_journey(facilitator, journey_id) -> None:
    page = facilitator.get("/insights/poster?size=a3").get_data(as_text=True)
    assert 'width="420mm" height="297mm"' in page
    assert "Uklart ansvar" in page
    assert "Da to teams" not in page
    answer = facilitator.get("/insights/poster.svg?size=a3&language=en")
    assert "aarsager-a3.svg" in answer.headers["Content-Disposition"]
    assert "Unclear" in answer.get_data(as_text=True)
    assert facilitator.get("/insights/poster.doc").status_code == 404


def test_a_team_without_causes_is_told_so(stranger) -> None:
    assert "Ingen årsag er set" in stranger.get("/insights/poster").get_data(as_text=True)


def test_the_pdf_is_tagged_dated_and_a_table_with_headers() -> None:
    data = render(sheet(report(5)), "pdf")
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        assert pdf.Root.Lang == "da"
        assert (metadata["pdfuaid:part"], metadata.pdfa_status) == ("1", "2A")
    elements = read(data)
    tags = [element.tag for element in elements]
    assert (tags.count("Table"), tags.count("TH"), tags.count("TD")) == (1, 3, 15)
    assert "50 % (35–65 %)" in heard(elements)
