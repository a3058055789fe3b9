"""Files on their way in are spoken of in English too, whatever is the matter with them."""

import pytest

from tests.functional.conftest import CheckingClient
from tests.functional.intake import go_on, send, settled, upload
from tests.functional.test_intake_files import CPR
from tests.functional.test_language import cases, left_in_danish, reader, words_of

pytestmark = pytest.mark.sqlite

__all__ = ["cases", "reader"]
FILE = f"""Date;Type;From;To;Channel;Note;Reply due
03-04-2024;Xq1;Kirsten Holmgaard;Xq2;Xq3;Xq4 {CPR};
05-06-2024;Xq5;Xq6;;Xq7;Xq8 Jens Hansen;Xq9
;Xq1;Xq2;;;Xq3;
"""


def in_english(text: str) -> bool:
    said = words_of(text).replace("Medarbejder", "").replace("Sag hentet fra fil", "")
    assert left_in_danish(said) == []
    return True


def test_a_file_is_led_through_in_english(reader: CheckingClient) -> None:
    mapping = settled(reader, upload(reader, FILE))
    assert in_english(mapping.text)
    assert in_english(go_on(reader, mapping, **{"column-0": "", "column-1": "title", "column-5": "title"}).text)
    check = go_on(reader, mapping, **{"order": "dmy"})
    assert in_english(check.text)
    assert in_english(go_on(reader, check, **{"skip-all": "on", "personal-0": "XQ"}).text)
    assert in_english(reader.get("/intake").text)


REFUSED = [
    (b"", "x.csv"),
    (b"\x89PNG\r\n\x1a\n", "x.png"),
    (b"\xd0\xcf\x11\xe0" + bytes(9), "x.xls"),
    (b"Date;Note\n1;a\n2;b\0c\n", "x.csv"),
    (b'Date;Note\n1;"a\n', "x.csv"),
    (b"Date\n1\n", "x.csv"),
    (b"%PDF-1.7 nothing", "x.pdf"),
    (b"PK\x03\x04 xl/workbook.xml", "x.xlsx"),
]


@pytest.mark.parametrize(("data", "name"), REFUSED)
def test_a_file_is_refused_in_english(reader: CheckingClient, data: bytes, name: str) -> None:
    answer = send(reader, data, name)
    page = settled(reader, answer.headers["Location"]) if answer.status_code == 303 else answer
    assert page.status_code == 422
    assert in_english(page.text)
