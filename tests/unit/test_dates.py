"""Dates: read from EDTF, said in words, understood from words or asked back."""

from datetime import date

import pytest

import klagerejsen.dates
from klagerejsen.catalogue import translator
from klagerejsen.dates import Span, in_words, messages, month_name, parse_edtf, short, understand

MAY_DAY = date(2024, 5, 1)


def days(first, last):
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03-12", "2024-03-12", "2024-03-12"),
        ("2024-03-12T14:00:00+02:00", "2024-03-12", "2024-03-12"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024-XX-XX", "2024-01-01", "2024-12-31"),
        ("2024-02-XX", "2024-02-01", "2024-02-29"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("00XX", "0001-01-01", "0099-12-31"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2024-05-01/2024-05-14", "2024-05-01", "2024-05-14"),
        ("2024-03/2024-03-12", "2024-03-01", "2024-03-12"),
        ("2023-24/2024-21", "2023-12-01", "2024-05-31"),
    ],
)
def test_an_edtf_date_covers_its_days(text, first, last):
    assert parse_edtf(text) == days(first, last)


def test_winter_belongs_to_the_year_in_which_it_begins():
    assert parse_edtf("2023-24") == days("2023-12-01", "2024-02-29")
    assert parse_edtf("9999-24").latest == date.max


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03-20~", "2024-03-13", "2024-03-27"),
        ("2024-03-20%", "2024-03-13", "2024-03-27"),
        ("2024-03~", "2024-02-15", "2024-04-15"),
        ("2024-21~", "2024-01-16", "2024-07-15"),
        ("2024~", "2023-07-02", "2025-07-02"),
        ("2024-06-20~/2024-06-28", "2024-06-13", "2024-06-28"),
        ("2024-06-20/2024-06-28~", "2024-06-20", "2024-07-05"),
        ("0001-01-01~", "0001-01-01", "0001-01-08"),
        ("9999-12-31~", "9999-12-24", "9999-12-31"),
    ],
)
def test_about_widens_a_date_by_its_precision(text, first, last):
    assert parse_edtf(text) == days(first, last)


@pytest.mark.parametrize("text", ["2024-03-20", "2024-03", "2024-21", "2024", "2024-03-01/2024-03-20"])
def test_doubt_alone_widens_nothing(text):
    assert parse_edtf("/".join(f"{side}?" for side in text.split("/"))) == parse_edtf(text)


@pytest.mark.parametrize("text", ["2024-05-01/..", "2024-05-01/", "../2024-05-01", "/2024-05-01"])
def test_an_open_side_is_clamped_to_the_known_side(text):
    assert parse_edtf(text) == days("2024-05-01", "2024-05-01")


def test_an_open_interval_still_covers_the_whole_known_side():
    assert parse_edtf("2024/") == days("2024-01-01", "2024-12-31")
    assert parse_edtf("../2024-03~") == parse_edtf("2024-03~")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-02-30", messages.NO_SUCH_DAY),
        ("2024-13", messages.NO_SUCH_DAY),
        ("2024-00-10", messages.NO_SUCH_DAY),
        ("2024-05/2024-03", messages.REVERSED),
        ("0000", messages.YEAR_RANGE),
        ("-0044-03-15", messages.YEAR_RANGE),
        ("Y170000002", messages.YEAR_RANGE),
        ("12024-03-12", messages.YEAR_RANGE),
        ("/", messages.NO_BOUND),
        ("../..", messages.NO_BOUND),
        ("", messages.UNREADABLE),
        (" 2024", messages.UNREADABLE),
        ("2024\n", messages.UNREADABLE),
        ("２０２４", messages.UNREADABLE),
        ("2024-3-1", messages.UNREADABLE),
        ("2024-XX-12", messages.UNREADABLE),
        ("2024-24-XX", messages.UNREADABLE),
        ("202X-05", messages.UNREADABLE),
        ("2024-25", messages.NO_SUCH_DAY),
        ("~2024", messages.UNREADABLE),
        ("2024~?", messages.UNREADABLE),
        ("2024-03-12T", messages.UNREADABLE),
        ("2024-03T12:00:00", messages.UNREADABLE),
        ("2024/2025/2026", messages.UNREADABLE),
        ("{2024,2025}", messages.UNREADABLE),
        ("garbage", messages.UNREADABLE),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(text, reason):
    with pytest.raises(ValueError, match=r"\S") as refused:
        parse_edtf(text)
    assert str(refused.value) == reason


