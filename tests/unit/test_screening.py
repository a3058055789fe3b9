"""What looks like personal data, and what only resembles it."""

import json
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.paths import DEMO_CASES
from klagerejsen.screening import KINDS, Hit, has_cpr, kinds, masked, pieces, screen
from klagerejsen.screening.numbers import century_of
from klagerejsen.screening.plain import plain

# Invented: the date of birth is yet to come.
DATE, SERIAL = "120343", "5678"
CHECKED = "1203435009"
DASHES = [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) == "Pd"]


@pytest.mark.parametrize(
    "dash", [*DASHES, "−", "\u00ad", "⁃", "_", "/", ".", "~", " ", "\u00a0", "\u2009", " - ", "\n"]
)
def test_a_cpr_number_is_found_behind_every_dash_and_space(dash):
    assert has_cpr(f"Der stod {DATE}{dash}{SERIAL} på brevet.")


@pytest.mark.parametrize("text", ["12 03 43 5678", "12-03-43-5678", "12.03.43-5678", "12/3 og 12/03-43 5678"])
def test_a_cpr_number_is_found_however_its_date_is_spaced(text):
    assert has_cpr(text)


def test_a_number_without_any_separator_is_sure_when_something_else_speaks_for_it():
    (bare,) = screen(f"Nummeret er {DATE}{SERIAL}.")
    assert (bare.kind, bare.certainty) == ("cpr", "likely")
    assert has_cpr(f"Nummeret er {CHECKED}.")
    assert has_cpr(f"Cpr er {DATE}{SERIAL}.")


def test_a_number_without_a_valid_check_digit_is_a_cpr_number_all_the_same():
    assert has_cpr(f"{DATE}-{SERIAL}")
    assert has_cpr(f"{CHECKED[:6]}-{CHECKED[6:]}")


@pytest.mark.parametrize("text", ["320143-5678", "121343-5678", "300243-5678", "000000-0000", "290243-5678"])
def test_a_number_whose_date_never_was_is_none(text):
    assert screen(text) == ()


def test_a_leap_day_is_looked_up_in_the_century_of_the_seventh_digit():
    assert has_cpr("290200-5123")
    assert not has_cpr("290200-1123")


@pytest.mark.parametrize(
    ("year", "seventh", "century"),
    [
        (0, 0, 1900),
        (99, 3, 1900),
        (36, 4, 2000),
        (37, 4, 1900),
        (57, 5, 2000),
        (58, 8, 1800),
        (36, 9, 2000),
        (37, 9, 1900),
    ],
)
def test_the_century_follows_the_table(year, seventh, century):
    assert century_of(year, seventh) == century


def test_the_day_of_a_replacement_number_is_sixty_higher():
    assert has_cpr("720343-5678")


@pytest.mark.parametrize(
    "text",
    [
        "Mødet var 12.03.24 14.30.",
        "12-03-24 14:30",
        "Fra 01.02.24-31.03.24",
        "Sagsnr. 24/012345",
        "J.nr. 27.03.00-G01-12-24",
        "+4512034356",
        "EAN 5798001234567",
        "Beløbet er 12.345.678 kr.",
        "CVR 29 18 94 04",
        "2023-2024",
        "§ 41, stk. 1, nr. 2",
    ],
)
def test_dates_amounts_and_case_numbers_are_nobodys(text):
    assert screen(text) == ()


@pytest.mark.parametrize(
    "text", ["Ankestyrelsen og Børnehandicap Vest", "Rådgiver 1 ringede.", "I Digital Post fra Roskilde Kommune"]
)
def test_units_roles_and_places_are_no_names(text):
    assert screen(text) == ()


@pytest.mark.parametrize("path", sorted(DEMO_CASES.glob("*.json")), ids=lambda path: path.stem)
def test_a_case_written_by_role_holds_nothing(path):
    assert [text for text in texts_in(json.loads(path.read_text("utf-8"))) if screen(text)] == []


def texts_in(value):
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(inner)


def test_a_word_that_is_also_a_name_is_none_where_it_begins_the_sentence():
    assert kinds("Hans mor ringede. Per telefon. Bo hos far.") == ()
    assert kinds("Vi spurgte Hans, og Per svarede.") == ("name",)


def test_kinds_come_once_and_the_gravest_first():
    text = f"Kirsten Holmgaard, Nørregade 12, født 1/2 1985, {DATE}-{SERIAL}, mor@eksempel.dk, tlf. 20304050, Mette"
    assert kinds(text) == KINDS


def test_a_hit_tells_place_and_kind_and_never_the_words():
    (hit,) = screen("Sagen lå hos Kirsten Holmgaard.")
    assert hit == Hit("name", 13, 30, "likely")
    assert "Kirsten" not in repr(hit)


def test_what_is_masked_keeps_its_length_and_a_name_its_first_letters():
    assert masked("Ring til Kirsten Holmgaard på 20 30 40 50.") == "Ring til K•••••• H•••••••• på •• •• •• ••."
    assert masked("Der er intet at skjule.") == "Der er intet at skjule."


def test_pieces_say_which_part_of_the_text_is_hidden():
    assert [(piece, hit and hit.kind) for piece, hit in pieces("Spørg Mette i dag")] == [
        ("Spørg ", None), ("M••••", "name"), (" i dag", None)
    ]  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_is_screened_and_every_hit_lies_in_it(text):
    end = 0
    for hit in screen(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end
    assert len(masked(text)) == len(text)
    assert "".join(piece for piece, _hit in pieces(text)) == masked(text)


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_cpr_number_is_found_in_any_surroundings(before, after):
    assert has_cpr(f"{before} x {DATE}-{SERIAL} x {after}")


@given(st.text(max_size=200))
def test_plain_text_remembers_where_every_sign_stood(text):
    written = plain(text)
    assert len(written.text) == len(written.starts) == len(written.ends)
    assert list(written.starts) == sorted(written.starts)
    assert all(start < end <= len(text) for start, end in zip(written.starts, written.ends, strict=True))


@pytest.mark.parametrize(
    "piece", ["Aa ", "12 03 43 ", "1 ", "12.", "+1 22", "Nygade 1, ", "født er ", "a@a.", "(20 ", "tlf "]
)
def test_a_long_text_takes_no_longer_than_its_length(piece):
    began = time.process_time()
    screen(piece * (60_000 // len(piece)))
    assert time.process_time() - began < 5
