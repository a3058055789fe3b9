"""Dates: what holds for every date, held against the edtf library where that speaks the same language."""

import re
import time
from datetime import date, timedelta

import edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from klagerejsen.dates import Span, in_words, parse_edtf, short, understand, understand_coming, understand_past

YEARS = st.integers(1970, 2069)
MARKS = st.sampled_from(["", "~", "?", "%"])
DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31)).map(date.isoformat)
MONTHS = st.builds("{:04}-{:02}".format, YEARS, st.integers(1, 12))
SEASONS = st.builds("{:04}-{}".format, YEARS, st.integers(21, 24))
PLAIN_YEARS = YEARS.map(str)
TOLD = st.one_of(DAYS, MONTHS, SEASONS, PLAIN_YEARS)
MASKED = st.one_of(
    MONTHS.map("{}-XX".format),
    PLAIN_YEARS.map("{}-XX".format),
    PLAIN_YEARS.map("{}-XX-XX".format),
    st.integers(197, 206).map("{}X".format),
)
CENTURIES = st.integers(0, 99).map("{:02}XX".format)
POINTS = st.builds("{}{}".format, TOLD | MASKED, MARKS)
OUTER_YEARS = st.builds("{:04}{}".format, st.integers(1, 9999), MARKS)


def _ordered(sides):
    start, end = sides
    return parse_edtf(start).earliest <= parse_edtf(end).latest


@st.composite
def intervals(draw, sides=TOLD):
    start, end = draw(st.tuples(sides, sides).filter(_ordered))
    return f"{start}{draw(MARKS)}/{end}{draw(MARKS)}"


OPEN = st.one_of(POINTS.map("{}/..".format), POINTS.map("../{}".format))
UNKNOWN = st.one_of(POINTS.map("{}/".format), POINTS.map("/{}".format))
LEVEL_1 = st.one_of(POINTS, OUTER_YEARS, CENTURIES, intervals(), OPEN, UNKNOWN)

FIGURES = [
    "12",
    "3",
    "24",
    "2024",
    "0",
    "99",
    "0000",
    "9999",
    "12/3",
    "12.",
    "2023/24",
    "14",
    "2.",
    "-",
    "–",
    "/",
    ".",
    ",",
    "?",
    "~",
    "XX",
    "..",
]
NAMES = [
    "marts",
    "maj",
    "jul",
    "mandag",
    "søn.",
    "foråret",
    "vinteren",
    "uge",
    "kvartal",
    "medio",
    "ultimo",
    "slutningen",
    "engang",
]
SMALL_WORDS = ["den", "d.", "i", "ca.", "måske", "fra", "til", "mellem", "og", "af", "en", "dag", "kl."]
WORDS = st.sampled_from([*FIGURES, *NAMES, *SMALL_WORDS])
SPEECH = st.lists(WORDS, max_size=7).map(" ".join) | st.lists(WORDS, max_size=7).map("".join)
NEARLY_EDTF = st.text("0123459X-/.~?%TYZ", max_size=22)


@given(LEVEL_1)
def test_every_date_begins_no_later_than_it_ends(text):
    span = parse_edtf(text)
    assert span.earliest <= span.middle <= span.latest


@given(LEVEL_1, st.sampled_from(["da", "en"]), st.none() | YEARS)
def test_every_date_can_be_said(text, language, year):
    assert in_words(text, language, year).strip()
    assert short(text, language, year).strip()


@given(st.one_of(POINTS, intervals(), OPEN))
def test_what_is_said_in_danish_is_understood_again(text):
    assert understand(in_words(text)).edtf == text


@given(st.one_of(DAYS, MONTHS, SEASONS, PLAIN_YEARS, intervals(DAYS)))
def test_what_is_said_in_english_is_understood_again(text):
    assert understand(in_words(text, "en")).edtf == text


@given(DAYS, st.integers(0, 60))
def test_a_day_said_without_its_year_is_offered_in_the_year_nearest_by(text, days):
    day = date.fromisoformat(text)
    said = in_words(text, year_of=day.year)
    assert understand(said, near=day + timedelta(days=days)).choices[0] == text


@given(st.one_of(st.text(max_size=120), SPEECH, NEARLY_EDTF), st.none() | st.dates())
@example("mandag den 31. december 9999", None)
@example("vinteren 0000", None)
@example("uge 52 9999", None)
@example("28. december 9999 til 3. januar", None)
@example("3. januar - 28. december 0001", date.min)
@example("12. marts", date.max)
def test_whatever_is_typed_is_understood_as_dates_or_asked_back(text, near):
    answer = understand(text, near)
    assert (answer.edtf is None) == bool(answer.reason)
    assert answer.edtf is None or not answer.choices
    for each in (answer.edtf, *answer.choices):
        assert each is None or parse_edtf(each)


@given(SPEECH, st.dates(date(1990, 1, 1), date(2050, 1, 1)))
def test_a_choice_that_is_sent_back_is_understood(text, near):
    for choice in understand(text, near).choices:
        assume(int(choice.lstrip("./")[:4]) >= 1800)
        assert understand(choice).edtf == choice


def _library_accepts(text):
    try:
        edtf.parse_edtf(text)
    except EDTFParseException:
        return False
    return True


def _in_its_grammar(side):
    """Drop the mark of a season: the library has none, ISO 8601-2 qualifies any complete expression."""
    return side[:-1] if re.fullmatch(r".{5}2[1-4][~?%]", side) else side


@settings(max_examples=60, deadline=None)
@given(LEVEL_1 | NEARLY_EDTF)
def test_what_is_read_is_edtf_to_the_library_too(text):
    try:
        parse_edtf(text)
    except ValueError:
        return
    sides = [side for side in text.split("/") if side not in ("", "..")]
    assert all(_library_accepts(_in_its_grammar(side)) for side in sides)


@settings(max_examples=60, deadline=None)
@given(st.one_of(DAYS, MONTHS, PLAIN_YEARS, MASKED, st.integers(1, 99).map("{:02}XX".format)))
def test_the_library_counts_the_same_days(text):
    read = edtf.parse_edtf(text)
    first, last = (edtf.struct_time_to_date(side()) for side in (read.lower_strict, read.upper_strict))
    assert parse_edtf(text) == Span(first, last)


def test_the_dates_of_a_long_case_are_read_in_a_blink():
    first = date(1990, 1, 1)
    days = [(first + timedelta(days=3 * n)).isoformat() for n in range(100)]
    texts = days + [f"{day}~/{day[:4]}-12-31" for day in days] + [f"{day}?" for day in days]
    parse_edtf.cache_clear()
    began = time.process_time()
    for text in texts:
        parse_edtf(text)
    assert time.process_time() - began < 0.05


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.dates(date(2000, 1, 1), date(2000, 12, 31)))
@example(date(2026, 11, 23), date(2000, 11, 23))
def test_a_day_without_a_year_is_the_last_one_that_was_and_the_next_one_to_come(today, named):
    assume((named.day, named.month) != (29, 2))
    said = f"{named.day}/{named.month}"
    past, coming = (parse_edtf(each(said, today).edtf).earliest for each in (understand_past, understand_coming))
    assert {(day.day, day.month) for day in (past, coming)} == {(named.day, named.month)}
    assert timedelta(0) <= today - past < timedelta(366)
    assert timedelta(0) <= coming - today < timedelta(366)
