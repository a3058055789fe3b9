"""Where a curve's drawing lies, and that a drawing and its table say the same."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import jinja2
import pytest

from klagerejsen.paths import TEMPLATES
from klagerejsen.statistics.bootstrap import median_difference
from klagerejsen.statistics.outcomes import incidence
from klagerejsen.statistics.pictures import drawn_until, picture, rising, small_multiples, table_of
from klagerejsen.statistics.survival import survival
from klagerejsen.statistics.units import benchmark
from tests.unit.statistics.published import LUNG, MARROW, PLACEBO, SIX_MP

REMISSIONS = {"6-MP": survival(SIX_MP), "Placebo": survival(PLACEBO)}


def points(path):
    return [tuple(map(float, pair.split())) for pair in re.split("[ML]", path.rstrip("Z")) if pair]


def test_a_curve_is_a_stair_that_begins_with_all_and_only_falls():
    drawn = picture(REMISSIONS)
    for line in drawn.lines:
        corners = points(line.path)
        assert corners[0] == (drawn.frame.left, drawn.frame.top)
        assert all(after[0] >= before[0] and after[1] >= before[1] for before, after in pairwise(corners))
        assert all(after[0] == before[0] or after[1] == before[1] for before, after in pairwise(corners)), (
            "steps go down or along, never across"
        )
        assert line.end == corners[-1]


def test_the_median_lies_where_the_curve_crosses_the_half():
    drawn = picture(REMISSIONS)
    half = drawn.frame.y(0.5)
    for line, curve in zip(drawn.lines, REMISSIONS.values(), strict=True):
        assert next(x for x, y in points(line.path) if y >= half) == drawn.frame.x(curve.median.value)


def test_the_band_lies_around_the_curve():
    drawn = picture({"lung": survival(LUNG)})
    (line,) = drawn.lines
    band, corners = points(line.band), points(line.path)
    for x, y in corners:
        assert min(at for across, at in band if across == x) <= y <= max(at for across, at in band if across == x)


def test_a_curve_stops_where_fewer_than_five_are_followed_and_their_number_is_not_told():
    curve = REMISSIONS["6-MP"]
    assert drawn_until(curve) == 25
    drawn = picture({"6-MP": curve}, days=40)
    followed = dict(zip((tick.text for tick in drawn.days), drawn.lines[0].followed, strict=True))
    assert followed == {"0": 21, "10": 15, "20": 8, "30": None, "40": 0}
    assert points(drawn.lines[0].path)[-1][0] == drawn.frame.x(25)


def test_few_are_dots_without_a_curve_and_fewer_than_five_are_not_drawn():
    drawn = picture({"few": survival([(3, "closed", 2), (9, "closed", 4)]), "fewer": survival([(3, "closed", 4)])})
    few, fewer = drawn.lines
    assert (few.path, len(few.dots), few.followed[0]) == ("", 2, 6)
    assert (fewer.path, fewer.dots, fewer.followed[0]) == ("", (), None)
    assert all(y < drawn.frame.top for _x, y in few.dots)


@pytest.mark.parametrize("days", [1, 3, 7, 25, 60, 61, 250, 2081, 9000])
def test_the_axis_has_few_round_numbers_and_reaches_the_end(days):
    drawn = picture({"all": survival([(days, "closed", 20)])})
    numbers = [int(tick.text) for tick in drawn.days]
    assert 2 <= len(numbers) <= 8
    assert numbers[0] == 0
    assert numbers[-1] >= days
    assert drawn.days[-1].at == drawn.frame.right


def test_small_drawings_share_their_axes():
    drawn = small_multiples({"børn": REMISSIONS, "voksne": {"6-MP": survival(MARROW)}})
    assert {each.frame.days for each in drawn.values()} == {drawn["børn"].frame.days}
    assert drawn["børn"].days == drawn["voksne"].days


def test_the_table_says_what_the_drawing_shows():
    drawn = picture(REMISSIONS)
    rows = dict(table_of(drawn, REMISSIONS))
    assert list(rows) == [tick.text for tick in drawn.days]
    six, placebo = rows["10"]
    assert (round(six.waiting.value, 4), six.followed) == (0.7529, 15)
    assert (round(placebo.waiting.value, 4), placebo.followed) == (0.381, 8)
    assert rows["20"][1].waiting is None, "fewer than five of the placebos are followed then"


def rendered(call, **values):
    """Draw a macro of the template with Danish texts."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), extensions=["jinja2.ext.i18n"], autoescape=True
    )
    environment.install_null_translations(newstyle=True)
    text = environment.from_string(f'{{% import "components/curves.html" as it %}}{{{{ it.{call} }}}}').render(values)
    return ElementTree.fromstring(text)