def test_a_span_knows_its_middle_and_whether_it_is_one_day():
    assert parse_edtf("2024-03-20~").middle == date(2024, 3, 20)
    assert parse_edtf("2024-03-20").exact
    assert not parse_edtf("2024-03").exact
    assert days("2024-03-01", "2024-03-02").middle == date(2024, 3, 1)


def test_spans_sort_by_their_earliest_and_then_their_latest_day():
    spans = [parse_edtf(text) for text in ("2024-04", "2024-03", "2024-03-01")]
    assert sorted(spans) == [spans[2], spans[1], spans[0]]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("12/3-24", "2024-03-12"),
        ("12/3 2024", "2024-03-12"),
        ("12.3.2024", "2024-03-12"),
        ("12. 3. 2024", "2024-03-12"),
        ("12.03.24", "2024-03-12"),
        ("3/12/24", "2024-12-03"),
        ("12-3-2024", "2024-03-12"),
        ("2024-3-12", "2024-03-12"),
        ("20240312", "2024-03-12"),
        ("31/12-99", "1999-12-31"),
        ("31/12-69", "2069-12-31"),
        ("31-12-99", "1999-12-31"),
        ("d. 12. marts 2024", "2024-03-12"),
        ("D. 12.  MARTS\u00a02024", "2024-03-12"),
        ("12.marts 2024", "2024-03-12"),
        ("12. mar. 24", "2024-03-12"),
        ("12. jul 2024", "2024-07-12"),
        ("mandag den 4. marts 2024", "2024-03-04"),
        ("man. d. 4/3 2024", "2024-03-04"),
        ("onsdag i uge 14 2024", "2024-04-03"),
        ("12. marts 2024 kl. 14", "2024-03-12"),
        ("12. marts 2024, kl. 14.30-15", "2024-03-12"),
        ("12/3 2024 14:30", "2024-03-12"),
        ("12/3 2024 om formiddagen", "2024-03-12"),
        ("March 12, 2024", "2024-03-12"),
    ],
)
def test_a_day_is_understood(text, edtf):
    assert understand(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("marts 2024", "2024-03"),
        ("i marts 2024", "2024-03"),
        ("juli måned 2024", "2024-07"),
        ("marts '24", "2024-03"),
        ("3/2024", "2024-03"),
        ("i 2024", "2024"),
        ("'24", "2024"),
        ("foråret 2024", "2024-21"),
        ("i efteråret 2024", "2024-23"),
        ("vinteren 2023/24", "2023-24"),
        ("vinteren 2023-2024", "2023-24"),
        ("vinteren 2069/70", "2069-24"),
        ("en dag i februar 2024", "2024-02-XX"),
        ("engang i marts 2024", "2024-03-XX"),
        ("engang i 2024", "2024-XX"),
        ("2020'erne", "202X"),
    ],
)
def test_a_month_season_or_year_is_understood(text, edtf):
    assert understand(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("primo maj 2024", "2024-05-01/2024-05-10"),
        ("medio maj 2024", "2024-05-11/2024-05-20"),
        ("ultimo februar 2024", "2024-02-21/2024-02-29"),
        ("i begyndelsen af maj 2024", "2024-05-01/2024-05-10"),
        ("midt i maj 2024", "2024-05-11/2024-05-20"),
        ("slutningen af maj måned 2024", "2024-05-21/2024-05-31"),
        ("uge 14 2024", "2024-04-01/2024-04-07"),
        ("uge 14/24", "2024-04-01/2024-04-07"),
        ("uge 14-16 2024", "2024-04-01/2024-04-21"),
        ("uge 1 2025", "2024-12-30/2025-01-05"),
        ("2. kvartal 2024", "2024-04/2024-06"),
        ("fra 20. til 28. juni 2024", "2024-06-20/2024-06-28"),
        ("20.–28. juni 2024", "2024-06-20/2024-06-28"),
        ("20-28/6 2024", "2024-06-20/2024-06-28"),
        ("20/6-28/6 2024", "2024-06-20/2024-06-28"),
        ("20/6-28/6-24", "2024-06-20/2024-06-28"),
        ("1-5-2024 til 14-5-2024", "2024-05-01/2024-05-14"),
        ("mellem 1. og 5. maj 2024", "2024-05-01/2024-05-05"),
        ("mandag d. 4. til onsdag d. 6. marts 2024", "2024-03-04/2024-03-06"),
        ("28. december – 3. januar 2024", "2023-12-28/2024-01-03"),
        ("28. december 2023 til 3. januar", "2023-12-28/2024-01-03"),
        ("september til februar 2024", "2023-09/2024-02"),
        ("marts/april 2024", "2024-03/2024-04"),
        ("2023-2024", "2023/2024"),
        ("fra 1. maj 2024", "2024-05-01/.."),
        ("siden marts 2024", "2024-03/.."),
        ("indtil 1. maj 2024", "../2024-05-01"),
    ],
)
def test_a_stretch_of_time_is_understood_as_an_interval(text, edtf):
    assert understand(text).edtf == edtf


