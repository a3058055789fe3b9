"""The parts of a sheet, one by one."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from klagerejsen.catalogue import translator
from klagerejsen.posters.journey.content import Bar
from klagerejsen.posters.journey.listing import listing
from klagerejsen.posters.journey.rails import MARK, bars, laned, row
from klagerejsen.posters.journey.sidecolumn import EXPLAINED, side_column
from klagerejsen.posters.journey.timescale import timescale
from klagerejsen.posters.paper.display import Text, passage_marks
from klagerejsen.posters.paper.flow import Paper, apart
from klagerejsen.posters.paper.ink import A1_SIZES, A3_SIZES, LOOKS, PAPER
from klagerejsen.posters.paper.setting import Column
from klagerejsen.posters.paper.typeface import plain
from tests.unit.posters.made import made_journey
from tests.unit.posters.test_gathering import gathered
from tests.unit.posters.test_layout import demo, poster, said

DANISH = translator("da")
YEAR = timescale(dt.date(2024, 1, 1), dt.date(2024, 12, 31), (), 50, 662)


def silence(start: dt.date, end: dt.date, **rest: object) -> Bar:
    days = (end - start).days
    words = ("uden besked fra kommunen", "uden besked")
    return Bar("citizen", "silence", start, end, start, end, str(days), "dage", words, "", **rest)


def label(bar: Bar) -> str:
    _marks, passages, _missing = bars(laned([bar], YEAR), YEAR, 100.0, A1_SIZES, ())
    return " ".join(plain(mark) for passage in passages for mark in passage.marks if isinstance(mark, Text))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (112, "112 dage uden besked fra kommunen"),
        (46, "46 dage uden besked"),
        (22, "22 dage"),
        (9, "9 dage"),
        (3, "3"),
        (1, "1 dage"),
    ],
)
def test_a_label_is_cut_back_from_its_end_and_stands_beside_the_shortest_bars(days: int, words: str) -> None:
    start = dt.date(2024, 5, 14)
    assert label(silence(start, start + dt.timedelta(days))) == words


def test_silences_that_overlap_stand_in_lanes() -> None:
    first = silence(dt.date(2024, 2, 1), dt.date(2024, 6, 1))
    second = silence(dt.date(2024, 3, 1), dt.date(2024, 7, 1))
    after = silence(dt.date(2024, 6, 1), dt.date(2024, 9, 1))
    assert [lane for _bar, lane in laned([second, after, first], YEAR).bars] == [0, 1, 0]


def test_the_second_of_two_close_marks_steps_aside_by_half() -> None:
    one, other = row([100.0, 101.0], 662).spots
    assert (one.x, one.dy, other.x) == (100.0, 0.0, 101.0)
    assert other.dy == pytest.approx(MARK / 2, abs=0.1)


def test_a_crowd_of_marks_keeps_to_the_rail() -> None:
    marked = row([300.0] * 300, 662)
    assert marked.half < 10
    assert len({(spot.x, spot.dy) for spot in marked.spots}) == 300
    assert all(abs(spot.x - 300) < 12 for spot in marked.spots)


def test_over_twenty_findings_only_the_heaviest_are_explained_and_the_rest_named() -> None:
    content = gathered(made_journey(120, days=700))
    assert len(content.findings) > 20
    column = side_column(content, 673, 68, 560, 150, A1_SIZES, DANISH)
    assert column.fits
    assert column.left_out["findings"] == len(content.findings) - EXPLAINED


def test_notes_of_lesser_causes_go_before_the_texts_of_findings() -> None:
    content = gathered(demo("boern-to-teams"))
    ample = side_column(content, 673, 68, 560, 150, A1_SIZES, DANISH)
    scant = side_column(content, 673, 68, 380, 150, A1_SIZES, DANISH)
    assert ample.left_out == {"findings": 0, "causes": 0}
    assert scant.left_out["causes"] > 0
    assert scant.left_out["findings"] == 0


def test_columns_of_lines_follow_the_order_of_time_and_are_nearly_even() -> None:
    entries = gathered(made_journey(90, days=360)).entries
    scale = timescale(entries[0].earliest, entries[-1].latest, (), 50, 662)
    found = listing(entries, scale, A1_SIZES, DANISH)
    listed = [item.entry.id for column in found.columns for item in column]
    assert listed == [entry.id for entry in entries]
    assert len(found.columns) <= 7
    rows = [sum(item.rows for item in column) for column in found.columns]
    assert max(rows) == found.rows


def test_an_answer_too_long_for_the_strip_stands_whole_on_the_next_sheet() -> None:
    document = demo("boern-to-teams")
    answer = " ".join(f"Linje {number} i et meget langt svar." for number in range(120))
    document["learning"]["happened"] = answer
    layout = poster(document)
    assert len(layout.sheets) == 2
    assert "Svaret er langt og står på næste ark." in said(layout)
    assert "én lang tekst" in said(layout)
    words = said(replace(layout, sheets=layout.sheets[1:])).replace("\n", " ")
    assert all(f"Linje {number} i" in words for number in range(120))


def test_twelve_actions_find_room_with_owner_and_date() -> None:
    document = demo("boern-to-teams")
    document["actions"] *= 3
    words = said(poster(document))
    assert words.count("Klagekonsulent") == 3
    assert words.count("Andel overholdte frister pr. måned") == 3


def test_nothing_but_letters_in_shapes_is_smaller_than_promised() -> None:
    least = {"a0": 9.8, "a1": 9.8, "a2": 6.9, "a3": 6.4}
    for size, points in least.items():
        layout = poster(made_journey(60, days=300), size=size)
        for sheet in layout.sheets:
            sizes = [
                run.style.size * sheet.scale
                for passage in sheet.passages
                if passage.role in ("heading", "paragraph")
                for mark in passage_marks(passage)
                if isinstance(mark, Text)
                for line in mark.lines
                for run in line
            ]
            assert min(sizes) >= points - 0.05


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2."""

    def luminance(ink: str) -> float:
        shares = [int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("side", LOOKS)
def test_every_hue_can_be_read_on_white_on_its_tint_and_on_its_silence(side: str) -> None:
    look = LOOKS[side]
    for ground in (PAPER, look.tint, look.soft):
        assert contrast(look.ink, ground) >= 4.5


def test_small_sizes_of_the_small_edition_are_larger_on_its_sheet() -> None:
    assert A3_SIZES.small * 0.6 == pytest.approx(6.42, abs=0.01)
    assert all(one >= other for one, other in pairwise([A3_SIZES.title, A3_SIZES.section, A3_SIZES.body]))


def test_no_column_of_the_list_ends_with_the_title_of_an_event() -> None:
    texts = [
        mark for each in poster(demo("boern-to-teams"), size="a3").sheets[1].passages for mark in passage_marks(each)
    ]
    texts = [mark for mark in texts if isinstance(mark, Text)]
    titles = [text for text in texts if plain(text) in {event["title"] for event in demo("boern-to-teams")["events"]}]
    assert len(titles) == 25
    for left in {title.x for title in titles}:
        lowest = max((text for text in texts if left <= text.x < left + 100), key=lambda text: text.y)
        assert lowest not in titles


def test_findings_and_causes_have_columns_of_their_own_where_those_are_hardly_taller() -> None:
    paper = Paper(wide=330, margin=0, top=0, bottom=100, column=100, gap=10)

    def thing(column: Column) -> None:
        column.skip(10)

    assert [column.y for column in apart(paper, [[thing] * 6, [thing] * 4]) or ()] == [30, 30, 40]
    assert apart(paper, [[thing] * 6, [thing] * 11]) is not None
    assert apart(paper, [[thing] * 16, [thing] * 16]) is None