def test_a_drawing_names_itself_and_says_in_words_what_it_shows():
    svg = rendered("curve(drawn, 'Dage til afslutning', 'arbejdsdage', 'closed')", drawn=picture(REMISSIONS))
    names = {each.get("id"): each.text for each in svg if each.get("id")}
    assert svg.get("role") == "img"
    assert set(svg.get("aria-labelledby").split()) == names.keys()
    assert names["closed-title"] == "Dage til afslutning"
    assert "arbejdsdage" in names["closed-words"]
    assert "95 % interval" in names["closed-words"]
    assert not [each for each in svg.iter() if each.get("style")]


def test_the_table_beside_has_a_row_for_each_tick_and_heads_for_all():
    drawn = picture(REMISSIONS)
    both = rendered(
        "curve_beside_table(drawn, rows, 'Dage', 'arbejdsdage', 'd')", drawn=drawn, rows=table_of(drawn, REMISSIONS)
    )
    drawing, region = both
    assert drawing.get("aria-label") != region.get("aria-label")
    assert drawing[0].get("role") == "img"
    heads = region.findall(".//thead//th")
    rows = region.findall(".//tbody/tr")
    assert len(rows) == len(drawn.days)
    assert all(len(row) == len(heads) == 5 for row in rows)
    assert "75 % (50–89)" in ElementTree.tostring(region, "unicode")


def test_an_end_that_is_not_reached_is_an_arrow_and_no_place():
    reached = rendered("days_interval(each, 40, 'ord')", each=REMISSIONS["Placebo"].median)
    open_end = rendered("days_interval(each, 40, 'ord')", each=REMISSIONS["6-MP"].median)
    arrow = "l6 5l-6 5"
    assert arrow not in reached.find(".//*[@class='whisker']").get("d")
    assert arrow in open_end.find(".//*[@class='whisker']").get("d")
    difference = median_difference({"all": (SIX_MP, PLACEBO)}).difference
    drawn = rendered("difference_interval(each, 40, 'ord')", each=difference)
    assert arrow in drawn.find(".//*[@class='whisker']").get("d")
    assert float(drawn.find(".//*[@class='point']").get("cx")) == pytest.approx(160 + 150 * 15 / 40)


def test_a_unit_stands_in_front_of_its_funnel_and_a_small_one_has_none():
    found = benchmark([("Nord", 12, 40), ("Syd", 4, 40), ("Øst", 2, 4)])
    drawn = {
        unit.name: rendered("unit_interval(unit, whole, 'ord')", unit=unit, whole=found.whole) for unit in found.units
    }
    assert drawn["Nord"].find(".//*[@class='chance']") is not None
    assert drawn["Øst"].find(".//*[@class='chance']") is None
    assert drawn["Øst"].get("aria-label") == "ord"


def test_rising_curves_begin_at_none_and_end_where_few_are_followed():
    rows = [(5, "withdrawn", 10), (10, "answered", 10), (30, None, 3)]
    drawn = rising(incidence(rows), {"alle": survival(rows)}, days=40, until=40)
    answered, withdrawn, everybody = drawn.lines
    assert answered.path.startswith(f"M{drawn.frame.x(0)} {drawn.frame.y(0)}")
    assert withdrawn.end == (drawn.frame.x(10), drawn.frame.y(10 / 23))
    assert (everybody.name, everybody.path, everybody.followed[:3]) == ("alle", "", (23, 13, None))
    assert answered.followed == withdrawn.followed == ()
    assert drawn.groups[-1][0] + 19 < drawn.frame.height


def test_a_curve_is_drawn_no_further_than_it_may_be():
    curve = survival([(day, "closed", 5) for day in range(1, 41)])
    drawn = picture({"a": curve}, until={"a": 20})
    assert drawn.lines[0].end == (drawn.frame.x(20), drawn.frame.y(0.5))
    assert [count is None for count in drawn.lines[0].followed] == [int(tick.text) > 20 for tick in drawn.days]
    shown = table_of(drawn, {"a": curve}, until={"a": 20})
    assert [row[1][0].waiting is None for row in shown] == [int(row[0]) > 20 for row in shown]
