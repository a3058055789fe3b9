"""The drawing of what a side knew: true to time and number, inside its frame, labels apart."""

import re
from datetime import date
from itertools import pairwise

from hypothesis import given, settings

from klagerejsen.analysis import analyse, read_journey
from klagerejsen.analysis.knowledge import knowledge
from klagerejsen.board.sides_drawing import BASE, HEIGHT, LEFT, RIGHT, TOP, WIDTH, axes, panel, ticks
from tests.strategies import documents

PLACES = re.compile(r"(-?[\d.]+) (-?[\d.]+)")


def known_of(*days: str, known: str = "known"):
    events = [
        {"id": str(number), "date": day, "perspectives": {"citizen": {"known": known}}}
        for number, day in enumerate(days)
    ]
    return knowledge(read_journey({"title": "Tegnet", "actors": [], "events": events}))


def test_a_step_stands_at_its_day_and_as_high_as_what_was_known():
    known = known_of("2024-01-01", "2024-01-11", "2024-01-21")
    on = axes(known.values())
    middle = (LEFT + RIGHT) / 2
    third = (BASE - TOP) / 3
    assert (on.x(date(2024, 1, 11)), on.y(1)) == (middle, round(BASE - third, 1))
    line = PLACES.findall(panel(known["citizen"], (), on).known)
    assert (f"{middle:g}", f"{on.y(1):g}") in line
    assert (f"{middle:g}", f"{on.y(2):g}") in line


def test_what_nobody_answered_is_a_layer_of_its_own():
    known = known_of("2024-01-01", "2024-01-11")
    assert [(each.state, each.count) for each in panel(known["citizen"], (), axes(known.values())).layers] == [
        ("known", 2)
    ]
    assert [(each.state, each.count) for each in panel(known["external"], (), axes(known.values())).layers] == [
        ("unasked", 2)
    ]


def test_only_uncertain_dates_leave_something_unsure():
    exact, about = known_of("2024-01-01", "2024-01-11"), known_of("2024-01-01", "2024-02")
    assert panel(exact["citizen"], (), axes(exact.values())).unsure == ""
    assert panel(about["citizen"], (), axes(about.values())).unsure


def test_a_case_of_one_day_and_a_case_of_fifty_years_have_readable_months():
    assert ticks(axes(known_of("2024-01-11").values())) == ()
    long = ticks(axes(known_of("1974-03-02", "2024-01-11").values()))
    assert 3 <= len(long) <= 10
    assert all(tick.year for tick in long)


def test_a_journey_without_events_has_no_axes():
    assert axes(knowledge(read_journey({"title": "Tom", "actors": [], "events": []})).values()) is None


@settings(deadline=None, max_examples=60)
@given(documents(most_events=8))
def test_nothing_leaves_the_frame_and_no_label_stands_on_another(document):
    analysis = analyse(read_journey(document))
    known = knowledge(analysis.journey)
    on = axes(known.values())
    for side, each in known.items() if on else ():
        drawn = panel(each, analysis.silences[side], on)
        paths = [drawn.known, drawn.everything, drawn.unsure, *(layer.path for layer in drawn.layers)]
        points = [(float(x), float(y)) for path in paths for x, y in PLACES.findall(path)]
        assert all(LEFT <= x <= RIGHT and TOP <= y <= BASE for x, y in points)
        assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH and bar.y + bar.height < HEIGHT for bar in drawn.bars)
        labels = [layer.label_y for layer in drawn.layers]
        assert all(above <= below - 16 + 0.2 for below, above in pairwise(labels))
        assert all(0 < y < HEIGHT for y in labels)
        months = ticks(on)
        assert all(last.x - first.x >= 55 for first, last in pairwise(months))