@pytest.mark.parametrize("word", ["ca.", "ca", "Ca.", "cirka", "omkring", "omkring d.", "omtrent"])
def test_about_is_kept_as_approximate(word):
    assert understand(f"{word} 20. marts 2024").edtf == "2024-03-20~"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("måske 2024", "2024?"),
        ("12/3 2024?", "2024-03-12?"),
        ("måske ca. 20. marts 2024", "2024-03-20%"),
        ("mandag ca. 4/3 2024", "2024-03-04~"),
        ("ca. 20.-28. juni 2024", "2024-06-20~/2024-06-28~"),
        ("fra ca. 20. juni til 28. juni 2024", "2024-06-20~/2024-06-28"),
        ("ca. medio maj 2024", "2024-05-11~/2024-05-20~"),
    ],
)
def test_doubt_is_kept_where_it_was_said(text, edtf):
    assert understand(text).edtf == edtf


@pytest.mark.parametrize("text", ["2024-03-12", "2024-21", "202X", "2024-05-01/..", "2024-03~/2024-05?"])
def test_edtf_is_taken_as_it_stands(text):
    assert understand(f" {text} ").edtf == text


def test_edtf_in_lower_case_or_with_a_time_of_day_is_tidied():
    assert understand("2024-xx").edtf == "2024-XX"
    assert understand("2024-05-01 / 2024-05-14").edtf == "2024-05-01/2024-05-14"
    assert understand("2024-03-12T14:00:00").edtf == "2024-03-12"


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("12. marts", ("2024-03-12", "2025-03-12")),
        ("12/3", ("2024-03-12", "2025-03-12")),
        ("ca. 20/3", ("2024-03-20~", "2025-03-20~")),
        ("20. december", ("2023-12-20", "2024-12-20")),
        ("29. februar", ("2024-02-29", "2028-02-29")),
        ("juli måned", ("2024-07", "2023-07")),
        ("uge 14", ("2024-04-01/2024-04-07", "2025-03-31/2025-04-06")),
        ("vinteren", ("2023-24", "2024-24")),
        ("28. december - 3. januar", ("2023-12-28/2024-01-03", "2024-12-28/2025-01-03")),
        ("fra 20/6", ("2024-06-20/..", "2023-06-20/..")),
    ],
)
def test_a_missing_year_is_offered_from_the_neighbouring_events_never_guessed(text, choices):
    asked = understand(text, near=MAY_DAY)
    assert asked.edtf is None
    assert asked.choices == choices
    assert asked.reason == messages.CHOOSE_YEAR


def test_without_neighbours_a_missing_year_is_asked_for():
    asked = understand("12. marts")
    assert (asked.edtf, asked.choices, asked.reason) == (None, (), messages.WRITE_YEAR)


def test_a_weekday_narrows_the_years_that_are_offered():
    assert understand("mandag den 4. marts", near=date(2025, 1, 1)).choices[0] == "2024-03-04"


@pytest.mark.parametrize(
    ("text", "choices", "reason"),
    [
        ("03-04-05", ("2005-04-03", "2003-04-05"), messages.AMBIGUOUS),
        ("120324", ("2024-03-12", "2012-03-24"), messages.AMBIGUOUS),
        ("12-3", ("2024-03-12", "2023-12-03"), messages.AMBIGUOUS),
        ("marts 24", ("2024-03", "2024-03-24"), messages.AMBIGUOUS),
        ("vinteren 2024", ("2023-24", "2024-24"), messages.WHICH_WINTER),
        ("jul 2024", ("2024-07", "2024-12-24/2024-12-26"), messages.CHRISTMAS_OR_JULY),
        ("slutningen af 2024", ("2024-12", "2024-09/2024-12"), messages.PART_OF_YEAR),
        ("mandag den 5. marts 2024", ("2024-03-04", "2024-03-05"), messages.WEEKDAY_DIFFERS),
        ("mandag den 31. december 9999", ("9999-12-31",), messages.WEEKDAY_DIFFERS),
        ("3/13 2024", ("2024-03-13",), messages.MONTH_FIRST),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_back(text, choices, reason):
    asked = understand(text, near=MAY_DAY)
    assert (asked.edtf, asked.choices, asked.reason) == (None, choices, reason)


def test_a_reading_that_the_calendar_rules_out_is_no_question():
    assert understand("31-12-99").edtf == "1999-12-31"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", messages.EMPTY),
        (" \u00a0", messages.EMPTY),
        ("13/13", messages.NO_SUCH_MONTH),
        ("20 24", messages.NO_SUCH_MONTH),
        ("30/2 2024", messages.NO_SUCH_DAY),
        ("30/2", messages.NO_SUCH_DAY),
        ("29/2 2023", messages.NO_SUCH_DAY),
        ("uge 53 2024", messages.NO_SUCH_WEEK),
        ("28. juni til 20. juni 2024", messages.REVERSED),
        ("28. juni til 20. juni", messages.REVERSED),
        ("tirsdag d. 4. til onsdag d. 6. marts 2024", messages.WEEKDAY_DIFFERS),
        ("den 12.", messages.WRITE_MONTH),
        ("1203", messages.UNLIKELY_YEAR),
        ("12/3 0000", messages.YEAR_RANGE),
        ("i går", messages.RELATIVE),
        ("sidste uge", messages.RELATIVE),
        ("for 3 uger siden", messages.RELATIVE),
        ("sommerferien", messages.HOLIDAY),
        ("julen 2024", messages.HOLIDAY),
        ("vinteren 2023/25", messages.NOT_UNDERSTOOD),
        ("3. halvår 2024", messages.NOT_UNDERSTOOD),
        ("medio 12/3 2024", messages.NOT_UNDERSTOOD),
        ("engang i 12/3 2024", messages.NOT_UNDERSTOOD),
        ("mandag", messages.NOT_UNDERSTOOD),
        ("hest", messages.NOT_UNDERSTOOD),
        ("12. hest 2024", messages.NOT_UNDERSTOOD),
        ("2024 " * 40, messages.NOT_UNDERSTOOD),
    ],
)
def test_what_is_not_understood_says_what_to_do(text, reason):
    assert understand(text, near=MAY_DAY) == understand(text)
    assert understand(text) == klagerejsen.dates.Understood(None, (), reason)


@pytest.mark.parametrize(
    ("edtf", "danish", "english"),
    [
        ("2024-03-12", "12. marts 2024", "12 March 2024"),
        ("2024-02", "februar 2024", "February 2024"),
        ("2024", "2024", "2024"),
        ("2024-21", "foråret 2024", "spring 2024"),
        ("2024-24", "vinteren 2024/25", "winter 2024/25"),
        ("2024-03-20~", "ca. 20. marts 2024", "c. 20 March 2024"),
        ("2024?", "måske 2024", "perhaps 2024"),
        ("2024%", "måske ca. 2024", "perhaps c. 2024"),
        ("2024-06-20/2024-06-28", "20.–28. juni 2024", "20–28 June 2024"),
        ("2024-06-28/2024-07-03", "28. juni – 3. juli 2024", "28 June – 3 July 2024"),
        ("2023-12-28/2024-01-03", "28. december 2023 – 3. januar 2024", "28 December 2023 – 3 January 2024"),
        ("2024-03/2024-05", "marts – maj 2024", "March – May 2024"),
        ("2023-24/2024-21", "vinteren 2023/24 – foråret 2024", "winter 2023/24 – spring 2024"),
        ("2024-06-20~/2024-06-28~", "ca. 20.–28. juni 2024", "c. 20–28 June 2024"),
        ("2024-06-20~/2024-06-28", "fra ca. 20. juni til 28. juni 2024", "from c. 20 June to 28 June 2024"),
        ("2024-05-01/..", "fra 1. maj 2024", "from 1 May 2024"),
        ("/2024-05", "indtil maj 2024", "until May 2024"),
        ("2024-02-XX", "en dag i februar 2024", "one day in February 2024"),
        ("2024-XX", "engang i 2024", "some time in 2024"),
        ("2024-XX-XX", "en dag i 2024", "one day in 2024"),
        ("202X", "2020'erne", "the 2020s"),
        ("20XX", "2000–2099", "2000–2099"),
    ],
)
def test_a_date_is_said_in_both_languages(edtf, danish, english):
    assert in_words(edtf) == danish
    assert in_words(edtf, "en") == english


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-03-12", "12. marts"),
        ("2024-02", "februar"),
        ("2024-21~", "ca. foråret"),
        ("2024", "2024"),
        ("2024-24", "vinteren 2024/25"),
        ("2024-06-28/2024-07-03", "28. juni – 3. juli"),
        ("2023-12-28/2024-01-03", "28. december 2023 – 3. januar 2024"),
        ("2023-12-28~/2024-01-03", "fra ca. 28. december 2023 til 3. januar 2024"),
        ("2024-05-01/..", "fra 1. maj"),
        ("2023-03-12", "12. marts 2023"),
    ],
)
def test_the_year_at_hand_is_left_out(edtf, words):
    assert in_words(edtf, year_of=2024) == words


@pytest.mark.parametrize(
    ("edtf", "label", "elsewhere", "english"),
    [
        ("2024-03-20", "20.3", "20.3.24", "20 Mar"),
        ("2024-03-20~", "ca. 20.3", "ca. 20.3.24", "c. 20 Mar"),
        ("2024-03-20%", "ca. 20.3?", "ca. 20.3.24?", "c. 20 Mar?"),
        ("2024-02", "feb", "feb 24", "Feb"),
        ("2024-02-XX", "feb", "feb 24", "Feb"),
        ("2024", "2024", "2024", "2024"),
        ("2024-21", "forår", "forår 24", "spring"),
        ("2024-24", "vinter", "vinter 24/25", "winter"),
        ("2024-06-20/2024-06-28", "20.–28.6", "20.–28.6.24", "20–28 Jun"),
        ("2024-06-28/2024-07-03", "28.6–3.7", "28.6.24–3.7.24", "28 Jun – 3 Jul"),
        ("2024-05-01/..", "1.5–", "1.5.24–", "1 May –"),
        ("../2024-05", "–maj", "–maj 24", "– May"),
    ],
)
def test_a_label_is_short_and_tells_the_year_only_where_it_differs(edtf, label, elsewhere, english):
    assert short(edtf) == short(edtf, year_of=2024) == label
    assert short(edtf, year_of=2023) == elsewhere
    assert short(edtf, "en") == english


def test_saying_what_is_no_date_is_refused():
    for say in (in_words, short):
        with pytest.raises(ValueError, match="kalenderen"):
            say("2024-02-30")


def test_months_have_names_in_both_languages():
    assert [month_name(5, language, brief) for language in ("da", "en") for brief in (False, True)] == [
        "maj",
        "maj",
        "May",
        "May",
    ]
    with pytest.raises(ValueError, match="13"):
        month_name(13)


def test_the_reasons_are_constants_that_a_catalogue_can_hold():
    reasons = [value for name, value in vars(messages).items() if name.isupper()]
    assert len(reasons) == len(set(reasons))
    assert all(reason.endswith(".") and "{" not in reason and "%" not in reason for reason in reasons)
    assert translator("da")(messages.REVERSED) == messages.REVERSED
